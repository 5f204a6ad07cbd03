"""Whether a rate changes at any one time, and when: a search over all places, paid for by permuting blocks of time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.measure.rates import Matrix, block_correlation
from sayso.records import Value

SHUFFLES = 999
SEED = 20_160_229
"""Where the shuffles begin: the same question has the same answer, on every machine."""
LEAST_EDGE = 3
"""Blocks before the first and after the last place where a change is looked for."""


class ChangePoint(Value, frozen=True, kw_only=True):
    """Where a rate changes most.

    Attributes:
        day: first day of the first block with the new rate.
        first, last: 95 % interval of that day, in blocks.
        chance: chance of a change at least so clear anywhere, if nothing had changed.
    """

    day: str
    first: str
    last: str
    chance: float


def find_change(counts: Matrix, exposure: Matrix, starts: Sequence[str]) -> ChangePoint:
    """The place where the rate changes most.

    Method: the largest cumulated residual under one rate an outlet, scaled by its own spread, over all places; its
    chance is how often shuffled blocks give a larger one, where the statistic of the data is first made smaller by the
    correlation of neighbouring blocks. The interval of the day is that of 999 data sets with residuals drawn anew on
    either side of the change. It is the most likely single change: several are not told apart.

    Args:
        counts, exposure: blocks by outlets.
        starts: first day of each block.
    """
    mean = exposure * (counts.sum(0) / exposure.sum(0).clip(1))
    expected = mean.sum(1).clip(1e-9)
    residual = (counts - mean).sum(1) / np.sqrt(expected)
    residual = residual - residual.mean()
    statistic, at = _largest(residual[None])
    inside = _without_step(residual, int(at[0]))
    correlation = block_correlation(inside, fitted=4)
    statistic = statistic * np.sqrt((1 - correlation) / (1 + correlation))
    random = np.random.default_rng(SEED)
    shuffled = random.permuted(np.tile(residual, (SHUFFLES, 1)), axis=1)
    chance = (1 + int((_largest(shuffled)[0] >= statistic[0]).sum())) / (SHUFFLES + 1)
    step = residual - inside
    drawn = _largest(step + random.choice(inside, (SHUFFLES, len(inside))))[1]
    first, last = (int(v) for v in np.quantile(drawn, (0.025, 0.975), method="nearest"))
    return ChangePoint(day=starts[int(at[0])], first=starts[first], last=starts[last], chance=round(chance, 4))


def _largest(residual: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The largest difference between before and after, in its own errors, and where; for each row."""
    blocks = residual.shape[1]
    places: NDArray[np.int64] = np.arange(LEAST_EDGE, blocks - LEAST_EDGE + 1, dtype=np.int64)
    before = np.cumsum(residual, axis=1)[:, places - 1]
    whole, squares = residual.sum(1, keepdims=True), (residual**2).sum(1, keepdims=True)
    size = places * (blocks - places) / blocks
    difference = (whole - before) / (blocks - places) - before / places
    left = (squares - whole**2 / blocks - size * difference**2).clip(1e-9) / (blocks - 2)
    found = np.abs(difference) * np.sqrt(size / left)
    best = found.argmax(1)
    return np.take_along_axis(found, best[:, None], 1)[:, 0], places[best]


def _without_step(residual: NDArray[np.float64], at: int) -> NDArray[np.float64]:
    return np.concatenate([side - side.mean() for side in (residual[:at], residual[at:])])
