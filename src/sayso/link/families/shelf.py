"""Utterances put aside on disk while all are read, so that memory does not grow with their words."""

from functools import lru_cache
from hashlib import blake2b
from types import TracebackType
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.link.aside import Aside
from sayso.link.families.features import Prepared, prepare
from sayso.link.families.utterances import Utterance

KEPT_READY = 20_000
"""Utterances kept taken apart in memory."""
FINGERPRINT = 12
"""Bytes of a fingerprint."""
ID = 32
"""Bytes of an id."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Utterance)


class Shelf:
    """Numbered utterances; in memory stay their places, fingerprints and ids. A context manager."""

    def __init__(self) -> None:
        self._aside = Aside()
        self._fingerprints = bytearray()
        self._ids = bytearray()
        self.prepared = lru_cache(maxsize=KEPT_READY)(self._prepared)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._aside.close()

    def __len__(self) -> int:
        return len(self._aside)

    def add(self, utterance: Utterance) -> int:
        """Put one aside; returns its number."""
        body = _ENCODER.encode(utterance)
        self._fingerprints += blake2b(body, digest_size=FINGERPRINT).digest()
        self._ids += utterance.id.encode().ljust(ID, b"\0")[:ID]
        return self._aside.add(body)

    def id(self, number: int) -> str:
        """The statement's id."""
        return self._ids[ID * number : ID * (number + 1)].rstrip(b"\0").decode()

    def ranks(self) -> NDArray[np.int64]:
        """By number, the place of each statement when they are ordered by id."""
        order = np.argsort(np.frombuffer(bytes(self._ids), f"S{ID}"), kind="stable")
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    def fingerprint(self, number: int) -> bytes:
        """A hash of all that a comparison reads of the utterance."""
        return bytes(self._fingerprints[FINGERPRINT * number : FINGERPRINT * (number + 1)])

    def utterance(self, number: int) -> Utterance:
        """The utterance itself."""
        return _DECODER.decode(self._aside.get(number))

    def _prepared(self, number: int) -> Prepared:
        return prepare(self.utterance(number))
