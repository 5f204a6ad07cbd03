"""What the words around a name tell of its kind, counted over all its places in a document."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from sayso.records import Span, SpeakerKind
from sayso.resolve.kinds import ORGANISATION, PERSON, PLACE
from sayso.resolve.lexicon import alternatives, lexicon
from sayso.resolve.wording import THE_BEFORE

Kind = SpeakerKind | str
REACH = 40
"""Code points before and after a name that are looked at."""
ENOUGH = 2
"""Points that a kind needs. Swept from 1 to 3 on GUM's training part: with 1 more names get a kind (.93 in place of
.88), and of those given fewer are right (.866 in place of .888)."""

_LOCATED = re.compile(
    r"\b(?:(?:with|st)?in|near|around|across|throughout|outside|inside|east|west|north|south|"
    r"(?:north|south)(?:east|west)(?:ern)?|(?:east|west|north|south)ern|central|downtown|upper|lower)\s$",
    re.IGNORECASE,
)
_CALLED_PLACE = re.compile(
    r"\b(?:city|town|village|province|district|state|island|port|area|outskirts|battle)\s+of\s$", re.IGNORECASE
)
_TOWARDS = re.compile(
    r"\b(?:from|at|into|towards|reached|left|visit(?:ed|ing)?|via|recaptur\w+|captur\w+)\s$", re.IGNORECASE
)
_PLACE_BEHIND = re.compile(
    r"\s(?:province|city|region|district|village|town|county|airport|governorate|peninsula|valley|suburb|area|residents?)\b"
)
_BODY_BEFORE = re.compile(
    r"\b(?:(?:members?|leaders?|leadership|founders?|chairman|president|head|director|branch(?:es)?|subsidiary|"
    r"employees|fighters|commanders?|remnants|users)\s+of|(?:spokes(?:man|woman|person)|works?|worked|working)\s+for|"
    r"(?:company|group|organi[sz]ation|party|militia|network|firm|website|movement|platform)|joined|join|founded|"
    r"co-founded)\s(?:the\s)?$",
    re.IGNORECASE,
)
_BODY_BEHIND = re.compile(
    r"(?:[’']s?)?\s(?:members?|spokes(?:man|woman|person)|headquarters|employees|users|fighters|militants|forces|leadership|"
    r"board|executives?|officials?|chairman|staff|shareholders|website|account|accounts|operatives|terrorists|insurgents|"
    r"forums?|subsidiary|customers|editors?|page|ranks)\b|\s(?:Inc|Corp|Ltd|LLC|plc|Co)\b\.?"
)
_NO_PERSON = re.compile(r"\b(?:the|of|in|from|at|near)\s$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?\n])[\s“\"]*$")
_NOUN_BEHIND = re.compile(r"(?:[’']s?)?[ \u00a0]([a-z][\w-]+)|-\w")
_ON = re.compile(
    r"\b(?:posted|published|available|shared|account|page|video|user)s?\s(?:it\s)?(?:on|to)\s$", re.IGNORECASE
)
_WHO = re.compile(r",?\swho(?:se|m)?\b|,\s(?:aged\s)?\d\d,|\s\((?:born|b\.|c\.|\d{4})")
_OF_A_LIFE = re.compile(
    r"[’']s?\s(?:\w+\s)?(?:wife|husband|widow|mother|father|parents|son|sons|daughter|brother|sister|death|life|birth|"
    r"childhood|career|family|marriage|wedding|hair|face|voice|letters?|lawyer|attorney|friends?|biographer|work|works)\b"
)
_ACTS = re.compile(
    r"\s(?:himself|herself|was\sborn|died|married|smiled|laughed|nodded|replied|recalled|argued|"
    r"[a-z]+ed\s(?:his|her)\b|(?:is|was)\s(?:an?\s)?(?:\w+\s)?(?:actor|actress|writer|author|composer|poet|artist|physician|lawyer)\b)"
)
_PRONOUN = re.compile(r"\b(?:(?P<person>he|his|him|she|her)|(?P<body>its|itself))\b")


def told_kind(text: str, mentions: Iterable[Span], looks: Kind | None = None) -> Kind | None:
    """The kind that the words around a name tell; None where they tell too little, or of two kinds alike.

    Args:
        text: the document.
        mentions: where the name stands, in any of its forms.
        looks: the kind that its own words lean to, which has a point by that.

    Method:
        Each place gives points: two for what is said of one kind alone ("in X", "members of X", "X, who"), one for what
        leans to it. The kind with most has to have `ENOUGH`. What looks like a person is a body only where two places
        say so: a person has a staff and a website, too.
    """
    points: Counter[Kind] = Counter([looks] if looks else [])
    bodies = 0
    for span in mentions:
        found = _points(text, span)
        points.update(found)
        bodies += found[ORGANISATION] > 0
    ranked = points.most_common(2)
    if not ranked or ranked[0][1] < ENOUGH or (ranked[0][0] == ORGANISATION and looks == PERSON and bodies < 2):
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] > second else None


def _points(text: str, span: Span) -> dict[Kind, int]:
    """What the words around one mention tell."""
    start, end = span
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    possessed = after.startswith(("’s ", "'s "))
    return {
        PLACE: _place(before, after, possessed=possessed),
        ORGANISATION: _body(before, after),
        PERSON: _person(before, after),
    }


def _place(before: str, after: str, *, possessed: bool) -> int:
    if _PLACE_BEHIND.match(after):
        return 3
    if possessed:
        return 0
    if _LOCATED.search(before) or _CALLED_PLACE.search(before):
        return 2
    return int(bool(_TOWARDS.search(before)))


def _body(before: str, after: str) -> int:
    found = 2 * bool(_BODY_BEFORE.search(before)) + 2 * bool(_BODY_BEHIND.match(after)) + 2 * bool(_ON.search(before))
    noun = _NOUN_BEHIND.match(after)
    alone = not noun or bool(noun[1] and (noun[1] in lexicon().function_words or _verb().fullmatch(noun[1])))
    found += bool(THE_BEFORE.search(before)) and alone
    return found + (bool(_OPENS.search(before)) and _pronoun(after, "body"))


def _person(before: str, after: str) -> int:
    if _NO_PERSON.search(before):
        return 0
    found = 2 * bool(_WHO.match(after)) + 2 * bool(_OF_A_LIFE.match(after)) + 2 * bool(_ACTS.match(after))
    noun = _NOUN_BEHIND.match(after)
    says = noun and noun[1] and noun[1] in lexicon().speech
    return found + bool(says) + (bool(_OPENS.search(before)) and _pronoun(after, "person"))


def _pronoun(after: str, kind: str) -> int:
    """One point where the first pronoun in the same clause behind a name is that of a kind."""
    first = _PRONOUN.search(after)
    return int(bool(first and first[kind] and not re.search(r"[.;:“”\"A-Z]", after[: first.start()])))


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(lexicon().saying | lexicon().speech)}|is|are|was|were|has|have|had")
