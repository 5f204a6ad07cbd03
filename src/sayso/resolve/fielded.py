"""The days on which a poll was in the field, where a document tells them of one poll."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from sayso.resolve.dates import Anchor, TimeExpression
from sayso.resolve.dates.calendar import interval_edtf
from sayso.resolve.view import View

_FIELDED = re.compile(
    r"\b(?:conducted|taken|took|fielded|surveyed|polled|carried\s+out|interviewed)\s+"
    r"(?:(?:the|its|their|this)\s+(?:\w+\s+){0,2}?(?:poll|survey)\s+)?(?:(?:by|via|on|over)\s+(?:\w+\s+){1,4}?)?(?:(?:from|between|on|in|over|during)\s+)?$|"
    r"\b(?:leaving|left|exiting)\s+(?:the|their)\s+(?:polls|polling\s+(?:places?|stations?)|voting\s+booths?)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:[–—-]|to|through|until|and)\s*")
_DAYS = re.compile(r"\d|day\b", re.IGNORECASE)
"""Days told as days: they go before "late October" where a document tells both."""
_POLL = re.compile(r"\b(?:polls?|surveys?)\b", re.IGNORECASE)


def days_in_field(view: View, dates: Sequence[TimeExpression], anchor: Anchor | None) -> TimeExpression | None:
    """The expression of the days in the field; None where none, or of several polls, are told.

    Args:
        dates: the expressions of `view.text`, in text order.
        anchor: of the document; nothing was asked after it.
    """
    past = [_in_past(expression, anchor) for expression in dates]
    found: dict[str, TimeExpression] = {}
    for index, expression in enumerate(past):
        sentence = view.sentence(expression.span[0])
        before = view.text[sentence[0] : expression.span[0]]
        if _FIELDED.search(before) and _POLL.search(before) and not _is_later(expression, anchor):
            days = _until(view, expression, past[min(index + 1, len(past) - 1)])
            if days.edtf:
                found.setdefault(days.edtf, days)
    exact = [days for days in found.values() if _DAYS.search(view.text, *days.span)]
    told = exact or list(found.values())
    return told[0] if len(told) == 1 else None


def a_week_before(expression: TimeExpression) -> TimeExpression:
    """An expression of days moved back by seven."""
    first, last = (
        day and (date.fromisoformat(day) - timedelta(days=7)).isoformat() for day in expression.interval or ()
    )
    return replace(expression, edtf=interval_edtf((first, last)), interval=(first, last))


def _in_past(expression: TimeExpression, anchor: Anchor | None) -> TimeExpression:
    weekday = expression.rule.startswith("weekday") and _is_later(expression, anchor)
    return a_week_before(expression) if weekday else expression


def _is_later(expression: TimeExpression, anchor: Anchor | None) -> bool:
    first = expression.interval[0] if expression.interval else None
    return bool(anchor and first and first > anchor.last.isoformat())


def _until(view: View, first: TimeExpression, last: TimeExpression) -> TimeExpression:
    """An expression, with the next where a dash joins them: "Dec. 3 – Dec. 7", "Thursday through Monday"."""
    joined = first is not last and _TO.fullmatch(view.text, first.span[1], last.span[0])
    if not joined or not first.interval or not last.interval:
        return first
    if first.interval > last.interval and first.rule.startswith("weekday"):
        first = a_week_before(first)
    if not first.interval or first.interval > last.interval:
        return first
    days = (first.interval[0], last.interval[1])
    span = (first.span[0], last.span[1])
    return replace(first, edtf=interval_edtf(days), interval=days, span=span, text=view.text[slice(*span)])
