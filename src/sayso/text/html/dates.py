"""The day a page was published: what the publisher declares, as written; htmldate only where nothing is declared."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from sayso.records import Found
from sayso.text.html.declared import Declared
from sayso.text.html.markers import write_plain
from sayso.text.html.trees import BROKEN_PAGE, guessed_day

_MAX_FALLBACK = 4_000_000
_MAX_FALLBACK_TAGS = 30_000
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)|(\d{4})/(\d\d)/(\d\d)(?!\d)")
_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})\s+)?(?P<month>[A-Z][a-z]{2})[a-z]*\.?\s+(?:(?P<d2>\d{1,2}),?\s+)?(?P<year>\d{4})"
)
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ADDRESS_DAY = re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)")


class Published(NamedTuple):
    """The date of publication as found, and the days that speak against it."""

    found: Found | None
    against: tuple[Found, ...] = ()


class _Candidate(NamedTuple):
    edtf: str
    found: Found
    instant: datetime | None
    """The moment it names, None where it names no time or no zone."""

    @property
    def local(self) -> bool:
        """Whether it is written in a zone other than UTC: then its day is the day at the publisher's place."""
        return self.instant is not None and self.instant.utcoffset() != timedelta(0)


def published(page: Declared, address: str | None) -> Published:
    """The day a page was published, with the other days that were found.

    Method: the first of JSON-LD `datePublished`, OpenGraph, microdata, other meta tags and `<time>` that is a date
    counts, as the day that is written there. Where the same moment is also given in a zone that is not UTC, that
    writing of it counts: its day is the day at the publisher's place. So does the day in the page's address, where a
    moment given in UTC can fall on that day somewhere; otherwise the address is only compared. Where nothing is
    declared, htmldate is asked (fast mode).

    Args:
        page: what the page declares.
        address: the page's own address, if it tells it.
    """
    candidates = [candidate for found in _declared(page) if (candidate := _candidate(found))]
    if not candidates:
        return Published(_from_address(address) or _from_htmldate(page, address))
    best = candidates[0]
    same = (c for c in candidates if c.local and best.instant is not None and c.instant == best.instant)
    best = next(same, best)
    against = [_as_day(c) for c in candidates if _differs(best, c)]
    day = _from_address(address)
    if day and not _agrees(day.value, best.edtf):
        if _same_moment_elsewhere(best, day.value):
            return Published(day, (_as_day(best), *against))
        against.append(day)
    return Published(_as_day(best), tuple(against))


def edtf_day(text: str) -> str | None:
    """The calendar day (or month) at the beginning of a date as written, as EDTF; None where there is none.

    Example:
        >>> edtf_day("2019-11-19T02:10:00Z"), edtf_day("Mon, 18 Nov 2019 10:00:00 GMT"), edtf_day("11/12/2019")
        ('2019-11-19', '2019-11-18', None)
    """
    if match := _ISO.match(text):
        return _valid(match[1], match[2], match[3])
    if match := _COMPACT.match(text):
        return _valid(match[1] or match[4], match[2] or match[5], match[3] or match[6])
    match = _WORDS.search(text)
    return _valid(match["year"], match["month"], match["d1"] or match["d2"]) if match else None


def _declared(page: Declared) -> Iterator[Found]:
    yield from page.articles("datePublished")
    yield from page.meta("opengraph", "article:published_time", "og:article:published_time", "og:published_time")
    yield from page.meta("microdata", "datepublished", "pubdate")
    yield from page.meta(
        "meta", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "publishdate", "publish-date",
        "publish_date", "published", "publication_date", "article.published", "sailthru.date", "parsely-pub-date",
        "parsely-pub_date", "ptime", "dc.date.created",
    )  # fmt: skip


def _candidate(found: Found) -> _Candidate | None:
    edtf = edtf_day(found.value)
    return _Candidate(edtf, found, _instant(found.value)) if edtf else None


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _valid(year: str, month: str, day: str | None) -> str | None:
    """The day, or the month where no day is given; None where the calendar has no such day."""
    if month.lower() in _MONTHS:
        month = str(_MONTHS.index(month.lower()) + 1)
    try:
        value = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    if not 1800 <= value.year <= 2099:
        return None
    return value.isoformat() if day else value.isoformat()[:7]


def _differs(best: _Candidate, other: _Candidate) -> bool:
    same_moment = best.instant is not None and best.instant == other.instant
    return not same_moment and not _agrees(best.edtf, other.edtf)


def _same_moment_elsewhere(candidate: _Candidate, day: str) -> bool:
    """Whether a moment written in UTC falls on this day in some zone of the world."""
    if candidate.instant is None or candidate.local:
        return False
    zones = (timezone(_WESTERNMOST), timezone(_EASTERNMOST))
    return day in {candidate.instant.astimezone(zone).date().isoformat() for zone in zones}


def _agrees(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _as_day(candidate: _Candidate) -> Found:
    return Found(value=candidate.edtf, how=candidate.found.how, span=candidate.found.span)


def _from_address(address: str | None) -> Found | None:
    match = _ADDRESS_DAY.search(address or "")
    edtf = _valid(*match.groups()) if match else None
    return Found(value=edtf, how="address") if edtf else None


def _from_htmldate(page: Declared, address: str | None) -> Found | None:
    if len(page.scan.tags) > _MAX_FALLBACK_TAGS:
        return None
    markup = write_plain(page.raw, page.scan)
    if len(markup) > _MAX_FALLBACK:
        return None
    try:
        day = guessed_day(markup, address)
    except BROKEN_PAGE:
        return None
    return Found(value=day, how="htmldate") if day else None
