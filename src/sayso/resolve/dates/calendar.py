"""Calendar periods as (unit, index): a month, a week, a quarter; shifting one is adding to its index.

Conventions: weeks run Monday to Sunday and are named as ISO 8601 names them; a weekend is the Saturday and Sunday of a
week; winter of a year begins in the December before it; the 20th century is 1901–2000.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from sayso.records.base import Value

Interval = tuple[str | None, str | None]
"""First and last day, both included, as ISO dates; None where open."""


class Unit(StrEnum):
    """The units of calendar periods, named by their TIMEX3 letters where they have one."""

    DAY = "D"
    WEEK = "W"
    WEEKEND = "WE"
    MONTH = "M"
    QUARTER = "Q"
    SEASON = "S"
    HALF = "H"
    YEAR = "Y"
    DECADE = "DE"
    CENTURY = "CE"


MONTHS_IN = {
    Unit.MONTH: 1,
    Unit.QUARTER: 3,
    Unit.SEASON: 3,
    Unit.HALF: 6,
    Unit.YEAR: 12,
    Unit.DECADE: 120,
    Unit.CENTURY: 1200,
}
"""Length in months of every unit that is made of whole months."""

_MONTH_OFFSET = {Unit.SEASON: -1, Unit.CENTURY: 12}
"""Where index 0 begins, in months after January of year 0: seasons begin in December, centuries in a year 1."""

_DIGITS = {Unit.YEAR: 4, Unit.DECADE: 3, Unit.CENTURY: 2}
"""How many digits of the year the TIMEX3 value of a unit has."""

_SEASON_CODES = ("WI", "SP", "SU", "FA")


class Period(Value, frozen=True, kw_only=True):
    """One calendar period.

    Attributes:
        unit: what kind of period.
        index: its number among the periods of that unit; the next one is `index + 1`.
    """

    unit: Unit
    index: int

    def shift(self, count: int) -> "Period":
        """The period `count` units later, or earlier when negative."""
        return Period(unit=self.unit, index=self.index + count)

    @property
    def first(self) -> date:
        """The first day."""
        return _first_day(self.unit, self.index)

    @property
    def last(self) -> date:
        """The last day."""
        if self.unit is Unit.WEEKEND:
            return self.first + timedelta(days=1)
        return _first_day(self.unit, self.index + 1) - timedelta(days=1)


class OutOfCalendarError(ArithmeticError):
    """A period lies before the year 1 or after 9999: "a million years ago"."""


def _first_day(unit: Unit, index: int) -> date:
    try:
        if unit is Unit.DAY:
            return date.fromordinal(index)
        if unit in (Unit.WEEK, Unit.WEEKEND):
            return date.fromordinal(index * 7 + 1 + (5 if unit is Unit.WEEKEND else 0))
        months = index * MONTHS_IN[unit] + _MONTH_OFFSET.get(unit, 0)
        return date(months // 12, months % 12 + 1, 1)
    except (ValueError, OverflowError) as error:
        raise OutOfCalendarError(f"{unit} {index}") from error


def containing(unit: Unit, day: date) -> Period:
    """The period of `unit` that holds `day`; for weekends, the one of its week."""
    if unit is Unit.DAY:
        return Period(unit=unit, index=day.toordinal())
    if unit in (Unit.WEEK, Unit.WEEKEND):
        return Period(unit=unit, index=(day.toordinal() - 1) // 7)
    months = day.year * 12 + day.month - 1 - _MONTH_OFFSET.get(unit, 0)
    return Period(unit=unit, index=months // MONTHS_IN[unit])


def day_of(year: int, month: int, day: int) -> Period | None:
    """A calendar day, or None where the calendar has none such (31 June)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return containing(Unit.DAY, date(year, month, day))


def month_of(year: int, month: int) -> Period:
    """A calendar month."""
    return Period(unit=Unit.MONTH, index=year * 12 + month - 1)


def year_of(year: int) -> Period:
    """A calendar year."""
    return Period(unit=Unit.YEAR, index=year)


def within_year(unit: Unit, year: int, ordinal: int) -> Period:
    """The `ordinal`-th quarter, half or season (1 = winter) of a year, counted from 1."""
    return Period(unit=unit, index=year * (12 // MONTHS_IN[unit]) + ordinal - 1)


def timex(period: Period) -> str:
    """The TIMEX3 value of a period.

    Example:
        >>> timex(day_of(2018, 1, 18))
        '2018-01-18'
        >>> timex(within_year(Unit.QUARTER, 1989, 3))
        '1989-Q3'
    """
    first = period.first
    match period.unit:
        case Unit.DAY:
            return first.isoformat()
        case Unit.WEEK | Unit.WEEKEND:
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if period.unit is Unit.WEEKEND else "")
        case Unit.MONTH:
            return f"{first.year:04d}-{first.month:02d}"
        case Unit.QUARTER | Unit.HALF:
            per_year = 12 // MONTHS_IN[period.unit]
            return f"{first.year:04d}-{period.unit}{period.index % per_year + 1}"
        case Unit.SEASON:
            return f"{period.index // 4:04d}-{_SEASON_CODES[period.index % 4]}"
        case Unit.YEAR | Unit.DECADE | Unit.CENTURY:
            return f"{period.index:0{_DIGITS[period.unit]}d}"


def edtf(period: Period, approximate: bool = False) -> str:
    """The EDTF of a period: a day, month or year by itself, anything else as `a/b`; `~` where approximate."""
    mark = "~" if approximate else ""
    first, last = period.first, period.last
    if period.unit in (Unit.DAY, Unit.MONTH, Unit.YEAR):
        return timex(period) + mark
    if period.unit in (Unit.WEEK, Unit.WEEKEND):
        return f"{first.isoformat()}{mark}/{last.isoformat()}{mark}"
    if period.unit in (Unit.DECADE, Unit.CENTURY):
        return f"{first.year:04d}{mark}/{last.year:04d}{mark}"
    return f"{first.isoformat()[:7]}{mark}/{last.isoformat()[:7]}{mark}"


def interval_edtf(days: Interval) -> str:
    """The EDTF of two days: `..` where one is open, years alone where both ends are a year's, one day by itself."""
    first, last = days
    if first and last and first.endswith("-01-01") and last.endswith("-12-31"):
        first, last = first[:4], last[:4]
    return first if first == last and first else f"{first or '..'}/{last or '..'}"


def interval(period: Period) -> Interval:
    """First and last day of a period as ISO dates."""
    return period.first.isoformat(), period.last.isoformat()


class Part(StrEnum):
    """Which part of a period is meant; the value is the TIMEX3 `mod`."""

    START = "START"
    MID = "MID"
    END = "END"


def part_of(period: Period, part: Part) -> tuple[date, date]:
    """First and last day of a part of a period.

    Method: of a month, days 1–10, 11–20 and the rest; of a decade, years 0–3, 4–6 and 7–9; of anything else, thirds of
    its days.
    """
    first, last = period.first, period.last
    if period.unit is Unit.MONTH:
        edges = (first, first + timedelta(days=10), first + timedelta(days=20))
    elif period.unit is Unit.DECADE:
        edges = (first, date(first.year + 4, 1, 1), date(first.year + 7, 1, 1))
    elif period.unit is Unit.YEAR:
        edges = (first, date(first.year, 5, 1), date(first.year, 9, 1))
    else:
        third = ((last - first).days + 1) // 3
        edges = (first, first + timedelta(days=third), first + timedelta(days=2 * third))
    ends = (edges[1] - timedelta(days=1), edges[2] - timedelta(days=1), last)
    which = list(Part).index(part)
    return edges[which], ends[which]


def span_of_days(first: date, last: date) -> Interval:
    """Two days as an interval of ISO dates."""
    return first.isoformat(), last.isoformat()
