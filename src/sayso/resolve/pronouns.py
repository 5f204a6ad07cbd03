"""Who a pronoun stands for: candidates scored by place, grammar and the run of the reporting."""

import re
from typing import NamedTuple

from sayso.records import Span, SpeakerKind
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PERSON
from sayso.resolve.mentions import Name
from sayso.resolve.view import View

_BEFORE_OBJECT = re.compile(
    r"\b(?:of|for|to|with|in|at|from|by|on|about|against|than|over|like|after|before|"
    r"between)\s+"
    r"(?:(?:the|a|an|his|her|their|former|then|fellow|rival|opponent)\s+)*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"[’']s?\s")
REACH = 12
"""How many sentences back a candidate may stand; a subject of reporting may stand anywhere before."""


class Weights(NamedTuple):
    """How much each sign counts. Set by hand on GUM's training part and PolNeAR's train part."""

    recency: float = 1.0
    subject: float = 1.6
    sentence_start: float = 0.6
    speaker: float = 2.2
    speaker_far: float = 0.8
    salience: float = 0.25
    oblique: float = -1.0
    possessive: float = -0.7
    quoted: float = -2.0
    same_clause: float = -1.0
    gender_known: float = 1.5
    unknown_kind: float = -2.5
    other_section: float = -6.0


class Query(NamedTuple):
    """A pronoun to resolve.

    Attributes:
        at: where it stands.
        gender: "male", "female", or None for "they" and "it".
        last_speaker: entity of the attribution before, and where its source stood.
    """

    at: int
    gender: str | None
    last_speaker: tuple[Entity, int] | None
    inside: Span | None


class PronounResolver:
    """Scores the persons named before a pronoun."""

    def __init__(self, view: View, entities: Entities, weights: Weights | None = None) -> None:
        self._view = view
        self._entities = entities
        self._weights = weights or Weights()

    def person(self, query: Query) -> Entity | None:
        """The person a "he" or "she" most likely stands for; None where no person was named."""
        scores = self._scores(query, (PERSON, None))
        if query.last_speaker and query.last_speaker[0].number not in scores:
            entity, at = query.last_speaker
            if (
                self._view.same_section(at, query.at)
                and self._fits(entity, query.gender)
                and entity.kind in (PERSON, None)
            ):
                scores[entity.number] = (self._weights.speaker - 0.3 * self._sentences(at, query.at), entity)
        if not scores:
            return self._after(query)
        return max(scores.values(), key=lambda pair: (pair[0], -pair[1].number))[1]

    def thing(self, query: Query, kinds: tuple[SpeakerKind | str, ...]) -> Entity | None:
        """The organisation, outlet or place an "it" or "they" most likely stands for."""
        scores = self._scores(query, kinds)
        return max(scores.values(), key=lambda pair: (pair[0], -pair[1].number))[1] if scores else None

    def _scores(self, query: Query, kinds: tuple[SpeakerKind | str | None, ...]) -> dict[int, tuple[float, Entity]]:
        scores: dict[int, tuple[float, Entity]] = {}
        counts: dict[int, int] = {}
        names = self._entities.before(query.at)
        for name in names:
            number = self._entities.at(name).number
            counts[number] = counts.get(number, 0) + 1
        for name in reversed(names):
            distance = self._sentences(name.start, query.at)
            if distance > REACH:
                break
            entity = self._entities.at(name)
            if entity.kind not in kinds or not self._fits(entity, query.gender):
                continue
            score = self._score(name, entity, query, distance) + self._weights.salience * min(counts[entity.number], 8)
            known = scores.get(entity.number)
            if known is None or score > known[0]:
                scores[entity.number] = (score, entity)
        return scores

    def _score(self, name: Name, entity: Entity, query: Query, distance: int) -> float:
        w = self._weights
        text = self._view.text
        score = -w.recency * min(distance, 6)
        sentence = self._view.sentence(name.start)
        lead = text[sentence[0] : name.lead]
        if _BEFORE_OBJECT.search(text, max(0, name.lead - 40), name.lead):
            score += w.oblique
        else:
            earlier = self._entities.within((sentence[0], name.start))
            first = not any(self._entities.at(n).kind == entity.kind for n in earlier)
            score += w.subject if first else 0.0
            score += w.sentence_start if not lead.strip(" \"“”'‘") else 0.0
        if _POSSESSIVE.match(text, name.end):
            score += w.possessive
        quotation = self._view.quotation(name.start)
        if quotation and quotation != query.inside:
            score += w.quoted
        if query.last_speaker and query.last_speaker[0] is entity:
            near = self._sentences(query.last_speaker[1], query.at) <= 3
            score += w.speaker if near else w.speaker_far
        if query.gender and entity.gender == query.gender:
            score += w.gender_known
        if entity.kind is None:
            score += w.unknown_kind
        if not self._view.same_section(name.start, query.at):
            score += w.other_section
        return score

    def _fits(self, entity: Entity, gender: str | None) -> bool:
        return gender is None or entity.gender in (None, gender)

    def _sentences(self, at: int, later: int) -> int:
        return self._view.sentence_index(later) - self._view.sentence_index(at)

    def _after(self, query: Query) -> Entity | None:
        """The person named later in the sentence, as in "As she left, Ana Ruiz said …"."""
        sentence = self._view.sentence(query.at)
        for name in self._entities.within((query.at, sentence[1])):
            entity = self._entities.at(name)
            if entity.kind in (PERSON, None) and self._fits(entity, query.gender):
                return entity
        return None
