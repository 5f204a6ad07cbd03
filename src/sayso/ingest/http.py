"""Bodies of HTTP answers: transfer and content encodings undone, within limits."""

import zlib
from collections.abc import Callable
from typing import Any, cast

from sayso.ingest.limits import DEFAULT_LIMITS, Limits
from sayso.ingest.unpack import gunzip, most_bytes


def decoded_body(data: bytes, encodings: tuple[str, ...], limits: Limits = DEFAULT_LIMITS) -> bytes | str:
    """The body with these encodings undone, or the reason (text) why it cannot be had.

    Programs that make archives often undo an encoding and leave its name in the headers: what does not look encoded is
    taken as it is.

    Args:
        data: the body as it was sent, or as it was archived.
        encodings: their names in the order in which they have to be undone.
        limits: caps on what comes out.
    """
    for name in encodings:
        undo = _UNDO.get(name)
        if undo is None:
            return f"the encoding {name[:40]!r} is not known"
        result = undo(data, limits)
        if isinstance(result, str):
            return result
        data = result
    return data


def _gzip(data: bytes, limits: Limits) -> bytes | str:
    return gunzip(data, limits) if data.startswith(b"\x1f\x8b") else data


def _deflate(data: bytes, limits: Limits) -> bytes | str:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacked = zlib.decompressobj(window)
        most = most_bytes(len(data), limits)
        try:
            out = unpacked.decompress(data, most + 1)
        except zlib.error:
            continue
        return out if len(out) <= most else f"it expands beyond {most} bytes"
    return data


def _brotli(data: bytes, limits: Limits) -> bytes | str:
    import brotli  # pyright: ignore[reportMissingTypeStubs]

    library: Any = cast(Any, brotli)
    most = most_bytes(len(data), limits)
    try:
        out: bytes = library.Decompressor().process(data, output_buffer_limit=most + 1)
    except library.error:
        return data
    return out if len(out) <= most else f"it expands beyond {most} bytes"


def _chunked(data: bytes, limits: Limits) -> bytes | str:
    """The pieces joined; the data as it is where it does not begin with the length of a piece."""
    out = bytearray()
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 64)
        size = _hexadecimal(data[at:end].partition(b";")[0].strip()) if end >= 0 else None
        if size is None:
            return bytes(out) if out else data
        if size == 0:
            break
        out += data[end + 2 : end + 2 + size]
        at = end + 4 + size
    return bytes(out)


def _hexadecimal(digits: bytes) -> int | None:
    try:
        return int(digits, 16) if digits.isalnum() and len(digits) <= 8 else None
    except ValueError:
        return None


_UNDO: dict[str, Callable[[bytes, Limits], bytes | str]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "chunked": _chunked,
}
"""How each encoding is undone."""
