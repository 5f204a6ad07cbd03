"""The word lists of the package, read once from `words.toml` and `profiles.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

Words = frozenset[str]


class Guards(msgspec.Struct, frozen=True):
    """Words around numbers that are no figures; see `words.toml`."""

    labels: Words
    compounds: Words
    names: Words
    age_before: tuple[str, ...]
    age_groups: Words
    age_after: tuple[str, ...]
    score_after: Words
    share_after: Words
    half_before: Words
    half_after: Words


class Naming(msgspec.Struct, frozen=True):
    """Words that tell what is counted; see `words.toml`."""

    plurals: Words
    not_plurals: Words
    stops: Words
    skip_left: Words
    pronouns: Words


class Sayers(msgspec.Struct, frozen=True):
    """Verbs that give and verbs that concede a figure."""

    gives: Words
    concedes: Words


class Relative(msgspec.Struct, frozen=True):
    """What a share rests on when it names no other thing."""

    anaphors: tuple[str, ...]
    heads: Words


class Profile(msgspec.Struct, frozen=True):
    """A reading of vague words.

    Attributes:
        source: where its numbers come from.
        words: vague word -> low, best, high.
    """

    source: str
    words: dict[str, tuple[float, float, float]]


class Lexicon(msgspec.Struct, frozen=True):
    """All lists of `words.toml`."""

    numbers: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    fractions: dict[str, int]
    bounds_before: dict[str, tuple[str, ...]]
    bounds_after: dict[str, tuple[str, ...]]
    phrasal: Words
    topics: Words
    currencies: dict[str, str]
    units: dict[str, tuple[str, ...]]
    time: dict[str, Words]
    guards: Guards
    naming: Naming
    outcomes: dict[str, tuple[str, ...]]
    people: dict[str, Words]
    sayers: Sayers
    relative: Relative


def _load(name: str) -> dict[str, object]:
    return tomllib.loads(files("sayso.link.figures").joinpath(name).read_text("utf-8"))


@cache
def lexicon() -> Lexicon:
    """The lists of `words.toml`."""
    return msgspec.convert(_load("words.toml"), Lexicon)


@cache
def profiles() -> dict[str, Profile]:
    """The reading profiles of `profiles.toml` by name."""
    tables = msgspec.convert(_load("profiles.toml")["profile"], dict[str, dict[str, str | tuple[float, float, float]]])
    found: dict[str, Profile] = {}
    for name, table in tables.items():
        words = {word: row for word, row in table.items() if not isinstance(row, str)}
        found[name] = Profile(source=str(table["source"]), words=words)
    return found


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, with any white space between their parts."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"
