"""Statements, documents and diagnostics that a query asks for, read from the projections."""

from collections.abc import Iterator

import msgspec

from sayso.ledger.derived import derived_diagnostics
from sayso.ledger.driver import Connection
from sayso.ledger.rows import (
    ALL_CLASSES,
    DocumentQuery,
    DocumentRow,
    StatementOrder,
    StatementQuery,
    StatementRow,
)
from sayso.ledger.searching import Where, all_terms, phrase
from sayso.records import ConfigError, Diagnostic

_STATEMENT_FIELDS = tuple(f.encode_name for f in msgspec.structs.fields(StatementRow))
_DOCUMENT_FIELDS = tuple(f.encode_name for f in msgspec.structs.fields(DocumentRow))

_ORDERS = {
    StatementOrder.DAY: "s.day NULLS LAST, s.document, s.position, s.row",
    StatementOrder.DAY_LATEST: "s.day DESC, s.document DESC, s.position DESC, s.row DESC",
    StatementOrder.RANK: "f.rank, s.document, s.position, s.row",
}

_SEARCHED = "statement_search f JOIN statement s ON s.row = f.rowid"


def statements(connection: Connection, query: StatementQuery) -> Iterator[StatementRow]:
    """The rows of the statements asked for, in the order asked for.

    Raises:
        ConfigError: `order_needs_search` when they should be ordered by rank without words to search for.
    """
    tables, where = statement_source(query)
    if query.order is StatementOrder.RANK and tables != _SEARCHED:
        raise ConfigError("order_needs_search", "Without search words there is no rank.", "Give words to search for.")
    yield from statement_rows(connection, (tables, where), _ORDERS[query.order], (_limit(query.limit), query.offset))


def statement_rows(
    connection: Connection, source: tuple[str, Where], order: str, limit_offset: tuple[int, int]
) -> Iterator[StatementRow]:
    """The rows of a source as `statement_source` gives it, in an order written in SQL of ours."""
    tables, where = source
    fields = ", ".join(f's."{name}"' for name in _STATEMENT_FIELDS)
    rows = connection.execute(
        f"SELECT {fields} FROM {tables} {where.sql} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
        (*where.values, *limit_offset),
    )
    for row in rows:
        yield msgspec.convert(dict(zip(_STATEMENT_FIELDS, row, strict=True)), StatementRow, strict=False)


def count_statements(connection: Connection, query: StatementQuery) -> int:
    """How many statements a query asks for, whatever its limit and offset."""
    tables, where = statement_source(query)
    row = connection.execute(f"SELECT count(*) FROM {tables} {where.sql}", where.values).fetchone()  # noqa: S608
    return int(row[0])


def documents(connection: Connection, query: DocumentQuery) -> Iterator[DocumentRow]:
    """The rows of the documents asked for, by key."""
    tables, where = _document_source(query)
    fields = ", ".join(f"d.{name}" for name in _DOCUMENT_FIELDS)
    rows = connection.execute(
        f"SELECT {fields} FROM {tables} {where.sql} ORDER BY d.key, d.id, d.input_id LIMIT ? OFFSET ?",  # noqa: S608
        (*where.values, _limit(query.limit), query.offset),
    )
    for row in rows:
        yield msgspec.convert(dict(zip(_DOCUMENT_FIELDS, row, strict=True)), DocumentRow, strict=False)


def count_documents(connection: Connection, query: DocumentQuery) -> int:
    """How many documents a query asks for, whatever its limit and offset."""
    tables, where = _document_source(query)
    row = connection.execute(f"SELECT count(*) FROM {tables} {where.sql}", where.values).fetchone()  # noqa: S608
    return int(row[0])


def _document_source(query: DocumentQuery) -> tuple[str, Where]:
    where = Where([], [])
    tables = "document d"
    if query.search is not None:
        tables = "document_search f JOIN document d ON d.row = f.rowid"
        where.add("f.document_search MATCH ?", " AND ".join(all_terms(("title", "text"), query.search)))
    if not query.superseded:
        where.add("d.current = 1")
    if query.id is not None:
        where.add("d.id = ?", query.id)
    if query.key is not None:
        where.add("d.key = ?", query.key)
    if query.outlet is not None:
        where.add("d.outlet = ? COLLATE NOCASE", query.outlet)
    _add_days(where, "d.published_first", "d.published_last", query.since, query.until)
    return tables, where


def diagnostics(connection: Connection, code: str | None, document: str | None) -> Iterator[Diagnostic]:
    """The diagnostics of all inputs by key and place, then those that concern several documents at once."""
    where = Where([], [])
    if code is not None:
        where.add("code = ?", code)
    if document is not None:
        where.add("document = ?", document)
    rows = connection.execute(
        f"""SELECT DISTINCT code, key, document, first, last, detail FROM diagnostic {where.sql}
        ORDER BY key, document, first, last, code, detail""",  # noqa: S608  conditions above only
        where.values,
    )
    for row in rows:
        span = None if row[3] is None else (row[3], row[4])
        yield Diagnostic(code=row[0], key=row[1], document=row[2], span=span, detail=row[5])
    for diagnostic in derived_diagnostics(connection):
        if code in {None, diagnostic.code} and document in {None, diagnostic.document}:
            yield diagnostic


def statement_source(query: StatementQuery) -> tuple[str, Where]:
    """The tables and conditions of a query; what is searched for is called `f`, the statement `s`."""
    where = Where([], [])
    terms = [
        *(phrase(name, words) for name, words in _names(query)),
        *(all_terms(("content", "source", "speaker"), query.search) if query.search is not None else ()),
    ]
    if terms:
        where.add("f.statement_search MATCH ?", " AND ".join(terms))
    if not query.superseded:
        where.add("s.current = 1")
    if not query.rejected:
        where.add("NOT EXISTS (SELECT 1 FROM review v WHERE v.row = s.row AND v.verdict = 'rejected')")
    if query.reviewed is not None:
        among = "s.row IN (SELECT v.row FROM review v)"
        where.add(among if query.reviewed else f"NOT {among}")
    if query.document is not None:
        where.add("s.document = ?", query.document)
    if query.form is not None:
        where.add("s.form = ?", query.form)
    if query.classes != ALL_CLASSES:
        classes = sorted(query.classes)
        where.add(f"s.class IN ({', '.join('?' * len(classes))})", *classes)
    _add_days(where, "s.day_first", "s.day_last", query.since, query.until)
    return _SEARCHED if terms else "statement s", where


def _names(query: StatementQuery) -> Iterator[tuple[str, str]]:
    for column, words in (("speaker", query.speaker), ("about", query.about), ("outlet", query.outlet)):
        if words is not None:
            yield column, words


def _add_days(where: Where, first: str, last: str, since: str | None, until: str | None) -> None:
    """The days overlap the range; an open side overlaps everything, a row without any day nothing."""
    if since is not None:
        where.add(f"({last} >= ? OR ({last} IS NULL AND {first} IS NOT NULL))", since)
    if until is not None:
        where.add(f"({first} <= ? OR ({first} IS NULL AND {last} IS NOT NULL))", until)


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit
