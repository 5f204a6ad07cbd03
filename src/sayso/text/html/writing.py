"""Writing the clean layer with its map, word by word, from the pieces of text that were kept.

Offsets: half-open code points of the raw layer where nothing else is said.
"""

import html
import re
from html.entities import html5
from typing import NamedTuple

from sayso.records import Block, BlockKind, Segment, Span
from sayso.text.html.scanner import Text
from sayso.text.offsets import MapBuilder

_NOT_PLAIN = re.compile(
    r"(?P<space>[^\S ]\s*| \s+)|(?P<entity>&(?:\#[0-9]+;?|\#[xX][0-9a-fA-F]+;?|(?P<name>[a-zA-Z][a-zA-Z0-9]{1,31};?)))"
)


class Written(NamedTuple):
    """The clean layer, its map and the kept blocks."""

    clean: str
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]


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
