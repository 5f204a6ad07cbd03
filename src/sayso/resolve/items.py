"""Attributions with their places in the text that resolving works on, and which of them stand inside which."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from sayso.records import Attribution, Span, Spans
from sayso.resolve.chains import Frame
from sayso.resolve.lexicon import lexicon
from sayso.resolve.sources import SUBJECTS
from sayso.resolve.view import View

APART = 12
"""Code points between the pieces of a source from which it is no longer taken as one phrase."""


class Item:
    """One attribution with its places in the view's text.

    Attributes:
        source: one span; None where there is none.
        at: where the reporting words stand.
        frame: what stands around the content; `cite` sets another source.
        reporter: where and under which name the outlet stands that cites the source, where one does.
    """

    def __init__(self, attribution: Attribution, view: View) -> None:
        self.attribution = attribution
        source, cue = _in_order(view, view.inward(attribution.source), view.inward(attribution.cue))
        self.source = _one_piece(view, source)
        self.reporter: tuple[Span, str] | None = None
        self.cue = cue
        self.content = view.inward(attribution.content)
        self.outline = (*self.cue, *((self.source,) if self.source else ()))
        self.cue_text = " ".join(view.text[s:e].strip() for s, e in self.cue)
        self.at = self._anchor()
        self.frame = self._frame(view)

    def cite(self, source: Span, name: str) -> None:
        """Take whom an outlet of a name cites for the source, and the outlet for the reporter."""
        if self.source:
            self.reporter = self.source, name
        self.source = source
        self.frame = self.frame._replace(source=source)

    def encloses(self, other: "Item") -> bool:
        """Whether the content holds source and cue of another attribution."""
        if not other.outline or self is other:
            return False
        return all(any(s <= i[0] and i[1] <= e for s, e in self.content) for i in other.outline)

    def _anchor(self) -> int:
        if self.cue:
            return self.cue[0][0]
        if self.source:
            return self.source[0]
        return self.content[0][0] if self.content else 0

    def _frame(self, view: View) -> Frame:
        """The sentence of the cue without the content."""
        sentence = view.sentence(self.at)
        spans: list[Span] = []
        at = sentence[0]
        for start, end in sorted(self.content):
            if end <= sentence[0] or start >= sentence[1]:
                continue
            if at < start:
                spans.append((at, start))
            at = max(at, end)
        if at < sentence[1]:
            spans.append((at, sentence[1]))
        return Frame(tuple(spans), self.source, self.cue_text, hull(self.cue), self.cue, self.content, sentence)


class Pieces:
    """The fragments of all contents by place, so that those around a span are found without a look at all of them."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._pieces = sorted((*span, index) for index, item in enumerate(items) for span in item.content)
        self._starts = [start for start, _, _ in self._pieces]
        self._furthest = list(accumulate((end for _, end, _ in self._pieces), max))

    def around(self, span: Span) -> list[int]:
        """The indexes of the items with a fragment that holds a span, ascending."""
        return sorted({index for _, _, index in self._holding(span)})

    def fragments(self, span: Span) -> Spans:
        """The fragments that hold a span, in text order."""
        return tuple(sorted({(start, end) for start, end, _ in self._holding(span)}))

    def _holding(self, span: Span) -> Iterator[tuple[int, int, int]]:
        at = bisect_right(self._starts, span[0]) - 1
        while at >= 0 and self._furthest[at] >= span[1]:
            if self._pieces[at][1] >= span[1]:
                yield self._pieces[at]
            at -= 1


def hull(spans: Spans) -> Span | None:
    """From the first to the last place of spans; None without any."""
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None


def length(spans: Spans) -> int:
    """The code points of all spans."""
    return sum(end - start for start, end in spans)


def _in_order(view: View, source: Spans, cue: Spans) -> tuple[Spans, Spans]:
    """Source and cue, changed round where a verb was given for the source and a name for the cue: "said", "Ruiz"."""
    words = " ".join(view.text[slice(*span)] for span in source).strip().lower()
    is_verb = words == "according to" or words in lexicon().speech
    named = cue and view.text[cue[0][0]].isupper()
    return (cue, source) if is_verb and named else (source, cue)


def _one_piece(view: View, spans: Spans) -> Span | None:
    """A source as one span: of pieces far apart ("A clerk had doubts: … he") the first that is no pronoun."""
    whole = hull(spans)
    if whole is None or whole[1] - whole[0] <= length(spans) + APART:
        return whole
    return next((span for span in spans if view.text[slice(*span)].strip().lower() not in SUBJECTS), spans[0])
