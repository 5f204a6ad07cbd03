"""When the words were said: the time expression that belongs to the reporting, or one carried over."""

import re
from bisect import bisect_left

from sayso.records import Document, Said, SaysoError, Span
from sayso.resolve.chains import Frame
from sayso.resolve.dates.find import find_dates
from sayso.resolve.dates.records import Anchor, TimeExpression, TimexType
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import is_title_case
from sayso.resolve.resolved import Resolved
from sayso.resolve.view import View

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NEGATED = re.compile(r"\b(?:not|never|n[’']t|no longer)\b|n[’']t\b", re.IGNORECASE)
_PERFECT = re.compile(
    r"\b(?:has|have|[’']ve)\s+(?:\w+\s+){0,2}\w+(?:ed|en|id|de|ne|wn|un|ght)\b|\b(?:has|have)\s+(?:long|repeatedly|often|also|previously|consistently)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:recently|previously|once|formerly|repeatedly|often|in the past|long|at the time|years ago|always|frequently)\b",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r"[;:“”\"]|\b(?:who|which|that|because|when|while|and|but|since|until|whether|how|if|though|although|where|whose)\b",
    re.IGNORECASE,
)
_NOT_WHEN = re.compile(
    r"\b(?:after|before|since|until|from|by|for|of|about|between|than|through|till|following|ahead of|prior to|over)\s+(?:the\s+|last\s+|this\s+|a\s+|his\s+|her\s+|their\s+)?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^[\s“\"—–(-]*(?:(?:moreover|but|and|earlier|later|late|early|then|also|however|meanwhile|so|yet|only|just|again|back)\W+)*(?:(?:on|in|at|by|during|as recently as|over|this|that|speaking|late|early|earlier)\s+)*(?:the\s+)?$",
    re.IGNORECASE,
)
_LIST_DASH = re.compile(r"^\s*[—–:-]")
_CONDUCTED = re.compile(
    r"\b(?:conducted|taken|fielded|surveyed|polled|carried out|interviewed)\b[^.;]{0,60}$", re.IGNORECASE
)
_MAIN_VERB = re.compile(r"\b(?:was|were|is|are|had|has|have|did|will|would|came|went|took|made|got|won|lost)\b")


class DateFinder:
    """Finds the dates of saying of one document."""

    def __init__(self, document: Document, view: View) -> None:
        self._view = view
        self._anchor = _anchor(document.fact("published"))
        found = find_dates(view.text, self._anchor)
        self._dates = [d for d in found if d.type in (TimexType.DATE, TimexType.TIME)]
        self._starts = [d.span[0] for d in self._dates]

    def stated(self, frame: Frame, speaker: Resolved | None) -> Said | None:
        """The date that the sentence itself gives for the saying; None where it gives none."""
        if frame.cue_span is None or not self.is_saying(frame):
            return None
        for expression in self._candidates(frame):
            place = self._place(expression.span, frame, speaker)
            if place and expression.edtf and not self._later(expression):
                return self._said(expression, place)
        return None

    def is_saying(self, frame: Frame) -> bool:
        """Whether the cue is an act that has a date: not a belief, an aim, or something that was not done."""
        if _NEGATED.search(frame.cue):
            return False
        words = [w.lower() for w in _WORD.findall(frame.cue)]
        lex = lexicon()
        return not any(w in lex.attitude for w in words) or any(w in lex.speech for w in words)

    def may_carry(self, frame: Frame) -> bool:
        """Whether a date may be carried over to this attribution from the one before."""
        text = " ".join(self._view.text[s:e] for s, e in frame.spans)
        return (
            self.is_saying(frame)
            and not _PERFECT.search(frame.cue)
            and not _OTHER_TIME.search(text)
            and not any(self._candidates(frame))
        )

    def carried(self, said: Said, rule: str) -> Said:
        """The same date, said to be carried over."""
        return Said(edtf=said.edtf, interval=said.interval, text=said.text, rule=rule, span=said.span)

    def is_headline(self, at: int) -> bool:
        """Whether a place lies in the document's first paragraph and that is a headline."""
        if not self._view.paragraphs:
            return False
        start, end = self._view.paragraphs[0]
        text = self._view.text[start:end]
        return start <= at < end and len(self._view.paragraphs) > 1 and (is_title_case(text) or len(text) < 160)

    def _candidates(self, frame: Frame) -> list[TimeExpression]:
        found: list[TimeExpression] = []
        spans = [*frame.spans, *([frame.cue_span] if frame.cue_span else [])]
        for start, end in spans:
            index = bisect_left(self._starts, start)
            while index < len(self._dates) and self._dates[index].span[1] <= end:
                if self._dates[index] not in found:
                    found.append(self._dates[index])
                index += 1
        return found

    def _place(self, span: Span, frame: Frame, speaker: Resolved | None) -> str | None:
        """Where an expression stands to the cue, when that makes it the date of saying."""
        text = self._view.text
        cue = frame.cue_span
        if cue is None:
            return None
        if frame.source and frame.source[0] <= span[0] < frame.source[1]:
            conducted = _CONDUCTED.search(text[frame.source[0] : span[0]])
            return "field dates" if conducted else None
        if cue[0] <= span[0] and span[1] <= cue[1]:
            return "in the cue"
        if _NOT_WHEN.search(text[max(0, span[0] - 24) : span[0]]):
            return None
        sentence = self._view.sentence(cue[0])
        if span[0] >= cue[1]:
            between = text[cue[1] : span[0]]
            if frame.source and cue[1] <= frame.source[0] < span[0]:
                between = text[cue[1] : frame.source[0]] + text[frame.source[1] : span[0]]
            near = len(between) <= 120 and not _NEW_CLAUSE.search(between)
            return "after the cue" if near else None
        if _OPENING.match(text[sentence[0] : span[0]]):
            return "opens the item" if _LIST_DASH.match(text[span[1] :][:3]) else "opens the sentence"
        between = text[span[1] : cue[0]]
        if frame.source and span[1] <= frame.source[0] <= cue[0]:
            between = text[span[1] : frame.source[0]] + text[frame.source[1] : cue[0]]
        if len(between.split()) <= 3 and not _NEW_CLAUSE.search(between):
            return "before the cue"
        opening = text[sentence[0] : span[0]]
        if (
            between.lstrip().startswith(",")
            and re.match(r"\s*(?:In|At|During|Speaking|On|Appearing|Asked)\b", opening)
            and not _MAIN_VERB.search(opening)
        ):
            return "opening phrase"
        return None

    def _later(self, expression: TimeExpression) -> bool:
        """Whether an expression lies wholly after the document, so that nothing can have been said then."""
        first = expression.interval[0] if expression.interval else None
        return bool(self._anchor and first and first > self._anchor.last.isoformat())

    def _said(self, expression: TimeExpression, place: str) -> Said:
        raw = self._view.outward(expression.span)
        return Said(
            edtf=expression.edtf,
            interval=expression.interval or (None, None),
            text=expression.text,
            rule=f"{expression.rule}, {place}",
            span=raw[0] if len(raw) == 1 else None,
        )


def _anchor(published: str | None) -> Anchor | None:
    if not published:
        return None
    try:
        return Anchor.parse(published)
    except SaysoError:
        return None
