"""A speaker as found, before it becomes a record."""

from typing import NamedTuple

from sayso.records import Span, Speaker, SpeakerKind
from sayso.resolve.entities import Entity
from sayso.resolve.mentions import ORGANISATION, PLACE
from sayso.resolve.view import View


class Resolved(NamedTuple):
    """A speaker as found, before it becomes a record.

    Attributes:
        span: where the name stands in the view's text, when elsewhere than in the source.
        entity: the entity meant, when it is one of the document's.
        through: noun of the document that carries the words ("letter"), for sources that are documents of an author.
    """

    name: str
    kind: SpeakerKind | None
    rule: str
    role: str | None = None
    span: Span | None = None
    entity: Entity | None = None
    through: str | None = None

    def record(self, view: View) -> Speaker:
        """The record of this speaker, with raw spans."""
        spans = view.outward(self.span) if self.span else ()
        return Speaker(name=self.name, kind=self.kind, role=self.role, resolved_by=self.rule, spans=spans)


def speaker_kind(kind: SpeakerKind | str | None) -> SpeakerKind | None:
    """The kind of speaker an entity is: a place speaks as its government."""
    if kind == PLACE:
        return ORGANISATION
    return SpeakerKind(kind) if kind else None
