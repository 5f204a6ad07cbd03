"""A document as the search for reuse needs it: words with their places in both layers, quotation, facts.

Offsets: half-open code points; of the clean layer where nothing else is said.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.extract.quotation import quotations
from sayso.link.reuse.credits import Credit, find_credits
from sayso.link.reuse.words import Ints, split_words
from sayso.records import Layout, MapKind, Spans, Value

Flags = NDArray[np.bool_]


class ReuseInput(Value, frozen=True, kw_only=True):
    """One document as the search for reuse reads it.

    Attributes:
        document: id of the document.
        clean: its clean layer.
        layout: its blocks and the way back to the raw layer.
        outlet, author: as far as known.
        published: EDTF, None where unknown.
    """

    document: str
    clean: str
    layout: Layout
    outlet: str | None = None
    author: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The words of one document and where they stand.

    Attributes:
        hashes: equal for equal words.
        starts, ends: in the clean layer.
        raw_starts, raw_ends: in the raw layer.
        broken: whether a block that was left out lies between the word and the next one.
        quoted: whether the word stands in quotation marks.
    """

    hashes: Ints
    starts: Ints
    ends: Ints
    raw_starts: Ints
    raw_ends: Ints
    broken: Flags
    quoted: Flags

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.hashes)

    def spans(self, first: int, last: int) -> Spans:
        """The raw fragments from word `first` up to word `last` (not included)."""
        cuts = [first, *(np.flatnonzero(self.broken[first : last - 1]) + first + 1).tolist(), last]
        return tuple((int(self.raw_starts[begin]), int(self.raw_ends[end - 1])) for begin, end in pairwise(cuts))


class About(Value, frozen=True, kw_only=True):
    """What the direction of reuse is told by, besides the words.

    Attributes:
        document: its id.
        outlet: its outlet.
        published: EDTF.
        credits: whom its text names as the one it has words from.
    """

    document: str
    outlet: str | None = None
    published: str | None = None
    credits: tuple[Credit, ...] = ()


def prepare(item: ReuseInput) -> tuple[Places, About]:
    """The words of a document with their places, and what else the search needs."""
    words = split_words(item.clean)
    raw_starts, raw_ends = _raw_places(item.layout, words.starts, words.ends)
    places = Places(
        hashes=words.hashes,
        starts=words.starts,
        ends=words.ends,
        raw_starts=raw_starts,
        raw_ends=raw_ends,
        broken=_broken(item.layout, raw_starts, raw_ends),
        quoted=_quoted(item, words.starts),
    )
    credits = find_credits(item.clean, item.layout, item.author)
    return places, About(document=item.document, outlet=item.outlet, published=item.published, credits=credits)


def _raw_places(layout: Layout, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Where words stand in the raw layer, as `sayso.text.offsets.to_raw` maps their first and last characters."""
    rows = [(s.clean_start, s.raw_start, s.raw_end, s.kind is MapKind.COPY) for s in layout.segments]
    if not rows:
        return starts, ends
    table = np.array(rows, np.int64)
    clean, raw_start, raw_end, copied = table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(bool)
    at = np.searchsorted(clean, starts, "right") - 1
    last = np.searchsorted(clean, ends - 1, "right") - 1
    return (
        np.where(copied[at], raw_start[at] + starts - clean[at], raw_start[at]),
        np.where(copied[last], raw_start[last] + ends - clean[last], raw_end[last]),
    )


def _broken(layout: Layout, raw_starts: Ints, raw_ends: Ints) -> Flags:
    """After which words a block that was left out lies before the next word."""
    broken = np.zeros(len(raw_starts), np.bool_)
    left_out = np.array([block.span for block in layout.blocks if not block.kept], np.int64).reshape(-1, 2)
    if len(raw_starts) and len(left_out):
        before = np.searchsorted(raw_ends, left_out[:, 0], "right") - 1
        fits = (before >= 0) & (before + 1 < len(raw_starts))
        at = before[fits]
        broken[at[left_out[fits, 1] <= raw_starts[at + 1]]] = True
    return broken


def _quoted(item: ReuseInput, starts: Ints) -> Flags:
    paragraphs = [block.clean for block in item.layout.blocks if block.clean] or [(0, len(item.clean))]
    inner = np.array([q.inner for q in quotations(item.clean, paragraphs)], np.int64).reshape(-1, 2)
    if not len(inner):
        return np.zeros(len(starts), np.bool_)
    at = np.searchsorted(inner[:, 0], starts, "right") - 1
    return (at >= 0) & (starts < inner[np.maximum(at, 0), 1])
