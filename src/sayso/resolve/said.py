"""When the words were said: the time expression of the sentence, or one carried over within a speech or an item."""

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from msgspec.structs import replace

from sayso.records import Diagnostic, Document, Said, SaysoError, Span, Spans
from sayso.resolve.chains import Frame
from sayso.resolve.dates import (
    Anchor,
    Segment,
    TimeExpression,
    TimexType,
    find_anachronisms,
    find_dates,
    segment_anchors,
)
from sayso.resolve.dates.calendar import interval_edtf
from sayso.resolve.dates.said import said_on
from sayso.resolve.fielded import a_week_before, days_in_field
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import is_title_case
from sayso.resolve.places import place
from sayso.resolve.view import View

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NEGATED = re.compile(r"\b(?:not|never|no longer|refuse[sd]?|decline[sd]?|without|failed)\b|n[’']t\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|would|shall|is to|are to|plans?|expected|going to)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\s*(?:will|is\s+to|are\s+to|is\s+going\s+to|are\s+going\s+to|shall)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot\s+(?:only|just|merely)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have|had|[’'](?:ve|d))\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:recently|previously|once|formerly|repeatedly|often|in the past|long|at the time|years ago|always|frequently|"
    r"sometimes|earlier|later|since|usually|routinely|regularly)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:after|before|since|until|from|by|for|of|about|between|than|through|till|following|to)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:(?:referring|refers|referred|reference|alluding)\s+to|recalling|describing|mentioning|marking|citing)\s+"
    r"(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:\w+ed|sought|thought|felt|meant|knew|saw)\b")
_OCCASION = re.compile(
    r"\b(?:interview(?:ed)?|speech|speaking|spoke|address(?:ed)?|conference|briefing|hearing|debate|rally|discussion|"
    r"appearance|appeared|meeting|call|forum|town\s?hall|testimony|testified|sat\s+down|remarks|event|statement|"
    r"broadcast|sermon|lecture|visit(?:ed)?|talk|q\s?&\s?a)\b",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(
    r"\b(?:(?:earlier|later|late|early)\s+(?:in\s+the|that|the\s+same)\s+(?:day|night|evening|morning|afternoon)|"
    r"(?:that|the)\s+same\s+(?:day|night|evening)|that\s+(?:day|night|evening|morning|afternoon)|"
    r"(?:as\s+the\s+day|hours)\s+(?:went\s+on|later|earlier))\b",
    re.IGNORECASE,
)
DAY_REACH = 20
"""Sentences back within which the day is told of that "earlier in the day" means."""
ADJACENT = 14
"""Code points after a cue of wish or aim within which a day dates it: "sought on Wednesday to"."""
_POSSESSIVE = re.compile(r"[’']s?\s")
_CLAUSE_OF_DAY = re.compile(r"\bafter\s+(?:[^\s,]+\s+){1,5}?(?:was|were|had|\w+ed)\s+(?:on\s+)?$")
_CIRCUMSTANCE = re.compile(r"(?:Despite|Amid|Given|Notwithstanding)\b[^,]*$")
_NOUN = re.compile(r"\s+(?!(?:before|after|of|in|that|when|and|or|at|to)\b)[a-z]{3,}")
_ARTICLE = re.compile(r"\b(?:an?|the|his|her|its|their)\s+$", re.IGNORECASE)
_POSSESSED_OCCASION = re.compile(
    r"(?:[’']s?)?\s+(?:[\w-]+\s+){0,3}?(?:interview|speech|address|conference|briefing|hearing|debate|rally|appearance|"
    r"meeting|call|forum|town\s?hall|testimony|remarks|event|statement|broadcast|sermon|lecture|visit|"
    r"fundraiser|luncheon|dinner)\b",
    re.IGNORECASE,
)
_OCCASION_ON = re.compile(
    r"\b(?:interview|speech|address|conference|briefing|hearing|debate|rally|testimony|remarks|town\s?hall)\s+"
    r"(?:(?:in|at)\s+[A-Z]\w+\s+)?(?:on\s+|late\s+|early\s+)*$"
)
_WILL = re.compile(r"\b(?:will|(?:is|are)\s+(?:to|set|due|scheduled|slated|expected)|set\s+to|[’']ll)\b", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:(?:early|mid|late)[\s-])?(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}|[’']\d\d\b")
_YEARS_AGO = re.compile(r"\b(?:year|decade|centur)", re.IGNORECASE)
_FIRST_DAY = re.compile(r"\b(?:between|from)\s+([1-9]|[12]\d|3[01])\s+(?:and|to)\s+$")
FAR_DAYS = 400
"""How many days before its article an expression without a year may lie."""
LONGEST_HEADING = 140
"""Code points after a list item's date within which the colon of its heading stands."""
HEADLINE_LENGTH = 160
OPENING = 30
"""Code points at the head of a sentence within which a time sets the scene for the next."""
LONGEST_OF_OCCASION = 30
"""Days that the date of an interview or speech may last for it to hold for what else was said there."""
FAR_FROM_CUE = 1500
"""Code points from the cue beyond which a date of its sentence is not looked at; no sentence of prose is as long."""


class DateFinder:
    """Finds the dates of saying of one document."""

    def __init__(self, document: Document, view: View, contents: Spans = ()) -> None:
        self._view = view
        self._contents = contents
        self._around: dict[int, Spans] = {}
        self._document = document
        self._anchor = _anchor(document.fact("published"))
        self._segments = segment_anchors(view.text, view.paragraphs, self._anchor)
        self._datelines = {s.evidence for s in self._segments if s.reason == "dateline"}
        self._segment_starts = [segment.span[0] for segment in self._segments]
        found = [e for s in self._segments for e in _moved(find_dates(view.text[slice(*s.span)], s.anchor), s.span[0])]
        self._anachronisms = find_anachronisms(tuple(found), view.text, self._anchor)
        mended = {a.expression.span: a.expression for a in self._anachronisms}
        self._dates = [mended.get(e.span, e) for e in found]
        self._starts = [e.span[0] for e in self._dates]
        field = days_in_field(view, self._dates, self._anchor)
        self._fielded = self._as_said(field, "poll") if field else None

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """One `anachronism` for each date that lies after the document and is told as past."""
        return tuple(
            Diagnostic(
                code="anachronism",
                key=self._document.key,
                document=self._document.id,
                span=self._raw(found.expression.span),
                detail=found.evidence,
            )
            for found in self._anachronisms
        )

    def stated(self, frame: Frame) -> Said | None:
        """The date that the sentence itself gives for the saying; None where it gives none."""
        if not self.is_saying(frame):
            return self._of_aim(frame)
        if _AHEAD.match(frame.cue):
            return None
        for found in self._within(_surroundings(frame)):
            expression = self._as_past(found, frame)
            where = place(self._view, frame, expression.span) if self._may_date(expression, frame) else None
            if where == "field dates":
                return self._field_dates(expression, frame)
            if where:
                return self._as_said(expression, f"{where}: {expression.rule}")
        return self._nearest(frame) if self._is_speech(frame) else None

    def _of_aim(self, frame: Frame) -> Said | None:
        """The day that stands in or right after a past cue of wish or aim: "sought on Wednesday to ease"."""
        cue = frame.cue_span
        if not cue or _NEGATED.search(frame.cue) or _PERFECT.search(frame.cue) or not _PAST.search(frame.cue):
            return None
        for found in self._within((cue[0], min(cue[1] + 2 * ADJACENT, frame.sentence[1]))):
            days = found.interval
            near = found.span[0] <= cue[1] + ADJACENT and bool(days) and days[0] == days[1]
            if near and self._may_date(found, frame) and place(self._view, frame, found.span):
                return self._as_said(found, f"with the aim: {found.rule}")
        return None

    def _as_past(self, expression: TimeExpression, frame: Frame) -> TimeExpression:
        """A weekday, weekend, month or day read as to come, as the past one: nothing was said after its article."""
        days = expression.interval
        if self._is_later(expression) and not _FUTURE.search(frame.cue) and not _YEAR.search(expression.text):
            earlier = _a_year_before(expression)
            if earlier:
                return earlier
        is_weekend = expression.text.lower().endswith("weekend")
        if not days or not days[0] or not days[1] or not (is_weekend or expression.rule.startswith("weekday")):
            return expression
        if days[0] != days[1] and not is_weekend:
            return expression
        if not self._is_later(expression) or _FUTURE.search(frame.cue):
            return expression
        return a_week_before(expression)

    def _may_date(self, expression: TimeExpression, frame: Frame) -> bool:
        if expression.span in self._datelines:
            return False
        start, end = expression.span
        inside = any(s < end and start < e for s, e in frame.content) or self._is_told(expression, frame)
        inside = inside or self._is_referred(expression)
        return (
            expression.edtf is not None
            and not inside
            and not self._is_later(expression)
            and not self._is_far(expression)
        )

    def _is_told(self, expression: TimeExpression, frame: Frame) -> bool:
        """Whether an expression belongs to what another attribution of the sentence reports."""
        at = expression.span[0]
        cue = frame.cue_span[0] if frame.cue_span else frame.sentence[0]
        return any(not start <= cue < end for start, end in self._contents_around(at))

    def _is_referred(self, expression: TimeExpression) -> bool:
        """Whether an expression is that of an event referred to: "said, referring to the Sept. 16 debate"."""
        at = expression.span[0]
        return bool(_REFERS.search(self._view.text, max(0, at - 60), at))

    def _contents_around(self, at: int) -> Spans:
        """The fragments of contents that hold a place; each place is looked up once."""
        if at not in self._around:
            self._around[at] = tuple((start, end) for start, end in self._contents if start <= at < end)
        return self._around[at]

    def _is_far(self, expression: TimeExpression) -> bool:
        """Whether an expression that names no year lies more than a year back: then it counts from something else."""
        last = expression.interval[1] if expression.interval else None
        if (
            not self._anchor
            or not self._anchor.first
            or not last
            or _YEAR.search(expression.text)
            or _YEARS_AGO.search(expression.text)
        ):
            return False
        return date.fromisoformat(last) < self._anchor.first - timedelta(days=FAR_DAYS)

    def _field_dates(self, expression: TimeExpression, frame: Frame) -> Said | None:
        """The days a poll was in the field, from the first to the last: "between 3 and 5 June"."""
        start, end = frame.sentence[0], expression.span[1]
        whole = self._as_said(expression, f"field dates: {expression.rule}")
        opened = _FIRST_DAY.search(self._view.text, start, expression.span[0])
        last = expression.interval[1] if expression.interval else None
        if whole is None or last is None or not opened or int(opened.group(1)) >= int(last[-2:]):
            return whole
        days = (f"{last[:8]}{int(opened.group(1)):02d}", last)
        span = (opened.start(1), end)
        text = self._view.text[slice(*span)]
        return replace(whole, edtf=interval_edtf(days), interval=days, text=text, span=self._raw(span))

    def _is_speech(self, frame: Frame) -> bool:
        words = {w.lower() for w in _WORD.findall(frame.cue)}
        return bool(words & lexicon().speech) and frame.source is not None

    def _nearest(self, frame: Frame) -> Said | None:
        """The expression nearest to a cue of speech, where none stands in a plain place."""
        start, end = frame.sentence
        near = [
            replace(e, span=(e.span[0] - start, e.span[1] - start))
            for e in self._within(_surroundings(frame))
            if not self._is_far(e)
            and e.span not in self._datelines
            and not self._is_told(e, frame)
            and not self._is_referred(e)
        ]
        said = said_on(
            self._view.text[start:end],
            _relative(frame.cue_spans, frame.sentence),
            _relative(frame.content, frame.sentence),
            tuple(near),
            self._segment(start).anchor or self._anchor,
        )
        if said is None or said.span is None or self._view.quotation(said.span[0] + start):
            return None
        return replace(said, span=self._raw((said.span[0] + start, said.span[1] + start)))

    def is_saying(self, frame: Frame) -> bool:
        """Whether the cue is an act that has a date: not a belief, an aim, or something that was not done."""
        if _NEGATED.search(_NOT_ONLY.sub("", frame.cue.split(",")[0])):
            return False
        words = [w.lower() for w in _WORD.findall(frame.cue)]
        lex = lexicon()
        return not any(w in lex.attitude for w in words) or any(w in lex.speech for w in words)

    def may_carry(self, frame: Frame) -> bool:
        """Whether a date may be carried over to this attribution from a sentence before."""
        words = {w.lower() for w in _WORD.findall(frame.cue)}
        reports = words & lexicon().speech or words & lexicon().saying or not frame.cue.strip(" :,—–-")
        return bool(reports) and self.may_happen(frame)

    def may_happen(self, frame: Frame) -> bool:
        """Whether the cue can tell of an act at one time: no belief or aim, no perfect, no "often"."""
        if not self.is_saying(frame):
            return False
        text = " ".join(self._view.text[s:e] for s, e in frame.spans)
        return not (_PERFECT.search(frame.cue) or _OTHER_TIME.search(text))

    def carries(self, said: Said, told: Span | None = None) -> bool:
        """Whether a date is exact enough to hold for what is said next: a week, a month for an interview or speech.

        Args:
            told: the sentence that gives the date.
        """
        first, last = said.interval
        if not first or not last:
            return False
        longest = LONGEST_OF_OCCASION if told and self.is_occasion(told) else 7
        if told and re.search(re.escape(said.text) + _POSSESSED_OCCASION.pattern, self._view.text[slice(*told)]):
            return True
        return date.fromisoformat(last) - date.fromisoformat(first) <= timedelta(days=longest)

    def of_item(self, frame: Frame) -> Said | None:
        """The date of the list item that an attribution stands in."""
        segment = self._segment(frame.sentence[0])
        if segment.reason != "list item" or not segment.anchor or not segment.anchor.is_day:
            return None
        first = next(iter(self._within(segment.span)), None)
        return self._as_said(first, "list item") if first else None

    def is_occasion(self, sentence: Span) -> bool:
        """Whether a sentence tells of an interview, a speech or the like."""
        return bool(_OCCASION.search(self._view.text, *sentence))

    def fielded(self) -> Said | None:
        """The days in the field, where the document tells those of one poll."""
        return self._fielded

    def same_day(self, sentence: Span) -> Said | None:
        """The last day told of before a sentence that begins "earlier in the day", "that evening"."""
        match = _SAME_DAY.search(self._view.text, *sentence)
        if not match or self._view.quotation(match.start()):
            return None
        here = self._view.sentence_index(match.start())
        for number in range(here, max(-1, here - DAY_REACH), -1):
            start, end = self._view.sentences[number]
            days = self._days((start, min(end, match.start())), ())
            if days:
                return self._as_said(days[-1], "carried over")
        return None

    def of_scene(self, sentence: Span, contents: Spans, *, one_day: bool = False) -> Said | None:
        """The one day that a sentence tells of, where it tells of one; up to a month for an interview or speech."""
        week = self.is_occasion(sentence) and not one_day
        days = self._days(sentence, contents, longest=LONGEST_OF_OCCASION if week else 0)
        return self._as_said(days[0], "carried over") if len({d.edtf for d in days}) == 1 else None

    def _days(self, sentence: Span, contents: Spans, longest: int = 0) -> list[TimeExpression]:
        """What a sentence tells of that lasts at most `longest` days more than one; outside quotations and contents."""
        return [
            e
            for e in self._within(sentence)
            if e.span not in self._datelines
            and _lasts(e) <= longest
            and not self._is_later(e)
            and not self._view.quotation(e.span[0])
            and (self._of_occasion(e) or not any(start <= e.span[0] < end for start, end in contents))
            and not _BOUND.search(self._view.text, max(sentence[0], e.span[0] - 24), e.span[0])
            and not self._is_referred(e)
            and not self._names_another(e, sentence)
            and not _CLAUSE_OF_DAY.search(self._view.text, max(sentence[0], e.span[0] - 60), e.span[0])
            and not _CIRCUMSTANCE.match(self._view.text[sentence[0] : e.span[0]])
        ]

    def _of_occasion(self, expression: TimeExpression) -> bool:
        """Whether a day is that of a speech or the like: "her speech on Thursday", "Thursday's speech"."""
        start, end = expression.span
        before = _OCCASION_ON.search(self._view.text, max(0, start - 40), start)
        return bool(before or (_POSSESSIVE.match(self._view.text, end) and _POSSESSED_OCCASION.match(self._view.text, end)))

    def names_time(self, sentence: Span, contents: Spans) -> bool:
        """Whether a sentence names any time outside quotations and contents."""
        return any(self._is_narrated(e, contents) for e in self._within(sentence))

    def tells_of_another_time(self, at: int, said: Said, contents: Spans) -> bool:
        """Whether the sentence of a place names another day than `said`, or opens background of an earlier time.

        The sentence before it counts, too, where it stands in the same paragraph and opens with such a time.
        """
        here = self._view.sentence_index(at)
        own = [e for e in self._within(self._view.sentences[here]) if self._is_narrated(e, contents)]
        if any(_lasts(e) == 0 and e.edtf != said.edtf for e in own):
            return True
        before = self._view.sentences[here - 1] if here else None
        if before and self._view.paragraph_index(before[0]) == self._view.paragraph_index(at):
            own += [e for e in self._within((before[0], min(before[1], before[0] + OPENING))) if self._is_narrated(e, contents)]
        return any(self._is_earlier(e, said) for e in own)

    def _is_narrated(self, expression: TimeExpression, contents: Spans) -> bool:
        at = expression.span[0]
        inside = self._view.quotation(at) or any(start <= at < end for start, end in contents)
        return bool(expression.edtf) and not inside

    def _is_earlier(self, expression: TimeExpression, said: Said) -> bool:
        last, first = expression.interval[1] if expression.interval else None, said.interval[0]
        return bool(last and first and last < first)

    def _names_another(self, expression: TimeExpression, sentence: Span) -> bool:
        """Whether a day names or foretells something other than an occasion: "Tuesday's vote", "a Sunday show"."""
        start, end = expression.span
        if _POSSESSIVE.match(self._view.text, end):
            return not _POSSESSED_OCCASION.match(self._view.text, end)
        if _ARTICLE.search(self._view.text, max(sentence[0], start - 6), start) and _NOUN.match(self._view.text, end):
            return not _POSSESSED_OCCASION.match(self._view.text, end)
        ahead = self._anchor and expression.interval and expression.interval[1] == self._anchor.last.isoformat()
        return bool(ahead or expression.rule.startswith("weekday")) and self._foretells(sentence)

    def _foretells(self, sentence: Span) -> bool:
        """Whether a verb of what is to come stands in a sentence, outside what is reported."""
        return any(
            not self._view.quotation(match.start()) and not self._contents_around(match.start())
            for match in _WILL.finditer(self._view.text, *sentence)
        )

    def item_heading(self, at: int) -> Span | None:
        """What stands between the date of a list item and its first colon, for a place after that."""
        segment = self._segment(at)
        if segment.reason != "list item" or not segment.evidence:
            return None
        colon = self._view.text.find(":", segment.evidence[1], segment.evidence[1] + LONGEST_HEADING)
        return (segment.evidence[1], colon) if 0 <= colon <= at else None

    def is_headline(self, at: int) -> bool:
        """Whether a place lies in the document's first paragraph and that is a headline."""
        if len(self._view.paragraphs) < 2:
            return False
        start, end = self._view.paragraphs[0]
        return start <= at < end and (end - start < HEADLINE_LENGTH or is_title_case(self._view.text[start:end]))

    def _within(self, span: Span) -> list[TimeExpression]:
        first = bisect_left(self._starts, span[0])
        return [e for e in self._dates[first : bisect_left(self._starts, span[1])] if e.span[1] <= span[1]]

    def _segment(self, at: int) -> Segment:
        return self._segments[max(0, bisect_right(self._segment_starts, at) - 1)]

    def _is_later(self, expression: TimeExpression) -> bool:
        first = expression.interval[0] if expression.interval else None
        return bool(self._anchor and first and first > self._anchor.last.isoformat())

    def _as_said(self, expression: TimeExpression, rule: str) -> Said | None:
        if expression.type not in (TimexType.DATE, TimexType.TIME) or expression.edtf is None:
            return None
        interval = expression.interval or (None, None)
        span = self._raw(expression.span)
        return Said(edtf=expression.edtf, interval=interval, text=expression.text, rule=rule, span=span)

    def _raw(self, span: Span) -> Span | None:
        raw = self._view.outward(span)
        return raw[0] if len(raw) == 1 else None


def _a_year_before(expression: TimeExpression) -> TimeExpression | None:
    """A month or a day of one, named without its year, of the year before; None for any other expression."""
    if expression.edtf is None or not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", expression.edtf) or not expression.interval:
        return None
    if not _MONTH.match(expression.text):
        return None
    year = int(expression.edtf[:4])
    first, last = (day and f"{int(day[:4]) - 1}{day[4:]}" for day in expression.interval)
    if "02-29" in f"{first} {last}":
        return None
    return replace(expression, edtf=f"{year - 1}{expression.edtf[4:]}", interval=(first, last))


def _lasts(expression: TimeExpression) -> int:
    """How many days an expression lasts beyond its first; very many where a side is open."""
    if not expression.edtf or not expression.interval or None in expression.interval:
        return 9999
    first, last = (date.fromisoformat(day or "") for day in expression.interval)
    return (last - first).days


def _moved(expressions: tuple[TimeExpression, ...], offset: int) -> list[TimeExpression]:
    return [replace(e, span=(e.span[0] + offset, e.span[1] + offset)) for e in expressions]


def _relative(spans: Spans, within: Span) -> Spans:
    """The parts of spans inside a stretch, counted from its start."""
    start, end = within
    return tuple((max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and start < e)


def _anchor(published: str | None) -> Anchor | None:
    if not published:
        return None
    try:
        return Anchor.parse(published)
    except SaysoError:
        return None


def _surroundings(frame: Frame) -> Span:
    """The part of a frame's sentence in which its date is looked for."""
    start, end = frame.sentence
    at = frame.cue_span or frame.source or (start, start)
    return max(start, at[0] - FAR_FROM_CUE), min(end, at[1] + FAR_FROM_CUE)
