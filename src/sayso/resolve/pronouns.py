"""Who a pronoun stands for: candidates weighed by distance, grammar and the run of the reporting."""

import re
from bisect import bisect_left

from sayso.records import SpeakerKind
from sayso.resolve.candidates import Candidate, Query, Scales, Signs, weights
from sayso.resolve.descriptions import Descriptions
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.introduced import introduction, told_of
from sayso.resolve.kinds import PARTY, PERSON
from sayso.resolve.mentions import Name
from sayso.resolve.people import NounPhrase, people_in
from sayso.resolve.resolved import Resolved
from sayso.resolve.view import View

__all__ = ["PronounResolver", "Query"]

REACH = 12
"""How many sentences back a candidate may stand; a subject of reporting may stand anywhere before."""
NAMES_LOOKED_AT = 150
"""The most names before a pronoun that are weighed, where a sentence never ends."""
UNNAMED_REACH = 2
"""How many sentences back, its own counted, somebody without a name may stand for a pronoun."""
GENDER = {"he": "male", "she": "female"}
"""The gender that a pronoun tells."""
LEAST = -4.0
"""How well somebody must fit at least: of 486 learned from, 7 had nobody better, none of them right."""
RECENT = 6
"""How many pronouns before are looked at for whom they mean."""

_BEFORE_NOUN = re.compile(r"[’']s?\s+(?:[a-z-]+\s+){0,2}[a-z]+")
_ACTS = re.compile(r",?\s+(?:\w+ed|\w+[^s’']s|is|was|has|had|will|would|said|told|wrote|also|who|did|does)\b")

_OPENING = re.compile(
    r"[\s\"“(]*(?:Despite|In|With|For|During|After|Before|Throughout|Since|Through|From|At|On|By|Given|Until|Like|Unlike)"
    r"\s+(?:[a-z]+\s+){0,3}"
)
_UP_TO_NAME = re.compile(r"(?:his|her)\s[^,.;:“”\"]{2,80},\s+")
AHEAD = 10.0
"""How well somebody named right after an opening with "his" fits: better than anybody before."""

Kinds = tuple[SpeakerKind | str | None, ...]


class _Run:
    """The subject pronouns of one gender in text order, each with the person it means by place and grammar alone."""

    def __init__(self, view: View, pronoun: str) -> None:
        self._view = view
        self._gender = "male" if pronoun == "he" else "female"
        self._places = [m.start() for m in re.finditer(rf"\b{pronoun}\b", view.text, re.IGNORECASE)]
        self._meant: list[Entity | None] = []

    def before(self, at: int, resolver: "PronounResolver") -> list[tuple[int, Entity]]:
        """The last few before a place with whom they mean, in text order."""
        known = bisect_left(self._places, at)
        while len(self._meant) < known:
            place = self._places[len(self._meant)]
            self._meant.append(None)
            inside = self._view.quotation(place)
            self._meant[-1] = resolver.person(Query(place, self._gender, None, inside))
        first = max(0, known - RECENT)
        pairs = zip(self._places[first:known], self._meant[first:known], strict=True)
        return [(place, entity) for place, entity in pairs if entity]


_TELLS_MORE = re.compile(r"\s+(?:of|from|at)\s+(?:the\s+)?[A-Z]")
"""What tells of somebody definite who they are: "the locksmith of Dorn"."""


class PronounResolver:
    """Resolves pronouns of one document."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._descriptions = Descriptions(view, entities)
        self._scales = Scales(view, entities, self._descriptions)
        self._owning: dict[int, bool] = {}
        self._runs = {"male": _Run(view, "he"), "female": _Run(view, "she")}

    def person(self, query: Query) -> Entity | None:
        """The person a "he" or "she" most likely stands for; None where no person was named."""
        best = self.best(query)
        return best[1] if best else None

    def best(self, query: Query) -> tuple[float, Entity] | None:
        """The person a "he" or "she" most likely stands for, and how well."""
        ahead = self._ahead(query)
        if ahead:
            return (AHEAD, ahead)
        found = self._best(query, (PERSON, None), weights("person"))
        after = None if found else self._after(query)
        return (0.0, after) if after else found if found and found[0] >= LEAST else None

    def weighed(self, query: Query, kinds: Kinds) -> list[tuple[Entity, Signs]]:
        """Every candidate with its signs, the nearest first."""
        candidates = self._candidates(query, kinds)
        return [(c.entity, self._scales.signs(c, query, rank)) for rank, c in enumerate(candidates)]

    def people(self, query: Query) -> list[tuple[float, Entity]]:
        """Every person a "he" or "she" may stand for, and how well."""
        return self._scored(query, (PERSON, None), weights("person"))

    def _scored(self, query: Query, kinds: Kinds, weight: Signs) -> list[tuple[float, Entity]]:
        return [(self._scales.weigh(signs, weight), entity) for entity, signs in self.weighed(query, kinds)]

    def _best(self, query: Query, kinds: Kinds, weight: Signs) -> tuple[float, Entity] | None:
        scored = self._scored(query, kinds, weight)
        return max(scored, key=lambda pair: (pair[0], -pair[1].number), default=None)

    def _candidates(self, query: Query, kinds: Kinds) -> list[Candidate]:
        """The entities that fit, by where they were last named or meant, the nearest first."""
        run = self._runs.get(query.gender or "")
        meant = run.before(query.at, self) if run else []
        near = self._near(self._spoken_names(query.at), query)
        places: dict[int, list[int]] = {}
        for at, entity in reversed(meant):
            if self._view.quotation(at) in (None, query.inside):
                places.setdefault(entity.number, []).append(at)
        fit = {e.number: e for e in self._spoken_of(near, meant, query) if e.kind in kinds and self._fits(e, query)}
        found = [
            Candidate(e, tuple(near.get(n, ())), tuple(places.get(n, ())), bisect_left(e.mentions, (query.at, 0)))
            for n, e in fit.items()
        ]
        return sorted(found, key=lambda c: (-_last(c), c.entity.number))

    def _near(self, names: list[Name], query: Query) -> dict[int, list[Name]]:
        """The names within reach, by entity, the nearest first."""
        near: dict[int, list[Name]] = {}
        first = self._view.sentence_index(query.at) - REACH
        for name in reversed(names):
            if self._view.sentence_index(name.start) < first:
                break
            if not self._is_reported(name, query):
                near.setdefault(self._descriptions.at(name).number, []).append(name)
        return near

    def _spoken_names(self, at: int) -> list[Name]:
        """The names and descriptions before a place, in text order."""
        names = self._entities.before(at, NAMES_LOOKED_AT)
        described = self._descriptions.before(at, names[0].start if names else at)
        return sorted([*names, *described], key=lambda name: name.start) if described else names

    def _is_reported(self, name: Name, query: Query) -> bool:
        """Whether a name stands in the quotation that a pronoun is the source of: its speaker is named elsewhere."""
        if query.content is None or query.inside or not query.content[0] <= name.start < query.content[1]:
            return False
        return self._view.quotation(name.start) is not None

    def _spoken_of(self, near: dict[int, list[Name]], meant: list[tuple[int, Entity]], query: Query) -> list[Entity]:
        """Whoever is named, meant by a pronoun or reported before."""
        recent = [(at, entity) for at, entity in meant if self._scales.sentences(at, query.at) <= REACH]
        last = [query.last_speaker] if query.last_speaker else []
        spoken = [e for at, e in (*recent, *((at, e) for e, at in last)) if self._view.same_section(at, query.at)]
        return [*(self._descriptions.at(names[0]) for names in near.values()), *spoken]

    def unnamed(self, query: Query, speaker: tuple[Resolved, int] | None) -> tuple[float, Resolved] | None:
        """The person without a name that a "he" or "she" may stand for, and how well: "a woman", "an official".

        Args:
            speaker: who was reported last, where that is somebody unnamed, and where the cue stood.
        """
        scored = [
            (self._scales.weigh(signs, weights("person")), found) for found, signs in self.unnamed_signs(query, speaker)
        ]
        return max(scored, key=lambda pair: pair[0], default=None)

    def unnamed_signs(self, query: Query, speaker: tuple[Resolved, int] | None) -> list[tuple[Resolved, Signs]]:
        """Everybody without a name that a "he" or "she" may stand for, with the signs."""
        found: list[tuple[Resolved, Signs]] = []
        if speaker and self._view.same_section(speaker[1], query.at):
            back = self._scales.sentences(speaker[1], query.at)
            if back <= REACH:
                found.append((speaker[0], self._scales.unnamed(back, False, False, back)))
        here = self._view.sentence_index(query.at)
        for number in range(here, max(-1, here - UNNAMED_REACH), -1):
            start, end = self._view.sentences[number]
            for phrase in people_in(self._view, (start, min(end, query.at))):
                if self._introduces(phrase, query):
                    opens = not self._view.text[start : phrase.span[0]].strip(' "“')
                    signs = self._scales.unnamed(here - number, opens, bool(phrase.gender), None)
                    found.append((self._described(phrase), signs))
        return found

    def _described(self, phrase: NounPhrase) -> Resolved:
        """Somebody without a name, in the words that brought them in."""
        words = introduction(self._view, phrase.noun, phrase.span[1] + 1)
        words = words or told_of(self._view, phrase.noun, min(len(self._view.text), phrase.span[1] + 80))
        if words and words.span[0] <= phrase.span[0] < words.span[1]:
            words = introduction(self._view, phrase.noun, min(len(self._view.text), phrase.span[1] + 80)) or words
            return Resolved(f"unnamed: {words.words}", SpeakerKind.UNNAMED, "pronoun", span=words.span)
        return phrase.resolved("pronoun")

    def _introduces(self, phrase: NounPhrase, query: Query) -> bool:
        """Whether a phrase brings in one person that no name stands for."""
        own = query.content and query.content[0] <= phrase.span[0] < query.content[1] and not query.inside
        if own or phrase.plural or not phrase.subject or phrase.gender not in (None, query.gender):
            return False
        lead = self._view.text[max(0, phrase.span[0] - 5) : phrase.span[0]].split()[-1:]
        first = phrase.words.split()[0].lower()
        opens = lead in (["The"], ["the"]) and _TELLS_MORE.match(self._view.text, phrase.span[1])
        indefinite = bool(opens) or lead in (["a"], ["an"], ["A"], ["An"]) or first in {"my", "one", "another"}
        held = any(phrase.noun in role.lower().split() for e in self._entities.all for role, _ in e.roles)
        return (indefinite or phrase.gender is not None) and not held

    def _fits(self, entity: Entity, query: Query) -> bool:
        nobody = entity.kind is None and (entity.name.lower() in PARTY or self._only_owns(entity))
        return not nobody and (query.gender is None or entity.gender in (None, query.gender))

    def _only_owns(self, entity: Entity) -> bool:
        """Whether a name of no known kind owns something and does nothing: "Velia’s energy minister"."""
        known = self._owning.get(entity.number)
        if known is None:
            text = self._view.text
            owns = any(_BEFORE_NOUN.match(text, end) for _, end in entity.mentions)
            known = owns and not any(_ACTS.match(text, end) for _, end in entity.mentions)
            self._owning[entity.number] = known
        return known

    def _ahead(self, query: Query) -> Entity | None:
        """The person right after the comma that ends an opening with "his": "Despite his doubts, Tom Hale …"."""
        start, end = self._view.sentence(query.at)
        if not _OPENING.fullmatch(self._view.text, start, query.at):
            return None
        for name in self._entities.within((query.at, end))[:3]:
            entity = self._entities.at(name)
            if _UP_TO_NAME.fullmatch(self._view.text, query.at, name.lead) and entity.kind == PERSON:
                return entity if self._fits(entity, query) else None
        return None

    def _after(self, query: Query) -> Entity | None:
        """The person named later in the sentence, as in "As she left, Ana Ruiz said …"."""
        sentence = self._view.sentence(query.at)
        for name in self._entities.within((query.at, sentence[1])):
            entity = self._entities.at(name)
            if entity.kind in (PERSON, None) and self._fits(entity, query):
                return entity
        return None


def _last(candidate: Candidate) -> int:
    """Where somebody was named or meant last; -1 for one only reported."""
    named = candidate.names[0].start if candidate.names else -1
    return max(named, candidate.meant[0] if candidate.meant else -1)
