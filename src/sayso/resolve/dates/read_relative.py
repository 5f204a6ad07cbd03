"""Readers of dates that count from the anchor, from another expression, or within a period."""

import re
from datetime import date, timedelta

from sayso.resolve.dates.calendar import Part, Period, Unit, containing, part_of, timex
from sayso.resolve.dates.moment import (
    Moment,
    Reading,
    changed,
    dated,
    first_value,
    has,
    month_number,
    nearest_month,
    number_of,
    sign_of,
    undated,
    weekday_number,
    year_number,
)
from sayso.resolve.dates.numbers import Amount, amount_of, unit_letter
from sayso.resolve.dates.read_calendar import calendar_day, latest_season, shift_of, shifted_year
from sayso.resolve.dates.records import TimexType
from sayso.resolve.dates.shapes import Match
from sayso.resolve.dates.tense import Direction
from sayso.resolve.dates.tokens import Token

_UNKNOWN = {
    Unit.DAY: "XXXX-XX-XX",
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX",
}
_UNITS = {
    "D": Unit.DAY,
    "W": Unit.WEEK,
    "M": Unit.MONTH,
    "Q": Unit.QUARTER,
    "Y": Unit.YEAR,
    "DE": Unit.DECADE,
    "CE": Unit.CENTURY,
}
_REFERRING = ("that", "same")
_POINTING_BACK = frozenset({"previous", "following", "next", "preceding", "subsequent", "prior"})
_TOKENS_BACK = 40
"""Tokens: how far back "that day" and "the next morning" look for the day they mean."""


def deictic_day(match: Match, moment: Moment) -> Reading | None:
    """Reads "today", "yesterday", "tomorrow", "the day before yesterday", "tomorrow night"."""
    step = number_of(match.tokens, "today") or 0
    step += number_of(match.tokens, "before") or 0
    part = first_value(match.tokens, "daypart")
    if moment.day is None:
        return undated("XXXX-XX-XX" + (f"T{part}" if part else ""))
    return _day_reading(containing(Unit.DAY, moment.day).shift(step), part)


def tonight(match: Match, moment: Moment) -> Reading | None:
    """Reads "tonight" as the night of the anchor's day."""
    if moment.day is None:
        return undated("XXXX-XX-XXTNI")
    return _day_reading(containing(Unit.DAY, moment.day), "NI")


def _day_reading(day: Period, part: object = None) -> Reading:
    reading = dated(day, timex(day), anchored=True)
    return changed(reading, type=TimexType.TIME, value=f"{reading.value}T{part}") if part else reading


def base_day(match: Match, moment: Moment) -> Period | None:
    """The day that "that day" or "the next morning" counts from: the last day mentioned close by, or the anchor's."""
    if moment.mentioned and moment.mentioned.unit is Unit.DAY and _near(match, moment):
        return moment.mentioned
    return containing(Unit.DAY, moment.day) if moment.day else None


def shifted_day_part(match: Match, moment: Moment) -> Reading | None:
    """Reads "this morning", "last night", "the next morning", "that evening"."""
    part = first_value(match.tokens, "daypart")
    step = shift_of(match.tokens) or 0
    refers = has(match.tokens, *_REFERRING) or (has(match.tokens, "the") and step != 0)
    day = base_day(match, moment) if refers else (containing(Unit.DAY, moment.day) if moment.day else None)
    return _day_reading(day.shift(step), part) if day else undated(f"XXXX-XX-XXT{part}")


def weekday(match: Match, moment: Moment) -> Reading | None:
    """Reads "Friday", "last Friday", "next Friday", "Friday night".

    Method: the last such day up to and including the anchor's; after it where tense or "next" says so; "last" is
    before it.
    """
    number, part = weekday_number(match.tokens), first_value(match.tokens, "daypart")
    if number is None:
        return None
    if moment.day is None:
        return undated(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    back = (moment.day.isoweekday() - number) % 7
    step = shift_of(match.tokens)
    if step is None:
        sign = sign_of(match)
        possessive = match.lexed.kind(match.end) == "possessive"
        ahead = sign is not None and sign.direction is Direction.FUTURE and back > 0 and not possessive
        reading = _day_reading(containing(Unit.DAY, moment.day).shift(7 - back if ahead else -back), part)
        return changed(reading, ambiguous=sign is None and back > 0)
    return _day_reading(containing(Unit.DAY, moment.day).shift(_shifted_weekday(back, step)), part)


def _shifted_weekday(back: int, step: int) -> int:
    if step > 0:
        return 7 - back
    return -(back or 7) if step < 0 else (-back if back < 4 else 7 - back)


def weekday_of_week(match: Match, moment: Moment) -> Reading | None:
    """Reads "Tuesday of last week"."""
    number, step = weekday_number(match.tokens), shift_of(match.tokens)
    if number is None or first_value(match.tokens, "unit") != "W":
        return None
    if moment.day is None:
        return undated(f"XXXX-WXX-{number}")
    week = containing(Unit.WEEK, moment.day).shift(step or 0)
    return _day_reading(containing(Unit.DAY, week.first + timedelta(days=number - 1)))


def shifted_name(match: Match, moment: Moment) -> Reading | None:
    """Reads "last June", "next spring", "this fall", "that summer"."""
    month, step = month_number(match.tokens), shift_of(match.tokens)
    season = number_of(match.tokens, "season", "season_weak")
    if moment.day is None:
        return undated(f"XXXX-{month:02d}" if month else "XXXX")
    if has(match.tokens, *_REFERRING) and moment.mentioned:
        day = moment.mentioned.last
        period = _named_before(day, month, season)
        return dated(period, timex(period), anchored=True)
    return _shifted_by_anchor(match, moment, step or 0)


def _named_before(day: date, month: int | None, season: int | None) -> Period:
    """The latest month or season of a name that had begun by `day`."""
    if season is not None:
        return latest_season(day, season)
    now = containing(Unit.MONTH, day)
    return now.shift(-((day.month - (month or 1)) % 12))


def _shifted_by_anchor(match: Match, moment: Moment, step: int) -> Reading | None:
    day, month = moment.day, month_number(match.tokens)
    season = number_of(match.tokens, "season", "season_weak")
    if day is None:
        return None
    cycle = 4 if season else 12
    begun = _named_before(day, month, season)
    running = begun.last >= day
    if step < 0:
        period = begun.shift(-cycle) if running else begun
    elif step > 0:
        period = begun.shift(cycle)
    elif month is not None:
        period = nearest_month(match, moment, month)[0] or begun
    else:
        period = begun if running or begun.last.year == day.year or day.month < 3 else begun.shift(cycle)
    return dated(period, timex(period), anchored=True)


def shifted_unit(match: Match, moment: Moment) -> Reading | None:
    """Reads "last year", "this week", "the previous month", "that day", "the following week", "the latest quarter"."""
    unit = Unit.WEEKEND if has(match.tokens, "weekend") else _UNITS.get(unit_letter(match.tokens) or "")
    step = shift_of(match.tokens) or 0
    if unit is None:
        return None
    if (
        unit is Unit.DAY
        and _refers(match)
        and _near(match, moment)
        and moment.mentioned
        and moment.mentioned.unit is Unit.MONTH
    ):
        return dated(moment.mentioned, timex(moment.mentioned) + "-XX", anchored=True)
    base = _base_of(match, moment, unit)
    if base is None:
        return undated(_UNKNOWN.get(unit, "XXXX"))
    if unit is Unit.QUARTER and has(match.tokens, "latest"):
        step = -1 if base == containing(unit, moment.day or base.last) else 0
    if unit is Unit.WEEKEND and step < 0 and moment.day and base.shift(step).last >= moment.day:
        step -= 1
    period = base.shift(step)
    reading = dated(period, timex(period), anchored=True)
    if unit is Unit.WEEK and step == 0 and moment.day and period == containing(unit, moment.day):
        return _week_to_date(match, reading, moment.day)
    return changed(reading, approximate=has(match.tokens, "fiscal"))


def _refers(match: Match) -> bool:
    """Whether "that", "same" or "the following" points back to a date mentioned before."""
    words = {token.text.lower() for token in match.tokens}
    return has(match.tokens, *_REFERRING) or (has(match.tokens, "the") and bool(words & _POINTING_BACK))


def _near(match: Match, moment: Moment) -> bool:
    return match.start - moment.mentioned_at <= _TOKENS_BACK


def _base_of(match: Match, moment: Moment, unit: Unit) -> Period | None:
    """The period of a unit that a shift counts from: a mentioned one after "that", "same", "the following"."""
    if _refers(match) and moment.mentioned and _near(match, moment):
        return containing(unit, moment.mentioned.first)
    return containing(unit, moment.day) if moment.day else None


def _week_to_date(match: Match, reading: Reading, day: date) -> Reading:
    """This week, cut at the anchor's day; what is still to come reaches from that day to Sunday."""
    sign = sign_of(match)
    ahead = sign is not None and sign.direction is Direction.FUTURE
    week = containing(Unit.WEEK, day)
    return changed(reading, days=(day, week.last) if ahead else (week.first, day))


def the_unit(match: Match, moment: Moment) -> Reading | None:
    """Reads "for the year" as the anchor's year, "the weekend" as the last one, "the year ended …" as a duration."""
    if match.lexed.kind(match.end) == "ended":
        return Reading(type=TimexType.DURATION, value="P1Y")
    if moment.day is None:
        return undated("XXXX")
    if not has(match.tokens, "weekend"):
        period = containing(Unit.YEAR, moment.day)
        return dated(period, timex(period), anchored=True)
    sign = sign_of(match)
    ahead = sign is not None and sign.direction is Direction.FUTURE
    period = containing(Unit.WEEKEND, moment.day)
    period = period if ahead or period.first <= moment.day else period.shift(-1)
    return dated(period, timex(period), anchored=True)


def week_of(match: Match, moment: Moment) -> Reading | None:
    """Reads "the week of March 6"."""
    day = calendar_day(match, moment)
    if day is None or day.period is None or first_value(match.tokens, "unit") != "W":
        return None
    week = containing(Unit.WEEK, day.period.first)
    return dated(week, timex(week), anchored=True)


def ago(match: Match, moment: Moment) -> Reading | None:
    """Reads "three weeks ago", "two months from now"; as coarse as its unit, so the EDTF is approximate."""
    amount = amount_of(match.tokens)
    step = 1 if has(match.tokens, "now", "hence") else -1
    if amount is None or amount.count is None:
        return Reading(
            type=TimexType.DATE, value="FUTURE_REF" if step > 0 else "PAST_REF", mod=amount.mod if amount else None
        )
    if amount.letter == "Y" and amount.count == 1 and step < 0 and (reported := moment.quarter_near(match.start)):
        period = reported.shift(-4)
        return dated(period, timex(period), anchored=True)
    base = containing(Unit.DAY, moment.day) if moment.day else None
    return _offset(amount, base, step)


def _offset(amount: Amount, base: Period | None, step: int) -> Reading | None:
    if amount.letter in {"H", "MIN", "S"}:
        return Reading(type=TimexType.DURATION, value=amount.value, mod=amount.mod)
    if base is None:
        return undated("XXXX-XX-XX" if amount.letter == "D" else "XXXX")
    period = _shifted_by(base, amount, step)
    return changed(
        dated(period, timex(period), anchored=True),
        mod=amount.mod,
        approximate=period.unit is not Unit.DAY or amount.mod is not None,
    )


def _shifted_by(base: Period, amount: Amount, step: int) -> Period:
    """The period an amount before or after `base`, of the amount's unit; fractions count in the next smaller one."""
    count = amount.count or 0.0
    letter, factor = {"2W": ("W", 2), "DE": ("Y", 10), "CE": ("Y", 100)}.get(amount.letter, (amount.letter, 1))
    count *= factor
    if count != int(count):
        letter, factor = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "Q": ("M", 3)}.get(letter, (letter, 1))
        count = round(count * factor)
    return containing(_UNITS[letter], base.first).shift(step * int(count))


def earlier_later(match: Match, moment: Moment) -> Reading | None:
    """Reads "two days later", "a year earlier": from the last date mentioned, or the anchor."""
    amount = amount_of(match.tokens)
    step = 1 if first_value(match.tokens, "later") == "END" else -1
    if amount is None or amount.count is None:
        return Reading(type=TimexType.DATE, value="FUTURE_REF" if step > 0 else "PAST_REF")
    if amount.letter == "Y" and amount.count == 1 and (reported := moment.quarter_near(match.start)):
        period = reported.shift(4 * step)
        return dated(period, timex(period), anchored=True)
    base = moment.mentioned or (containing(Unit.DAY, moment.day) if moment.day else None)
    return _offset(amount, base, step)


def offset_from_date(match: Match, moment: Moment) -> Reading | None:
    """Reads "a month and a half" of "a month and a half after June 20": the day itself, approximate."""
    amount = amount_of(match.tokens)
    start = match.end + 1
    target = moment.read(match.lexed, start, match.outer_end)
    if amount is None or amount.count is None or target is None or target.period is None:
        return amount and Reading(type=TimexType.DURATION, value=amount.value, mod=amount.mod)
    step = -1 if match.after[0].text.lower() == "before" else 1
    reading = _offset(amount, target.period, step)
    if reading is None or reading.period is None or target.period.unit is not Unit.DAY:
        return reading
    day = _exact_offset(target.period, amount, step)
    return changed(reading, period=day, value=timex(day), approximate=amount.letter != "D")


def _exact_offset(base: Period, amount: Amount, step: int) -> Period:
    """The day an amount after a day; months are calendar months, half a month is 15 days."""
    count = amount.count or 0.0
    days_per = {"D": 1, "W": 7, "2W": 14}.get(amount.letter)
    if days_per is not None:
        return base.shift(step * round(count * days_per))
    months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(amount.letter, 1)
    month = containing(Unit.MONTH, base.first).shift(step * int(months))
    day = min(base.first.day, month.last.day)
    return containing(Unit.DAY, month.first.replace(day=day)).shift(step * round((months % 1) * 30))


def edge(match: Match, moment: Moment) -> Reading | None:
    """Reads "early May", "mid-1996", "later this month", "the end of the year"."""
    word = first_value(match.tokens, "edge_adjective", "edge_noun", "later")
    start = (
        next(
            i for i in range(match.start, match.end) if match.lexed.kind(i) in {"edge_adjective", "edge_noun", "later"}
        )
        + 1
    )
    while match.lexed.kind(start) in {"hyphen", "of", "on"}:
        start += 1
    inner = moment.read(match.lexed, start, match.end)
    if inner is None or not isinstance(word, str):
        return None
    inner = changed(inner, mod=word)
    if inner.period is None or inner.type is TimexType.TIME:
        return inner
    if has(match.tokens, "later"):
        return _cut_at_anchor(inner, word, moment.day)
    if inner.period.unit is Unit.DAY:
        return inner
    return changed(inner, days=_not_beyond(match, part_of(inner.period, Part(word)), moment.day))


def _not_beyond(match: Match, days: tuple[date, date], anchor: date | None) -> tuple[date, date]:
    """The days up to the anchor where the part is running, unless tense says that it is to come."""
    if anchor is None or not days[0] <= anchor < days[1]:
        return days
    sign = sign_of(match)
    ahead = sign is not None and sign.direction is Direction.FUTURE
    return days if ahead else (days[0], anchor)


def _cut_at_anchor(inner: Reading, word: str, day: date | None) -> Reading:
    """ "Earlier this year" reaches up to the anchor, "later this year" from it on."""
    if (
        inner.period is None
        or day is None
        or not inner.period.first <= day <= inner.period.last
        or inner.period.unit is Unit.DAY
    ):
        return inner
    return changed(inner, days=(inner.period.first, day) if word == Part.START else (day, inner.period.last))


def edge_half(match: Match, moment: Moment) -> Reading | None:
    """Reads "the last half of the '80s"."""
    start = next(i for i in range(match.start, match.end) if match.lexed.kind(i) == "half") + 2
    inner = moment.read(match.lexed, start, match.end)
    if inner is None or inner.period is None:
        return inner
    later = number_of(match.tokens, "ordinal") != 1
    middle = inner.period.first.year + (inner.period.last.year - inner.period.first.year + 1) // 2
    days = (date(middle, 1, 1), inner.period.last) if later else (inner.period.first, date(middle - 1, 12, 31))
    return changed(inner, mod="END" if later else "START", days=days)


def year_end(match: Match, moment: Moment) -> Reading | None:
    """Reads "year-end" as the last day of the anchor's year, the year's end as its last third of a month."""
    if moment.day is None:
        return undated("XXXX-12-31")
    reading = dated(day := containing(Unit.DAY, date(moment.day.year, 12, 31)), timex(day), anchored=True)
    return changed(reading, mod="APPROX" if has(match.tokens, "about") else None, approximate=True)


def about_date(match: Match, moment: Moment) -> Reading | None:
    """Reads "around Nov. 1", "circa 1968"."""
    inner = moment.read(match.lexed, match.start + 1, match.end)
    return inner and changed(inner, mod="APPROX", approximate=True)


def or_beyond(match: Match, moment: Moment) -> Reading | None:
    """Reads "1990 and beyond", "1994 or later": open towards the future, so without EDTF of its own."""
    return Reading(type=TimexType.DATE, value=f"{int(match.tokens[0].value):04d}", mod="ON_OR_AFTER")


def _quarter_year(match: Match, moment: Moment) -> tuple[int | None, bool]:
    """The year a quarter is said to be of, and whether that took the anchor."""
    year = year_number(match.tokens, moment)
    if year is not None:
        return year, False
    if has(match.tokens, "year_word"):
        return shifted_year(match.tokens, moment), True
    return None, True


def quarter(match: Match, moment: Moment) -> Reading | None:
    """Reads "the third quarter", "Q3 2017", "this year's third quarter", "second" of "second and third quarters"."""
    number = number_of(match.tokens, "ordinal", "ordinal_no")
    if number is None:
        number = int(re.sub(r"\D", "", str(first_value(match.tokens, "quarter_no") or "0")))
    if not 1 <= number <= 4 or (match.after and not _ends_in_quarters(match.after)):
        return None
    year, anchored = _quarter_year(match, moment)
    if year is not None:
        period = Period(unit=Unit.QUARTER, index=year * 4 + number - 1)
        return dated(period, timex(period), anchored=anchored)
    if moment.day is None:
        return undated(f"XXXX-Q{number}")
    return _nearest_quarter(match, moment.day, number)


def _ends_in_quarters(tokens: tuple[Token, ...]) -> bool:
    return tokens[-1].text.lower() in {"quarter", "quarters"}


def _nearest_quarter(match: Match, day: date, number: int) -> Reading:
    """The quarter of that number that is running or last ran, or the next one where tense says so."""
    now = containing(Unit.QUARTER, day)
    period = now.shift(-((now.index % 4 + 1 - number) % 4))
    sign = sign_of(match)
    if period != now and sign is not None and sign.direction is Direction.FUTURE and (now.index - period.index) > 1:
        period = period.shift(4)
    return dated(period, timex(period), anchored=True)


def half_of_year(match: Match, moment: Moment) -> Reading | None:
    """Reads "the first half of 1989", "the last half of this year"."""
    year, anchored = _quarter_year(match, moment)
    if year is None:
        return undated("XXXX-HX")
    second = number_of(match.tokens, "ordinal") != 1
    period = Period(unit=Unit.HALF, index=year * 2 + second)
    return dated(period, timex(period), anchored=anchored)


def _last_full_quarter(day: date) -> Period:
    return containing(Unit.QUARTER, day).shift(-1)


def year_ago_quarter(match: Match, moment: Moment) -> Reading | None:
    """Reads "the year-ago quarter", "year-earlier": a year before the quarter last mentioned."""
    number = number_of(match.tokens, "ordinal")
    if moment.quarter is None and not has(match.tokens, "quarter", "period"):
        if moment.day is None:
            return undated("XXXX")
        period = containing(Unit.YEAR, moment.day).shift(-1)
        return dated(period, timex(period), anchored=True)
    base = moment.quarter or (_last_full_quarter(moment.day) if moment.day else None)
    if base is None:
        return undated("XXXX-QX")
    period = base.shift(-4)
    if number is not None:
        period = Period(unit=Unit.QUARTER, index=period.index // 4 * 4 + number - 1)
    return dated(period, timex(period), anchored=True)


def the_quarter(match: Match, moment: Moment) -> Reading | None:
    """Reads "the quarter", "the latest period": the quarter last mentioned, or the last full one."""
    if moment.day is None:
        return undated("XXXX-QX")
    if has(match.tokens, "current"):
        period = containing(Unit.QUARTER, moment.day)
    else:
        period = moment.quarter or _last_full_quarter(moment.day)
    return dated(period, timex(period), anchored=True)


def past_unit(match: Match, moment: Moment) -> Reading | None:
    """Reads "the past year", "the past decade": the stretch up to the anchor, a duration."""
    letter = unit_letter(match.tokens)
    return (letter and Reading(type=TimexType.DURATION, value=Amount(1.0, letter, None).value)) or None
