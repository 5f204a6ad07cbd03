"""Dates in the whole raw text of documents, without a ledger."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.app.reading import texts
from sayso.app.views import DocumentView, document_view
from sayso.records import Diagnostic, Span, Value
from sayso.resolve.dates import Anchor, TimeExpression, dates_of_document


class DateView(Value, frozen=True, kw_only=True):
    """One time expression: TIMEX3 type and value, EDTF value and interval. Its span is of the raw layer."""

    span: Span
    text: str
    type: str
    value: str
    edtf: str | None
    interval: tuple[str | None, str | None] | None
    rule: str


class DatesView(Value, frozen=True, kw_only=True):
    """One line of `sayso dates --json`."""

    document: DocumentView
    dates: tuple[DateView, ...]


def dates(paths: Sequence[Path], anchor: str | None = None, *, apart: bool = False) -> Iterator[DatesView | Diagnostic]:
    """The dates of each document, also in blocks that cleaning leaves out, and all diagnostics.

    Args:
        paths: files and folders.
        anchor: EDTF date that relative expressions count from; the document's own if not given.
        apart: whether documents are read in a process with limits.

    Raises:
        InputError: `bad_anchor`, `no_such_path`.
    """
    given = Anchor.parse(anchor) if anchor else None
    for item in texts(paths, apart=apart):
        if isinstance(item, Diagnostic):
            yield item
            continue
        published = item.document.fact("published")
        own = Anchor.parse(published) if published else None
        found = dates_of_document(item.raw, given or own)
        yield DatesView(document=document_view(item.document), dates=tuple(map(_view, found)))


def _view(found: TimeExpression) -> DateView:
    return DateView(
        span=found.span,
        text=found.text,
        type=found.type,
        value=found.value,
        edtf=found.edtf,
        interval=found.interval,
        rule=found.rule,
    )
