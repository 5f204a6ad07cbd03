"""The table of verbs."""

from typing import Annotated

import typer

import sayso
from sayso.cli import (
    care,
    decide,
    entities,
    families,
    figures,
    hand_on,
    look,
    measure,
    origins,
    ratings,
    read,
    serve,
    watch,
)

app = typer.Typer(
    name="sayso",
    help="Read piles of news; keep an auditable ledger of who is reported to have said what, when, through whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

VERBS = {
    "build": read.build,
    "load": read.load,
    "watch": watch.watch,
    "text": read.text,
    "extract": read.extract,
    "dates": read.dates,
    "statements": look.statements,
    "show": look.show,
    "timeline": look.timeline,
    "families": families.families,
    "figures": figures.figures,
    "entities": entities.entities,
    "outlets": entities.outlets,
    "reuse": origins.reuse,
    "origins": origins.origins,
    "labels": measure.labels,
    "trend": measure.trend,
    "together": measure.together,
    "diagnostics": look.diagnostics,
    "verify": care.verify,
    "doctor": care.doctor,
    "decide": decide.decide,
    "review": decide.review,
    "erase": decide.erase,
    "diff": decide.diff,
    "ratings": ratings.ratings,
    "report": hand_on.report,
    "export": hand_on.export,
    "serve": serve.serve,
    "score": care.score,
}
"""Every verb and the function that does it."""

for _name, _function in VERBS.items():
    app.command(_name, no_args_is_help=_name not in {"doctor"})(_function)


@app.callback(invoke_without_command=True)
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Read piles of news; keep an auditable ledger of who is reported to have said what, when, through whom."""
    if version:
        typer.echo(f"sayso {sayso.__version__}")
        raise typer.Exit
