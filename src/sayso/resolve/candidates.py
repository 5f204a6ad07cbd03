"""Whom a pronoun may stand for, and the signs that speak for each of them, weighed by weights that were learned."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import log1p
from typing import NamedTuple

from sayso.records import Span
from sayso.resolve.descriptions import Descriptions
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PERSON
from sayso.resolve.lexicon import alternatives, lexicon
from sayso.resolve.lives import is_life
from sayso.resolve.mentions import Name
from sayso.resolve.view import View
from sayso.resolve.wording import POSSESSIVE

Signs = Mapping[str, float]
"""How strongly each sign holds for one candidate: 0 or 1, a count of sentences, or the logarithm of a count."""
FAR = 6
"""Sentences from which on all distances are alike."""
_BEFORE_OBJECT = re.compile(
    r"\b(?:of|for|to|with|in|at|from|by|on|about|against|than|over|like|after|before|"
    r"between)\s+"
    r"(?:(?:the|a|an|his|her|their|former|then|fellow|rival|opponent)\s+)*$",
    re.IGNORECASE,
)
SAYS_REACH = 70
"""Code points before and behind a quotation within which its speaker is named."""
_NO_WORDS = " \"“”'‘"


class Query(NamedTuple):
    """A pronoun to resolve.

    Attributes:
        at: where it stands.
        gender: "male", "female", or None for "they" and "it".
        last_speaker: entity of the attribution before, and where its source stood.
        inside: the quotation around it.
        content: the words reported, where the pronoun is their source: whoever they name is seldom their speaker.
        outer: who says the words that the pronoun stands in, unquoted: "Ruiz said that she hoped".
        adds: whether the cue goes on from words reported before: "she added".
    """

    at: int
    gender: str | None
    last_speaker: tuple[Entity, int] | None
    inside: Span | None
    content: Span | None = None
    outer: Entity | None = None
    adds: bool = False


class Candidate(NamedTuple):
    """One entity with the places that speak of it before a pronoun, the nearest first.

    Attributes:
        names: where it is named, within reach.
        meant: pronouns shortly before that mean it.
        named: how often it is named in all before the pronoun.
    """

    entity: Entity
    names: tuple[Name, ...]
    meant: tuple[int, ...]
    named: int


class Place(NamedTuple):
    """What grammar tells of a mention, whatever the pronoun.

    Attributes:
        subject: it may be the subject of its sentence: the first of its kind there, after no preposition.
        opens: nothing stands before it in its sentence.
    """

    subject: bool
    opens: bool
    oblique: bool
    possessive: bool
    quotation: Span | None
    sentence: int


class Scales:
    """Signs of candidates in one document, and their weight."""

    def __init__(self, view: View, entities: Entities, descriptions: Descriptions) -> None:
        self._view = view
        self._entities = entities
        self._descriptions = descriptions
        self._places: dict[int, Place] = {}
        self._lives: dict[int, bool] = {}

    def weigh(self, signs: Signs, weights: Signs) -> float:
        """The sum of all signs, each times its weight."""
        return sum(weights.get(name, 0.0) * value for name, value in signs.items())

    def signs(self, candidate: Candidate, query: Query, rivals: int) -> dict[str, float]:
        """What speaks for and against a candidate; `rivals` counts the others named after its last mention."""
        return {
            **self._distance(candidate, query),
            **self._grammar(candidate, query),
            **self._speaks(candidate.entity, query),
            **self._known(candidate, query),
            "rivals": min(rivals, 3),
        }

    def unnamed(self, back: int, opens: bool, gendered: bool, spoke: int | None) -> dict[str, float]:
        """The signs of somebody without a name, `back` sentences before; `spoke` sentences ago reported last."""
        found = {"unnamed": 1.0, "unnamed_back": min(back, FAR), "opens": float(opens), "gender": float(gendered)}
        if spoke is not None:
            found[_spoke(spoke)] = 1.0
            found["unnamed_spoke"] = 1.0
        return found

    def sentences(self, at: int, later: int) -> int:
        """How many sentences lie between two places."""
        return self._view.sentence_index(later) - self._view.sentence_index(at)

    def place(self, name: Name) -> Place:
        """What grammar tells of a mention."""
        known = self._places.get(name.start)
        if known is None:
            known = self._places[name.start] = self._read(name)
        return known

    def _read(self, name: Name) -> Place:
        text = self._view.text
        number = self._view.sentence_index(name.start)
        sentence = self._view.sentence(name.start)
        kind = self._descriptions.at(name).kind
        oblique = bool(_BEFORE_OBJECT.search(text, max(0, name.lead - 40), name.lead))
        earlier = self._entities.within((sentence[0], name.start))
        first = not any(self._entities.at(other).kind == kind for other in earlier)
        return Place(
            subject=first and not oblique,
            opens=not text[sentence[0] : name.lead].strip(_NO_WORDS),
            oblique=oblique,
            possessive=bool(POSSESSIVE.match(text, name.end)),
            quotation=self._view.quotation(name.start),
            sentence=number,
        )

    def _distance(self, candidate: Candidate, query: Query) -> dict[str, float]:
        back = self.sentences(candidate.names[0].start, query.at) if candidate.names else FAR
        back = 0 if query.outer is candidate.entity else back
        meant = self.sentences(candidate.meant[0], query.at) if candidate.meant else FAR
        near = min(candidate.names[0].start if candidate.names else 0, query.at)
        here = self._view.paragraph_index(query.at)
        return {
            "name_back": min(back, FAR),
            "meant_back": min(meant, FAR),
            "same_sentence": float(back == 0),
            "next_sentence": float(back == 1),
            "paragraph": float(bool(candidate.names) and self._view.paragraph_index(near) == here),
            "section": float(bool(candidate.names) and not self._view.same_section(near, query.at)),
        }

    def _grammar(self, candidate: Candidate, query: Query) -> dict[str, float]:
        if not candidate.names:
            return {}
        last = candidate.names[0]
        place = self.place(last)
        here = self._view.sentence_index(query.at)
        near = [n for n in candidate.names if here - self.place(n).sentence <= 2]
        apposed = self._view.text[last.end : query.at].strip() == "," and candidate.entity.kind == PERSON
        return {
            "subject": float(place.subject),
            "subject_near": float(any(self.place(n).subject and self._open(n, query) for n in near)),
            "opens": float(place.opens),
            "oblique": float(place.oblique),
            "possessive": float(place.possessive),
            "quoted": float(not self._open(last, query)),
            "all_quoted": float(not any(self._open(n, query) for n in candidate.names)),
            "apposed": float(apposed),
            "opens_next": float(place.opens and here - place.sentence == 1),
            "subject_same": float(place.subject and here == place.sentence),
        }

    def _open(self, name: Name, query: Query) -> bool:
        """Whether a mention stands outside of all quotations, or in that of the pronoun."""
        return self.place(name).quotation in (None, query.inside)

    def _speaks(self, entity: Entity, query: Query) -> dict[str, float]:
        """Signs of whoever is reported last before the pronoun."""
        if not query.last_speaker or query.last_speaker[0] is not entity:
            return {}
        at = query.last_speaker[1]
        found = {_spoke(self.sentences(at, query.at)): 1.0}
        here = self._view.paragraph_index(at) == self._view.paragraph_index(query.at)
        direct = query.content is not None and self._view.quotation(query.content[0] + 1) is not None
        found["spoke_paragraph"] = float(here)
        found["spoke_direct"] = float(direct and not here)
        found["spoke_direct_paragraph"] = float(direct and here)
        found["adds"] = float(query.adds)
        if query.inside:
            found["spoke_inside"] = 1.0
        return found

    def _known(self, candidate: Candidate, query: Query) -> dict[str, float]:
        entity = candidate.entity
        return {
            "gender": float(bool(query.gender) and entity.gender == query.gender),
            "no_kind": float(entity.kind is None),
            "unsure": float(entity.kind == PERSON and not entity.is_surely_person),
            "topic": float(self._entities.is_topic(entity)),
            "named": log1p(min(candidate.named, 5)),
            "named_near": log1p(min(len(candidate.names), 5)),
            "meant_near": log1p(len(candidate.meant)),
            "content": float(self._is_reported(entity, query)),
            "own_words": float(bool(query.inside) and self._says(entity, query.inside)),
            "life": float(self._is_life(entity)),
            "outer": float(query.outer is entity),
        }

    def _says(self, entity: Entity, inside: Span) -> bool:
        """Whether somebody is named as the speaker of a quotation right before or behind it."""
        text, (start, end), (says, said_by) = self._view.text, inside, _saying()
        before = self._entities.within((max(self._view.sentence(start)[0], start - SAYS_REACH), start))
        if any(self._entities.at(n) is entity and says.match(text, n.end) for n in before):
            return True
        behind = [n for n in self._entities.within((end, end + SAYS_REACH)) if self._entities.at(n) is entity]
        return any(says.match(text, n.end) or said_by.search(text, end, n.lead) for n in behind)

    def _is_life(self, entity: Entity) -> bool:
        """Whether the document is the life of somebody whom its title names."""
        known = self._lives.get(entity.number)
        if known is None:
            topic = self._entities.is_topic(entity)
            known = self._lives[entity.number] = topic and is_life(entity, self._entities.title, self._view.text)
        return known

    def _is_reported(self, entity: Entity, query: Query) -> bool:
        """Whether the words reported name somebody."""
        if query.content is None:
            return False
        return any(self._entities.at(name) is entity for name in self._entities.within(query.content))


def _spoke(back: int) -> str:
    """The sign that somebody was reported so many sentences ago."""
    return f"spoke_{max(0, back)}" if back < 2 else "spoke_near" if back <= 3 else "spoke_far"


@cache
def _saying() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows whoever says something, and what stands before: "Ruiz, the mayor, said", "said Ruiz"."""
    verbs = alternatives(lexicon().saying | lexicon().speech)
    behind = re.compile(rf"(?:,[^,“”\"]{{2,60}},)?\s+(?:\w+\s+){{0,2}}?(?:{verbs})\b")
    return behind, re.compile(rf"\b(?:{verbs})\b")


@cache
def weights(of: str) -> dict[str, float]:
    """The weight of each sign for pronouns of one sort, "person" or "thing"; see `training/pronouns.py`."""
    text = files("sayso.resolve").joinpath("data", "pronouns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[of]
