"""Which record each kind of linked record is: one table for whoever reads them back."""

from sayso.records.entities import Entity
from sayso.records.families import Family
from sayso.records.figures import Ladder
from sayso.records.linked import Linked, LinkedKind
from sayso.records.reuse import Reuse

LINKED_TYPES: dict[LinkedKind, type[Linked]] = {
    LinkedKind.ENTITY: Entity,
    LinkedKind.FAMILY: Family,
    LinkedKind.LADDER: Ladder,
    LinkedKind.REUSE: Reuse,
}
"""The record type of each kind."""
