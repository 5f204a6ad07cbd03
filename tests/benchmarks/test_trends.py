"""The calibration of trends, in short form: few runs, so the bounds are wide."""

from dataclasses import replace

import pytest
from benchmarks.trends import NULL, discoveries, tally

from sayso.measure.answers import Test

pytest.importorskip("scipy")

HARD = NULL[-2]
"""Autocorrelation, bursts, reprints and breaks in coverage together."""


def test_without_a_change_little_is_found_where_the_naive_test_finds_much() -> None:
    found = tally(HARD, 40)
    assert max(found.found.values()) <= 0.125
    assert found.naive >= 0.5
    assert found.covered >= 0.87


def test_a_doubled_rate_is_mostly_found_where_statements_are_independent() -> None:
    found = tally(replace(NULL[0], ratio=2.0, statements=200), 20, (Test.COMPARE,))
    assert found.found[Test.COMPARE] >= 0.7


def test_of_many_series_few_are_found_wrongly() -> None:
    wrong, _ = discoveries(6)
    assert wrong <= 0.2
