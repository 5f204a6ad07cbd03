"""How a rate differs between two times or drifts over all of it: the estimate, its interval, and what could be seen.

Counts of statements are over-dispersed (bursts, reprints) and autocorrelated (stories last), outlets differ in their
rates, and their shares of the collection change. So every outlet has a rate of its own, only the change is common, and
what the change is worth is judged from how it moves when each block of neighbouring time is left out in turn.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sayso.measure.student import quantile, two_sided
from sayso.records import Value

Matrix = NDArray[np.float64]
"""Blocks of time by outlets."""

CONFIDENCE = 0.95
POWER = 0.8
_STEPS = 40
_WIDEST = 12.0
"""The greatest change that is told apart from "out of nothing": e to this power."""


class Estimate(Value, frozen=True, kw_only=True):
    """A change of rate.

    Attributes:
        ratio: rate at the end (or after the day) divided by the rate at the start (or before).
        low, high: 95 % interval of the ratio.
        chance: chance of a difference at least so large if nothing had changed (two-sided p value).
        error: standard error of the ratio's natural logarithm.
        freedom: degrees of freedom that the blocks leave.
        detectable: the smallest ratio above one that would be found in 80 of 100 such data.
        dispersion: variance over mean of the blocks' counts; 1 where statements come one by one.
        correlation: of each block with the next; 0 where it is not above.
    """

    ratio: float
    low: float
    high: float
    chance: float
    error: float
    freedom: float
    detectable: float
    dispersion: float
    correlation: float


def estimate_change(counts: Matrix, exposure: Matrix, shape: NDArray[np.float64]) -> Estimate:
    """The change of rate along a shape.

    Method: Poisson regression with a level for each outlet (profiled out) and one common change along `shape`. The
    variance is that of the delete-one-block jackknife, widened by the correlation that is left between neighbouring
    blocks, and never below that of counts that come one by one; intervals are those of Student's t with the degrees of
    freedom that the blocks' unequal weights leave. One statement's worth of "no change" is added, so that a side
    without any stays finite.

    Args:
        counts: what is counted, blocks by outlets.
        exposure: documents, in the same places.
        shape: one number a block: 0 before and 1 after for a step, 0 to 1 for a trend.
    """
    kept = exposure.sum(axis=0) > 0
    y, n = counts[:, kept], exposure[:, kept]
    y = y + n * (y.sum(axis=0) / n.sum(axis=0)) / max(float(y.sum()), 1.0)
    beta = float(_solve(y[None], n[None], shape)[0])
    mean, residual, information = _fit(y, n, shape, beta)
    blocks = len(shape)
    dispersion = max(1.0, float(((residual.sum(1) ** 2) / mean.sum(1).clip(1e-9)).sum() / max(blocks - 2, 1)))
    correlation = block_correlation(residual.sum(1) / np.sqrt(mean.sum(1).clip(1e-9)), fitted=3)
    weights = (mean * _centred(mean, shape) ** 2).sum(1)
    freedom = max(float(weights.sum() ** 2 / (weights**2).sum()) - 2, 1.0)
    variance = max(_jackknife(y, n, shape), 1 / information)
    variance *= (1 + correlation) / (1 - correlation)
    return _estimate(beta, math.sqrt(variance), freedom, (dispersion, correlation))


def _estimate(beta: float, error: float, freedom: float, spread: tuple[float, float]) -> Estimate:
    reach = quantile((1 + CONFIDENCE) / 2, freedom)
    seen = reach + quantile(POWER, freedom)
    return Estimate(
        ratio=_round(math.exp(beta)),
        low=_round(_power(beta - reach * error)),
        high=_round(_power(beta + reach * error)),
        chance=round(two_sided(beta / error, freedom), 4),
        error=round(error, 4),
        freedom=round(freedom, 1),
        detectable=_round(_power(seen * error)),
        dispersion=round(spread[0], 2),
        correlation=round(spread[1], 2),
    )


def _power(logarithm: float) -> float:
    return math.exp(min(max(logarithm, -_WIDEST), _WIDEST))


def _round(ratio: float) -> float:
    """Four significant digits."""
    return float(f"{ratio:.4g}")


def _solve(y: NDArray[np.float64], n: NDArray[np.float64], shape: NDArray[np.float64]) -> NDArray[np.float64]:
    """The common change for each of several data sets (sets by blocks by outlets): Newton's method in one unknown."""
    beta = np.zeros(len(y))
    x = shape[None, :, None]
    of_outlet = y.sum(axis=1, keepdims=True)
    for _ in range(_STEPS):
        weight = n * np.exp(beta[:, None, None] * x)
        share = weight / weight.sum(axis=1, keepdims=True).clip(1e-300)
        middle = (share * x).sum(axis=1, keepdims=True)
        score = (x * y).sum((1, 2)) - (of_outlet * middle).sum((1, 2))
        information = (of_outlet * (share * (x - middle) ** 2).sum(axis=1, keepdims=True)).sum((1, 2))
        step = np.clip(score / information.clip(1e-9), -1, 1)
        beta = np.clip(beta + step, -_WIDEST, _WIDEST)
        if np.abs(step).max() < 1e-8:
            break
    return beta


def _fit(y: Matrix, n: Matrix, shape: NDArray[np.float64], beta: float) -> tuple[Matrix, Matrix, float]:
    """Expected counts, residuals, and the information about the change."""
    weight = n * np.exp(beta * shape)[:, None]
    mean = weight / weight.sum(0) * y.sum(0)
    information = float((mean * _centred(mean, shape) ** 2).sum())
    return mean, y - mean, max(information, 1e-9)


def _centred(mean: Matrix, shape: NDArray[np.float64]) -> Matrix:
    """The shape less its mean in each outlet."""
    return shape[:, None] - (mean * shape[:, None]).sum(0) / mean.sum(0).clip(1e-300)


def _jackknife(y: Matrix, n: Matrix, shape: NDArray[np.float64]) -> float:
    """The variance of the change, from leaving out each block in turn."""
    blocks = len(shape)
    keep = 1.0 - np.eye(blocks)[:, :, None]
    betas = _solve(y[None] * keep, n[None] * keep, shape)
    return float((blocks - 1) / blocks * ((betas - betas.mean()) ** 2).sum())


def block_correlation(residual: NDArray[np.float64], fitted: int = 2) -> float:
    """The correlation of neighbouring blocks; below zero counts as none.

    Args:
        residual: of the blocks, in time.
        fitted: how many numbers were fitted to them, each of which makes neighbours look a little less alike.
    """
    square = float((residual**2).sum())
    if square == 0 or len(residual) < 4:
        return 0.0
    raw = float((residual[1:] * residual[:-1]).sum()) / square + fitted / len(residual)
    return min(max(raw, 0.0), 0.8)
