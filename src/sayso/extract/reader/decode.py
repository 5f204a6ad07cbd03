"""From tag scores to triples of unit spans: best paths, one triple a cue, borders set by quotation marks."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.extract.reader.units import CLOSES, INSIDE, LINE, MARK, OPENS, OUTSIDE, Unit

OUT, SOURCE_B, SOURCE_I, CONTENT_B, CONTENT_I, CUE = range(6)
TAGS = 6
Run = tuple[int, int]
"""Half-open units of one block."""

_TRIMMED = frozenset(",.;—-")
"""Marks that a content outside quotation marks does not end with."""
SAME_CONTENT = 0.85
"""Jaccard of two contents from which they count as one."""
_MOST_ADDED = 0.25
"""A content grows to its quotation's borders when that adds at most this share of the quotation's units."""


class Paths(msgspec.Struct, frozen=True):
    """The best tag sequence of each candidate of a block, and its log probability."""

    tags: NDArray[np.int64]
    chances: NDArray[np.float64]


class Found(msgspec.Struct, frozen=True):
    """One triple in units of its block, with the scores it rests on."""

    source: tuple[Run, ...]
    cue: Run
    content: tuple[Run, ...]
    valid: float
    path: float


def best_paths(scores: NDArray[np.float32], lengths: NDArray[np.int64], transitions: NDArray[np.float32]) -> Paths:
    """The best paths of a linear-chain random field (Viterbi), with their log probabilities (forward algorithm).

    Shape: scores (candidates, units, TAGS), of which the first `lengths` units count; transitions (TAGS + 1, TAGS),
    the last row for the first unit. Tags behind a candidate's length mean nothing.
    """
    count, size, _ = scores.shape
    values = scores.astype(np.float64)
    inner = transitions[:TAGS].astype(np.float64)[None]
    best: NDArray[np.float64] = values[:, 0] + transitions[TAGS]
    total: NDArray[np.float64] = best
    back = np.zeros((count, size, TAGS), np.int64)
    for t in range(1, size):
        inside = (lengths > t)[:, None]
        moved: NDArray[np.float64] = best[:, :, None] + inner
        back[:, t] = moved.argmax(1)
        best = np.where(inside, moved.max(1) + values[:, t], best)
        summed: NDArray[np.float64] = total[:, :, None] + inner
        top: NDArray[np.float64] = summed.max(1)
        total = np.where(inside, top + np.log(np.exp(summed - top[:, None]).sum(1)) + values[:, t], total)
    tags = np.zeros((count, size), np.int64)
    rows: NDArray[np.int64] = np.arange(count, dtype=np.int64)
    current: NDArray[np.int64] = best.argmax(1)
    for t in range(size - 1, -1, -1):
        tags[:, t] = current
        current = np.where(lengths > t, back[rows, t, current], current)
    top = total.max(1)
    normal = top + np.log(np.exp(total - top[:, None]).sum(1))
    return Paths(tags, best.max(1) - normal)


def runs_of(tags: Sequence[int], begin: int, inner: int) -> list[Run]:
    """The runs of one role, each opened by its `begin` tag."""
    out: list[Run] = []
    for i, tag in enumerate(tags):
        if tag == begin or (tag == inner and not (out and out[-1][1] == i)):
            out.append((i, i + 1))
        elif tag == inner:
            out[-1] = (out[-1][0], i + 1)
    return out


def _joined(tags: Sequence[int]) -> list[Run]:
    """Runs of cue tags."""
    out: list[Run] = []
    for i, tag in enumerate(tags):
        if tag == CUE and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        elif tag == CUE:
            out.append((i, i + 1))
    return out


def found_of(tags: Sequence[int], proposed: Run, units: Sequence[Unit], scores: tuple[float, float]) -> Found | None:
    """The triple of one candidate, or None where it has no content."""
    cues = [run for run in _joined(tags) if run[0] < proposed[1] and proposed[0] < run[1]]
    content = settle_content(runs_of(tags, CONTENT_B, CONTENT_I), tags, units)
    if not content:
        return None
    source = tuple(trimmed(run, units) for run in runs_of(tags, SOURCE_B, SOURCE_I))
    return Found(source, cues[0] if cues else proposed, content, *scores)


def trimmed(run: Run, units: Sequence[Unit]) -> Run:
    """The run without breaks between paragraphs at its ends."""
    first, last = run
    while last - first > 1 and units[last - 1].case == LINE:
        last -= 1
    while last - first > 1 and units[first].case == LINE:
        first += 1
    return first, last


def settle_content(runs: Sequence[Run], tags: Sequence[int], units: Sequence[Unit]) -> tuple[Run, ...]:
    """The fragments of a content with their borders set: quotation marks whole, no mark left dangling at an end."""
    out: list[Run] = []
    for run in runs:
        first, last = _to_quotation(trimmed(run, units), tags, units)
        while last - first > 1 and units[last - 1].form in _TRIMMED and units[last - 1].state == OUTSIDE:
            last -= 1
        if out and first < out[-1][1]:
            first = out[-1][1]
        if first < last and any(u.form[0].isalnum() or u.form[0] == "[" for u in units[first:last]):
            out.append((first, last))
    return tuple(out)


def quotation_around(place: int, units: Sequence[Unit]) -> Run | None:
    """The quotation that holds a unit, its marks included."""
    if units[place].state == OUTSIDE:
        return None
    first = place
    while first > 0 and units[first].state != OPENS and units[first - 1].state in (INSIDE, OPENS):
        first -= 1
    last = place
    while last + 1 < len(units) and units[last].state != CLOSES and units[last + 1].state in (INSIDE, CLOSES):
        last += 1
    return first, last + 1


def _to_quotation(run: Run, tags: Sequence[int], units: Sequence[Unit]) -> Run:
    """The run with each end moved to the border of the quotation it stops just short of."""
    first, last = run
    around = quotation_around(first, units)
    if around and _worth(around, (around[0], first), tags, units):
        first = around[0]
    around = quotation_around(last - 1, units)
    if around and _worth(around, (last, around[1]), tags, units):
        last = around[1]
    return first, last


def _worth(quotation: Run, added: Run, tags: Sequence[int], units: Sequence[Unit]) -> bool:
    """Whether the part of a quotation may be added: of no other role, and of few words."""
    words = sum(units[i].case != MARK for i in range(*added))
    size = quotation[1] - quotation[0]
    return words <= _MOST_ADDED * size and all(tags[i] == OUT for i in range(*added))


def without_doubles(found: Sequence[Found]) -> list[Found]:
    """The triples left when, of those whose cues meet or whose contents are nearly one, only the surest stays.

    The order is that of the cues in the text.
    """
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (-f.valid, f.cue)):
        if not any(_meet(item.cue, other.cue) or _alike(item, other) for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda f: f.cue)


def _meet(a: Run, b: Run) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _alike(a: Found, b: Found) -> bool:
    one = {i for run in a.content for i in range(*run)}
    other = {i for run in b.content for i in range(*run)}
    return len(one & other) >= SAME_CONTENT * len(one | other)
