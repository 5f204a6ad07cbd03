"""The verbs that need no ledger: what cleaning makes of documents, and the statements in each of them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeGuard

from sayso import ingest
from sayso.app.views import ExtractView, TextView, document_view, statement_views, text_view
from sayso.engines.local import run_local
from sayso.engines.stages import Job, Plan, text_of
from sayso.extract import DEFAULT_EXTRACTOR
from sayso.extract.given import Given, read_given
from sayso.ledger import DocumentRecords
from sayso.records import Attribution, Diagnostic, Document, Layout, Original, ReadOriginal, Severity, Statement


class Text(NamedTuple):
    """What the stage `text` made of a document: its layout and its raw and clean layers."""

    document: Document
    layout: Layout
    raw: str
    clean: str


def text(paths: Sequence[Path], *, apart: bool = False) -> Iterator[TextView | Diagnostic]:
    """What cleaning made of each document, and a diagnostic for all that went wrong or was guessed.

    Args:
        paths: files and folders.
        apart: whether documents are read in a process with limits.

    Raises:
        InputError: `no_such_path` when a path named does not exist.

    Example:
        >>> views = text([Path("sample/news")])  # doctest: +SKIP
    """
    for item in texts(paths, apart=apart):
        yield item if isinstance(item, Diagnostic) else text_view(item.document, item.layout, item.clean)


def texts(paths: Sequence[Path], *, apart: bool) -> Iterator[Text | Diagnostic]:
    """The text of each document, and all diagnostics; those of what is no document come last."""
    failures: list[Diagnostic] = []
    work = _jobs(ingest.read_originals(paths), None, failures)
    for read in run_local(work, Plan(extractor=DEFAULT_EXTRACTOR, text_only=True), apart=apart):
        yield from (record for step in read.steps for record in step.records if isinstance(record, Diagnostic))
        parts = text_of(read.steps[0])
        if parts is not None:
            yield Text(*parts)
    yield from failures


def extract(
    paths: Sequence[Path],
    extractor: str = DEFAULT_EXTRACTOR,
    attributions: Path | None = None,
    jobs: int = 1,
    *,
    apart: bool = False,
) -> Iterator[ExtractView | Diagnostic]:
    """The statements of each document (all classes), in the order of reading, and all diagnostics.

    Args:
        paths: files and folders.
        extractor: a name of `sayso.extract.EXTRACTORS`.
        attributions: a file of spans made elsewhere, which take the place of our own for the documents they name.
        jobs: worker processes; the result does not depend on it, but for the order of documents.
        apart: whether documents are read in a process with limits even when there is one worker only.

    Raises:
        InputError: `no_such_path` when a path named does not exist.
        ConfigError: `unknown_extractor`.
    """
    given = read_given(attributions) if attributions else None
    failures: list[Diagnostic] = [*given.diagnostics] if given else []
    work = _jobs(ingest.read_originals(paths), given, failures)
    for read in run_local(work, Plan(extractor=extractor), jobs, apart=apart):
        yield from _views_of(read)
    yield from failures


def is_failure(record: object) -> TypeGuard[Diagnostic]:
    """Whether a record is a diagnostic which means that a document could not be read."""
    return isinstance(record, Diagnostic) and record.severity is Severity.ERROR


def _jobs(originals: Iterable[Original | Diagnostic], given: Given | None, failures: list[Diagnostic]) -> Iterator[Job]:
    for original in originals:
        if isinstance(original, Diagnostic):
            failures.append(original)
        else:
            yield Job(original=original, given=given.for_key(original.key) if given else None)


def _views_of(read: ReadOriginal) -> Iterator[ExtractView | Diagnostic]:
    records = [record for step in read.steps for record in step.records]
    diagnostics = tuple(record for record in records if isinstance(record, Diagnostic))
    yield from diagnostics
    parts = text_of(read.steps[0])
    if parts is None:
        return
    document, layout, raw, clean = parts
    everything = DocumentRecords(
        input_id=read.original.input_id,
        current=True,
        document=document,
        layout=layout,
        raw=raw,
        clean=clean,
        attributions=tuple(record for record in records if isinstance(record, Attribution)),
        statements=tuple(record for record in records if isinstance(record, Statement)),
        diagnostics=diagnostics,
    )
    yield ExtractView(document=document_view(document), statements=statement_views(everything))
