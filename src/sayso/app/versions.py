"""Versions: what changed between the texts that were seen under one key, and in which of them a statement stands."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from sayso.app.views import DocumentView, document_view
from sayso.ledger import DocumentQuery, DocumentRecords, Ledger
from sayso.records import InputError, Span, Value, display_text
from sayso.text import to_raw

_WORD = re.compile(r"\S+")
_MOST_WORDS = 2000
"""Longer paragraphs are not compared word by word: it would cost minutes."""

_ALIKE = 0.4
"""Paragraphs with this share of words in common are one paragraph that was changed, else one that was replaced."""


class ChangeKind(StrEnum):
    """What happened to a passage."""

    ADDED = "added"
    REMOVED = "removed"


class ChangeView(Value, frozen=True, kw_only=True):
    """A passage that stands in one version and not in the other.

    Attributes:
        kind: what happened to it on the way from the earlier to the later version.
        text: its words, of the clean layer.
        span: where it stands in the raw layer of the version that has it, from its first to its last character.
        whole: whether it is a whole paragraph.
    """

    kind: ChangeKind
    text: str
    span: Span | None
    whole: bool


class VersionView(Value, frozen=True, kw_only=True):
    """One version of a document.

    Attributes:
        captured: when its bytes were fetched, each time that is known.
        changes: from the version before; nothing for the first one.
    """

    document: DocumentView
    current: bool
    captured: tuple[str, ...]
    statements: int
    changes: tuple[ChangeView, ...]


class StandsView(Value, frozen=True, kw_only=True):
    """A version and whether a statement stands in it, word for word.

    Attributes:
        statement: id of the statement with these words in that version; None where there is none.
    """

    document: DocumentView
    current: bool
    captured: tuple[str, ...]
    statement: str | None


class _Version(Value, frozen=True, kw_only=True):
    records: DocumentRecords
    captured: tuple[str, ...]


def versions(ledger: Ledger, key: str) -> tuple[VersionView, ...]:
    """The versions of the document with this key, the current one last, each with what changed from the one before.

    Raises:
        InputError: `unknown_key` when no document has it.
    """
    found = _versions(ledger, key)
    if not found:
        raise InputError("unknown_key", f"The ledger has no document {key!r}.", "Take a key from `sayso text`.")
    changes = [(), *(_changes(a.records, b.records) for a, b in pairwise(found))]
    return tuple(
        VersionView(
            document=document_view(version.records.document),
            current=version is found[-1],
            captured=version.captured,
            statements=len(version.records.attributions),
            changes=tuple(changed),
        )
        for version, changed in zip(found, changes, strict=True)
    )


def stands_in(ledger: Ledger, statement: str) -> tuple[StandsView, ...]:
    """The versions of a statement's document, each with the statement of the same words in it.

    Raises:
        InputError: `unknown_id` when the ledger has no such statement.
    """
    found = ledger.find(statement)
    records = found.records if found else None
    words = _words_of(records).get(statement) if records else None
    if records is None or words is None:
        raise InputError(
            "unknown_id", f"The ledger has no statement {statement!r}.", "Take an id from `sayso statements`."
        )
    all_versions = _versions(ledger, records.document.key)
    return tuple(
        StandsView(
            document=document_view(version.records.document),
            current=version is all_versions[-1],
            captured=version.captured,
            statement=next((id_ for id_, said in _words_of(version.records).items() if said == words), None),
        )
        for version in all_versions
    )


def _versions(ledger: Ledger, key: str) -> list[_Version]:
    """Each text under a key once, in the order in which the ledger ranks them."""
    by_id: dict[str, list[DocumentRecords]] = {}
    for row in ledger.documents(DocumentQuery(key=key, superseded=True)):
        records = ledger.records(row.row)
        if records is not None:
            by_id.setdefault(row.id, []).append(records)
    found = [_Version(records=group[-1], captured=tuple(sorted(_captures(group)))) for group in by_id.values()]
    currents = {id_ for id_, group in by_id.items() if any(records.current for records in group)}
    return sorted(found, key=lambda version: (version.records.document.id in currents, _when(version)))


def _captures(group: Iterable[DocumentRecords]) -> set[str]:
    return {records.document.captured for records in group if records.document.captured}


def _when(version: _Version) -> tuple[str, str, str]:
    document = version.records.document
    return max(version.captured, default=""), document.fact("published") or "", document.id


def _words_of(records: DocumentRecords) -> dict[str, tuple[str, ...]]:
    """The words of each statement's source, cue and content, by its id."""
    media, raw, clean, layout = records.document.media, records.raw, records.clean, records.layout
    return {
        found.id: tuple(
            " ".join(display_text(media, raw, clean, layout, spans).split())
            for spans in (found.source, found.cue, found.content)
        )
        for found in records.attributions
    }


def _changes(before: DocumentRecords, after: DocumentRecords) -> Iterator[ChangeView]:
    """What changed, paragraph by paragraph, and inside paragraphs that stayed alike word by word."""
    old, new = _paragraphs(before), _paragraphs(after)
    texts = [before.clean[slice(*span)] for span in old], [after.clean[slice(*span)] for span in new]
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(a2 - a1, b2 - b1)
        for index in range(pairs):
            yield from _inside(before, after, old[a1 + index], new[b1 + index])
        for span in old[a1 + pairs : a2]:
            yield _change(ChangeKind.REMOVED, before, span, whole=True)
        for span in new[b1 + pairs : b2]:
            yield _change(ChangeKind.ADDED, after, span, whole=True)


def _inside(before: DocumentRecords, after: DocumentRecords, old: Span, new: Span) -> Iterator[ChangeView]:
    """What changed between two paragraphs."""
    was, now = _words(before, old), _words(after, new)
    matcher = SequenceMatcher(
        None, [before.clean[slice(*w)] for w in was], [after.clean[slice(*w)] for w in now], autojunk=False
    )
    if max(len(was), len(now)) > _MOST_WORDS or matcher.ratio() < _ALIKE:
        yield _change(ChangeKind.REMOVED, before, old, whole=True)
        yield _change(ChangeKind.ADDED, after, new, whole=True)
        return
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind != "equal" and a2 > a1:
            yield _change(ChangeKind.REMOVED, before, (was[a1][0], was[a2 - 1][1]), whole=False)
        if kind != "equal" and b2 > b1:
            yield _change(ChangeKind.ADDED, after, (now[b1][0], now[b2 - 1][1]), whole=False)


def _paragraphs(records: DocumentRecords) -> list[Span]:
    return [block.clean for block in records.layout.blocks if block.clean is not None]


def _words(records: DocumentRecords, span: Span) -> list[Span]:
    return [match.span() for match in _WORD.finditer(records.clean, *span)]


def _change(kind: ChangeKind, records: DocumentRecords, span: Span, *, whole: bool) -> ChangeView:
    places = to_raw(records.layout, span)
    raw = (places[0][0], places[-1][1]) if places else None
    return ChangeView(kind=kind, text=records.clean[slice(*span)], span=raw, whole=whole)
