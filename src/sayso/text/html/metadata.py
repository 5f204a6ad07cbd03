"""What a page says about itself: title, address, outlet, author, day of publication, language."""

import re
from collections.abc import Iterable

from sayso.records import Diagnostic, Found, FoundFacts
from sayso.records.base import Value
from sayso.text.html.dates import published
from sayso.text.html.declared import Declared, tidy
from sayso.text.html.scanner import Scan, attributes, scan

_BY = re.compile(r"^(?:\w+\s+)?by\s+", re.IGNORECASE)
_BAR = re.compile(r"\s+[|•·]\s+")
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[|\-–—·»:]\s+")
_PART = re.compile(rf"{_SUFFIX.pattern}|:\s+")
_AGREEMENT = 0.5
_OUTLET_WORDS = 5


class HtmlFacts(Value, frozen=True, kw_only=True):
    """What was found inside a page about it.

    Attributes:
        found: title, address, outlet, author, day of publication; never the language.
        language_hint: the language that the markup claims (often that of a template, so only a hint).
        diagnostics: days of publication that speak against the one found.
    """

    found: FoundFacts
    language_hint: Found | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def html_facts(raw: str, key: str) -> HtmlFacts:
    """What a page says about itself.

    Args:
        raw: the raw layer: the page's markup as decoded.
        key: key of the document, for diagnostics.

    Offsets: spans of the raw layer; of attribute values without their quotation marks.
    """
    return scanned_facts(raw, key, scan(raw))


def scanned_facts(raw: str, key: str, seen: Scan) -> HtmlFacts:
    """The same, for a page that was scanned already."""
    page = Declared(raw, seen)
    url = _url(page)
    day = published(page, url.value if url else None)
    outlet = _outlet(page, url)
    found = FoundFacts(title=_title(page, outlet), url=url, outlet=outlet, author=_author(page), published=day.found)
    diagnostics = ()
    if day.found and day.against:
        others = ", ".join(f"{other.value} ({other.how})" for other in day.against)
        detail = f"{day.found.value} ({day.found.how}) is used; also found: {others}"
        diagnostics = (Diagnostic(code="published_conflict", key=key, span=day.found.span, detail=detail),)
    return HtmlFacts(found=found, language_hint=_language(page), diagnostics=diagnostics)


def _url(page: Declared) -> Found | None:
    candidates = (
        *page.meta("canonical link", "canonical"),
        *page.meta("opengraph", "og:url"),
        *page.articles("url"),
    )
    return _first(found for found in candidates if _HOST.match(found.value))


def _outlet(page: Declared, url: Found | None) -> Found | None:
    """The outlet's name; where none is declared the end of the title element, else the host of the page's address."""
    declared = (
        *page.meta("opengraph", "og:site_name"),
        *page.articles("publisher", "name"),
        *page.meta("meta", "application-name"),
    )
    for found in declared:
        name = _SUFFIX.split(found.value)[0].lstrip("@")
        if name and not _HOST.match(name):
            return Found(value=name, how=found.how, span=found.span)
    if ending := _ending_of_title(page):
        return ending
    host = _HOST.match(url.value) if url else None
    return Found(value=host[1].lower(), how="host of the address") if host else None


def _author(page: Declared) -> Found | None:
    names = list(page.articles("author", "name"))
    if names:
        value = ", ".join(dict.fromkeys(name.value for name in names))
        return Found(value=_name(value), how="json-ld", span=names[0].span if len(names) == 1 else None)
    metas = page.meta("meta", "author", "article:author", "dc.creator", "parsely-author")
    declared = (*page.articles("author"), *metas)
    for found in declared:
        if not _HOST.match(found.value):
            return Found(value=_name(found.value), how=found.how, span=found.span)
    return _marked_author(page)


def _name(text: str) -> str:
    """A name without the "By" before it and what stands behind a bar after it."""
    return _BAR.split(_BY.sub("", text))[0]


def _marked_author(page: Declared) -> Found | None:
    """The text of the first element that is marked as the author."""
    for index, tag in page.tags("a", "span", "div", "p", "address"):
        found = attributes(page.raw, tag)
        marks = {found[name].value.lower() for name in ("rel", "itemprop") if name in found}
        if "author" in marks and (text := page.texts_in(index)):
            return Found(value=_name(text.value), how="author mark", span=text.span)
    return None


def _title(page: Declared, outlet: Found | None) -> Found | None:
    """The title that readers see where it agrees with a declared one, else the declared one.

    A first-level heading that shares fewer than half of its words with every declared title is a logo or a section. A
    lower heading is the title where it is all of a declared one but the part before or after a mark.
    """
    declared = [*_declared_titles(page), *_title_element(page)]
    titles = [_without_outlet(title, outlet) for title in declared]
    for heading in _headings(page, "h1"):
        if not titles or any(_agree(heading.value, title.value) for title in titles):
            return Found(value=heading.value, how="heading", span=heading.span)
    parts = {part for title in titles for part in (_key(title.value), *map(_key, _PART.split(title.value)))}
    lower = (heading for heading in _headings(page, "h2", "h3", "h4") if _key(heading.value) in parts)
    heading = _first(lower) if len(titles) == 1 else None
    return Found(value=heading.value, how="heading", span=heading.span) if heading else _first(titles)


def _declared_titles(page: Declared) -> list[Found]:
    return [*page.articles("headline"), *page.meta("opengraph", "og:title"), *page.meta("meta", "twitter:title")]


def _headings(page: Declared, *names: str) -> list[Found]:
    return [text for index, _ in page.tags(*names) if (text := page.texts_in(index))]


def _ending_of_title(page: Declared) -> Found | None:
    """The last part of the title element, where what stands before it is a title that the page gives elsewhere."""
    titles = {_key(found.value) for found in (*_declared_titles(page), *_headings(page, "h1", "h2", "h3", "h4"))}
    for found in _title_element(page):
        for mark in _SUFFIX.finditer(found.value):
            name = _SUFFIX.split(found.value[mark.end() :])[-1]
            if _key(found.value[: mark.start()]) in titles and len(name.split()) <= _OUTLET_WORDS:
                return Found(value=name, how=found.how, span=found.span)
    return None


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _title_element(page: Declared) -> Iterable[Found]:
    for index, _ in page.tags("title"):
        start, end = page.scan.contents.get(index, (0, 0))
        if text := tidy(page.raw[start:end]):
            yield Found(value=text, how="title element", span=(start, end))


def _without_outlet(title: Found, outlet: Found | None) -> Found:
    """The title without the outlet's name at its end (" | The Herald") or before it ("The Herald: ")."""
    name = outlet.value.casefold() if outlet else None
    marks = list(_PART.finditer(title.value))
    if not name or not marks:
        return title
    if _SUFFIX.fullmatch(marks[-1][0]) and title.value[marks[-1].end() :].casefold() == name:
        return Found(value=title.value[: marks[-1].start()], how=title.how, span=title.span)
    if title.value[: marks[0].start()].casefold() == name:
        return Found(value=title.value[marks[0].end() :], how=title.how, span=title.span)
    return title


def _agree(one: str, other: str) -> bool:
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return bool(words) and len(words & others) >= _AGREEMENT * max(len(words), 1)


def _language(page: Declared) -> Found | None:
    for _, tag in page.tags("html"):
        value = attributes(page.raw, tag).get("lang")
        match = _LANGUAGE.match(value.value) if value else None
        if value and match:
            return Found(value=match[0].lower(), how="html lang", span=(value.start, value.start + match.end()))
    return None


def _first(found: Iterable[Found]) -> Found | None:
    return next(iter(found), None)
