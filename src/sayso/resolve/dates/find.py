"""Time expressions of a text, found by rules and reckoned from an anchor."""

import re
from datetime import date

from msgspec.structs import replace

from sayso.resolve.dates.calendar import (
    Interval,
    OutOfCalendarError,
    Period,
    Unit,
    edtf,
    interval,
    interval_edtf,
    span_of_days,
)
from sayso.resolve.dates.moment import Moment, Reading
from sayso.resolve.dates.readers import READERS, read_tokens
from sayso.resolve.dates.records import Anchor, TimeExpression
from sayso.resolve.dates.shapes import Match, match_rules
from sayso.resolve.dates.tokens import lex


def find_dates(text: str, anchor: Anchor | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in reading order, none overlapping another.

    Args:
        text: any text; spans count its code points.
        anchor: the date that relative expressions count from; None leaves them unresolved.

    Offsets:
        Half-open code points of `text`.

    Method:
        Rules over kinds of tokens (`rules.toml`) find expressions, readers resolve them. Where the anchor is not a
        single day, every expression is resolved from its first and from its last day: what comes out alike stands,
        the rest is bounded by the two.

    Limits:
        English only. Tense is judged from words, not from a parse.

    Example:
        >>> [(d.text, d.value) for d in find_dates("He spoke on Friday.", Anchor.parse("2018-01-18"))]
        [('Friday', '2018-01-12')]
    """
    matches = match_rules(lex(text))
    if not matches:
        return ()
    last = _read_all(matches, anchor.last if anchor else None)
    if anchor is None or anchor.is_day:
        pairs = [(match, _express(match, reading)) for match, reading in zip(matches, last, strict=True) if reading]
        return tuple(expression for _, expression in pairs)
    first = _read_all(matches, anchor.first)
    return tuple(
        _bounded(match, low, high) for match, low, high in zip(matches, first, last, strict=True) if low and high
    )


def _read_all(matches: list[Match], day: date | None) -> list[Reading | None]:
    """The readings of all matches in order, each knowing what was mentioned before it."""
    moment = Moment(day=day, inner=read_tokens)
    readings: list[Reading | None] = []
    for match in matches:
        reading = _read(match, moment)
        readings.append(reading)
        if reading is not None and reading.period is not None:
            moment = _after(moment, match, reading.period)
    return readings


def _read(match: Match, moment: Moment) -> Reading | None:
    """What a match means, None where the calendar does not reach that far."""
    try:
        reading = READERS[match.rule.read](match, moment)
        _days(reading)
    except OutOfCalendarError:
        return None
    return reading


def _after(moment: Moment, match: Match, period: Period) -> Moment:
    """The moment after an expression of a calendar period."""
    names_quarter = "quarter" in match.rule.name and not match.rule.name.startswith("year-ago")
    moment = replace(moment, mentioned=period, mentioned_at=match.end)
    return (
        replace(moment, quarter=period, quarter_at=match.end)
        if names_quarter and period.unit is Unit.QUARTER
        else moment
    )


def _days(reading: Reading | None) -> Interval | None:
    if reading is None or reading.period is None:
        return None
    return span_of_days(*reading.days) if reading.days else interval(reading.period)


def _edtf(reading: Reading) -> str | None:
    if reading.period is None:
        return None
    if reading.days is None:
        return edtf(reading.period, reading.approximate)
    return interval_edtf(span_of_days(*reading.days))


def _express(match: Match, reading: Reading) -> TimeExpression:
    start, end = match.lexed.span(match.start, match.end)
    return TimeExpression(
        span=(start, end),
        text=match.lexed.text[start:end],
        type=reading.type,
        value=reading.value,
        edtf=_edtf(reading),
        interval=_days(reading),
        rule=match.rule.name,
        mod=reading.mod,
        needs_anchor=reading.anchored,
        ambiguous=reading.ambiguous,
    )


def _bounded(match: Match, low: Reading, high: Reading) -> TimeExpression:
    """One expression from the readings by the anchor's first and last day; without a first day, `low` has no period."""
    expression = _express(match, high)
    if low == high or not high.anchored or high.period is None:
        return expression
    low_days, high_days = _days(low), _days(high)
    days = (low_days[0] if low_days else None, high_days[1] if high_days else None)
    return replace(
        expression,
        value=_blurred(low.value, high.value),
        edtf=interval_edtf(days),
        interval=days,
        needs_anchor=True,
        ambiguous=True,
    )


def _blurred(low: str, high: str) -> str:
    """The TIMEX3 value both have in common, X for the parts in which they differ; `low` where they are not alike.

    Example:
        >>> _blurred("2017-12-31", "2018-12-30"), _blurred("XXXX-06-20", "2018-06-20")
        ('XXXX-12-XX', 'XXXX-06-20')
    """
    parts = list(zip(low.split("-"), high.split("-"), strict=False))
    if len(low) != len(high) or any(len(a) != len(b) for a, b in parts):
        return low
    return "-".join(b if a == b else re.sub(r"\d", "X", b) for a, b in parts)
