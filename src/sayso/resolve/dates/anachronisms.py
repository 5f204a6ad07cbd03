"""Dates that cannot be of their document's time."""

import re

from msgspec.structs import replace

from sayso.resolve.dates.calendar import interval_edtf
from sayso.resolve.dates.records import Anachronism, Anchor, TimeExpression
from sayso.resolve.dates.tense import Direction, tense
from sayso.resolve.dates.tokens import lex

_TOKENS_AHEAD = 30
"""How far after the expression its verb may stand: names of offices are long."""
_WINDOW = 400
"""Code points on each side of an expression that are searched for its verb."""


def find_anachronisms(
    dates: tuple[TimeExpression, ...], text: str, published: Anchor | None
) -> tuple[Anachronism, ...]:
    """The expressions that lie after the document's date and are told as past.

    Args:
        dates: the expressions of `text`, as `find_dates` gave them.
        text: the text their spans count.
        published: the document's date; None finds nothing.

    Method:
        "In February of this year the office held" in an article of January lies in the future, so the passage was
        written earlier. The date is left bounded: the latest February that had passed when the document came out.

    Limits:
        Only strong signs of the past count (an auxiliary or an irregular past form, or a word in -ed), so that a plan
        is not mistaken for a report; a passage without such a date is not found.
    """
    if published is None:
        return ()
    return tuple(found for date in dates if (found := _anachronism(date, text, published)))


def without_anachronisms(
    dates: tuple[TimeExpression, ...], text: str, published: Anchor | None
) -> tuple[TimeExpression, ...]:
    """The expressions with those of `find_anachronisms` left unknown or bounded."""
    mended = {found.expression.span: found.expression for found in find_anachronisms(dates, text, published)}
    return tuple(mended.get(date.span, date) for date in dates)


_COUNTED = frozenset({"shifted-unit"})
"""Rules that count from the anchor ("this weekend"): their last time is not a year ago."""


def _anachronism(date: TimeExpression, text: str, published: Anchor) -> Anachronism | None:
    would_be = date.interval[0] if date.interval else None
    latest = published.last.isoformat()
    if would_be is None or would_be <= latest or date.rule in _COUNTED:
        return None
    verb = _past_verb(date, text)
    if verb is None:
        return None
    return Anachronism(
        expression=bounded(date, latest) if date.needs_anchor else date,
        verb=verb,
        would_be=would_be,
        published=latest,
        evidence=f"“{date.text}” would be {would_be}, after {latest}, and “{verb}” tells of it as past.",
    )


def _past_verb(date: TimeExpression, text: str) -> str | None:
    begin, end = max(0, date.span[0] - _WINDOW), date.span[1] + _WINDOW
    lexed = lex(text[begin:end])
    inside = [i for i, start in enumerate(lexed.starts) if date.span[0] <= start + begin < date.span[1]]
    if not inside:
        return None
    sign = tense(lexed, inside[0], inside[-1] + 1, _TOKENS_AHEAD)
    return lexed.word(sign.token) if sign and sign.direction is Direction.PAST else None


def bounded(date: TimeExpression, latest: str) -> TimeExpression:
    """The expression with its year unknown and an upper bound: the last time its month and day had come."""
    last = date.interval[1] if date.interval else None
    if last is None:
        return date
    years = int(last[:4])
    while last > latest:
        years -= 1
        last = f"{years:04d}{last[4:]}".replace("-02-29", "-02-28")
    days = (None, last)
    return replace(
        date, value=re.sub(r"^\d{4}", "XXXX", date.value), edtf=interval_edtf(days), interval=days, ambiguous=True
    )
