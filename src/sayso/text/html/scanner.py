"""Our own tokenizer of markup: every piece of visible text by its place in the raw characters.

The scanner follows the tokenizing rules of the HTML standard as far as text is concerned (comments, raw text elements,
attributes with and without quotes) and keeps a simple stack of open elements. It is total: any string scans, in time
linear in its length.

Offsets: half-open code points of the raw layer.
"""

import re
from enum import IntEnum
from typing import NamedTuple

MAX_DEPTH = 200
"""Elements nested deeper are read as if their tags were not there (real pages stay below 80; libxml2 stops at 255)."""

MAX_TAGS = 400_000
"""Pages with more start tags are not read (real pages stay below 20,000)."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed frame hr img input link meta param source track wbr")
RAW_TEXT = _names("script style textarea title xmp iframe noembed noframes")
"""Elements whose content holds no tags: it ends at their own end tag only."""

INLINE = _names(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output picture q rb
    rp rt ruby s samp small span strike strong sub sup time tt u var wbr img source track area map link meta input svg
    use path g script style template noscript object embed param iframe audio video canvas math"""
)
"""Elements that do not end a paragraph."""

_CLOSED_BY = {
    "li": (_names("li"), _names("ul ol menu")),
    "dt": (_names("dt dd"), _names("dl")),
    "dd": (_names("dt dd"), _names("dl")),
    "tr": (_names("tr td th"), _names("table")),
    "td": (_names("td th"), _names("tr table")),
    "th": (_names("td th"), _names("tr table")),
    "option": (_names("option"), _names("select")),
}
"""A start tag of the key closes an open element of the first set, unless one of the second set is open inside it."""

_NAME = r"<(/?)([a-zA-Z][^\s/>]*+)"
_NAMED = r"""[^\s/>=]++ (?:\s*+=\s*+ (?: "[^"]*+" | '[^']*+' | (?!["'])[^\s>]*+ ))?+"""
_TAG = re.compile(rf"{_NAME} (?: [\s/]++ | {_NAMED} )*+ >", re.VERBOSE)
_ODD_TAG = re.compile(rf"{_NAME} (?: [\s/]++ | =[^\s/>=]*+ | {_NAMED} )*+ >", re.VERBOSE)
# No group is captured inside a possessive repeat: Python 3.11 fails with a SystemError there.
_ATTRIBUTE = re.compile(
    r"""([^\s/>=]++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?!["'])(?P<bare>[^\s>]*+)))?"""
)
_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG_BEGINNING = re.compile(r"</?[a-zA-Z]")
_COMMENT_END = re.compile(r"--!?>")


class Gap(IntEnum):
    """What stands between two pieces of text."""

    NONE = 0
    """Nothing a reader sees: the two are one word."""
    SPACE = 1
    """White space, or a single line break."""
    CELL = 2
    """The border of two cells of one table row."""
    BREAK = 3
    """The border of two paragraphs."""


_GAPS = {
    **dict.fromkeys(INLINE, Gap.NONE),
    "br": Gap.SPACE,
    "td": Gap.CELL,
    "th": Gap.CELL,
}
"""What a tag stands for; all others end a paragraph."""


class Event(IntEnum):
    """What happens at a place of the markup."""

    OPEN = 0
    TEXT = 1
    CLOSE = 2


class Attribute(NamedTuple):
    """The value of an attribute as written (entities not read), and where it stands."""

    value: str
    start: int
    end: int


class Tag(NamedTuple):
    """A start tag: `start` and `end` of the tag itself, `parent` the index of the element around it, -1 for none.

    `odd` tags hold a quotation mark without its partner or a value without a name; `empty` elements have no content.
    """

    name: str
    start: int
    end: int
    parent: int
    odd: bool
    empty: bool


class Text(NamedTuple):
    """A piece of text without a tag in it, trimmed of white space; `element` is the index of its tag, -1 for none."""

    start: int
    end: int
    element: int
    gap: Gap


class Scan(NamedTuple):
    """What the scanner saw.

    Attributes:
        tags: all start tags, in text order; the index of a tag names its element.
        texts: all pieces of text outside raw text elements, in text order.
        contents: where the content of each raw text element stands, by the index of its tag.
        events: what follows what: a tag opens, a text comes, an element closes; each with its index.
        too_deep: how many start tags lay beyond `MAX_DEPTH`.
        cut: whether the scan stopped at `MAX_TAGS`.
    """

    tags: list[Tag]
    texts: list[Text]
    contents: dict[int, tuple[int, int]]
    events: list[tuple[Event, int]]
    too_deep: int
    cut: bool


def scan(raw: str) -> Scan:
    """Everything the scanner sees in `raw`."""
    return _Scanner(raw).run()


def attributes(raw: str, tag: Tag) -> dict[str, Attribute]:
    """The attributes of a start tag by lower-case name; the first of each name counts, as in browsers.

    Offsets: of each value in the raw layer, without its quotation marks.
    """
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(raw, tag.start + 1 + len(tag.name), tag.end - 1):
        group = match.lastgroup
        name = match[1].lower()
        if name not in found:
            start, end = match.span(group) if group else (match.end(), match.end())
            found[name] = Attribute(raw[start:end], start, end)
    return found


class _Scanner:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.at = 0
        self.gap = Gap.BREAK
        self.line_breaks = 0
        self.stack: list[int] = []
        self.skipped: dict[str, int] = {}
        self.seen = Scan([], [], {}, [], 0, False)
        self.too_deep = 0

    def run(self) -> Scan:
        raw, length = self.raw, len(self.raw)
        while self.at < length and len(self.seen.tags) + self.too_deep < MAX_TAGS:
            start = self.at
            opening = _OPENING.search(raw, start)
            self.at = opening.start() if opening else length
            if self.at > start:
                self._text(start, self.at)
            if opening:
                self._markup(self.at)
        return self.seen._replace(too_deep=self.too_deep, cut=self.at < length)

    def _text(self, start: int, end: int) -> None:
        piece = self.raw[start:end]
        bare = piece.strip()
        if not bare:
            self.gap = self.gap or Gap.SPACE
            return
        first = start + piece.index(bare)
        last = first + len(bare)
        gap = self.gap or Gap.SPACE if first > start else self.gap
        self.seen.events.append((Event.TEXT, len(self.seen.texts)))
        self.seen.texts.append(Text(first, last, self.stack[-1] if self.stack else -1, gap))
        self.gap = Gap.SPACE if last < end else Gap.NONE
        self.line_breaks = 0

    def _markup(self, opening: int) -> None:
        regular = _TAG.match(self.raw, opening)
        match = regular or _ODD_TAG.match(self.raw, opening)
        if match is None:
            self.at = _comment_end(self.raw, opening)
            return
        self.at = match.end()
        name = match[2].lower()
        self.gap = max(self.gap, _GAPS.get(name, Gap.BREAK))
        if match[1]:
            self._end(name)
        else:
            self._start(name, opening, odd=regular is None)

    def _start(self, name: str, start: int, *, odd: bool) -> None:
        if name == "br":
            self._line_break()
        self._close_implied(name)
        if len(self.stack) >= MAX_DEPTH and name not in RAW_TEXT:
            self.skipped[name] = self.skipped.get(name, 0) + 1
            self.too_deep += 1
            return
        index = len(self.seen.tags)
        empty = name in VOID or self._closes_itself()
        self.seen.tags.append(Tag(name, start, self.at, self.stack[-1] if self.stack else -1, odd, empty))
        self.seen.events.append((Event.OPEN, index))
        if empty:
            return
        if name in RAW_TEXT:
            self._raw_text(name, index)
        else:
            self.stack.append(index)
        if name == "plaintext":
            start, self.at = self.at, len(self.raw)
            self._text(start, self.at)

    def _closes_itself(self) -> bool:
        """Whether the tag just read is one that ends in "/" inside drawings or formulas, where that means something."""
        if not self.raw.endswith("/>", 0, self.at):
            return False
        return any(self.seen.tags[index].name in ("svg", "math") for index in self.stack)

    def _raw_text(self, name: str, index: int) -> None:
        end = re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE).search(self.raw, self.at)
        stop, after = end.span() if end else (len(self.raw), len(self.raw))
        self.seen.contents[index] = (self.at, stop)
        self.at = after

    def _line_break(self) -> None:
        self.line_breaks += 1
        if self.line_breaks > 1:
            self.gap = Gap.BREAK

    def _end(self, name: str) -> None:
        if name in ("body", "html"):  # what follows them belongs to the page still
            return
        if self.skipped.get(name):
            self.skipped[name] -= 1
            return
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.seen.tags[self.stack[depth]].name == name:
                self._pop_to(depth)
                return

    def _close_implied(self, name: str) -> None:
        tags, stack = self.seen.tags, self.stack
        if stack and tags[stack[-1]].name == "p" and name not in INLINE:
            self._pop_to(len(stack) - 1)
        closed, border = _CLOSED_BY.get(name, (frozenset[str](), frozenset[str]()))
        outermost: int | None = None
        for depth in range(len(stack) - 1 if closed else -1, -1, -1):
            open_name = tags[stack[depth]].name
            if open_name in border:
                break
            if open_name in closed:
                outermost = depth
        if outermost is not None:
            self._pop_to(outermost)

    def _pop_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            self.seen.events.append((Event.CLOSE, self.stack.pop()))


def _comment_end(raw: str, opening: int) -> int:
    """Where a comment, a declaration or something like it ends; a tag that never ends holds the rest of the page."""
    if raw.startswith("<!--", opening):
        if raw.startswith((">", "->"), opening + 4):
            return raw.index(">", opening + 4) + 1
        match = _COMMENT_END.search(raw, opening + 4)
        return match.end() if match else len(raw)
    end = -1 if _TAG_BEGINNING.match(raw, opening) else raw.find(">", opening)
    return end + 1 if end >= 0 else len(raw)
