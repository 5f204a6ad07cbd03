"""Rows of statements together with the records they were made from."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.ledger import inside
from sayso.ledger.driver import Connection
from sayso.ledger.projecting import SHIFT, Inside
from sayso.ledger.rows import FullStatement, StatementRow
from sayso.records import IntegrityError

_DOCUMENTS_HELD = 64
"""Documents whose records are held while statements of several of them are read."""


def with_records(connection: Connection, rows: Iterable[StatementRow]) -> Iterator[FullStatement]:
    """Each row with its document and records.

    Raises:
        IntegrityError: `stale_index` when a row belongs to other records than are stored.
    """

    @lru_cache(_DOCUMENTS_HELD)
    def held(arrival: int) -> _Held:
        return _Held(inside.read_records(connection, arrival))

    for row in rows:
        yield held(row.row >> SHIFT).full(row)


class _Held:
    """The records of one document, for its statements one after the other."""

    def __init__(self, held: Inside) -> None:
        self._document, self._attributions = held.document, held.attributions
        self._statements = {statement.id: statement for statement in held.statements}

    def full(self, row: StatementRow) -> FullStatement:
        """The row with its records.

        Raises:
            IntegrityError: `stale_index` when the row belongs to other records than are stored.
        """
        at = row.position
        attribution = self._attributions[at] if at < len(self._attributions) else None
        if self._document is None or attribution is None or attribution.id != row.id:
            raise IntegrityError(
                "stale_index",
                f"The row of statement {row.id} does not fit what is stored.",
                "Run `sayso verify --rebuild-index`.",
            )
        statement = self._statements.get(row.id)
        return FullStatement(row=row, document=self._document, attribution=attribution, statement=statement)
