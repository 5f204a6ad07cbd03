"""Readers of dates that name a calendar period: days, months, years, quarters, seasons, decades, holidays."""

from calendar import monthcalendar
from datetime import date, timedelta

from sayso.resolve.dates.calendar import Period, Unit, containing, day_of, month_of, timex, within_year, year_of
from sayso.resolve.dates.data import HOLIDAYS, Holiday
from sayso.resolve.dates.moment import (
    Moment,
    Reading,
    changed,
    dated,
    first_value,
    has,
    month_number,
    nearest_day,
    nearest_month,
    number_of,
    undated,
    year_number,
)
from sayso.resolve.dates.records import TimexType
from sayso.resolve.dates.shapes import Match
from sayso.resolve.dates.tokens import Token

_DAY_KINDS = ("day_no", "ordinal_no", "ordinal")


def iso_date(match: Match, moment: Moment) -> Reading | None:
    """Reads "2018-01-18" and "2018-01-18T10:30"."""
    text = str(match.tokens[0].value)
    year, month, number = (int(part) for part in text[:10].split("-"))
    day = day_of(year, month, number)
    if day is None:
        return None
    return Reading(type=TimexType.TIME if "T" in text else TimexType.DATE, value=text, period=day)


def slash_date(match: Match, moment: Moment) -> Reading | None:
    """Reads "10/26/2016" month first, and day first where only that is a date; ambiguous where both are."""
    first, second, year = (int(part) for part in str(match.tokens[0].value).split("/"))
    year = year if year > 99 else 2000 + year if year < 50 else 1900 + year
    month_first, day_first = day_of(year, first, second), day_of(year, second, first)
    day = month_first or day_first
    return day and dated(
        day, timex(day), ambiguous=month_first is not None and day_first is not None and first != second
    )


def calendar_day(match: Match, moment: Moment) -> Reading | None:
    """Reads a day of a month, with or without its year; without one, tense decides."""
    tokens = match.tokens
    month, number, year = month_number(tokens), number_of(tokens, *_DAY_KINDS), year_number(tokens, moment)
    if month is None or number is None:
        return None
    return _dated_day(match, moment, (year, month, number))


def second_day(match: Match, moment: Moment) -> Reading | None:
    """Reads the second day of "April 24 and 25"."""
    month, number = month_number(match.before), number_of(match.tokens, *_DAY_KINDS)
    if month is None or number is None:
        return None
    return _dated_day(match, moment, (year_number(match.after, moment), month, number))


def _dated_day(match: Match, moment: Moment, parts: tuple[int | None, int, int]) -> Reading | None:
    year, month, number = parts
    if year is not None:
        day = day_of(year, month, number)
        return day and dated(day, timex(day))
    if moment.day is None:
        return undated(f"XXXX-{month:02d}-{number:02d}")
    day, ambiguous = nearest_day(match, moment, month, number)
    return day and dated(day, timex(day), anchored=True, ambiguous=ambiguous)


def day_range(match: Match, moment: Moment) -> Reading | None:
    """Reads "June 20-22" as one period of days; its TIMEX3 value is the ISO 8601 interval."""
    numbers = [int(token.value) for token in match.tokens if token.kind in _DAY_KINDS]
    month, year = month_number(match.tokens), year_number(match.tokens, moment)
    if month is None or len(numbers) != 2 or numbers[0] >= numbers[1]:
        return None
    begin = _dated_day(match, moment, (year, month, numbers[0]))
    if begin is None or begin.period is None:
        return begin and undated(f"XXXX-{month:02d}-{numbers[0]:02d}/XXXX-{month:02d}-{numbers[1]:02d}")
    end = day_of(begin.period.first.year, month, numbers[1])
    if end is None:
        return None
    value = f"{timex(begin.period)}/{timex(end)}"
    return changed(begin, value=value, days=(begin.period.first, end.last))


def calendar_month(match: Match, moment: Moment) -> Reading | None:
    """Reads a month, with or without its year; without one, tense decides."""
    month, year = month_number(match.tokens), year_number(match.tokens, moment)
    if month is None:
        return None
    if year is not None:
        return dated(month_of(year, month), f"{year:04d}-{month:02d}")
    if moment.day is None:
        return undated(f"XXXX-{month:02d}")
    period, ambiguous = nearest_month(match, moment, month)
    return period and dated(period, timex(period), anchored=True, ambiguous=ambiguous)


def shift_of(tokens: tuple[Token, ...]) -> int | None:
    """-1 for "last" or "previous", 1 for "next", 0 for "this" or "current", None without such a word."""
    for token in tokens:
        step = {"last": -1, "next": 1, "this": 0, "current": 0, "latest": 0}.get(token.kind)
        if step is not None:
            return step
    return None


def shifted_year(tokens: tuple[Token, ...], moment: Moment) -> int | None:
    """The year of "this year", "last year", "that year"; None where it is not known."""
    step = shift_of(tokens)
    if step is not None:
        return moment.day.year + step if moment.day else None
    return moment.mentioned.first.year if moment.mentioned else moment.day.year if moment.day else None


def month_of_year(match: Match, moment: Moment) -> Reading | None:
    """Reads "February of this year", "June last year"."""
    month, year = month_number(match.tokens), shifted_year(match.tokens, moment)
    if month is None:
        return None
    if year is None:
        return undated(f"XXXX-{month:02d}")
    return dated(month_of(year, month), f"{year:04d}-{month:02d}", anchored=True)


def day_of_year(match: Match, moment: Moment) -> Reading | None:
    """Reads "March 3 of this year", "Oct. 12 last year"."""
    month, number, year = (
        month_number(match.tokens),
        number_of(match.tokens, *_DAY_KINDS),
        shifted_year(match.tokens, moment),
    )
    if month is None or number is None:
        return None
    if year is None:
        return undated(f"XXXX-{month:02d}-{number:02d}")
    day = day_of(year, month, number)
    return day and dated(day, timex(day), anchored=True)


def calendar_year(match: Match, moment: Moment) -> Reading | None:
    """Reads "2017", "the year 2000"."""
    year = year_number(match.tokens, moment)
    return (year and dated(year_of(year), f"{year:04d}")) or None


def year_in_words(match: Match, moment: Moment) -> Reading | None:
    """Reads "nineteen ninety-six"."""
    numbers = [int(t.value) for t in match.tokens if t.kind in {"teen", "ten", "small", "one_word"}]
    year = numbers[0] * 100 + sum(numbers[1:])
    return dated(year_of(year), f"{year:04d}")


def year_thousand(match: Match, moment: Moment) -> Reading | None:
    """Reads "the year two thousand and five"."""
    numbers = [int(t.value) for t in match.tokens if t.kind in {"small", "one_word", "teen", "ten"}]
    if first_value(match.tokens, "large") != 1000:
        return None
    year = numbers[0] * 1000 + sum(numbers[1:])
    return dated(year_of(year), f"{year:04d}")


def year_range(match: Match, moment: Moment) -> Reading | None:
    """Reads "1996-97", "2010–2015"."""
    first, last = int(match.tokens[0].value), int(match.tokens[-1].value)
    last = last if last > 99 else first // 100 * 100 + last
    reading = dated(year_of(first), f"{first:04d}/{last:04d}")
    return changed(reading, days=(date(first, 1, 1), date(last, 12, 31)))


def fiscal_year(match: Match, moment: Moment) -> Reading | None:
    """Reads "fiscal 1989"; the year's edges are the company's or government's own, so the EDTF is approximate."""
    year = year_number(match.tokens, moment) or number_of(match.tokens, "day_no")
    if year is None:
        return None
    year = year if year > 99 else 2000 + year
    return changed(dated(year_of(year), f"{year:04d}"), approximate=True)


def post_year(match: Match, moment: Moment) -> Reading | None:
    """Reads "post-1959", "pre-1914": open on one side, so without EDTF of its own."""
    year = year_number(match.tokens, moment)
    after = match.tokens[0].text.lower() == "post"
    return (year and Reading(type=TimexType.DATE, value=f"{year:04d}", mod="AFTER" if after else "BEFORE")) or None


def decade(match: Match, moment: Moment) -> Reading | None:
    """Reads "the 1990s", "the '80s", "the nineties"; without a century, the latest such decade that has begun."""
    word = first_value(match.tokens, "decade_word")
    digits = "".join(c for c in str(first_value(match.tokens, "decade") or "") if c.isdigit())
    if len(digits) == 4:
        index = int(digits) // 10
    else:
        tens = int(word) if word is not None else int(digits) // 10
        latest = (moment.day.year if moment.day else 2000) // 10
        index = latest - (latest - tens) % 10
    period = Period(unit=Unit.DECADE, index=index)
    return dated(period, timex(period))


def century(match: Match, moment: Moment) -> Reading | None:
    """Reads "the 11th century" (1001–1100)."""
    ordinal = number_of(match.tokens, "ordinal", "ordinal_no")
    if ordinal is None or first_value(match.tokens, "century") != "CE":
        return None
    period = Period(unit=Unit.CENTURY, index=ordinal - 1)
    return dated(period, timex(period))


def _season_number(tokens: tuple[Token, ...]) -> int:
    return number_of(tokens, "season", "season_weak") or 1


def season_of_year(match: Match, moment: Moment) -> Reading | None:
    """Reads "the summer of 1988", "fall of last year"."""
    year = year_number(match.tokens, moment)
    found = year if year is not None else shifted_year(match.tokens, moment)
    if found is None:
        return undated("XXXX")
    period = within_year(Unit.SEASON, found, _season_number(match.tokens))
    return dated(period, timex(period), anchored=year is None)


def latest_season(day: date, number: int) -> Period:
    """The latest season of a kind that had begun by `day`."""
    now = containing(Unit.SEASON, day)
    return now.shift(-((now.index % 4 + 1 - number) % 4))


def season(match: Match, moment: Moment) -> Reading | None:
    """Reads "the summer" as the latest one that has begun."""
    if moment.day is None:
        return undated("XXXX")
    period = latest_season(moment.day, _season_number(match.tokens))
    return dated(period, timex(period), anchored=True, ambiguous=True)


def holiday(match: Match, moment: Moment) -> Reading | None:
    """Reads holidays; without a year, the nearest by tense as for other days."""
    index = number_of(match.tokens, "holiday")
    if index is None:
        return None
    entry = HOLIDAYS[index]
    year = year_number(match.tokens, moment)
    if year is None and has(match.tokens, "year_word"):
        year = shifted_year(match.tokens, moment)
    if year is not None:
        day = _holiday_in(entry, year)
        return dated(day, timex(day))
    if moment.day is None:
        return undated("XXXX-XX-XX" if entry.day is None else f"XXXX-{entry.day}")
    this_year = _holiday_in(entry, moment.day.year)
    near, ambiguous = nearest_day(match, moment, this_year.first.month, this_year.first.day)
    if near is None:
        return None
    day = _holiday_in(entry, near.first.year + (shift_of(match.tokens) == 1 and near.first < moment.day))
    return dated(day, timex(day), anchored=True, ambiguous=ambiguous)


def _holiday_in(entry: Holiday, year: int) -> Period:
    if entry.day is not None:
        month, number = (int(part) for part in entry.day.split("-"))
        return containing(Unit.DAY, date(year, month, number))
    if entry.nth is not None:
        month, weekday, which = entry.nth
        days = [week[weekday - 1] for week in monthcalendar(year, month) if week[weekday - 1]]
        return containing(Unit.DAY, date(year, month, days[which - 1 if which > 0 else which]))
    return containing(Unit.DAY, _easter(year) + timedelta(days=entry.easter or 0))


def _easter(year: int) -> date:
    """Easter Sunday of the Western churches, by the anonymous Gregorian reckoning."""
    golden, century_number, rest = year % 19, year // 100, year % 100
    leap_centuries, century_rest = divmod(century_number, 4)
    moon = (century_number - (century_number + 8) // 25 + 1) // 3
    epact = (19 * golden + century_number - leap_centuries - moon + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    fix = (golden + 11 * epact + 22 * weekday) // 451
    month, number = divmod(epact + weekday - 7 * fix + 114, 31)
    return date(year, month, number + 1)
