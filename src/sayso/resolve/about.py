"""Whom and what a statement is about: the whole names in what is said, and whom its pronouns mean."""

import re
from collections.abc import Iterable, Iterator

from sayso.records import Span, Spans
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PARTY_WORDS, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.meant import Pronouns
from sayso.resolve.mentions import Name
from sayso.resolve.pronouns import GENDER
from sayso.resolve.view import View

_PRONOUN = re.compile(r"\b(?P<male>he|him|his)\b|\b(?P<female>she|hers?)\b", re.IGNORECASE)
_NOUN_NEXT = re.compile(r"\s+(?:[a-z-]+ed\s+)?(?P<noun>[a-z]+)\b")
_STATE = re.compile(r"\b(?P<adjective>[A-Z]\w+)\s+(?P<noun>[a-z]+)\b")
_PART_OF_WORD = re.compile(r"-\w")
_OPENER = re.compile(r"(?:^|[.!?:;…>\n]|--|—|–)[\s\"“‘'(\[]*$|[\"“‘'(>]$")
_RULERS = frozenset({"authorities", "officials", "leaders", "leadership", "regime", "rulers", "forces"})
"""Nouns that, behind the adjective of a country, mean its state."""


class About:
    """Tells whom the statements of one document are about.

    Args:
        limit: the most names of a statement.
    """

    def __init__(self, view: View, entities: Entities, pronouns: Pronouns, limit: int) -> None:
        self._view, self._entities, self._pronouns, self._limit = view, entities, pronouns, limit

    def names(self, content: Spans, speaker: Entity | None, epithets: Iterable[tuple[Span, str]]) -> tuple[str, ...]:
        """Names of those a statement is about, in text order; its speaker is left out.

        Args:
            content: what is said. Offsets of the view's text, as everywhere here.
            speaker: who says it, where that is somebody the document names.
            epithets: places in it where its speaker's words for somebody stand, and whom they mean.
        """
        known = [(span[0], name) for span, name in epithets if name[:1].isupper() or self._entities.named(name)]
        found = [*self._named(content), *self._states(content), *known, *self._meant(content, speaker)]
        names = dict.fromkeys(name for _, name in sorted(found))
        if speaker:
            names.pop(speaker.name, None)
        return tuple(names)[: self._limit]

    def _named(self, content: Spans) -> Iterator[tuple[int, str]]:
        for span in content:
            for name in self._entities.within(span):
                if whole := self._whole(name):
                    yield name.start, whole

    def _whole(self, name: Name) -> str | None:
        """The name that somebody is known by; None for what only looks like one or describes something else."""
        entity, word = self._entities.at(name), name.text.lower()
        if " " in word:
            return entity.name
        noun = _NOUN_NEXT.match(self._view.text, name.end)
        of_country = word in lexicon().demonyms and entity.kind == PLACE and not name.text.replace(".", "").isupper()
        adjective = word in PARTY_WORDS or of_country
        if adjective and (noun or _PART_OF_WORD.match(self._view.text, name.end)):
            return None
        common = entity.kind is None and word in lexicon().plain_words
        return None if common and all(map(self._opens, entity.mentions)) else entity.name

    def _opens(self, mention: Span) -> bool:
        """Whether a mention has its capital from its place."""
        return bool(_OPENER.search(self._view.text, max(0, mention[0] - 6), mention[0]))

    def _states(self, content: Spans) -> Iterator[tuple[int, str]]:
        """The countries whose state an adjective and a noun name: "the Velian regime"."""
        lex = lexicon()
        for span in content:
            for match in _STATE.finditer(self._view.text, *span):
                country = lex.demonyms.get(match["adjective"].lower())
                if country and (match["noun"] in lex.state_bodies or match["noun"] in _RULERS):
                    yield match.start(), country

    def _meant(self, content: Spans, speaker: Entity | None) -> Iterator[tuple[int, str]]:
        """Whom the first "he" and the first "she" of what is said mean, where nobody is named before them there.

        Inside quotation marks that is never the speaker; outside, whoever of that gender speaks is meant.
        """
        for span in content:
            named = [n.start for n in self._entities.within(span) if self._entities.at(n).kind == PERSON]
            seen: set[str] = set()
            for match in _PRONOUN.finditer(self._view.text, span[0], min([span[1], *named])):
                word = "he" if match["male"] else "she"
                if word in seen:
                    continue
                seen.add(word)
                quoted = self._view.quotation(match.start()) is not None
                if not quoted and speaker and speaker.kind == PERSON and speaker.gender in (None, GENDER[word]):
                    continue
                entity = self._pronouns.meant(match.start(), word, speaker)
                if entity:
                    yield match.start(), entity.name
