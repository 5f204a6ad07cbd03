"""Words of a text as numbers: where each stands, and a hash that is equal for equal words on every machine.

Offsets: half-open code points of the text given.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, digits

import numpy as np
from numpy.typing import NDArray

from sayso.link.families.words import lexicon

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Unsigned = NDArray[np.uint64]

_PLANE = 0x10000
"""Code points looked at; those beyond (emoji, historic scripts) separate words."""

_BASE = 0x9E3779B97F4A7C15
"""Multiplier of the rolling hash; odd, so that it has an inverse modulo 2**64."""

_INVERSE = pow(_BASE, -1, 1 << 64)
_WORD_BASE = 0xD1B54A32D192ED03
"""Multiplier between the words of a shingle."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order.

    Attributes:
        hashes: one number a word; equal words (but for case and accents) have equal numbers.
        starts, ends: where they stand.
    """

    hashes: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.hashes)


def split_words(text: str) -> Words:
    """The words of a text: runs of letters and digits, compared without case and accents.

    Limits: languages written without blanks come out as one word a clause.

    Example:
        >>> words = split_words("Café, café!")
        >>> words.starts.tolist(), bool(words.hashes[0] == words.hashes[1])
        ([0, 6], True)
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _folds()[np.minimum(codes, _PLANE - 1)]
    inside = np.concatenate(([False], folded != 0, [False]))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[0::2].astype(np.int64), edges[1::2].astype(np.int64)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(folded * _powers(_BASE, len(codes)), dtype=np.uint64)))
    hashes = (sums[ends] - sums[starts]) * _powers(_INVERSE, len(codes) + 1)[starts]
    return Words(_mixed(hashes).view(np.int64), starts, ends)


def shingles(hashes: Ints, size: int) -> Ints:
    """One number for each run of `size` words, in order; empty for a text of fewer words."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.zeros(0, np.int64)
    unsigned = hashes.view(np.uint64)
    total = np.zeros(count, np.uint64)
    for at in range(size):
        total = total * np.uint64(_WORD_BASE) + unsigned[at : at + count]
    return _mixed(total).view(np.int64)


def telling(hashes: Ints) -> Flags:
    """Which words tell something: all but function words, as they are in families, and single letters."""
    untold = _untold()
    return untold[np.minimum(np.searchsorted(untold, hashes), len(untold) - 1)] != hashes


@cache
def _untold() -> Ints:
    """The hashes of words that tell nothing, in order; what an apostrophe cuts off a word is a word here."""
    lists = lexicon()
    words = (*lists.function, *lists.negations, *lists.pronouns, *lists.contractions, *ascii_lowercase, *digits)
    return np.unique(split_words(" ".join(words)).hashes)


def _mixed(values: Unsigned) -> Unsigned:
    """The values with all bits spread, so that nearby sums give distant numbers."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _powers(base: int, count: int) -> Unsigned:
    """1, base, base², … modulo 2**64."""
    factors = np.full(count, base, np.uint64)
    factors[:1] = 1
    return np.multiply.accumulate(factors)


@cache
def _folds() -> Unsigned:
    """For each code point of the first plane the letter or digit it counts as; 0 for what separates words."""
    table = np.zeros(_PLANE, np.uint64)
    for code in range(_PLANE - 1):
        char = chr(code)
        if char.isalnum():
            table[code] = ord(unicodedata.normalize("NFKD", char.lower())[0])
    return table
