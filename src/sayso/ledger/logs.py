"""The append-only logs: each row carries the hash of itself and of the row before it.

The hash of row n is the SHA-256 over the canonical JSON of [name of the log, hash of row n-1 in hex, seq, all columns
in the order of `LOGS`]; the row before the first has the hash of nothing, 64 zeros. The table `head` says how many
rows each log has and what the last hash is, so that a missing tail is seen too.
"""

import hashlib

from sayso.ledger.driver import Connection
from sayso.records import canonical

LOGS: dict[str, tuple[str, ...]] = {
    "run": ("started", "arguments", "versions"),
    "run_end": ("run", "ended", "counts"),
    "arrival": ("input_id", "key", "media", "original", "facts", "place", "run"),
    "step": ("arrival", "stage", "key", "output", "run"),
    "decision": ("id", "body"),
    "event": ("kind", "body"),
}
"""The logs and the columns their hashes cover."""

START = bytes(32)
"""The hash before the first row."""

Cell = str | int | float | bytes | None


def chain_hash(log: str, before: bytes, seq: int, values: tuple[Cell, ...]) -> bytes:
    """The hash of the row `seq` of a log, given the hash of the row before it."""
    return hashlib.sha256(canonical((log, before.hex(), seq, *values))).digest()


class LogWriter:
    """Appends rows to one log within one transaction; `close` writes the new head."""

    def __init__(self, connection: Connection, log: str) -> None:
        self._connection, self._log = connection, log
        row = connection.execute("SELECT rows, hash FROM head WHERE log = ?", (log,)).fetchone()
        self._rows, self._hash = (int(row[0]), bytes(row[1])) if row else (0, START)
        self._pending: list[tuple[Cell, ...]] = []

    def append(self, *values: Cell) -> int:
        """The sequence number of the new row with these values, in the order of `LOGS`."""
        self._rows += 1
        self._hash = chain_hash(self._log, self._hash, self._rows, values)
        self._pending.append((self._rows, *values, self._hash))
        return self._rows

    def close(self) -> None:
        """Write all appended rows and the head."""
        if not self._pending:
            return
        columns = ("seq", *LOGS[self._log], "hash")
        marks = ", ".join("?" * len(columns))
        insert = f"INSERT INTO {self._log} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  names of LOGS only
        self._connection.executemany(insert, self._pending)
        self._connection.execute(
            "INSERT INTO head (log, rows, hash) VALUES (?, ?, ?) "
            "ON CONFLICT (log) DO UPDATE SET rows = excluded.rows, hash = excluded.hash",
            (self._log, self._rows, self._hash),
        )
        self._pending.clear()


def append(connection: Connection, log: str, *values: Cell) -> int:
    """Append one row to a log; its sequence number."""
    writer = LogWriter(connection, log)
    seq = writer.append(*values)
    writer.close()
    return seq
