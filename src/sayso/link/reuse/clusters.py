"""Passages over all documents: which pairs are one passage, in how many documents it stands, what that makes of it.

These are views over reuse records, computed when read: how frequent a passage is never decides what is found.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from sayso.link.reuse.direction import days_of
from sayso.records import Passage, Reuse, Span, Spans, Value, short_id

SAME_PASSAGE = 0.5
"""Two spans of a document are one passage when they share this much of the longer one, as passim has it."""

STANDING_DOCUMENTS, STANDING_DAYS = 3, 7
STOCK_DOCUMENTS, STOCK_DAYS, STOCK_WORDS = 4, 30, 25
LEAST_OWN = 55


class Use(StrEnum):
    """What a shared passage is, by where it stands."""

    COPY = "copy"
    """Words of one article in another."""
    QUOTATION = "quotation"
    """Words that stand in quotation marks in both: both may quote and copy nothing."""
    STANDING = "standing note"
    """Words of one outlet that it repeats in article after article."""
    STOCK = "stock phrase"
    """A short passage that several outlets use at different times."""


End = tuple[str, Span]
"""A document and a span of its raw layer."""


class PassageEnd(Value, frozen=True, kw_only=True):
    """A passage in one document. Spans of the raw layer."""

    document: str
    spans: Spans


class PassageCluster(Value, frozen=True, kw_only=True):
    """One passage wherever it stands.

    Attributes:
        id: hash of its ends.
        ends: by document and place; in each document the longest span.
        frequency: in how many documents it stands.
    """

    id: str
    ends: tuple[PassageEnd, ...]
    frequency: int


class Published(NamedTuple):
    """Where and when a document was published, as far as known."""

    outlet: str | None
    published: str | None


def cluster_passages(reuses: Iterable[Reuse]) -> tuple[PassageCluster, ...]:
    """The clusters of all passages, by id; see `index_passages`."""
    clusters = {cluster.id: cluster for cluster in index_passages(reuses).values()}
    return tuple(clusters[name] for name in sorted(clusters))


def index_passages(reuses: Iterable[Reuse]) -> dict[End, PassageCluster]:
    """For each passage of each document, by document and `whole_span`, the cluster it belongs to.

    Method: the two ends of a passage are one, and so are spans of one document that share half of the longer one;
    clusters are the connected components.
    """
    finder = _Components()
    fragments: dict[End, Spans] = {}
    for reuse in reuses:
        for passage in reuse.passages:
            ends = [(d, whole_span(s)) for d, s in zip(reuse.documents, (passage.first, passage.second), strict=True)]
            finder.join(*ends)
            for end, spans in zip(ends, (passage.first, passage.second), strict=True):
                fragments[end] = max(fragments.get(end, spans), spans)
    by_document: dict[str, list[Span]] = defaultdict(list)
    for document, span in fragments:
        by_document[document].append(span)
    for document, spans in sorted(by_document.items()):
        _join_overlapping(finder, document, sorted(spans, key=lambda s: (s[0] - s[1], s)))
    members: dict[End, list[End]] = defaultdict(list)
    for end in sorted(fragments):
        members[finder.root(end)].append(end)
    return {end: cluster for ends in members.values() for cluster in (_cluster(ends, fragments),) for end in ends}


def use_of(passage: Passage, cluster: PassageCluster, documents: Mapping[str, Published]) -> Use:
    """What a passage is, by the documents it stands in.

    A standing note stands in at least 3 documents of one outlet, more than a week apart; a stock phrase is short and
    stands in at least 4 documents of several outlets, more than a month apart.
    """
    known = [documents[end.document] for end in cluster.ends if end.document in documents]
    outlets = {row.outlet for row in known}
    apart = _days_apart(known)
    if cluster.frequency >= STANDING_DOCUMENTS and len(outlets) == 1 and None not in outlets and apart > STANDING_DAYS:
        return Use.STANDING
    if cluster.frequency >= STOCK_DOCUMENTS and passage.words <= STOCK_WORDS and apart > STOCK_DAYS:
        return Use.STOCK
    return Use.QUOTATION if passage.own_characters < LEAST_OWN else Use.COPY


def _days_apart(known: Iterable[Published]) -> int:
    days = [day.last.toordinal() for row in known if (day := days_of(row.published))]
    return max(days) - min(days) if days else 0


def whole_span(spans: Spans) -> Span:
    """From the first to the last character of fragments."""
    return spans[0][0], spans[-1][1]


def _join_overlapping(finder: "_Components", document: str, spans: list[Span]) -> None:
    """Join each span, the longest first, with those kept before that it shares enough with."""
    kept: list[Span] = []
    for span in spans:
        alike = [other for other in kept if _shares(span, other)]
        for other in alike:
            finder.join((document, span), (document, other))
        if not alike:
            kept.append(span)


def _shares(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= SAME_PASSAGE * max(one[1] - one[0], other[1] - other[0])


def _cluster(ends: list[End], fragments: Mapping[End, Spans]) -> PassageCluster:
    longest: dict[str, End] = {}
    for end in ends:
        held = longest.get(end[0])
        if held is None or end[1][1] - end[1][0] > held[1][1] - held[1][0]:
            longest[end[0]] = end
    kept = tuple(PassageEnd(document=end[0], spans=fragments[end]) for end in longest.values())
    return PassageCluster(id=short_id("passage", ends), ends=kept, frequency=len(kept))


class _Components:
    """Connected components of whatever is joined."""

    def __init__(self) -> None:
        self._parent: dict[End, End] = {}

    def root(self, item: End) -> End:
        """The representative of an item's component."""
        path: list[End] = []
        while (parent := self._parent.setdefault(item, item)) != item:
            path.append(item)
            item = parent
        for at in path:
            self._parent[at] = item
        return item

    def join(self, one: End, other: End) -> None:
        """Make the components of two items one."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low
