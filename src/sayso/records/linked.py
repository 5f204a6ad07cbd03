"""Records that join documents: made of all current documents and of people's decisions together."""

from enum import StrEnum

from sayso.records.base import Record


class LinkedKind(StrEnum):
    """What a linked record is, in the order in which they are made: each may rest on those before it."""

    ENTITY = "entity"
    FAMILY = "family"
    LADDER = "ladder"
    REUSE = "reuse"


class Linked(Record, frozen=True, kw_only=True):
    """The base of what joins several documents.

    Attributes:
        id: hash of what it joins; equal on every machine and in any order of reading.
    """

    id: str

    @property
    def members(self) -> tuple[str, ...]:
        """The ids by which it can be looked up."""
        raise NotImplementedError
