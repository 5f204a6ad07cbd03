"""Verbs by which people decide: decide, review, erase, diff."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.cli.options import Json, LedgerFile, Limit
from sayso.cli.output import err, print_json, print_line, print_table, printable
from sayso.records import UNDO

if TYPE_CHECKING:
    from sayso.app import Agreement, Correction, DiffRow, Draft, Ledger, ReviewItem

R = TypeVar("R")
Row = tuple[object, ...]

Actor = Annotated[
    str | None, typer.Option("--actor", help="Who decides; else the environment variable SAYSO_ACTOR.", metavar="NAME")
]
CORRECTION_COLUMNS = ("since", "corrected", "what", "document", "text", "fields", "by", "went out in")
Reason = Annotated[str, typer.Option("--reason", help="Why, in your words.")]


def decide(
    ledger: LedgerFile,
    kind: Annotated[
        str | None,
        typer.Argument(help="accept, reject, span, speaker, merge, never_merge, … or undo.", metavar="KIND"),
    ] = None,
    targets: Annotated[
        list[str] | None, typer.Argument(help="Ids (or their beginnings); for entities also names.", metavar="TARGET…")
    ] = None,
    value: Annotated[str | None, typer.Option("--value", help="A name, or JSON as the kind needs it.")] = None,
    actor: Actor = None,
    reason: Reason = "",
    from_file: Annotated[
        Path | None, typer.Option("--import", help="Take in the decisions of a file of JSON Lines.", metavar="FILE")
    ] = None,
    export: Annotated[bool, typer.Option("--export", help="Print all decisions as JSON Lines.")] = False,
    json: Json = False,
) -> None:
    """Decide about a statement or an entity, or take decisions in and out. Nothing is changed; all is added.

    Example: `sayso decide -l news.ledger speaker 3f2a… --value "Ana Ruiz" --actor bo --reason "named below"`
    """
    from sayso import app

    if export:
        with app.open_ledger(ledger) as opened:
            for decision in app.export_decisions(opened):
                print_json(decision)
        return
    with app.Ledger.open(ledger, "write") as opened:
        if from_file is not None:
            raise typer.Exit(_import(opened, from_file, json=json))
        draft = _draft(kind, targets or [], value, app.actor_named(actor), reason)
        made = app.undo(opened, draft.targets[0], draft.actor, reason) if kind == UNDO else app.decide(opened, draft)
        app.link(opened)
    if json:
        print_json(made)
    else:
        print_line(f"{made.id} {made.kind} on {made.target} by {made.actor}")


def _draft(kind: str | None, targets: list[str], value: str | None, actor: str, reason: str) -> "Draft":
    from sayso import app
    from sayso.records import ConfigError

    if kind is None or not targets:
        raise ConfigError("nothing_to_decide", "No KIND and TARGET were given.", "Give both, or --import or --export.")
    named = app.decision_kind_named("accept" if kind == UNDO else kind)
    return app.Draft(kind=named, targets=tuple(targets), value=value, actor=actor, reason=reason)


def _import(opened: "Ledger", path: Path, *, json: bool) -> int:
    """The exit code after taking in a file of decisions."""
    from sayso import app

    summary = app.import_decisions(opened, path)
    app.link(opened)
    for words in (*summary.problems, *summary.conflicts):
        err().print(printable(words), markup=False)
    if json:
        print_json(summary)
    else:
        print_line(
            f"{summary.new} decisions are new, {summary.known} were there, {len(summary.problems)} are unusable."
        )
    return 1 if summary.problems else 0


def erase(
    target: Annotated[str, typer.Argument(help="A document's id or key, or an entity's id.", metavar="ID")],
    ledger: LedgerFile,
    reason: Reason = "",
    actor: Actor = None,
    only_version: Annotated[
        bool, typer.Option("--only-version", help="Only the version with this id, not all of its key.")
    ] = False,
    documents: Annotated[
        bool, typer.Option("--documents", help="For an entity: erase all documents that name it.")
    ] = False,
    shared: Annotated[
        str | None,
        typer.Option("--shared", help="keep or erase: what to do with other documents of the same content."),
    ] = None,
    json: Json = False,
) -> None:
    """Erase a document, or all that names somebody, for good; hash, who, when and why are kept.

    Example: `sayso erase 3f2a… -l news.ledger --actor bo --reason "asked by the person concerned"`
    """
    from sayso import app

    options = app.EraseOptions(only_version=only_version, documents=documents, shared=shared)
    with app.Ledger.open(ledger, "write") as opened:
        erasure = app.erase(opened, target, actor or "", reason, options)
        digest = opened.digest()
    if json:
        print_json(erasure)
    else:
        print_line(f"Erased {len(erasure.inputs)} inputs of {erasure.target}; the file was written anew without them.")
        print_line(f"digest {digest}")


def review(
    ledger: LedgerFile,
    agreement: Annotated[bool, typer.Option("--agreement", help="How far readers agree, where not.")] = False,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Show what needs a person, the most doubtful and most repeated first; or how far readers agree.

    Example: `sayso review -l news.ledger --limit 20`
    """
    from sayso import app

    with app.open_ledger(ledger) as opened:
        rows = app.agreement(opened) if agreement else app.review(opened, limit)
    if json:
        for row in rows:
            print_json(row)
    elif agreement:
        columns = ("readers", "of", "both judged", "agreed", "kappa", "differ on")
        print_table(columns, (_agreement_row(row) for row in rows if isinstance(row, app.Agreement)))
    else:
        print_table(("score", "id", "why", "statement"), (_item_row(r) for r in rows if isinstance(r, app.ReviewItem)))


def diff(
    before: Annotated[Path, typer.Argument(help="A ledger.", metavar="A")],
    after: Annotated[
        Path | None, typer.Argument(help="Another one; without it, what people corrected in A.", metavar="[B]")
    ] = None,
    json: Json = False,
) -> None:
    """Show what ledger B gained, lost and changed against A; of A alone, what people corrected and since when.

    Example: `sayso diff old.ledger new.ledger`
    """
    from sayso import app

    with app.open_ledger(before) as first:
        if after is None:
            rows = [*app.corrections(first)]
            _print_rows(rows, CORRECTION_COLUMNS, _correction_row, json=json)
            return
        with app.open_ledger(after) as second:
            differences = [*app.diff(first, second)]
    _print_rows(differences, ("change", "what", "document", "text", "fields"), _difference_row, json=json)


def _print_rows(rows: "list[R]", columns: tuple[str, ...], cells: "Callable[[R], Row]", *, json: bool) -> None:
    if json:
        for row in rows:
            print_json(row)
    else:
        print_table(columns, map(cells, rows))


def _agreement_row(row: "Agreement") -> "Row":
    differ = ", ".join(f"{target[:12]} {a}/{b}" for target, a, b in row.differ)
    return f"{row.a}, {row.b}", row.question, row.items, f"{row.agreed:.0%}", row.kappa, differ


def _item_row(item: "ReviewItem") -> "Row":
    from sayso.cli.look import shortened

    words = item.statement.content.text if item.statement else " = ".join(item.names) or item.kind
    if item.other is not None:
        words = f"{shortened(words)} = {item.other.content.text}"
    return f"{item.score:.2f}", item.target[:12], "; ".join(item.why), shortened(words)


def _difference_row(row: "DiffRow") -> "Row":
    from sayso.cli.look import shortened

    fields = "; ".join(f"{field.field}: {field.before} → {field.after}" for field in row.fields)
    return row.change, row.what, row.key, shortened(row.text), shortened(fields)


def _correction_row(row: "Correction") -> "Row":
    from sayso.cli.look import shortened

    fields = "; ".join(f"{field.field}: {field.before} → {field.after}" for field in row.fields)
    out = ", ".join(f"{one.format} {one.at[:10]}" for one in row.exports)
    words, by = shortened(row.text), ", ".join(row.actors)
    return row.since, row.corrected, row.verdict, row.key, words, shortened(fields), by, out
