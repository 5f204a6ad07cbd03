"""Days that sentences tell of, apart from who spoke: those of scenes, occasions and background."""

import re
from datetime import date
from functools import lru_cache

from sayso.records import Said, Span
from sayso.resolve.dates import TimeExpression
from sayso.resolve.told import Told, lasts
from sayso.resolve.wording import POSSESSIVE, YEAR

_BOUND = re.compile(
    r"\b(?:after|before|since|until|from|by|for|of|about|between|than|through|till|following|to)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:interview(?:ed)?|speech|speaking|spoke|address(?:ed)?|conference|briefing|hearing|debate|rally|discussion|"
    r"appearance|appeared|meeting|call|forum|town\s?hall|testimony|testified|sat\s+down|gave\s+(?:his|her|their|an)\s+account|remarks|event|statement|"
    r"broadcast|sermon|lecture|visit(?:ed)?|talk|installment|episode|summit|convention|ceremony|luncheon|round-?\s?table|commencement|q\s?&\s?a)\b",
)
_SAME_DAY = re.compile(
    r"\b(?:(?:earlier|later|late|early)\s+(?:in\s+the|that|the\s+same)\s+(?:day|night|evening|morning|afternoon)|"
    r"(?:that|the)\s+same\s+(?:day|night|evening)|that\s+(?:day|night|evening|morning|afternoon)|"
    r"(?:as\s+the\s+day|hours|minutes|moments)\s+(?:went\s+on|later|earlier))\b",
    re.IGNORECASE,
)
_SOON = re.compile(r"(?:minutes|moments)\b", re.IGNORECASE)
_AT_THE_TIME = re.compile(r"\s+at\s+the\s+time\b")
DAY_REACH = 20
"""Sentences back within which the day is told of that "earlier in the day" means."""
SOON_REACH = 6
"""The same for "minutes later"."""
_CLAUSE_OF_DAY = re.compile(r"\bafter\s+(?:[^\s,]+\s+){1,5}?(?:was|were|had|\w+ed)\s+(?:on\s+)?$")
_CIRCUMSTANCE = re.compile(r"(?:Despite|Amid|Given|Notwithstanding|With|In\s+the\s+(?:wake|aftermath)\s+of)\b[^,]*$")
_NOUN = re.compile(r"\s+(?!(?:before|after|of|in|that|when|and|or|at|to)\b)[a-z]{3,}")
_ARTICLE = re.compile(r"\b(?:an?|the|his|her|its|their)\s+$", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:During|Throughout|Before|In)\s+(?:the|his|her|their|last|a)\s+(?:[\w’'-]+\s+){0,4}?(?:primary|primaries|campaign|election|"
    r"race|years?|term|presidency|administration|war|season|cycle)\b"
)
"""A sentence that opens with a longer time of its own: "During the presidential primaries"."""
NEWS = 7
"""Days before a document of which it tells as of news."""
RECENT = 60
"""Days back within which a day named without its year is one that a report tells of."""
_RELATIVE = re.compile(r"\b(?:where|who|whom|which|whose)\b")
_PLACED = re.compile(r"\b(?:on|in|at|during)\s+(?:(?:an?|the|his|her|its|their)\s+)?$", re.IGNORECASE)
_SHOW = re.compile(r"(?:[’']s?)?\s+(?:[\w-]+\s+){0,2}?(?:show|program|broadcast|episode|installment|edition|podcast)\b")
POSSESSED_OCCASION = re.compile(
    r"(?:[’']s?)?\s+(?:[\w-]+\s+){0,3}?(?:interview|speech|address|conference|briefing|hearing|debate|rally|appearance|"
    r"meeting|call|forum|town\s?hall|testimony|remarks|event|statement|broadcast|sermon|lecture|visit|"
    r"fundraiser|luncheon|dinner|summit|convention|ceremony|commencement)\b",
    re.IGNORECASE,
)
_OCCASION_ON = re.compile(
    r"\b(?:interview|speech|address|conference|briefing|hearing|debate|rally|testimony|remarks|town\s?hall)\s+"
    r"(?:(?:in|at)\s+[A-Z]\w+\s+)?(?:on\s+|late\s+|early\s+)*$"
)
_WILL = re.compile(
    r"\b(?:will|plans?\s+to|likely\s+to|(?:is|are)\s+(?:to|set|due|scheduled|slated|expected)|set\s+to|[’']ll)\b",
    re.IGNORECASE,
)
OPENING = 30
"""Code points at the head of a sentence within which a time sets the scene for the next."""
SENT_REACH = 80
"""Code points ahead of a day within which the noun for the document stands that was sent on it."""
_SENT_ON = r"(?:released|published|issued|dated|posted|sent|filed)\s+(?:on\s+|late\s+|early\s+)*"
LONGEST_AT_THE_TIME = 366
"""Days that a time may last which words said "at the time" mean."""
LONGEST_OF_OCCASION = 30
"""Days that the date of an interview or speech may last for it to hold for what else was said there."""


class Days:
    """Looks through the expressions of one document sentence by sentence."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._view = told.view
        self._occasions: dict[Span, bool] = {}

    def is_occasion(self, sentence: Span) -> bool:
        """Whether a sentence tells of an interview, a speech or the like."""
        known = self._occasions.get(sentence)
        if known is None:
            told = (match.start() for match in _OCCASION.finditer(self._view.lower, *sentence))
            known = self._occasions[sentence] = any(not self._view.quotation(at) for at in told)
        return known

    def same_day(self, sentence: Span) -> Said | None:
        """The last day told of before a sentence that begins "earlier in the day", "that evening", "minutes later"."""
        match = _SAME_DAY.search(self._view.text, *sentence)
        if not match or self._view.quotation(match.start()):
            return None
        here = self._view.sentence_index(match.start())
        reach = SOON_REACH if _SOON.match(match.group()) else DAY_REACH
        for number in range(here, max(-1, here - reach), -1):
            start, end = self._view.sentences[number]
            days = self._days((start, min(end, match.start())), narrated=False)
            if days:
                return self._told.as_said(days[-1], "carried over")
        return None

    def first_after(self, sentence: Span, at: int, until: int) -> Said | None:
        """The first day that a sentence of several days tells of between two places."""
        days = [e for e in self._days(sentence) if at <= e.span[0] < until]
        return self._told.as_said(days[0], "carried over") if days else None

    def of_document(self, sentence: Span, noun: str) -> Said | None:
        """The day that stands with a noun for a document: "their Friday editorial", "a letter sent on Monday"."""
        after, before = _beside(noun)
        days = [
            e
            for e in self._told.within(sentence)
            if lasts(e) <= 0
            and not self._told.is_later(e)
            and not self._view.quotation(e.span[0])
            and (
                after.match(self._view.text, e.span[1])
                or before.search(self._view.text[max(sentence[0], e.span[0] - SENT_REACH) : e.span[0]])
            )
        ]
        return self._told.as_said(days[-1], "carried over") if days else None

    def at_the_time(self, sentence: Span, cue: Span) -> Said | None:
        """The time told of last, at most a year long, before words said "at the time"."""
        if not _AT_THE_TIME.match(self._view.text, cue[1]):
            return None
        here = self._view.sentence_index(sentence[0])
        for start, end in reversed(self._view.sentences[max(0, here - 1) : here + 1]):
            told = [e for e in self._told.within((start, min(end, cue[0]))) if self._is_narrated(e)]
            past = [e for e in told if lasts(e) <= LONGEST_AT_THE_TIME and not self._told.is_later(e)]
            if past:
                return self._told.as_said(past[-1], "carried over")
        return None

    def is_news(self, said: Said) -> bool:
        """Whether a date is of the week before the document."""
        anchor, first = self._told.anchor, said.interval[0]
        if not anchor or not first:
            return False
        return (anchor.last - date.fromisoformat(first)).days <= NEWS

    def of_scene(self, sentence: Span, *, one_day: bool = False) -> Said | None:
        """The one day that a sentence tells of, where it tells of one; up to a month for an interview or speech."""
        week = self.is_occasion(sentence) and not one_day
        days = self._days(sentence, longest=LONGEST_OF_OCCASION if week else 0)
        return self._told.as_said(days[0], "carried over") if len({d.edtf for d in days}) == 1 else None

    def _days(self, sentence: Span, longest: int = 0, *, narrated: bool = True) -> list[TimeExpression]:
        """What a sentence tells of that lasts at most `longest` days more than one; outside quotations and contents."""
        return [
            e
            for e in self._told.within(sentence)
            if e.span not in self._told.datelines
            and e.text.lower() != "tonight"
            and lasts(e) <= longest
            and not self._told.is_later(e)
            and not self._view.quotation(e.span[0])
            and (not narrated or self._of_occasion(e) or not self._told.contents_around(e.span[0]))
            and not _BOUND.search(self._view.text, max(sentence[0], e.span[0] - 24), e.span[0])
            and not self._told.is_referred(e)
            and not self._names_another(e, sentence)
            and not self._is_aside(e, sentence)
            and not self._is_old(e)
            and not self._told.is_ahead_of(e)
            and not _CLAUSE_OF_DAY.search(self._view.text, max(sentence[0], e.span[0] - 60), e.span[0])
            and not _CIRCUMSTANCE.match(self._view.text[sentence[0] : e.span[0]])
        ]

    def _of_occasion(self, expression: TimeExpression) -> bool:
        """Whether a day is that of a speech or the like: "her speech on Thursday", "Thursday's speech"."""
        start, end = expression.span
        before = _OCCASION_ON.search(self._view.text, max(0, start - 40), start)
        owned = POSSESSED_OCCASION.match(self._view.text, end) or _SHOW.match(self._view.text, end)
        return bool(before or (owned and POSSESSIVE.match(self._view.text, end)))

    def named(self, sentence: Span) -> list[Said]:
        """The single days that a sentence names outside what is reported, bounds included, none after the document."""
        told = (e for e in self._told.within(sentence) if self._is_narrated(e) and lasts(e) == 0)
        return [said for e in told if not self._told.is_later(e) and (said := self._told.as_said(e, "carried over"))]

    def names_time(self, sentence: Span) -> bool:
        """Whether a sentence names any time outside quotations and contents."""
        return any(self._is_narrated(e) for e in self._told.within(sentence))

    def tells_of_another_time(self, at: int, said: Said) -> bool:
        """Whether the sentence of a place names another day than `said`, or opens background of an earlier time.

        The sentence before it counts, too, where it stands in the same paragraph and opens with such a time.
        """
        here = self._view.sentence_index(at)
        if _PERIOD.match(self._view.text, self._view.sentences[here][0]):
            return True
        own = [e for e in self._told.within(self._view.sentences[here]) if self._is_narrated(e)]
        if any(lasts(e) == 0 and e.edtf != said.edtf for e in own):
            return True
        before = self._view.sentences[here - 1] if here else None
        if before and self._view.paragraph_index(before[0]) == self._view.paragraph_index(at):
            own += [
                e for e in self._told.within((before[0], min(before[1], before[0] + OPENING))) if self._is_narrated(e)
            ]
        return any(self._is_earlier(e, said) for e in own)

    def _is_narrated(self, expression: TimeExpression) -> bool:
        at = expression.span[0]
        inside = self._view.quotation(at) or self._told.contents_around(at)
        return bool(expression.edtf) and not inside

    def _is_earlier(self, expression: TimeExpression, said: Said) -> bool:
        last, first = expression.interval[1] if expression.interval else None, said.interval[0]
        return bool(last and first and last < first)

    def _names_another(self, expression: TimeExpression, sentence: Span) -> bool:
        """Whether a day names or foretells something other than an occasion: "Tuesday's vote", "a Sunday show"."""
        start, end = expression.span
        possessive = POSSESSIVE.match(self._view.text, end)
        article = _ARTICLE.search(self._view.text, max(sentence[0], start - 12), start)
        if possessive or (article and _NOUN.match(self._view.text, end)):
            placed = _PLACED.search(self._view.text, max(sentence[0], start - 12), start)
            shown = placed and _SHOW.match(self._view.text, end)
            if not (shown or POSSESSED_OCCASION.match(self._view.text, end)):
                return True
        return not YEAR.search(expression.text) and self.foretells(sentence)

    def _is_old(self, expression: TimeExpression) -> bool:
        """Whether a day named without its year lies so far back that it is more likely one to come."""
        anchor, last = self._told.anchor, expression.interval[1] if expression.interval else None
        if not anchor or not last or YEAR.search(expression.text):
            return False
        return (anchor.last - date.fromisoformat(last)).days > RECENT

    def _is_aside(self, expression: TimeExpression, sentence: Span) -> bool:
        """Whether a day belongs to a clause that tells of a place or of somebody, and not of an occasion."""
        start = self._view.text.rfind(",", sentence[0], expression.span[0]) + 1 or sentence[0]
        clause = _RELATIVE.search(self._view.text, max(start, sentence[0]), expression.span[0])
        return bool(clause) and not _OCCASION.search(self._view.lower, clause.start(), expression.span[1])

    def foretells(self, sentence: Span) -> bool:
        """Whether a verb of what is to come stands in a sentence, outside what is reported."""
        return any(
            not self._view.quotation(match.start()) and not self._told.contents_around(match.start())
            for match in _WILL.finditer(self._view.text, *sentence)
        )


@lru_cache(maxsize=512)
def _beside(noun: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind and before a day that belongs to a noun for a document."""
    named = re.escape(noun)
    return (
        re.compile(rf"(?:[’']s)?\s+(?:[\w-]+\s+)?{named}\b", re.IGNORECASE),
        re.compile(rf"\b{named}\s+(?:\w+\s+){{0,2}}{_SENT_ON}$", re.IGNORECASE),
    )
