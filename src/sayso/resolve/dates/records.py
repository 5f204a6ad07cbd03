"""What the date stage takes and gives: anchors, time expressions, anachronisms."""

import re
from datetime import date
from enum import StrEnum

from sayso.records import InputError, Span
from sayso.records.base import Value
from sayso.resolve.dates.calendar import Interval


class TimexType(StrEnum):
    """The four types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Anchor(Value, frozen=True, kw_only=True):
    """The date that relative expressions count from, as exactly as it is known.

    Attributes:
        first: the earliest day it can be, None where only an upper bound is known.
        last: the latest day it can be.
    """

    first: date | None
    last: date

    @classmethod
    def day(cls, day: date) -> "Anchor":
        """The anchor of a known day."""
        return cls(first=day, last=day)

    @classmethod
    def parse(cls, text: str) -> "Anchor":
        """The anchor an EDTF-like date stands for.

        Args:
            text: a day ("2018-01-18", with or without a time), a month, a year, an interval, or "../2018-01-18" for
                "on or before". A trailing "~" or "?" is read as if it were not there.

        Raises:
            InputError: `bad_anchor`, where the text is none of these.

        Example:
            >>> Anchor.parse("2018-01").last.isoformat()
            '2018-01-31'
        """
        plain = re.sub(r"T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$", "", text.strip()).rstrip("~?")
        begin, slash, end = plain.partition("/")
        first = _bounds(begin, text)[0] if begin not in {"", ".."} else None
        last = _bounds(end if slash else begin, text)[1]
        if last is None or (first is not None and first > last):
            raise _bad_anchor(text)
        return cls(first=first, last=last)

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last


def _bounds(part: str, whole: str) -> tuple[date | None, date | None]:
    if not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", part):
        raise _bad_anchor(whole)
    numbers = [int(n) for n in part.split("-")]
    year, month, day = (*numbers, None, None)[:3]
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first, first
        following = date(first.year + (month in {None, 12}), 1 if month in {None, 12} else first.month + 1, 1)
    except ValueError as error:
        raise _bad_anchor(whole) from error
    return first, date.fromordinal(following.toordinal() - 1)


def _bad_anchor(text: str) -> InputError:
    return InputError(
        "bad_anchor",
        f"{text!r} is not a date to count from.",
        "Give a day, month or year such as 2018-01-18, 2018-01 or 2018, or ../2018-01-18 for on or before that day.",
    )


class TimeExpression(Value, frozen=True, kw_only=True):
    """One time expression of a text, as TIMEX3 and EDTF have it.

    Attributes:
        span: half-open code points of the text that was given.
        text: the characters under `span`.
        type: the TIMEX3 type.
        value: the TIMEX3 value; X stands for what is not known.
        edtf: None for durations, sets and vague references, or where nothing is known.
        interval: first and last day, both included, None where open; None together with `edtf`.
        rule: name of the rule that matched.
        mod: the TIMEX3 `mod` (START, MID, END, APPROX, LESS_THAN …).
        needs_anchor: whether the value was reckoned from the anchor or from another expression.
        ambiguous: whether past or future (or day and month) was chosen without a sign in the text.
    """

    span: Span
    text: str
    type: TimexType
    value: str
    edtf: str | None = None
    interval: Interval | None = None
    rule: str
    mod: str | None = None
    needs_anchor: bool = False
    ambiguous: bool = False


class Segment(Value, frozen=True, kw_only=True):
    """A stretch of a document and the date its expressions count from.

    Attributes:
        span: half-open code points of the text that was given.
        anchor: None where no date is known.
        reason: "document", "dateline" or "list item".
        evidence: the span of the date that anchors it, None where that is the document's own.
    """

    span: Span
    anchor: Anchor | None
    reason: str
    evidence: Span | None = None


class Anachronism(Value, frozen=True, kw_only=True):
    """Evidence that a passage is not of its document's time: a date told in the past that lies after the document's.

    Attributes:
        expression: the expression with what is left of its date: unknown, or bounded.
        verb: the words that tell of it as past.
        would_be: the first day of what the words say, reckoned from the document's date.
        published: the latest day the document can be of.
        evidence: one sentence for a person.
    """

    expression: TimeExpression
    verb: str
    would_be: str
    published: str
    evidence: str
