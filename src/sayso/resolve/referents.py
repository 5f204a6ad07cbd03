"""What "it" and "they" may stand for, with or without a name, and the signs that speak for each."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import log1p
from typing import NamedTuple

from sayso.records import Span, SpeakerKind
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import alternatives, lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.people import people_in
from sayso.resolve.resolved import TURNS_LOOKED_AT, Past, Resolved
from sayso.resolve.view import View
from sayso.resolve.wording import is_plural, listed

GROUP = SpeakerKind.GROUP
REACH = 3
"""How many sentences back, its own apart, something may stand."""
REPORTED = 4
"""How many sentences back whoever was reported may stand."""
_LEAD = re.compile(
    r"(?P<lead>\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he|[Tt]his|[Mm]y|[Hh]is|[Hh]er|[Ii]ts|[Oo]ur|[Tt]heir|[A-Z][\w.]*[’']s?)\s+)"
    r"(?P<words>(?:(?!(?:of|in|on|to|for|and|that|by|is|are|was|were|be|has|had|have|will|would|who|which|with|from|at|as|but|said|says|\w+ing\s+(?:an?|the))\b)[\w’'-]+\s+){0,4})$"
)
_OBLIQUE = re.compile(
    r"\b(?:of|for|to|with|in|at|from|by|on|about|against|than|over|like|after|before|between|into|under|through)\s+"
    r"(?:(?:the|an?|his|her|its|their|former|both)\s+)*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:^|[.;:—–,“\"(]|\b(?:and|but|while|as|when|that|because|if|after|before|though|since|said|says|where|which|or|then))\s*"
    r"(?:(?:the|an?|his|her|its|their|this|that|these|those|some|many|most|several)\s+)?$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:\s+of\s+[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,2})?\s*,?\s*and\s+(?:(?:former|then|fellow|the|his|her|their)\s+)*(?:[A-Z][a-z]+\.\s+)?"
)
_WHAT = re.compile(r"\bwhat\s+$")
_COMMA = re.compile(r",\s+(?:the\s+)?")
_MODIFIES = re.compile(r"(?:[’']s?)?\s+[a-z-]+")
_SHOWS = frozenset({
    "read", "reads", "lists", "includes", "included", "contains", "contained", "makes", "cites", "outlines", "sets",
    "shows", "featured", "features", "slams", "quotes", "lays", "mentions", "portrays", "depicts", "describes", "goes",
})  # fmt: skip
"""What a text does, and no body."""
_WANTS = frozenset({
    "wants", "wanted", "hopes", "hoped", "declined", "declines", "refused", "refuses", "plans", "planned", "expects",
    "expected", "decided", "opposes", "supports", "denied", "denies", "promised", "promises", "believes", "urged",
})  # fmt: skip
"""What a body does, and no text."""
_THINGS = frozenset({
    "inquiry", "probe", "page", "spot", "story", "piece", "referendum", "doctrine", "measure", "lawsuit", "agreement",
    "approach", "act", "provision", "motion",
})  # fmt: skip
"""More that "it" may stand for as a source."""


class Referent(NamedTuple):
    """One thing, body or group that a pronoun may stand for. Offsets of the view's text.

    Attributes:
        sort: "name", "body", "document", "people", "pair" or "reported".
        entity: for a name.
        resolved: for people, pairs and whoever was reported.
        indefinite: brought in with "a".
    """

    span: Span
    sort: str
    entity: Entity | None = None
    resolved: Resolved | None = None
    indefinite: bool = False


class Referents:
    """Finds and weighs referents in one document."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities

    def things(self, at: int, past: Sequence[Past]) -> list[Referent]:
        """What "it" may stand for: names of no persons, bodies and documents without a name; the nearest first."""
        found = [r for span in self._spans(at) for r in (*self._names(span), *self._phrases(span))]
        return self._with_reported(found, at, past, (SpeakerKind.DOCUMENT, ORGANISATION, OUTLET))

    def people(self, at: int, past: Sequence[Past]) -> list[Referent]:
        """Whom "they" may stand for: people in the plural, names joined, bodies; the nearest first."""
        found: list[Referent] = []
        for span in self._spans(at):
            plural = [p for p in people_in(self._view, span) if p.plural and p.noun not in _ALONE]
            found += [Referent(p.span, "people", resolved=p.resolved("pronoun")) for p in plural]
            bodies = [r for r in self._phrases(span) if r.sort == "body"]
            names = [r for r in self._names(span) if r.entity and r.entity.kind in (ORGANISATION, OUTLET)]
            found += [*self._pairs(span), *names, *bodies]
        return self._with_reported(found, at, past, (GROUP, SpeakerKind.UNNAMED, ORGANISATION, OUTLET))

    def signs(self, referents: Sequence[Referent], at: int, cue: str, past: Sequence[Past]) -> list[dict[str, float]]:
        """The signs of each, for a pronoun at a place before a cue."""
        recent = past[-TURNS_LOOKED_AT:]
        turns = [p.turn.source.span for p in recent if p.turn.cue_start < at and p.turn.source.text]
        verbs = set(re.findall(r"[\w’']+", cue.lower()))
        here = self._view.sentence(at)[0]
        first = min((r.span[0] for r in referents if r.span[0] >= here), default=None)
        what = bool(_WHAT.search(self._view.text, max(here, at - 8), at))
        return [
            self._signs(r, at, verbs, turns) | {"rivals": min(rank, 4), "what": float(what and r.span[0] == first)}
            for rank, r in enumerate(referents)
        ]

    def _signs(self, one: Referent, at: int, verbs: set[str], turns: list[Span]) -> dict[str, float]:
        back = self._view.sentence_index(at) - self._view.sentence_index(one.span[0])
        kind = one.entity.kind if one.entity else None
        spoken = any(_overlap(one.span, span) for span in turns[:-1])
        inside = self._view.quotation(one.span[0])
        named = one.sort == "name"
        return {
            f"sort_{one.sort}": 1.0,
            "place": float(kind == PLACE),
            "outlet": float(kind == OUTLET),
            "no_kind": float(named and kind is None),
            "back": min(back, 4),
            "same": float(back == 0),
            "next": float(back == 1),
            "spoke_last": float(bool(turns) and _overlap(one.span, turns[-1])),
            "spoke": float(spoken),
            "indefinite": float(one.indefinite),
            "quoted": float(inside is not None and inside != self._view.quotation(at)),
            "paragraph": float(self._view.paragraph_index(one.span[0]) == self._view.paragraph_index(at)),
            "count": log1p(min(self._count(one), 6)),
            "topic": float(bool(one.entity and self._entities.is_topic(one.entity))),
            "shows": float(one.sort == "document" and bool(verbs & _SHOWS)),
            "wants": float(one.sort in ("name", "body") and bool(verbs & _WANTS)),
            **self._grammar(one),
        }

    def _grammar(self, one: Referent) -> dict[str, float]:
        text, start = self._view.text, one.span[0]
        sentence = self._view.sentence(start)[0]
        before = text[max(sentence, start - 60) : start]
        oblique = bool(_OBLIQUE.search(before))
        opens = not re.sub(
            r"[\W_]|\b(?:but|and|so|the|an?|yet|still|now|his|her|its)\b", "", text[sentence:start].lower()
        )
        return {
            "oblique": float(oblique),
            "opens": float(opens),
            "clause": float(not oblique and not opens and bool(_CLAUSE.search(before))),
            "possessive": float(bool(re.match(r"[’']", text[one.span[1] : one.span[1] + 1]))),
        }

    def _count(self, one: Referent) -> int:
        """How often something is named before, or its noun written."""
        if one.entity:
            return sum(1 for m in one.entity.mentions if m[0] < one.span[0])
        noun = self._view.text[slice(*one.span)].rsplit(maxsplit=1)[-1]
        return self._view.text.count(noun, max(0, one.span[0] - 3000), one.span[0])

    def _spans(self, at: int) -> list[Span]:
        """The sentences before a place within reach, and its own up to it; none of another section or a headline."""
        here = self._view.sentence_index(at)
        spans = [self._view.sentences[n] for n in range(here, max(-1, here - REACH - 1), -1)]
        heading = self._view.is_headline(at)
        kept = [s for s in spans if self._view.same_section(s[0], at) and self._view.is_headline(s[0]) <= heading]
        return [(start, min(end, at)) for start, end in kept]

    def _names(self, span: Span) -> list[Referent]:
        """Names of bodies, outlets, places and things; not those that only stand before a noun."""
        found: list[Referent] = []
        for name in self._entities.within(span):
            entity = self._entities.at(name)
            if entity.kind != PERSON and not self._modifies(name):
                found.append(Referent((name.start, name.end), "name", entity))
        return found

    def _modifies(self, name: Name) -> bool:
        after = _MODIFIES.match(self._view.text, name.end)
        return bool(after and after.group().split()[-1] in _nouns())

    def _phrases(self, span: Span) -> list[Referent]:
        """Bodies and documents without a name: "the ad", "Ruiz’s campaign", "a new study"."""
        found: list[Referent] = []
        for noun in _noun_pattern().finditer(self._view.text, *span):
            lead = _LEAD.search(self._view.text, max(span[0], noun.start() - 60), noun.start())
            if lead and not is_plural(noun.group()) and not self._told_of(lead.start()):
                sort = "body" if noun.group() in lexicon().organisation_nouns else "document"
                indefinite = lead["lead"].strip().lower() in {"a", "an", "one", "another"}
                found.append(Referent((lead.start(), noun.end()), sort, indefinite=indefinite))
        return found

    def _told_of(self, at: int) -> bool:
        """Whether a phrase only tells what somebody named right before is: "Dorn News, a site"."""
        names = self._entities.before(at, 1)
        return bool(names) and self._view.text[names[0].end : at].strip() == ","

    def _pairs(self, span: Span) -> list[Referent]:
        """Two names joined by "and"."""
        found: list[Referent] = []
        listed: list[Name] = []
        for one, other in pairwise(self._entities.within(span)):
            alike = (
                self._entities.at(one) is not self._entities.at(other) and self._may_act(one) and self._may_act(other)
            )
            if alike and _AND.fullmatch(self._view.text, one.end, other.lead):
                found.append(self._joined([*(listed or [one]), other]))
            goes_on = alike and _COMMA.fullmatch(self._view.text, one.end, other.lead)
            listed = [*(listed or [one]), other] if goes_on else []
        return found

    def _may_act(self, name: Name) -> bool:
        return self._entities.at(name).kind in (PERSON, ORGANISATION, PLACE)

    def _joined(self, names: list[Name]) -> Referent:
        """Names joined by commas and "and" as one group."""
        known = [self._entities.at(name).name for name in names]
        span = (names[0].start, names[-1].end)
        joined = Resolved(listed(known), GROUP, "pronoun", span=span)
        return Referent(span, "pair", resolved=joined)

    def _with_reported(
        self, found: list[Referent], at: int, past: Sequence[Past], kinds: tuple[SpeakerKind, ...]
    ) -> list[Referent]:
        """The referents and whoever else was reported shortly before, the nearest first."""
        here = self._view.sentence_index(at)
        for before in past[-TURNS_LOOKED_AT:]:
            speaker, span = before.speaker, before.turn.source.span
            near = before.turn.cue_start < at and here - self._view.sentence_index(before.turn.cue_start) <= REPORTED
            fits = speaker and speaker.kind in kinds and before.turn.source.text.lower() not in _ALONE
            heading = self._view.is_headline(span[0]) and not self._view.is_headline(at)
            if not (speaker and near and fits) or heading or not self._view.same_section(span[0], at):
                continue
            found = [r for r in found if not _overlap(r.span, span) or r.sort == "pair"]
            spoken = speaker._replace(rule="pronoun", span=speaker.span or span)
            found.append(Referent(span, "reported", speaker.entity, spoken))
        return sorted(found, key=lambda r: (-r.span[0], r.sort))


_ALONE = frozenset({"many", "some", "most", "both", "others", "all", "those", "they", "these", "one", "those of them"})


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@cache
def _nouns() -> frozenset[str]:
    lex = lexicon()
    return lex.organisation_nouns | lex.document_nouns | lex.authored_nouns | lex.outlet_nouns | _THINGS


@cache
def _noun_pattern() -> re.Pattern[str]:
    """A noun for a body or a document that no other follows."""
    nouns = alternatives(_nouns())
    return re.compile(rf"(?<![\w’'-])(?:{nouns})(?![\w’'-])(?!\s+(?:{nouns})\b)(?!\s+[A-Z])")
