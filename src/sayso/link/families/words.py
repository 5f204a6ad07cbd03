"""The words of a content as families compare them: plain forms, how telling each is, what is quoted, what is denied."""

import json
import math
import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from sayso.records import Value

_WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*")
_QUOTED = re.compile(
    r"“([^”]*)(?:”|$)|\"([^\"]*)(?:\"|$)|(?<!\w)''(.*?)(?:''|$)|(?<!\w)‘([^’]*)(?:’(?!\w)|$)", re.DOTALL
)
_LISTS = ("negations", "withheld", "pronouns", "no_name", "bodies", "proposals")
_COMMON_RANK = 120
"""Words up to this place of the frequency table tell nothing of what a content is about."""
_RARE_RANK = 20_000
"""Words from this place on tell as much as a word that is not in the table."""
KEPT_WORDS = 50_000
"""Words and names whose forms are kept in memory at most."""


class Words(Value, frozen=True, kw_only=True):
    """A text as a row of words.

    Attributes:
        plain: lower case, contractions taken apart ("don't" is "do", "not"), without "'s".
        stems: the same without endings.
        weights: how telling each is, 0 to 1.
    """

    plain: tuple[str, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def told(self) -> list[tuple[str, float]]:
        """The stems that tell something, with their weights, in their order."""
        return [pair for pair in zip(self.stems, self.weights, strict=True) if pair[1] > 0]

    @property
    def telling(self) -> dict[str, float]:
        """The stems that tell something, with their weights."""
        return dict(self.told)


_NO_WORDS = Words(plain=(), stems=(), weights=())


class Lexicon(Value, frozen=True, kw_only=True):
    """The lists of `words.toml`."""

    function: frozenset[str]
    negations: frozenset[str]
    withheld: frozenset[str]
    pronouns: frozenset[str]
    no_name: frozenset[str]
    bodies: frozenset[str]
    proposals: frozenset[str]
    contractions: dict[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """The lists of `words.toml`, read once a process."""
    table = tomllib.loads(files("sayso.link.families").joinpath("words.toml").read_text("utf-8"))
    return Lexicon(
        function=frozenset(word for line in table["function"] for word in line.split()),
        **{name: frozenset(table[name]) for name in _LISTS},
        contractions={short: tuple(full.split()) for short, full in table["contractions"].items()},
    )


def words_of(text: str) -> Words:
    """The words of a text in order.

    Example:
        >>> words_of("They don’t fear the sluices").plain
        ('they', 'do', 'not', 'fear', 'the', 'sluices')
        >>> words_of("They don’t fear the sluices").stems
        ('they', 'do', 'not', 'fear', 'the', 'sluic')
    """
    if not text:
        return _NO_WORDS
    straight = text.replace("’", "'").replace("‘", "'").replace("ʼ", "'").lower()
    rows = [row for word in _WORD.findall(straight) for row in _rows(word)]
    plain, stems, weights = zip(*rows, strict=True) if rows else ((), (), ())
    return Words(plain=plain, stems=stems, weights=weights)


@lru_cache(KEPT_WORDS)
def _rows(word: str) -> tuple[tuple[str, str, float], ...]:
    """The plain words that a written one stands for, each with its stem and its weight."""
    return tuple((plain, stem(plain), weight(plain)) for plain in _plain(word))


def quoted(text: str) -> str:
    """What stands inside quotation marks, pieces joined by blanks.

    Example:
        >>> quoted("He called it “a gate” and 'a joke'.")
        'a gate'
    """
    return " ".join(next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text))


def weight(word: str) -> float:
    """How telling a word is: 0 for function words, then by its place among English words, 1 for rare ones and numbers.

    Example:
        >>> weight("the"), weight("sluice"), weight("41") > 0.4
        (0.0, 1.0, True)
    """
    return _weights().get(word, 1.0)


@lru_cache(KEPT_WORDS)
def stem(word: str) -> str:
    """The word without its ending, so that "barring", "barred" and "bars" are one.

    Method: plural, past and participle endings are cut where three letters are left, doubled consonants halved, a last
    "e" dropped. No dictionary: what it makes need not be a word.

    Example:
        >>> [stem(w) for w in ("barring", "barred", "bars", "parties", "party", "taxes", "tax", "is")]
        ['bar', 'bar', 'bar', 'party', 'party', 'tax', 'tax', 'is']
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ingly", "edly", "ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith(("ss", "us", "is")):
            return _halved(word[: -len(ending)])
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _halved(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _plain(word: str) -> Iterable[str]:
    """The plain words of a written one, in lower case with straight apostrophes."""
    short = lexicon().contractions
    if word.isalnum() and word not in short:
        return (word,)
    bare = word.removesuffix("'s")
    if word in short or bare in short:
        return short.get(word) or short[bare]
    if "'" in word:
        return _uncontracted(word)
    if word[0].isdigit():
        return (word.replace(",", ""),)
    return (word.replace(".", ""),) if _is_acronym(word) else re.split(r"[.,]", word)


def _is_acronym(word: str) -> bool:
    return all(len(part) == 1 for part in word.split("."))


def _uncontracted(word: str) -> Iterable[str]:
    if word.endswith("n't"):
        return (word[:-3], "not")
    head, _, tail = word.partition("'")
    if tail == "ll":
        return (head, "will")
    return (head,) if tail in {"s", "re", "ve", "d", "m", "t"} else (head + tail,)


@cache
def _weights() -> dict[str, float]:
    """The weights of the words of the frequency table.

    Method: the vocabulary that ships with the reader is ordered by how frequent its words are in English; the weight
    rises with the logarithm of the place.
    """
    path = files("sayso.extract.reader").joinpath("weights/tokenizer.json")
    places: dict[str, int] = json.loads(path.read_text("utf-8"))["model"]["vocab"]
    first = places["the"]
    span = math.log(_RARE_RANK) - math.log(_COMMON_RANK)
    found = {
        word: min(1.0, max(0.05, (math.log(place - first + 1) - math.log(_COMMON_RANK)) / span))
        for word, place in places.items()
        if place >= first and not word.startswith("##")
    }
    return {**found, **dict.fromkeys(lexicon().function | lexicon().negations, 0.0)}
