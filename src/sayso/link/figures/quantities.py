"""What makes two figures observations of one quantity: like words for what is counted, unit, place and time."""

import re
from functools import cache, lru_cache

from sayso.link.figures.lexicon import lexicon
from sayso.records import short_id

PART = "part of"
"""Stands among the key words of a part: "two of them", whose `of_what` begins with "of the"."""


@cache
def _outcome_of() -> dict[str, str]:
    return {word: name for name, words in lexicon().outcomes.items() for word in words if " " not in word}


@lru_cache(50_000)
def key_words(of_what: str | None) -> frozenset[str]:
    """The words that name a quantity, lower case, singular, fates by one name, people by one name.

    Example:
        >>> sorted(key_words("protesters killed")), sorted(key_words("deaths"))
        (['killed', 'people'], ['killed'])
    """
    found = {PART} if (of_what or "").startswith("of the ") else set[str]()
    for word in re.findall(r"[^\W_]+", (of_what or "").lower()):
        if word in lexicon().naming.skip_left or word in lexicon().naming.stops - {"killed", "died"}:
            continue
        outcome = _outcome_of().get(word)
        found.add(outcome or ("people" if word in lexicon().people["words"] else singular(word)))
    return frozenset(found)


def singular(word: str) -> str:
    """A noun without its plural ending.

    Example:
        >>> singular("turbines"), singular("parties"), singular("press")
        ('turbine', 'party', 'press')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ch|sh|x|ss)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def quantity_id(of_what: str | None, unit: str | None, where: str | None) -> str:
    """The id figures share when what is counted, its unit and the place are named in like words."""
    counted = sorted(key_words(of_what))
    return short_id("quantity", counted, unit_class(unit), (where or "").lower())


def unit_class(unit: str | None) -> str:
    """The unit of measure, or "count" where things are counted."""
    measures = lexicon()
    return unit if unit and (unit in measures.units or unit in measures.currencies.values()) else "count"
