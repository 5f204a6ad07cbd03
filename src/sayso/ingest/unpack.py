"""Decompression that a hostile page cannot use to fill memory."""

import zlib

from sayso.ingest.limits import DEFAULT_LIMITS, Limits

_STEP = 1024 * 1024
_GZIP_OR_ZLIB_WINDOW = 31


def gunzip(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes | str:
    """The decompressed bytes, or the reason (text) why they cannot be had.

    Method: block by block, all members of the file; stops at `max_bytes` or at `max_ratio` times the input. Zero bytes
    after the last member are padding.
    """
    most = min(limits.max_bytes, max(limits.ratio_free_bytes, limits.max_ratio * len(data)))
    out = bytearray()
    while data.strip(b"\0"):
        rest = _unpack_member(data, out, most)
        if isinstance(rest, str):
            return rest
        data = rest
    return bytes(out)


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
