"""Decompression that a hostile page cannot use to fill memory."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from sayso.ingest.limits import DEFAULT_LIMITS, Limits

_STEP = 1024 * 1024
_GZIP_OR_ZLIB_WINDOW = 31


def gunzip(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes | str:
    """The decompressed bytes, or the reason (text) why they cannot be had.

    Method: block by block, all members of the file; stops at `max_bytes` or at `max_ratio` times the input. Zero bytes
    after the last member are padding.
    """
    most = most_bytes(len(data), limits)
    out = bytearray()
    while data.strip(b"\0"):
        rest = _unpack_member(data, out, most)
        if isinstance(rest, str):
            return rest
        data = rest
    return bytes(out)


def most_bytes(packed: int, limits: Limits) -> int:
    """How many bytes may come out of so many compressed ones."""
    return min(limits.max_bytes, max(limits.ratio_free_bytes, limits.max_ratio * packed))


def _unpack_member(data: bytes, out: bytearray, most: int) -> bytes | str:
    """Append the first member of `data` to `out`; what follows it, or the reason (text) why it cannot be had."""
    member = zlib.decompressobj(_GZIP_OR_ZLIB_WINDOW)
    while not member.eof:
        try:
            piece = member.decompress(data, _STEP)
        except zlib.error as error:
            return f"broken: {error}"
        out += piece
        if len(out) > most:
            return f"it expands beyond {most} bytes"
        data = member.unconsumed_tail
        if not piece and not data and not member.eof:
            return f"cut off after {len(out)} bytes"
    return member.unused_data


class ExpandsTooMuch(OSError):  # noqa: N818 - it names what was found
    """A compressed stream gave more than its limits allow."""


class _Unpacker(Protocol):
    """What decompressors of the standard library share."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class _Zlib:
    """The decompressor of zlib with the habits of those of bz2 and lzma: it keeps input it could not use."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(_GZIP_OR_ZLIB_WINDOW)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = len(out) < max_length and not self._inner.unconsumed_tail
        return out


_LZMA_MEMORY = 256 * 1024 * 1024
_UNPACKERS: dict[str, Callable[[], _Unpacker]] = {
    "gz": _Zlib,
    "bz2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=_LZMA_MEMORY),
}


class Unpacked(io.RawIOBase):
    """The decompressed bytes of a stream, as a stream that raises `ExpandsTooMuch` at its limit.

    Args:
        packed: the compressed stream; further members follow the first.
        kind: "gz", "bz2" or "xz".
        limits: `max_ratio` and `ratio_free_bytes` hold for the whole stream.
    """

    def __init__(self, packed: BinaryIO, kind: str, limits: Limits) -> None:
        self._packed, self._make, self._limits = packed, _UNPACKERS[kind], limits
        self._unpacker = self._make()
        self._read = self._given = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """How many bytes were put into the buffer; 0 at the end."""
        wanted = min(len(buffer), _STEP)
        data = b""
        while not data:
            rest = self._next_input()
            if rest is None:
                return 0
            try:
                data = self._unpacker.decompress(rest, wanted)
            except (zlib.error, lzma.LZMAError, ValueError, EOFError) as error:
                raise OSError(f"broken: {error}") from error
        self._given += len(data)
        if self._given > max(self._limits.ratio_free_bytes, self._limits.max_ratio * self._read):
            raise ExpandsTooMuch(f"it expands beyond {self._limits.max_ratio} times its size")
        buffer[: len(data)] = data
        return len(data)

    def _next_input(self) -> bytes | None:
        """More compressed bytes where they are needed; None at the end."""
        if self._unpacker.eof:
            left = self._unpacker.unused_data
            left = left or self._more()
            if not left.strip(b"\0"):
                return None
            self._unpacker = self._make()
            return left
        if not self._unpacker.needs_input:
            return b""
        more = self._more()
        if not more and self._read:
            raise OSError("cut off")
        return more or None

    def _more(self) -> bytes:
        data = self._packed.read(65536)
        self._read += len(data)
        return data
