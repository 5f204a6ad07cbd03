"""Patterns and turns of words that several files of the room share."""

import re
from collections.abc import Sequence

THE_BEFORE = re.compile(r"\b[Tt]he\s$")
"""Searched up to a name: whether "the" stands right before it."""
POSSESSIVE = re.compile(r"[’']s?\s")
"""Matched where a name or day ends: whether something of its own follows."""
YEAR = re.compile(r"\d{4}|[’']\d\d\b")
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WORD = re.compile(r"[\w’'-]+")
PARTICIPLE = re.compile(r"(?!according)\w+ing\b")
"""A verb in "-ing"; "according to" holds none."""

_NO_PLURALS = frozenset(["news", "congress", "series", "summons", "species", "headquarters", "means"])
_PLURALS = frozenset({
    "people", "men", "women", "children", "police", "spokesmen", "media", "others", "many", "some", "both",
})  # fmt: skip
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "spokesmen": "spokesman"}


def is_plural(noun: str) -> bool:
    """Whether a noun looks like a plural."""
    if noun in _PLURALS:
        return True
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and noun not in _NO_PLURALS


def singular(noun: str) -> str:
    """The singular of a plural, the noun itself where it is none."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if is_plural(noun) else noun


def listed(names: Sequence[str]) -> str:
    """Two names or more as one phrase.

    Example:
        >>> listed(["Ana Ruiz", "Bo Tam", "Ivo Hale"])
        'Ana Ruiz, Bo Tam and Ivo Hale'
    """
    return f"{', '.join(names[:-1])} and {names[-1]}"
