"""Readers of durations, sets and vague references: they have a TIMEX3 value, and neither EDTF nor interval."""

from sayso.resolve.dates.moment import Moment, Reading, first_value, has, month_number, number_of, weekday_number
from sayso.resolve.dates.numbers import Amount, amount_of, unit_letter
from sayso.resolve.dates.records import TimexType
from sayso.resolve.dates.shapes import Match
from sayso.resolve.dates.tokens import Token

_SEASONS = ("WI", "SP", "SU", "FA")


def _duration(value: str, mod: str | None = None) -> Reading:
    return Reading(type=TimexType.DURATION, value=value, mod=mod)


def _set(value: str, mod: str | None = None) -> Reading:
    return Reading(type=TimexType.SET, value=value, mod=mod)


def duration(match: Match, moment: Moment) -> Reading | None:
    """Reads "three years", "a two-hour meeting", "at least 72 hours", "two and a half months"."""
    amount = amount_of(match.tokens)
    return amount and _duration(amount.value, amount.mod)


def last_units(match: Match, moment: Moment) -> Reading | None:
    """Reads "the past two months", "the first nine months", "the next few days", "the last decade"."""
    tokens = tuple(token for token in match.tokens if token.kind != "ordinal")
    amount = amount_of(tokens)
    if amount is None:
        return None
    if not has(tokens, "units", "clock_units"):
        half = 0.5 if has(tokens, "half") else 1.0
        return _duration(Amount(half, amount.letter, None).value)
    return _duration(amount.value, amount.mod)


def unit_or_two(match: Match, moment: Moment) -> Reading | None:
    """Reads "a year or two", "a week or so", "a month and a half"."""
    letter = unit_letter(match.tokens)
    if letter is None:
        return None
    if has(match.tokens, "half"):
        return _duration(Amount(1.5, letter, None).value)
    return _duration(Amount(1.0, letter, None).value, "APPROX")


def unit_long(match: Match, moment: Moment) -> Reading | None:
    """Reads "day-long", "months-long"."""
    letter = unit_letter(match.tokens)
    if letter is None or match.tokens[-1].text.lower() != "long":
        return None
    return _duration(Amount(None if has(match.tokens, "units", "clock_units") else 1.0, letter, None).value)


def vague_units(match: Match, moment: Moment) -> Reading | None:
    """Reads "for weeks", "recent years", "the coming days", "the weeks ahead"."""
    tokens = match.tokens
    amount = amount_of(tokens)
    if amount is None:
        return None
    first = next((str(t.value) for t in tokens if t.kind in {"units", "clock_units"}), amount.letter)
    if amount.count is not None:
        return _duration(amount.value, amount.mod)
    letter = "MIN" if first == "M" and has(tokens, "clock_units") else first
    return _duration(Amount(None, letter, None).value)


def each(match: Match, moment: Moment) -> Reading | None:
    """Reads "every Friday", "each year", "every other week", "every two years", "every June"."""
    tokens = match.tokens
    if (weekday := weekday_number(tokens)) is not None:
        return _set(f"XXXX-WXX-{weekday}", "EVERY")
    if (month := month_number(tokens)) is not None:
        return _set(f"XXXX-{month:02d}", "EVERY")
    if (season := number_of(tokens, "season", "season_weak")) is not None:
        return _set(f"XXXX-{_SEASONS[season - 1]}", "EVERY")
    if has(tokens, "weekend", "weekends"):
        return _set("XXXX-WXX-WE", "EVERY")
    if part := first_value(tokens, "daypart"):
        return _set(f"XXXX-XX-XXT{part}", "EVERY")
    return _set(_each_value(tokens), "EVERY")


def _each_value(tokens: tuple[Token, ...]) -> str:
    letter = unit_letter(tokens) or "X"
    count = (
        2.0
        if has(tokens, "alternate")
        else float(number_of(tokens, "ordinal", "small", "day_no", "number", "teen") or 1)
    )
    return Amount(None if has(tokens, "few") else count, letter, None).value


def per_unit(match: Match, moment: Moment) -> Reading | None:
    """Reads "a year" of "$1 billion a year"."""
    letter = unit_letter(match.tokens)
    return (letter and _set(Amount(1.0, letter, None).value)) or None


def times_per(match: Match, moment: Moment) -> Reading | None:
    """Reads "twice a week", "three times a day"."""
    return per_unit(match, moment)


def adverb_set(match: Match, moment: Moment) -> Reading | None:
    """Reads "daily", "annually"."""
    return _set(str(match.tokens[0].value))


def weekday_set(match: Match, moment: Moment) -> Reading | None:
    """Reads "Fridays", "weekends"."""
    number, part = number_of(match.tokens, "weekdays"), first_value(match.tokens, "daypart")
    return _set("XXXX-WXX-" + (str(number) if number else "WE") + (f"T{part}" if part else ""))


def present(match: Match, moment: Moment) -> Reading | None:
    """Reads "now", "currently", "these days"."""
    return Reading(type=TimexType.DATE, value="PRESENT_REF")


def past_vague(match: Match, moment: Moment) -> Reading | None:
    """Reads "recently", "in the past"."""
    return Reading(type=TimexType.DATE, value="PAST_REF")


def future_vague(match: Match, moment: Moment) -> Reading | None:
    """Reads "the future", "the near future"."""
    return Reading(type=TimexType.DATE, value="FUTURE_REF")
