"""The verbs that look into a ledger: statements, timeline, show, diagnostics."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from sayso.app.entities import with_entities
from sayso.app.versions import StandsView, VersionView, stands_in, versions
from sayso.app.views import (
    ReadDocumentView,
    RoleTexts,
    StatementView,
    document_view,
    machine_view,
    read_document_view,
    statement_view,
    statement_views,
    with_review,
)
from sayso.ledger import ALL_CLASSES, UTTERED, DocumentQuery, FullStatement, Ledger, Review, StatementQuery
from sayso.records import CODES, Decision, Diagnostic, Form, InputError, Severity, Span, StatementClass, Value

CONTEXT_CHARACTERS = 300
"""How much of the raw layer `show` gives on each side of a statement."""


class ContextView(Value, frozen=True, kw_only=True):
    """What stands around a statement in the raw layer, and where."""

    before: str
    after: str
    span: tuple[int, int]


class ShowView(Value, frozen=True, kw_only=True):
    """One record with what belongs to it.

    Attributes:
        kind: "statement", "document" or "decision".
        statement: for a statement; `holds` are the statements nested in it.
        context: for a statement.
        document: for a document, with how many statements it has.
        stands: for a statement: the versions of its document, and whether it stands in them word for word.
        versions: for a document: what was seen under its key, each time with what had changed.
        decisions: decisions on it, or the decision itself.
        diagnostics: of its document.
    """

    kind: str
    id: str
    statement: StatementView | None = None
    holds: tuple[StatementView, ...] = ()
    context: ContextView | None = None
    document: ReadDocumentView | None = None
    statements: int | None = None
    decisions: tuple[Decision, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    stands: tuple[StandsView, ...] = ()
    versions: tuple[VersionView, ...] = ()


class DiagnosticView(Value, frozen=True, kw_only=True):
    """A diagnostic with what its code means and what to do; its span is of the raw layer."""

    code: str
    severity: Severity
    key: str
    document: str | None
    span: Span | None
    detail: str
    meaning: str
    remedy: str


def classes_named(name: str | None) -> frozenset[StatementClass]:
    """The classes that `--class` asks for: one by its name, "all", or by default all but attitudes and acts.

    Raises:
        InputError: `unknown_class`.
    """
    if name is None:
        return UTTERED
    if name == "all":
        return ALL_CLASSES
    try:
        return frozenset({StatementClass(name)})
    except ValueError:
        known = ", ".join(StatementClass)
        raise InputError("unknown_class", f"There is no class {name!r}.", f"Give one of: {known}, all.") from None


def form_named(name: str | None) -> Form | None:
    """The form that `--form` asks for.

    Raises:
        InputError: `unknown_form`.
    """
    try:
        return Form(name) if name is not None else None
    except ValueError:
        raise InputError("unknown_form", f"There is no form {name!r}.", f"Give one of: {', '.join(Form)}.") from None


def statements(ledger: Ledger, query: StatementQuery) -> Iterator[StatementView]:
    """The statements that a query asks for, in its order."""
    return map(with_entities(ledger), map(full_view, ledger.full_statements(query)))


def timeline(ledger: Ledger, limit: int | None = None) -> Iterator[StatementView]:
    """The statements whose day of saying is known, earliest first; attitudes and acts are left out."""
    dated = (view for view in statements(ledger, StatementQuery()) if view.said is not None)
    return islice(dated, limit)


def left_out(ledger: Ledger, query: StatementQuery) -> int:
    """How many more statements the query would give, were attitudes and acts not left out by default."""
    if query.classes != UTTERED:
        return 0
    return ledger.count_statements(msgspec.structs.replace(query, classes=ALL_CLASSES - UTTERED))


def rejected(ledger: Ledger, query: StatementQuery) -> int:
    """How many more statements the query would give, were those that people rejected not left out."""
    if query.rejected:
        return 0
    everything = msgspec.structs.replace(query, rejected=True)
    return ledger.count_statements(everything) - ledger.count_statements(query)


def documents(ledger: Ledger) -> Iterator[ReadDocumentView]:
    """The current documents, by key."""
    for row in ledger.documents():
        yield ReadDocumentView(
            id=row.id,
            key=row.key,
            url=row.url,
            outlet=row.outlet,
            title=row.title,
            published=row.published,
            published_by=row.published_by,
            author=row.author,
            language=row.language,
        )


def diagnostics(ledger: Ledger, code: str | None = None) -> Iterator[DiagnosticView]:
    """All diagnostics of the ledger, or those with one code.

    Raises:
        InputError: `unknown_code`.
    """
    if code is not None and code not in CODES:
        raise InputError("unknown_code", f"There is no diagnostic {code!r}.", "See docs/diagnostics.md for all codes.")
    return (_diagnostic_view(diagnostic) for diagnostic in ledger.diagnostics(code))


def show(ledger: Ledger, record_id: str) -> ShowView:
    """One record with its context, chain and decisions.

    Args:
        ledger: where to look.
        record_id: id of a statement, document or decision, or its beginning if no other id begins so; or the key
            of a document.

    Raises:
        InputError: `unknown_id` or `ambiguous_id`.
    """
    found = ledger.find(_id_of(ledger, record_id))
    if found is None:
        raise _unknown(record_id)
    records = found.records
    if records is None:
        return ShowView(kind=found.kind, id=found.id, decisions=found.decisions)
    views = tuple(map(with_entities(ledger), statement_views(records)))
    statement = next((view for view in views if view.id == found.id), None)
    if statement is None:
        return ShowView(
            kind=found.kind,
            id=found.id,
            document=read_document_view(records.document),
            statements=len(views),
            decisions=found.decisions,
            diagnostics=records.diagnostics,
            versions=versions(ledger, records.document.key),
        )
    return ShowView(
        kind=found.kind,
        id=found.id,
        statement=statement,
        holds=tuple(view for view in views if view.nested_in == found.id),
        context=_context(records.raw, statement),
        decisions=_with_moved(found.decisions, records.as_decided.reviews.get(found.id)),
        stands=stands_in(ledger, found.id),
    )


def _id_of(ledger: Ledger, named: str) -> str:
    """The id of what is named: the current version of the document with this key, else what has this id."""
    rows = list(ledger.documents(DocumentQuery(key=named)))
    return rows[-1].id if rows else whole_id(ledger, named)


def _with_moved(on_it: tuple[Decision, ...], review: Review | None) -> tuple[Decision, ...]:
    """All decisions on a statement: those that name its id, and those that were found again by their words."""
    moved = [decision for decision in review.decisions if decision not in on_it] if review else []
    return (*on_it, *moved)


def whole_id(ledger: Ledger, beginning: str) -> str:
    """The one id of a document, statement or decision that begins so.

    Raises:
        InputError: `unknown_id` or `ambiguous_id`.
    """
    ids = list(ledger.ids(beginning)) if beginning else []
    if not ids:
        raise _unknown(beginning)
    if len(ids) > 1 and ids[0] != beginning:
        message = f"More than one id begins with {beginning!r}: {', '.join(ids)}, …"
        raise InputError("ambiguous_id", message, "Give more of the id.")
    return ids[0]


def _unknown(record_id: str) -> InputError:
    message = f"The ledger has no record {record_id!r}."
    return InputError("unknown_id", message, "Take an id from `sayso statements`.")


def open_ledger(path: Path) -> Ledger:
    """The ledger at `path`, to be read."""
    return Ledger.open(path, "read")


def full_view(full: FullStatement) -> StatementView:
    """The view of a statement read from the ledger."""
    row = full.row
    texts = RoleTexts(source=row.source, cue=row.cue, content=row.content)
    view = statement_view(document_view(full.document), texts, full.attribution, full.statement)
    found = full.found
    if full.review is None or found is None:
        return view
    words = RoleTexts(source=found.source, cue=found.cue, content=found.content)
    return with_review(view, full.review, machine_view(found.attribution, words, found.statement))


def _diagnostic_view(found: Diagnostic) -> DiagnosticView:
    row = CODES[found.code]
    return DiagnosticView(
        code=found.code,
        severity=row.severity,
        key=found.key,
        document=found.document,
        span=found.span,
        detail=found.detail,
        meaning=row.meaning,
        remedy=row.remedy,
    )


def _context(raw: str, statement: StatementView) -> ContextView:
    spans = statement.source.spans + statement.cue.spans + statement.content.spans
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return ContextView(
        before=raw[max(0, start - CONTEXT_CHARACTERS) : start],
        after=raw[end : end + CONTEXT_CHARACTERS],
        span=(start, end),
    )
