"""Readers of clock times and parts of the day; their EDTF is the day's."""

from sayso.resolve.dates.calendar import Period, Unit, containing, timex
from sayso.resolve.dates.moment import Moment, Reading, changed, dated, first_value, has, number_of, undated
from sayso.resolve.dates.read_relative import base_day
from sayso.resolve.dates.records import TimexType
from sayso.resolve.dates.shapes import Match
from sayso.resolve.dates.tokens import Token

_TIME_KINDS = frozenset({"clock", "ampm", "noon", "zone", "time_word", "comma", "on", "about", "open", "close", "the"})
_UNKNOWN_DAY = "XXXX-XX-XX"


def clock(match: Match, moment: Moment) -> Reading | None:
    """Reads "10:35 a.m. Friday", "noon Thursday", "4 in the morning", "5 p.m. EST, Nov. 6", "Nov. 6 at 5 p.m."."""
    time = _time_of(match.tokens)
    if time is None:
        return None
    day_start, day_end = _day_tokens(match)
    if day_start == day_end:
        day = base_day(match, moment)
        return _timed(day, time, anchored=True)
    inner = moment.read(match.lexed, day_start, day_end)
    if inner is None:
        return None
    return _timed(inner.period, time, anchored=inner.anchored, ambiguous=inner.ambiguous)


def _timed(day: Period | None, time: str, *, anchored: bool, ambiguous: bool = False) -> Reading:
    if day is None or day.unit is not Unit.DAY:
        return changed(undated(f"{_UNKNOWN_DAY}{time}"), type=TimexType.TIME)
    reading = dated(day, timex(day) + time, anchored=anchored, ambiguous=ambiguous)
    return changed(reading, type=TimexType.TIME)


def _day_tokens(match: Match) -> tuple[int, int]:
    """The token numbers of the day that a clock time is given with; empty where there is none."""
    kinds = [match.lexed.kind(i) for i in range(match.start, match.end)]
    day_kinds = {"month", "month_weak", "weekday", "weekday_short", "today", "tonight", "unit"}
    named = [i for i, kind in enumerate(kinds) if kind in day_kinds]
    if not named:
        return match.end, match.end
    time_at = next(i for i, kind in enumerate(kinds) if kind in {"clock", "noon", "ampm", "time_word", "daypart"})
    if named[0] < time_at:
        return match.start, match.start + kinds.index("on") - (
            "comma" in kinds[: kinds.index("on")] and kinds[kinds.index("on") - 1] == "comma"
        )
    start = next(
        i
        for i in range(time_at + 1, len(kinds))
        if kinds[i] in day_kinds or kinds[i] in {"last", "next", "this", "day_no", "ordinal_no"}
    )
    if kinds[start - 1] == "the":
        start -= 1
    return match.start + start, match.end


def _time_of(tokens: tuple[Token, ...]) -> str | None:
    """The TIMEX3 time, "T10:35"; None where the hour does not exist."""
    if (noon := first_value(tokens, "noon")) is not None:
        return str(noon)
    for number, token in enumerate(tokens):
        following = tokens[number + 1].kind if number + 1 < len(tokens) else ""
        if token.kind == "clock":
            hour, minute = (int(part) for part in str(token.value).split(":")[:2])
            return _formatted(hour, minute, tokens)
        if token.kind in {"day_no", "small", "one_word", "teen"} and following in {"ampm", "time_word", "of"}:
            return _formatted(int(token.value), 0, tokens)
    return None


def _formatted(hour: int, minute: int, tokens: tuple[Token, ...]) -> str | None:
    half = first_value(tokens, "ampm") or {"MO": "a", "AF": "p", "EV": "p"}.get(str(first_value(tokens, "daypart")))
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def day_part_of_day(match: Match, moment: Moment) -> Reading | None:
    """Reads "the night of Oct. 23", "early morning of that day"."""
    part = first_value(match.tokens, "daypart")
    of = next(i for i in range(match.start, match.end) if match.lexed.kind(i) == "of")
    inner = moment.read(match.lexed, of + 1, match.end)
    if inner is None:
        return None
    if inner.period is None or inner.period.unit is not Unit.DAY:
        return changed(undated(f"{_UNKNOWN_DAY}T{part}"), type=TimexType.TIME)
    return changed(inner, type=TimexType.TIME, value=f"{timex(inner.period)}T{part}")


def edge_day_part(match: Match, moment: Moment) -> Reading | None:
    """Reads "mid afternoon", "late night", "later this evening"."""
    part, mod = first_value(match.tokens, "daypart"), first_value(match.tokens, "edge_adjective", "later")
    known = has(match.tokens, "this")
    day = (containing(Unit.DAY, moment.day) if moment.day else None) if known else base_day(match, moment)
    value = f"{timex(day) if day else _UNKNOWN_DAY}T{part}"
    reading = dated(day, value, anchored=True) if day else undated(value)
    return changed(reading, type=TimexType.TIME, mod=str(mod) if number_of(match.tokens, "ordinal") is None else None)
