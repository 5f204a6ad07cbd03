"""The time expressions of one document, with the dates they count from."""

import re
from bisect import bisect_left, bisect_right
from datetime import date

from msgspec.structs import replace

from sayso.records import Diagnostic, Document, Said, SaysoError, Span, Spans
from sayso.resolve.dates import (
    Anchor,
    Segment,
    TimeExpression,
    TimexType,
    find_anachronisms,
    find_dates,
    segment_anchors,
)
from sayso.resolve.items import Pieces
from sayso.resolve.view import View

_REFERS = re.compile(
    r"\b(?:(?:referring|refers|referred|reference|alluding)\s+to|recalling|describing|mentioning|marking|citing)\s+"
    r"(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_AHEAD_OF = re.compile(r"\b(?:before|ahead\s+of|until)\s+(?:[\w’'-]+\s+){1,4}$", re.IGNORECASE)
_FACING = re.compile(
    r"\b(?:testif\w+|testimony|appear\w*|laid|sp(?:eak|oke)\w*|stood|st[ao]nding|addresse?s?|argu\w+|brought|c[ao]me|pleaded|"
    r"present\w*|hearing|remarks)\s+$",
    re.IGNORECASE,
)
"""Ahead of a "before" of place: "testified before the committee on Monday"."""
TITLES = frozenset({"This Week", "Today", "Tonight"})
"""Expressions that are the names of programmes when they are written so."""


class Told:
    """What a document tells of times. Offsets of the view's text.

    Attributes:
        view: the text.
        anchor: the document's date; a dateline's where that lies after it.
        dates: the expressions in text order, those of anachronisms mended.
        datelines: their places.
    """

    def __init__(self, document: Document, view: View, contents: Pieces) -> None:
        self.view = view
        self._contents = contents
        self._document = document
        self.anchor = _anchor(document.fact("published"))
        self._segments = segment_anchors(view.text, view.paragraphs, self.anchor)
        self.anchor = _by_dateline(self.anchor, self._segments)
        self.datelines = {s.evidence for s in self._segments if s.reason == "dateline"}
        self._segment_starts = [segment.span[0] for segment in self._segments]
        found = [e for s in self._segments for e in _moved(find_dates(view.text[slice(*s.span)], s.anchor), s.span[0])]
        found = [expression for expression in found if expression.text not in TITLES]
        self._anachronisms = find_anachronisms(tuple(found), view.text, self.anchor)
        mended = {a.expression.span: a.expression for a in self._anachronisms}
        self.dates = [mended.get(e.span, e) for e in found]
        self._starts = [e.span[0] for e in self.dates]

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """One `anachronism` for each date that lies after the document and is told as past."""
        return tuple(
            Diagnostic(
                code="anachronism",
                key=self._document.key,
                document=self._document.id,
                span=self.raw(found.expression.span),
                detail=found.evidence,
            )
            for found in self._anachronisms
        )

    def contents_around(self, at: int) -> Spans:
        """The fragments of contents that hold a place."""
        return self._contents.fragments((at, at + 1))

    def is_referred(self, expression: TimeExpression) -> bool:
        """Whether an expression is that of an event referred to: "said, referring to the Sept. 16 debate"."""
        at = expression.span[0]
        return bool(_REFERS.search(self.view.text, max(0, at - 60), at))

    def is_ahead_of(self, expression: TimeExpression) -> bool:
        """Whether an expression is that of an event then still to come: "before the vote on Feb. 1"."""
        at = expression.span[0]
        ahead = _AHEAD_OF.search(self.view.text, max(self.view.sentence(at)[0], at - 60), at)
        return bool(ahead) and not _FACING.search(self.view.text, max(0, ahead.start() - 16), ahead.start())

    def within(self, span: Span) -> list[TimeExpression]:
        """The expressions that lie in a stretch of text."""
        first = bisect_left(self._starts, span[0])
        return [e for e in self.dates[first : bisect_left(self._starts, span[1])] if e.span[1] <= span[1]]

    def segment(self, at: int) -> Segment:
        """The part of the document, counting from one date, that holds a place."""
        return self._segments[max(0, bisect_right(self._segment_starts, at) - 1)]

    def is_later(self, expression: TimeExpression) -> bool:
        """Whether an expression begins after the document."""
        first = expression.interval[0] if expression.interval else None
        return bool(self.anchor and first and first > self.anchor.last.isoformat())

    def as_said(self, expression: TimeExpression, rule: str) -> Said | None:
        """An expression as a date of saying with a rule; None for a duration, a set or a vague one."""
        if expression.type not in (TimexType.DATE, TimexType.TIME) or expression.edtf is None:
            return None
        interval = expression.interval or (None, None)
        span = self.raw(expression.span)
        return Said(edtf=expression.edtf, interval=interval, text=expression.text, rule=rule, span=span)

    def raw(self, span: Span) -> Span | None:
        """The raw span of a stretch of the text; None where it is in pieces."""
        raw = self.view.outward(span)
        return raw[0] if len(raw) == 1 else None


def lasts(expression: TimeExpression) -> int:
    """How many days an expression lasts beyond its first; very many where a side is open."""
    if not expression.edtf or not expression.interval or None in expression.interval:
        return 9999
    first, last = (date.fromisoformat(day or "") for day in expression.interval)
    return (last - first).days


def _moved(expressions: tuple[TimeExpression, ...], offset: int) -> list[TimeExpression]:
    return [replace(e, span=(e.span[0] + offset, e.span[1] + offset)) for e in expressions]


def _anchor(published: str | None) -> Anchor | None:
    if not published:
        return None
    try:
        return Anchor.parse(published)
    except SaysoError:
        return None


def _by_dateline(anchor: Anchor | None, segments: tuple[Segment, ...]) -> Anchor | None:
    """A dateline’s date where it lies after the document’s own, which was given a day too early; else the latter."""
    written = (s.anchor for s in segments if s.reason == "dateline" and s.anchor and s.anchor.is_day)
    return next((own for own in written if anchor and own.last > anchor.last), anchor)
