"""Attributions inside the content of others: where to look for them, and which stands in which."""

from collections.abc import Sequence

import msgspec

from sayso.extract.reader.decode import Found
from sayso.extract.reader.units import CLOSES, INSIDE, OPENS, OUTSIDE, Block
from sayso.extract.triples import Triple
from sayso.records import covers

LEAST_UNITS = 6
"""Units of a content from which it is looked through for an attribution inside."""


def inner_blocks(found: Found, block: Block, reporting: frozenset[str]) -> list[Block]:
    """The fragments of a content that hold a reporting word, each as a block to be read on its own.

    A fragment that stands in quotation marks is given without them, as the plain speech it is.
    """
    out: list[Block] = []
    for first, last in found.content:
        units = block.units[first:last]
        if units[0].state == OPENS:
            units = units[1:]
        if units and units[-1].state == CLOSES:
            units = units[:-1]
        if len(units) < LEAST_UNITS or not any(u.form in reporting for u in units[1:-1]):
            continue
        if all(u.state == INSIDE for u in units):
            units = tuple(msgspec.structs.replace(u, state=OUTSIDE) for u in units)
        out.append(Block(units))
    return out


def parents_of(triples: Sequence[Triple]) -> list[int | None]:
    """For each triple the index of the one with the shortest content that holds it whole, or None."""
    out: list[int | None] = []
    reach = [(t.content[0][0], t.content[-1][1]) for t in triples]
    for i, inner in enumerate(triples):
        spans = inner.source + inner.cue + inner.content
        first, last = min(s for s, _ in spans), max(e for _, e in spans)
        around = [j for j, (start, end) in enumerate(reach) if start <= first and last <= end and j != i]
        holders = [j for j in around if covers(triples[j].content, spans)]
        out.append(min(holders, key=lambda j: (_length(triples[j]), j)) if holders else None)
    return out


def _length(triple: Triple) -> int:
    return sum(end - start for start, end in triple.content)
