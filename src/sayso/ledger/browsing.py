"""Looking around in a ledger: pages of statements, counts that are bounded, what a selection is made of.

Nothing here reads all rows of a large ledger to show one page. A survey stops after a number of rows and says so, so
that what it counts is "at least".
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise

import msgspec

from sayso.ledger import queries
from sayso.ledger.connection import snapshot
from sayso.ledger.driver import Connection
from sayso.ledger.held import with_records
from sayso.ledger.logs import Cell
from sayso.ledger.rows import ALL_CLASSES, DocumentQuery, FullStatement, StatementQuery
from sayso.ledger.searching import Where
from sayso.records import ConfigError, StatementClass, Value

SURVEY_ROWS = 10_000
"""How many rows a survey looks at unless told otherwise; also how many can be sorted by what has no index."""

ABOUT_JOINER, CHAIN_JOINER = " | ", " > "
"""What stands between the names in the columns `about` and `chain`."""


class Sort(StrEnum):
    """By what the statements of a selection are sorted; `-` for the other way round."""

    DAY = "day"
    DAY_LATEST = "-day"
    RANK = "rank"
    CONFIDENCE = "confidence"
    CONFIDENCE_HIGHEST = "-confidence"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    PUBLISHED = "published"
    PUBLISHED_LATEST = "-published"


_ORDERS = {
    Sort.DAY: "s.day NULLS LAST, s.document, s.position, s.row",
    Sort.DAY_LATEST: "s.day DESC, s.document DESC, s.position DESC, s.row DESC",
    Sort.RANK: "f.rank, s.document, s.position, s.row",
    Sort.CONFIDENCE: "s.confidence, s.row",
    Sort.CONFIDENCE_HIGHEST: "s.confidence DESC, s.row DESC",
    Sort.SPEAKER: "s.speaker COLLATE NOCASE NULLS LAST, s.day, s.document, s.position, s.row",
    Sort.OUTLET: "s.outlet COLLATE NOCASE NULLS LAST, s.day, s.document, s.position, s.row",
    Sort.PUBLISHED: "s.published NULLS LAST, s.document, s.position, s.row",
    Sort.PUBLISHED_LATEST: "s.published DESC NULLS LAST, s.document, s.position, s.row",
}

INDEXED = frozenset({Sort.DAY, Sort.DAY_LATEST, Sort.CONFIDENCE, Sort.CONFIDENCE_HIGHEST})
"""What any number of statements can be sorted by."""


class Selection(Value, frozen=True, kw_only=True):
    """Statements that a query asks for, narrowed by what a query does not know.

    Attributes:
        query: its order, limit and offset are not used.
        speaker_is, outlet_is: the whole name, letter for letter.
        confidence_from, confidence_to: both included.
        dated: only statements with a known day of saying.
        rows: only statements in these rows of the table; None for all.
    """

    query: StatementQuery = StatementQuery()
    speaker_is: str | None = None
    outlet_is: str | None = None
    confidence_from: float | None = None
    confidence_to: float | None = None
    dated: bool = False
    rows: tuple[int, ...] | None = None


class Survey(Value, frozen=True, kw_only=True):
    """What a selection is made of. Where `whole` is False, every number is "at least".

    Attributes:
        rows: statements asked for among those looked at.
        others: of other classes, but otherwise as asked for.
        whole: whether all were looked at.
        facets: by name of the facet, values and how many statements have them, the most frequent first.
        cited: (from, to): how often the one hop reports what the next one said.
    """

    rows: int
    others: int
    whole: bool
    facets: dict[str, tuple[tuple[str, int], ...]]
    cited: tuple[tuple[str, str, int], ...] = ()


class RunRow(Value, frozen=True, kw_only=True):
    """One run: when, how it was called, what it did; `ended` and `counts` are None where it was cut off."""

    number: int
    started: str
    ended: str | None
    arguments: dict[str, str | int | float | bool | None]
    counts: dict[str, int] | None


class CoverageRow(Value, frozen=True, kw_only=True):
    """How many documents of an outlet were published in a month (YYYY-MM); None where not known."""

    outlet: str | None
    month: str | None
    documents: int


class Place(Value, frozen=True, kw_only=True):
    """Where a current statement stands and how sure it is.

    Attributes:
        row: its row, of no meaning outside this file.
        uttered: whether its class is one that is uttered.
        reviewed, differing: whether somebody decided on it, and whether readers differ.
    """

    id: str
    row: int
    document: str
    speaker: str | None
    confidence: float
    uttered: bool
    reviewed: bool
    differing: bool


class Browser:
    """Reads a ledger for people who look around; every question is one moment of the ledger."""

    def __init__(self, connection: Connection, path: str) -> None:
        self._connection, self._path = connection, path

    def state(self) -> str:
        """What changes whenever anything was added: the number of rows of every log."""
        with snapshot(self._connection, self._path):
            heads = self._connection.execute("SELECT log, rows FROM head ORDER BY log").fetchall()
        return " ".join(f"{log}:{rows}" for log, rows in heads)

    def page(self, selection: Selection, sort: Sort, limit: int, offset: int = 0) -> tuple[FullStatement, ...]:
        """The statements of one page.

        Raises:
            ConfigError: `order_needs_search`, `too_many_to_sort`.
        """
        with snapshot(self._connection, self._path):
            return tuple(self._rows(selection, sort, (limit, offset)))

    def every(self, selection: Selection, sort: Sort) -> Iterator[FullStatement]:
        """All statements of a selection, one after the other.

        Raises:
            ConfigError: `order_needs_search`, `too_many_to_sort`.
        """
        with snapshot(self._connection, self._path):
            yield from self._rows(selection, sort, (-1, 0))

    def _rows(self, selection: Selection, sort: Sort, limit_offset: tuple[int, int]) -> Iterator[FullStatement]:
        tables, where = _where(selection)
        if sort is Sort.RANK and "statement_search" not in tables:
            raise ConfigError(
                "order_needs_search", "Without search words there is no rank.", "Give words to search for."
            )
        many = sort is not Sort.RANK and "statement_search" in tables and self._count(tables, where) > SURVEY_ROWS
        if many and sort in INDEXED:
            tables, where = _probed(where)
        elif sort not in INDEXED and (many or self._count(tables, where) > SURVEY_ROWS):
            raise ConfigError(
                "too_many_to_sort",
                f"More than {SURVEY_ROWS:,} statements cannot be sorted by {sort.removeprefix('-')}.",
                "Narrow the selection, or sort by day.",
            )
        rows = queries.statement_rows(self._connection, (tables, where), _ORDERS[sort], limit_offset)
        return with_records(self._connection, rows)

    def rows(self, selection: Selection) -> frozenset[int]:
        """The rows of the table of statements that a selection has."""
        tables, where = _where(selection)
        with snapshot(self._connection, self._path):
            found = self._connection.execute(f"SELECT s.row FROM {tables} {where.sql}", where.values).fetchall()  # noqa: S608
        return frozenset(int(row) for (row,) in found)

    def count(self, selection: Selection) -> int:
        """How many statements a selection has, but at most `SURVEY_ROWS` + 1."""
        with snapshot(self._connection, self._path):
            return self._count(*_where(selection))

    def survey(self, selection: Selection, most: int | None = SURVEY_ROWS) -> Survey:
        """What the first `most` statements of a selection are made of, or all of them; in no particular order."""
        counts = _Counts(selection.query.classes)
        everything = msgspec.structs.replace(selection.query, classes=ALL_CLASSES)
        tables, where = _where(msgspec.structs.replace(selection, query=everything))
        with snapshot(self._connection, self._path):
            rows = self._connection.execute(
                f"SELECT {_SURVEYED} FROM {tables} {where.sql} LIMIT ?",  # noqa: S608  conditions of ours only
                (*where.values, -1 if most is None else most + 1),
            )
            for row in rows:
                if most is not None and counts.rows + counts.others == most:
                    return counts.survey(whole=False)
                counts.add(row)
        return counts.survey(whole=True)

    def doubtful(self, limit: int | None) -> tuple[Place, ...]:
        """The uttered statements on which readers differ, and the `limit` least sure that nobody decided on."""
        with snapshot(self._connection, self._path):
            differing = self._connection.execute(_PLACES_DIFFERING).fetchall()
            most = None if limit is None else self._connection.execute(_CONFIDENCE_AT, (limit,)).fetchone()
            known = {"most": 2.0 if most is None else most[0], "limit": -1 if limit is None else limit}
            return tuple(map(_place, (*differing, *self._connection.execute(_PLACES_OPEN, known).fetchall())))

    def places(self, ids: Iterable[str]) -> tuple[Place, ...]:
        """The places of these statements, as far as they are current."""
        with snapshot(self._connection, self._path):
            wanted = msgspec.json.encode(sorted(set(ids))).decode()
            return tuple(map(_place, self._connection.execute(_PLACES_OF, (wanted,)).fetchall()))

    def extracts(self) -> tuple[tuple[int, str], ...]:
        """The current documents whose attributions are known: first row of their statements, hash of the output."""
        with snapshot(self._connection, self._path):
            return tuple(self._connection.execute(_EXTRACTS).fetchall())

    def coverage(self) -> tuple[CoverageRow, ...]:
        """Documents by outlet and month of publication."""
        with snapshot(self._connection, self._path):
            rows = self._connection.execute(_COVERAGE).fetchall()
        return tuple(CoverageRow(outlet=outlet, month=month, documents=n) for outlet, month, n in rows)

    def outlets(self) -> tuple[str, ...]:
        """The names of all outlets of current documents, sorted."""
        sql = "SELECT DISTINCT outlet FROM document WHERE current = 1 AND outlet IS NOT NULL ORDER BY 1"
        with snapshot(self._connection, self._path):
            return tuple(row[0] for row in self._connection.execute(sql).fetchall())

    def runs(self, limit: int) -> tuple[RunRow, ...]:
        """The last runs, the newest first."""
        with snapshot(self._connection, self._path):
            rows = self._connection.execute(_RUNS, (limit,)).fetchall()
        return tuple(
            RunRow(
                number=number,
                started=started,
                ended=ended,
                arguments=msgspec.json.decode(arguments),
                counts=msgspec.json.decode(counts) if counts else None,
            )
            for number, started, arguments, ended, counts in rows
        )

    def statements_of(self, documents: tuple[str, ...]) -> dict[str, int]:
        """How many current statements each of these documents has; documents without any are left out."""
        with snapshot(self._connection, self._path):
            rows = self._connection.execute(_STATEMENTS_OF, (msgspec.json.encode(documents).decode(),)).fetchall()
        return dict(rows)

    def names(self, column: str, beginning: str, limit: int) -> tuple[str, ...]:
        """Names in the column `speaker` or `outlet` that hold a word beginning so, the most frequent first.

        Raises:
            ConfigError: `unknown_column`.
        """
        if column not in {"speaker", "outlet"}:
            raise ConfigError("unknown_column", f"There are no names in {column!r}.", "Ask for speaker or outlet.")
        words = ["".join(c for c in word if c.isalnum()) for word in beginning.split()]
        terms = [f'{column} : "{word}" *' for word in words if word]
        if not terms:
            return ()
        with snapshot(self._connection, self._path):
            rows = self._connection.execute(
                f"""SELECT name FROM (SELECT s.{column} AS name FROM statement_search f
                JOIN statement s ON s.row = f.rowid WHERE f.statement_search MATCH ? AND s.current = 1 LIMIT ?)
                GROUP BY name ORDER BY count(*) DESC, name LIMIT ?""",  # noqa: S608  a column named above
                (" AND ".join(terms), SURVEY_ROWS, limit),
            ).fetchall()
        return tuple(row[0] for row in rows)

    def count_documents(self, query: DocumentQuery) -> int:
        """How many documents a query asks for, whatever its limit and offset."""
        with snapshot(self._connection, self._path):
            return queries.count_documents(self._connection, query)

    def _count(self, tables: str, where: Where) -> int:
        """How many rows, but at most one more than can be sorted."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {tables} {where.sql} LIMIT {SURVEY_ROWS + 1})"  # noqa: S608
        return int(self._connection.execute(sql, where.values).fetchone()[0])


class _Counts:
    """Counts the columns of `_SURVEYED`, row by row."""

    def __init__(self, classes: frozenset[StatementClass]) -> None:
        self.rows = self.others = 0
        self._classes = classes
        self._facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        self._cited: Counter[tuple[str, str]] = Counter()

    def add(self, row: tuple[Cell, ...]) -> None:
        """Count one row."""
        speaker, outlet, form, class_, day, confidence, about, chain, reviewed = row
        if class_ not in self._classes:
            self.others += 1
            return
        self.rows += 1
        for name, value in zip(("speaker", "outlet", "form", "class"), (speaker, outlet, form, class_), strict=True):
            if value is not None:
                self._facets[name][str(value)] += 1
        if day is not None:
            self._facets["year"][str(day)[:4]] += 1
        self._facets["reviewed"]["yes" if reviewed else "no"] += 1
        self._facets["confidence"][band(float(confidence or 0))] += 1
        self._facets["about"].update(dict.fromkeys(_names(about, ABOUT_JOINER), 1))
        self._cited.update(_cited(_names(chain, CHAIN_JOINER)))

    def survey(self, *, whole: bool) -> Survey:
        """What was counted."""
        return Survey(
            rows=self.rows,
            others=self.others,
            whole=whole,
            facets={name: _sorted(counter) for name, counter in self._facets.items()},
            cited=tuple((a, b, n) for (a, b), n in sorted(self._cited.items(), key=lambda item: (-item[1], item[0]))),
        )


_PLACE = """SELECT s.id, s.row, s.document, s.speaker, s.confidence, s.class NOT IN ('attitude', 'act'),
    v.row IS NOT NULL, coalesce(v.differing, 0) FROM """

_UNDECIDED = "s.current = 1 AND s.class NOT IN ('attitude', 'act') AND v.row IS NULL"

_PLACES_OPEN = (
    f"{_PLACE} statement s LEFT JOIN review v ON v.row = s.row WHERE {_UNDECIDED} AND s.confidence <= :most "
    "ORDER BY round(s.confidence, 4), s.id LIMIT :limit"
)
_PLACES_DIFFERING = (
    f"{_PLACE} review v JOIN statement s ON s.row = v.row WHERE v.differing = 1 AND s.current = 1 "
    "AND s.class NOT IN ('attitude', 'act')"
)
_CONFIDENCE_AT = (
    f"SELECT s.confidence FROM statement s LEFT JOIN review v ON v.row = s.row WHERE {_UNDECIDED} "  # noqa: S608  ours only
    "ORDER BY s.confidence LIMIT 1 OFFSET ?"
)
_PLACES_OF = (
    f"{_PLACE} json_each(?) j CROSS JOIN statement s ON s.id = j.value AND s.current = 1 "
    "LEFT JOIN review v ON v.row = s.row"
)


def _place(row: tuple[Cell, ...]) -> Place:
    return Place(
        id=str(row[0]),
        row=int(row[1] or 0),
        document=str(row[2]),
        speaker=None if row[3] is None else str(row[3]),
        confidence=float(row[4] or 0),
        uttered=bool(row[5]),
        reviewed=bool(row[6]),
        differing=bool(row[7]),
    )


def _probed(where: Where) -> tuple[str, Where]:
    """The same conditions, asked of one statement after the other: for words that very many of them hold."""
    probe = "EXISTS (SELECT 1 FROM statement_search f WHERE {} AND f.rowid = s.row)"
    conditions = [probe.format(each) if "MATCH" in each else each for each in where.conditions]
    return "statement s", Where(conditions, where.values)


FACETS = ("speaker", "about", "outlet", "form", "class", "year", "confidence", "reviewed")
"""What a survey counts."""

_SURVEYED = (
    "s.speaker, s.outlet, s.form, s.class, s.day, s.confidence, s.about, s.chain, "
    "EXISTS (SELECT 1 FROM review v WHERE v.row = s.row)"
)


def band(confidence: float) -> str:
    """The band of a confidence, by its lower end.

    Example:
        >>> band(0.97), band(0.5), band(0.2)
        ('0.9', '0.5', '0')
    """
    return "0.9" if confidence >= 0.9 else "0.7" if confidence >= 0.7 else "0.5" if confidence >= 0.5 else "0"


def _cited(hops: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each hop that reports what the next one said; where the chain breaks there is no next one."""
    return ((a, b) for a, b in pairwise(hops) if "?" not in {a, b} and a != b)


def _names(cell: Cell, joiner: str) -> tuple[str, ...]:
    return tuple(str(cell).split(joiner)) if cell else ()


def _sorted(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _where(selection: Selection) -> tuple[str, Where]:
    """The tables and conditions of a selection."""
    query = selection.query
    query = msgspec.structs.replace(
        query, speaker=query.speaker or selection.speaker_is, outlet=query.outlet or selection.outlet_is
    )  # the search index finds what a whole name must hold
    tables, where = queries.statement_source(query)
    for column, value in (("speaker", selection.speaker_is), ("outlet", selection.outlet_is)):
        if value is not None:
            where.add(f"s.{column} = ?", value)
    # the plus keeps these conditions from choosing the index: the order does
    if selection.confidence_from is not None:
        where.add("+s.confidence >= ?", selection.confidence_from)
    if selection.confidence_to is not None:
        where.add("+s.confidence <= ?", selection.confidence_to)
    if selection.dated:
        where.add("s.said IS NOT NULL")
    if selection.rows is not None:
        where.add("s.row IN (SELECT value FROM json_each(?))", msgspec.json.encode(selection.rows).decode())
        tables = "statement s NOT INDEXED" if tables == "statement s" else tables  # the rows themselves are asked for
    return tables, where


_COVERAGE = """SELECT outlet, substr(coalesce(published_first, published_last), 1, 7) AS month, count(*)
    FROM document WHERE current = 1 GROUP BY outlet, month ORDER BY outlet NULLS LAST, month NULLS LAST"""
_EXTRACTS = """SELECT d.row << 24, s.output FROM document d JOIN current_step s ON s.arrival = d.row
    WHERE d.current = 1 AND s.stage = 'extract' ORDER BY d.row"""
_RUNS = """SELECT r.seq, r.started, r.arguments, e.ended, e.counts FROM run r LEFT JOIN run_end e ON e.run = r.seq
    ORDER BY r.seq DESC LIMIT ?"""
_STATEMENTS_OF = """SELECT d.id, (SELECT count(*) FROM statement s
        WHERE s.row >= d.row << 24 AND s.row < (d.row + 1) << 24) AS n
    FROM document d WHERE d.current = 1 AND d.id IN (SELECT value FROM json_each(?))"""
