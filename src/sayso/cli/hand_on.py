"""Verbs that hand on what a ledger holds: report, export."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.look import About, ClassName, FormName, Outlet, Search, Since, Speaker
from sayso.cli.options import LedgerFile
from sayso.cli.output import print_line


def report(
    ledger: LedgerFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.", metavar="FILE")],
) -> None:
    """Write one self-contained page: what was read, who said what when, every row with its article.

    Example: `sayso report -l news.ledger -o report.html`
    """
    from sayso.report import report

    print_line(f"{report(ledger, output)} statements written to {output}.")


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
    until: Annotated[str | None, typer.Option("--until", help="Last day.", metavar="DAY")] = None,
    search: Search = None,
    form: FormName = None,
    class_: ClassName = "all",
) -> None:
    """Write the ledger, or the statements asked for, in a format of other programs.

    Example: `sayso export -l news.ledger --to csv -o news-csv --speaker "Ana Ruiz"`
    """
    from sayso import app
    from sayso.export import export

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
    for path in export(ledger, to, output, query):
        print_line(f"wrote {path}")
