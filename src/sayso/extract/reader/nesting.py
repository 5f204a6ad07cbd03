"""Which attribution stands inside the content of which."""

from collections.abc import Sequence

from sayso.extract.triples import Triple
from sayso.records import covers


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
