"""Linked records: what joins documents, as last made of all that is current. Only what changed is written.

They are made of the core and of decisions, so they are replaced rather than added to; the log `event` notes of every
change what they were made from, how many there are and the hash over all of them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

import msgspec

from sayso.ledger.digest import digest_of
from sayso.ledger.driver import Connection
from sayso.ledger.logs import append
from sayso.ledger.packing import pack, unpack
from sayso.ledger.rows import Finding
from sayso.records import LINKED_TYPES, UNREADABLE, IntegrityError, Linked, LinkedKind, canonical

EVENT = "linked"
"""The kind of the events that note a change of linked records."""


_LOOSE = """SELECT DISTINCT kind || ' ' || id FROM linked_member m
WHERE NOT EXISTS (SELECT 1 FROM linked l WHERE l.kind = m.kind AND l.id = m.id)"""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What the log notes of one making.

    Attributes:
        kind: of the records.
        key: hash of all they were made from.
        count: how many there are.
        sha256: the digest over them.
    """

    kind: LinkedKind
    key: str
    count: int
    sha256: str


def replace(connection: Connection, kind: LinkedKind, key: str, records: Iterable[Linked]) -> None:
    """Put these records in the place of all earlier ones of their kind; the caller holds the transaction.

    Raises:
        IntegrityError: `linked_twice` when two records have one id.
    """
    connection.execute("CREATE TEMP TABLE linked_now (id TEXT PRIMARY KEY) WITHOUT ROWID")
    for record in records:
        if not connection.execute("INSERT OR IGNORE INTO linked_now VALUES (?)", (record.id,)).rowcount:
            raise IntegrityError(
                "linked_twice", f"Two records of kind {kind} have the id {record.id}.", "Please report this."
            )
        _put(connection, kind, record)
    gone = "SELECT id FROM linked WHERE kind = ? AND id NOT IN (SELECT id FROM linked_now) ORDER BY id"
    for (record_id,) in connection.execute(gone, (kind,)).fetchall():
        _remove(connection, kind, record_id)
    (count,) = connection.execute("SELECT count(*) FROM linked_now").fetchone()
    connection.execute("DROP TABLE linked_now")
    leaves = (leaf for (leaf,) in connection.execute("SELECT sha256 FROM linked WHERE kind = ?", (kind,)))
    made = Made(kind=kind, key=key, count=count, sha256=digest_of(leaves))
    append(connection, "event", EVENT, canonical(made).decode())


def _put(connection: Connection, kind: LinkedKind, record: Linked) -> None:
    """Write a record unless it is there as it is."""
    body = canonical(record)
    leaf = hashlib.sha256(body).digest()
    before = connection.execute("SELECT sha256 FROM linked WHERE kind = ? AND id = ?", (kind, record.id)).fetchone()
    if before == (leaf,):
        return
    if before:
        _remove(connection, kind, record.id)
    _add(connection, kind, record, leaf, body)


def last_made(connection: Connection, kind: LinkedKind) -> Made | None:
    """What the log notes of the last making of this kind; None where there was none."""
    row = connection.execute(
        "SELECT body FROM event WHERE kind = ? AND body ->> 'kind' = ? ORDER BY seq DESC LIMIT 1", (EVENT, kind)
    ).fetchone()
    return msgspec.json.decode(row[0], type=Made) if row else None


def read(connection: Connection, kind: LinkedKind) -> Iterator[Linked]:
    """All records of a kind, by id."""
    rows = connection.execute("SELECT size, body FROM linked WHERE kind = ? ORDER BY id", (kind,))
    return (_decode(kind, size, body) for size, body in rows)


def read_of(connection: Connection, kind: LinkedKind, member: str) -> tuple[Linked, ...]:
    """The records of a kind that have this id, or this member, by id."""
    rows = connection.execute(
        """SELECT size, body FROM linked WHERE kind = :kind AND id IN (
            SELECT id FROM linked_member WHERE kind = :kind AND member = :member UNION SELECT :member) ORDER BY id""",
        {"kind": kind, "member": member},
    )
    return tuple(_decode(kind, size, body) for size, body in rows)


def check(connection: Connection) -> Iterator[Finding]:
    """Linked records that are not as they were written, and kinds of which some are missing or foreign."""
    for kind, record_id, leaf, size, body in connection.execute("SELECT kind, id, sha256, size, body FROM linked"):
        problem = _problem(connection, kind, record_id, leaf, unpack(body, size))
        if problem:
            yield _finding(f"{kind} {record_id}", problem)
    yield from _check_sets(connection)
    for (row,) in connection.execute(_LOOSE).fetchall():
        yield _finding(row, "has members and no record")


def _check_sets(connection: Connection) -> Iterator[Finding]:
    kinds = [row[0] for row in connection.execute("SELECT DISTINCT kind FROM linked").fetchall()]
    for kind in sorted({*kinds, *LinkedKind}):
        rows = connection.execute("SELECT sha256 FROM linked WHERE kind = ?", (kind,)).fetchall()
        made = last_made(connection, LinkedKind(kind)) if kind in set(LinkedKind) else None
        count, digest = (made.count, made.sha256) if made else (0, digest_of(()))
        if (count, digest) != (len(rows), digest_of(row[0] for row in rows)):
            yield _finding(kind, "these are not the records that the log notes")


def _problem(connection: Connection, kind: str, record_id: str, leaf: bytes, data: bytes | None) -> str | None:
    if data is None or hashlib.sha256(data).digest() != leaf:
        return "its bytes have another hash"
    try:
        record = msgspec.json.decode(data, type=LINKED_TYPES[LinkedKind(kind)])
    except (*UNREADABLE, ValueError, KeyError) as error:
        return f"this is no record of its kind: {error}"
    rows = connection.execute("SELECT member FROM linked_member WHERE kind = ? AND id = ?", (kind, record_id))
    if record.id != record_id or {row[0] for row in rows} != set(record.members):
        return "its id or its members are not those of its record"
    return None


def _finding(row: str, problem: str) -> Finding:
    return Finding(table="linked", row=row, field="", problem=problem, rebuildable=True)


def _decode(kind: LinkedKind, size: int, body: bytes) -> Linked:
    data = unpack(body, size)
    if data is None:
        raise IntegrityError("damaged_content", f"A record of kind {kind} is damaged.", "Run `sayso verify`.")
    return msgspec.json.decode(data, type=LINKED_TYPES[kind])


def _add(connection: Connection, kind: LinkedKind, record: Linked, leaf: bytes, body: bytes) -> None:
    values = (kind, record.id, leaf, len(body), pack(body))
    connection.execute("INSERT INTO linked (kind, id, sha256, size, body) VALUES (?, ?, ?, ?, ?)", values)
    members = [(kind, member, record.id) for member in sorted(set(record.members))]
    connection.executemany("INSERT INTO linked_member (kind, member, id) VALUES (?, ?, ?)", members)


def _remove(connection: Connection, kind: LinkedKind, record_id: str) -> None:
    connection.execute("DELETE FROM linked WHERE kind = ? AND id = ?", (kind, record_id))
    connection.execute("DELETE FROM linked_member WHERE kind = ? AND id = ?", (kind, record_id))


def cached(connection: Connection, space: str, keys: Iterable[str]) -> dict[str, bytes]:
    """What is cached under these keys; keys without anything are left out."""
    rows = connection.execute(
        # a cross join is done in this order: else SQLite walks through the whole space for every question
        "SELECT c.key, c.body FROM json_each(?) j CROSS JOIN cache c ON c.space = ? AND c.key = j.value",
        (json.dumps(list(keys)), space),
    )
    return dict(rows.fetchall())


def add_cached(connection: Connection, space: str, items: Iterable[tuple[str, bytes]]) -> None:
    """Cache bytes under keys; the caller holds the transaction."""
    connection.executemany(
        "INSERT OR REPLACE INTO cache (space, key, body) VALUES (?, ?, ?)", ((space, key, body) for key, body in items)
    )
