"""Local alignment of two texts as words: seeds of equal words, joined to runs, runs chained to passages.

Offsets: half-open word numbers of the two texts.

Method: shared shingles of `SEED` words give runs of equal words; a chain of runs scores its equal words less `GAP_COST`
for each word of the longer side between two runs; the best chains are the passages. It is a banded local alignment
whose band is wherever seeds lie, so that its cost grows with what is shared and not with the product of the lengths.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from sayso.link.reuse.words import Ints, shingles, telling

SEED = 3
"""Words of a seed: at 30 % of words edited a third of all runs of three survive."""

GAP_COST = 0.5
"""Cost of a word between two runs, in equal words."""

MAX_GAP = 16
"""Words that may lie between two runs of one passage: an inserted attribution with its speaker's office."""

MAX_REPEATS = 8
"""A seed that stands more often than this in the second text is a refrain and gives no seeds."""

LEAST_TOLD = 0.4
"""Share of the words that tell something, of the side with more of them, that the runs of a passage must have: what has
only its function words in common is no copy, however many they are. At 30 % of words edited it is about a half."""

LOOK_BACK = 40
"""How many runs before a run are tried as its predecessor."""


class Run(NamedTuple):
    """Equal words: `length` words from `first` in one text and from `second` in the other."""

    first: int
    second: int
    length: int


@dataclass(frozen=True, slots=True)
class Chain:
    """One passage: runs in order, which do not overlap in either text.

    Attributes:
        runs: all equal words, also those found between seeds.
        score: equal words of the seeds less the cost of gaps.
    """

    runs: tuple[Run, ...]
    score: float

    @property
    def first(self) -> tuple[int, int]:
        """The words of the first text from the first to the last equal one."""
        return self.runs[0].first, self.runs[-1].first + self.runs[-1].length

    @property
    def second(self) -> tuple[int, int]:
        """The words of the second text from the first to the last equal one."""
        return self.runs[0].second, self.runs[-1].second + self.runs[-1].length

    @property
    def words(self) -> int:
        """How many words are equal."""
        return sum(run.length for run in self.runs)

    @property
    def identity(self) -> float:
        """Equal words as a share of the words of the longer side."""
        return self.words / max(self.first[1] - self.first[0], self.second[1] - self.second[0])


@dataclass(frozen=True, slots=True)
class Seeded:
    """The words of a text with their seeds in the order of their values.

    Attributes:
        hashes: of its words.
        order: the places of all runs of `SEED` words, from the least seed to the greatest.
        ordered: the seeds in that order.
        told: how many words that tell something stand before each place, and in all.
    """

    hashes: Ints
    order: Ints
    ordered: Ints
    told: Ints


def seeded(hashes: Ints) -> Seeded:
    """The words of a text, made ready for `align`."""
    seeds = shingles(hashes, SEED)
    order = np.argsort(seeds, kind="stable")
    told = np.concatenate((np.zeros(1, np.int64), np.cumsum(telling(hashes), dtype=np.int64)))
    return Seeded(hashes, order, seeds[order], told)


def align(first: Seeded, second: Seeded, least: float) -> tuple[Chain, ...]:
    """The passages of at least `least` equal words (less gaps) that two texts share, by place in the first."""
    runs = _runs(first, second)
    if sum(run.length for run in runs) < least:
        return ()
    chains = [chain for chain in _chains(runs, least) if _tells(chain, first, second)]
    filled = (Chain(_filled(chain.runs, first.hashes, second.hashes), chain.score) for chain in chains)
    return tuple(sorted(filled, key=lambda chain: (chain.first, chain.second)))


def _tells(chain: Chain, first: Seeded, second: Seeded) -> bool:
    """Whether enough of the words that tell something are equal."""
    equal = sum(int(first.told[run.first + run.length] - first.told[run.first]) for run in chain.runs)
    ours, theirs = (
        int(seeded.told[end] - seeded.told[start])
        for seeded, (start, end) in ((first, chain.first), (second, chain.second))
    )
    return equal > 0 and equal >= LEAST_TOLD * max(ours, theirs)


def _runs(first: Seeded, second: Seeded) -> list[Run]:
    """All maximal runs of at least `SEED` equal words, by place; refrains left out."""
    if not len(second.ordered):
        return []
    low = np.searchsorted(second.ordered, first.ordered, "left")
    shared = np.flatnonzero(second.ordered[np.minimum(low, len(second.ordered) - 1)] == first.ordered)
    low = low[shared]
    counts = np.searchsorted(second.ordered, first.ordered[shared], "right") - low
    counts[counts > MAX_REPEATS] = 0
    if not counts.any():
        return []
    at = np.repeat(first.order[shared], counts)
    within = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    to = second.order[np.repeat(low, counts) + within]
    by_diagonal = np.lexsort((at, to - at))
    at, to = at[by_diagonal], to[by_diagonal]
    breaks = np.flatnonzero((np.diff(at) != 1) | (np.diff(to) != 1)) + 1
    begins = np.concatenate(([0], breaks))
    lengths = np.diff(np.concatenate((begins, [len(at)]))) + SEED - 1
    return sorted(map(Run, at[begins].tolist(), to[begins].tolist(), lengths.tolist()))


def _chains(runs: list[Run], least: float) -> list[Chain]:
    """The best chains, the best first, each run in at most one of them and none over words of a better one."""
    scores, before = _scored(runs)
    used = [False] * len(runs)
    chosen: list[Chain] = []
    for last in sorted(range(len(runs)), key=lambda index: (-scores[index], index)):
        if scores[last] < least:
            break
        path: list[int] = []
        at = last
        while at >= 0 and not used[at]:
            path.append(at)
            at = before[at]
        score = scores[last] - (scores[at] if at >= 0 else 0)
        for index in path:
            used[index] = True
        chain = Chain(_trimmed([runs[index] for index in reversed(path)]), score) if path else None
        if chain and score >= least and not any(_crosses(chain, other) for other in chosen):
            chosen.append(chain)
    return chosen


def _scored(runs: list[Run]) -> tuple[list[float], list[int]]:
    """For each run the best score of a chain that ends with it, and the run before it there (-1: none)."""
    scores: list[float] = []
    before: list[int] = []
    reach = MAX_GAP + max((run.length for run in runs), default=0)
    for index, run in enumerate(runs):
        best, best_before = float(run.length), -1
        for earlier in range(index - 1, max(-1, index - 1 - LOOK_BACK), -1):
            if run.first - runs[earlier].first > reach:
                break
            gain = _gain(runs[earlier], run)
            if gain is not None and scores[earlier] + gain > best:
                best, best_before = scores[earlier] + gain, earlier
        scores.append(best)
        before.append(best_before)
    return scores, before


def _gain(earlier: Run, run: Run) -> float | None:
    """What a run adds to a chain that ends with `earlier`; None where it cannot follow."""
    first_gap = run.first - earlier.first - earlier.length
    second_gap = run.second - earlier.second - earlier.length
    overlap = max(0, -first_gap, -second_gap)
    gap = max(first_gap, second_gap) + overlap
    if overlap >= run.length or gap > MAX_GAP or run.second <= earlier.second:
        return None
    return run.length - overlap - GAP_COST * gap


def _trimmed(path: list[Run]) -> tuple[Run, ...]:
    """The runs without the words that two neighbours share."""
    kept = path[:1]
    for run in path[1:]:
        last = kept[-1]
        cut = max(0, last.first + last.length - run.first, last.second + last.length - run.second)
        kept.append(Run(run.first + cut, run.second + cut, run.length - cut))
    return tuple(kept)


def _crosses(chain: Chain, other: Chain) -> bool:
    """Whether more than half of a chain lies on words of a better one, in either text."""
    return _shared(chain.first, other.first) > 0.5 or _shared(chain.second, other.second) > 0.5


def _shared(span: tuple[int, int], other: tuple[int, int]) -> float:
    return max(0, min(span[1], other[1]) - max(span[0], other[0])) / (span[1] - span[0])


def _filled(runs: tuple[Run, ...], first: Ints, second: Ints) -> tuple[Run, ...]:
    """The runs with the equal words between them, which were too few in a row to be seeds."""
    filled = list(runs[:1])
    for run in runs[1:]:
        last = filled[-1]
        start, other = last.first + last.length, last.second + last.length
        if run.first > start and run.second > other:
            ours, theirs = first[start : run.first].tolist(), second[other : run.second].tolist()
            blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
            filled.extend(Run(start + block.a, other + block.b, block.size) for block in blocks if block.size)
        filled.append(run)
    return tuple(filled)
