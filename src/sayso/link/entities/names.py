"""Names as they are compared: keys, words, the parts of a person's name, spellings of one name in another alphabet."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from sayso.link.entities.lexicon import entity_words

KEPT = 20_000
"""How many names of a run are remembered with what was computed of them."""

VARIANT = 0.7
"""Greatest `spelling_distance` of two words that may be one name."""

APART = 9.0
"""The `spelling_distance` of words that are no spellings of one."""

_POSSESSIVE = re.compile(r"(?:[’'`]s|(?<=s)[’'])$", re.IGNORECASE)
_DROPPED = re.compile(r"[.’'`ʿʾ‘\"“”()]")
_GAP = re.compile(r"[\s,;:/_‐-―-]+")
_VOWELS = frozenset("aeiouy")
_NEAR = frozenset({
    "ie", "iy", "ey", "ae", "ou", "uw", "vw", "kq", "ck", "gk", "gq", "sz", "jy", "cs", "dt", "pb", "fv", "ij", "wo",
})  # fmt: skip
"""Pairs of letters that one sound is written with in different transliterations."""

_LOOSE = 0.3
_SOUNDLESS = frozenset("aeiouywvh")


class PersonName(NamedTuple):
    """The parts of a person's name, as keys; `middle` are the words between given name and surname."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str


@lru_cache(KEPT)
def name_key(text: str) -> str:
    """The form under which a name is looked up, in all documents alike.

    Lower case, without accents, dots, apostrophes, possessive and article; hyphens and slashes are blanks. Names in
    other scripts stay in their script.

    Example:
        >>> name_key("The U.S. Senate’s"), name_key("Jean-Noël O’Hara"), name_key("Ταβέν Ορσκάλ")
        ('us senate', 'jean noel ohara', 'ταβεν ορσκαλ')
    """
    plain = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text).strip())
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if not plain.isascii():
        plain = "".join(anyascii(c) if _is_latin(c) else c for c in plain)
    key = _GAP.sub(" ", _DROPPED.sub("", plain.casefold())).strip()
    return key.removeprefix("the ")


@lru_cache(KEPT)
def proper_key(text: str) -> str:
    """The key of a name without what is no part of it: "near", "[Secretary of] State"; "" for an office alone."""
    lex = entity_words()
    words = name_key(text).split()
    if len(words) > 1 and words[0] in lex.place_words:
        words = words[1:]
    first = next((at for at, word in enumerate(words) if word not in lex.office_words), len(words))
    if first == len(words) and len(words) > 1 and not any(word in lex.heads for word in words):
        return ""
    if 0 < first < len(words) - 1 and words[first] in lex.first_names:
        words = words[first:]
    return " ".join(words) if any(c.isalpha() for c in text) else ""


@lru_cache(KEPT)
def latin(key: str) -> str:
    """A key in Latin letters, for comparing only.

    Example:
        >>> latin("ταβεν ορσκαλ")
        'taven orskal'
    """
    return key if key.isascii() else " ".join(anyascii(key).lower().split())


@lru_cache(KEPT)
def person_name(key: str) -> PersonName | None:
    """The parts of a person's name, None for a single word. Particles inside it ("al", "van") are left out.

    Example:
        >>> person_name("abd al rahman p ruiz jr")
        PersonName(given='abd', middle=('rahman', 'p'), surname='ruiz', suffix='jr')
    """
    lex = entity_words()
    words = latin(key).split()
    suffix = words.pop() if len(words) > 2 and words[-1] in lex.suffixes else ""
    kept = [word for at, word in enumerate(words) if at == 0 or word not in lex.particles]
    if len(kept) < 2:
        return None
    return PersonName(kept[0], tuple(kept[1:-1]), kept[-1], suffix)


@lru_cache(KEPT)
def body_words(key: str) -> tuple[str, ...]:
    """The words of a body's name that carry weight, spelt in one way, adjectives of countries as the country.

    Example:
        >>> body_words("ministry of defence of iran"), body_words("iranian defense ministry")
        (('ministry', 'defense', 'iran'), ('iran', 'defense', 'ministry'))
    """
    lex = entity_words()
    written = latin(key).split()
    inside = range(1, len(written) - 1)
    words = [
        lex.spellings.get(word, word) for at, word in enumerate(written) if at not in inside or word not in lex.small
    ]
    words = [lex.demonyms.get(word, word).replace(" ", "") for word in words]
    while len(words) > 1 and words[-1] in lex.company and words[-2] not in lex.company:
        words.pop()
    return tuple(words)


@lru_cache(KEPT)
def is_generic(key: str) -> bool:
    """Whether a body's name has only words that many bodies share: "interior ministry", "supreme court"."""
    lex = entity_words()
    return all(word in lex.generic or lex.spellings.get(word) in lex.generic for word in latin(key).split())


def country_of(key: str) -> str | None:
    """The country that a name or adjective stands for; None for what is no country.

    Example:
        >>> country_of("iraqi"), country_of("america"), country_of("ruritania")
        ('iraq', 'united states', None)
    """
    lex = entity_words()
    found = lex.countries.get(key) or lex.demonyms.get(key) or (key if key in lex.places else None)
    return lex.countries.get(found, found) if found else None


def state_of(key: str) -> str | None:
    """The country that a name or adjective stands for, if it is one that has ministries and a parliament."""
    found = country_of(key)
    return found if found in entity_words().states else None


def initials(key: str) -> str:
    """The first letters of the words with weight.

    Example:
        >>> initials("national council of resistance of velia")
        'ncrv'
    """
    return "".join(word[0] for word in latin(key).split() if word not in entity_words().small)


@lru_cache(KEPT)
def skeleton(key: str) -> str:
    """The consonants of a name, one letter a sound: what its transliterations have in common. For finding candidates.

    Example:
        >>> skeleton("mojahedin"), skeleton("mujahideen"), skeleton("qaddafi"), skeleton("gadhafi")
        ('mdn', 'mdn', 'kdf', 'kdf')
    """
    text = latin(key).replace("ph", "f").translate(_SOUNDS)
    kept = [c for c in text if c.isalnum() and c not in _SOUNDLESS]
    return "".join(c for i, c in enumerate(kept) if i == 0 or kept[i - 1] != c)


_SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "z": "s", "j": "y", "t": "d", "b": "p", "x": "k"})


@lru_cache(KEPT)
def spelling_distance(a: str, b: str) -> float:
    """How far two words are from being spellings of one: 0 equal, up to `VARIANT` a likely transliteration, else more.

    Method: edit distance in which letters of one sound, doubled letters, an h and a vowel beside a vowel cost 0.2 to
    0.3, everything else 1. Spellings of one name have the same consonants (see `skeleton`); others are `APART`.

    Example:
        >>> spelling_distance("tawen", "taven"), spelling_distance("hassan", "hussein"), spelling_distance("ana", "ada")
        (0.3, 1.6, 9.0)
    """
    if a == b:
        return 0.0
    if skeleton(a) != skeleton(b):
        return APART
    before = [0.0]
    for j, letter in enumerate(b):
        before.append(before[j] + _odd_cost(b, j, letter))
    for i, letter in enumerate(a):
        row = [before[0] + _odd_cost(a, i, letter)]
        for j, other in enumerate(b):
            swap = before[j] + _swap_cost(letter, other)
            row.append(min(swap, before[j + 1] + _odd_cost(a, i, letter), row[j] + _odd_cost(b, j, other)))
        before = row
    return round(before[-1], 4)


def _swap_cost(a: str, b: str) -> float:
    if a == b:
        return 0.0
    return _LOOSE if a + b in _NEAR or b + a in _NEAR else 1.0


def _odd_cost(word: str, at: int, letter: str) -> float:
    """What a letter too many costs."""
    if at and word[at - 1] == letter:
        return 0.2
    if letter == "h" and at:
        return _LOOSE
    beside = (at and word[at - 1] in _VOWELS) or (at + 1 < len(word) and word[at + 1] in _VOWELS)
    return _LOOSE if letter in _VOWELS and at and beside else 1.0


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")
