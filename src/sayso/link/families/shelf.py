"""Utterances put aside on disk while all are read, so that memory does not grow with their words."""

import tempfile
from array import array
from functools import lru_cache
from hashlib import blake2b
from types import TracebackType
from typing import Self

import msgspec

from sayso.link.families.features import Prepared, prepare
from sayso.link.families.utterances import Utterance

KEPT_READY = 20_000
"""Utterances kept taken apart in memory."""
FINGERPRINT = 12
"""Bytes of a fingerprint."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Utterance)


class Shelf:
    """Numbered utterances. In memory stay their places, fingerprints and ids; a temporary file holds the rest."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="sayso-families-")  # noqa: SIM115 (closed by __exit__)
        self._places = array("Q", [0])
        self._is_at_end = True
        self._fingerprints = bytearray()
        self._ids = bytearray()
        self.prepared = lru_cache(maxsize=KEPT_READY)(self._prepared)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places) - 1

    def add(self, utterance: Utterance) -> int:
        """Put one aside; returns its number."""
        body = _ENCODER.encode(utterance)
        if not self._is_at_end:
            self._file.seek(self._places[-1])
            self._is_at_end = True
        self._file.write(body)
        self._places.append(self._places[-1] + len(body))
        self._fingerprints += blake2b(body, digest_size=FINGERPRINT).digest()
        self._ids += utterance.id.encode().ljust(32, b"\0")[:32]
        return len(self) - 1

    def id(self, number: int) -> str:
        """The statement's id."""
        return self._ids[32 * number : 32 * number + 32].rstrip(b"\0").decode()

    def fingerprint(self, number: int) -> bytes:
        """A hash of all that a comparison reads of the utterance."""
        return bytes(self._fingerprints[FINGERPRINT * number : FINGERPRINT * (number + 1)])

    def utterance(self, number: int) -> Utterance:
        """The utterance itself."""
        self._is_at_end = False
        self._file.seek(self._places[number])
        return _DECODER.decode(self._file.read(self._places[number + 1] - self._places[number]))

    def _prepared(self, number: int) -> Prepared:
        return prepare(self.utterance(number))
