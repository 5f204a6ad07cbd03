"""Bins, gaps, blocks, and the four answers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.measure.answers import Test, Verdict, answer, answers
from sayso.measure.series import Counted, Coverage, Every, Series, make_blocks, make_series

pytest.importorskip("scipy")

START = date(2024, 1, 1)


def series(rates: list[int], documents: int = 10, cut: str | None = None) -> Series:
    """A week a number: so many statements, in so many documents of one outlet; -1 is a week without documents."""
    days = [(START + timedelta(days=7 * at)).isoformat() for at in range(len(rates))]
    covered = [day for day, rate in zip(days, rates, strict=True) if rate >= 0 for _ in range(documents)]
    counted = [day for day, rate in zip(days, rates, strict=True) for _ in range(max(rate, 0))]
    return make_series(
        (Counted(outlet="Tide", first=day, last=day) for day in counted),
        (Coverage(outlet="Tide", first=day, last=day) for day in covered),
        Every.WEEK,
        cut,
    )


def week(at: int) -> str:
    return (START + timedelta(days=7 * at)).isoformat()


def test_a_gap_is_no_zero() -> None:
    found = series([3, -1, 0, 2])
    assert [(b.count, b.documents, b.rate) for b in found.bins] == [
        (3, 10, 0.3),
        (0, 0, None),
        (0, 10, 0.0),
        (2, 10, 0.2),
    ]
    assert make_blocks(found, 0, 4, 10).starts == (week(0), week(2), week(3))


def test_a_day_that_is_not_known_well_enough_is_told() -> None:
    vague = Coverage(outlet="Tide", first="2024-01-01", last="2024-01-31")
    assert make_series((), [vague], Every.DAY).unplaced_documents == 1
    assert make_series((), [vague], Every.MONTH).unplaced_documents == 0


def test_a_bin_begins_at_the_day_that_is_compared() -> None:
    days = [Coverage(outlet="Tide", first=day, last=day) for day in ("2024-01-09", "2024-01-20", "2024-02-03")]
    starts = [b.start for b in make_series((), days, Every.MONTH, "2024-01-15").bins]
    assert starts == ["2024-01-01", "2024-01-15", "2024-02-01"]


@given(st.lists(st.integers(-1, 5), min_size=1, max_size=40), st.integers(1, 12))
def test_blocks_lose_nothing_and_are_not_more_than_asked_for(rates: list[int], number: int) -> None:
    found = series(rates)
    blocks = make_blocks(found, 0, len(found.bins), number)
    assert len(blocks.starts) <= number
    assert sum(sum(row) for row in blocks.counts) == sum(max(rate, 0) for rate in rates)


@pytest.mark.parametrize(
    ("rates", "verdict"),
    [
        ([4, 6, 5, 5, 3, 6, 4, 5] * 2 + [12, 15, 11, 14, 13, 12, 16, 13] * 2, Verdict.ROSE),
        ([12, 15, 11, 14, 13, 12, 16, 13] * 2 + [4, 6, 5, 5, 3, 6, 4, 5] * 2, Verdict.FELL),
        ([48, 52, 50, 49, 51, 50, 47, 53] * 4, Verdict.NO_CHANGE),
        ([0, 2, 0, 1, 0, 0, 3, 0] * 4, Verdict.CANNOT_TELL),
    ],
)
def test_each_answer_is_given(rates: list[int], verdict: Verdict) -> None:
    found = answer(series(rates, cut=week(16)), Test.COMPARE, 1.5, week(16))
    assert found.verdict is verdict, found.text


def test_a_few_documents_cannot_tell_and_say_why() -> None:
    found = answer(series([20, 25, 40]), Test.TREND, 1.5)
    assert found.verdict is Verdict.CANNOT_TELL
    assert "3 separate stretches" in found.text
    assert found.estimate is None


def test_what_cannot_be_told_says_how_much_would_be_needed() -> None:
    found = answer(series([1, 3, 0, 2, 1, 2, 4, 0] * 3), Test.TREND, 1.2)
    assert found.verdict is Verdict.CANNOT_TELL
    assert "times as much" in found.text


def test_nothing_at_all_cannot_tell() -> None:
    assert answer(make_series((), (), Every.WEEK), Test.CHANGE, 1.5).verdict is Verdict.CANNOT_TELL


def test_the_day_of_a_change_is_found() -> None:
    found = answer(series([4, 6, 5, 5, 3] * 4 + [16, 14, 15, 17, 13] * 4), Test.CHANGE, 1.5)
    assert found.verdict is Verdict.ROSE
    assert found.change_point is not None
    assert found.change_point.first <= week(20) <= found.change_point.last


def test_many_questions_at_once_are_judged_together() -> None:
    """One that is barely found alone is not found among many that are nothing."""
    nothing = answer(series([3, 4, 2, 3, 5, 3, 3, 4] * 4), Test.TREND, 1.5)
    barely = answer(series([6, 9, 5, 8, 10, 7, 8, 11, 9, 8, 12, 9, 13, 10, 12, 15, 11, 13, 16, 12]), Test.TREND, 1.5)
    assert barely.verdict is Verdict.ROSE
    assert answers([barely, *[nothing] * 40], 1.5)[0].verdict is Verdict.CANNOT_TELL
    assert answers([barely], 1.5)[0] == barely
