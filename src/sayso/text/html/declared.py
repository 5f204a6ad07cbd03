"""What a page declares about itself: meta tags, links, JSON-LD, each value with its place in the raw layer."""

import html
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, cast

from sayso.records import Found, Span
from sayso.text.html.scanner import Scan, Tag, attributes

_MAX_JSON = 500_000
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


class Meta(NamedTuple):
    """One value that a tag declares: `name` in lower case, as its property, name or itemprop says."""

    name: str
    value: str
    span: Span


class Declared:
    """Everything the head and the structured data of one page declare, in text order."""

    def __init__(self, raw: str, scan: Scan) -> None:
        self.raw = raw
        self.scan = scan
        self.metas = list(_metas(raw, scan))
        self.structured = [node for index in scan.contents for node in _json_nodes(raw, scan, index)]

    def meta(self, how: str, *names: str) -> Iterator[Found]:
        """The values of the meta tags with one of these names: in the order of the names, then of the page."""
        for name in names:
            yield from (Found(value=meta.value, how=how, span=meta.span) for meta in self.metas if meta.name == name)

    def articles(self, *path: str) -> Iterator[Found]:
        """The texts at a path of keys in the JSON-LD objects; those of articles first."""
        nodes = sorted(self.structured, key=lambda node: not node.article)
        for node in nodes:
            for value in _at(node.fields, path):
                if text := tidy(value):
                    yield Found(value=text, how="json-ld", span=_place(self.raw, node.span, path[0], value))

    def tags(self, *names: str) -> Iterator[tuple[int, Tag]]:
        """The tags with one of these names, with their indexes."""
        return ((index, tag) for index, tag in enumerate(self.scan.tags) if tag.name in names)

    def texts_in(self, element: int) -> Found | None:
        """All text inside an element, None where it has none."""
        inside = _texts_inside(self.scan, element)
        if not inside:
            return None
        span = self.scan.texts[inside[0]].start, self.scan.texts[inside[-1]].end
        pieces = (self.scan.texts[index] for index in inside)
        joined = "".join(f"{' ' if piece.gap else ''}{self.raw[piece.start : piece.end]}" for piece in pieces)
        return Found(value=tidy(joined), how="text", span=span)


class _Node(NamedTuple):
    """One object of structured data, and where its script stands."""

    fields: dict[str, object]
    article: bool
    span: Span


def tidy(text: str) -> str:
    """A value as people read it: references read (also doubled ones), white space evened out."""
    return " ".join(html.unescape(html.unescape(text)).replace("\x00", " ").split())


def _metas(raw: str, scan: Scan) -> Iterator[Meta]:
    for tag in scan.tags:
        if tag.name not in ("meta", "link", "time"):
            continue
        found = attributes(raw, tag)
        value = found.get({"meta": "content", "link": "href", "time": "datetime"}[tag.name])
        if value is None or not tidy(value.value):
            continue
        for source in ("rel",) if tag.name == "link" else ("property", "name", "itemprop"):
            if source in found:
                name = " ".join(found[source].value.lower().split())
                yield Meta(name, tidy(value.value), (value.start, value.end))
        if tag.name == "time" and "pubdate" in found:
            yield Meta("pubdate", tidy(value.value), (value.start, value.end))


def _json_nodes(raw: str, scan: Scan, index: int) -> Iterator[_Node]:
    tag, (start, end) = scan.tags[index], scan.contents[index]
    if tag.name != "script" or "ld+json" not in raw[tag.start : tag.end].lower() or end - start > _MAX_JSON:
        return
    try:
        data: object = json.loads(_COMMENT.sub("", raw[start:end]), strict=False)
    except (ValueError, RecursionError):
        return
    for fields in _objects(data):
        article = any(kind.endswith(("Article", "Posting")) for kind in _strings(fields.get("@type")))
        yield _Node(fields, article, (start, end))


def _objects(data: object) -> Iterator[dict[str, object]]:
    """The objects at the top, in lists and in `@graph`: those that describe the page, not what they mention."""
    if isinstance(data, list):
        for item in cast("list[object]", data):
            yield from _objects(item)
    elif isinstance(data, dict):
        fields = cast("dict[str, object]", data)
        yield fields
        yield from _objects(fields.get("@graph"))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in cast("list[object]", value) if isinstance(item, str)] if isinstance(value, list) else []


def _at(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _at(item, path)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict) and path:
        yield from _at(cast("dict[str, object]", value).get(path[0]), path[1:])


def _place(raw: str, script: Span, key: str, value: str) -> Span | None:
    """Where a value stands in its script: behind its key if it is written plainly there, else not told."""
    match = re.compile(rf'"{re.escape(key)}"\s*:\s*"({re.escape(value)})"').search(raw, *script)
    return match.span(1) if match else None


def _texts_inside(scan: Scan, element: int) -> list[int]:
    """The indexes of the pieces of text inside an element: they follow its tag, without another one between."""
    inside: list[int] = []
    first = bisect_left(scan.texts, scan.tags[element].end, key=lambda text: text.start)
    for index in range(first, len(scan.texts)):
        if not _within(scan, scan.texts[index].element, element):
            break
        inside.append(index)
    return inside


def _within(scan: Scan, inner: int, outer: int) -> bool:
    while inner > outer:
        inner = scan.tags[inner].parent
    return inner == outer
