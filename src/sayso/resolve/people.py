"""People a sentence speaks of without their names: "an officer of the guard", "my husband", "many farmers"."""

import re
from functools import cache
from typing import NamedTuple

from sayso.records import Span, SpeakerKind
from sayso.resolve.lexicon import lexicon
from sayso.resolve.resolved import Resolved
from sayso.resolve.view import View
from sayso.resolve.wording import is_plural, singular

GROUP, UNNAMED = SpeakerKind.GROUP, SpeakerKind.UNNAMED
_NOUN = re.compile(r"(?<![\w’'-])[A-Za-z][a-z]+(?:-[a-z]+)*(?![\w’'-])(?!\s+[A-Z])")
_OBLIQUE = re.compile(
    r"\b(?:of|for|to|with|in|at|from|by|on|about|against|than|over|like|after|before|between|as)\s+$", re.IGNORECASE
)
_VERB_BEFORE = re.compile(r"\b(?:is|are|was|were|be|been|being|became)\s+(?:(?:not|no|\w+ly)\s+)*$")
_BEFORE = re.compile(
    r"(?:(?P<lead>\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he|[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Ss]ome|[Mm]any|[Mm]ost|"
    r"[Ss]everal|[Tt]wo|[Tt]hree|[Tt]hese|[Tt]hose|[Oo]ther|[Aa]ll)\s+)(?P<words>(?:(?!(?:times|is|are|was|were|has|have|had|will|would|who|that|to|allowed|let|made)\b)[\w’'-]+\s+){0,3})"
    r"|(?P<bare>(?:[A-Z][\w’'-]*\s+(?:[a-z]{3,}\s+)?|[a-z]+-[a-z]+\s+|"
    r"(?:campaign|party|government|union|state|police|senior|former|local|federal|top|young|older|white|black|moderate|"
    r"liberal|conservative|military|intelligence|foreign|administration|court|company|city|county|school|human|rights)\s+"
    r"){0,2}))$"
)
_SMALL = re.compile(
    r"\b(?:if|are|were|is|was|there|as|when|while|but|and|so|yet|for|since|because|although|though|the|"
    r"allowed|let|made|help|helped|says?|said|that|those|these)\s+",
    re.IGNORECASE,
)
_QUANTIFIERS = frozenset({"many", "some", "both", "others", "all", "those"})
_ARTICLES = frozenset({"the", "a", "an", "these", "those"})


class NounPhrase(NamedTuple):
    """A phrase for people. Offsets of the view's text.

    Attributes:
        span: without an article, with other determiners ("many farmers").
        gender: what the noun tells, None where nothing.
        subject: whether it may be a subject: no preposition and no form of "be" stands before it.
    """

    span: Span
    words: str
    noun: str
    gender: str | None
    plural: bool
    subject: bool

    def resolved(self, rule: str) -> Resolved:
        """These people as a speaker."""
        if self.plural and self.noun not in lexicon().unnamed_heads:
            return Resolved(self.words, GROUP, rule, span=self.span)
        return Resolved(f"unnamed: {self.words}", UNNAMED, rule, span=self.span)


def people_in(view: View, span: Span) -> list[NounPhrase]:
    """The phrases for people without a name in a stretch of text, in text order."""
    found: list[NounPhrase] = []
    for match in _NOUN.finditer(view.text, *span):
        phrase = _phrase_ending(view, span[0], match) if match.group().lower() in _nouns() else None
        if phrase:
            found.append(phrase)
    return found


@cache
def _nouns() -> frozenset[str]:
    """Every noun for a person, and every plural of people."""
    lex = lexicon()
    plurals = {_plural(word) for word in (*lex.person_nouns, *lex.demonyms, *lex.organisation_nouns)}
    groups = {word for word in lex.group_nouns if is_plural(word) and word not in _QUANTIFIERS}
    return frozenset({*lex.person_nouns, *plurals, *groups})


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _without_small(text: str, start: int, end: int) -> int:
    """Where a phrase begins without the small words before it: "If the kids", "Are there grandparents"."""
    small = list(_SMALL.finditer(text, start, end))
    return small[-1].end() if small else start


def _phrase_ending(view: View, from_: int, noun: re.Match[str]) -> NounPhrase | None:
    """The phrase that a noun ends; None for a bare singular."""
    text = view.text
    before = _BEFORE.search(text, max(from_, noun.start() - 60), noun.start())
    plural = is_plural(noun.group().lower())
    lead = before.group("lead") if before else None
    if before is None or not (lead or plural):
        return None
    start = before.start("words" if lead else "bare")
    if lead and lead.strip().lower() not in _ARTICLES:
        start = before.start("lead")
    start = start if lead else _without_small(text, start, noun.start())
    opening = text[max(from_, before.start() - 24) : before.start()]
    subject = not (_OBLIQUE.search(opening) or _VERB_BEFORE.search(opening))
    gender = lexicon().person_nouns.get(singular(noun.group().lower()))
    words = " ".join(text[start : noun.end()].split())
    told = gender if gender in ("male", "female") else None
    return NounPhrase((start, noun.end()), words, noun.group().lower(), told, plural, subject)
