"""A day written out on a line or at the start of a story."""

import re
from datetime import date

from sayso.records import Value

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
MONTHS = (*_MONTHS, "december")

_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_CLOCK = r"(?:,?\s+(?:at\s+|[-–—|]\s*)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?(?![a-z]))?(?:\s+[A-Z]{2,4})?)?"
_DAY_FORMS = (
    rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>\d{{4}})",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})",
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]\d\d:\d\d[0-9:.+Zz-]*)?",
)
_DAYS = tuple(re.compile(rf"\s*{form}{_CLOCK}", re.IGNORECASE | re.ASCII) for form in _DAY_FORMS)


_MASTHEAD_MARK = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")


class Day(Value, frozen=True, kw_only=True):
    """A day as it is written.

    Attributes:
        iso: year, month and day.
        start, end: where it stands in the text that was looked at.
        weekday: whether it is written with its day of the week.
    """

    iso: str
    start: int
    end: int
    weekday: bool


def day_at(text: str, start: int = 0) -> Day | None:
    """The full day (with its year) that stands at `start`, None where none does."""
    for form in _DAYS:
        match = form.match(text, start)
        if match:
            return _as_day(match)
    return None


def lone_day(text: str) -> Day | None:
    """The day that a line consists of, None where the line holds anything else."""
    day = day_at(text) if len(text) <= 60 else None
    return day if day and not text[day.end :].strip(" .|–—-") else None


def masthead_day(text: str) -> Day | None:
    """The day in a masthead line: alone, or one part among others between marks ("Monday, 4 March 2024 | 12°C")."""
    at = 0
    for part in _MASTHEAD_MARK.split(text) if len(text) <= 120 else ():
        at = text.index(part, at)
        day = lone_day(part)
        if day:
            return Day(iso=day.iso, start=at + day.start, end=at + day.end, weekday=day.weekday)
        at += len(part)
    return None


def month_number(name: str) -> int | None:
    """The number of a month by its name or its first three letters or more; None where it is none."""
    lower = name.lower().rstrip(".")
    matches = (n for n, month in enumerate(MONTHS, 1) if len(lower) >= 3 and month.startswith(lower))
    return 9 if lower == "sept" else next(matches, None)


def iso_day(year: int, month: int, day: int) -> str | None:
    """The ISO day, None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _as_day(match: re.Match[str]) -> Day | None:
    name = match["month"]
    month = int(name) if name.isdigit() else month_number(name)
    iso = iso_day(int(match["year"]), month, int(match["day"])) if month else None
    weekday = bool(match.groupdict().get("weekday"))
    return Day(iso=iso, start=match.start(), end=match.end(), weekday=weekday) if iso else None
