"""Paragraphs: pieces of text put together to what a reader sees as one, and written as the clean layer with its map.

Offsets: half-open code points of the raw layer where nothing else is said.
"""

import html
import re
from html.entities import html5
from typing import NamedTuple

from sayso.records import Block, BlockKind, Segment, Span
from sayso.text.html.scanner import Gap, Scan, Tag, Text, attributes
from sayso.text.offsets import MapBuilder

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.ITEM),
    "blockquote": BlockKind.QUOTE,
}
_NOT_PLAIN = re.compile(
    r"(?P<space>[^\S ]\s*| \s+)|(?P<entity>&(?:\#[0-9]+;?|\#[xX][0-9a-fA-F]+;?|(?P<name>[a-zA-Z][a-zA-Z0-9]{1,31};?)))"
)
_HIDING = re.compile(r"hidden|none", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAVIGATION = frozenset(("nav", "header", "footer", "menu"))


class Paragraph(NamedTuple):
    """Pieces of text `first` to `last` (both included) that a reader sees as one paragraph, or as one table cell."""

    first: int
    last: int
    same_row: bool
    """Whether it is a cell of the same table row as the paragraph before it."""


class Written(NamedTuple):
    """The clean layer, its map and the kept blocks."""

    clean: str
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]


def paragraphs(texts: list[Text]) -> list[Paragraph]:
    """All pieces of text of a page as paragraphs."""
    starts = [index for index, text in enumerate(texts) if index == 0 or text.gap >= Gap.CELL]
    ends = [*starts[1:], len(texts)]
    return [
        Paragraph(start, end - 1, start > 0 and texts[start].gap is Gap.CELL)
        for start, end in zip(starts, ends, strict=True)
    ]


class Elements:
    """What the elements around a piece of text say about it; answers are remembered for one page."""

    def __init__(self, raw: str, scan: Scan) -> None:
        self._raw = raw
        self._tags = scan.tags
        self._hidden: dict[int, bool] = {-1: False}

    def around(self, element: int) -> list[Tag]:
        """The tags around, from the inside out."""
        found: list[Tag] = []
        while element >= 0:
            found.append(self._tags[element])
            element = found[-1].parent
        return found

    def hidden(self, element: int) -> bool:
        """Whether browsers do not show it: by attribute, by its own style, or since it is there for other programs."""
        if element not in self._hidden:
            tag = self._tags[element]
            self._hidden[element] = _hides(self._raw, tag) or self.hidden(tag.parent)
        return self._hidden[element]

    def kind(self, element: int) -> BlockKind:
        """What a paragraph inside it is."""
        in_block = False
        for tag in self.around(element):
            if tag.name in _KINDS:
                return _KINDS[tag.name]
            if tag.name in ("td", "th") and not in_block:
                return BlockKind.CELL
            in_block = in_block or tag.name in ("p", "div", "article", "table")
        return BlockKind.PARAGRAPH

    def navigation(self, element: int) -> bool:
        """Whether it belongs to the frame of the page: menus, headers, footers."""
        names = {tag.name for tag in self.around(element)}
        return not names.isdisjoint(_NAVIGATION)


def write(raw: str, rows: list[list[Text]], kinds: list[BlockKind]) -> Written:
    """The clean layer of the paragraphs given, one blank line between them, with its map and its blocks.

    Method: inside a paragraph a run of white space becomes one blank (copied where it is one), no-break and other
    special blanks and tags between words count as white space, entities are read, all other characters are copied.

    Args:
        raw: the page.
        rows: the pieces of text of each paragraph, in text order.
        kinds: what each paragraph is.
    """
    writer = _Writer(raw)
    blocks: list[Block] = []
    for row, kind in zip(rows, kinds, strict=True):
        span = writer.paragraph(row)
        if span:
            clean, place = span
            blocks.append(Block(span=place, kind=kind, clean=clean))
    return Written(writer.builder.clean, writer.builder.segments, tuple(blocks))


class _Writer:
    """Writes words; white space is held back until the next word, so that none stands at either end."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.builder = MapBuilder(raw)
        self.between = ""
        self.last = 0
        self.first: Span | None = None
        """Where the paragraph's first word stands in the clean and in the raw layer; None before it."""

    def paragraph(self, row: list[Text]) -> tuple[Span, Span] | None:
        """Write one paragraph; its span in the clean and in the raw layer, None where it has no words."""
        self._begin()
        for number, text in enumerate(row):
            if number and text.gap:
                self._blank()
            self._text(text.start, text.end)
        if self.first is None:
            return None
        clean_start, raw_start = self.first
        return (clean_start, self.builder.length), (raw_start, self.last)

    def _begin(self) -> None:
        self.first = None
        self.between = "\n\n" if self.builder.length else ""

    def _text(self, start: int, end: int) -> None:
        at = start
        for match in _NOT_PLAIN.finditer(self.raw, start, end):
            if match.start() < at:
                continue
            self._plain(at, match.start())
            if match["space"]:
                self._blank()
                at = match.end()
            else:
                at = self._entity(match)
        self._plain(at, end)

    def _plain(self, start: int, end: int) -> None:
        piece = self.raw[start:end]
        words = piece.strip()
        if not words:
            if piece:
                self._blank()
            return
        first = start + piece.index(words[0])
        if first > start:
            self._blank()
        self._before(first)
        self.builder.copy(first, first + len(words))
        self.last = first + len(words)
        if self.last < end:
            self._blank()

    def _entity(self, match: re.Match[str]) -> int:
        """Write what a reference stands for; where the text goes on behind it."""
        start, end = match.start(), match.end()
        if match["name"]:
            known = _known_name(match["name"])
            if not known:
                self._plain(start, end)
                return end
            end = start + 1 + len(known)
        meaning = html.unescape(self.raw[start:end])
        if meaning.isspace():
            self._blank()
        elif meaning:
            self._before(start)
            self.builder.entity(start, end)
            self.last = end
        return end

    def _blank(self) -> None:
        if not self.between and self.first is not None:
            self.between = " "

    def _before(self, start: int) -> None:
        """Write the white space held back before the word at `start`."""
        if self.between == " " and self.raw[self.last : start] == " ":
            self.builder.copy(self.last, start)
        elif self.between == " ":
            self.builder.space(" ", self.last, start)
        elif self.between:
            self.builder.space(self.between, self.last, self.last)
        self.between = ""
        if self.first is None:
            self.first = self.builder.length, start


def _known_name(name: str) -> str:
    """The longest beginning of `name` that names a character; a missing semicolon is forgiven where browsers do."""
    return next((name[:length] for length in range(len(name), 1, -1) if name[:length] in html5), "")


def _hides(raw: str, tag: Tag) -> bool:
    if tag.name in ("noscript", "template"):
        return True
    if not _HIDING.search(raw, tag.start, tag.end):
        return False
    found = attributes(raw, tag)
    style = found.get("style")
    return "hidden" in found or bool(style and _HIDING_STYLE.search(style.value))
