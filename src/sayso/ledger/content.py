"""The core: content kept by hash, and what is the current output of each stage for each input."""

import hashlib
from typing import NamedTuple

import msgspec

from sayso.ledger.driver import Connection
from sayso.ledger.packing import pack, unpack
from sayso.records import IntegrityError, Original, Stage, StageRecord, Step, Value, canonical, sha256

LEAF = 32
"""Bytes of one hash in `output.leaves`."""

WITHDRAWN = "withdrawn"
"""The key of a step whose output is empty because an earlier stage changed and this one was not done again."""

_DECODER = msgspec.json.Decoder(tuple[StageRecord, ...])


class Output(Value, frozen=True, kw_only=True):
    """What is left of a step when only its identity is needed.

    Attributes:
        key: key of the step, see `sayso.records.step_key`.
        sha256: hash of its output.
    """

    key: str
    sha256: str


class StoredOutput(NamedTuple):
    """A step's output ready to be stored: its hash, its bytes, and the hashes of its records one after the other."""

    sha256: str
    body: bytes
    leaves: bytes


def make_output(records: tuple[StageRecord, ...]) -> StoredOutput:
    """The stored form of records; its bytes and hash are those of `Step.output`."""
    parts = [canonical(record) for record in records]
    body = b"[" + b",".join(parts) + b"]"
    return StoredOutput(sha256(body), body, b"".join(hashlib.sha256(part).digest() for part in parts))


def parse_output(body: bytes) -> tuple[StageRecord, ...]:
    """The records of a stored output."""
    return _DECODER.decode(body)


def add_content(connection: Connection, table: str, key: str, data: bytes, *more: bytes) -> None:
    """Store content under its hash, once."""
    known, add = _CONTENT[table]
    if connection.execute(known, (key,)).fetchone() is None:
        connection.execute(add, (key, len(data), pack(data), *more))


_CONTENT = {
    "original": (
        "SELECT 1 FROM original WHERE sha256 = ?",
        "INSERT INTO original (sha256, size, body) VALUES (?, ?, ?)",
    ),
    "layer": ("SELECT 1 FROM layer WHERE sha256 = ?", "INSERT INTO layer (sha256, size, body) VALUES (?, ?, ?)"),
    "output": (
        "SELECT 1 FROM output WHERE sha256 = ?",
        "INSERT INTO output (sha256, size, body, leaves) VALUES (?, ?, ?, ?)",
    ),
}

_READ = {
    "original": "SELECT body, size FROM original WHERE sha256 = ?",
    "layer": "SELECT body, size FROM layer WHERE sha256 = ?",
    "output": "SELECT body, size FROM output WHERE sha256 = ?",
}


def read_content(connection: Connection, table: str, key: str) -> bytes:
    """The content stored under a hash, checked against it.

    Raises:
        IntegrityError: `missing_content` or `damaged_content`.
    """
    row = connection.execute(_READ[table], (key,)).fetchone()
    if row is None:
        raise IntegrityError("missing_content", f"The {table} {key} is missing.", "Restore the ledger from a copy.")
    data = unpack(row[0], row[1])
    if data is None or sha256(data) != key:
        raise IntegrityError("damaged_content", f"The {table} {key} is damaged.", "Restore the ledger from a copy.")
    return data


def current_outputs(connection: Connection, arrival: int) -> dict[Stage, Output]:
    """The current step of each stage of one arrival, withdrawn ones included."""
    rows = connection.execute("SELECT stage, key, output FROM current_step WHERE arrival = ?", (arrival,))
    return {msgspec.convert(stage, Stage): Output(key=key, sha256=output) for stage, key, output in rows}


def add_step_content(connection: Connection, step: Step) -> str:
    """Store the output and the layers of a step; the hash of the output."""
    output = make_output(step.records)
    add_output(connection, output)
    for layer in step.layers:
        data = layer.encode()
        add_content(connection, "layer", sha256(data), data)
    return output.sha256


def add_output(connection: Connection, output: StoredOutput) -> None:
    """Store an output under its hash, once."""
    add_content(connection, "output", output.sha256, output.body, output.leaves)


def add_original(connection: Connection, original: Original) -> None:
    """Store the bytes of an original."""
    add_content(connection, "original", original.sha256, original.data)
