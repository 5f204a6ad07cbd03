"""Whether two statements can be of one speaker."""

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from sayso.link.families.utterances import Utterance
from sayso.link.families.words import KEPT_WORDS, lexicon
from sayso.records import SpeakerKind

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Kinship(IntEnum):
    """How the speakers of two statements stand to each other, from the least to the most compatible."""

    OTHERS = 0
    """Both are named or described, and differ."""
    DOUBTFUL = 1
    """They differ, but one was resolved from a pronoun or description, or they share a surname only."""
    UNKNOWN = 2
    """One of them is not known."""
    NEAR = 3
    """One is doubtful or not known, and its sentence names the other; or the names fit and the entities differ."""
    RELATED = 4
    """One may speak for the other: a body and one of its people, or an unnamed person of it."""
    SAME = 5


class Profile(NamedTuple):
    """What is needed to see that two speakers are others, and no more.

    Attributes:
        entity: as in `Utterance`.
        is_loose: whether the source is a pronoun, left out or unnamed, so that any other may be the same.
        words: of the name, and the names that describe the speaker.
    """

    entity: str | None
    is_loose: bool
    words: frozenset[str]


def profile_of(u: Utterance) -> Profile:
    """The profile of a speaker. Two without a loose one, an entity or a word in common are `Kinship.OTHERS`."""
    described = _folded_words(f"{u.speaker or ''} {u.role or ''} {u.source}")
    is_loose = u.kind is SpeakerKind.UNNAMED or not _is_sure(u)
    return Profile(u.entity, is_loose, described.capital.union(speaker_name(u.speaker or "")))


def kinship(one: Utterance, other: Utterance) -> Kinship:
    """How the speakers of two statements stand to each other.

    Method: one entity; else names: equal, or one within the other with the same last name and no first
    name against another ("Orskal", "Taven Orskal", "T. Orskal"); accents do not count. A shared name beside words for a
    body that speaks through people ("the Orskal campaign", "an aide to Orskal") makes them related.
    """
    if one.entity and one.entity == other.entity:
        return Kinship.SAME
    a, b = (speaker_name(u.speaker or "") for u in (one, other))
    if a and b and one_name(a, b):
        return Kinship.NEAR if one.entity and other.entity else Kinship.SAME
    if _related(one, other):
        return Kinship.RELATED
    unnamed = SpeakerKind.UNNAMED in {one.kind, other.kind}
    if _is_sure(one) and _is_sure(other) and not unnamed and not (a and b and a[-1] == b[-1]):
        return Kinship.OTHERS
    if _names(one, b) or _names(other, a):
        return Kinship.NEAR
    return Kinship.DOUBTFUL if a and b else Kinship.UNKNOWN


@lru_cache(KEPT_WORDS)
def speaker_name(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, articles, titles and suffixes; none for what is no name.

    Example:
        >>> speaker_name("Ana María Ruiz Jr."), speaker_name("she")
        (('ana', 'maria', 'ruiz'), ())
    """
    words = _WORD.findall(name.removeprefix("unnamed: "))
    if not any(word[0].isupper() for word in words):
        return ()
    return tuple(word for word in map(_folded, words) if word not in lexicon().no_name)


def one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names can be one: the same last word, and each first name of the shorter fits one of the longer.

    Example:
        >>> one_name(("orskal",), ("taven", "orskal")), one_name(("ivo", "kessarin"), ("lena", "kessarin"))
        (True, False)
    """
    short, long = sorted((a, b), key=len)
    return short[-1] == long[-1] and all(any(_first_fits(s, first) for first in long) for s in short[:-1])


def _first_fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]) or one[:3] == other[:3]


@lru_cache(KEPT_WORDS)
def _folded(word: str) -> str:
    lower = word.lower().replace("’", "'").removesuffix("'s")
    if lower.isascii():
        return lower
    plain = unicodedata.normalize("NFKD", lower)
    return "".join(char for char in plain if not unicodedata.combining(char))


def _is_sure(u: Utterance) -> bool:
    """Whether the source itself names or describes the speaker: no pronoun, not left out."""
    source = u.source.strip().lower()
    if not source or source in lexicon().pronouns:
        return False
    return u.named or not speaker_name(u.speaker or "")


def _names(u: Utterance, name: tuple[str, ...]) -> bool:
    """Whether the sentence of a statement names somebody, its content apart."""
    return bool(name) and name[-1] in _folded_words(f"{u.source} {u.frame}").all


def _related(one: Utterance, other: Utterance) -> bool:
    a, b = (_folded_words(f"{u.speaker or ''} {u.role or ''} {u.source}") for u in (one, other))
    if a.capital.isdisjoint(b.capital):
        return False
    bodies = {SpeakerKind.ORGANISATION, SpeakerKind.UNNAMED, SpeakerKind.GROUP, SpeakerKind.DOCUMENT}
    return bool((a.all | b.all) & lexicon().bodies) or one.kind in bodies or other.kind in bodies


class _FoldedWords(NamedTuple):
    """The words of a text, and of these the names."""

    all: frozenset[str]
    capital: frozenset[str]


@lru_cache(20_000)
def _folded_words(text: str) -> _FoldedWords:
    words = _WORD.findall(text)
    capital = {_folded(word) for word in words if word[0].isupper()}
    return _FoldedWords(frozenset(map(_folded, words)), frozenset(capital - lexicon().no_name - lexicon().bodies))
