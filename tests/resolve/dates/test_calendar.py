from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.resolve.dates.calendar import Part, Unit, containing, day_of, edtf, part_of, timex

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2200, 12, 31))


@given(DAYS, st.sampled_from([unit for unit in Unit if unit is not Unit.WEEKEND]))
def test_a_period_holds_the_day_it_was_made_from(day: date, unit: Unit):
    period = containing(unit, day)
    assert period.first <= day <= period.last


@given(DAYS, st.sampled_from(list(Unit)), st.integers(min_value=-40, max_value=40))
def test_shifting_and_shifting_back_changes_nothing(day: date, unit: Unit, count: int):
    assert containing(unit, day).shift(count).shift(-count) == containing(unit, day)


@given(DAYS, st.sampled_from([unit for unit in Unit if unit is not Unit.WEEKEND]))
def test_periods_of_a_unit_leave_no_day_out(day: date, unit: Unit):
    period = containing(unit, day)
    assert (period.shift(1).first - period.last).days == 1


@given(DAYS, st.sampled_from([Unit.MONTH, Unit.YEAR, Unit.DECADE]))
def test_the_parts_of_a_period_cover_it_in_order(day: date, unit: Unit):
    period = containing(unit, day)
    parts = [part_of(period, part) for part in Part]
    assert parts[0][0] == period.first
    assert parts[-1][1] == period.last
    assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(parts))


@pytest.mark.parametrize(
    ("unit", "value", "as_edtf"),
    [
        (Unit.DAY, "2018-01-18", "2018-01-18"),
        (Unit.WEEK, "2018-W03", "2018-01-15/2018-01-21"),
        (Unit.WEEKEND, "2018-W03-WE", "2018-01-20/2018-01-21"),
        (Unit.MONTH, "2018-01", "2018-01"),
        (Unit.QUARTER, "2018-Q1", "2018-01/2018-03"),
        (Unit.SEASON, "2018-WI", "2017-12/2018-02"),
        (Unit.HALF, "2018-H1", "2018-01/2018-06"),
        (Unit.YEAR, "2018", "2018"),
        (Unit.DECADE, "201", "2010/2019"),
        (Unit.CENTURY, "20", "2001/2100"),
    ],
)
def test_every_unit_has_its_timex_value_and_edtf(unit: Unit, value: str, as_edtf: str):
    period = containing(unit, date(2018, 1, 18))
    assert (timex(period), edtf(period)) == (value, as_edtf)


def test_a_day_the_calendar_does_not_have_is_none():
    assert day_of(2018, 2, 29) is None
