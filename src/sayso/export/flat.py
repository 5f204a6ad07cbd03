"""Flat rows: statements, documents and diagnostics in plain columns, for spreadsheets and databases."""

import msgspec

from sayso.app import DiagnosticView, FigureView, ReadDocumentView, StatementView
from sayso.records import Spans, Value

HOP_MARK = " < "
"""What stands between the hops of a chain in one cell: the left one reports what the right one said."""


class StatementRow(Value, frozen=True, kw_only=True, rename={"class_": "class"}):
    """One statement in plain columns. Spans are JSON in a cell: half-open code points of the raw layer."""

    id: str
    document_id: str
    document_key: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    speaker: str | None
    speaker_kind: str | None
    speaker_role: str | None
    resolved_by: str | None
    source: str
    cue: str
    content: str
    form: str
    class_: str
    said: str | None
    said_first: str | None
    said_last: str | None
    said_text: str | None
    said_rule: str | None
    chain: str
    origin_stated: bool
    addressee: str | None
    about: str
    nested_in: str | None
    source_spans: str
    cue_spans: str
    content_spans: str
    confidence: float
    reasons: str
    extractor: str
    extractor_version: str
    model_sha256: str | None


class DocumentRow(Value, frozen=True, kw_only=True):
    """One document in plain columns."""

    id: str
    key: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    published_by: str | None
    author: str | None
    language: str | None
    captured: str | None


class FigureRow(Value, frozen=True, kw_only=True):
    """One figure in plain columns; the span is half-open code points of the raw layer."""

    id: str
    document_id: str
    document_key: str
    statement_id: str | None
    span: str
    text: str
    low: float | None
    high: float | None
    bound: str
    unit: str | None
    of_what: str | None
    where: str | None
    as_of: str | None
    sayer: str
    concedes: bool
    relative_to: str | None
    quantity: str


class DiagnosticRow(Value, frozen=True, kw_only=True):
    """One diagnostic in plain columns."""

    code: str
    severity: str
    document_key: str
    document_id: str | None
    span: str | None
    detail: str
    meaning: str
    remedy: str


def statement_row(view: StatementView) -> StatementRow:
    """The flat row of a statement."""
    document, said, speaker = view.document, view.said, view.speaker
    return StatementRow(
        id=view.id,
        document_id=document.id,
        document_key=document.key,
        url=document.url,
        outlet=document.outlet,
        title=document.title,
        published=document.published,
        speaker=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        speaker_role=speaker.role if speaker else None,
        resolved_by=speaker.resolved_by if speaker else None,
        source=view.source.text,
        cue=view.cue.text,
        content=view.content.text,
        form=view.form,
        class_=view.class_,
        said=said.edtf if said else None,
        said_first=said.interval[0] if said else None,
        said_last=said.interval[1] if said else None,
        said_text=said.text if said else None,
        said_rule=said.rule if said else None,
        chain=HOP_MARK.join(f"{hop.kind}: {hop.name or '?'}" for hop in view.chain),
        origin_stated=view.origin_stated,
        addressee=view.addressee,
        about="; ".join(view.about_names),
        nested_in=view.nested_in,
        source_spans=_spans(view.source.spans),
        cue_spans=_spans(view.cue.spans),
        content_spans=_spans(view.content.spans),
        confidence=view.confidence,
        reasons="; ".join(view.reasons),
        extractor=view.made_by.extractor,
        extractor_version=view.made_by.version,
        model_sha256=view.made_by.model_sha256,
    )


def document_row(view: ReadDocumentView) -> DocumentRow:
    """The flat row of a document."""
    return DocumentRow(**msgspec.structs.asdict(view))


def figure_row(view: FigureView) -> FigureRow:
    """The flat row of a figure."""
    return FigureRow(
        id=view.id,
        document_id=view.document.id,
        document_key=view.document.key,
        statement_id=view.statement,
        span=_spans((view.span,)),
        text=view.text,
        low=view.low,
        high=view.high,
        bound=view.bound,
        unit=view.unit,
        of_what=view.of_what,
        where=view.where,
        as_of=view.as_of,
        sayer=view.sayer,
        concedes=view.concedes,
        relative_to=view.relative_to,
        quantity=view.quantity,
    )


def diagnostic_row(view: DiagnosticView) -> DiagnosticRow:
    """The flat row of a diagnostic."""
    return DiagnosticRow(
        code=view.code,
        severity=view.severity,
        document_key=view.key,
        document_id=view.document,
        span=_spans((view.span,)) if view.span else None,
        detail=view.detail,
        meaning=view.meaning,
        remedy=view.remedy,
    )


def _spans(spans: Spans) -> str:
    return msgspec.json.encode(spans).decode()
