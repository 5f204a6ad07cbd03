"""How a text first spoke of somebody or something without a name: "a pilot whose brother died" for "the pilot"."""

import re
from functools import lru_cache
from typing import NamedTuple

from sayso.records import Span
from sayso.resolve.lexicon import lexicon
from sayso.resolve.view import View
from sayso.resolve.wording import WEEKDAY, singular

_LEAD = r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ss]everal|[Ss]ome)\s+"
_OF_SOMEBODY = r"\b(?:[Tt]he[ ]+(?:[\w-]{1,40}[ ]+){0,2})?[\w-]{1,40}[’']s[ ]+"
_BETWEEN = r"(?:(?!(?:of|for|in|at|by|to|and|or|with|from|on|who|that|was|is)\b)[\w’'-]+\s+){0,4}?"
_CLAUSE = r"(?:\s+(?:who|whose|from|of|with|in|on|at|for)\b[^,;:.—–()“”\"\n]{2,70})?"
_PAIR = re.compile(rf"(?<![\w-])(?P<lead>[Tt]wo|[Bb]oth)\s+(?P<words>(?:[\w’'-]+\s+){{0,3}}?[\w’'-]*s|people){_CLAUSE}")
_SAID_OF = re.compile(r"\b(?:are|were|is|was|be)\s+$")
REACH = 6000
"""Code points back within which something must have been introduced."""
PAIR_REACH = 400
LONGEST = 90
_SPOKE = re.compile(r"\s+(?:said|told|asked|added|and)\b.*$")
_CUT = re.compile(r"\s+(?:said|says|told|had|has|have|was|were|is|are|asked|added|will|would|did|does)\b.*$")
_DAY = re.compile(
    rf",?\s+(?:(?:on|last|this|late|early)\s+)*(?:{WEEKDAY}|yesterday|today|"
    r"(?:this|last)\s+(?:week|month|year|spring|summer|autumn|fall|winter))"
    r"(?:\s+(?:night|morning|afternoon|evening))?$"
)
_BARE = re.compile(r"^(?:an?|another|the|one(?!\s+of\b))\s+", re.IGNORECASE)


class Introduction(NamedTuple):
    """The phrase that brought somebody in. Offsets of the view's text."""

    words: str
    span: Span


def introduction(view: View, noun: str, at: int) -> Introduction | None:
    """The last phrase before a place that brings in one thing or person with this noun; None where none does."""
    found = [_of(view, match.span()) for match in _bringing_in(noun).finditer(view.text, max(0, at - REACH), at)]
    return max(found, key=lambda phrase: (len(phrase.words.split()), phrase.span), default=None)


def told_of(view: View, noun: str, at: int) -> Introduction | None:
    """The first phrase before a place that tells of somebody definite with this noun whose they are or where from."""
    found = _telling(noun).search(view.text, max(0, at - REACH), at)
    return _of(view, found.span("words")) if found else None


@lru_cache(maxsize=512)
def _telling(noun: str) -> re.Pattern[str]:
    """A definite phrase with a noun and what tells of it: "the locksmith of Dorn"."""
    return re.compile(
        rf"\b[Tt]he\s+(?P<words>{_BETWEEN}{re.escape(noun)}\s+(?:of|from|at|in)\s+(?:the\s+)?"
        r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})"
    )


@lru_cache(maxsize=512)
def _bringing_in(noun: str) -> re.Pattern[str]:
    """A phrase that brings in one thing or person with a noun."""
    lead = f"(?:{_LEAD}|{_OF_SOMEBODY})" if noun in lexicon().person_nouns else _LEAD
    return re.compile(rf"{lead}{_BETWEEN}{re.escape(noun)}\b(?![’'-]\w){_CLAUSE}")


def pair_before(view: View, at: int) -> Introduction | None:
    """The last two people brought in shortly before a place."""
    found = [m for m in _PAIR.finditer(view.text, max(0, at - PAIR_REACH), at) if _are_people(m.group("words"))]
    found = [m for m in found if not _SAID_OF.search(view.text, max(0, m.start() - 8), m.start())]
    return _of(view, found[-1].span()) if found else None


def _are_people(words: str) -> bool:
    noun = words.rsplit(maxsplit=1)[-1].lower()
    return singular(noun) in lexicon().person_nouns or noun in lexicon().group_nouns


def _of(view: View, span: Span) -> Introduction:
    words = " ".join(view.text[slice(*span)].split())
    relative = re.search(r"\s(?:who|whose)\b", words)
    words = (_SPOKE if relative else _CUT).sub("", words)
    words = without_day(re.split(r"\s(?:-|--)\s", words, maxsplit=1)[0])
    words = words[:LONGEST].rsplit(" ", 1)[0] if len(words) > LONGEST else words
    return Introduction(_BARE.sub("", words), span)


def without_day(words: str) -> str:
    """A description without the day at its end: "report on Wednesday"."""
    short = _DAY.sub("", words)
    return words if short.endswith("ed") else short
