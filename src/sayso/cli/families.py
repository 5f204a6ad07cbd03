"""The verb `families`."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.look import ID_CHARACTERS, shortened
from sayso.cli.options import Json, LedgerFile, Limit
from sayso.cli.output import print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.app import FamilyView, Ledger, VariantView

COLUMNS = ("drift", "differs in", "published", "outlet", "speaker", "says", "statement")
"""The columns of the table of one family."""


def families(
    ledger: LedgerFile,
    search: Annotated[str | None, typer.Option("--search", help="Words of one of its statements.")] = None,
    repeated: Annotated[bool, typer.Option("--repeated", help="Only lines repeated on another occasion.")] = False,
    contradictory: Annotated[
        bool, typer.Option("--contradictory", help="Only those with a variant that contradicts another.")
    ] = False,
    least: Annotated[
        int | None, typer.Option("--least", help="Least number of statements (tables: 2, JSON: 1).", min=1)
    ] = None,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show which statements report one utterance, and how its wording drifts from article to article.

    Example: `sayso families -l news.ledger --contradictory`
    """
    from itertools import islice

    from sayso import app

    query = app.FamilyQuery(
        least=least or (1 if json else 2), search=search, repeated=repeated, contradictory=contradictory
    )
    with app.open_ledger(ledger) as opened:
        found = islice(app.families(opened, query), limit)
        if json:
            for view in found:
                print_json(view)
        else:
            _print_tables(opened, found)


def _print_tables(opened: "Ledger", found: "Iterator[FamilyView]") -> None:
    from sayso import app

    for view in found:
        repeats = f", repeated in {len(view.repeats)} more" if view.repeats else ""
        title = f"family {view.id[:ID_CHARACTERS]}: {len(view.statements)} statements{repeats}"
        print_table(COLUMNS, (_row(variant, view) for variant in app.variants(opened, view)), title=title)


def _row(variant: "VariantView", family: "FamilyView") -> tuple[object, ...]:
    statement, drift = variant.statement, variant.drift
    marks = [
        name for name, held in (("fullest", family.fullest), ("earliest", family.earliest)) if held == statement.id
    ]
    differs = [f"{d.what}: “{d.a}” – “{d.b}”" for d in drift.differs] if drift else []
    return (
        ", ".join([*marks, *([drift.kind] if drift else [])]),
        shortened("; ".join(differs)) if differs else None,
        statement.document.published,
        statement.document.outlet,
        statement.speaker.name if statement.speaker else statement.source.text or None,
        shortened(statement.content.text),
        f"{statement.document.key} {statement.id[:ID_CHARACTERS]}",
    )
