"""Verbs that hand on what a ledger holds: report, export."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.look import About, ClassName, FormName, Outlet, Search, Since, Speaker
from sayso.cli.options import LedgerFile
from sayso.cli.output import err, print_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.app import StatementQuery


Until = Annotated[str | None, typer.Option("--until", help="Last day.", metavar="DAY")]


def report(
    ledger: LedgerFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.", metavar="FILE")],
    title: Annotated[str | None, typer.Option("--title", help="What stands above it.")] = None,
    note: Annotated[
        Path | None, typer.Option("--note", help="A text that stands before everything else.", metavar="FILE")
    ] = None,
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    search: Search = None,
    form: FormName = None,
    class_: ClassName = None,
    trend: Annotated[
        list[Path] | None, typer.Option("--trend", help="A question of `sayso trend --save` to answer.", metavar="FILE")
    ] = None,
    labels: Annotated[
        list[Path] | None, typer.Option("--labels", help="The same of `sayso labels --save`.", metavar="FILE")
    ] = None,
    together: Annotated[
        list[Path] | None, typer.Option("--together", help="The same of `sayso together --save`.", metavar="FILE")
    ] = None,
) -> None:
    """Write one self-contained page: what was read, who said what when, on how many say-sos it rests, every article.

    With a selection it holds the statements asked for and the articles they stand in.

    Example: `sayso report -l news.ledger -o report.html --speaker "Ana Ruiz" --note cover.txt`
    """
    from sayso import app
    from sayso.report import Cover, Questions, read_note, report

    query = app.StatementQuery(
        speaker=speaker,
        about=about,
        outlet=outlet,
        since=since,
        until=until,
        search=search,
        form=app.form_named(form),
        classes=app.classes_named(class_),
    )
    kept = Questions(trends=tuple(trend or ()), labels=tuple(labels or ()), together=tuple(together or ()))
    cover = Cover(title=title, note=read_note(note), query=query, questions=kept)
    print_line(f"{report(ledger, output, cover)} statements written to {output}.")
    _note(ledger, "report", query if cover.selects else None, [output])


def export(
    ledger: LedgerFile,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="csv, jsonl, parquet, webannotation, prov, ftm, claimreview, gold, passim, ro-crate, ro-crate-hashes.",
            metavar="FORMAT",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.", metavar="FOLDER")],
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    search: Search = None,
    form: FormName = None,
    class_: ClassName = "all",
) -> None:
    """Write the ledger, or the statements asked for, in a format of other programs.

    Example: `sayso export -l news.ledger --to csv -o news-csv --speaker "Ana Ruiz"`
    """
    from sayso import app
    from sayso.export import EVERYTHING, export

    query = app.StatementQuery(
        speaker=speaker,
        about=about,
        outlet=outlet,
        since=since,
        until=until,
        search=search,
        form=app.form_named(form),
        classes=app.classes_named(class_),
    )
    written = export(ledger, to, output, query)
    for path in written:
        print_line(f"wrote {path}")
    _note(ledger, to, None if query == EVERYTHING else query, written)


def _note(ledger: Path, form: str, query: "StatementQuery | None", written: "Iterable[Path]") -> None:
    """Note in the ledger what was handed on; where it cannot be written to, say so."""
    from sayso import app

    ids: list[str] | None = None
    if query is not None:
        with app.open_ledger(ledger) as opened:
            ids = [view.id for view in app.statements(opened, query)]
    if problem := app.note_export(ledger, form, ids, written):
        err().print(printable(f"Not noted in the ledger: {problem}"), markup=False)
