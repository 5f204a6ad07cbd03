"""The digest: one hash for all current records, whatever their order."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

from sayso.ledger.content import LEAF
from sayso.ledger.derived import derived_diagnostics
from sayso.ledger.driver import Connection
from sayso.records import IntegrityError, canonical

_BUCKETS = 64
"""Leaves are sorted by their first six bits into files, so that only one part is in memory at a time."""

_IN_MEMORY = 32_000_000
"""Bytes of leaves held before they go to files: a million hashes."""


def digest_of(leaves: Iterable[bytes]) -> str:
    """The digest of records given by the SHA-256 of their canonical JSON.

    It is what `sort -u | sha256sum` says of these hashes, written as lines of hex digits.

    Args:
        leaves: pieces of one or more hashes of 32 bytes, in any order, repeated or not.
    """
    total = hashlib.sha256()
    with ExitStack() as files:
        for part in _sorted_parts(leaves, files):
            total.update(b"".join(leaf.hex().encode() + b"\n" for leaf in part))
    return total.hexdigest()


def current_leaves(connection: Connection) -> Iterator[bytes]:
    """The hashes of all current records, as the ledger noted them when it stored them."""
    yield from core_leaves(connection)
    for (leaf,) in connection.execute("SELECT sha256 FROM linked"):
        yield leaf


def core_leaves(connection: Connection) -> Iterator[bytes]:
    """The hashes of the current outputs of all stages and of what belongs to them."""
    for (leaves,) in connection.execute("SELECT o.leaves FROM current_step s JOIN output o ON o.sha256 = s.output"):
        if not isinstance(leaves, bytes):
            raise IntegrityError("damaged_ledger", "A step has no hashes of its records.", "Run `sayso verify`.")
        yield leaves
    yield from other_leaves(connection)


def other_leaves(connection: Connection) -> Iterator[bytes]:
    """The hashes of what no stage returns: derived diagnostics, and decisions that no other decision supersedes."""
    for diagnostic in derived_diagnostics(connection):
        yield hashlib.sha256(canonical(diagnostic)).digest()
    decisions = connection.execute(
        """SELECT body FROM decision WHERE id NOT IN
        (SELECT body ->> 'supersedes' FROM decision WHERE body ->> 'supersedes' IS NOT NULL)"""
    )
    for (body,) in decisions:
        yield hashlib.sha256(body.encode()).digest()


def _sorted_parts(leaves: Iterable[bytes], files: ExitStack) -> Iterator[list[bytes]]:
    """The distinct hashes in ascending order, part by part."""
    held: list[bytearray] = [bytearray() for _ in range(_BUCKETS)]
    spilled: list[IO[bytes]] = []
    size = 0
    for piece in leaves:
        for start in range(0, len(piece), LEAF):
            held[piece[start] * _BUCKETS // 256] += piece[start : start + LEAF]
        size += len(piece)
        if size >= _IN_MEMORY:
            spilled = spilled or [files.enter_context(_file()) for _ in range(_BUCKETS)]
            size = _spill(held, spilled)
    for bucket, part in enumerate(held):
        data = _unspilled(spilled[bucket]) + part if spilled else bytes(part)
        yield sorted({data[start : start + LEAF] for start in range(0, len(data), LEAF)})


def _file() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _spill(held: list[bytearray], spilled: list[IO[bytes]]) -> int:
    for part, file in zip(held, spilled, strict=True):
        file.write(part)
        part.clear()
    return 0


def _unspilled(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
