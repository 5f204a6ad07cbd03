"""Verbs that look into a ledger: statements, show, timeline, diagnostics."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import Json, LedgerFile, Limit
from sayso.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from sayso.app import ShowView, StandsView, StatementView, VersionView

STATEMENT_COLUMNS = ("said", "speaker", "says", "via", "form", "document")
"""The columns of a table of statements."""

CELL_CHARACTERS = 160
"""How much of a content a table shows; `show` and `--json` give all of it."""

ID_CHARACTERS = 12
"""How much of an id a table shows; enough for `show`."""

Speaker = Annotated[str | None, typer.Option("--speaker", help="Words of the speaker's name.")]
About = Annotated[str | None, typer.Option("--about", help="Words of the name of one it is about.")]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Words of the outlet's name.")]
Since = Annotated[str | None, typer.Option("--from", help="First day, for example 2018-01-18.", metavar="DAY")]
Until = Annotated[str | None, typer.Option("--to", help="Last day.", metavar="DAY")]
Search = Annotated[str | None, typer.Option("--search", help='Words, or "a phrase" in quotation marks.')]
FormName = Annotated[str | None, typer.Option("--form", help="direct, indirect or mixed.")]
ClassName = Annotated[
    str | None, typer.Option("--class", help="One class, or all; without it, all but attitudes and acts.")
]

Rejected = Annotated[bool, typer.Option("--rejected", help="Also those that people rejected.")]


def statements(
    ledger: LedgerFile,
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    search: Search = None,
    form: FormName = None,
    class_: ClassName = None,
    rejected: Rejected = False,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show who is reported to have said what: the ledger's main table, by day.

    Example: `sayso statements -l news.ledger --speaker "Ana Ruiz" --from 2018-01-01`
    """
    from sayso import app

    query = app.StatementQuery(
        speaker=speaker,
        about=about,
        outlet=outlet,
        since=since,
        until=until,
        search=search,
        form=app.form_named(form),
        classes=app.classes_named(class_),
        rejected=rejected,
        limit=limit,
    )
    with app.open_ledger(ledger) as opened:
        _print_statements(app.statements(opened, query), json=json)
        missing = app.left_out(opened, query)
        if missing and not json:
            print_line(f"{missing} attitudes and acts are left out; --class all shows them.")
        hidden = 0 if json else app.rejected(opened, query)
        if hidden:
            print_line(f"{hidden} statements that people rejected are left out; --rejected shows them.")


def timeline(ledger: LedgerFile, limit: Limit = None, json: Json = False) -> None:
    """Show the statements whose day of saying is known, earliest first.

    Example: `sayso timeline -l news.ledger --limit 20`
    """
    from sayso import app

    with app.open_ledger(ledger) as opened:
        _print_statements(app.timeline(opened, limit), json=json)


def show(
    record_id: Annotated[
        str,
        typer.Argument(help="The id of a statement, document or decision, its beginning, or a key.", metavar="ID"),
    ],
    ledger: LedgerFile,
    json: Json = False,
) -> None:
    """Show one record with its context, chain and decisions.

    Example: `sayso show 3f2a… -l news.ledger`
    """
    from sayso import app

    with app.open_ledger(ledger) as opened:
        view = app.show(opened, record_id)
    if json:
        print_json(view)
    else:
        print_table(("", f"{view.kind} {view.id}"), _show_rows(view))


def diagnostics(
    ledger: LedgerFile,
    code: Annotated[str | None, typer.Option("--code", help="Only this code.")] = None,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show what was skipped, guessed or found odd, and where.

    Example: `sayso diagnostics -l news.ledger --code unmapped`
    """
    from itertools import islice

    from sayso import app

    with app.open_ledger(ledger) as opened:
        rows = islice(app.diagnostics(opened, code), limit)
        if json:
            for view in rows:
                print_json(view)
        else:
            columns = ("severity", "code", "document", "at", "meaning", "detail", "remedy")
            table = ((v.severity, v.code, v.key, v.span, v.meaning, v.detail, v.remedy) for v in rows)
            print_table(columns, table)


def statement_row(view: "StatementView") -> tuple[object, ...]:
    """The cells of a statement in a table, see `STATEMENT_COLUMNS`."""
    via = " ‹ ".join(hop.name or "?" for hop in view.chain[1:-1])
    return (
        view.said.edtf if view.said else None,
        view.speaker.name if view.speaker else view.source.text or None,
        shortened(view.content.text),
        via,
        view.form,
        f"{view.document.key} {view.id[:ID_CHARACTERS]}",
    )


def shortened(text: str) -> str:
    """The text on one line, cut to what a table cell holds."""
    line = " ".join(text.split())
    return line if len(line) <= CELL_CHARACTERS else line[: CELL_CHARACTERS - 1] + "…"


def _print_statements(views: "Iterator[StatementView]", *, json: bool) -> None:
    if json:
        for view in views:
            print_json(view)
    else:
        print_table(STATEMENT_COLUMNS, map(statement_row, views))


def _show_rows(view: "ShowView") -> Iterator[tuple[str, object]]:
    if view.statement is not None:
        yield from _statement_rows(view.statement)
    if view.context is not None:
        yield "before", view.context.before
        yield "after", view.context.after
    for held in view.holds:
        yield "holds", f"{held.id[:ID_CHARACTERS]} {held.source.text}: {shortened(held.content.text)}"
    if view.document is not None:
        for name in view.document.__struct_fields__:
            yield name, getattr(view.document, name)
        yield "statements", view.statements
    yield from _version_rows(view)
    for decision in view.decisions:
        yield "decision", f"{decision.at} {decision.actor}: {decision.kind} {decision.value or ''} {decision.reason}"
    for diagnostic in view.diagnostics:
        yield diagnostic.code, diagnostic.detail


def _version_rows(view: "ShowView") -> Iterator[tuple[str, object]]:
    """The versions of a document of which there are several: what changed, or whether the statement stands in them."""
    for stands in view.stands if len(view.stands) > 1 else ():
        yield "version", f"{_version(stands)}: {'stands in it' if stands.statement else 'does not stand in it'}"
    for version in view.versions if len(view.versions) > 1 else ():
        yield "version", f"{_version(version)}: {version.statements} statements"
        for change in version.changes:
            yield change.kind, shortened(change.text)


def _version(view: "StandsView | VersionView") -> str:
    when = ", ".join(view.captured) or view.document.published or "time unknown"
    return f"{view.document.id[:ID_CHARACTERS]} {when}{' (current)' if view.current else ''}"


def _statement_rows(view: "StatementView") -> Iterator[tuple[str, object]]:
    yield "content", view.content.text
    yield "source", view.source.text
    yield "cue", view.cue.text
    yield "speaker", f"{view.speaker.name} ({view.speaker.resolved_by})" if view.speaker else None
    yield "said", f"{view.said.edtf} “{view.said.text}” ({view.said.rule})" if view.said else None
    yield "chain", " ‹ ".join(f"{hop.kind}: {hop.name or '?'}" for hop in view.chain)
    yield "origin", "stated" if view.origin_stated else "not stated"
    yield "addressee", view.addressee
    yield "about", ", ".join(view.about_names)
    yield "form", f"{view.form}, {view.class_}"
    yield "confidence", f"{view.confidence:.2f}: {'; '.join(view.reasons)}"
    yield "spans", f"source {view.source.spans}, cue {view.cue.spans}, content {view.content.spans}"
    yield (
        "document",
        f"{view.document.key}, {view.document.outlet or 'outlet unknown'}, {view.document.published or 'date unknown'}",
    )
    yield "made by", f"{view.made_by.extractor} {view.made_by.version}"
