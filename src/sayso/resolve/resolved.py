"""What speaker resolution works on: attributions as turns, and speakers before they become records."""

from collections.abc import Sequence
from typing import NamedTuple

from sayso.records import Span, Speaker, SpeakerKind
from sayso.resolve.entities import Entity
from sayso.resolve.kinds import ORGANISATION, PLACE
from sayso.resolve.sources import Source
from sayso.resolve.view import View

TURNS_LOOKED_AT = 60
"""Turns before that are looked at, for who spoke or was reported."""


class Resolved(NamedTuple):
    """A speaker as found, before it becomes a record.

    Attributes:
        span: where the name stands in the view's text, when elsewhere than in the source.
        entity: the entity meant, when it is one of the document's.
        through: noun of the document that carries the words ("letter"), for sources that are documents of an author.
        voice: whoever says the words of a body that says "we".
    """

    name: str
    kind: SpeakerKind | None
    rule: str
    role: str | None = None
    span: Span | None = None
    entity: Entity | None = None
    through: str | None = None
    voice: str | None = None

    def record(self, view: View) -> Speaker:
        """The record of this speaker, with raw spans."""
        spans = view.outward(self.span) if self.span else ()
        return Speaker(name=self.name, kind=self.kind, role=self.role, resolved_by=self.rule, spans=spans)


class Turn(NamedTuple):
    """One attribution as speaker resolution sees it. Offsets of the view's text.

    Attributes:
        outer: the speaker of the attribution whose content holds this one, where that is known already.
    """

    source: Source
    cue: str
    cue_start: int
    content: Span
    outer: Resolved | None = None


class Past(NamedTuple):
    """A turn that is resolved already, and its speaker."""

    turn: Turn
    speaker: Resolved | None


def of_entity(entity: Entity | None, rule: str) -> Resolved | None:
    """An entity as a speaker, found by a rule."""
    if entity is None:
        return None
    role = entity.roles[0][0] if entity.roles else None
    return Resolved(entity.name, speaker_kind(entity.kind), rule, role, entity.full_span, entity)


def speaker_kind(kind: SpeakerKind | str | None) -> SpeakerKind | None:
    """The kind of speaker an entity is: a place speaks as its government."""
    if kind == PLACE:
        return ORGANISATION
    return SpeakerKind(kind) if kind else None


def same_name(one: str, other: str) -> bool:
    """Whether two speakers of one document go by one name: the same, or two that end with the same two words."""
    ends = one.split()[-2:], other.split()[-2:]
    return one == other or (ends[0] == ends[1] and len(ends[0]) > 1)


def last_reported(past: Sequence[Past]) -> Past | None:
    """The last turn with a speaker."""
    return next((turn for turn in reversed(past) if turn.speaker), None)


def last_speaker(past: Sequence[Past]) -> Resolved | None:
    """Who was reported last."""
    last = last_reported(past)
    return last.speaker if last else None
