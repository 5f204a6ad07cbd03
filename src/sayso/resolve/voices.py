"""For which body somebody speaks who says "we": the coach for the team, the founder for the company."""

import re

from sayso.records import Span, SpeakerKind
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.resolved import Resolved
from sayso.resolve.view import View
from sayso.resolve.wording import WORD, singular

_FORMER = re.compile(r"\b(?:former|formerly|ex-|then|late|onetime|one-time)\b", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r"\s+(?:and|with)\s+(?:(?:his|her|two|three|other|the)\s+)?"
    r"(?:colleagues|team|co-authors|coauthors|co-workers|collaborators|partners|students|bandmates|teammates|crew)\b"
)
_RUN = re.compile(r"\b\w*[A-Z][\w&-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w&-]+)*")
_WHOSE = re.compile(r"\b(?:of|for|at|from|with|in)\b.*")

_BODIES = frozenset(["team", "band", "crew", "club", "company", "group", "choir", "squad", "firm", "guild", "union"])
"""Nouns of a role that are a body's: "team member"."""


class Voices:
    """The bodies of one document and who speaks for them."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._known: dict[int, Resolved | None] = {}

    def of(self, entity: Entity) -> Resolved | None:
        """The body for which a person speaks; None where the document tells of none."""
        if entity.number not in self._known:
            self._known[entity.number] = self._by_role(entity) or self._with_others(entity)
        return self._known[entity.number]

    def _by_role(self, entity: Entity) -> Resolved | None:
        """The body in a role: "Dorn Guild spokesman", "the coach of Dorn", "team member"."""
        for words, place in entity.roles:
            head = _head(words)
            plays = head in lexicon().in_a_team
            if not (plays or head in lexicon().speaking_for) or head not in words:
                continue
            span = self._trimmed(words, place)
            if _FORMER.search(self._view.text, max(0, span[0] - 12), span[1]):
                continue
            kinds = (ORGANISATION, OUTLET, None, PLACE) if plays else (ORGANISATION, OUTLET, None)
            found = self._in_role(entity, span, kinds) or self._by_noun(entity, words, head)
            if found:
                return found
        return None

    def _trimmed(self, words: str, span: Span) -> Span:
        """Where the words of a role stand within the phrase that gives it."""
        first, *_, last = words.split(maxsplit=1)[0], words.rsplit(maxsplit=1)[-1]
        start = max(span[0], self._view.text.find(first, *span))
        end = self._view.text.find(last, start, span[1])
        return (start, end + len(last)) if end >= 0 else span

    def _in_role(self, entity: Entity, span: Span, kinds: tuple[SpeakerKind | str | None, ...]) -> Resolved | None:
        for name in reversed(self._entities.within(span)):
            body = self._entities.at(name)
            unsure = body.kind == PERSON and not body.is_surely_person
            if body is entity or not (body.kind in kinds or unsure):
                continue
            country = lexicon().demonyms.get(body.name.lower()) if body.kind == PLACE else None
            return self._speaks(entity, country or body.name, (name.start, name.end), body)
        run = _RUN.search(self._view.text, *span)
        if run is None or run.group() in lexicon().not_names or self._entities.within(span):
            return None
        name = lexicon().demonyms.get(run.group().lower(), run.group())
        return self._speaks(entity, name, run.span(), None)

    def _by_noun(self, entity: Entity, words: str, head: str) -> Resolved | None:
        """The body that a role gives by its noun, "a team member"; under its name where the text names only one so."""
        nouns = [re.sub(r"[’']s?$", "", w.lower()) for w in WORD.findall(words) if w.lower() != head]
        noun = next((n for n in nouns if n in _BODIES), None)
        if noun is None:
            return None
        named = [e for e in self._entities.all if e.kind is ORGANISATION and e.name.lower().split()[-1] == noun]
        if len(named) == 1:
            return self._speaks(entity, named[0].name, named[0].full_span, named[0])
        return Resolved(f"the {noun}", SpeakerKind.GROUP, "speaks for", voice=entity.name)

    def _with_others(self, entity: Entity) -> Resolved | None:
        """Somebody with those who work with them: "Ruiz and colleagues"."""
        for start, end in entity.mentions:
            others = _AND_OTHERS.match(self._view.text, end)
            if others:
                words = " ".join(self._view.text[start : others.end()].split())
                return Resolved(words, SpeakerKind.GROUP, "speaks for", span=(start, others.end()), voice=entity.name)
        return None

    def _speaks(self, entity: Entity, name: str, span: Span, body: Entity | None) -> Resolved:
        kind = body.kind if body and body.kind in (ORGANISATION, OUTLET) else ORGANISATION
        return Resolved(name, SpeakerKind(kind), "speaks for", None, span, body, voice=entity.name)


def _head(words: str) -> str:
    """The noun of a role: "spokesman" of "chief spokesman for the guild"."""
    before = WORD.findall(_WHOSE.sub("", words) or words)
    return singular(before[-1].lower()) if before else ""
