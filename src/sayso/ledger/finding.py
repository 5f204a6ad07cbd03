"""What an id belongs to, with the records needed to show it."""

import msgspec

from sayso.ledger.deciding import decided_of
from sayso.ledger.driver import Connection
from sayso.ledger.inside import read_inside
from sayso.ledger.rows import DocumentRecords, FoundKind, FoundRecord
from sayso.records import Affiliation, Decision, Epithet, Figure, Mention, Role, Stage

_PLACES: tuple[tuple[FoundKind, str], ...] = (
    (FoundKind.DOCUMENT, "SELECT row FROM document WHERE id = ? ORDER BY current DESC, rank DESC LIMIT 1"),
    (
        FoundKind.STATEMENT,
        "SELECT document_row FROM statement WHERE id = ? ORDER BY current DESC, row LIMIT 1",
    ),
)


def find(connection: Connection, record_id: str) -> FoundRecord | None:
    """The document, statement or decision with this id; None where there is none."""
    on_it = decisions(connection, target=record_id)
    for kind, sql in _PLACES:
        row = connection.execute(sql, (record_id,)).fetchone()
        if row is not None:
            return FoundRecord(kind=kind, id=record_id, records=document_records(connection, row[0]), decisions=on_it)
    row = connection.execute("SELECT body FROM decision WHERE id = ?", (record_id,)).fetchone()
    if row is None:
        return None
    decided = msgspec.json.decode(row[0], type=Decision)
    return FoundRecord(kind=FoundKind.DECISION, id=record_id, decisions=(decided,))


def ids(connection: Connection, beginning: str, limit: int) -> tuple[str, ...]:
    """The first ids of documents, statements and decisions that begin so, sorted."""
    after = f"{beginning}{chr(0x10FFFF)}"
    rows = connection.execute(
        """SELECT id FROM document WHERE id >= :low AND id < :high
        UNION SELECT id FROM statement WHERE id >= :low AND id < :high
        UNION SELECT id FROM decision WHERE id >= :low AND id < :high ORDER BY id LIMIT :limit""",
        {"low": beginning, "high": after, "limit": limit},
    )
    return tuple(row[0] for row in rows)


def document_records(connection: Connection, row: int) -> DocumentRecords | None:
    """Everything current of the document in this row of the table `document`; None where there is none."""
    inside = read_inside(connection, row)
    document, layout = inside.document, inside.layout
    flag = connection.execute("SELECT current FROM document WHERE row = ?", (row,)).fetchone()
    if document is None or layout is None or flag is None:
        return None
    return DocumentRecords(
        input_id=inside.input_id,
        current=bool(flag[0]),
        document=document,
        layout=layout,
        raw=inside.raw,
        clean=inside.clean,
        attributions=inside.attributions,
        statements=inside.statements,
        mentions=inside.all_of(Stage.RESOLVE, Mention),
        roles=inside.all_of(Stage.RESOLVE, Role),
        affiliations=inside.all_of(Stage.RESOLVE, Affiliation),
        epithets=inside.all_of(Stage.RESOLVE, Epithet),
        figures=inside.all_of(Stage.FIGURES, Figure),
        diagnostics=tuple(diagnostic for _, diagnostic in inside.diagnostics),
        decided=decided_of(connection, inside),
    )


def decisions(connection: Connection, target: str | None = None) -> tuple[Decision, ...]:
    """All decisions in the order they were taken, or those whose target names this id."""
    rows = connection.execute(
        "SELECT body FROM decision WHERE ? IS NULL OR instr(body, ?) ORDER BY seq", (target, target)
    )
    all_of_them = (msgspec.json.decode(row[0], type=Decision) for row in rows)
    return tuple(d for d in all_of_them if target is None or target in d.target.split())
