"""Which attribution stands inside the content of which."""

from collections.abc import Sequence

from sayso.extract.triples import Triple
from sayso.records import covers


def parents_of(triples: Sequence[Triple]) -> list[int | None]:
    """For each triple the index of the one with the shortest content that holds it whole, or None."""
    out: list[int | None] = []
    for i, inner in enumerate(triples):
        spans = inner.source + inner.cue + inner.content
        holders = [j for j, outer in enumerate(triples) if j != i and covers(outer.content, spans)]
        out.append(min(holders, key=lambda j: (_length(triples[j]), j)) if holders else None)
    return out


def _length(triple: Triple) -> int:
    return sum(end - start for start, end in triple.content)
