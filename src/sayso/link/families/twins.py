"""Statements with equal words, speaker and days: one of them is compared for all."""

from collections.abc import Sequence

import msgspec
import numpy as np

from sayso.link.families.features import Prepared
from sayso.records import content_hash

TWIN_WEIGHT = 2.0
"""The least weight of telling words for equal words of one speaker, reported on one day, to be one utterance unseen."""
KEY = 24
"""Hexadecimal digits of a key."""


class Twins:
    """Keys of numbered statements; those with one key are twins."""

    def __init__(self) -> None:
        self._keys = bytearray()

    def add(self, p: Prepared, is_ruled: bool) -> None:
        """Add the next statement; one that somebody decided about is nobody's twin."""
        u = p.utterance
        if p.total < TWIN_WEIGHT or not u.speaker or is_ruled:
            self._keys += b"\0" * KEY
            return
        key = msgspec.msgpack.encode((p.words.stems, u.speaker, u.entity, u.published, u.said, u.cue))
        self._keys += content_hash(key.hex())[:KEY].encode()

    def found(self, documents: Sequence[int]) -> dict[int, list[int]]:
        """The numbers of twins by that of the first of them, which stands for all; those of its own document apart.

        Args:
            documents: by number, the document it stands in.
        """
        keys = np.frombuffer(bytes(self._keys), f"S{KEY}")
        keyed = np.flatnonzero(keys != b"")
        ordered = keyed[np.argsort(keys[keyed], kind="stable")]
        again = np.flatnonzero(keys[ordered[1:]] == keys[ordered[:-1]]) + 1
        is_first = np.ones(len(ordered), np.bool_)
        is_first[again] = False
        first = ordered[np.maximum.accumulate(np.where(is_first, np.arange(len(ordered)), 0))]
        twins: dict[int, list[int]] = {}
        for one, other in zip(first[again].tolist(), ordered[again].tolist(), strict=True):
            if documents[one] != documents[other]:
                twins.setdefault(one, []).append(other)
        return twins
