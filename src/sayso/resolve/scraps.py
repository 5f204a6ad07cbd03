"""Capitalised words that are no names: letters, adjectives of parties, pieces of the names of things."""

import re
from functools import cache

from sayso.resolve.kinds import PARTY_WORDS
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name

_LINK = r"(?:(?:of|of the|and|or|&|for)[ \u00a0])?"
_AFTER = re.compile(rf"[ \u00a0]{_LINK}[A-Z]")
_BEFORE = re.compile(rf"(?:^|[\s(“\"'‘])[A-Z][\w.]*[ \u00a0]{_LINK}$")
_SHORTENED = frozenset(
    {"pac", "pacs", "tv", "ceo", "dvd", "id", "est", "gmt", "edt", "am", "pm", "ii", "iii", "iv", "jr", "sr"}
)
"""Acronyms of common nouns."""


def without_scraps(text: str, names: list[Name]) -> list[Name]:
    """The names without single words that are none.

    A word that is also written small in English is a scrap where it stands beside another capitalised word ("Cold" of
    "Cold War"), unless it is the last word of a name in full: "Bush" where "Jeb Bush" stands elsewhere.
    """
    surnames = {name.text.rsplit(maxsplit=1)[-1] for name in names if " " in name.text}
    return [name for name in names if " " in name.text or _is_titled(name) or not _is_scrap(text, name, surnames)]


def _is_titled(name: Name) -> bool:
    """Whether an office before a name shows that it is one; a party before it does not."""
    return name.role is not None or (name.lead < name.start and name.text.lower() not in lexicon().plain_words)


def _is_scrap(text: str, name: Name, surnames: set[str]) -> bool:
    word = name.text.lower()
    if len(word.rstrip(".")) == 1 or word in PARTY_WORDS or _of_descent(word):
        return True
    if name.text in surnames:
        return False
    by_party = name.lead < name.start
    if word in _SHORTENED or word not in _written_small() or (name.kind is not None and not by_party):
        return word in _SHORTENED
    shouted = name.text.isupper() and len(word) > 4
    near = _AFTER.match(text, name.end) or _BEFORE.search(text, max(0, name.lead - 24), name.lead)
    return shouted or by_party or bool(near)


def _of_descent(word: str) -> bool:
    """Whether a word tells of people's descent: "African-American"."""
    first, dash, last = word.rpartition("-")
    return bool(dash and first) and last in lexicon().demonyms


@cache
def _written_small() -> frozenset[str]:
    return lexicon().plain_words | lexicon().function_words
