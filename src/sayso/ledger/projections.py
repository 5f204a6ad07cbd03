"""Writing the projections: in the transaction of the steps they are made from, or all anew."""

from collections.abc import Iterable, Iterator

from sayso.ledger.deciding import decided_of
from sayso.ledger.driver import Connection
from sayso.ledger.inside import read_inside
from sayso.ledger.logs import Cell
from sayso.ledger.projecting import COLUMNS, SHIFT, Inside, Rows, project
from sayso.ledger.schema import LOOKING_AROUND, PROJECTION_SCHEMA

_BATCH = 200
"""Inputs projected between two writes when all projections are made anew."""


def replace_rows(connection: Connection, insides: Iterable[Inside]) -> None:
    """Put the rows of these inputs in the place of their earlier ones, and mark which versions are current."""
    rows = [(inside.arrival, project(inside, decided_of(connection, inside))) for inside in insides]
    for arrival, _ in rows:
        _remove_rows(connection, arrival)
    documents = [r.document for _, r in rows if r.document is not None]
    _insert(connection, "document", ((*row, 0) for row in documents))
    current = {arrival: False for arrival, _ in rows}
    keys = connection.execute(
        "SELECT DISTINCT key FROM arrival WHERE seq IN (SELECT value FROM json_each(?))",
        (str([arrival for arrival, _ in rows]),),
    ).fetchall()
    for (key,) in keys:
        _choose_current(connection, key, current)
    _insert(connection, "statement", _with_current(rows, current))
    _insert(connection, "diagnostic", (row for _, r in rows for row in r.diagnostics))
    _insert(connection, "review", (row for _, r in rows for row in r.reviews))


def rebuild(connection: Connection) -> None:
    """Make all projections and search indexes anew; the caller holds the transaction."""
    for name in reversed(_names()):
        kind, _, table = name.partition(" ")
        connection.execute(f"DROP {kind} IF EXISTS {table}")
    for statement in (*PROJECTION_SCHEMA, *LOOKING_AROUND):
        connection.execute(statement)
    connection.execute("DELETE FROM review")
    arrivals = [int(row[0]) for row in connection.execute("SELECT seq FROM arrival ORDER BY seq")]
    for start in range(0, len(arrivals), _BATCH):
        replace_rows(connection, (read_inside(connection, seq) for seq in arrivals[start : start + _BATCH]))


def _names() -> list[str]:
    """What the projection schema makes: "TABLE document", "VIEW document_text", "TRIGGER statement_added"."""
    words = (sql.split(None, 4) for sql in PROJECTION_SCHEMA)
    made = ((w[2], w[3]) if w[1] in {"UNIQUE", "VIRTUAL"} else (w[1], w[2]) for w in words)
    return [f"{kind} {name}" for kind, name in made if kind != "INDEX"]


def _remove_rows(connection: Connection, arrival: int) -> None:
    """Take out the rows of one input; the triggers take them out of the search indexes."""
    connection.execute("DELETE FROM document WHERE row = ?", (arrival,))
    first, last = arrival << SHIFT, (arrival + 1) << SHIFT
    connection.execute("DELETE FROM statement WHERE row >= ? AND row < ?", (first, last))
    connection.execute("DELETE FROM diagnostic WHERE row >= ? AND row < ?", (first, last))
    connection.execute("DELETE FROM review WHERE row >= ? AND row < ?", (first, last))


def _choose_current(connection: Connection, key: str, current: dict[int, bool]) -> None:
    """Mark the version of highest rank as the current one of its key.

    Args:
        connection: the ledger.
        key: of the documents.
        current: arrivals whose statements are still to be written; what is found is noted here for them.
    """
    best = connection.execute("SELECT row FROM document WHERE key = ? ORDER BY rank DESC LIMIT 1", (key,)).fetchone()
    marked = connection.execute("SELECT row FROM document WHERE key = ? AND current = 1", (key,)).fetchone()
    if best is not None and best[0] in current:
        current[best[0]] = True
    if best == marked:
        return
    for row, flag in ((marked, 0), (best, 1)):
        if row is not None:
            connection.execute("UPDATE document SET current = ? WHERE row = ?", (flag, row[0]))
            connection.execute(
                "UPDATE statement SET current = ? WHERE row >= ? AND row < ?",
                (flag, row[0] << SHIFT, (row[0] + 1) << SHIFT),
            )


def _with_current(rows: list[tuple[int, Rows]], current: dict[int, bool]) -> Iterator[tuple[Cell, ...]]:
    for arrival, made in rows:
        for row in made.statements:
            yield (*row, current[arrival])


def _insert(connection: Connection, table: str, rows: Iterable[tuple[Cell, ...]]) -> None:
    columns = (*COLUMNS[table], "current") if table in {"document", "statement"} else COLUMNS[table]
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608  names of COLUMNS only
        rows,
    )
