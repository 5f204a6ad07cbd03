"""Somebody whom the opening of a text describes, and whom it names only further on."""

import re
from collections.abc import Callable

from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PERSON
from sayso.resolve.lexicon import lexicon
from sayso.resolve.sources import Source

OPENING = 700
"""Code points from the start of a text within which a description may be of somebody named further on."""
BELOW = 1000
"""Code points behind a description within which the name must stand for the first time."""
_WHERE = re.compile(r"\s(?:of|at|for|in|with)\s+(?P<words>.+)", re.DOTALL)
_HIDDEN = re.compile(
    r"\banonym|\bnot\s+(?:be\s+|to\s+be\s+)?(?:authori[sz]ed|named|identified|quoted)|\bwould\s+not\s+(?:give|say)|"
    r"\bdeclined\s+to\s+be\b|\bname\s+withheld\b"
)
_CAPITALS = re.compile(r"\b[A-Z][\w.’'-]*")

Fit = Callable[[str], int]
"""How well a role answers the description: 0 not."""


def named_below(entities: Entities, source: Source, fit: Fit) -> Entity | None:
    """The person first named shortly behind a description in the opening, by the same office: "A judge said …. Judge
    Ana Ruiz ruled"; None for informants ("an official"), and where two fit or one named before.
    """
    at, lex = source.span[0], lexicon()
    if at > OPENING or source.plural or source.head in lex.unnamed_heads or any(n.kind == PERSON for n in source.names):
        return None
    if _HIDDEN.search(source.text):
        return None
    people = [e for e in entities.all if e.kind == PERSON and e.mentions[0][0] < at + BELOW]
    found = [e for e in people if any(fit(role) and _may_be(source, role) for role, _ in e.roles)]
    return found[0] if len(found) == 1 and found[0].mentions[0][0] > at else None


def _may_be(source: Source, role: str) -> bool:
    """Whether a role may be the office that a description gives, with no other name in it and no other place behind."""
    behind = [_WHERE.search(words) for words in (source.text, role)]
    told = [frozenset(re.findall(r"\w{3,}", match["words"].lower())) - {"the"} for match in behind if match]
    elsewhere = len(told) == 2 and told[0].isdisjoint(told[1])
    return not elsewhere and _agree(_names(source.text, source.head), _names(role, source.head))


def _names(words: str, head: str) -> frozenset[str]:
    """The capitalised words of a description that are no office: "Dorn", "District Court"."""
    lex = lexicon()
    plain = (word.removesuffix("’s").removesuffix("'s") for word in _CAPITALS.findall(words))
    return frozenset(
        word
        for word in plain
        if word.lower() not in lex.offices and word.lower() not in lex.function_words and word.lower() != head
    )


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two descriptions may be of one office: no names in one of them, or one in common, or an acronym of it."""
    initials = frozenset(word[0] for word in other)
    short = any(word.isupper() and set(word) <= initials for word in one)
    return not one or not other or bool(one & other) or short
