"""The rows of the projections, as a pure function of the current outputs of one input."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from sayso.ledger.days import Days, edtf_days
from sayso.ledger.decided import Decided
from sayso.ledger.logs import Cell
from sayso.records import (
    Attribution,
    Diagnostic,
    Document,
    Hop,
    HopKind,
    Layout,
    Spans,
    Stage,
    StageRecord,
    Statement,
    Value,
    display_text,
)

_R = TypeVar("_R", bound=StageRecord)

SHIFT = 24
"""Rows of statements and diagnostics are numbered arrival << SHIFT | position."""

NAME_JOINER = " | "
"""What stands between the names of one cell; no word of a search spans it."""

HOP_JOINER = " > "
"""What stands between the hops of a chain."""


class Inside(Value, frozen=True, kw_only=True):
    """Everything the ledger holds as current for one input.

    Attributes:
        arrival: its row in the table `arrival`.
        records: the current output of each stage that has one.
        raw, clean: its layers; empty when no document could be read.
    """

    arrival: int
    input_id: str
    records: dict[Stage, tuple[StageRecord, ...]]
    raw: str = ""
    clean: str = ""

    @property
    def document(self) -> Document | None:
        """Its document, None when none could be read."""
        return next((r for r in self.records.get(Stage.TEXT, ()) if isinstance(r, Document)), None)

    @property
    def layout(self) -> Layout | None:
        """The layout of its document."""
        return next((r for r in self.records.get(Stage.TEXT, ()) if isinstance(r, Layout)), None)

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Its attributions, in the order of the extractor."""
        return self.all_of(Stage.EXTRACT, Attribution)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What was resolved of its attributions."""
        return self.all_of(Stage.RESOLVE, Statement)

    def all_of(self, stage: Stage, kind: type[_R]) -> tuple[_R, ...]:
        """The records of one kind in the output of a stage, in its order."""
        return tuple(r for r in self.records.get(stage, ()) if isinstance(r, kind))

    @property
    def diagnostics(self) -> tuple[tuple[Stage, Diagnostic], ...]:
        """The diagnostics of all its stages."""
        return tuple((s, r) for s in Stage for r in self.records.get(s, ()) if isinstance(r, Diagnostic))


class Rows(NamedTuple):
    """The rows one input has in each projection, in the order of `COLUMNS`; `current` is left out."""

    document: tuple[Cell, ...] | None
    statements: list[tuple[Cell, ...]]
    diagnostics: list[tuple[Cell, ...]]
    reviews: list[tuple[Cell, ...]]


COLUMNS: dict[str, tuple[str, ...]] = {
    "document": (
        *("row", "id", "input_id", "key", "media", "original", "raw_sha256", "clean_sha256", "title", "outlet", "url"),
        *("author", "language", "published", "published_by", "published_first", "published_last", "rank"),
    ),
    "statement": (
        *("row", "id", "document", "document_row", "position", "source", "cue", "content", "form", "class"),
        *("nested_in", "speaker", "speaker_kind", "said", "said_first", "said_last", "outlet", "published"),
        *("day_first", "day_last", "day", "about", "chain", "origin_stated", "confidence"),
    ),
    "diagnostic": ("row", "code", "key", "document", "first", "last", "detail", "stage"),
    "review": ("row", "verdict", "differing", "decisions"),
}
"""The columns of the projections that are made from one input alone."""


def project(inside: Inside, decided: Decided) -> Rows:
    """The rows of one input, with what people decided applied to them."""
    document, layout = inside.document, inside.layout
    statements: list[tuple[Cell, ...]] = []
    if document is not None and layout is not None:
        resolved = {statement.id: statement for statement in decided.statements}
        words = _Words(document, layout, inside.raw, inside.clean)
        statements = [
            _statement_row(inside.arrival, position, words, attribution, resolved.get(attribution.id))
            for position, attribution in enumerate(decided.attributions)
        ]
    return Rows(
        _document_row(inside, document) if document else None,
        statements,
        [_diagnostic_row(inside.arrival, n, *found) for n, found in enumerate(inside.diagnostics)],
        list(_review_rows(inside.arrival, decided)),
    )


class _Words(NamedTuple):
    """What the texts of a document's roles are read from."""

    document: Document
    layout: Layout
    raw: str
    clean: str

    def under(self, spans: Spans) -> str:
        return display_text(self.document.media, self.raw, self.clean, self.layout, spans)


def _document_row(inside: Inside, document: Document) -> tuple[Cell, ...]:
    fact, days = document.fact, edtf_days(document.fact("published"))
    return (
        *(inside.arrival, document.id, inside.input_id, document.key, document.media, document.original),
        *(document.raw_sha256, document.clean_sha256, fact("title"), fact("outlet"), fact("url"), fact("author")),
        *(fact("language"), fact("published"), document.how("published"), *days, _rank(document, inside, days)),
    )


def _rank(document: Document, inside: Inside, days: Days) -> str:
    """What decides between the versions of one key: the later known time, then the greater id; never order of arrival.

    When the bytes were fetched is surer than any date they give; versions that tell it stand above those that do not.
    """
    first, last = days
    fetched = (f"~{document.captured}",) if document.captured else ()
    return " ".join((*fetched, last or "", first or "", document.id, inside.input_id))


def _statement_row(
    arrival: int, position: int, words: _Words, attribution: Attribution, statement: Statement | None
) -> tuple[Cell, ...]:
    document = words.document
    speaker, said = (statement.speaker, statement.said) if statement else (None, None)
    said_days = said.interval if said else (None, None)
    days = said_days if any(said_days) else edtf_days(document.fact("published"))
    return (
        *(arrival << SHIFT | position, attribution.id, document.id, arrival, position),
        *(words.under(spans) for spans in (attribution.source, attribution.cue, attribution.content)),
        *(attribution.form, attribution.class_, attribution.nested_in),
        *(speaker.name if speaker else None, speaker.kind if speaker else None),
        *(said.edtf if said else None, *said_days, document.fact("outlet"), document.fact("published")),
        *(*days, days[0] or days[1]),
        NAME_JOINER.join(statement.about) if statement and statement.about else None,
        *(_chain_text(statement.chain) if statement else "", bool(statement and statement.origin_stated)),
        attribution.confidence,
    )


def _chain_text(chain: tuple[Hop, ...]) -> str:
    return HOP_JOINER.join("?" if hop.kind is HopKind.UNKNOWN else hop.name or f"({hop.kind})" for hop in chain)


def _review_rows(arrival: int, decided: Decided) -> Iterator[tuple[Cell, ...]]:
    for position, attribution in enumerate(decided.attributions):
        review = decided.reviews.get(attribution.id)
        if review is not None:
            ids = " ".join(decision.id for decision in review.decisions)
            yield arrival << SHIFT | position, review.verdict, review.differing, ids


def _diagnostic_row(arrival: int, position: int, stage: Stage, diagnostic: Diagnostic) -> tuple[Cell, ...]:
    span = diagnostic.span or (None, None)
    return (
        *(arrival << SHIFT | position, diagnostic.code, diagnostic.key, diagnostic.document, *span),
        *(diagnostic.detail, stage),
    )
