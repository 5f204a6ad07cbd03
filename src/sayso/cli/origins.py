"""The verbs `reuse` and `origins`."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.cli.options import Json, LedgerFile, Limit
from sayso.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from sayso.app import CopyClusterView, Ledger, Origins, PastedView, ReuseView

_View = TypeVar("_View")

CELL_CHARACTERS = 120
"""How much of a passage a table shows; `--json` gives all of it."""


def reuse(
    ledger: LedgerFile,
    document: Annotated[str | None, typer.Option("--document", help="Only of this document: its key or id.")] = None,
    copies: Annotated[bool, typer.Option("--copies", help="Copies of whole articles, with what each changed.")] = False,
    pasted: Annotated[bool, typer.Option("--pasted", help="Sections that are older than their article.")] = False,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show passages that documents share, word for word or edited, and who seems to have them from whom.

    Example: `sayso reuse -l news.ledger --copies`
    """
    from itertools import islice

    from sayso import app

    if document is not None and (copies or pasted):
        raise typer.BadParameter("--document goes with neither --copies nor --pasted")
    with app.open_ledger(ledger) as opened:
        if copies:
            _print(islice(app.copies(opened), limit), _print_copies, json=json)
        elif pasted:
            _print(islice(app.pasted(opened), limit), _print_pasted, json=json)
        else:
            _print(islice(app.reuse(opened, document), limit), _print_reuse, json=json)


def origins(
    ledger: LedgerFile,
    record_id: Annotated[
        str | None, typer.Argument(help="The id of a statement, family, figure or ladder.", metavar="[ID]")
    ] = None,
    discredited: Annotated[
        bool, typer.Option("--discredited", help="Only what rests on nothing but what decisions discredit.")
    ] = False,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show on how many independent say-sos something rests, at least and at most, with every reason.

    Example: `sayso origins -l news.ledger 3f2a…`
    """
    from itertools import islice

    from sayso import app

    with app.open_ledger(ledger) as opened:
        if record_id is not None:
            found = app.origins(opened, record_id)
            if json:
                print_json(found)
            else:
                _print_one(found)
            return
        every = json or discredited
        views = app.all_origins(opened, resting_only=discredited) if every else app.ranked_origins(opened)
        _print(islice(views, limit), lambda found: _print_origins(opened, found), json=json)


def _print(views: "Iterable[_View]", table: "Callable[[Iterable[_View]], None]", *, json: bool) -> None:
    if not json:
        table(views)
        return
    for view in views:
        print_json(view)


def _print_reuse(views: "Iterable[ReuseView]") -> None:
    columns = ("direction", "documents", "use", "in", "words", "identity", "passage", "because")
    print_table(columns, (row for view in views for row in _reuse_rows(view)))


def _reuse_rows(view: "ReuseView") -> Iterable[tuple[object, ...]]:
    first, second = (document.key for document in view.documents)
    arrow = {"forward": "→", "backward": "←", "common": "↔ (common)"}.get(view.direction, "?")
    because = "; ".join(clue.detail for clue in view.clues)
    for passage in view.passages:
        yield (
            f"{arrow} {view.confidence:.2f}" if view.confidence else arrow,
            f"{first} | {second}",
            passage.use,
            passage.frequency,
            passage.words,
            f"{passage.identity:.2f}",
            _short(passage.first.text),
            because,
        )


def _print_copies(clusters: "Iterable[CopyClusterView]") -> None:
    for cluster in clusters:
        rows = [
            (copy.document.key, change.kind, _short(change.base.text), _short(change.own.text))
            for copy in cluster.copies
            for change in copy.changes
        ]
        rows += [(copy.document.key, "equal", "", "") for copy in cluster.copies if not copy.changes]
        title = f"{cluster.base.key}: {len(cluster.copies)} copies"
        print_table(("copy", "change", "there", "here"), rows, title=title)


def _print_pasted(views: "Iterable[PastedView]") -> None:
    columns = ("document", "section", "older document", "how it is known")
    rows = (
        (view.document.key, _short(view.section.text), view.older.key if view.older else None, view.reason)
        for view in views
    )
    print_table(columns, rows)


def _print_origins(opened: "Ledger", views: "Iterable[Origins]") -> None:
    from sayso import app

    columns = ("origins", "reports", "articles", "outlets", "of", "why")
    rows = (
        (
            f"{view.origins.low}–{view.origins.high}",
            f"{view.reports.low}–{view.reports.high}",
            view.articles,
            view.outlets,
            f"{_short(app.origins_title(opened, view))} ({view.kind} {view.id[:12]})",
            view.summary,
        )
        for view in views
    )
    print_table(columns, rows)


def _print_one(view: "Origins") -> None:
    print_line(view.summary)
    print_line(f"Reports got otherwise than from another in view: {view.reports.low}–{view.reports.high}.")
    print_table(("reason", "why"), ((reason.kind, reason.text) for reason in view.reasons))
    names = {node.id: f"{node.kind}: {node.name}" for node in view.nodes}
    edges = ((names[edge.start], edge.kind, names[edge.end], edge.detail, edge.spans) for edge in view.edges)
    print_table(("from", "has it", "of", "evidence", "at"), edges)
    if view.checks:
        rows = ((check.kind, check.by, _short(check.text), check.document) for check in view.checks)
        print_table(("checked?", "says", "words", "document"), rows)
    if view.discredited:
        left = view.without_discredited
        rest = (
            "nothing is left" if view.rests_only_on_discredited or left is None else f"{left.low}–{left.high} origins"
        )
        print_line(f"Without {', '.join(view.discredited)}, whom decisions discredit: {rest}.")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= CELL_CHARACTERS else line[: CELL_CHARACTERS - 1] + "…"
