"""The text that resolving works on: its paragraphs, sentences and quotations, and the way back to the raw layer."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from sayso.extract.quotation import Quotation, quotations
from sayso.records import Layout, MapKind, Segment, Span, Spans
from sayso.text.offsets import to_raw
from sayso.text.sentences import LONGEST_SENTENCE

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]]*+\s++(?=[\"“‘'(\[—–-]*[^\W_a-z])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Lt|Maj|Capt|Sgt|Adm|St|Jr|Sr|Rev|Hon|vs|No|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|Inc|Corp|Ltd|Co|Mass|Calif|Fla|Pa|Va|Wis|Ind|"
    r"Minn|Mich|Ariz|Ala|Ky|Tenn|Conn|Colo)|\b[A-Z]\.[A-Z])\.$"
)
_SECTION_BREAK = re.compile(r"^[ \t]*(?:[_*•–—-][ \t]*){3,}\.?[ \t]*$", re.MULTILINE)
_CLOSING = re.compile("[\"”]|''")
LONGEST_HEADLINE = 160
_BLANK_LINES = re.compile(r"\n+")


class View:
    """The clean layer, or the raw layer where given spans lie in what cleaning left out (and only then).

    Offsets: `inward` takes spans of the raw layer, everything else is of `text`; `outward` gives raw spans again.
    """

    def __init__(self, raw: str, clean: str, layout: Layout, needed: Spans) -> None:
        self._layout = layout
        self._segments = [s for s in layout.segments if s.kind is not MapKind.SPACE]
        self._raw_starts = [s.raw_start for s in self._segments]
        self.is_raw = any(self._to_clean(span) is None for span in needed)
        self.text = raw if self.is_raw else clean
        self.paragraphs = self._find_paragraphs()
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self.sentences = tuple(s for p in self.paragraphs for s in _sentences(self.text, p))
        self._sentence_starts = [start for start, _ in self.sentences]
        found = quotations(self.text, self.paragraphs)
        self.quotations = tuple(sorted([*(q.outer for q in found), *self._running_on(found)]))
        self._breaks = [m.start() for m in _SECTION_BREAK.finditer(self.text)]
        self._quotation_starts = [start for start, _ in self.quotations]

    @cached_property
    def lower(self) -> str:
        """The text in lower case, place by place: looking things up in it is cheaper than not minding case."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(c.lower()[0] for c in self.text)

    def inward(self, spans: Spans) -> Spans:
        """The spans of this text for raw spans."""
        if self.is_raw:
            return spans
        found = (self._to_clean(span) for span in spans)
        return tuple(span for span in found if span)

    def outward(self, span: Span) -> Spans:
        """The raw spans for a span of this text."""
        return (span,) if self.is_raw else to_raw(self._layout, span)

    def sentence_index(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        after = bisect_right(self._sentence_starts, at)
        return after - 1 if after else 0

    def sentence(self, at: int) -> Span:
        """The sentence that holds a place."""
        return self.sentences[self.sentence_index(at)] if self.sentences else (0, len(self.text))

    def paragraph_index(self, at: int) -> int:
        """The number of the paragraph that holds a place."""
        after = bisect_right(self._paragraph_starts, at)
        return after - 1 if after else 0

    def is_headline(self, at: int) -> bool:
        """Whether a place lies in the first lines of the text, in a short one without a full stop."""
        index = self.paragraph_index(at)
        if index > 1 or not self.paragraphs:
            return False
        line = self.text[slice(*self.paragraphs[index])].rstrip()
        if len(line) > LONGEST_HEADLINE or line.endswith(("?”", ".”")):
            return False
        return not line.endswith(".") or (index == 0 and self._is_first_of_many())

    def _is_first_of_many(self) -> bool:
        """Whether the first line is one sentence, shorter than the next and followed by more."""
        lines = [end - start for start, end in self.paragraphs[:3]]
        return len(lines) == 3 and lines[0] < max(lines[1:]) and self.sentence_index(self.paragraphs[1][0]) <= 2

    def same_section(self, one: int, other: int) -> bool:
        """Whether no line of dashes or stars ("___", "* * *") stands between two places."""
        return bisect_right(self._breaks, one) == bisect_right(self._breaks, other)

    def quotation(self, at: int) -> Span | None:
        """The quotation whose marks enclose a place."""
        index = bisect_right(self._quotation_starts, at) - 1
        if index < 0:
            return None
        start, end = self.quotations[index]
        return (start, end) if start < at < end else None

    def _running_on(self, found: Sequence[Quotation]) -> Iterator[Span]:
        """Where quotations left open at the end of their paragraph run on through the next, which only closes them."""
        starts = [q.outer[0] for q in found]
        for q in found:
            if q.closed or q.reopened:
                continue
            after = self.paragraph_index(q.outer[0]) + 1
            start, end = self.paragraphs[after] if after < len(self.paragraphs) else (0, 0)
            close = _CLOSING.search(self.text, start, end)
            next_start = bisect_right(starts, start - 1)
            if close and not any(s <= close.start() for s in starts[next_start : next_start + 1]):
                yield start, close.end()

    def _find_paragraphs(self) -> tuple[Span, ...]:
        blocks = [b.span if self.is_raw else b.clean for b in self._layout.blocks]
        known = [b for b in blocks if b]
        spans = known or [(0, len(self.text))]
        return tuple(line for span in spans for line in _lines(self.text, span))

    def _to_clean(self, span: Span) -> Span | None:
        first = self._segment_at(span[0])
        last = self._segment_at(span[1] - 1)
        if first is None or last is None:
            return None
        return _place(first, span[0]), _place(last, span[1] - 1) + 1

    def _segment_at(self, at: int) -> Segment | None:
        index = bisect_right(self._raw_starts, at) - 1
        if index < 0 or at >= self._segments[index].raw_end:
            return None
        return self._segments[index]


def places_of(words: str, text: str, within: Span | None = None) -> Iterator[int]:
    """Where some words begin, each time they stand in a text or in a stretch of it."""
    start, end = within or (0, len(text))
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def _place(segment: Segment, at: int) -> int:
    """The clean place of a raw one; an entity has only its first character."""
    if segment.kind is MapKind.COPY:
        return segment.clean_start + at - segment.raw_start
    return segment.clean_start


def _lines(text: str, span: Span) -> list[Span]:
    """The lines of a span that are not empty."""
    lines: list[Span] = []
    at = span[0]
    for match in [*_BLANK_LINES.finditer(text, *span), None]:
        end = match.start() if match else span[1]
        if text[at:end].strip():
            lines.append((at, end))
        at = match.end() if match else end
    return lines


def _sentences(text: str, paragraph: Span) -> list[Span]:
    sentences: list[Span] = []
    start = paragraph[0]
    for match in _SENTENCE_END.finditer(text, *paragraph):
        if _ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        sentences += _pieces(start, match.end())
        start = match.end()
    if text[start : paragraph[1]].strip():
        sentences += _pieces(start, paragraph[1])
    return sentences


def _pieces(start: int, end: int) -> list[Span]:
    """A sentence, cut where it has lost its full stops, so that no later step meets one without end."""
    return [(at, min(at + LONGEST_SENTENCE, end)) for at in range(start, end, LONGEST_SENTENCE)]
