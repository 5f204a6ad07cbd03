"""What rests on how many say-sos, in the order in which a reader wants to see it."""

from collections.abc import Iterator

from sayso.app.families import family_of, variants
from sayso.app.figures import ladder
from sayso.app.origins import Teller
from sayso.ledger import Ledger
from sayso.records import Family, Ladder, LinkedKind, Value
from sayso.records.origins import Origins

BLOCK = 200
"""How many things are counted at once to be put in order."""


class Reported(Value, frozen=True, kw_only=True):
    """Something that several articles may report: id of its family or ladder, and how many records it joins."""

    kind: LinkedKind
    id: str
    size: int


def several(ledger: Ledger) -> tuple[Reported, ...]:
    """All that more than one record of the ledger reports, the largest first; no origins are counted yet."""
    found = (
        *(
            Reported(kind=LinkedKind.FAMILY, id=record.id, size=len(record.statements))
            for record in ledger.linked(LinkedKind.FAMILY)
            if isinstance(record, Family) and len(record.statements) > 1
        ),
        *(
            Reported(kind=LinkedKind.LADDER, id=record.id, size=len(record.documents))
            for record in ledger.linked(LinkedKind.LADDER)
            if isinstance(record, Ladder) and len(record.documents) > 1
        ),
    )
    return tuple(sorted(found, key=lambda one: (-one.size, one.id)))


def counted(ledger: Ledger, reported: tuple[Reported, ...]) -> tuple[Origins, ...]:
    """The origins of these that several articles report: most articles first, of these the fewest origins."""
    teller = Teller(ledger)
    origins = (
        teller.of_record(record, one.id)
        for one in reported
        for record in ledger.linked_of(one.kind, one.id)
        if record.id == one.id
    )
    found = (one for one in origins if one is not None and one.articles > 1)
    return tuple(sorted(found, key=lambda one: (-one.articles, one.origins.high, one.origins.low, one.id)))


def ranked_origins(ledger: Ledger) -> Iterator[Origins]:
    """What several articles report, block by block: in each those with most articles first."""
    found = several(ledger)
    for start in range(0, len(found), BLOCK):
        yield from counted(ledger, found[start : start + BLOCK])


def origins_title(ledger: Ledger, origins: Origins) -> str:
    """What it is that rests on these origins: the fullest wording, or what a ladder counts."""
    if origins.kind == "ladder":
        found = ladder(ledger, origins.id)
        return " ".join(filter(None, (found.of_what, f"({found.unit})" if found.unit else ""))) if found else ""
    reports = [statement for node in origins.nodes for statement in node.statements]
    if not reports:
        return ""
    fullest = next(variants(ledger, family_of(ledger, min(reports))), None)
    return fullest.statement.content.text if fullest else ""
