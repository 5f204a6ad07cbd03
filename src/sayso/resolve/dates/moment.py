"""What a reader of an expression knows at that point of the text, and what it hands back."""

from collections.abc import Callable
from datetime import date

import msgspec

from sayso.records import Span
from sayso.resolve.dates.calendar import Period, Unit, containing, day_of, month_of
from sayso.resolve.dates.records import TimexType
from sayso.resolve.dates.shapes import Match
from sayso.resolve.dates.tense import Direction, Sign, tense
from sayso.resolve.dates.tokens import Lexed, Token, TokenValue

_AHEAD_OF_THE_VERB = frozenset({"to", "until", "till", "by", "through", "for", "before", "record"})
_OF_A_NAME = frozenset({"the", "a", "an", "its", "his", "her", "their"})
_QUARTER_REACH = 150
"""Tokens within which a report on a quarter goes on."""

_NEAR_FUTURE, _FAR_PAST, _VERY_FAR_PAST = 75, 180, 270
"""Days: without a strong sign of tense, a day of the year lies ahead when it is at most `_NEAR_FUTURE` off and its last
occurrence at least `_FAR_PAST` back, or `_VERY_FAR_PAST` with a weak sign of the past ("said", a word in -ed). Chosen
on the half of TimeBank that rules were written on."""


class Moment(msgspec.Struct, frozen=True):
    """The point of the text an expression is read at.

    Attributes:
        day: the anchor's day, None where there is no anchor.
        mentioned: the last calendar period before this point.
        mentioned_at: number of the token after it, so that readers can tell how far back it is.
        quarter: the last quarter before this point.
        quarter_at: number of the token after it.
        inner: reads an expression that stands inside another; see `read`.
    """

    day: date | None
    inner: "Callable[[Lexed, Span, Moment], Reading | None]"
    mentioned: Period | None = None
    mentioned_at: int = 0
    quarter: Period | None = None
    quarter_at: int = 0

    def quarter_near(self, token: int) -> Period | None:
        """The last quarter, where "a year ago" at token number `token` can mean a year before it."""
        return self.quarter if token - self.quarter_at <= _QUARTER_REACH else None

    def read(self, lexed: Lexed, start: int, end: int) -> "Reading | None":
        """What the tokens from `start` up to `end` mean by themselves at this point."""
        return self.inner(lexed, (start, end), self)


class Reading(msgspec.Struct, frozen=True):
    """What an expression means.

    Attributes:
        type, value, mod: as TIMEX3 has them.
        period: the calendar period, None for durations, sets, vague references and where it is not known.
        days: first and last day where they are not the period's own.
        approximate: whether the EDTF gets a `~`.
        anchored: whether the anchor or another expression was needed.
        ambiguous: whether a choice was made without a sign in the text.
    """

    type: TimexType
    value: str
    mod: str | None = None
    period: Period | None = None
    days: tuple[date, date] | None = None
    approximate: bool = False
    anchored: bool = False
    ambiguous: bool = False


def changed(reading: Reading, **fields: object) -> Reading:
    """The reading with some fields replaced."""
    return msgspec.structs.replace(reading, **fields)


def first_value(tokens: tuple[Token, ...], *kinds: str) -> TokenValue | None:
    """The value of the first token of one of `kinds`, None where there is none."""
    return next((token.value for token in tokens if token.kind in kinds), None)


def number_of(tokens: tuple[Token, ...], *kinds: str) -> int | None:
    """The whole number of the first token of one of `kinds`, None where there is none."""
    value = first_value(tokens, *kinds)
    return int(value) if isinstance(value, int | float) else None


def has(tokens: tuple[Token, ...], *kinds: str) -> bool:
    """Whether a token of one of `kinds` is there."""
    return any(token.kind in kinds for token in tokens)


def month_number(tokens: tuple[Token, ...]) -> int | None:
    """The month that is named, 1–12."""
    return number_of(tokens, "month", "month_weak")


def weekday_number(tokens: tuple[Token, ...]) -> int | None:
    """The day of the week that is named, Monday = 1."""
    return number_of(tokens, "weekday", "weekday_short")


def year_number(tokens: tuple[Token, ...], moment: Moment) -> int | None:
    """The year that is named; a short year ('96) is the latest such year not more than 20 years ahead."""
    for token in tokens:
        if token.kind == "year":
            return int(token.value)
        if token.kind == "short_year":
            return _full_year(int(token.value), moment)
    words = [int(token.value) for token in tokens if token.kind in {"teen", "ten", "small", "one_word"}]
    return words[0] * 100 + sum(words[1:]) if len(words) > 1 else None


def _full_year(short: int, moment: Moment) -> int:
    latest = (moment.day.year if moment.day else 2000) + 20
    return latest - (latest - short) % 100


def sign_of(match: Match) -> Sign | None:
    """The nearest sign of tense around a match."""
    return tense(match.lexed, match.outer_start, match.outer_end)


def nearest_day(match: Match, moment: Moment, month: int, number: int) -> tuple[Period | None, bool]:
    """The day of the year meant by "June 26", and whether the year was chosen without a sign of tense.

    Method: a weekday beside it decides where it fits exactly one of the last and the coming such day; then tense.
    """
    if moment.day is None:
        return None, False
    past = _latest(moment.day, [day_of(moment.day.year - back, month, number) for back in range(9)])
    coming = _latest(moment.day, [day_of(moment.day.year + ahead, month, number) for ahead in range(9)], future=True)
    weekday = weekday_number(match.tokens)
    fitting = [p for p in (past, coming) if p and weekday == p.first.isoweekday()]
    return (fitting[0], False) if len(fitting) == 1 else _choose(match, moment.day, past, coming)


def nearest_month(match: Match, moment: Moment, month: int) -> tuple[Period | None, bool]:
    """The month meant by "June", and whether the year was chosen without a sign of tense."""
    if moment.day is None:
        return None, False
    now = containing(Unit.MONTH, moment.day)
    this_year = month_of(moment.day.year, month)
    if this_year == now:
        return this_year, False
    past = this_year if this_year.index < now.index else this_year.shift(-12)
    return _choose(match, moment.day, past, past.shift(12))


def _latest(day: date, options: list[Period | None], future: bool = False) -> Period | None:
    fitting = (p for p in options if p and (p.first >= day if future else p.first <= day))
    return next(fitting, None)


def _choose(match: Match, day: date, past: Period | None, coming: Period | None) -> tuple[Period | None, bool]:
    if past is None or coming is None or past == coming:
        return past or coming, False
    sign = sign_of(match)
    if sign is not None and _decides(match, sign, past):
        return (coming if sign.direction is Direction.FUTURE else past), False
    far = _FAR_PAST if sign is None else _VERY_FAR_PAST
    soon = (coming.first - day).days <= _NEAR_FUTURE and (day - past.first).days >= far
    return (coming if soon else past), sign is None


def _decides(match: Match, sign: Sign, period: Period) -> bool:
    """Whether a sign of tense tells of the date itself.

    Method: not of a date that is part of a name ("the Jan. 14 deadline"); a word in -ed not where the date may lie
    ahead of it ("extended to Nov. 20"); a verb of saying not of a day ("said it calls for the redemption on Dec. 7").
    """
    before = match.lexed.word(match.outer_start - 1).lower()
    if before in _OF_A_NAME:
        return False
    return sign.strong or not (before in _AHEAD_OF_THE_VERB or (sign.saying and period.unit is Unit.DAY))


def dated(period: Period, value: str, *, anchored: bool = False, ambiguous: bool = False) -> Reading:
    """The reading of a calendar period."""
    return Reading(type=TimexType.DATE, value=value, period=period, anchored=anchored, ambiguous=ambiguous)


def undated(value: str) -> Reading:
    """The reading of a date that would need an anchor and has none; X stands for what is not known."""
    return Reading(type=TimexType.DATE, value=value, anchored=True)
