"""The word lists of `verification.toml` as patterns, loaded once."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from sayso.records import Value


class VerificationWords(Value, frozen=True, kw_only=True):
    """The lists of `verification.toml`, under its names."""

    confirmed: tuple[str, ...]
    denied: tuple[str, ...]
    unverified: tuple[str, ...]
    not_checked: tuple[str, ...]
    first_hand: tuple[str, ...]


@cache
def verification_words() -> VerificationWords:
    """The lists; they are never changed, so the cache holds no state."""
    text = files("sayso.link.origins").joinpath("verification.toml").read_text("utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    return VerificationWords(**{name: tuple(words) for name, words in table.items()})


@cache
def first_hand_pattern() -> re.Pattern[str]:
    """Matches words of first-hand knowledge."""
    return _any_of(verification_words().first_hand)


@cache
def not_checked_pattern() -> re.Pattern[str]:
    """Matches phrases that say that nobody has checked it."""
    return _any_of(verification_words().not_checked)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
