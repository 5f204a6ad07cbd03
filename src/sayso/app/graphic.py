"""Graphic passages: what readers may not want to meet unasked. They are collapsed until somebody opens them."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import cast

WORDS_BETWEEN = 3
"""Words that may stand between the two words of a pair; "from" may not: "severed from the head office"."""


def is_graphic(text: str) -> bool:
    """Whether a text tells of mutilation, torture or sexual violence in detail.

    Method: the word lists of `graphic.toml`, in any case; they name what is done to bodies, not who does it.

    Limits: English words only; a description without any of these words is not found, and a passage that only says
    that a word was used is.

    Example:
        >>> is_graphic("They found a severed hand."), is_graphic("Seven people were killed.")
        (True, False)
    """
    return _pattern().search(text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    table = tomllib.loads(files("sayso.app").joinpath("graphic.toml").read_text("utf-8"))
    between = rf"(?:\W+(?!from\b)\w+){{0,{WORDS_BETWEEN}}}\W+"
    parts = [_any(cast("list[str]", table["words"]))]
    for pair in cast("list[dict[str, list[str]]]", table["pairs"]):
        parts.append(f"{_any(pair['first'])}{between}{_any(pair['second'])}")
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Any of these words; the longest first, and any white space between the words of one entry."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's+') for word in longest)})"
