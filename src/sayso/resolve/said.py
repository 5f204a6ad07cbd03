"""When the words were said: the time expression of the sentence, or one carried over within a speech or an item."""

import re
from bisect import bisect_left
from datetime import date, timedelta

from msgspec.structs import replace

from sayso.records import Said, Span, Spans
from sayso.resolve.chains import Frame
from sayso.resolve.dates import TimeExpression
from sayso.resolve.dates.calendar import interval_edtf
from sayso.resolve.dates.said import said_on
from sayso.resolve.days import LONGEST_OF_OCCASION, POSSESSED_OCCASION, Days
from sayso.resolve.fielded import a_week_before, days_in_field
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import is_title_case
from sayso.resolve.places import DATED_DOCUMENT, place
from sayso.resolve.told import Told
from sayso.resolve.view import places_of
from sayso.resolve.wording import YEAR

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NEGATED = re.compile(r"\b(?:not|never|no longer|refuse[sd]?|decline[sd]?|without|failed)\b|n[’']t\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|would|shall|is to|are to|plans?|expected|going to)\b", re.IGNORECASE)
_AFTER_SAYING = re.compile(r"\b(?:after|since)\s+(?:initially|originally|previously|first|long|repeatedly|once)\s+$")
_GOES_ON = re.compile(r"(?:\b(?:is|are|am)|[’'](?:s|re))\s+(?:\w+ly\s+)?\w+ing\b")
_AHEAD = re.compile(r"\s*(?:will|is\s+to|are\s+to|is\s+going\s+to|are\s+going\s+to|shall)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot\s+(?:only|just|merely)\b", re.IGNORECASE)
OF_HAVING = r"(?:an?|no|the|some|strong|harsh|tough|kind|few)\b"
"""After "had" no perfect: "had a question", "had harsh words"."""
PERFECT = re.compile(rf"\b(?:has|have|had|[’'](?:ve|d))\b(?!\s+{OF_HAVING})", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:recently|(?:during|in|at|on)\s+an?(?:other)?\s+recent|previously|(?:once|often|long|always)(?!-)|formerly|"
    r"repeatedly|in the past|at the time|years ago|"
    r"frequently|(?:over|through(?:out)?)\s+the\s+(?:(?:last|past|few|several)\s+)*(?:years|months|decades)|"
    r"sometimes|(?:earlier|later)(?!\s+in\s+(?:the|his|her|their|that)\s+(?:same\s+)?(?:broadcast|speech|interview|debate|"
    r"rally|event|show|program|address|talk|remarks|hearing|conference|briefing|segment|meeting|call|appearance|statement|"
    r"letter|post|podcast|episode|discussion)\b)|since|usually|routinely|regularly|early\s+in|(?:week|month|year)s?\s+after|"
    r"(?:on|at)\s+(?:multiple|several|many|numerous|various)\s+(?:occasions|times|points))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:who|whose|which)\b[^,;]*|,\s+(?:long|once)\s+an?\b[^,;]*|"
    r",\s+(?:but|and)\s+(?:he|she|they|it|[A-Z]\w+)\b.*"
)
"""What tells of somebody or something, not of the saying: "of people whose rights were previously restored"."""
_TELLS = re.compile(
    r"(?:voic|express|demand|signal|declar|announc|reiterat|shar|convey|confess|admitt)(?:ed|ing)$|(?:took|taking)$"
)
"""A first verb that tells of a wish or a belief: "voiced hope", "demanded to know", "took aim at"."""
_SAYS = re.compile(
    r"(?:says?|calls?|claims?|accuses?|blames?|insists?|maintains?|argues?|denies|deny)(?:\s+(?:of|for))?"
)
_DID = re.compile(r"\b(?:\w{2,}ed|led|said|told|was|were|had|held|met|won|lost|came|went|saw|took|gave)\b")
_PAST = re.compile(r"\b(?:\w+ed|sought|thought|felt|meant|knew|saw)\b")
_OWN = re.compile(rf"(?:{POSSESSED_OCCASION.pattern}|{DATED_DOCUMENT.pattern})", re.IGNORECASE)
"""After a time that an occasion or a document has for its own, however long: "the 2013 video"."""
ADJACENT = 14
"""Code points after a cue of wish or aim within which a day dates it: "sought on Wednesday to"."""
_MONTH = re.compile(
    r"(?:(?:early|mid|late)[\s-])?(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE
)
_YEARS_AGO = re.compile(r"\b(?:year|decade|centur)", re.IGNORECASE)
_FIRST_DAY = re.compile(r"\b(?:between|from)\s+([1-9]|[12]\d|3[01])\s+(?:and|to)\s+$")
_WHOM_ON = re.compile(r"(?:(?![a-z]+(?:ing|ed|s)\b)[A-Za-z.’'-]+\s+){0,6}?[A-Z][\w’'-]+\s+(?:on\s+)?")
_OVER = re.compile(r"\s+(?:over|for|as|after|in|during|at)\b|[,.]")
SWALLOWED = 80
"""Code points from the head of a content within which a day may part the person spoken of from the matter."""
LONGEST_AT_ONCE = 366
"""Days that a date at the head of a sentence may last for it to hold for a next one that goes on with a pronoun."""
FAR_DAYS = 400
"""How many days before its article an expression without a year may lie."""
LONGEST_HEADING = 140
"""Code points after a list item's date within which the colon of its heading stands."""
HEADLINE_LENGTH = 160
BESIDE_CUE = 12
"""Code points from a cue within which "repeatedly" or the like goes with it."""
FAR_FROM_CUE = 1500
"""Code points from the cue beyond which a date of its sentence is not looked at; no sentence of prose is as long."""


class DateFinder:
    """Finds the dates of saying of one document.

    Args:
        cues: where the cues of all attributions begin and end, in text order.
    """

    def __init__(self, told: Told, cues: Spans) -> None:
        self._cues = cues
        self._told = told
        self._view = told.view
        self.days = Days(told)
        field = days_in_field(told.view, told.dates, told.anchor)
        polled = told.view.sentence(field.span[0]) if field else (0, 0)
        self._polled = told.view.text[slice(*polled)].lower()
        self._fielded = told.as_said(field, "poll") if field else None

    def stated(self, frame: Frame) -> Said | None:
        """The date that the sentence itself gives for the saying; None where it gives none."""
        if not self.is_saying(frame):
            return self._of_aim(frame)
        if _AHEAD.match(frame.cue) or self._is_before_another(frame):
            return None
        for found in self._told.within(_surroundings(frame)):
            expression = self._as_past(found, frame)
            may = self._may_date(expression, frame) and not self._is_of_a_past_act(expression, frame)
            where = place(self._view, frame, expression.span) if may else None
            if where == "field dates":
                return self._field_dates(expression, frame)
            if where:
                return self._told.as_said(expression, f"{where}: {expression.rule}")
        return self._nearest(frame) if self.is_speech(frame) else None

    def _is_of_a_past_act(self, expression: TimeExpression, frame: Frame) -> bool:
        """Whether a past verb stands between a day and a cue in the present: "On Sunday he led what all call"."""
        cue = frame.cue_span
        if not cue or not _SAYS.fullmatch(frame.cue.strip()):
            return False
        start, end = expression.span
        between = (end, cue[0]) if start < cue[0] else (cue[1], start)
        return bool(_DID.search(self._view.text, *between))

    def _is_before_another(self, frame: Frame) -> bool:
        """Whether the cue is a participle that an act of another time rules: "after initially saying"."""
        at = frame.cue_span[0] if frame.cue_span else 0
        return bool(_AFTER_SAYING.search(self._view.text, max(frame.sentence[0] + 1, at - 30), at))

    def _of_aim(self, frame: Frame) -> Said | None:
        """The day that stands in or right after a past cue of wish or aim: "sought on Wednesday to ease"."""
        cue = frame.cue_span
        if not cue or _NEGATED.search(frame.cue) or PERFECT.search(frame.cue) or not _PAST.search(frame.cue):
            return None
        for found in self._told.within((cue[0], min(cue[1] + 2 * ADJACENT, frame.sentence[1]))):
            days = found.interval
            near = found.span[0] <= cue[1] + ADJACENT and bool(days) and days[0] == days[1]
            if near and self._may_date(found, frame) and place(self._view, frame, found.span):
                return self._told.as_said(found, f"with the aim: {found.rule}")
        return None

    def _as_past(self, expression: TimeExpression, frame: Frame) -> TimeExpression:
        """A weekday, weekend, month or day read as to come, as the past one: nothing was said after its article."""
        days = expression.interval
        running = self._running_week(expression)
        if running and not _FUTURE.search(frame.cue):
            return running
        if self._told.is_later(expression) and not _FUTURE.search(frame.cue) and not YEAR.search(expression.text):
            earlier = _a_year_before(expression)
            if earlier:
                return earlier
        is_weekend = expression.text.lower().endswith("weekend")
        if not days or not days[0] or not days[1] or not (is_weekend or expression.rule.startswith("weekday")):
            return expression
        if days[0] != days[1] and not is_weekend:
            return expression
        if not self._told.is_later(expression) or _FUTURE.search(frame.cue):
            return expression
        if self.days.foretells((frame.sentence[0], expression.span[0])):
            return expression
        return a_week_before(expression)

    def _running_week(self, expression: TimeExpression) -> TimeExpression | None:
        """ "This week", read as what is left of it, as its days up to the document's; None for anything else."""
        anchor = self._told.anchor
        if expression.text.lower() != "this week" or not anchor or not anchor.is_day:
            return None
        days = ((anchor.last - timedelta(days=anchor.last.weekday())).isoformat(), anchor.last.isoformat())
        return replace(expression, edtf=interval_edtf(days), interval=days)

    def _may_date(self, expression: TimeExpression, frame: Frame) -> bool:
        if expression.span in self._told.datelines:
            return False
        start, end = expression.span
        inside = any(s < end and start < e for s, e in frame.content) and not self._is_swallowed(expression, frame)
        inside = inside or self._is_anothers(expression.span[0], frame)
        inside = inside or self._told.is_referred(expression) or self._told.is_ahead_of(expression)
        vague = expression.rule == "the-year-alone" or self._is_nowadays(expression, frame)
        return (
            expression.edtf is not None
            and not vague
            and not inside
            and not self._told.is_later(expression)
            and not self._is_far(expression)
        )

    def _is_swallowed(self, expression: TimeExpression, frame: Frame) -> bool:
        """Whether a day stands in a content only because it parts it: "blasted {Tom Hale on Monday over …}"."""
        start, end = frame.content[0] if frame.content else (0, 0)
        at = expression.span[0]
        if len(frame.content) != 1 or not start < at < min(end, start + SWALLOWED) or self._view.quotation(at):
            return False
        whom = self._view.text[start:at]
        return bool(_WHOM_ON.fullmatch(whom)) and _OVER.match(self._view.text, expression.span[1]) is not None

    def _is_nowadays(self, expression: TimeExpression, frame: Frame) -> bool:
        """Whether "today" means these days: beside a cue in the present that is no verb of speech."""
        words = {w.lower() for w in _WORD.findall(frame.cue)}
        told = words & (lexicon().speech | lexicon().saying) or _PAST.search(frame.cue)
        return expression.text.lower() == "today" and not told

    def _is_anothers(self, at: int, frame: Frame) -> bool:
        """Whether a place lies in what another attribution reports, and the cue does not."""
        cue = frame.cue_span[0] if frame.cue_span else frame.sentence[0]
        around = [span for span in self._told.contents_around(at) if span not in frame.content]
        return any(not start <= cue < end for start, end in around)

    def _is_far(self, expression: TimeExpression) -> bool:
        """Whether an expression that names no year lies more than a year back: then it counts from something else."""
        last = expression.interval[1] if expression.interval else None
        if (
            not self._told.anchor
            or not self._told.anchor.first
            or not last
            or YEAR.search(expression.text)
            or _YEARS_AGO.search(expression.text)
        ):
            return False
        return date.fromisoformat(last) < self._told.anchor.first - timedelta(days=FAR_DAYS)

    def _field_dates(self, expression: TimeExpression, frame: Frame) -> Said | None:
        """The days a poll was in the field, from the first to the last: "between 3 and 5 June"."""
        start, end = frame.sentence[0], expression.span[1]
        whole = self._told.as_said(expression, f"field dates: {expression.rule}")
        opened = _FIRST_DAY.search(self._view.text, start, expression.span[0])
        last = expression.interval[1] if expression.interval else None
        if whole is None or last is None or not opened or int(opened.group(1)) >= int(last[-2:]):
            return whole
        days = (f"{last[:8]}{int(opened.group(1)):02d}", last)
        span = (opened.start(1), end)
        text = self._view.text[slice(*span)]
        return replace(whole, edtf=interval_edtf(days), interval=days, text=text, span=self._told.raw(span))

    def is_speech(self, frame: Frame) -> bool:
        """Whether the cue has a verb of speech, and a source."""
        words = {w.lower() for w in _WORD.findall(frame.cue)}
        return bool(words & lexicon().speech) and frame.source is not None

    def _nearest(self, frame: Frame) -> Said | None:
        """The expression nearest to a cue of speech, where none stands in a plain place."""
        start, end = frame.sentence
        near = [
            replace(e, span=(e.span[0] - start, e.span[1] - start))
            for e in self._told.within(_surroundings(frame))
            if not self._is_far(e)
            and not self._is_of_a_past_act(e, frame)
            and e.span not in self._told.datelines
            and not (frame.source and frame.source[0] <= e.span[0] < frame.source[1])
            and not self._is_anothers(e.span[0], frame)
            and not self._told.is_referred(e)
            and not self._told.is_ahead_of(e)
        ]
        said = said_on(
            self._view.text[start:end],
            _relative(frame.cue_spans, frame.sentence),
            _relative(frame.content, frame.sentence),
            tuple(near),
            self._told.segment(start).anchor or self._told.anchor,
        )
        if said is None or said.span is None or self._view.quotation(said.span[0] + start):
            return None
        return replace(said, span=self._told.raw((said.span[0] + start, said.span[1] + start)))

    def is_saying(self, frame: Frame) -> bool:
        """Whether the cue is an act that has a date: not a belief, an aim, or something that was not done."""
        if _NEGATED.search(_NOT_ONLY.sub("", frame.cue.split(",")[0])):
            return False
        words = [w.lower() for w in _WORD.findall(frame.cue)]
        lex = lexicon()
        tells = words[:1] and words[0] not in lex.attitude and _TELLS.match(words[0])
        return bool(tells) or not any(w in lex.attitude for w in words) or any(w in lex.speech for w in words)

    def may_carry(self, frame: Frame) -> bool:
        """Whether a date may be carried over to this attribution from a sentence before."""
        words = {w.lower() for w in _WORD.findall(frame.cue)}
        reports = words & lexicon().speech or words & lexicon().saying or not frame.cue.strip(" :,—–-")
        return bool(reports) and self.may_happen(frame)

    def _parted(self, frame: Frame, at: int) -> Spans:
        """What stands around the content, cut at a place."""
        cut = ((s, at, e) for s, e in frame.spans)
        return tuple(piece for s, m, e in cut for piece in (((s, m), (m, e)) if s < m < e else ((s, e),)))

    def may_happen(self, frame: Frame) -> bool:
        """Whether the cue can tell of an act at one time: no belief or aim, no perfect, no "often"."""
        if not self.is_saying(frame) or self._is_before_another(frame):
            return False
        return not (PERFECT.search(frame.cue) or _GOES_ON.search(frame.cue) or self._tells_another_time(frame))

    def _tells_another_time(self, frame: Frame) -> bool:
        """Whether "recently" or the like stands beside the content: in no aside after the cue, nor in others' words."""
        at = frame.cue_span[0] if frame.cue_span else frame.sentence[0]
        for start, end in self._parted(frame, at):
            words = self._view.text[start:end]
            words = words if end <= at else _ASIDE.sub(lambda aside: " " * len(aside.group()), words)
            places = (start + match.start() for match in _OTHER_TIME.finditer(words))
            if any(
                not self._is_anothers(place, frame) and not self._is_with_another(at, place, frame) for place in places
            ):
                return True
        return False

    def _is_with_another(self, at: int, place: int, frame: Frame) -> bool:
        """Whether a word at a place goes with another cue of the sentence: "said so and repeatedly named him"."""
        first = bisect_left(self._cues, frame.sentence)
        last = bisect_left(self._cues, (frame.sentence[1], 0))
        own = _gap((at, frame.cue_span[1] if frame.cue_span else at), place)
        return any(_gap(cue, place) < min(own, BESIDE_CUE) for cue in self._cues[first:last] if cue[0] != at)

    def carries(self, said: Said, told: Span | None = None, *, at_once: bool = False) -> bool:
        """Whether a date is exact enough to hold for what is said next: a week, a month for an interview or speech.

        Args:
            told: the sentence that gives the date.
            at_once: whether the next sentence goes on with a pronoun; what opened the sentence then holds for it, too.
        """
        first, last = said.interval
        if not first or not last:
            return False
        longest = LONGEST_OF_OCCASION if told and self.days.is_occasion(told) else 7
        if at_once and said.rule.startswith("opens the sentence"):
            longest = LONGEST_AT_ONCE
        places = places_of(said.text, self._view.text, told) if told else ()
        if told and any(_OWN.match(self._view.text, at + len(said.text), told[1]) for at in places):
            return True
        return date.fromisoformat(last) - date.fromisoformat(first) <= timedelta(days=longest)

    def is_before_document(self, said: Said) -> bool:
        """Whether a date ends before the day of the document."""
        anchor, last = self._told.anchor, said.interval[1]
        return bool(anchor and last and last < anchor.last.isoformat())

    def of_item(self, frame: Frame) -> Said | None:
        """The date of the list item that an attribution stands in."""
        segment = self._told.segment(frame.sentence[0])
        if segment.reason != "list item" or not segment.anchor or not segment.anchor.is_day:
            return None
        first = next(iter(self._told.within(segment.span)), None)
        return self._told.as_said(first, "list item") if first else None

    def fielded_by(self, name: str) -> bool:
        """Whether the sentence that tells the days in the field names a poll or who made it."""
        whole = name.lower() in self._polled or set(name.lower().split()) <= set(_WORD.findall(self._polled))
        return bool(name) and whole

    def fielded(self) -> Said | None:
        """The days in the field, where the document tells those of one poll."""
        return self._fielded

    def item_heading(self, at: int) -> Span | None:
        """What stands between the date of a list item and its first colon, for a place after that."""
        segment = self._told.segment(at)
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


def _gap(span: Span, place: int) -> int:
    """Code points between a span and a place; none inside."""
    return max(span[0] - place, place - span[1], 0)


def _relative(spans: Spans, within: Span) -> Spans:
    """The parts of spans inside a stretch, counted from its start."""
    start, end = within
    return tuple((max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and start < e)


def _surroundings(frame: Frame) -> Span:
    """The part of a frame's sentence in which its date is looked for."""
    start, end = frame.sentence
    at = frame.cue_span or frame.source or (start, start)
    return max(start, at[0] - FAR_FROM_CUE), min(end, at[1] + FAR_FROM_CUE)
