"""Where a text speaks of somebody it names by what they are: "the nominee", "the Velian senator"."""

import re
from bisect import bisect_left, bisect_right

from sayso.records import Span
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PERSON
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.view import View
from sayso.resolve.wording import WORD

_PHRASE = re.compile(r"\b[Tt]he\s+(?P<words>(?:[\w’'-]+\s+){0,3}?)(?P<noun>[a-z-]+)\b(?!\s+[A-Z])")
_HEAD_END = re.compile(r"\s(?:of|for|to|in|at|from|with|on|who|that)\s")
_BEFORE_OBJECT = re.compile(
    r"\b(?:of|for|to|with|in|at|from|by|on|about|against|than|over|like|after|before|between)\s+$", re.IGNORECASE
)
_TOO_WIDE = frozenset({"president", "man", "woman"})
"""Nouns that are said of somebody in passing far more often than of whoever "he" means next."""


class Descriptions:
    """The definite descriptions of one document that mean the only person with that role."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._holders = self._by_noun()
        self._owners: dict[Span, Entity] = {}
        self._names = [name for match in _PHRASE.finditer(view.text) for name in self._meant(match)]
        self._starts = [name.start for name in self._names]

    def before(self, at: int, first: int) -> list[Name]:
        """The descriptions from `first` up to a place, in text order, as if they were names."""
        return self._names[bisect_left(self._starts, first) : bisect_right(self._starts, at - 1)]

    def at(self, name: Name) -> Entity:
        """The entity that a name or a description stands for."""
        return self._owners.get((name.start, name.end)) or self._entities.at(name)

    def _by_noun(self) -> dict[str, list[tuple[int, Entity, frozenset[str]]]]:
        """Who holds a role of a noun, since where, and its other words."""
        found: dict[str, list[tuple[int, Entity, frozenset[str]]]] = {}
        for entity in self._entities.all:
            for role, span in entity.roles if entity.kind in (PERSON, None) else ():
                words = [w.lower() for w in WORD.findall(_HEAD_END.split(role)[0])]
                if words:
                    noun = _noun(words[-1])
                    found.setdefault(noun, []).append((span[0], entity, frozenset(words[:-1])))
        return found

    def _meant(self, match: re.Match[str]) -> list[Name]:
        """The description as a name, where one person alone has held its role up to there."""
        noun = _noun(match["noun"])
        before = self._view.text[max(0, match.start() - 40) : match.start()]
        if noun in _TOO_WIDE or noun in lexicon().callings - {"nominee"} or _BEFORE_OBJECT.search(before):
            return []
        held = [row for row in self._holders.get(noun, ()) if row[0] < match.start()]
        asked = {w.lower() for w in WORD.findall(match["words"])} & lexicon().rival_offices
        fitting = {e.number: e for _, e, words in held if asked <= words}
        if len(fitting) != 1:
            return []
        entity = next(iter(fitting.values()))
        self._owners[match.span()] = entity
        return [Name(match.start(), match.end(), match.group(), PERSON, entity.gender, None, match.start())]


def _noun(word: str) -> str:
    """The noun that a role is looked up by."""
    return lexicon().role_aliases.get(word, word)
