"""Two documents side by side: what a document shares with others, and where the shared words stand in both."""

from collections.abc import Iterator, Sequence

from sayso.app.articles import Mark, ParagraphView, marked_article
from sayso.app.views import DocumentView, ReadDocumentView, document_view, read_document_view
from sayso.ledger import DocumentRecords, FoundKind, Ledger
from sayso.records import Clue, Direction, InputError, LinkedKind, Reuse, Spans, Value, display_text
from sayso.text import to_clean

SHARED = "shared"
"""The role of a mark that says: these words stand in the other document too."""

_FLOWS = {
    Direction.FORWARD: ("given", "taken"),
    Direction.BACKWARD: ("taken", "given"),
    Direction.COMMON: ("common", "common"),
    Direction.UNKNOWN: ("unknown", "unknown"),
}


class SharingView(Value, frozen=True, kw_only=True):
    """What a document shares with one other.

    Attributes:
        other: the other document.
        mine, theirs: the share of the words of each that stand in passages of both.
        words: equal words in all passages.
        passages: how many there are.
        flow: "given" (from this document to the other), "taken", "common" (both have them from a third) or "unknown".
        confidence: of the flow, 0.5 to 1; 0 where it is unknown.
        clues: all reasons, also those against it.
    """

    other: DocumentView
    mine: float
    theirs: float
    words: int
    passages: int
    flow: str
    confidence: float
    clues: tuple[Clue, ...]


class SharedPassage(Value, frozen=True, kw_only=True):
    """The words of one passage in the one document and in the other."""

    mine: str
    theirs: str


class SideView(Value, frozen=True, kw_only=True):
    """One of two documents; the marks of its paragraphs have the role "shared" and the number of their passage."""

    document: ReadDocumentView
    paragraphs: tuple[ParagraphView, ...]


class BesideView(Value, frozen=True, kw_only=True):
    """Two documents side by side: how much they share, each passage in the words of both, and both texts."""

    sharing: SharingView
    passages: tuple[SharedPassage, ...]
    mine: SideView
    theirs: SideView


def sharings(ledger: Ledger, document: str) -> tuple[SharingView, ...]:
    """What a document shares with others, those with most of its words first.

    Raises:
        InputError: `unknown_id`.
    """
    _records(ledger, document)
    found = [_sharing(ledger, reuse, document) for reuse in _reuses(ledger, document)]
    return tuple(sorted(filter(None, found), key=lambda one: (-one.mine, -one.theirs, one.other.id)))


def beside(ledger: Ledger, document: str, other: str) -> BesideView:
    """A document beside another one with which it shares words.

    Raises:
        InputError: `unknown_id`, `nothing_shared`.
    """
    mine, theirs = _records(ledger, document), _records(ledger, other)
    reuse = next((one for one in _reuses(ledger, document) if set(one.documents) == {document, other}), None)
    sharing = _sharing(ledger, reuse, document) if reuse else None
    if reuse is None or sharing is None:
        message = "These two documents share no passage that is long enough to count."
        raise InputError("nothing_shared", message, "Follow a link of the list of what a document shares.")
    pairs = [(p.first, p.second) if reuse.documents[0] == document else (p.second, p.first) for p in reuse.passages]
    return BesideView(
        sharing=sharing,
        passages=tuple(SharedPassage(mine=_words(mine, a), theirs=_words(theirs, b)) for a, b in pairs),
        mine=_side(mine, [a for a, _ in pairs]),
        theirs=_side(theirs, [b for _, b in pairs]),
    )


def _reuses(ledger: Ledger, document: str) -> Iterator[Reuse]:
    return (found for found in ledger.linked_of(LinkedKind.REUSE, document) if isinstance(found, Reuse))


def _sharing(ledger: Ledger, reuse: Reuse, document: str) -> SharingView | None:
    """What is shared, seen from one document; None where the other is no longer there."""
    at = reuse.documents.index(document)
    found = ledger.find(reuse.documents[1 - at])
    if found is None or found.records is None:
        return None
    return SharingView(
        other=document_view(found.records.document),
        mine=reuse.coverage[at],
        theirs=reuse.coverage[1 - at],
        words=sum(passage.words for passage in reuse.passages),
        passages=len(reuse.passages),
        flow=_FLOWS[reuse.direction][at],
        confidence=reuse.confidence,
        clues=reuse.clues,
    )


def _side(records: DocumentRecords, passages: Sequence[Spans]) -> SideView:
    marks = [
        Mark(start=place[0], end=place[1], role=SHARED, statement=str(number))
        for number, spans in enumerate(passages, 1)
        for span in spans
        if (place := to_clean(records.layout, span)) is not None
    ]
    return SideView(document=read_document_view(records.document), paragraphs=marked_article(records, marks))


def _words(records: DocumentRecords, spans: Spans) -> str:
    return display_text(records.document.media, records.raw, records.clean, records.layout, spans)


def _records(ledger: Ledger, document: str) -> DocumentRecords:
    found = ledger.find(document)
    if found is None or found.kind is not FoundKind.DOCUMENT or found.records is None:
        message = f"The ledger has no document {document[:64]!r}."
        raise InputError("unknown_id", message, "Follow a link of a list.")
    return found.records
