"""Differing: what one ledger has that another has not, and the record of what was corrected since when."""

from collections.abc import Iterator
from enum import StrEnum

from sayso.app.asking import full_view
from sayso.app.views import StatementView, document_view, statement_views
from sayso.ledger import DocumentQuery, DocumentRecords, Export, Ledger, StatementQuery
from sayso.records import Value, canonical

FIELDS = ("source", "cue", "content", "form", "class_", "speaker", "said", "chain", "addressee", "about")
"""The fields of a statement that are compared."""

DOCUMENT_FIELDS = ("url", "outlet", "title", "published")


class Change(StrEnum):
    """What became of a document or statement from the one ledger to the other."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


class FieldChange(Value, frozen=True, kw_only=True):
    """One field with its value in the one ledger and in the other, as JSON text."""

    field: str
    before: str
    after: str


class DiffRow(Value, frozen=True, kw_only=True):
    """One difference between two ledgers.

    Attributes:
        what: "document" or "statement".
        key: key of the document.
        before, after: ids in the one ledger and in the other; None where there is none.
        text: the content of a statement, or the title of a document.
        fields: what changed.
    """

    change: Change
    what: str
    key: str
    before: str | None
    after: str | None
    text: str
    fields: tuple[FieldChange, ...] = ()


class HandedOn(Value, frozen=True, kw_only=True):
    """An export that holds a statement as it was before it was corrected.

    Attributes:
        format, actor, at: what, by whom, when.
        files: name and SHA-256 of each file.
    """

    format: str
    actor: str
    at: str
    files: tuple[tuple[str, str], ...]


class Correction(Value, frozen=True, kw_only=True):
    """What was wrong, since when it stood in the ledger, and who said so when.

    Attributes:
        statement: its id.
        key: key of its document.
        verdict: "rejected" or "corrected".
        fields: what was shown and what is shown now; empty for what was rejected.
        since: when the document came into the ledger (RFC 3339).
        corrected: when the last decision was taken.
        exports: what was handed on with the mistake in it, in the order of time.
    """

    statement: str
    key: str
    text: str
    verdict: str
    fields: tuple[FieldChange, ...]
    since: str
    corrected: str
    actors: tuple[str, ...]
    reasons: tuple[str, ...]
    exports: tuple[HandedOn, ...] = ()


def diff(ledger: Ledger, other: Ledger) -> Iterator[DiffRow]:
    """What `other` gained, lost and changed against `ledger`, by key of the documents and place of the statements.

    Statements of one key are paired by equal fragments, equal words of source and content, or equal content.
    """
    before, after = ({row.key: row.row for row in one.documents(DocumentQuery())} for one in (ledger, other))
    for key in sorted(before.keys() | after.keys()):
        old = ledger.records(before[key]) if key in before else None
        new = other.records(after[key]) if key in after else None
        yield from _documents(key, old, new)


def corrections(ledger: Ledger) -> Iterator[Correction]:
    """What people rejected or corrected among the current statements, with what the machine had and since when.

    An export has the mistake where it was made between the coming of the document and the first decision in force.
    """
    handed_on = ledger.notes(Export)
    for full in ledger.full_statements(StatementQuery(rejected=True, reviewed=True)):
        view = full_view(full)
        if view.review is None or view.review.verdict == "accepted":
            continue
        found = view.review.found
        pairs = ((name, getattr(found, name), getattr(view, name)) for name in found.__struct_fields__)
        judgements = view.review.judgements
        since, first = ledger.arrived(full.row.row), min(judgement.at for judgement in judgements)
        yield Correction(
            statement=view.id,
            key=view.document.key,
            text=found.content.text,
            verdict=view.review.verdict,
            fields=tuple(_field(name, a, b) for name, a, b in pairs if a != b),
            since=since,
            corrected=max(judgement.at for judgement in judgements),
            actors=tuple(dict.fromkeys(judgement.actor for judgement in judgements)),
            reasons=tuple(judgement.reason for judgement in judgements if judgement.reason),
            exports=tuple(_handed_on(one) for one in handed_on if _holds(one, view.id) and since <= one.at < first),
        )


def _holds(export: Export, statement: str) -> bool:
    return export.statements is None or statement in export.statements


def _handed_on(export: Export) -> HandedOn:
    return HandedOn(format=export.format, actor=export.actor, at=export.at, files=export.files)


def _documents(key: str, old: DocumentRecords | None, new: DocumentRecords | None) -> Iterator[DiffRow]:
    a, b = (document_view(one.document) if one else None for one in (old, new))
    one = b or a
    title = (one.title or "") if one else ""
    ids = (a.id if a else None, b.id if b else None)
    fields = tuple(
        _field(name, getattr(a, name), getattr(b, name))
        for name in DOCUMENT_FIELDS
        if a and b and getattr(a, name) != getattr(b, name)
    )
    if fields or ids[0] != ids[1]:
        change = Change.GAINED if a is None else Change.LOST if b is None else Change.CHANGED
        yield DiffRow(change=change, what="document", key=key, before=ids[0], after=ids[1], text=title, fields=fields)
    yield from _statements(key, _shown(old), _shown(new))


def _shown(records: DocumentRecords | None) -> list[StatementView]:
    return [view for view in statement_views(records) if not view.rejected] if records else []


def _statements(key: str, old: list[StatementView], new: list[StatementView]) -> Iterator[DiffRow]:
    for a, b in _pairs(old, new):
        one = b or a
        fields = tuple(
            _field(name.rstrip("_"), *values)
            for name in FIELDS
            if a and b and (values := (_worth(a, name), _worth(b, name)))[0] != values[1]
        )
        if one is not None and (a is None or b is None or fields):
            change = Change.GAINED if a is None else Change.LOST if b is None else Change.CHANGED
            ids = (a.id if a else None, b.id if b else None)
            yield DiffRow(
                change=change,
                what="statement",
                key=key,
                before=ids[0],
                after=ids[1],
                text=one.content.text,
                fields=fields,
            )


def _worth(view: StatementView, name: str) -> object:
    """What a field says, without places in the text: what only moved is no change."""
    if name == "chain":
        return [(hop.kind, hop.name, hop.verb) for hop in view.chain]
    return getattr(view, name).text if name in {"source", "cue", "content"} else getattr(view, name)


def _pairs(
    old: list[StatementView], new: list[StatementView]
) -> Iterator[tuple[StatementView | None, StatementView | None]]:
    """The statements of two versions side by side, in the order of the new; what has no partner stands alone."""
    left, right = dict(enumerate(old)), dict(enumerate(new))
    partner: dict[int, StatementView] = {}
    for likeness in (_places, _words, _content):
        free: dict[object, list[int]] = {}
        for n, view in left.items():
            free.setdefault(likeness(view), []).append(n)
        for n, view in list(right.items()):
            found = free.get(likeness(view))
            if found:
                partner[n] = left.pop(found.pop(0))
                del right[n]
    for n, view in enumerate(new):
        yield partner.get(n), view
    for view in left.values():
        yield view, None


def _places(view: StatementView) -> object:
    return view.id


def _words(view: StatementView) -> object:
    return view.source.text, view.content.text


def _content(view: StatementView) -> object:
    return view.content.text


def _field(name: str, before: object, after: object) -> FieldChange:
    return FieldChange(field=name, before=canonical(before).decode(), after=canonical(after).decode())
