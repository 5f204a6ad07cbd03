"""Series of counts with their coverage: bins of time, gaps that are no zeros, and blocks of neighbouring bins."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from sayso.measure.rates import Matrix
from sayso.records import Value

LEAST_BLOCKS = 4
"""Fewer blocks than this on a side tell nothing about how much it varies by itself."""


class Every(StrEnum):
    """How long a bin of a series is."""

    DAY = "day"
    WEEK = "week"
    """Monday to Sunday."""
    MONTH = "month"


class Coverage(Value, frozen=True, kw_only=True):
    """One document as exposure: its outlet and the days it may have been published on (ISO dates)."""

    outlet: str
    first: str
    last: str


class Counted(Value, frozen=True, kw_only=True):
    """One thing that is counted, at the outlet and on the days of its document."""

    outlet: str
    first: str
    last: str


class Bin(Value, frozen=True, kw_only=True):
    """One bin of a series.

    Attributes:
        start: its first day.
        count: what was counted.
        documents: of the outlets asked for; 0 is a gap in collection, and then the count says nothing.
        rate: count / documents; None in a gap.
    """

    start: str
    count: int
    documents: int
    rate: float | None


class Series(Value, frozen=True, kw_only=True):
    """A series in bins, by outlet.

    Attributes:
        bins: all bins from the first to the last document, gaps included.
        outlets: the columns of `counts` and `exposure`.
        counts, exposure: what was counted and documents: for each bin a row, with a number for each outlet.
        unplaced: counted things that fit into no bin, since their day is not known well enough.
        unplaced_documents: documents likewise.
    """

    bins: tuple[Bin, ...]
    outlets: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    exposure: tuple[tuple[int, ...], ...]
    unplaced: int
    unplaced_documents: int


def make_series(
    counted: Iterable[Counted], coverage: Iterable[Coverage], every: Every, cut: str | None = None
) -> Series:
    """The series of what is counted, with documents as coverage.

    Args:
        counted: things that are counted.
        coverage: all documents of the outlets asked for.
        every: length of a bin.
        cut: a day (ISO) at which a new bin begins whatever its calendar says.
    """
    things, unplaced = _placed(counted, every, cut)
    documents, unplaced_documents = _placed(coverage, every, cut)
    outlets = tuple(sorted({outlet for _, outlet in documents}))
    starts = _starts([start for start, _ in documents], every, cut)
    counts = tuple(tuple(things[start, outlet] for outlet in outlets) for start in starts)
    exposure = tuple(tuple(documents[start, outlet] for outlet in outlets) for start in starts)
    bins = tuple(
        Bin(start=start.isoformat(), count=sum(c), documents=sum(n), rate=round(sum(c) / sum(n), 4) if sum(n) else None)
        for start, c, n in zip(starts, counts, exposure, strict=True)
    )
    return Series(
        bins=bins,
        outlets=outlets,
        counts=counts,
        exposure=exposure,
        unplaced=unplaced,
        unplaced_documents=unplaced_documents,
    )


class Blocks(Value, frozen=True, kw_only=True):
    """Neighbouring bins taken together.

    Attributes:
        starts: first day of each block.
        middles: where its middle lies between the first (0) and the last day (1) of the series.
        counts, exposure: blocks by outlets.
    """

    starts: tuple[str, ...]
    middles: tuple[float, ...]
    counts: tuple[tuple[float, ...], ...]
    exposure: tuple[tuple[float, ...], ...]

    def arrays(self) -> tuple[Matrix, Matrix]:
        """Counts and exposure as arrays."""
        return np.array(self.counts, float), np.array(self.exposure, float)


def make_blocks(series: Series, since: int, until: int, number: int) -> Blocks:
    """The bins from `since` up to (not with) `until` in at most so many blocks of about equal coverage, gaps left out.

    Where blocks begin depends on coverage alone, never on what is counted.
    """
    live = [at for at in range(since, until) if series.bins[at].documents]
    if not live:
        return Blocks(starts=(), middles=(), counts=(), exposure=())
    groups = _equal_parts([series.bins[at].documents for at in live], number)
    blocks = [[live[at] for at in group] for group in groups]
    first = date.fromisoformat(series.bins[0].start).toordinal()
    span = max(date.fromisoformat(series.bins[-1].start).toordinal() - first, 1)

    def place(at: int) -> float:
        return (date.fromisoformat(series.bins[at].start).toordinal() - first) / span

    def sums(rows: Sequence[Sequence[int]], block: Sequence[int]) -> tuple[float, ...]:
        return tuple(float(sum(rows[at][column] for at in block)) for column in range(len(series.outlets)))

    return Blocks(
        starts=tuple(series.bins[block[0]].start for block in blocks),
        middles=tuple((place(block[0]) + place(block[-1])) / 2 for block in blocks),
        counts=tuple(sums(series.counts, block) for block in blocks),
        exposure=tuple(sums(series.exposure, block) for block in blocks),
    )


def _equal_parts(sizes: Sequence[int], number: int) -> list[list[int]]:
    """Indexes in at most `number` runs of about equal sums, none of them empty."""
    groups: list[list[int]] = []
    done, whole = 0, sum(sizes)
    for at, size in enumerate(sizes):
        if not groups or done * number >= len(groups) * whole:
            groups.append([])
        groups[-1].append(at)
        done += size
    return groups


def bin_start(day: date, every: Every, cut: date | None = None) -> date:
    """The first day of the bin that holds a day."""
    match every:
        case Every.DAY:
            start = day
        case Every.WEEK:
            start = day - timedelta(days=day.weekday())
        case Every.MONTH:
            start = day.replace(day=1)
    return cut if cut is not None and start < cut <= day else start


def _placed(
    items: Iterable[Counted | Coverage], every: Every, cut: str | None
) -> tuple[Counter[tuple[date, str]], int]:
    """How many items each bin and outlet has, and how many have no bin."""
    day = date.fromisoformat(cut) if cut else None
    found: Counter[tuple[date, str]] = Counter()
    unplaced = 0
    for item in items:
        first = bin_start(date.fromisoformat(item.first), every, day) if item.first else None
        last = bin_start(date.fromisoformat(item.last), every, day) if item.last else None
        if first is None or first != last:
            unplaced += 1
        else:
            found[first, item.outlet] += 1
    return found, unplaced


def _starts(known: Sequence[date], every: Every, cut: str | None) -> list[date]:
    """The first days of all bins from the first to the last that is known."""
    if not known:
        return []
    starts: list[date] = []
    day, last = min(known), max(known)
    cut_day = date.fromisoformat(cut) if cut else None
    while day <= last:
        starts.append(day)
        following = _next(bin_start(day, every), every)
        day = cut_day if cut_day and day < cut_day < following else following
    return starts


def _next(start: date, every: Every) -> date:
    days = {Every.DAY: 1, Every.WEEK: 7}.get(every)
    return start + timedelta(days=days) if days else (start + timedelta(days=32)).replace(day=1)
