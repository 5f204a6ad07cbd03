"""What the search needs of a document as bytes: made once and kept, and fetched again when a pair asks for it."""

import zlib

import msgspec
import numpy as np
from numpy.typing import DTypeLike, NDArray

from sayso.link.reuse.prepare import About, Places
from sayso.link.reuse.words import Ints

_LEVEL = 1
"""Of zlib: hashes do not shrink at any level, places do at the first."""

_BROKEN, _QUOTED = 1, 2
"""Bits of a word's flags."""


class _Packed(msgspec.Struct, array_like=True, frozen=True):
    """The facts, how many words there are, and their columns, compressed."""

    about: About
    words: int
    columns: bytes


def pack(places: Places, about: About) -> bytes:
    """The words and facts of a document as bytes; equal for equal documents on every machine.

    Places are kept as differences from the word before, in which form they shrink to almost nothing.
    """
    columns = (
        places.hashes.astype("<i8"),
        np.diff(places.starts, prepend=0).astype("<i4"),
        (places.ends - places.starts).astype("<i4"),
        np.diff(places.raw_starts - places.starts, prepend=0).astype("<i4"),
        (places.raw_ends - places.raw_starts).astype("<i4"),
        (places.broken * _BROKEN + places.quoted * _QUOTED).astype("u1"),
    )
    data = b"".join(column.tobytes() for column in columns)
    return msgspec.msgpack.encode(_Packed(about, len(places), zlib.compress(data, _LEVEL)))


def unpack(data: bytes) -> tuple[Places, About]:
    """The words and facts that `pack` made bytes of."""
    packed = msgspec.msgpack.decode(data, type=_Packed)
    reader = _Reader(zlib.decompress(packed.columns), packed.words)
    hashes = reader.column("<i8")
    starts = np.cumsum(reader.column("<i4"))
    ends = starts + reader.column("<i4")
    raw_starts = starts + np.cumsum(reader.column("<i4"))
    raw_ends = raw_starts + reader.column("<i4")
    flags = reader.column("u1")
    places = Places(
        hashes=hashes,
        starts=starts,
        ends=ends,
        raw_starts=raw_starts,
        raw_ends=raw_ends,
        broken=(flags & _BROKEN).astype(np.bool_),
        quoted=(flags & _QUOTED).astype(np.bool_),
    )
    return places, packed.about


class _Reader:
    """Reads columns of equal length, one after the other."""

    def __init__(self, data: bytes, count: int) -> None:
        self._data, self._count, self._at = data, count, 0

    def column(self, kind: DTypeLike) -> Ints:
        """The next column as whole numbers."""
        column: NDArray[np.generic] = np.frombuffer(self._data, kind, self._count, self._at)
        self._at += column.nbytes
        return column.astype(np.int64)
