"""Checks of the core: stored bytes against their hashes, logs against their chains, references against their rows."""

import hashlib
from collections.abc import Iterator

import msgspec

from sayso.ledger.content import make_output, parse_output
from sayso.ledger.driver import Connection, connect
from sayso.ledger.erasing import gone
from sayso.ledger.logs import LOGS, START, chain_hash
from sayso.ledger.packing import unpack
from sayso.ledger.rows import Finding
from sayso.ledger.schema import MIGRATIONS, PROJECTION_SCHEMA
from sayso.records import UNREADABLE, Decision, Document, Facts, sha256, short_id

_LAYERS_BESIDE = """SELECT sha256 FROM layer
EXCEPT SELECT raw_sha256 FROM document EXCEPT SELECT clean_sha256 FROM document"""


def check_pages(connection: Connection) -> Iterator[Finding]:
    """What SQLite finds wrong with its pages, indexes, column types and the structure of search indexes."""
    for (words,) in connection.execute("PRAGMA integrity_check(100)"):
        if words != "ok":
            yield Finding(table="", row="", field="", problem=f"integrity check: {words}")


def check_schema(connection: Connection) -> Iterator[Finding]:
    """Tables, indexes and triggers that are not those of the migrations, and migrations that are not recorded."""
    read = "SELECT name, type || ' ' || sql FROM sqlite_master WHERE sql IS NOT NULL"
    found = dict(connection.execute(read).fetchall())
    wanted = _wanted_schema(read)
    projected = {name for name, sql in wanted.items() if sql.split(" ", 1)[1] in PROJECTION_SCHEMA}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            problem = "is missing" if name not in found else "is not as it was made" if name in wanted else "is foreign"
            yield Finding(table=name, row="", field="schema", problem=problem, rebuildable=name in projected)
    recorded = connection.execute("SELECT version, name, sha256 FROM migration ORDER BY version").fetchall()
    for migration, row in zip(MIGRATIONS, [*recorded, *[None] * len(MIGRATIONS)], strict=False):
        hashed = sha256("\n".join(migration.statements).encode())
        if row != (migration.version, migration.name, hashed):
            yield Finding(
                table="migration", row=str(migration.version), field="", problem="is not the migration of this version"
            )


def _wanted_schema(read: str) -> dict[str, str]:
    empty = connect(":memory:")
    for migration in MIGRATIONS:
        for statement in migration.statements:
            empty.execute(statement)
    wanted = dict(empty.execute(read).fetchall())
    empty.close()
    return wanted


def check_originals(connection: Connection) -> Iterator[Finding]:
    """Originals that are not the bytes their hash is of, or that nothing refers to."""
    for key, size, body in connection.execute("SELECT sha256, size, body FROM original"):
        yield from _content_problem("original", key, size, body)
    yield from _unused(connection, "original", "SELECT sha256 FROM original EXCEPT SELECT original FROM arrival")


def check_layers(connection: Connection) -> Iterator[Finding]:
    """Layers that are not the text their hash is of."""
    for key, size, body in connection.execute("SELECT sha256, size, body FROM layer"):
        yield from _content_problem("layer", key, size, body)


def check_outputs(connection: Connection) -> Iterator[Finding]:
    """Outputs that are not the records their hash is of, whose noted hashes are wrong, or whose layers are missing."""
    unused_layers = {row[0] for row in connection.execute(_LAYERS_BESIDE)}
    for key, size, body, leaves in connection.execute("SELECT sha256, size, body, leaves FROM output"):
        problems = list(_content_problem("output", key, size, body))
        yield from problems
        data = None if problems else unpack(body, size)
        if data is not None:
            yield from _output_problems(connection, key, data, leaves, unused_layers)
    for key in sorted(unused_layers):
        yield Finding(table="layer", row=key, field="", problem="nothing refers to it")
    yield from _unused(connection, "output", "SELECT sha256 FROM output EXCEPT SELECT output FROM step")


def _output_problems(
    connection: Connection, key: str, data: bytes, leaves: bytes, unused_layers: set[str]
) -> Iterator[Finding]:
    try:
        records = parse_output(data)
    except UNREADABLE as error:
        yield Finding(table="output", row=key, field="body", problem=f"these are no records: {error}")
        return
    if make_output(records).leaves != leaves:
        yield Finding(table="output", row=key, field="leaves", problem="these are not the hashes of its records")
    for document in (r for r in records if isinstance(r, Document)):
        for layer in (document.raw_sha256, document.clean_sha256):
            unused_layers.discard(layer)
            if connection.execute("SELECT 1 FROM layer WHERE sha256 = ?", (layer,)).fetchone() is None:
                yield Finding(table="layer", row=layer, field="", problem=f"is missing; output {key} refers to it")


def _content_problem(table: str, key: str, size: int, body: bytes) -> Iterator[Finding]:
    data = unpack(body, size)
    if data is None:
        yield Finding(table=table, row=key, field="body", problem=f"does not unpack to its {size} bytes")
    elif hashlib.sha256(data).hexdigest() != key:
        yield Finding(table=table, row=key, field="sha256", problem="its bytes have another hash")


def _unused(connection: Connection, table: str, sql: str) -> Iterator[Finding]:
    for (key,) in connection.execute(sql).fetchall():
        yield Finding(table=table, row=str(key), field="", problem="nothing refers to it")


def check_chain(connection: Connection, log: str) -> Iterator[Finding]:
    """Rows of a log that are missing, or that are not what their hash was made of, and a head that does not fit."""
    columns = ", ".join(("seq", *LOGS[log], "hash"))
    before, count, emptied = START, 0, gone(connection).rows
    for seq, *values, stored in connection.execute(f"SELECT {columns} FROM {log} ORDER BY seq"):  # noqa: S608
        count += 1
        if seq != count:
            yield Finding(table=log, row=str(count), field="", problem=f"is missing; the next row is {seq}")
            count = seq
        elif (emptied.get((log, seq)) or chain_hash(log, before, seq, tuple(values))) != stored:
            yield Finding(
                table=log, row=str(seq), field="hash", problem="this row or the one before is not as it was written"
            )
        before = stored
    head = connection.execute("SELECT rows, hash FROM head WHERE log = ?", (log,)).fetchone() or (0, START)
    if tuple(head) != (count, before):
        problem = f"it notes {head[0]} rows and the log has {count}, or their last hash differs"
        yield Finding(table="head", row=log, field="", problem=problem)


def check_heads(connection: Connection) -> Iterator[Finding]:
    """Heads of logs that do not exist."""
    for (log,) in connection.execute("SELECT log FROM head").fetchall():
        if log not in LOGS:
            yield Finding(table="head", row=str(log), field="log", problem="there is no such log")


def check_arrivals(connection: Connection) -> Iterator[Finding]:
    """Arrivals whose id is not that of their input."""
    rows = connection.execute("SELECT seq, input_id, key, media, original, facts FROM arrival")
    emptied = gone(connection).rows
    for seq, input_id, key, media, original, facts in rows:
        if ("arrival", seq) in emptied:
            continue
        try:
            known = msgspec.json.decode(facts, type=Facts)
        except UNREADABLE as error:
            yield Finding(table="arrival", row=str(seq), field="facts", problem=f"these are no facts: {error}")
            continue
        if short_id("input", key, media, original, known) != input_id:
            yield Finding(table="arrival", row=str(seq), field="input_id", problem="is not the id of this input")


def check_decisions(connection: Connection) -> Iterator[Finding]:
    """Decisions that cannot be read, or stand under another id."""
    for seq, decision_id, body in connection.execute("SELECT seq, id, body FROM decision"):
        try:
            decision = msgspec.json.decode(body, type=Decision)
        except UNREADABLE as error:
            yield Finding(table="decision", row=str(seq), field="body", problem=f"this is no decision: {error}")
            continue
        if decision.id != decision_id:
            yield Finding(table="decision", row=str(seq), field="id", problem="is not the id of this decision")


_REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("arrival", "original", "original", "sha256"),
    ("arrival", "run", "run", "seq"),
    ("step", "arrival", "arrival", "seq"),
    ("step", "output", "output", "sha256"),
    ("step", "run", "run", "seq"),
    ("run_end", "run", "run", "seq"),
)
"""Column of a log, and the table and column where what it names must be."""


def check_references(connection: Connection) -> Iterator[Finding]:
    """Rows of logs that name what is not there and was not erased."""
    erased = gone(connection).content
    for log, column, table, key in _REFERENCES:
        rows = connection.execute(
            f"SELECT l.seq, l.{column} FROM {log} l LEFT JOIN {table} t ON t.{key} = l.{column} "  # noqa: S608
            f"WHERE t.{key} IS NULL"
        )
        for seq, named in rows.fetchall():
            if (table, named) in erased:
                continue
            yield Finding(table=table, row=str(named), field="", problem=f"is missing; {log} {seq} refers to it")
