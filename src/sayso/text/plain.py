"""Plain text: from the raw layer to paragraphs, and from kept paragraphs to the clean layer with its map.

Offsets: code points of the raw layer, half-open.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from sayso.records import Block, BlockKind, Segment, Span, Spans, Value
from sayso.text.offsets import MapBuilder

PARAGRAPH_BREAK = "\n\n"
SOFT_HYPHEN = "\u00ad"
"""At the end of a line of a PDF: the hyphen is the line's, not the word's, and is no part of the clean layer."""

_WIDTHS = range(50, 101)
_WRAPPED_SHARE = 0.7
_FEWEST_WRAPPED = 3
_FIRST_WORD = re.compile(r"\S+")
_LIST_MARK = re.compile(r"(?:[-*•·–—]|\d{1,3}[.)])\s")


class Paragraph(Value, frozen=True, kw_only=True):
    """A paragraph of plain text: one line, or the lines of a hard-wrapped one.

    Attributes:
        lines: their spans, without the white space around them.
        text: its words, lines joined by a blank.
    """

    lines: Spans
    text: str

    @property
    def span(self) -> Span:
        """From the first to the last character."""
        return self.lines[0][0], self.lines[-1][1]


class CleanedText(Value, frozen=True, kw_only=True):
    """The clean layer of a plain text, its map and its blocks."""

    clean: str
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]


def split_paragraphs(raw: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a plain text, in order; they cover all but white space.

    Method: every line is a paragraph, whatever ends it (LF, CRLF, CR, NEL, U+2028 …), unless the file is hard-wrapped:
    lines of at most 100 columns that break where the next word would not have fitted. Then such lines are joined
    again; an indented line, a list mark or a blank line begins a new paragraph.
    """
    groups = _groups_of_lines(raw)
    width = _wrap_width(raw, groups)
    return tuple(
        Paragraph(lines=lines, text=" ".join(raw[s:e] for s, e in lines))
        for group in groups
        for lines in _join_wrapped(raw, group, width)
    )


def assemble(
    raw: str, paragraphs: tuple[Paragraph, ...], left_out: Mapping[int, str], title: int | None
) -> CleanedText:
    """The clean layer of the paragraphs that are not left out, verbatim, a blank line between them.

    Args:
        raw: the raw layer.
        paragraphs: all of it.
        left_out: reason by index of paragraph.
        title: index of the paragraph that is the title.
    """
    builder = MapBuilder(raw)
    blocks: list[Block] = []
    kept_until = 0
    for index, paragraph in enumerate(paragraphs):
        reason = left_out.get(index)
        if reason:
            blocks.append(Block(span=paragraph.span, kind=BlockKind.DEBRIS, reason=reason))
            continue
        if builder.length:
            builder.space(PARAGRAPH_BREAK, kept_until, paragraph.span[0])
        start = builder.length
        _copy_lines(builder, paragraph.lines)
        kept_until = paragraph.span[1]
        kind = BlockKind.TITLE if index == title else BlockKind.PARAGRAPH
        blocks.append(Block(span=paragraph.span, kind=kind, clean=(start, builder.length)))
    return CleanedText(clean=builder.clean, segments=builder.segments, blocks=tuple(blocks))


def _copy_lines(builder: MapBuilder, lines: Spans) -> None:
    soft = False
    for index, (start, end) in enumerate(lines):
        if index and not soft:
            builder.space(" ", lines[index - 1][1], start)
        soft = builder.ends_softly(end) and index + 1 < len(lines)
        builder.copy(start, end - soft)


def _groups_of_lines(raw: str) -> list[list[Span]]:
    """The lines that are not blank, stripped, in groups that blank lines part."""
    groups: list[list[Span]] = [[]]
    at = 0
    for line in raw.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + len(line) - len(line.lstrip())
            groups[-1].append((start, start + len(stripped)))
        elif groups[-1]:
            groups.append([])
        at += len(line)
    return [group for group in groups if group]


def _wrap_width(raw: str, groups: list[list[Span]]) -> int | None:
    """The column at which the file is hard-wrapped, None where it is not.

    Calibration: none; at least three line ends, and seven in ten, must be where a wrap at that column puts them.
    """
    widest = max((end - start for group in groups for start, end in group), default=0)
    pairs = [pair for group in groups for pair in pairwise(group)]
    if widest not in _WIDTHS or len(pairs) < _FEWEST_WRAPPED:
        return None
    wrapped = sum(_is_wrapped(raw, first, second, widest) for first, second in pairs)
    return widest if wrapped >= max(_FEWEST_WRAPPED, _WRAPPED_SHARE * len(pairs)) else None


def _is_wrapped(raw: str, first: Span, second: Span, width: int) -> bool:
    """Whether the first word of the second line would not have fitted on the first."""
    word = _FIRST_WORD.match(raw, second[0])
    return first[1] - first[0] + 1 + (len(word[0]) if word else 0) > width


def _join_wrapped(raw: str, group: list[Span], width: int | None) -> list[Spans]:
    if width is None:
        return [(line,) for line in group]
    joined: list[list[Span]] = [[group[0]]]
    for previous, line in pairwise(group):
        indented = raw[previous[1] : line[0]].endswith((" ", "\t")) or _LIST_MARK.match(raw, line[0])
        if _is_wrapped(raw, previous, line, width) and not indented:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [tuple(lines) for lines in joined]
