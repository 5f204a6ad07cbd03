"""What a source phrase is: its head, whether it is a pronoun, a name or a nominal, and the parts around the head."""

import re
from enum import StrEnum
from typing import NamedTuple

from sayso.records import Span
from sayso.resolve.entities import Entities
from sayso.resolve.kinds import OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.view import View
from sayso.resolve.wording import WEEKDAY, is_plural, singular

_WORD = re.compile(r"[^\W_][\w.&$%]*(?:[-’'/][^\W_]\w*)*[’']?")
_LEFT_EDGE = re.compile(r"^[\s,;:\"“”‘'’(\[—–-]+")
_RIGHT_EDGE = re.compile(r"[\s,;:\"“”‘’)\]—–-]+$")
_HEAD_END = re.compile(
    r"\s*(?:[,;:(\[—–]|--|\b(?:of|for|to|with|in|at|from|by|on|who|whom|whose|which|that|about|against|near|inside|"
    r"outside|across|along|behind|beside|beyond|among|between|after|before|during|including|like|such|as|released|"
    r"published|conducted|taken|obtained|provided|given|sent|leaked|seen|dated|signed|written|posted|issued|"
    r"commissioned|shown|quoted|cited|familiar|close|involved|briefed|named|called|titled|surveyed|polled|interviewed|"
    r"wearing|attending|working|speaking|traveling|representing|under|over|around|without|also|himself|herself|itself|"
    r"themselves|is|was|are|were|has|had)\b|"
    r"(?<=\s)(?!(?:polling|filing|ruling|finding|reporting|warning|hearing|meeting|briefing|writing)\b)[a-z]{2,}(?:ed|ing)\s+"
    r"(?:an?|the|to|by|on|in|at|for|from|with|his|her|their|its|this|last|earlier|"
    rf"{WEEKDAY})\b|\b(?:here|there|elsewhere|everywhere|nationwide|abroad)(?=$|\s+(?:in|on|at|around|who)\b))"
)
"""What ends the head of a phrase: a mark, a preposition, a pronoun, a participle with what follows it, or "here"."""
_POSSESSED = re.compile(r"[’']s?(?:\s+(?!and\b|or\b)[\w-]+){0,6}(?:,|\s*[—–])?\s+")
"""What stands between a possessor and the person it is told of: "’s campaign manager, "."""
_ROLE_AFTER = re.compile(
    r"\s+(?:head|leader|chief|director|chairman|president|spokesman|spokeswoman|secretary|commander|"
    r"member)\s+(?:of|for)\b"
)
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those|its|one)\s+", re.IGNORECASE)
_AND = re.compile(
    r"(?:\s+(?:of|from)\s+[\w .]{2,30}?|,\s[^,]{3,70},?|\s*\([^)]{1,20}\))?,?\s+(?:and|or|nor)\s+(?:the\s+)?|\s*,\s*$"
)

_YEAR_BEFORE = re.compile(r"\d+,?\s+(?=(?:he|she|they|it|we|I)\b)")
SUBJECTS = frozenset({"he", "she", "they", "we", "i", "it", "you"})
_FORMS = {
    "he": "him his himself",
    "she": "her hers herself",
    "they": "them their theirs themselves",
    "we": "us our ours",
    "i": "me my mine myself",
    "it": "its itself",
    "you": "your yours",
}
_OBJECTS = {form: subject for subject, forms in _FORMS.items() for form in forms.split()}
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


class Shape(StrEnum):
    """What kind of phrase a source is."""

    EMPTY = "elided"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    NAME = "name"
    NAMES = "names"
    NOMINAL = "nominal"


class Source(NamedTuple):
    """A source phrase taken apart.

    Attributes:
        shape: see `Shape`.
        span: of the phrase, trimmed; (at, at) for an empty one.
        text: its words on one line.
        pronoun: the subject form ("he") for pronouns, and for nominals the owner's ("his campaign").
        names: the heads, for names; for nominals the names inside.
        head: the head noun of a nominal, lower case.
        phrase: a nominal up to the end of its head, without article.
        definite: whether "the", "this", "that" stand before it.
        plural: whether the head is a plural.
    """

    shape: Shape
    span: Span
    text: str
    pronoun: str = ""
    names: tuple[Name, ...] = ()
    head: str = ""
    phrase: str = ""
    definite: bool = False
    plural: bool = False


def parse_source(view: View, entities: Entities, span: Span | None, at: int) -> Source:
    """The source phrase under `span`, or the empty source of an attribution at `at`."""
    if span is None:
        return Source(Shape.EMPTY, (at, at), "")
    span = trim(view.text, span)
    year = _YEAR_BEFORE.match(view.text, *span)
    span = (year.end(), span[1]) if year else span
    text = " ".join(view.text[slice(*span)].split())
    words = [w.lower() for w in _WORD.findall(text)]
    if not words:
        return Source(Shape.EMPTY, span, text)
    first = _OBJECTS.get(words[0], words[0])
    shouted = text.isupper() and len(text) > 1
    if not shouted and first in SUBJECTS and (len(words) == 1 or (words[0] in SUBJECTS and words[1:2] != ["and"])):
        return Source(Shape.PRONOUN, span, text, pronoun=first)
    if not shouted and words[0] in RELATIVES and (len(words) == 1 or words[0] != "that"):
        return Source(Shape.RELATIVE, span, text)
    if shouted and _names_nobody(words):
        return _nominal(entities, span, text.lower(), words)._replace(names=())
    return _named(view, entities, span, text) or _nominal(entities, span, text, words)


def _names_nobody(words: list[str]) -> bool:
    """Whether a label in capitals is a noun for people and no name: "A MEMBER", "VOICES", "THE SPEAKER"."""
    kept = words[1:] if len(words) > 1 and words[0] in _DETERMINERS else words
    if kept[0] in ("voice", "voices"):
        return True
    return len(kept) < 3 and (singular(kept[-1]) in lexicon().person_nouns or singular(kept[-1]) == "voice")


def trim(text: str, span: Span) -> Span:
    """The span without white space, commas and quotation marks at its edges."""
    start, end = span
    piece = text[start:end]
    left = _LEFT_EDGE.match(piece)
    start += left.end() if left else 0
    right = _RIGHT_EDGE.search(text[start:end])
    if not right:
        return start, end
    close = right.group().find(")")
    opened = "(" in text[start : start + right.start()].rpartition(")")[2]
    return start, start + right.start() + (close + 1 if opened and close >= 0 else 0)


def _named(view: View, entities: Entities, span: Span, text: str) -> Source | None:
    """The source as one name or several coordinated names; None when its head is no name."""
    names = entities.within(span)
    heads: list[Name] = []
    at = span[0]
    for name in names:
        if name.end > span[1] + 2:
            break
        if not _leads_to(view.text[at : name.lead], bool(heads)) or _modifies(view.text, entities, name, span[1]):
            if heads and name.kind == PLACE:
                continue
            if heads:
                break
            if _possessive(view.text, name) and _person_follows(view.text, names, name, span):
                at = name.end + 2
                continue
            if name.kind != PERSON and _adjoins(view.text, name, span[1]):
                continue
            return None
        if heads and _is_office(name):
            break
        heads.append(name)
        at = name.end
    if not heads:
        return None
    shape = Shape.NAME if len(heads) == 1 else Shape.NAMES
    return Source(shape, span, text, names=tuple(heads))


def _leads_to(between: str, coordinated: bool) -> bool:
    """Whether the words before a name leave it the head: titles and adjectives do, prepositions do not."""
    if coordinated:
        return bool(_AND.fullmatch(between) or between.strip() in {",", "&", "/"})
    words = between.split()
    lex = lexicon()
    return (
        not any(
            w.lower().strip(",") in _PREPOSITIONS or (w.endswith(("’s", "'s")) and w.lower() not in lex.person_nouns)
            for w in words
        )
        and "," not in between
    )


_PREPOSITIONS = frozenset(
    ["of", "for", "to", "with", "in", "at", "from", "by", "on", "and", "about", "against", "near"]
)


def _modifies(text: str, entities: Entities, name: Name, end: int) -> bool:
    """Whether a name is only a modifier; the first of two names of one body joined by a slash is not."""
    after = entities.within((name.end + 1, name.end + 2)) if text[name.end : name.end + 1] == "/" else []
    if after and entities.at(after[0]) is entities.at(name):
        return _is_modifier(text, after[0], end)
    return _is_modifier(text, name, end)


def _is_modifier(text: str, name: Name, end: int) -> bool:
    """Whether the name only modifies a noun after it: "Trump's campaign", "Reuters poll"."""
    rest = text[name.end : end]
    if rest[:1] == " " and rest.strip().lower() in lexicon().person_nouns:
        return True
    if name.kind == OUTLET and rest.strip() in _OUTLET_NOUNS:
        return False
    if not rest.strip() or _ROLE_AFTER.match(rest):
        return False
    if name.kind == PLACE and re.match(r",\s+(?:[A-Z][\w.]*,?\s+){1,2}[a-z]+\s+(?:of|for)\b", rest):
        return True
    return bool(
        re.match(
            r"[’']s?\s+\S|[’'](?=\s)|[/-]\w|\s+(?!who\b|whose\b|which\b|and\b|or\b|of\b|in\b|at\b|from\b|"
            r"on\b|himself\b|herself\b|itself\b|also\b|is\b|was\b|has\b|had\b|would\b|will\b|did\b|does\b|"
            r"then\b|later\b|not\b|never\b|have\b|to\b|that\b|for\b|with\b|as\b|et\b)[a-z]",
            rest,
        )
    )


def _adjoins(text: str, name: Name, end: int) -> bool:
    """Whether a name directly follows the words after this one, as in "FBI director James X"."""
    return bool(re.match(r"(?:[’']s?|-[a-z]+)?(?:\s+[a-z][\w-]*){1,4}\s+[A-Z]", text[name.end : end]))


def _is_office(name: Name) -> bool:
    """Whether a capitalised run names an office and nobody: "IVO HALE, ENERGY MINISTER"."""
    return name.kind != PERSON and name.text.lower().split()[-1] in lexicon().offices


def _possessive(text: str, name: Name) -> bool:
    return bool(re.match(r"[’']", text[name.end : name.end + 1]))


def _person_follows(text: str, names: list[Name], name: Name, span: Span) -> bool:
    """Whether "X's campaign manager, Y" names a person after the noun."""
    return any(
        other.kind in (PERSON, None) and _POSSESSED.fullmatch(text, name.end, other.lead)
        for other in names
        if other.start > name.end and other.end <= span[1]
    )


def _nominal(entities: Entities, span: Span, text: str, words: list[str]) -> Source:
    bare = _ARTICLE.sub("", text)
    cut = _HEAD_END.search(bare, 1)
    phrase = bare[: cut.start()] if cut else bare
    found = _WORD.findall(phrase) or _WORD.findall(bare)
    head = re.sub(r"[’']s?$", "", found[-1]).lower() if found else ""
    owner = _OBJECTS.get(words[0], "") if words[0] in {"his", "her", "their", "its", "our", "my", "your"} else ""
    return Source(
        Shape.NOMINAL,
        span,
        text,
        pronoun=owner,
        names=tuple(entities.within(span)),
        head=head,
        phrase=phrase.strip(),
        definite=words[0] in {"the", "this", "that", "these", "those"},
        plural=is_plural(head),
    )


_DETERMINERS = frozenset({"the", "a", "an", "one", "another", "some", "several", "many"})
_OUTLET_NOUNS = frozenset(
    {"agency", "news agency", "newspaper", "website", "site", "channel", "network", "magazine", "daily"}
)


def is_head(view: View, source: Source) -> bool:
    """Whether a bare noun stands in a headline, "Ministry denies it", which names below whom it means."""
    return len(source.text.split()) == 1 and view.is_headline(source.span[0])
