"""Verbs that read documents: build, text, extract, dates."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import Aliases, Attributions, Extractor, Jobs, Json, LedgerFile, Paths, Redact
from sayso.cli.output import print_diagnostic, print_json, print_line, print_table, worth_telling
from sayso.cli.progress import reading_progress

if TYPE_CHECKING:
    from sayso.app import TextView
    from sayso.records import Diagnostic

PREVIEW_CHARACTERS = 400
"""How much of a clean text the table of `sayso text` shows."""


def build(
    paths: Paths,
    ledger: LedgerFile,
    jobs: Jobs = None,
    extractor: Extractor = None,
    attributions: Attributions = None,
    redact: Redact = None,
    aliases: Aliases = None,
    engine: Annotated[str, typer.Option("--engine", help="Where documents are read: local or spark.")] = "local",
    run: Annotated[
        str | None,
        typer.Option("--run", help="New folder, or address in a store, for the run of Spark.", metavar="FOLDER"),
    ] = None,
    master: Annotated[str, typer.Option("--master", help="Address of the Spark cluster.")] = "local[*]",
    vectors: Annotated[
        bool, typer.Option("--vectors", help="Also make what the workbench's search by meaning needs.")
    ] = False,
    json: Json = False,
) -> None:
    """Read, extract, resolve and link into a ledger; only what is new or changed is done again.

    Example: `sayso build sample/news -l news.ledger`
    """
    from sayso import app
    from sayso.extract import DEFAULT_EXTRACTOR

    options = app.BuildOptions(
        extractor=extractor or DEFAULT_EXTRACTOR,
        jobs=jobs or os.cpu_count() or 1,
        attributions=attributions,
        redact=redact,
        aliases=aliases,
        apart=True,
        spark=app.spark_run(engine, run, master),
        vectors=vectors,
    )
    with reading_progress() as progress:
        summary = app.build(paths, ledger, options, progress)
    for failure in summary.failures:
        print_diagnostic(failure)
    if json:
        print_json(summary)
    else:
        print_line(
            f"{summary.read} documents read, {summary.unchanged} unchanged, {len(summary.failures)} could not be read. "
            f"The ledger holds {summary.documents} documents and {summary.statements} statements."
        )
        print_line(f"digest {summary.digest}")
    raise typer.Exit(1 if summary.failures else 0)


def load(
    run: Annotated[str, typer.Argument(help="The folder of a finished run, or its address in a store.", metavar="RUN")],
    ledger: LedgerFile,
    json: Json = False,
) -> None:
    """Bring a run of a distributed engine into a ledger; again changes nothing.

    Example: `sayso load runs/monday -l news.ledger`
    """
    from sayso import app

    summary = app.load(run, ledger)
    for failure in summary.failures:
        print_diagnostic(failure)
    if json:
        print_json(summary)
    else:
        print_line(
            f"{summary.read} documents of {summary.files} files loaded, {len(summary.failures)} could not be read. "
            f"The ledger holds {summary.documents} documents and {summary.statements} statements."
        )
        print_line(f"digest {summary.digest}")
    raise typer.Exit(1 if summary.failures else 0)


def text(paths: Paths, json: Json = False) -> None:
    """Show what the cleaning made of each document, and what it left out and why.

    Example: `sayso text sample/news --json`
    """
    from sayso import app

    failed = False
    for item in app.text(paths, apart=True):
        if not isinstance(item, app.TextView):
            failed |= _tell(item)
        elif json:
            print_json(item)
        else:
            print_table(("", item.document.key), _text_rows(item))
    raise typer.Exit(1 if failed else 0)


def extract(
    paths: Paths,
    extractor: Extractor = None,
    attributions: Attributions = None,
    jobs: Jobs = 1,
    json: Json = False,
) -> None:
    """Show the statements of single documents, of all classes, without a ledger.

    Example: `sayso extract article.txt --json`
    """
    from sayso import app
    from sayso.cli.look import STATEMENT_COLUMNS, statement_row
    from sayso.extract import DEFAULT_EXTRACTOR

    failed = False
    workers = jobs or os.cpu_count() or 1
    for item in app.extract(paths, extractor or DEFAULT_EXTRACTOR, attributions, workers, apart=True):
        if not isinstance(item, app.ExtractView):
            failed |= _tell(item)
        elif json:
            print_json(item)
        else:
            print_table(STATEMENT_COLUMNS, map(statement_row, item.statements), title=item.document.key)
    raise typer.Exit(1 if failed else 0)


def dates(
    paths: Paths,
    anchor: Annotated[
        str | None, typer.Option("--anchor", help="The date to count from; the document's own if not given.")
    ] = None,
    json: Json = False,
) -> None:
    """Find the dates in the whole raw text of documents, with their values.

    Example: `sayso dates article.txt --anchor 2018-01-18 --json`
    """
    from sayso import app

    failed = False
    for item in app.dates(paths, anchor, apart=True):
        if not isinstance(item, app.DatesView):
            failed |= _tell(item)
        elif json:
            print_json(item)
        else:
            rows = ((d.span[0], d.text, d.type, d.value, d.edtf, d.rule) for d in item.dates)
            print_table(("at", "text", "type", "value", "EDTF", "rule"), rows, title=item.document.key)
    raise typer.Exit(1 if failed else 0)


def _text_rows(view: "TextView") -> Iterable[tuple[str, str]]:
    document = view.document
    for name in ("title", "outlet", "author", "published", "published_by", "language"):
        yield name, getattr(document, name) or ""
    left_out = [block for block in view.blocks if not block.kept]
    yield "kept", f"{len(view.blocks) - len(left_out)} blocks, {len(view.text)} characters"
    for block in left_out:
        yield "left out", f"{block.span[0]}-{block.span[1]} {block.reason}"
    yield "text", view.text[:PREVIEW_CHARACTERS]


def _tell(diagnostic: "Diagnostic") -> bool:
    """Print a diagnostic that is worth it; whether it means that a document could not be read."""
    from sayso.app import is_failure

    if worth_telling(diagnostic):
        print_diagnostic(diagnostic)
    return is_failure(diagnostic)
