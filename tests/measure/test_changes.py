"""The search for a change at any day."""

import numpy as np
import pytest

from sayso.measure.changes import LEAST_EDGE, _largest, find_change

STARTS = [f"2024-{1 + at // 4:02}-{1 + at % 4 * 7:02}" for at in range(12)]


def test_the_statistic_is_the_largest_of_scipys_t_over_all_places() -> None:
    stats = pytest.importorskip("scipy.stats")
    residual = np.random.default_rng(5).normal(0, 1, 12)
    residual[7:] += 2
    places = range(LEAST_EDGE, 12 - LEAST_EDGE + 1)
    known = [abs(stats.ttest_ind(residual[at:], residual[:at]).statistic) for at in places]
    found, at = _largest(residual[None])
    assert found[0] == pytest.approx(max(known))
    assert at[0] == places[int(np.argmax(known))]


def test_a_step_is_found_where_it_is_with_a_small_chance() -> None:
    counts = np.array([[20.0]] * 5 + [[60.0]] * 7)
    counts[::2] += 2
    found = find_change(counts, np.full((12, 1), 40.0), STARTS)
    assert found.day == STARTS[5]
    assert found.first <= found.day <= found.last
    assert found.chance <= 0.01


def test_the_same_question_has_the_same_answer() -> None:
    counts = np.random.default_rng(2).poisson(20, (12, 2)).astype(float)
    exposure = np.full((12, 2), 30.0)
    assert find_change(counts, exposure, STARTS) == find_change(counts, exposure, STARTS)
