"""Verification: what in the file is not as it was written, and where."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

from sayso.ledger import checking, linked
from sayso.ledger.connection import MEMORY, Mode, connect, is_busy
from sayso.ledger.deciding import decided_of
from sayso.ledger.driver import Connection, Error
from sayso.ledger.inside import read_inside
from sayso.ledger.logs import LOGS, Cell
from sayso.ledger.projecting import COLUMNS, SHIFT, project
from sayso.ledger.rows import Finding
from sayso.ledger.schema import PROJECTIONS, SEARCHES
from sayso.records import SaysoError, StoreError

_Check = Callable[[Connection], Iterator[Finding]]


def verify(connection: Connection, path: str) -> Iterator[Finding]:
    """Everything that is not as it was written, in the order of the checks; nothing when the ledger is sound.

    Bytes that are no UTF-8 any more are read as escapes, so that they are found and not stumbled over.
    """
    lenient, connection.text_factory = connection.text_factory, _lenient_text
    try:
        for table, check in _CHECKS:
            yield from _guarded(table, partial(check, connection))
        for table in SEARCHES:
            yield from _guarded(table, partial(_check_search, connection, path, table))
    finally:
        connection.text_factory = lenient


def _lenient_text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def _guarded(table: str, check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of a check; that SQLite cannot read on is a finding too."""
    try:
        yield from check()
    except Error as error:
        rebuildable = table in PROJECTIONS or table in SEARCHES
        yield Finding(table=table, row="", field="", problem=f"cannot be read: {error}", rebuildable=rebuildable)


def _check_search(connection: Connection, path: str, table: str) -> Iterator[Finding]:
    """A search index that does not hold exactly the words of the rows it is of.

    The check is a command to the index and needs a connection that may write, though it writes nothing. Where the file
    may not be written to, only the structure of the index was checked, with the pages.
    """
    command = f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608  a name of SEARCHES
    if path != MEMORY and not os.access(path, os.W_OK):
        return
    try:
        if path == MEMORY:
            connection.execute(command)
            return
        with closing(connect(path, Mode.WRITE)) as writer:
            writer.execute(command)
    except Error as error:
        if is_busy(error):
            raise StoreError(
                "ledger_busy", f"{path} is being written, so its search cannot be checked.", "Wait, then try again."
            ) from error
        problem = f"does not hold the words of its rows: {error}"
        yield Finding(table=table, row="", field="", problem=problem, rebuildable=True)


def _check_projections(connection: Connection) -> Iterator[Finding]:
    """Rows that are not what the current outputs of their input give."""
    for (arrival,) in connection.execute("SELECT seq FROM arrival ORDER BY seq"):
        try:
            held = read_inside(connection, arrival)
            rows = project(held, decided_of(connection, held))
        except (SaysoError, ValueError):
            continue  # what it is made from is damaged, which the checks of the core have found
        yield from _compare(connection, "document", arrival, [rows.document] if rows.document else [])
        yield from _compare(connection, "statement", arrival, rows.statements)
        yield from _compare(connection, "diagnostic", arrival, rows.diagnostics)
        yield from _compare(connection, "review", arrival, rows.reviews)


def _compare(connection: Connection, table: str, arrival: int, wanted: list[tuple[Cell, ...]]) -> Iterator[Finding]:
    columns = COLUMNS[table]
    first, last = (arrival, arrival + 1) if table == "document" else (arrival << SHIFT, (arrival + 1) << SHIFT)
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f"SELECT {names} FROM {table} WHERE row >= ? AND row < ?"  # noqa: S608  names of COLUMNS only
    found = {row[0]: row for row in connection.execute(sql, (first, last))}
    made = {row[0]: row for row in wanted}
    for key in sorted(made.keys() | found.keys(), key=str):
        row, right = found.get(key), made.get(key)
        if row is None or right is None:
            yield _projected(table, key, "", "is missing" if row is None else "is made from nothing")
            continue
        for column, value, want in zip(columns, row, right, strict=True):
            if value != want:
                yield _projected(table, key, column, "is not what it is made from")


def _projected(table: str, row: Cell, field: str, problem: str) -> Finding:
    return Finding(table=table, row=str(row), field=field, problem=problem, rebuildable=True)


_LOOSE: tuple[tuple[str, str, str, str], ...] = (
    ("document", "", "is of no arrival", "SELECT row FROM document WHERE row NOT IN (SELECT seq FROM arrival)"),
    (
        *("statement", "", "is of no arrival"),
        f"SELECT row FROM statement WHERE row >> {SHIFT} NOT IN (SELECT seq FROM arrival)",  # noqa: S608
    ),
    (
        *("diagnostic", "", "is of no arrival"),
        f"SELECT row FROM diagnostic WHERE row >> {SHIFT} NOT IN (SELECT seq FROM arrival)",  # noqa: S608
    ),
    (
        *("review", "", "is of no arrival"),
        f"SELECT row FROM review WHERE row >> {SHIFT} NOT IN (SELECT seq FROM arrival)",  # noqa: S608
    ),
    (
        *("document", "current", "is not the version of highest rank, or is and is not marked"),
        """SELECT d.row FROM document d WHERE d.current <>
        (d.row = (SELECT b.row FROM document b WHERE b.key = d.key ORDER BY b.rank DESC LIMIT 1))""",
    ),
    (
        *("statement", "current", "is not that of its document"),
        "SELECT s.row FROM statement s JOIN document d ON d.row = s.document_row WHERE s.current <> d.current",
    ),
)
"""Table, column, what is wrong, and the rows of which it is true."""


def _check_loose(connection: Connection) -> Iterator[Finding]:
    """Rows of projections that are of no input, and marks of current versions that are wrong."""
    for table, field, problem, sql in _LOOSE:
        for (row,) in connection.execute(sql).fetchall():
            yield _projected(table, row, field, problem)


_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("", checking.check_pages),
    ("sqlite_master", checking.check_schema),
    ("original", checking.check_originals),
    ("layer", checking.check_layers),
    ("output", checking.check_outputs),
    *((log, partial(checking.check_chain, log=log)) for log in LOGS),
    ("head", checking.check_heads),
    ("arrival", checking.check_arrivals),
    ("decision", checking.check_decisions),
    ("arrival", checking.check_references),
    ("linked", linked.check),
    ("document", _check_projections),
    ("document", _check_loose),
)
"""All checks, in the order in which they are made, each with the table it starts from."""
