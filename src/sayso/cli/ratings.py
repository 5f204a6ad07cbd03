"""The verb for ratings that named third parties gave: ratings."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.options import Json, LedgerFile
from sayso.cli.output import err, print_json, print_line, print_table, printable

COLUMNS = ("id", "about", "target", "by", "at", "rating", "scale", "reference")
"""The columns of the table."""


def ratings(
    ledger: LedgerFile,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only of this outlet, by its whole name.")] = None,
    from_file: Annotated[
        Path | None, typer.Option("--import", help="Take in the ratings of a CSV or JSON Lines file.", metavar="FILE")
    ] = None,
    retract: Annotated[
        str | None, typer.Option("--retract", help="Show a rating no longer; its id or beginning.", metavar="ID")
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", help="Who takes it in or out; else SAYSO_ACTOR.", metavar="NAME")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, in your words.")] = "",
    json: Json = False,
) -> None:
    """Show what named third parties said of outlets or articles, each on a day, or take such ratings in.

    Example: `sayso ratings -l news.ledger --import ratings.csv --actor bo`
    """
    from sayso import app

    if from_file is not None:
        with app.Ledger.open(ledger, "write") as opened:
            summary = app.import_ratings(opened, from_file, actor)
        print_line(f"{summary.new} new ratings, {summary.known} known.")
        for problem in summary.problems:
            err().print(printable(f"{from_file}: {problem}"), markup=False)
        raise typer.Exit(1 if summary.problems else 0)
    if retract is not None:
        with app.Ledger.open(ledger, "write") as opened:
            gone = app.retract_rating(opened, retract, reason, actor)
        print_line(f"Shown no longer: {gone.id}")
        return
    with app.open_ledger(ledger) as opened:
        found = app.ratings(opened, outlet)
    if json:
        for one in found:
            print_json(one)
    else:
        print_table(COLUMNS, ([one.id[:12], *(getattr(one, name) for name in COLUMNS[1:])] for one in found))
