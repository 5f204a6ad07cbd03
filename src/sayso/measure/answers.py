"""The answer to a question of change: rose, fell, no change larger than …, or cannot tell and what would be needed."""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from sayso.measure.changes import ChangePoint, find_change
from sayso.measure.contrasts import false_discovery
from sayso.measure.rates import Estimate, estimate_change
from sayso.measure.series import LEAST_BLOCKS, Blocks, Series, make_blocks
from sayso.records import Value

LEVEL = 0.05
"""The chance (one question) or false discovery rate (several) up to which a change counts as found."""
LEAST_COUNT = 10
"""Fewer statements than this tell nothing about a change."""


class Test(StrEnum):
    """What is asked of a series."""

    __test__ = False

    COMPARE = "compare"
    """Whether the rate differs before and from a day on."""
    TREND = "trend"
    """Whether it drifts from the first to the last day."""
    CHANGE = "change"
    """Whether it changes at any one day, and when."""


BLOCKS = {Test.COMPARE: 12, Test.TREND: 16, Test.CHANGE: 10}
"""Into how many blocks of neighbouring time a series is cut, at most: so few that they are nearly independent.

Calibrated with `benchmarks/trends.py`; tried were 12, 16 and 20 each, and 10 for a change at any day. More blocks find
more false changes where stories last for weeks, fewer see less.
"""


class Verdict(StrEnum):
    """The four answers."""

    ROSE = "rose"
    FELL = "fell"
    NO_CHANGE = "no change"
    CANNOT_TELL = "cannot tell"


class Answer(Value, frozen=True, kw_only=True):
    """The answer to one question of change.

    Attributes:
        verdict: see `Verdict`.
        text: the answer in words, with its numbers.
        estimate: the change; None where there is too little to estimate it.
        change_point: where the change lies, for the test `change`.
        rate: false discovery rate over all questions asked at once; equal to the chance for a single one.
        blocks: how many blocks of time it rests on.
        count, documents: what it rests on.
        why: what stands in the way of an answer; empty where nothing does.
    """

    verdict: Verdict
    text: str
    estimate: Estimate | None = None
    change_point: ChangePoint | None = None
    rate: float | None = None
    blocks: int = 0
    count: int = 0
    documents: int = 0
    why: tuple[str, ...] = ()


def answer(series: Series, test: Test, margin: float, compare: str | None = None) -> Answer:
    """The answer for one series, as if nothing else were asked; see `answers` for several at once.

    Args:
        series: in bins; one begins at `compare`.
        test: what is asked.
        margin: the ratio above one that would matter: "no change" means none larger than at most this.
        compare: the day (ISO) of the test `compare`.
    """
    count, documents = sum(b.count for b in series.bins), sum(b.documents for b in series.bins)
    blocks, shape = _cut(series, test, compare)
    why = _too_little(count, blocks, shape, test)
    if why:
        why = (*why, *_left_out(series))
        return _unanswered(why, count=count, documents=documents, blocks=len(blocks.starts))
    y, n = blocks.arrays()
    point = None
    if test is Test.CHANGE:
        point = find_change(y, n, blocks.starts)
        shape = (np.arange(len(blocks.starts)) >= blocks.starts.index(point.day)).astype(float)
    estimate = estimate_change(y, n, shape)
    if point is not None:
        estimate = replace(estimate, chance=point.chance)
    found = Answer(
        verdict=Verdict.CANNOT_TELL,
        text="",
        estimate=estimate,
        change_point=point,
        rate=estimate.chance,
        blocks=len(blocks.starts),
        count=count,
        documents=documents,
    )
    return _judged(found, margin)


def answers(found: Sequence[Answer], margin: float) -> tuple[Answer, ...]:
    """Answers to questions asked at once: a change counts as found by its false discovery rate over all of them."""
    known = [answer for answer in found if answer.estimate is not None]
    rates = iter(false_discovery([answer.estimate.chance for answer in known if answer.estimate]))
    return tuple(_judged(replace(a, rate=next(rates)), margin) if a.estimate is not None else a for a in found)


def _cut(series: Series, test: Test, compare: str | None) -> tuple[Blocks, NDArray[np.float64]]:
    """The blocks, and the shape of the change that is asked for."""
    length = len(series.bins)
    if test is not Test.COMPARE or compare is None:
        blocks = make_blocks(series, 0, length, BLOCKS[test])
        return blocks, np.array(blocks.middles)
    middle = next((at for at, b in enumerate(series.bins) if b.start >= compare), length)
    sides = [make_blocks(series, *side, BLOCKS[test] // 2) for side in ((0, middle), (middle, length))]
    both = Blocks(**{f: getattr(sides[0], f) + getattr(sides[1], f) for f in Blocks.__struct_fields__})
    return both, np.repeat([0.0, 1.0], [len(side.starts) for side in sides])


def _too_little(count: int, blocks: Blocks, shape: NDArray[np.float64], test: Test) -> tuple[str, ...]:
    why: list[str] = []
    if count < LEAST_COUNT:
        why.append(f"only {count} counted; at least {LEAST_COUNT} are needed")
    sides = [int((shape == 0).sum()), int((shape == 1).sum())] if test is Test.COMPARE else [len(shape) // 2]
    if min(sides) < LEAST_BLOCKS:
        have = " and ".join(map(str, sides)) if test is Test.COMPARE else str(len(shape))
        need = f"{LEAST_BLOCKS} before and after" if test is Test.COMPARE else str(2 * LEAST_BLOCKS)
        stretches = "stretch" if have == "1" else "stretches"
        why.append(f"documents lie in only {have} separate {stretches} of time; at least {need} are needed")
    if test is Test.COMPARE and not why and not _both_sides(blocks, shape):
        why.append("no outlet was collected on both sides of the day")
    return tuple(why)


def _left_out(series: Series) -> Iterator[str]:
    number = series.unplaced_documents
    if number:
        yield f"{number} {'document has' if number == 1 else 'documents have'} no day that is known well enough"


def _both_sides(blocks: Blocks, shape: NDArray[np.float64]) -> bool:
    _, n = blocks.arrays()
    return bool(((n[shape == 0].sum(0) > 0) & (n[shape == 1].sum(0) > 0)).any())


def _unanswered(why: tuple[str, ...], *, count: int, documents: int, blocks: int) -> Answer:
    text = f"cannot tell: {'; '.join(why)}"
    return Answer(verdict=Verdict.CANNOT_TELL, text=text, why=why, count=count, documents=documents, blocks=blocks)


def _judged(answer: Answer, margin: float) -> Answer:
    """The answer with verdict and words by its estimate and rate."""
    estimate = answer.estimate
    if estimate is None or answer.rate is None:
        return answer
    interval = f"ratio {estimate.ratio:.3g}, 95 % interval {estimate.low:.3g} to {estimate.high:.3g}"
    largest = max(estimate.high, 1 / max(estimate.low, 1e-9))
    if answer.rate <= LEVEL:
        verdict = Verdict.ROSE if estimate.ratio > 1 else Verdict.FELL
        at = answer.change_point
        when = f" at about {at.day} ({at.first} to {at.last})" if at else ""
        return replace(answer, verdict=verdict, text=f"{verdict}{when}: {interval}, p or q = {answer.rate:.3g}", why=())
    if largest <= margin:
        text = f"no change larger than a factor of {largest:.3g}: {interval}"
        return replace(answer, verdict=Verdict.NO_CHANGE, text=text, why=())
    times = (math.log(estimate.detectable) / math.log(margin)) ** 2
    need = (
        f"about {times:.1f} times as much would be needed to see a factor of {margin:g}"
        if times > 1
        else (f"a factor of {estimate.detectable:.3g} or more would be seen in 80 of 100 such data")
    )
    alone = "alone it would count as a change, over all that was asked at once it does not"
    first = f"the data go with anything from {estimate.low:.3g} to {estimate.high:.3g}"
    why = (first, need) if estimate.low <= 1 <= estimate.high else (alone, f"q = {answer.rate:.3g}")
    return replace(answer, verdict=Verdict.CANNOT_TELL, text=f"cannot tell: {'; '.join(why)} ({interval})", why=why)
