"""How alike in meaning two statements can be at most, told by their words: most pairs need no vectors."""

import math
from functools import lru_cache
from typing import NamedTuple

from sayso.link.families.features import Prepared
from sayso.link.families.shelf import Shelf
from sayso.link.families.words import words_of

KEPT_BAGS = 20_000
"""Bags kept in memory."""
PLAIN = 0.15
"""What a word weighs besides how telling it is, so that function words count a little."""
FLOOR, RISE = 0.6, 0.5
"""The ceiling of meaning is `FLOOR` + `RISE` times the cosine of the words.

Calibration (30 November 2026): of 23,651 pairs of the 840 articles of `polnear/train` that a meaning of 1 would make
the same or a repeat, 53 lie above the ceiling, none of them with another outcome by it. Swept: floors .3 to .75, rises
.2 to 1.2; of what loses nothing, this leaves the fewest vectors. See `docs/families.md`.
"""


class Bag(NamedTuple):
    """The words of a statement: the weight of each stem, and the length of these weights as a vector."""

    weights: dict[str, float]
    length: float


def bag_of(p: Prepared) -> Bag:
    """The words that the vector of a statement is made of: those of speaker, cue and content."""
    u = p.utterance
    head = words_of(f"{u.speaker or u.source} {u.cue}")
    weights: dict[str, float] = {}
    for words in (head, p.words):
        for stem, weight in zip(words.stems, words.weights, strict=True):
            weights[stem] = max(weights.get(stem, 0.0), weight + PLAIN)
    return Bag(weights, math.sqrt(math.fsum(weight * weight for weight in weights.values())))


def ceiling(one: Bag, other: Bag) -> float:
    """The highest cosine that the vectors of two statements are taken to have; symmetric.

    Method: the cosine of their weighted words, put through a line that lies above the cosines of their vectors.
    """
    if not one.length or not other.length:
        return 1.0
    few, many = (one.weights, other.weights) if len(one.weights) <= len(other.weights) else (other.weights, one.weights)
    shared = math.fsum(weight * many[stem] for stem, weight in few.items() if stem in many)
    return min(1.0, FLOOR + RISE * shared / (one.length * other.length))


class Ceilings:
    """Ceilings of the meaning of numbered utterances."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._bag = lru_cache(KEPT_BAGS)(self._bag_of)

    def of(self, one: int, other: int) -> float:
        """How alike in meaning two utterances can be at most."""
        return ceiling(self._bag(one), self._bag(other))

    def _bag_of(self, number: int) -> Bag:
        return bag_of(self._shelf.prepared(number))
