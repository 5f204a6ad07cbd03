"""Who a pronoun stands for: candidates scored by place, grammar and the run of the reporting."""

import re
from bisect import bisect_left
from typing import NamedTuple

from sayso.records import Span, SpeakerKind
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.introduced import introduction
from sayso.resolve.kinds import PERSON
from sayso.resolve.mentions import Name
from sayso.resolve.people import NounPhrase, people_in
from sayso.resolve.resolved import Resolved
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
NAMES_LOOKED_AT = 150
"""The most names before a pronoun that are weighed, where a sentence never ends."""

RUN_SENTENCES = 2
"""How many sentences apart two pronouns may be that go on speaking of one person."""
UNNAMED_REACH = 2
"""How many sentences back, its own counted, somebody without a name may stand for a pronoun."""


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
    unknown_kind: float = -3.5
    other_section: float = -6.0
    topic: float = 0.8
    apposed: float = 6.0
    run: float = 1.5
    unsure: float = -0.7
    meant: float = 2.0


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


class _Run:
    """The subject pronouns of one gender in text order, each with the person it means by place and grammar alone."""

    def __init__(self, view: View, pronoun: str) -> None:
        self._view = view
        self._gender = "male" if pronoun == "he" else "female"
        self._places = [m.start() for m in re.finditer(rf"\b{pronoun}\b", view.text, re.IGNORECASE)]
        self._meant: list[Entity | None] = []

    def before(self, at: int, resolver: "PronounResolver") -> tuple[int, Entity] | None:
        """The last of them before a place that stands in the same quotation or outside of any, and whom it means."""
        known = bisect_left(self._places, at)
        while len(self._meant) < known:
            place = self._places[len(self._meant)]
            self._meant.append(None)
            inside = self._view.quotation(place)
            self._meant[-1] = resolver.person(Query(place, self._gender, None, inside))
        return self._last(known, self._view.quotation(at))

    def meant_before(self, at: int) -> list[Entity]:
        """Whom those before a place mean, as far as that is known."""
        known = bisect_left(self._places, at)
        return [entity for entity in self._meant[:known] if entity]

    def recent(self, at: int) -> list[tuple[int, Entity]]:
        """The last few before a place with whom they mean."""
        known = bisect_left(self._places, at)
        pairs = zip(self._places[max(0, known - 6) : known], self._meant[max(0, known - 6) : known], strict=False)
        return [(place, entity) for place, entity in pairs if entity]

    def _last(self, known: int, inside: Span | None) -> tuple[int, Entity] | None:
        for index in range(known - 1, max(-1, known - 4), -1):
            entity = self._meant[index]
            if entity and self._view.quotation(self._places[index]) in (None, inside):
                return self._places[index], entity
        return None


class PronounResolver:
    """Scores the persons named before a pronoun."""

    def __init__(self, view: View, entities: Entities, weights: Weights | None = None) -> None:
        self._view = view
        self._entities = entities
        self._weights = weights or Weights()
        self._runs = {gender: _Run(view, pronoun) for gender, pronoun in (("male", "he"), ("female", "she"))}

    def person(self, query: Query) -> Entity | None:
        """The person a "he" or "she" most likely stands for; None where no person was named."""
        best = self.best(query)
        return best[1] if best else None

    def best(self, query: Query) -> tuple[float, Entity] | None:
        """The person a "he" or "she" most likely stands for, and how well."""
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
            after = self._after(query)
            return (0.0, after) if after else None
        return max(scores.values(), key=lambda pair: (pair[0], -pair[1].number))

    def unnamed(self, query: Query, speaker: tuple[Resolved, int] | None) -> tuple[float, Resolved] | None:
        """The person without a name that a "he" or "she" may stand for, and how well: "a woman", "an official".

        Args:
            speaker: who was reported last, where that is somebody unnamed, and where the cue stood.
        """
        w = self._weights
        found: list[tuple[float, Resolved]] = []
        if speaker:
            distance = self._sentences(speaker[1], query.at)
            if distance <= UNNAMED_REACH and self._view.same_section(speaker[1], query.at):
                found.append((w.speaker + w.subject - w.recency * distance, speaker[0]))
        here = self._view.sentence_index(query.at)
        for number in range(here, max(-1, here - UNNAMED_REACH), -1):
            start, end = self._view.sentences[number]
            for phrase in people_in(self._view, (start, min(end, query.at))):
                if self._introduces(phrase, query):
                    score = w.subject - w.recency * (here - number)
                    score += w.sentence_start if not self._view.text[start : phrase.span[0]].strip(' "“') else 0.0
                    found.append((score + (w.gender_known if phrase.gender else 0.0), self._described(phrase)))
        return max(found, key=lambda pair: pair[0], default=None)

    def _described(self, phrase: NounPhrase) -> Resolved:
        """Somebody without a name, in the words that brought them in."""
        words = introduction(self._view, phrase.noun, phrase.span[1] + 1)
        if words and words.span[0] <= phrase.span[0] < words.span[1]:
            words = introduction(self._view, phrase.noun, min(len(self._view.text), phrase.span[1] + 80)) or words
            return Resolved(f"unnamed: {words.words}", SpeakerKind.UNNAMED, "pronoun", span=words.span)
        return phrase.resolved("pronoun")

    def _introduces(self, phrase: NounPhrase, query: Query) -> bool:
        """Whether a phrase brings in one person that no name stands for."""
        if phrase.plural or not phrase.subject or phrase.gender not in (None, query.gender):
            return False
        lead = self._view.text[max(0, phrase.span[0] - 5) : phrase.span[0]].split()[-1:]
        first = phrase.words.split()[0].lower()
        indefinite = lead in (["a"], ["an"], ["A"], ["An"]) or first in {"my", "one", "another"}
        held = any(phrase.noun in role.lower().split() for e in self._entities.all for role, _ in e.roles)
        return (indefinite or phrase.gender is not None) and not held

    def thing(self, query: Query, kinds: tuple[SpeakerKind | str, ...]) -> Entity | None:
        """The organisation, outlet or place an "it" or "they" most likely stands for."""
        scores = self._scores(query, kinds)
        return max(scores.values(), key=lambda pair: (pair[0], -pair[1].number))[1] if scores else None

    def _scores(self, query: Query, kinds: tuple[SpeakerKind | str | None, ...]) -> dict[int, tuple[float, Entity]]:
        scores: dict[int, tuple[float, Entity]] = {}
        counts: dict[int, int] = {}
        run = self._runs.get(query.gender or "")
        last = run.before(query.at, self) if run else None
        meant = last[1] if last and self._sentences(last[0], query.at) <= RUN_SENTENCES else None
        for entity in run.meant_before(query.at) if run else ():
            counts[entity.number] = counts.get(entity.number, 0) + 1
        names = self._entities.before(query.at)
        for name in names:
            number = self._entities.at(name).number
            counts[number] = counts.get(number, 0) + 1
        for name in reversed(names[-NAMES_LOOKED_AT:]):
            distance = self._sentences(name.start, query.at)
            if distance > REACH:
                break
            entity = self._entities.at(name)
            if entity.kind not in kinds or not self._fits(entity, query.gender):
                continue
            score = self._score(name, entity, query, distance) + self._weights.salience * min(counts[entity.number], 8)
            score += self._weights.run if entity is meant else 0.0
            known = scores.get(entity.number)
            if known is None or score > known[0]:
                scores[entity.number] = (score, entity)
        for at, entity in run.recent(query.at) if run else ():
            self._add_meant(scores, entity, at, query, counts)
        return scores

    def _add_meant(
        self, scores: dict[int, tuple[float, Entity]], entity: Entity, at: int, query: Query, counts: dict[int, int]
    ) -> None:
        """Count a pronoun before as a mention of whom it means."""
        w = self._weights
        distance = self._sentences(at, query.at)
        if distance > REACH or self._view.quotation(at) not in (None, query.inside):
            return
        score = w.meant - w.recency * min(distance, 6) + w.salience * min(counts.get(entity.number, 0), 8)
        score += w.gender_known if entity.gender == query.gender else 0.0
        score += 0.0 if self._view.same_section(at, query.at) else w.other_section
        if score > scores.get(entity.number, (score - 1.0, entity))[0]:
            scores[entity.number] = (score, entity)

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
        elif entity.kind == PERSON and not entity.is_surely_person:
            score += w.unsure
        if self._entities.is_topic(entity):
            score += w.topic
        if text[name.end : query.at].strip() == ",":
            score += w.apposed
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
