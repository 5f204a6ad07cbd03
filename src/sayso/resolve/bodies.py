"""Bodies and outlets that a noun stands for: "the bank", "the site", "his ministry", "the party"."""

import re

from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET
from sayso.resolve.lexicon import lexicon
from sayso.resolve.resolved import Resolved, speaker_kind
from sayso.resolve.sources import Source, is_head
from sayso.resolve.view import View

_GENERIC = frozenset({"group", "organisation", "organization", "company", "firm", "agency", "body"})
_PRIVATE = frozenset({"group", "company", "firm"})
"""Nouns of which no body of a state is meant."""
_MINISTER = re.compile(r"\b(?P<of>(?!prime\b|deputy\b|first\b|the\b|a\b)[A-Za-z]+)\s+(?:[Mm]inister|[Mm]inistry)\b")
_AGENCIES = frozenset({"authority", "board", "bureau", "commission", "corps", "office", "service"})
"""Words of names, besides those of state bodies and acronyms, for which "the agency" may stand."""
_RULING = frozenset({"administration", "government", "regime", "state"})
"""Bodies of which it is one side's word whose they are: "the generals’ regime"."""
REACH = 800
"""Code points back within which a body without a name must be told of, or its minister."""


class BodyResolver:
    """Resolves nouns for bodies of one document."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._lex = lexicon()

    def meant(self, source: Source, head: str) -> Resolved | None:
        """The body or outlet with a name, or the ministry, that a noun stands for; None where the text has none."""
        points = (source.definite or is_head(self._view, source)) and not source.names
        found = self._christened(source) if points else None
        if found is None and points and (entity := self._named(source, head)):
            found = Resolved(entity.name, speaker_kind(entity.kind), "nominal", None, entity.full_span, entity)
        return found or self._ministry(source) or self._outlet(source, head)

    def _christened(self, source: Source) -> Resolved | None:
        """The body whose name stands in marks after the same noun right before: "the group “Dawn of Lirr”"."""
        at = source.span[0]
        start = max(0, at - REACH)
        named = re.compile(rf"\b{re.escape(source.head)}\s+[“\"‘'](?P<name>[A-Z][^“”\"‘’',.;:]{{1,60}})[”\"’']")
        found = [*named.finditer(self._view.text, start, at)]
        return Resolved(found[-1]["name"], ORGANISATION, "nominal", None, found[-1].span("name")) if found else None

    def _named(self, source: Source, head: str) -> Entity | None:
        """The organisation last named before that a noun like "the bank" can mean."""
        at = source.span[0]
        heads = is_head(self._view, source)
        best: tuple[int, int, Entity] | None = None
        later: list[Entity] = []
        for entity in self._entities.all:
            last = -entity.number if heads else max((m[0] for m in entity.mentions if m[0] < at), default=-1)
            fit = 0 if entity.name.lower() == head else self._fit(entity, head)
            if last < 0 and not heads:
                later += [entity] if fit > 1 else []
            elif fit and (best is None or (fit, last) > best[:2]):
                best = (fit, last, entity)
        only = later[0] if len(later) == 1 else None
        return best[2] if best else only

    def _fit(self, entity: Entity, head: str) -> int:
        words = {w.lower() for form in entity.forms for w in form.split()}
        if entity.kind in (ORGANISATION, OUTLET) and head in words:
            return 3 if any(head in form.lower().split() and head not in form.split() for form in entity.forms) else 2
        if entity.kind == ORGANISATION and head not in _GENERIC and head in self._entities.nouns_of(entity):
            return 2
        if entity.kind == OUTLET and head in self._lex.outlet_nouns:
            return 1 if head in _GENERIC else 2
        if entity.kind == ORGANISATION and head in _GENERIC:
            of_state = bool(words & self._lex.state_bodies)
            agency = of_state or words & _AGENCIES or any(form.isupper() and len(form) < 6 for form in entity.forms)
            return 0 if (head in _PRIVATE and of_state) or (head == "agency" and not agency) else 1
        return 0

    def _ministry(self, source: Source) -> Resolved | None:
        """The ministry of the minister spoken of last: "the energy minister … his ministry" is the energy ministry."""
        if source.head != "ministry" or len(source.text.split()) > 2 or source.names:
            return None
        at, heads = source.span[0], is_head(self._view, source)
        start, end = (0, len(self._view.text)) if heads else (max(0, at - REACH), at)
        found = list(_MINISTER.finditer(self._view.text, start, end))
        found = found or list(_MINISTER.finditer(self._view.text, at, at + REACH))[:1]
        if not found:
            return None
        match = found[0] if heads else found[-1]
        return Resolved(f"{match['of'].lower()} ministry", ORGANISATION, "nominal", None, match.span())

    def _outlet(self, source: Source, head: str) -> Resolved | None:
        """The outlet for "the site", where what the sentence before begins with may be an outlet's name."""
        if not source.definite or source.names or head not in self._lex.outlet_nouns:
            return None
        entity = self._opening_name(source.span[0])
        return Resolved(entity.name, OUTLET, "nominal", None, entity.full_span, entity) if entity else None

    def _opening_name(self, at: int) -> Entity | None:
        """The name of no known kind that the sentence before in the same paragraph begins with."""
        number = self._view.sentence_index(at)
        before = self._view.sentences[number - 1] if number else None
        if before is None or self._view.paragraph_index(before[0]) != self._view.paragraph_index(at):
            return None
        first = next((n for n in self._entities.within(before) if n.lead == before[0]), None)
        return self._entities.at(first) if first and self._entities.at(first).kind is None else None

    def told_before(self, source: Source) -> Resolved | None:
        """A body without a name by whose it is, as last told: "the prime minister’s party" for "the party"."""
        words = source.text.removeprefix("the same ").split()
        if not source.definite or source.names or len(words) > 2 or source.head in _RULING:
            return None
        at = source.span[0]
        whose = re.compile(
            rf"\b[Tt]he\s+(?P<words>(?:[a-z][a-z-]*\s+)?[a-z][a-z-]*(?:[’']s|s[’'])\s+)"
            rf"(?:own\s+)?{re.escape(source.head)}\b"
        )
        found = list(whose.finditer(self._view.text, max(0, at - REACH), at))
        if not found:
            return None
        body = f"{found[-1]['words']}{source.head}"
        return Resolved(" ".join(body.split()), ORGANISATION, "nominal", None, found[-1].span())
