"""The text of a PDF: paragraphs as the pages set them, over page ends; and what is furniture of a page.

Offsets: code points of the raw layer, half-open.
"""

import re
from collections import Counter
from itertools import pairwise

from sayso.records import Span, Spans
from sayso.text.plain import SOFT_HYPHEN, Paragraph

PAGE_BREAK = "\f"
_FURNITURE_PAGES = 2
_EDGE = 2
"""So many paragraphs at the head and foot of a page may be furniture."""

_LONGEST_FURNITURE = 160
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*$")
_DIGITS = re.compile(r"\d+")


def split_pdf(raw: str) -> tuple[tuple[Paragraph, ...], frozenset[int]]:
    """The paragraphs of the text of a PDF, in order, and the indexes of those that are furniture of its pages.

    Method: pages are parted by form feeds and paragraphs by empty lines, as the reader set them. What stands at the
    head or foot of two pages or more, numbers aside, is furniture. A paragraph that a page cuts goes on with the first
    one of the next page if that begins in small letters, or the cut one ends in no mark of a sentence.
    """
    pages = [_page_paragraphs(raw, page) for page in _pages(raw)]
    furniture = _furniture(raw, pages)
    joined: list[Spans] = []
    left_out: set[int] = set()
    cut: int | None = None
    for page in pages:
        last: int | None = None
        for lines in page:
            if lines in furniture:
                left_out.add(len(joined))
                joined.append(lines)
            elif last is None and cut is not None and _goes_on(raw, joined[cut], lines):
                joined[cut] += lines
                last = cut
            else:
                last = len(joined)
                joined.append(lines)
        cut = last
    return tuple(Paragraph(lines=lines, text=_text(raw, lines)) for lines in joined), frozenset(left_out)


def page_of(raw: str, place: int) -> int:
    """The number (from 1) of the page on which a place of the raw layer of a PDF stands."""
    return raw.count(PAGE_BREAK, 0, place) + 1


def _pages(raw: str) -> list[Span]:
    ends = [match.start() for match in re.finditer(PAGE_BREAK, raw)]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(raw)], strict=True))


def _page_paragraphs(raw: str, page: Span) -> list[Spans]:
    found: list[Spans] = []
    for match in _PARAGRAPH.finditer(raw, *page):
        at = match.start()
        lines: list[Span] = []
        for line in match[0].split("\n"):
            if line.strip():
                lines.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
            at += len(line) + 1
        if lines:
            found.append(tuple(lines))
    return found


def _furniture(raw: str, pages: list[list[Spans]]) -> set[Spans]:
    """The paragraphs at the edges of pages whose words, numbers aside, stand at the same edge of other pages."""
    edges = [(lines, _shape(raw, lines)) for page in pages for lines in _edges(page)]
    count = Counter(shape for _, shape in edges)
    return {lines for lines, shape in edges if shape and count[shape] >= _FURNITURE_PAGES and len(pages) > 1}


def _edges(page: list[Spans]) -> list[Spans]:
    """The paragraphs at the head and foot of a page; never all of it."""
    many = min(_EDGE, (len(page) - 1) // 2)
    return [*page[:many], *page[len(page) - many :]]


def _shape(raw: str, lines: Spans) -> str:
    text = _text(raw, lines)
    cut = text[0].islower() and _ENDS.search(text)
    furnished = len(text) <= _LONGEST_FURNITURE and len(lines) <= 2 and not cut
    return _DIGITS.sub("0", text) if furnished else ""


def _goes_on(raw: str, first: Spans, second: Spans) -> bool:
    end, start = raw[slice(*first[-1])], raw[second[0][0]]
    return start.islower() or end.endswith(SOFT_HYPHEN) or not _ENDS.search(end)


def _text(raw: str, lines: Spans) -> str:
    """The words of the lines, joined by a blank or, after a soft hyphen, by nothing."""
    pieces = [raw[start:end] for start, end in lines]
    joins = ["" if first.endswith(SOFT_HYPHEN) else " " for first, _ in pairwise(pieces)]
    words = "".join(piece + join for piece, join in zip(pieces, [*joins, ""], strict=True))
    return words.replace(SOFT_HYPHEN, "")
