"""Verbs that hand on what a ledger holds: report, export."""

from pathlib import Path
from typing import Annotated

import typer

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
    to: Annotated[str, typer.Option("--to", help="csv, jsonl or parquet.", metavar="FORMAT")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.", metavar="FOLDER")],
) -> None:
    """Write the ledger's tables in a format of other programs.

    Example: `sayso export -l news.ledger --to csv -o news-csv`
    """
    from sayso.export import export

    for path in export(ledger, to, output):
        print_line(f"wrote {path}")
