"""Where cues may stand: proposals of the flat tags, which the argument head then accepts or rejects."""

import numpy as np
from numpy.typing import NDArray

PROPOSE_FROM = 0.12
"""Probability of being in a cue from which a unit enters a proposal. Low on purpose: the argument head decides."""

_BUCKET_EDGES = (11, 15, 21, 29, 41, 61, 91)
_EXACT = 10
_LEFT = 18


def _bucket(gap: int) -> int:
    return gap if gap <= _EXACT else _EXACT + sum(gap >= edge for edge in _BUCKET_EDGES)


_GAPS = np.array([_bucket(gap) for gap in range(512)], dtype=np.int64)


def distances(size: int, cue: tuple[int, int]) -> NDArray[np.int64]:
    """For each of `size` units the bucket of its distance from the cue (half-open units); 0 inside the cue.

    Example:
        >>> distances(5, (2, 3)).tolist()
        [20, 19, 0, 1, 2]
    """
    place = np.arange(size)
    right = np.clip(place - cue[1] + 1, 0, 511)
    left = np.clip(cue[0] - place, 0, 511)
    return np.where(left > 0, _GAPS[left] + _LEFT, _GAPS[right])


def propose(chances: NDArray[np.float32], least: float = PROPOSE_FROM) -> list[tuple[int, int]]:
    """Half-open runs of units that may be cues, from the chances (units, 3) of out, begin and inside."""
    inside = 1.0 - chances[:, 0] >= least
    begins = chances[:, 1] >= chances[:, 2]
    out: list[tuple[int, int]] = []
    for i in np.flatnonzero(inside).tolist():
        if out and out[-1][1] == i and not begins[i]:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out
