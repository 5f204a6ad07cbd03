"""Whom "they" stands for: people in the plural, two names joined, those reported before, or a body."""

import re
from itertools import pairwise

from sayso.records import SpeakerKind
from sayso.resolve.candidates import Query
from sayso.resolve.entities import Entities
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.people import people_in
from sayso.resolve.pronouns import PronounResolver
from sayso.resolve.resolved import Past, Resolved, of_entity
from sayso.resolve.sources import singular
from sayso.resolve.view import View

GROUP, UNNAMED = SpeakerKind.GROUP, SpeakerKind.UNNAMED
_MANY = (GROUP, UNNAMED, ORGANISATION, OUTLET)
REPORTED = 3
"""How many sentences back the people reported may be whom "they" means."""
RUN = 4
"""How many sentences in a row "they" is followed back to where it began."""
_PLURAL_OPENING = re.compile(
    r"[\s\"“]*(?:But|And|Some|Yet|Meanwhile,|Now,|Still,)?\s*(?P<phrase>(?:[\w’'-]+\s+){0,3}?[\w’'-]*[a-z]s|"
    r"[Pp]eople|[Pp]olice)"
    r"(?=,|\s+(?:have|are|were|say|said|who|also|had|will|would|of|in|at|from|for|on|to|with|like|that|"
    r"around|across|want|told|do|did|can)\b)"
)
_ALONE = frozenset({"many", "some", "most", "both", "others", "all", "those", "they", "these"})
_OBLIQUE = re.compile(r"\b(?:of|for|to|with|in|at|from|by|on|about|against|between|than|over)\s+$", re.IGNORECASE)
_THEY = re.compile(r"\b[Tt]hey\b")
_OPENS_THEY = re.compile(r"[\s\"“(]*(?:(?:But|And|So|Yet|Now|Then|Still|Also|Here|There),?\s+)?[Tt]hey\b")
_AND = re.compile(r"\s*and\s+(?:(?:former|then|fellow|the|his|her|their)\s+)*")


class TheyResolver:
    """Resolves "they" in one document."""

    def __init__(self, view: View, entities: Entities, pronouns: PronounResolver) -> None:
        self._view = view
        self._entities = entities
        self._pronouns = pronouns
        self._lex = lexicon()

    def resolve(self, at: int, past: list[Past]) -> Resolved | None:
        """Whom a "they" means: those of its own sentence, those last reported, those of the sentence before, a body."""
        at = self._first(at)
        here = self._view.sentence_index(at)
        return (
            self._body_before(at)
            or self._named_in(here, at)
            or self._reported(at, past)
            or (self._named_in(here - 1, at) if here else None)
            or of_entity(self._pronouns.thing(Query(at, None, None, None), (ORGANISATION, OUTLET)), "pronoun")
            or (self._any_in(here - 1, at) if here else None)
        )

    def _body_before(self, at: int) -> Resolved | None:
        """The body named right before, as in "when I said so to the council they said"."""
        last = self._entities.before(at, 1)
        bodies = [self._entities.at(name) for name in last if not self._view.text[name.end : at].strip()]
        return of_entity(bodies[0], "pronoun") if bodies and bodies[0].kind in (ORGANISATION, OUTLET) else None

    def _first(self, at: int) -> int:
        """Where a run of "they" began: the first of its sentence, and of those before that open with one."""
        for _ in range(RUN):
            number = self._view.sentence_index(at)
            start, end = self._view.sentences[number]
            first = _THEY.search(self._view.text, start, min(end, at))
            at = first.start() if first else at
            before = self._view.sentences[number - 1] if number else None
            opens = _OPENS_THEY.match(self._view.text, start, at + 4)
            again = _OPENS_THEY.match(self._view.text, *before) if before and opens else None
            if again is None or not self._view.same_section(again.start(), at):
                break
            at = again.end() - 4
        return at

    def _named_in(self, sentence: int, at: int) -> Resolved | None:
        """The people a sentence speaks of before a place: its subject, two names joined, other people."""
        return self._subject(sentence, at) or self._joined(sentence, at) or self._people(sentence, at)

    def _subject(self, sentence: int, before: int) -> Resolved | None:
        """The plural phrase that opens a sentence ("Many farmers, …, say they"); None for one that names no people."""
        start, end = self._view.sentences[sentence]
        match = _PLURAL_OPENING.match(self._view.text, start, min(end, before))
        if not match:
            return None
        words = match.group("phrase").split()
        last, noun = words[-1].lower(), singular(words[-1].lower())
        people = noun in self._lex.person_nouns or last in self._lex.group_nouns
        if last in _ALONE or not (people or noun in self._lex.organisation_nouns):
            return None
        unnamed = last in self._lex.unnamed_heads
        name = re.sub(r"^(?:the|these|those)\s+", "", match.group("phrase"), flags=re.IGNORECASE)
        kind = UNNAMED if unnamed else GROUP
        return Resolved(f"unnamed: {name}" if unnamed else name, kind, "pronoun", span=match.span("phrase"))

    def _joined(self, sentence: int, at: int) -> Resolved | None:
        """Two names joined by "and" that may be the subject of a sentence, before a place."""
        start, end = self._view.sentences[sentence]
        names = self._entities.within((start, min(end, at)))
        for one, other in pairwise(names):
            people = [self._entities.at(one), self._entities.at(other)]
            joined = _AND.fullmatch(self._view.text, one.end, other.lead) and people[0] is not people[1]
            oblique = _OBLIQUE.search(self._view.text, max(start, one.lead - 12), one.lead)
            if joined and not oblique and all(p.kind in (PERSON, ORGANISATION, PLACE) for p in people):
                return Resolved(f"{people[0].name} and {people[1].name}", GROUP, "pronoun", span=(one.start, other.end))
        return None

    def _people(self, sentence: int, at: int) -> Resolved | None:
        """The first people in the plural that may be a subject of a sentence, before a place."""
        start, end = self._view.sentences[sentence]
        phrases = [p for p in people_in(self._view, (start, min(end, at))) if p.plural and p.subject]
        return next((p.resolved("pronoun") for p in phrases if p.noun not in _ALONE), None)

    def _any_in(self, sentence: int, at: int) -> Resolved | None:
        """The last people in the plural that a sentence speaks of, subject or not."""
        start, end = self._view.sentences[sentence]
        phrases = [p for p in people_in(self._view, (start, min(end, at))) if p.plural and p.noun not in _ALONE]
        return phrases[-1].resolved("pronoun") if phrases else None

    def _reported(self, at: int, past: list[Past]) -> Resolved | None:
        """Whoever in the plural was reported last, within reach."""
        here = self._view.sentence_index(at)
        for before in reversed(past):
            cue, speaker = before.turn.cue_start, before.speaker
            if here - self._view.sentence_index(cue) > REPORTED or not self._view.same_section(cue, at):
                return None
            words = before.turn.source.text.lower().split()
            alone = (
                words[:1] == ["one"] or words[-1:] == ["them"] or (len(words) == 1 and words[0] in _ALONE - {"they"})
            )
            heading = self._view.is_headline(cue) and not self._view.is_headline(at)
            if speaker and speaker.kind in _MANY and cue < at and not alone and not heading:
                return speaker._replace(rule="pronoun", span=speaker.span or before.turn.source.span)
        return None
