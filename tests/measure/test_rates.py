"""The estimate of a change of rate."""

import numpy as np
import pytest

from sayso.measure.rates import block_correlation, estimate_change
from sayso.measure.student import count_interval

pytest.importorskip("scipy")

STEP = np.repeat([0.0, 1.0], 8)


def world(ratio: float, rate: float = 6.0, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    exposure = random.integers(20, 60, (16, 2)).astype(float)
    expected = rate * exposure / 40 * np.array([0.5, 2.0]) * np.where(STEP, ratio, 1.0)[:, None]
    return random.poisson(expected).astype(float), exposure


def test_a_doubled_rate_is_found() -> None:
    found = estimate_change(*world(2.0), STEP)
    assert found.low > 1.3
    assert found.low < 2 < found.high
    assert found.chance < 0.001


def test_an_equal_rate_is_not() -> None:
    found = estimate_change(*world(1.0), STEP)
    assert found.low < 1 < found.high


def test_the_ratio_is_that_of_poisson_regression() -> None:
    api = pytest.importorskip("statsmodels.api")
    counts, exposure = world(1.6, rate=400)
    design = np.column_stack([np.tile([1, 0], 16), np.tile([0, 1], 16), np.repeat(STEP, 2)])
    model = api.GLM(counts.ravel(), design, family=api.families.Poisson(), offset=np.log(exposure.ravel()))
    assert estimate_change(counts, exposure, STEP).ratio == pytest.approx(np.exp(model.fit().params[2]), rel=2e-3)


def test_a_lost_outlet_is_no_fall() -> None:
    """The talkative outlet is gone in the second half; the other goes on as before."""
    counts, exposure = np.tile([2.0, 30.0], (16, 1)), np.full((16, 2), 20.0)
    counts[8:, 1] = exposure[8:, 1] = 0
    found = estimate_change(counts, exposure, STEP)
    assert found.ratio == pytest.approx(1, abs=0.01)


def test_doubling_the_coverage_is_no_rise() -> None:
    counts, exposure = np.full((16, 1), 10.0), np.full((16, 1), 20.0)
    counts[8:], exposure[8:] = 20, 40
    assert estimate_change(counts, exposure, STEP).ratio == pytest.approx(1)


def test_a_side_without_any_stays_finite_and_unsure() -> None:
    counts, exposure = np.zeros((16, 1)), np.full((16, 1), 20.0)
    counts[8] = 4
    found = estimate_change(counts, exposure, STEP)
    assert found.low < 1 < found.ratio < found.high


def test_bursts_widen_the_interval() -> None:
    calm, exposure = np.full((16, 1), 10.0), np.full((16, 1), 20.0)
    bursts = calm.copy()
    bursts[::4] = 34
    bursts[1::4] = bursts[2::4] = bursts[3::4] = 2
    assert estimate_change(bursts, exposure, STEP).error > 2 * estimate_change(calm, exposure, STEP).error


def test_neighbours_alike_are_correlated_and_neighbours_unlike_are_not() -> None:
    assert block_correlation(np.repeat([1.0, -1.0], 8)) > 0.7
    assert block_correlation(np.tile([1.0, -1.0], 8)) == 0


def test_the_ratio_is_the_likeliest_of_scipy() -> None:
    """The same model, found by a general optimiser over levels and change at once."""
    optimize = pytest.importorskip("scipy.optimize")
    counts, exposure = world(1.6, rate=400)

    def loss(values: np.ndarray) -> float:
        mean = exposure * np.exp(values[:2] + np.outer(STEP, values[2]))
        return float((mean - counts * np.log(mean)).sum()) / counts.sum()

    best = optimize.minimize(loss, np.zeros(3), method="BFGS", options={"gtol": 1e-10})
    assert estimate_change(counts, exposure, STEP).ratio == pytest.approx(np.exp(best.x[2]), rel=2e-3)


@pytest.mark.parametrize("count", [0, 1, 7, 120])
def test_intervals_of_counts_are_those_of_scipy(count: int) -> None:
    chi2 = pytest.importorskip("scipy.stats").chi2
    low, high = count_interval(count)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 if count else 0.0)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2)
    assert count_interval(count, 4.0)[1] >= high
