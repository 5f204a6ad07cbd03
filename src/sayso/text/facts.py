"""What a plain text says about itself: title, outlet, author and day of publication, each with how it was found."""

import re
from datetime import date

from sayso.records import Diagnostic, Found, FoundFacts, Span, Value
from sayso.text.datelines import Dateline, dateline, days_in, fits_weekday, published_line
from sayso.text.days import Day, day_at, iso_day, lone_day, masthead_day
from sayso.text.debris import Debris
from sayso.text.lexicon import debris_words
from sayso.text.page import Page, fold

_NAME = r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|al|el|bin|la|da|del|di)\s+)?[^\W\d_a-z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?i:by)\s+(?P<names>{_NAME}(?:(?:,\s+|\s+and\s+|,\s+and\s+|\s+&\s+){_NAME}){{0,3}})\s*(?:$|[|,•·–—(])"
)
_OUTLET_LINE = re.compile(r"[^\W\d_a-z][\w.'’&-]*(?:\s+(?:(?:of|the|and|for|&)\s+)*[^\W\d_a-z][\w.'’&-]*){0,4}")
_COPYRIGHT = re.compile(
    r"(?i:copyright|©|\(c\)|\s)+\d{4}(?:\s*[-–]\s*\d{4})?[,\s]+(?:by\s+)?(?P<name>[^\W\d_a-z][^.,|©\n]{1,40})"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_NEAR_DAYS = 60
"""A dateline without a year takes the year that puts it at most so many days from the last day the text writes out."""

_BODY_LOOKED_AT = 3


class PlainFacts(Value, frozen=True, kw_only=True):
    """What was found, and what is uncertain about it."""

    found: FoundFacts
    diagnostics: tuple[Diagnostic, ...] = ()


def plain_facts(page: Page, debris: Debris) -> PlainFacts:
    """What a plain text says about itself.

    Offsets: spans are of the raw layer; values of hard-wrapped paragraphs have none.
    """
    published = _published(page, debris)
    bounded = published is not None and "/" in published.value
    note = Diagnostic(
        code="published_bounded",
        key="",
        span=published.span if published else None,
        detail=f"{published.value if published else ''}, by {published.how if published else ''}",
    )
    found = FoundFacts(
        title=_title(page, debris),
        url=_url(page),
        outlet=_outlet_line(page, debris) or _copyright_holder(page, debris),
        author=_author(page),
        published=published,
    )
    return PlainFacts(found=found, diagnostics=(note,) if bounded else ())


def _found(page: Page, index: int, value: str, how: str, piece: Span | None = None) -> Found:
    """A value that stands in one paragraph, at `piece` of its text or making up all of it."""
    lines = page.paragraphs[index].lines
    at = lines[0][0]
    span = (at + piece[0], at + piece[1]) if piece else page.paragraphs[index].span
    return Found(value=value, how=how, span=span if len(lines) == 1 or not piece else None)


def _title(page: Page, debris: Debris) -> Found | None:
    if debris.title is None:
        return None
    repeated = any(reason in ("breadcrumb", "repeated_title") for reason in debris.reasons.values())
    value = " ".join(page.texts[debris.title].split())
    return _found(page, debris.title, value, "heading, repeated" if repeated else "heading")


def _url(page: Page) -> Found | None:
    """An address alone on a line of the head."""
    for index in page.head:
        match = _ADDRESS.search(page.texts[index])
        label = page.texts[index][: match.start()].strip(" :").casefold() if match else "-"
        if match and label in ("", "url", "link", "source", "address") and match.end() == len(page.texts[index]):
            return _found(page, index, match[0], "address line", match.span())
    return None


def _author(page: Page) -> Found | None:
    """The names of a line "By …" above the text."""
    for index in page.head:
        match = _BYLINE.match(page.texts[index])
        if match:
            return _found(page, index, match["names"], "byline", match.span("names"))
    return None


def _outlet_line(page: Page, debris: Debris) -> Found | None:
    """A name alone on the line above a paragraph that opens with a dateline; news agencies are no outlets here."""
    for index in page.head:
        text = page.texts[index]
        below = index + 1
        if index in debris.reasons or index == debris.title or below == len(page) or not _opens(page.texts[below]):
            continue
        if _OUTLET_LINE.fullmatch(text) and fold(text) not in debris_words().agencies:
            return _found(page, index, text, "line above the dateline")
    return None


def _opens(text: str) -> bool:
    return dateline(text) is not None


def _copyright_holder(page: Page, debris: Debris) -> Found | None:
    for index in page.tail:
        match = _COPYRIGHT.search(page.texts[index]) if debris.reasons.get(index) == "notice" else None
        if match:
            name = re.sub(r"\s+(?:all rights.*|inc|llc|ltd)$", "", match["name"].strip(), flags=re.IGNORECASE)
            return _found(page, index, name, "copyright line", (match.start("name"), match.start("name") + len(name)))
    return None


def _published(page: Page, debris: Debris) -> Found | None:
    """The day of publication: a line that says so, a day below the title, a dateline, or the masthead as a bound."""
    masthead = masthead_day(page.texts[0]) if debris.reasons.get(0) == "masthead_date" else None
    bound = masthead.iso if masthead else None
    found = _dated_line(page, debris) or _dateline(page, debris, bound)
    if found is None and masthead:
        piece = masthead.start, masthead.end
        return _found(page, 0, f"../{masthead.iso}", "masthead", piece)
    return found


def _dated_line(page: Page, debris: Debris) -> Found | None:
    edges = [index for index in (*page.head, *page.tail) if debris.reasons.get(index) != "masthead_date"]
    for index in edges:
        day = published_line(page.texts[index])
        if day:
            return _found(page, index, day.iso, "published line", (day.start, day.end))
    for index in page.head:
        day = lone_day(page.texts[index]) or _day_after_byline(page.texts[index])
        if day and debris.reasons.get(index) != "masthead_date":
            return _found(page, index, day.iso, "date line", (day.start, day.end))
    return None


def _day_after_byline(text: str) -> Day | None:
    mark = re.search(r"[|•·–—,]\s*(?=(?:[A-Z][a-z]+\.?,?\s+)?\d|[A-Z][a-z]{2,8}\.?\s+\d)", text)
    return day_at(text, mark.end()) if mark and len(text) <= 120 and _BYLINE.match(text) else None


def _dateline(page: Page, debris: Debris, bound: str | None) -> Found | None:
    body = (index for index in range(len(page)) if page.prose[index] or index in page.head)
    for index in (index for index, _ in zip(body, range(_BODY_LOOKED_AT + len(page.head)), strict=False)):
        line = dateline(page.texts[index])
        if line:
            value, how = _with_year(line, page.texts[index], _days_written(page, debris), bound)
            return _found(page, index, value, how, (line.start, line.end)) if value else None
    return None


def _with_year(line: Dateline, text: str, written: list[str], bound: str | None) -> tuple[str | None, str]:
    """The day of a dateline as EDTF, with how its year was found; `text` is the paragraph that it opens."""
    if line.year:
        return iso_day(line.year, line.month, line.day), "dateline"
    near = _nearest_year(line, written)
    if near and (bound is None or near <= bound) and fits_weekday(text, near):
        return near, "dateline; its year from the last day in the text"
    if bound:
        last = next((day for year in range(5) if (day := _year_before(line, bound, year)) and day <= bound), None)
        return (f"../{last}", "dateline; its year bounded by the masthead") if last else (None, "")
    return None, ""


def _year_before(line: Dateline, bound: str, years: int) -> str | None:
    return iso_day(int(bound[:4]) - years, line.month, line.day)


def _days_written(page: Page, debris: Debris) -> list[str]:
    """The days that the article writes out, each once."""
    kept = (text for index, text in enumerate(page.texts) if index not in debris.reasons)
    return list(dict.fromkeys(day for text in kept for day in days_in(text)))


def _nearest_year(line: Dateline, written: list[str]) -> str | None:
    """The day of the dateline that is nearest to the last day written out in the text; None where it is not near."""
    if not written:
        return None
    last = date.fromisoformat(max(written))
    days = (iso_day(year, line.month, line.day) for year in (last.year - 1, last.year, last.year + 1))
    near = ((abs((date.fromisoformat(day) - last).days), day) for day in days if day)
    distance, day = min(near, default=(_NEAR_DAYS + 1, ""))
    return day if distance <= _NEAR_DAYS else None
