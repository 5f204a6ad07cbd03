"""The verb `figures`."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import Json, LedgerFile, Limit
from sayso.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.app import FigureView, LadderView

COLUMNS = ("figure", "value", "of what", "where", "as of", "who says so", "document")
"""The columns of the table of figures."""


def figures(
    ledger: LedgerFile,
    search: Annotated[str | None, typer.Option("--search", help="Words for what is counted, place or sayer.")] = None,
    ladders: Annotated[bool, typer.Option("--ladders", help="Side by side: what several figures count.")] = False,
    profile: Annotated[str | None, typer.Option("--profile", help="Read vague words with a named profile.")] = None,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show numeric claims: how many of what, where, as of when, and who says so; with --ladders, side by side.

    Example: `sayso figures -l news.ledger --search "people killed" --ladders`
    """
    from itertools import islice

    from sayso import app

    query = app.FigureQuery(words=search, profile=profile)
    with app.open_ledger(ledger) as opened:
        if ladders:
            found = islice(app.ladders(opened, query), limit)
            _print_ladders(found, json=json)
        else:
            rows = islice(app.figures(opened, query), limit)
            _print_figures(rows, json=json)


def _print_figures(views: "Iterable[FigureView]", *, json: bool) -> None:
    if json:
        for view in views:
            print_json(view)
    else:
        print_table(COLUMNS, map(figure_row, views))


def _print_ladders(views: "Iterator[LadderView]", *, json: bool) -> None:
    for view in views:
        if json:
            print_json(view)
        else:
            whether = "one value fits all" if view.agree else "no value fits all"
            title = f"{view.of_what or view.unit or 'figures'}: {view.documents} documents, {whether}"
            print_table(COLUMNS, (figure_row(figure) for rung in view.rungs for figure in rung.figures), title=title)
            print_line("")


def figure_row(view: "FigureView") -> tuple[object, ...]:
    """The cells of a figure in a table, see `COLUMNS`."""
    return (
        view.text,
        value_text(view),
        view.of_what or view.unit,
        view.where,
        view.as_of,
        f"{view.sayer} (concedes)" if view.concedes else view.sayer,
        f"{view.document.key} {view.span[0]}–{view.span[1]}",
    )


def value_text(view: "FigureView") -> str:
    """The value or interval of a figure, with what the chosen profile makes of it.

    Example: "at least 8,000", "vague 24–99".
    """
    low, high = (None if side is None else f"{side:,.10g}" for side in (view.low, view.high))
    text = f"{low}–{high}" if low and high and low != high else low or high
    shown = f"{view.bound.replace('_', ' ')} {text or '?'}" if view.bound != "exact" else text or "?"
    if view.reading is None:
        return shown
    best = view.reading.best
    return f"{shown}; {view.reading.profile}: {'?' if best is None else f'{best:,.10g}'}"
