"""The verbs `labels`, `trend` and `together`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from sayso.cli.options import Json, LedgerFile, Limit
from sayso.cli.output import print_json, print_line, print_table
from sayso.records import InputError, StoreError

if TYPE_CHECKING:
    from msgspec import Struct

    from sayso.app import TogetherView, TrendView

CsvFile = Annotated[Path | None, typer.Option("--csv", help="Write the table to a CSV file as well.", metavar="FILE")]

Columns = tuple[tuple[str, Callable[[Any], object]], ...]
"""Titles of a table, each with what stands under it."""

LABEL_COLUMNS: Columns = (
    ("of whom", lambda v: v.name),
    ("kind", lambda v: v.kind),
    ("label", lambda v: v.label),
    ("voice", lambda v: v.voice),
    ("by", lambda v: v.by),
    ("documents", lambda v: f"{v.documents}/{v.of}"),
    ("share [95 %]", lambda v: f"{v.share:.2f} [{v.low:.2f}, {v.high:.2f}]"),
    ("base", lambda v: f"{v.base:.2f}"),
    ("uses", lambda v: v.uses),
    ("loaded, says", lambda v: v.loaded),
)
CONTRAST_COLUMNS: Columns = (
    ("of whom", lambda v: v.name),
    ("kind", lambda v: v.kind),
    ("label", lambda v: v.label),
    ("voice", lambda v: v.voice),
    ("one", lambda v: f"{v.one} {v.a}/{v.of_a}"),
    ("other", lambda v: f"{v.other} {v.b}/{v.of_b}"),
    ("log-odds [95 %]", lambda v: f"{v.log_odds:+.2f} [{v.low:+.2f}, {v.high:+.2f}]"),
    ("q", lambda v: f"{v.q:.3f}"),
    ("loaded, says", lambda v: v.loaded),
)
USE_COLUMNS: Columns = (
    ("of whom", lambda v: v.name),
    ("kind", lambda v: v.kind),
    ("words", lambda v: v.text),
    ("voice", lambda v: v.voice),
    ("speaker", lambda v: v.speaker),
    ("outlet", lambda v: v.outlet),
    ("place", lambda v: f"{v.key} {v.spans[0][0]}–{v.spans[-1][1]}"),
)


QuestionFile = Annotated[
    Path | None, typer.Option("--question", help="Ask a question that was kept; other options do not narrow it.")
]
SaveFile = Annotated[Path | None, typer.Option("--save", help="Keep the question as a file.", metavar="FILE")]
Book = Annotated[Path | None, typer.Option("--codebook", help="A codebook in place of our own.", metavar="FILE")]


def labels(
    ledger: LedgerFile,
    question: QuestionFile = None,
    save: SaveFile = None,
    entity: Annotated[str | None, typer.Option("--entity", help="Only words used of this entity.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only what this outlet prints.")] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", help="Only what this speaker says.")] = None,
    against: Annotated[
        str | None, typer.Option("--against", help="Contrast with this outlet or speaker; 'others' for all others.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Count by outlet or by speaker.")] = "outlet",
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="name, title, before, noun, instead, after, is, epithet, verb (can be repeated)."),
    ] = None,
    voice: Annotated[
        list[str] | None, typer.Option("--voice", help="own, indirect, quoted, marked (can be repeated).")
    ] = None,
    least: Annotated[int, typer.Option("--least", help="Least number of documents with the label.", min=1)] = 1,
    uses: Annotated[bool, typer.Option("--uses", help="Every single use with its place.")] = False,
    codebook: Book = None,
    csv: CsvFile = None,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show what each side calls whom, in its own voice, in indirect speech and in quotation, with base rates.

    Example: `sayso labels -l news.ledger --entity "Ana Ruiz" --outlet "The Tide" --against others`
    """
    from itertools import islice

    from sayso import app

    if by not in {"outlet", "speaker"}:
        raise typer.BadParameter("--by is outlet or speaker")
    query = (
        app.read_question(question, app.LabelQuery)
        if question is not None
        else app.LabelQuery(
            entity=entity,
            outlet=outlet,
            speaker=speaker,
            against="" if against == "others" else against,
            by_speaker=by == "speaker",
            kinds=app.label_kinds_named(kind or ()),
            voices=app.voices_named(voice or ()),
            least=least,
        )
    )
    if save is not None:
        app.write_question(save, query)
    with app.open_ledger(ledger) as opened:
        if uses:
            found, columns = app.label_uses(opened, query, codebook), USE_COLUMNS
        elif query.against is not None:
            found, columns = app.label_contrasts(opened, query, codebook), CONTRAST_COLUMNS
        else:
            found, columns = app.labels(opened, query, codebook), LABEL_COLUMNS
        views = list(islice(found, limit))
    if csv is not None:
        write_csv(csv, views)
    if json:
        for view in views:
            print_json(view)
    else:
        print_table([title for title, _ in columns], ([cell(view) for _, cell in columns] for view in views))


def write_csv(path: Path, views: "Sequence[Struct]") -> None:
    """Write views as a table with a column a field; several values of a cell are joined by " | ".

    Raises:
        StoreError: `cannot_write`.
    """
    import csv

    from msgspec import to_builtins

    rows = [_flat(to_builtins(view), view) for view in views]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if rows:
                writer.writerow(rows[0])
            writer.writerows([_csv_cell(value) for value in row.values()] for row in rows)
    except OSError as error:
        raise StoreError(
            "cannot_write", f"{path} cannot be written: {error}.", "Name a file in a folder of yours."
        ) from error


def _flat(row: dict[str, object], view: "Struct") -> dict[str, object]:
    """A row whose `asked` is spread over cells of its own."""
    from sayso import app

    asked = getattr(view, "asked", None)
    row.pop("asked", None)
    return {**row, **(app.asked_text(asked) if asked is not None else {})}


def _csv_cell(value: object) -> object:
    from sayso.export import safe_cell

    if isinstance(value, list | tuple):
        return safe_cell(" | ".join(map(str, cast("Sequence[object]", value))))
    return safe_cell(value)


def trend(
    ledger: LedgerFile,
    question: QuestionFile = None,
    save: SaveFile = None,
    unit: Annotated[
        str, typer.Option("--unit", help="statement, family (reprints once), figure, label.")
    ] = "statement",
    speaker: Annotated[str | None, typer.Option("--speaker", help="Statements of this speaker.")] = None,
    about: Annotated[str | None, typer.Option("--about", help="Statements about this entity.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="In this outlet.")] = None,
    class_: Annotated[list[str] | None, typer.Option("--class", help="Of this class (can be repeated).")] = None,
    search: Annotated[str | None, typer.Option("--search", help="Words of the statement.")] = None,
    label: Annotated[str | None, typer.Option("--label", help="Documents that use this label of --about.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day of publication.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day of publication.")] = None,
    each: Annotated[str | None, typer.Option("--each", help="A series for each outlet, speaker or class.")] = None,
    by: Annotated[str, typer.Option("--by", help="day, week or month.")] = "month",
    compare: Annotated[str | None, typer.Option("--compare", help="Before against from this day on.")] = None,
    change: Annotated[bool, typer.Option("--change", help="Whether it changes at any one day, and when.")] = False,
    margin: Annotated[float, typer.Option("--margin", help="The ratio that would matter.")] = 1.5,
    csv: CsvFile = None,
    json: Json = False,
) -> None:
    """Show whether a count rose, fell, did not change, or whether that cannot be told, with coverage and gaps.

    Example: `sayso trend -l news.ledger --about "Ana Ruiz" --class threat --by week --compare 2024-03-01`
    """
    from sayso import app

    test = "compare" if compare else "change" if change else "trend"
    asked = (
        app.read_question(question)
        if question is not None
        else app.question_of(
            {
                "unit": "label" if label else unit,
                "speaker": speaker,
                "about": about,
                "outlet": outlet,
                "classes": class_ or [],
                "search": search,
                "label": label,
                "since": since,
                "until": until,
                "each": each,
                "by": by,
                "test": test,
                "compare": compare,
                "margin": margin,
            }
        )
    )
    if save is not None:
        app.write_question(save, asked)
    with app.open_ledger(ledger) as opened:
        views = app.trend(opened, asked)
    if csv is not None:
        write_csv(csv, [row for view in views for row in app.trend_rows(view)])
    for view in views:
        if json:
            print_json(view)
        else:
            _print_trend(view)


BARS = " ▁▂▃▄▅▆▇█"
"""Heights of the small plot."""
WIDEST = 60
"""Columns of the small plot: more bins are taken together so that it fits a terminal."""


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _print_trend(view: "TrendView") -> None:
    answer = view.answer
    each = -(-len(view.bins) // WIDEST) or 1
    groups = [view.bins[at : at + each] for at in range(0, len(view.bins), each)]
    sums = [(sum(b.count for b in group), sum(b.documents for b in group)) for group in groups]
    rates = [count / documents if documents else None for count, documents in sums]
    top = max((rate for rate in rates if rate is not None), default=0) or 1
    widest = max((documents for _, documents in sums), default=0) or 1
    plot = "".join("·" if rate is None else BARS[round(rate / top * 8)] for rate in rates)
    strip = "".join(BARS[-(-documents * 8 // widest)] if documents else "·" for _, documents in sums)
    unit = view.question.by if each == 1 else f"{each} {view.question.by}s"
    print_line(f"{view.series}: {answer.text}")
    where = f"{_counted(answer.documents, 'document')} of {_counted(len(view.outlets), 'outlet')}"
    print_line(f"  {answer.count} counted in {where}")
    if view.bins:
        print_line(f"  rate      {plot}  0 to {top:.3g} a document")
        print_line(f"  coverage  {strip}  0 to {widest} documents; · is a gap, not a zero")
        print_line(f"            {view.bins[0].start} to {view.bins[-1].start}, a column for each {unit}")
    if answer.estimate is not None:
        found = answer.estimate
        print_line(
            f"  {answer.blocks} blocks of time, dispersion {found.dispersion:g}, correlation {found.correlation:g}, "
            f"smallest ratio seen in 80 of 100 such data {found.detectable:g}"
        )
    if view.unplaced or view.unplaced_documents:
        print_line(
            f"  without a day that is known well enough: {view.unplaced} counted, "
            f"{_counted(view.unplaced_documents, 'document')}"
        )
    if view.together > 1:
        print_line(f"  q is the false discovery rate over {view.together} series asked at once")
    print_line(f"  ledger {view.digest}, sayso {view.version}")
    print_line("")


def together(
    ledger: LedgerFile,
    question: QuestionFile = None,
    save: SaveFile = None,
    what: Annotated[str, typer.Option("--what", help="label or wording.")] = "label",
    entity: Annotated[str | None, typer.Option("--entity", help="Only labels of this entity.")] = None,
    search: Annotated[str | None, typer.Option("--search", help="Only what holds all these words.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day of publication.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day of publication.")] = None,
    days: Annotated[int, typer.Option("--days", help="Within how many days.", min=1)] = 3,
    around: Annotated[int, typer.Option("--around", help="How many days around are the baseline.", min=1)] = 30,
    outlets: Annotated[int, typer.Option("--outlets", help="At least so many outlets.", min=2)] = 3,
    any_document: Annotated[
        bool, typer.Option("--any-document", help="Every document is an occasion, not only those about the same.")
    ] = False,
    every: Annotated[bool, typer.Option("--every", help="Show what does not go beyond habits too.")] = False,
    codebook: Book = None,
    csv: CsvFile = None,
    json: Json = False,
) -> None:
    """Show labels or wordings that several outlets use within a few days, beyond what their own habits explain.

    Example: `sayso together -l news.ledger --what wording --search "mud people" --days 2`
    """
    from sayso import app

    try:
        asked_what = app.What(what)
    except ValueError:
        raise InputError(
            "bad_question", f"There is no {what!r} to look for.", "Give --what label or wording."
        ) from None
    query = (
        app.read_question(question, app.TogetherQuery)
        if question is not None
        else app.TogetherQuery(
            what=asked_what,
            entity=entity,
            search=search,
            since=since,
            until=until,
            reach=app.Reach(days=days, around=around, outlets=outlets),
            any_document=any_document,
        )
    )
    if save is not None:
        app.write_question(save, query)
    with app.open_ledger(ledger) as opened:
        view = app.together(opened, query, codebook, every=every)
    if csv is not None:
        write_csv(csv, list(app.together_rows(view)))
    if json:
        print_json(view)
    else:
        _print_together(view)


def _print_together(view: "TogetherView") -> None:
    print_line(view.text)
    for hint in view.hints:
        print_line(f"\n{hint.text}")
        for use in hint.uses:
            place = f"{use.key} {use.spans[0][0]}–{use.spans[-1][1]}" if use.spans else use.key
            print_line(f"  {use.published}  {use.outlet}, {use.voice}: {use.text}  ({place})")
    if view.copies or view.undated:
        copies = _counted(view.copies, "copy", "copies")
        print_line(f"\nleft out: {copies} of other articles, {_counted(view.undated, 'document')} without a known day")
    print_line(f"ledger {view.digest}, sayso {view.version}")
