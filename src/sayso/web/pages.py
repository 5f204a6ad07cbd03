"""The pages, in one table: each is a template filled with what `sayso.web.resources` gives, and nothing else."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from sayso.web import drawing
from sayso.web.asked import (
    AlikeAsked,
    Asked,
    BesideAsked,
    ChangesAsked,
    DiagnosticsAsked,
    DocumentsAsked,
    EntitiesAsked,
    FiguresAsked,
    Nothing,
    OneId,
    OutletAsked,
    PagedAsked,
    RawAsked,
    ReviewAsked,
    StatementsAsked,
    TimelineAsked,
    query_values,
)
from sayso.web.desk import Desk
from sayso.web.measured import LabelsAsked, TogetherAsked, TrendAsked
from sayso.web.measured_pages import labels, together, trend
from sayso.web.resources import answer
from sayso.web.wording import word_runs

Filled = dict[str, object]

FACET_VALUES = 12
"""Values of a facet that a page shows."""

LINES = 60
"""Lines that the drawing of the network has."""

SHOWN_EXPORTS = 20
"""Exports that the page of corrections lists."""

LEVELS = 5
"""Shades of a cell of the coverage."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page.

    Attributes:
        path: of its address.
        template: its file, without its ending.
        asks: type of its parameters.
        fill: gives what the template shows.
        menu: its name in the menu; empty where it is not in it.
    """

    path: str
    template: str
    asks: type[Asked]
    fill: Callable[[Desk, Any], Filled]
    menu: str = ""


def overview(desk: Desk, asked: Nothing) -> Filled:
    """What is in the ledger."""
    found = answer("overview", desk, asked)
    return {"found": found, "grid": grid(found.coverage)}


def statements(desk: Desk, asked: StatementsAsked) -> Filled:
    """The main table."""
    found = answer("statements", desk, asked)
    values = query_values(asked)
    values.pop("page", None)
    return {
        "found": found,
        "asked": asked,
        "values": values,
        "facets": {name: found.survey.facets[name][:FACET_VALUES] for name in found.survey.facets},
        "pages": -(-found.total // asked.size),
    }


def statement(desk: Desk, asked: OneId) -> Filled:
    """One statement with its evidence, its family and its origins."""
    family = answer("family", desk, asked)
    fullest = family.variants[0].statement.content.text if family.variants else ""
    return {
        "found": answer("statement", desk, asked),
        "family": family,
        "runs": [word_runs(fullest, variant.statement.content.text) for variant in family.variants],
        "origins": answer("origins", desk, asked),
        "figures": answer("figures_in", desk, asked).figures,
    }


def card(desk: Desk, asked: OneId) -> Filled:
    """The evidence of one statement, to be put into a list."""
    return {"found": answer("statement", desk, asked)}


def origins(desk: Desk, asked: PagedAsked) -> Filled:
    """What several articles report, and on how many say-sos it rests."""
    found = answer("all_origins", desk, asked)
    return {"found": found, "asked": asked, "values": {}, "pages": -(-found.total // asked.size)}


def origin(desk: Desk, asked: OneId) -> Filled:
    """On how many say-sos one statement, family, figure or ladder rests."""
    return {"origins": answer("origins", desk, asked)}


def alike(desk: Desk, asked: AlikeAsked) -> Filled:
    """Search by meaning."""
    return {"found": answer("alike", desk, asked), "asked": asked}


def documents(desk: Desk, asked: DocumentsAsked) -> Filled:
    """All documents."""
    found = answer("documents", desk, asked)
    values = query_values(asked)
    values.pop("page", None)
    return {"found": found, "asked": asked, "values": values, "pages": -(-found.total // asked.size)}


def document(desk: Desk, asked: OneId) -> Filled:
    """One document with all its marks, what it shares with others, and what third parties said of it."""
    return {
        "found": answer("document", desk, asked),
        "sharings": answer("shared", desk, asked).sharings,
        "ratings": answer("article_ratings", desk, asked).ratings,
    }


def beside(desk: Desk, asked: BesideAsked) -> Filled:
    """Two documents side by side."""
    found = answer("beside", desk, asked)
    return {"found": found, "runs": [word_runs(passage.mine, passage.theirs) for passage in found.passages]}


def corrections(desk: Desk, asked: PagedAsked) -> Filled:
    """What was wrong, since when, and where it went out."""
    found = answer("corrections", desk, asked)
    handed_on = answer("exports", desk, Nothing()).exports
    return {
        "found": found,
        "handed_on": handed_on[:SHOWN_EXPORTS],
        "asked": asked,
        "values": {},
        "pages": -(-found.total // asked.size),
    }


def changes(desk: Desk, asked: ChangesAsked) -> Filled:
    """What this ledger gained, lost and changed against another."""
    found = answer("changes", desk, asked)
    values = query_values(asked)
    values.pop("page", None)
    return {"found": found, "asked": asked, "values": values, "pages": -(-found.total // asked.size)}


def raw(desk: Desk, asked: RawAsked) -> Filled:
    """A raw layer, as text."""
    return {"found": answer("raw", desk, asked)}


def outlets(desk: Desk, asked: Nothing) -> Filled:
    """All outlets."""
    rows = answer("outlets", desk, asked).coverage
    totals: Counter[str | None] = Counter()
    spans: defaultdict[str | None, set[str]] = defaultdict(set)
    for row in rows:
        totals[row.outlet] += row.documents
        spans[row.outlet] |= {row.month} if row.month else set()
    ordered = sorted(totals, key=lambda name: (-totals[name], name or ""))
    lines = [(name, totals[name], min(spans[name], default=""), max(spans[name], default="")) for name in ordered]
    return {"lines": lines, "grid": grid(rows)}


def outlet(desk: Desk, asked: OutletAsked) -> Filled:
    """One outlet."""
    found = answer("outlet", desk, asked)
    cites = [(whom, n) for who, whom, n in found.survey.cited if who == asked.name][:15]
    ratings = answer("outlet_ratings", desk, asked).ratings
    return {"found": found, "grid": grid(found.coverage), "cites": cites, "ratings": ratings}


def timeline(desk: Desk, asked: TimelineAsked) -> Filled:
    """A chronology with its uncertainty drawn."""
    found = answer("timeline", desk, asked)
    spans = [moment.interval for moment in found.moments]
    values = query_values(asked)
    values.pop("page", None)
    return {
        "found": found,
        "asked": asked,
        "values": values,
        "spans": spans,
        "days": drawing.days_of(spans),
        "pages": -(-found.total // asked.size),
    }


def network(desk: Desk, asked: StatementsAsked) -> Filled:
    """Who cites whom."""
    found = answer("network", desk, asked)
    edges = [drawing.Edge(*row) for row in found.cited]
    return {"found": found, "edges": edges, "drawn": edges[:LINES], "asked": asked}


def entities(desk: Desk, asked: EntitiesAsked) -> Filled:
    """Persons, organisations, outlets, groups and places."""
    found = answer("entities", desk, asked)
    values = query_values(asked)
    values.pop("page", None)
    return {"found": found, "asked": asked, "values": values, "pages": -(-found.total // asked.size)}


def entity(desk: Desk, asked: OneId) -> Filled:
    """One entity."""
    return {"found": answer("entity", desk, asked)}


def figures(desk: Desk, asked: FiguresAsked) -> Filled:
    """A ladder for each quantity."""
    found = answer("figures", desk, asked)
    scales = [drawing.ladder_of((rung.low, rung.high) for rung in ladder.rungs) for ladder in found.ladders]
    values = query_values(asked)
    values.pop("page", None)
    return {"found": found, "scales": scales, "asked": asked, "values": values}


def diagnostics(desk: Desk, asked: DiagnosticsAsked) -> Filled:
    """What was skipped, guessed or found odd."""
    found = answer("diagnostics", desk, asked)
    return {"found": found, "asked": asked, "values": query_values(asked), "pages": -(-found.total // asked.size)}


def review(desk: Desk, asked: ReviewAsked) -> Filled:
    """The queue, one thing at a time."""
    found = answer("review", desk, asked)
    skipped = ",".join([one for one in (*asked.skip.split(","), found.item.target if found.item else "") if one][-100:])
    return {"found": found, "asked": asked, "skipped": skipped}


def agreement(desk: Desk, asked: Nothing) -> Filled:
    """How far readers agree."""
    return {"found": answer("agreements", desk, asked)}


def decisions(desk: Desk, asked: PagedAsked) -> Filled:
    """Who decided what and when."""
    found = answer("decisions", desk, asked)
    return {"found": found, "asked": asked, "values": {}, "pages": -(-found.total // asked.size)}


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """Documents by outlet and month, as a table; `level` shades a cell."""

    months: tuple[str, ...]
    rows: tuple[tuple[str | None, tuple[tuple[int, int], ...], int], ...]


def grid(coverage: Iterable[Any]) -> Grid:
    """The coverage as a table of numbers with shades; where there are too many months, by year."""
    rows = list(coverage)
    length = 7 if len({row.month for row in rows if row.month}) <= 30 else 4
    counts: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row.outlet][(row.month or "unknown")[:length] if row.month else "no date"] += row.documents
    months = tuple(sorted({month for counter in counts.values() for month in counter}))
    most = max((n for counter in counts.values() for n in counter.values()), default=1)
    ordered = sorted(counts, key=lambda name: (-counts[name].total(), name or ""))
    return Grid(
        months=months,
        rows=tuple(
            (name, tuple((counts[name][m], _level(counts[name][m], most)) for m in months), counts[name].total())
            for name in ordered
        ),
    )


def _level(count: int, most: int) -> int:
    return 0 if not count else max(1, round(LEVELS * count / most))


PAGES = (
    Page(path="/", template="overview", asks=Nothing, fill=overview, menu="Overview"),
    Page(path="/statements", template="statements", asks=StatementsAsked, fill=statements, menu="Statements"),
    Page(path="/statements/{id}", template="statement", asks=OneId, fill=statement),
    Page(path="/statements/{id}/card", template="card", asks=OneId, fill=card),
    Page(path="/origins", template="origins", asks=PagedAsked, fill=origins, menu="Origins"),
    Page(path="/origins/{id}", template="origin", asks=OneId, fill=origin),
    Page(path="/alike", template="alike", asks=AlikeAsked, fill=alike),
    Page(path="/documents", template="documents", asks=DocumentsAsked, fill=documents, menu="Documents"),
    Page(path="/documents/{id}", template="document", asks=OneId, fill=document),
    Page(path="/documents/{id}/beside/{other}", template="beside", asks=BesideAsked, fill=beside),
    Page(path="/documents/{id}/raw", template="raw", asks=RawAsked, fill=raw),
    Page(path="/timeline", template="timeline", asks=TimelineAsked, fill=timeline, menu="Timeline"),
    Page(path="/entities", template="entities", asks=EntitiesAsked, fill=entities, menu="Names"),
    Page(path="/entities/{id}", template="entity", asks=OneId, fill=entity),
    Page(path="/figures", template="figures", asks=FiguresAsked, fill=figures, menu="Figures"),
    Page(path="/labels", template="labels", asks=LabelsAsked, fill=labels, menu="Labels"),
    Page(path="/trend", template="trend", asks=TrendAsked, fill=trend, menu="Change"),
    Page(path="/together", template="together", asks=TogetherAsked, fill=together, menu="Together"),
    Page(path="/outlets", template="outlets", asks=Nothing, fill=outlets, menu="Outlets"),
    Page(path="/outlet", template="outlet", asks=OutletAsked, fill=outlet),
    Page(path="/network", template="network", asks=StatementsAsked, fill=network, menu="Network"),
    Page(path="/review", template="review", asks=ReviewAsked, fill=review, menu="Review"),
    Page(path="/agreement", template="agreement", asks=Nothing, fill=agreement),
    Page(path="/decisions", template="decisions", asks=PagedAsked, fill=decisions, menu="Decisions"),
    Page(path="/corrections", template="corrections", asks=PagedAsked, fill=corrections, menu="Corrections"),
    Page(path="/changes", template="changes", asks=ChangesAsked, fill=changes, menu="Differences"),
    Page(path="/diagnostics", template="diagnostics", asks=DiagnosticsAsked, fill=diagnostics, menu="Problems"),
)
"""All pages, in the order of the menu."""
