"""The verb `reuse`: passages that documents share, copies with what they changed, sections older than their article."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from sayso.app.views import DocumentView, RoleView, document_view
from sayso.ledger import DocumentRecords, DocumentRow, Ledger
from sayso.link.reuse.changes import WordChange, WordChangeKind, find_changes
from sayso.link.reuse.clusters import (
    End,
    PassageCluster,
    Published,
    Use,
    cluster_passages,
    index_passages,
    use_of,
    whole_span,
)
from sayso.link.reuse.direction import days_of
from sayso.records import Clue, Direction, InputError, LinkedKind, Passage, Reuse, Span, Spans, Value, display_text
from sayso.text.offsets import to_raw

WHOLE = 0.7
"""The share of the words of both documents that makes one a copy of the other."""

PASTED_DAYS, PASTED_WORDS, PASTED_COVERAGE = 30, 25, 0.6
"""An older section is at least so many words of a document at least so many days older, and not most of the newer."""

_HELD = 256


class PassageView(Value, frozen=True, kw_only=True):
    """One shared passage.

    Attributes:
        first, second: spans (raw layer) and words in both documents.
        words, characters, own_characters, identity: see `Passage`.
        cluster: id of the passage wherever it stands.
        frequency: in how many documents it stands, counted when read.
        use: "copy", "quotation", "standing note" or "stock phrase", by where it stands.
    """

    first: RoleView
    second: RoleView
    words: int
    characters: int
    own_characters: int
    identity: float
    cluster: str
    frequency: int
    use: Use


class ReuseView(Value, frozen=True, kw_only=True):
    """What two documents share, one object a line of `sayso reuse --json`; see `Reuse` for the fields."""

    id: str
    documents: tuple[DocumentView, DocumentView]
    passages: tuple[PassageView, ...]
    coverage: tuple[float, float]
    direction: Direction
    confidence: float
    clues: tuple[Clue, ...]


class CopyChangeView(Value, frozen=True, kw_only=True):
    """One thing that a copy changed; spans of the raw layers."""

    kind: WordChangeKind
    base: RoleView
    own: RoleView


class CopyView(Value, frozen=True, kw_only=True):
    """One copy of an article.

    Attributes:
        reuse: id of what it shares with the base; None where it shares that with another copy only.
        changes: how it differs from the base.
    """

    document: DocumentView
    reuse: str | None
    changes: tuple[CopyChangeView, ...]


class CopyClusterView(Value, frozen=True, kw_only=True):
    """Articles that are copies of each other as a whole.

    Attributes:
        base: the one that the most others have it from, else the earliest, else the longest.
    """

    base: DocumentView
    copies: tuple[CopyView, ...]


class PastedView(Value, frozen=True, kw_only=True):
    """A section that is older than its article.

    Attributes:
        section: where it stands, and its words.
        older: the older document that has it; None where a date in it says so.
        reason: how it is known.
    """

    document: DocumentView
    section: RoleView
    older: DocumentView | None
    reason: str


def reuse(ledger: Ledger, document: str | None = None) -> Iterator[ReuseView]:
    """What pairs of documents share, by id; of one document, given by id or key, or of all.

    Raises:
        InputError: `unknown_document`.
    """
    shelf = _Shelf(ledger)
    wanted = shelf.find(document) if document is not None else None
    clusters = index_passages(shelf.reuses())
    for found in shelf.reuses():
        if wanted is None or wanted in found.documents:
            yield _view(shelf, found, clusters)


def copies(ledger: Ledger) -> Iterator[CopyClusterView]:
    """Clusters of articles that are copies as a whole, the largest first, each with what the copies changed."""
    shelf = _Shelf(ledger)
    whole = [found for found in shelf.reuses() if min(found.coverage) >= WHOLE]
    for cluster in sorted(_components(whole), key=lambda c: (-len(c), c)):
        pairs = {found.documents: found for found in whole if set(found.documents) <= set(cluster)}
        base = _base(shelf, cluster, list(pairs.values()))
        yield CopyClusterView(
            base=shelf.view(base),
            copies=tuple(_copy(shelf, base, other, pairs) for other in cluster if other != base),
        )


def pasted(ledger: Ledger) -> Iterator[PastedView]:
    """Sections older than their articles: an older document has them, or a date in them cannot be of their time."""
    shelf = _Shelf(ledger)
    for found in shelf.reuses():
        for newer, older, at in ((0, 1, "first"), (1, 0, "second")):
            days = _days_between(shelf.row(found.documents[older]), shelf.row(found.documents[newer]))
            if days is None or days < PASTED_DAYS or found.coverage[newer] >= PASTED_COVERAGE:
                continue
            for passage in found.passages:
                if passage.words >= PASTED_WORDS and passage.own_characters:
                    reason = f"the same words stand in a document that is {days} days older"
                    yield _pasted(shelf, found.documents[newer], getattr(passage, at), reason, found.documents[older])
    for diagnostic in ledger.diagnostics("anachronism"):
        if diagnostic.document is not None and diagnostic.span is not None and shelf.has(diagnostic.document):
            spans = (shelf.block_around(diagnostic.document, diagnostic.span),)
            yield _pasted(shelf, diagnostic.document, spans, diagnostic.detail or "a date in it lies ahead", None)


def passim_rows(ledger: Ledger) -> Iterator[dict[str, str | int | float | None]]:
    """One row for each document of each passage, with the columns of passim's output.

    Columns: `uid` (number of the row's passage in its document, by id), `cluster`, `size` (rows of the cluster),
    `pboiler` (share of its rows that have the same series as another row), `id` (key of the document), `series`
    (outlet, else key), `date`, `title`, `url`, `begin` and `end` (code points of the raw layer), `text`.
    """
    shelf = _Shelf(ledger)
    for number, cluster in enumerate(cluster_passages(shelf.reuses())):
        views = [shelf.view(end.document) for end in cluster.ends]
        series = [view.outlet or view.key for view in views]
        for index, (end, view) in enumerate(zip(cluster.ends, views, strict=True)):
            repeated = sum(series.count(name) > 1 for name in series) / len(series)
            yield {
                "uid": f"{cluster.id}-{index}",
                "cluster": number,
                "size": cluster.frequency,
                "pboiler": round(repeated, 4),
                "id": view.key,
                "series": series[index],
                "date": view.published,
                "title": view.title,
                "url": view.url,
                "begin": end.spans[0][0],
                "end": end.spans[-1][1],
                "text": shelf.words(end.document, end.spans),
            }


class _Shelf:
    """Documents of a ledger by id, read when asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._rows = {row.id: row for row in ledger.documents()}
        self.published = {row.id: Published(row.outlet, row.published) for row in self._rows.values()}
        self.records = lru_cache(_HELD)(self._records)

    def reuses(self) -> Iterator[Reuse]:
        """All records of reuse, by id."""
        return (found for found in self._ledger.linked(LinkedKind.REUSE) if isinstance(found, Reuse))

    def has(self, document: str) -> bool:
        """Whether it is a current document."""
        return document in self._rows

    def find(self, document: str) -> str:
        """The id of the document with this id or key."""
        for row in self._rows.values():
            if document in {row.id, row.key}:
                return row.id
        raise InputError("unknown_document", f"The ledger has no document {document!r}.", "Give its key or id.")

    def row(self, document: str) -> DocumentRow:
        """Its row in the table of documents."""
        return self._rows[document]

    def view(self, document: str) -> DocumentView:
        """Its short view."""
        return document_view(self.records(document).document)

    def words(self, document: str, spans: Spans) -> str:
        """What a reader reads there."""
        held = self.records(document)
        return display_text(held.document.media, held.raw, held.clean, held.layout, spans)

    def role(self, document: str, spans: Spans) -> RoleView:
        """Spans with their words."""
        return RoleView(spans=spans, text=self.words(document, spans))

    def block_around(self, document: str, span: Span) -> Span:
        """The block that holds a span; the span itself where none does."""
        blocks = self.records(document).layout.blocks
        return next((b.span for b in blocks if b.span[0] <= span[0] and span[1] <= b.span[1]), span)

    def _records(self, document: str) -> DocumentRecords:
        held = self._ledger.records(self._rows[document].row)
        if held is None:
            raise InputError("unknown_document", f"The ledger has no document {document!r}.", "Run `sayso verify`.")
        return held


def _view(shelf: _Shelf, found: Reuse, clusters: dict[End, PassageCluster]) -> ReuseView:
    one, other = found.documents
    return ReuseView(
        id=found.id,
        documents=(shelf.view(one), shelf.view(other)),
        passages=tuple(_passage_view(shelf, found, passage, clusters) for passage in found.passages),
        coverage=found.coverage,
        direction=found.direction,
        confidence=found.confidence,
        clues=found.clues,
    )


def _passage_view(shelf: _Shelf, found: Reuse, passage: Passage, clusters: dict[End, PassageCluster]) -> PassageView:
    one, other = found.documents
    cluster = clusters[one, whole_span(passage.first)]
    return PassageView(
        first=shelf.role(one, passage.first),
        second=shelf.role(other, passage.second),
        words=passage.words,
        characters=passage.characters,
        own_characters=passage.own_characters,
        identity=passage.identity,
        cluster=cluster.id,
        frequency=cluster.frequency,
        use=use_of(passage, cluster, shelf.published),
    )


def _components(whole: list[Reuse]) -> list[tuple[str, ...]]:
    """The documents of each cluster of copies, by id."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for found in whole:
        low, high = sorted(map(root, found.documents))
        parent[high] = low
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(parent):
        members[root(name)].append(name)
    return [tuple(names) for names in members.values()]


def _base(shelf: _Shelf, cluster: tuple[str, ...], pairs: list[Reuse]) -> str:
    """The document that most others have it from, else the earliest, else the longest, else the least id."""
    given: dict[str, int] = defaultdict(int)
    for found in pairs:
        if found.direction in (Direction.FORWARD, Direction.BACKWARD):
            given[found.documents[found.direction is Direction.BACKWARD]] += 1

    def key(document: str) -> tuple[int, str, int, str]:
        days = days_of(shelf.row(document).published)
        length = len(shelf.records(document).clean)
        return -given[document], days.last.isoformat() if days else "9999", -length, document

    return min(cluster, key=key)


def _copy(shelf: _Shelf, base: str, other: str, pairs: dict[tuple[str, str], Reuse]) -> CopyView:
    shared = pairs.get((min(base, other), max(base, other)))
    before, after = shelf.records(base), shelf.records(other)
    return CopyView(
        document=shelf.view(other),
        reuse=shared.id if shared else None,
        changes=tuple(_change_view(before, after, change) for change in find_changes(before.clean, after.clean)),
    )


def _change_view(base: DocumentRecords, own: DocumentRecords, change: WordChange) -> CopyChangeView:
    return CopyChangeView(
        kind=change.kind,
        base=RoleView(spans=to_raw(base.layout, change.base_span) if change.base_span else (), text=change.base),
        own=RoleView(spans=to_raw(own.layout, change.own_span) if change.own_span else (), text=change.own),
    )


def _days_between(older: DocumentRow, newer: DocumentRow) -> int | None:
    """The least number of days from one document to the other; None where it is not known."""
    before, after = days_of(older.published), days_of(newer.published)
    return (after.first - before.last).days if before and after and after.first else None


def _pasted(shelf: _Shelf, document: str, spans: Spans, reason: str, older: str | None) -> PastedView:
    return PastedView(
        document=shelf.view(document),
        section=shelf.role(document, spans),
        older=shelf.view(older) if older else None,
        reason=reason,
    )
