"""Which reports stand in one passage that their documents share, directly or through a third document."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from sayso.link.origins.inputs import Report, Sharing
from sayso.records import Direction, Passage, Reuse, Spans, overlap

LEAST_OWN = 55
"""Characters outside quotation marks that a shared passage must have: two may quote the same words and copy nothing."""

LEAST_HELD = 0.5
"""The share of a report that must lie in the passage."""


class _Standing(NamedTuple):
    """A report in a passage: the other document and the passage there."""

    report: Report
    reuse: Reuse
    own: Spans
    other: str
    there: Spans


def make_sharings(reports: Iterable[Report], reuses: Iterable[Reuse]) -> tuple[Sharing, ...]:
    """The sharings among reports, the strongest of each pair, in order of their ids."""
    by_document: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda r: r.id):
        by_document.setdefault(report.document, []).append(report)
    standing = [found for reuse in sorted(reuses, key=lambda r: r.id) for found in _standings(reuse, by_document)]
    found = {sharing.reports: sharing for sharing in (*_through(standing), *_direct(standing, by_document))}
    return tuple(found[pair] for pair in sorted(found))


def _standings(reuse: Reuse, by_document: dict[str, list[Report]]) -> Iterator[_Standing]:
    for passage in reuse.passages:
        if passage.own_characters >= LEAST_OWN:
            for document, other, own, there in _both_ways(reuse, passage):
                for report in by_document.get(document, ()):
                    if held(report.spans, own) >= LEAST_HELD:
                        yield _Standing(report, reuse, own, other, there)


def _both_ways(reuse: Reuse, passage: Passage) -> Iterator[tuple[str, str, Spans, Spans]]:
    first, second = reuse.documents
    yield first, second, passage.first, passage.second
    yield second, first, passage.second, passage.first


def held(spans: Spans, within: Spans) -> float:
    """The share of `spans` that lies within the others."""
    total = sum(end - start for start, end in spans)
    return sum(overlap(span, other) for span in spans for other in within) / total if total else 0.0


def _direct(standing: list[_Standing], by_document: dict[str, list[Report]]) -> Iterator[Sharing]:
    for one in standing:
        if one.report.document == one.reuse.documents[0]:
            for other in by_document.get(one.other, ()):
                if held(other.spans, one.there) >= LEAST_HELD:
                    yield _sharing(one, other)


def _sharing(one: _Standing, other: Report) -> Sharing:
    reuse = one.reuse
    clues = "; ".join(clue.detail for clue in reuse.clues) or "nothing tells which was first"
    return Sharing(
        record=reuse.id,
        reports=(one.report.id, other.id),
        direction=reuse.direction,
        confidence=reuse.confidence,
        detail=f"one passage in both; {clues}",
        spans=one.own,
    )


def _through(standing: list[_Standing]) -> Iterator[Sharing]:
    """Pairs whose passages meet in a third document: of frequent passages only some pairs are recorded."""
    by_third: dict[str, list[_Standing]] = {}
    for one in standing:
        by_third.setdefault(one.other, []).append(one)
    for third, found in sorted(by_third.items()):
        for one, other in combinations(sorted(found, key=lambda s: s.report.id), 2):
            if one.report.document != other.report.document and held(one.there, other.there) >= LEAST_HELD:
                yield Sharing(
                    record=one.reuse.id,
                    reports=(one.report.id, other.report.id),
                    direction=Direction.COMMON,
                    confidence=0.5,
                    detail=f"both have a passage of the document {third}",
                    spans=one.own,
                )
