"""What a name stands for, by its words alone."""

import re

from sayso.records import SpeakerKind
from sayso.resolve.lexicon import lexicon

PERSON, ORGANISATION, OUTLET = SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.OUTLET
PLACE = "place"
"""Kind of a mention that is a place: it speaks as an organisation (its government) only when it is a source."""
PARTY = frozenset({"democrat", "republican", "libertarian", "conservative", "liberal", "socialist", "independent"})
"""Words of party before a name: "Democrat X"."""
PARTY_WORDS = PARTY | {"democratic"}
"""These and adjectives of party that stand before nouns only: "Democratic voters"."""


_COUNTRY = re.compile(r"(?:^|\s)(?:republic|kingdom|emirate)\s+of\s")


def kind_of(text: str) -> SpeakerKind | str | None:
    """The kind of a name; None where its words tell nothing.

    Example:
        >>> str(kind_of("National Council of Velia"))
        'organisation'
        >>> kind_of("Port Velia")
        'place'
    """
    lower = text.lower().removeprefix("the ")
    words = lower.split()
    listed = _listed(lower)
    if listed or not words:
        return listed
    return _by_last_word(words) or _by_heads(text, words) or _as_person(text, words)


def _listed(lower: str) -> SpeakerKind | str | None:
    lex = lexicon()
    if lower in lex.outlets:
        return OUTLET
    return PLACE if lower in lex.places or lower in lex.demonyms else None


def _by_last_word(words: list[str]) -> SpeakerKind | None:
    lex = lexicon()
    named_so = words[-1] in lex.outlet_heads and len(words) > 1 and words[0] not in lex.first_names
    agency = words[-1] == "agency" and not {"news", "press", "telegraph"}.isdisjoint(words)
    return OUTLET if named_so or agency else None


def _by_heads(text: str, words: list[str]) -> SpeakerKind | str | None:
    lex = lexicon()
    if any(word in lex.organisation_heads for word in words) and text[0].isupper():
        return ORGANISATION
    if _COUNTRY.search(text.lower()):
        return PLACE
    if words[0] in lex.body_openers and words[-1] in lex.body_closers - lex.place_words:
        return ORGANISATION
    opened = words[0] in lex.place_openers and words[0] not in lex.first_names and len(words) < 4
    ends = words[-1] in lex.place_words and words[0] not in lex.first_names
    if (ends or opened) and len(words) > 1:
        return PLACE
    is_acronym = len(words) == 1 and text.isupper() and 2 <= len(text.replace(".", "")) <= 7
    return ORGANISATION if is_acronym else None


def _as_person(text: str, words: list[str]) -> SpeakerKind | None:
    """Two to four words of which none speaks against it, or a first name with more."""
    lex = lexicon()
    if words[0] in lex.first_names and 2 <= len(words) <= 5:
        return PERSON
    abstract = words[-1].endswith(("ism", "isms"))
    if abstract or words[-1] in PARTY or words[-1].rstrip("s") in PARTY or lex.plain_words.issuperset(words):
        return None
    shouted = any(len(w) > 1 and w.isupper() and w.isalpha() for w in text.split()) and not text.isupper()
    of_place = any(w in lex.places or w in lex.demonyms for w in words)
    return PERSON if 2 <= len(words) <= 4 and not shouted and not of_place else None
