"""Erasure: the one way anything leaves a ledger, on a person's order, and what is kept of it.

What goes: originals, layers and outputs that nothing else needs; keys, facts and places of the inputs; the words of
decisions about them; rows, search words, linked records and caches. What stays: every row of every log with its hash,
and an event that says what was erased, by whom, when and why. A row whose columns were emptied can no longer be hashed
anew, so the event notes its hash; the event is in the chain of its own log, and the next row still rests on the hash.
"""

import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, cast

import msgspec

from sayso.ledger import linked, logs, redacting
from sayso.ledger.content import WITHDRAWN, add_output, current_outputs, make_output, parse_output, read_content
from sayso.ledger.deciding import rows_touched
from sayso.ledger.driver import Connection
from sayso.ledger.inside import read_inside
from sayso.ledger.projections import replace_rows
from sayso.ledger.schema import APPEND_ONLY, SEARCHES
from sayso.records import (
    Attribution,
    Decision,
    DecisionKind,
    Document,
    Facts,
    LinkedKind,
    StageRecord,
    Value,
    canonical,
    sha256,
)

EVENT = "erase"
"""The kind of the events that note an erasure."""

ERASED = "erased"
"""What stands where the key of an erased input, or the target of an erased decision, stood."""


Holds = Callable[[str], bool] | None


class Order(Value, frozen=True, kw_only=True):
    """A person's order to erase.

    Attributes:
        target: id of what was named: a document, or an entity with the documents that name it.
        actor, at, reason: who, when (RFC 3339, UTC), why.
        members: of an entity, its other ids; what people decided about them goes too. They are not kept.
        holds: for an entity, whether words hold one of the names that are its alone, however they are spelt there; what
            people decided in such words goes too.
    """

    target: str
    actor: str
    at: str
    reason: str
    members: tuple[str, ...] = ()
    holds: Holds = None


class Erasure(Value, frozen=True, kw_only=True):
    """What the log keeps of an erasure: hashes, and who ordered it when and why; no word of what is gone.

    Attributes:
        target, actor, at, reason: of the order.
        inputs: ids of the inputs erased; they are not taken in again.
        originals: hashes of bytes that are not taken in again under any key.
        texts: hashes of raw layers that are not taken in again.
        gone: what is no longer there, table and hash.
        rows: rows of logs whose columns were emptied: log, number, hash in hex.
    """

    target: str
    actor: str
    at: str
    reason: str
    inputs: tuple[str, ...]
    originals: tuple[str, ...]
    texts: tuple[str, ...]
    gone: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, int, str], ...]


class Gone(NamedTuple):
    """All that was erased from a ledger: content by table and hash, rows of logs with the hash they had."""

    content: frozenset[tuple[str, str]]
    rows: dict[tuple[str, int], bytes]


def erasures(connection: Connection) -> tuple[Erasure, ...]:
    """All erasures, in their order; what cannot be read is damage, which `verify` finds in the log."""
    found: list[Erasure] = []
    for (body,) in connection.execute("SELECT body FROM event WHERE kind = ? ORDER BY seq", (EVENT,)).fetchall():
        with suppress(msgspec.MsgspecError):
            found.append(msgspec.json.decode(body, type=Erasure))
    return tuple(found)


def gone(connection: Connection) -> Gone:
    """All that was erased."""
    found = erasures(connection)
    return Gone(
        frozenset(item for erasure in found for item in erasure.gone),
        {(log, seq): bytes.fromhex(hashed) for erasure in found for log, seq, hashed in erasure.rows},
    )


def sharers(connection: Connection, arrivals: Iterable[int]) -> dict[int, str]:
    """Other inputs with the bytes or the text of these, and their keys."""
    rows = connection.execute(
        """WITH chosen AS (SELECT value AS seq FROM json_each(?)),
        mine AS (SELECT a.seq, a.original, d.raw_sha256 FROM chosen c JOIN arrival a ON a.seq = c.seq
            LEFT JOIN document d ON d.row = a.seq)
        SELECT DISTINCT a.seq, a.key FROM arrival a LEFT JOIN document d ON d.row = a.seq
        JOIN mine m ON (m.original = a.original AND a.original <> ?) OR m.raw_sha256 = d.raw_sha256
        WHERE a.seq NOT IN (SELECT seq FROM chosen) AND d.row IS NOT NULL ORDER BY a.seq""",
        (_array(arrivals), sha256(b"")),
    )
    return {int(seq): str(key) for seq, key in rows.fetchall()}


def erase(connection: Connection, arrivals: Iterable[int], order: Order, run: int) -> Erasure:
    """Erase inputs with all that was made of them; the caller holds the transaction and scrubs the file afterwards.

    Args:
        connection: of the ledger.
        arrivals: rows of the inputs.
        order: who ordered it. What other inputs need of the same content stays.
        run: the run in whose name the steps are superseded.
    """
    chosen = sorted(set(arrivals))
    made = [records for key in _outputs_of(connection, chosen) for records in _records(connection, key)]
    documents = {record.id: record for record in made if isinstance(record, Document)}
    ids = {order.target, *order.members, *documents, *(record.id for record in made if isinstance(record, Attribution))}
    _withdraw(connection, chosen, run)
    replace_rows(connection, [read_inside(connection, seq) for seq in chosen])
    unneeded = sorted(_unneeded(connection, chosen, documents.values()))
    decided = list(_decision_rows(connection, ids, order.holds))
    touched = _shown_by(connection, [seq for _, seq, _ in decided])
    rows = [*_arrival_rows(connection, chosen), *decided, *_list_rows(connection, order.holds)]
    with _unguarded(connection):
        for table, key in unneeded:
            connection.execute(f"DELETE FROM {table} WHERE sha256 = ?", (key,))  # noqa: S608  names of _NEEDED only
        for log, seq, _ in rows:
            _EMPTY[log](connection, seq)
    replace_rows(connection, [read_inside(connection, seq) for seq in touched if seq not in chosen])
    _clear(connection)
    lost = {key for _, key in unneeded}
    erasure = Erasure(
        target=order.target,
        actor=order.actor,
        at=order.at,
        reason=order.reason,
        inputs=tuple(row[0] for row in _of(connection, "SELECT input_id FROM arrival a", chosen)),
        originals=tuple(key for table, key in unneeded if table == "original" and key != sha256(b"")),
        texts=tuple(sorted({document.raw_sha256 for document in documents.values()} & lost)),
        gone=tuple(unneeded),
        rows=tuple(rows),
    )
    logs.append(connection, "event", EVENT, canonical(erasure).decode())
    return erasure


def scrub(connection: Connection) -> bool:
    """Whether the file was written anew without what was deleted, and the log beside it emptied.

    False where another connection still reads the log; then it is to be done again.
    """
    connection.execute("VACUUM")
    row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return row is None or not row[0]


def _array(numbers: Iterable[int]) -> str:
    return json.dumps(list(numbers))


def _of(connection: Connection, select: str, chosen: Iterable[int]) -> list[tuple[str, ...]]:
    sql = select + " WHERE a.seq IN (SELECT value FROM json_each(?)) ORDER BY 1"  # noqa: S608  written in this file
    return connection.execute(sql, (_array(chosen),)).fetchall()


def _outputs_of(connection: Connection, chosen: Iterable[int]) -> list[str]:
    """Every output that these inputs ever had."""
    rows = _of(connection, "SELECT DISTINCT s.output FROM arrival a JOIN step s ON s.arrival = a.seq", chosen)
    return [row[0] for row in rows if row[0] != _NOTHING.sha256]


def _records(connection: Connection, output: str) -> tuple[StageRecord, ...]:
    there = connection.execute("SELECT 1 FROM output WHERE sha256 = ?", (output,)).fetchone()
    return parse_output(read_content(connection, "output", output)) if there else ()


def _withdraw(connection: Connection, chosen: Iterable[int], run: int) -> None:
    """Supersede every output of these inputs by an empty one."""
    add_output(connection, _NOTHING)
    steps = logs.LogWriter(connection, "step")
    for seq in chosen:
        for stage, output in sorted(current_outputs(connection, seq).items()):
            if output.sha256 != _NOTHING.sha256:
                steps.append(seq, stage, WITHDRAWN, _NOTHING.sha256, run)
    steps.close()


def _unneeded(
    connection: Connection, chosen: Iterable[int], documents: Iterable[Document]
) -> Iterator[tuple[str, str]]:
    """The content of these inputs, as table and hash, that no other input needs and that is there."""
    past = {seq for log, seq in gone(connection).rows if log == "arrival"}
    without = _array({*chosen, *past})
    layers = {key for document in documents for key in (document.raw_sha256, document.clean_sha256)}
    candidates = {
        "original": {row[0] for row in _of(connection, "SELECT a.original FROM arrival a", chosen)},
        "output": set(_outputs_of(connection, chosen)),
        "layer": layers,
    }
    for table, keys in candidates.items():
        there = f"SELECT value FROM json_each(?) WHERE value IN (SELECT sha256 FROM {table})"  # noqa: S608
        found = {row[0] for row in connection.execute(there, (json.dumps(sorted(keys)),)).fetchall()}
        needed = connection.execute(_NEEDED[table], (without,)).fetchall() if found else []
        found -= {key for row in needed for key in row}
        if table == "layer" and found:
            found -= _layers_before(connection, without)
        yield from ((table, key) for key in found)


def _layers_before(connection: Connection, without: str) -> set[str]:
    """The layers that superseded outputs of other inputs refer to."""
    rows = connection.execute(
        """SELECT DISTINCT s.output FROM step s WHERE s.stage = 'text'
        AND s.arrival NOT IN (SELECT value FROM json_each(?))
        AND EXISTS (SELECT 1 FROM step n WHERE n.arrival = s.arrival AND n.stage = 'text' AND n.seq > s.seq)""",
        (without,),
    )
    made = [record for row in rows.fetchall() for record in _records(connection, row[0])]
    documents = [record for record in made if isinstance(record, Document)]
    return {key for document in documents for key in (document.raw_sha256, document.clean_sha256)}


def _arrival_rows(connection: Connection, chosen: Iterable[int]) -> Iterator[tuple[str, int, str]]:
    sql = "SELECT seq, hash FROM arrival WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq"
    for seq, hashed in connection.execute(sql, (_array(chosen),)).fetchall():
        yield "arrival", int(seq), bytes(hashed).hex()


def _decision_rows(connection: Connection, ids: set[str], holds: Holds) -> Iterator[tuple[str, int, str]]:
    """The decisions about these documents, statements or entities, and those whose words hold one of the names."""
    for seq, body, hashed in connection.execute("SELECT seq, body, hash FROM decision ORDER BY seq").fetchall():
        if not ids.isdisjoint(_ID.findall(body)) or (holds and holds(_words(body))):
            yield "decision", int(seq), bytes(hashed).hex()


def _list_rows(connection: Connection, holds: Holds) -> Iterator[tuple[str, int, str]]:
    """Former lists of names to be masked that hold one of the names; the list that holds is the user's to change."""
    sql = "SELECT seq, body, hash FROM event WHERE kind = ? ORDER BY seq DESC LIMIT -1 OFFSET 1"
    for seq, body, hashed in connection.execute(sql, (redacting.EVENT,)).fetchall() if holds else ():
        if holds and holds(_words(body)):
            yield "event", int(seq), bytes(hashed).hex()


def _words(body: str) -> str:
    """All words of a text in JSON, each on a line of its own, as they were before they were written in JSON."""
    return "\n".join(_strings(msgspec.json.decode(body)))


def _strings(value: object) -> Iterator[str]:
    """The words in a value read from JSON, keys of objects left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(cast(dict[str, object], value).values()))
    elif isinstance(value, list):
        for one in cast(list[object], value):
            yield from _strings(one)


def _shown_by(connection: Connection, rows: Iterable[int]) -> list[int]:
    """The inputs whose rows show what these decisions say."""
    sql = "SELECT body FROM decision WHERE seq IN (SELECT value FROM json_each(?))"
    found = [
        msgspec.json.decode(body, type=Decision) for (body,) in connection.execute(sql, (_array(rows),)).fetchall()
    ]
    return rows_touched(connection, found)


def _empty_arrival(connection: Connection, seq: int) -> None:
    facts = canonical(Facts()).decode()
    sql = "UPDATE arrival SET key = ?, facts = ?, place = '' WHERE seq = ?"
    connection.execute(sql, (ERASED, facts, seq))


def _empty_decision(connection: Connection, seq: int) -> None:
    """Leave of a decision who took it when, and what it supersedes."""
    body = connection.execute("SELECT body FROM decision WHERE seq = ?", (seq,)).fetchone()[0]
    was = msgspec.json.decode(body, type=Decision)
    left = Decision(
        id=was.id, kind=DecisionKind.ERASE, target=ERASED, actor=was.actor, at=was.at, supersedes=was.supersedes
    )
    connection.execute("UPDATE decision SET body = ? WHERE seq = ?", (canonical(left).decode(), seq))


def _empty_list(connection: Connection, seq: int) -> None:
    """Leave of a list of names to be masked who set it when."""
    was = msgspec.json.decode(
        connection.execute("SELECT body FROM event WHERE seq = ?", (seq,)).fetchone()[0], type=redacting.Redaction
    )
    left = canonical(msgspec.structs.replace(was, names=())).decode()
    connection.execute("UPDATE event SET body = ? WHERE seq = ?", (left, seq))


_EMPTY: dict[str, Callable[[Connection, int], None]] = {
    "arrival": _empty_arrival,
    "decision": _empty_decision,
    "event": _empty_list,
}
"""How a row of each log is emptied."""


@contextmanager
def _unguarded(connection: Connection) -> Generator[None]:
    """The triggers that keep the core from being changed are lifted inside, and stand again afterwards."""
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (SELECT value FROM json_each(?))",
        (json.dumps(APPEND_ONLY),),
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.execute(sql)


def _clear(connection: Connection) -> None:
    """Take out what joins documents, what is cached, and what the search indexes still hold of deleted words."""
    for kind in LinkedKind:
        if linked.last_made(connection, kind) is not None:
            linked.replace(connection, kind, WITHDRAWN, ())
    connection.execute("DELETE FROM cache")
    for table in SEARCHES:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608  names of SEARCHES only


_ID = re.compile(r"[0-9a-f]{32}")

_NOTHING = make_output(())

_NEEDED = {
    "original": "SELECT DISTINCT original FROM arrival WHERE seq NOT IN (SELECT value FROM json_each(?))",
    "output": "SELECT DISTINCT output FROM step WHERE arrival NOT IN (SELECT value FROM json_each(?))",
    "layer": "SELECT raw_sha256, clean_sha256 FROM document WHERE row NOT IN (SELECT value FROM json_each(?))",
}
"""What other inputs need of each kind of content."""
