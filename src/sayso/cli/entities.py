"""The verbs `entities` and `outlets`."""

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.cli.options import Json, LedgerFile, Limit
from sayso.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sayso.app import EntityView, NamedEntity, OutletView, SuggestionView

ENTITY_COLUMNS = ("entity", "kind", "also", "documents", "statements", "roles", "id")
"""The columns of the table of entities."""

SUGGESTION_COLUMNS = ("may be", "the same as", "score", "because", "ids")
"""The columns of the table of suggestions."""

OUTLET_COLUMNS = ("outlet", "documents", "statements", "cited", "by", "id")
"""The columns of the table of outlets."""

SHOWN = 4
"""How many names, roles or outlets a cell holds; `--json` gives all."""

ID_CHARACTERS = 12

T = TypeVar("T")


def entities(
    ledger: LedgerFile,
    search: Annotated[str | None, typer.Option("--search", help="Words of one of its names.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="person, organisation, group, outlet or place.")] = None,
    suggestions: Annotated[bool, typer.Option("--suggestions", help="Pairs that may be one entity.")] = False,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show who and what the documents name, with all their names and roles; with --suggestions, what may be one.

    Example: `sayso entities -l news.ledger --search ruiz --kind person`
    """
    from itertools import islice

    from sayso import app

    query = app.EntityQuery(words=search, kind=app.entity_kind_named(kind))
    with app.open_ledger(ledger) as opened:
        if suggestions:
            _print(islice(app.suggestions(opened, query), limit), SUGGESTION_COLUMNS, suggestion_row, json=json)
            return
        _print(islice(app.entities(opened, query), limit), ENTITY_COLUMNS, entity_row, json=json)
        left_out = app.entities_left_out(opened, query)
        if left_out and not json:
            print_line(
                f"{left_out} names are left out: persons, or what may be one, who do not speak in two documents."
            )


def outlets(ledger: LedgerFile, limit: Limit = None, json: Json = False) -> None:
    """Show the outlets: what each published, how often others cite it, and who.

    Example: `sayso outlets -l news.ledger`
    """
    from itertools import islice

    from sayso import app

    with app.open_ledger(ledger) as opened:
        _print(islice(app.outlets(opened), limit), OUTLET_COLUMNS, outlet_row, json=json)


def _print(
    views: "Iterable[T]", columns: tuple[str, ...], row: "Callable[[T], Sequence[object]]", *, json: bool
) -> None:
    if json:
        for view in views:
            print_json(view)
    else:
        print_table(columns, map(row, views))


def entity_row(view: "EntityView") -> tuple[object, ...]:
    """The cells of an entity, see `ENTITY_COLUMNS`."""
    others = [form.text for form in view.names if form.text != view.name]
    roles = [role.role for role in view.roles]
    cells = (view.name, view.kind, _some(others), view.documents, view.statements, _some(roles))
    return (*cells, view.id[:ID_CHARACTERS])


def suggestion_row(view: "SuggestionView") -> tuple[object, ...]:
    """The cells of a suggestion, see `SUGGESTION_COLUMNS`."""
    ids = f"{view.a.id[:ID_CHARACTERS]} {view.b.id[:ID_CHARACTERS]}"
    return (_side(view.a), _side(view.b), view.score, "; ".join(view.reasons), ids)


def outlet_row(view: "OutletView") -> tuple[object, ...]:
    """The cells of an outlet, see `OUTLET_COLUMNS`."""
    by = [f"{citing.outlet or 'unknown'} ({citing.statements})" for citing in view.cited_by]
    return (view.name, view.documents, view.statements, view.cited, _some(by), view.id[:ID_CHARACTERS])


def _side(entity: "NamedEntity") -> str:
    return f"{entity.name} ({entity.kind or 'kind unknown'}, {entity.documents} documents)"


def _some(cells: list[str]) -> str:
    return ", ".join(cells[:SHOWN]) + (f" and {len(cells) - SHOWN} more" if len(cells) > SHOWN else "")
