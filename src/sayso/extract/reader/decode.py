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

    Method: the longest candidates come first, so that those still running at a unit are a slice; chances are summed as
    such and scaled at every unit, their logarithms taken at the end.
    """
    order = np.argsort(-lengths, kind="stable")
    ends = lengths[order]
    values: NDArray[np.float64] = np.ascontiguousarray(scores[order].transpose(1, 0, 2), dtype=np.float64)
    size, count, _ = values.shape
    inside: NDArray[np.bool_] = np.less.outer(np.arange(size, dtype=np.int64), ends)
    moves = transitions.astype(np.float64)
    tags, best = _viterbi(values, inside, moves)
    chances = best - _log_total(values, inside, moves)
    back = np.empty(count, np.int64)
    back[order] = np.arange(count)
    return Paths(np.ascontiguousarray(tags.T)[back], chances[back])


def _viterbi(
    values: NDArray[np.float64], inside: NDArray[np.bool_], transitions: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The best tags (units, candidates) and their scores (candidates,)."""
    size, count, _ = values.shape
    running: list[int] = inside.sum(1).tolist()
    inner = transitions[:TAGS][None]
    best = values[0] + transitions[TAGS]
    came = np.zeros((size, count, TAGS), np.int64)
    for t in range(1, size):
        n = running[t]
        moved = best[:n, :, None] + inner
        came[t, :n] = moved.argmax(1)
        best[:n] = moved.max(1) + values[t, :n]
    tags = np.zeros((size, count), np.int64)
    rows: NDArray[np.int64] = np.arange(count, dtype=np.int64)
    current = best.argmax(1)
    for t in range(size - 1, 0, -1):
        n = running[t]
        tags[t, :n] = current[:n]
        current[:n] = came[t, rows[:n], current[:n]]
    tags[0] = current
    return tags, best.max(1)


def _log_total(
    values: NDArray[np.float64], inside: NDArray[np.bool_], transitions: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The logarithm of the summed weights of all paths (candidates,)."""
    size, count, _ = values.shape
    running: list[int] = inside.sum(1).tolist()
    moves = np.exp(transitions[:TAGS])[None]
    top = values.max(2, keepdims=True)
    weights = np.exp(values - top)
    chance = weights[0] * np.exp(transitions[TAGS])
    sums = np.ones((size, count))
    for t in range(1, size):
        n = running[t]
        sums[t - 1, :n] = chance[:n].sum(1)
        chance[:n] = (chance[:n, :, None] * moves).sum(1) * (weights[t, :n] / sums[t - 1, :n, None])
    return (np.log(sums) + np.where(inside, top[:, :, 0], 0.0)).sum(0) + np.log(chance.sum(1))


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
