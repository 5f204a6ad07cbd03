"""The base of all records, their canonical JSON and their hashes.

Canonical JSON is what msgspec writes with sorted keys: UTF-8, no white space, default values included. Hashes of it
are the ids of everything that has no natural id, so it never depends on field order, platform or reading order.
"""

import hashlib

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="record"):
    """The base of everything the ledger keeps: immutable, keyword-only, tagged with its kind in JSON."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what only ever stands inside a record: immutable, keyword-only, without a tag."""


def canonical(value: object) -> bytes:
    """The canonical JSON of a record, value, tuple or plain data."""
    return _ENCODER.encode(value)


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def content_hash(*parts: object) -> str:
    """The SHA-256 over the canonical JSON of `parts`; parts are framed, so ("ab", "c") differs from ("a", "bc")."""
    return sha256(canonical(parts))


def short_id(*parts: object) -> str:
    """An id: the first 32 hex digits (128 bits) of `content_hash`."""
    return content_hash(*parts)[:32]
