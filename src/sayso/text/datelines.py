"""When a plain text says it was published: lines of their own, and the dateline that opens a story."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sayso.records import Value
from sayso.text.days import Day, day_at, iso_day, lone_day, month_number

_PUBLISHED = re.compile(
    r"\W*(?:first\s+)?(?:published|posted|publication date|publish date|date published|date|issued|released)"
    r"(?:\s+(?:on|at))?\s*[:\-–—|]?\s*",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\W*(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?\s*[:\-–—|]?\s*", re.IGNORECASE)
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PLACE = r"[^\W\d_a-z][\w.'’()/-]*"
_DATELINE = re.compile(
    rf"{_PLACE},?\s+(?:(?:{_PLACE}|of|the|and|de|la|el|al|on),?\s+){{0,6}}"
    rf"(?:(?P<day>\d{{1,2}})\s+{_MONTH}|{_MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}}))"
    r"(?:,?\s+(?P<year>\d{4}))?\s*(?:\([^()]{2,40}\)|,?\s*/?[A-Z][A-Za-z /]{1,30})?\s*[–—:-]{1,2}\s"
)
_DATELINE_WITHIN = 120
_DAY_IN_TEXT = re.compile(
    r"\b(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,4}(?:,?\s+\d{4})?"
)
_MONTH_OF_YEAR = re.compile(rf"{_MONTH}\s+\d{{4}}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ON_WEEKDAY = re.compile(rf"\bon ({'|'.join(_WEEKDAYS)})\b")
_DAYS_BACK = 2


class Dateline(Value, frozen=True, kw_only=True):
    """The day in a dateline such as "London, 18 Jan –".

    Attributes:
        start, end: of the day in its paragraph.
        year: None where it is not written.
    """

    start: int
    end: int
    month: int
    day: int
    year: int | None


def published_line(text: str) -> Day | None:
    """The day of a line such as "Published: 18 January 2018", None where the line is no such line."""
    if len(text) > 120:
        return None
    label = _PUBLISHED.match(text)
    return day_at(text, label.end()) if label else None


def is_date_line(text: str) -> bool:
    """Whether a line only says when the article was published or updated."""
    if lone_day(text):
        return True
    for label in (_PUBLISHED, _UPDATED):
        match = label.match(text) if len(text) <= 120 else None
        day = day_at(text, match.end()) if match else None
        if day and (not text[day.end :].strip(" .|()–—-") or _UPDATED.match(text, day.end)):
            return True
    return False


def dateline(text: str) -> Dateline | None:
    """The dateline at the start of a paragraph, None where there is none."""
    match = _DATELINE.match(text[:_DATELINE_WITHIN])
    if not match:
        return None
    name, number = match["month"] or match["month2"], match["day"] or match["day2"]
    month = month_number(name)
    year = int(match["year"]) if match["year"] else None
    if month is None or iso_day(year or 2000, month, int(number)) is None:
        return None
    start = min(match.start(g) for g in ("month", "month2", "day", "day2") if match[g])
    end = max(match.end(g) for g in ("month", "month2", "day", "day2", "year") if match[g])
    return Dateline(start=start, end=end, month=month, day=int(number), year=year)


def days_in(text: str) -> Iterator[str]:
    """The days that a text writes out with their year, as ISO days in the order of the text; of a month its first."""
    for match in _DAY_IN_TEXT.finditer(text):
        day = day_at(text, match.start())
        if day:
            yield day.iso
            continue
        month = _MONTH_OF_YEAR.fullmatch(match[0])
        first = iso_day(int(match[0][-4:]), month_number(month["month"]) or 0, 1) if month else None
        if first:
            yield first


def fits_weekday(text: str, iso: str) -> bool:
    """Whether the first "on Tuesday" of a paragraph can be the day given or one of the two days before it.

    News under a dateline happened on its day or shortly before; a paragraph without a day of the week fits every day.
    """
    weekday = _ON_WEEKDAY.search(text)
    if not weekday:
        return True
    day = date.fromisoformat(iso)
    return any(_WEEKDAYS[(day - timedelta(days=back)).weekday()] == weekday[1] for back in range(_DAYS_BACK + 1))
