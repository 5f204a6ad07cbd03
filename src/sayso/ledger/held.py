"""Rows of statements together with the records they were made from."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.ledger import inside
from sayso.ledger.deciding import decided_of
from sayso.ledger.driver import Connection
from sayso.ledger.projecting import SHIFT, Inside
from sayso.ledger.rows import FoundStatement, FullStatement, StatementRow
from sayso.records import IntegrityError, display_text

_DOCUMENTS_HELD = 64
"""Documents whose records are held while statements of several of them are read."""


def with_records(connection: Connection, rows: Iterable[StatementRow]) -> Iterator[FullStatement]:
    """Each row with its document and records.

    Raises:
        IntegrityError: `stale_index` when a row belongs to other records than are stored.
    """

    @lru_cache(_DOCUMENTS_HELD)
    def held(arrival: int) -> _Held:
        return _Held(connection, inside.read_records(connection, arrival))

    for row in rows:
        yield held(row.row >> SHIFT).full(row)


class _Held:
    """The records of one document, for its statements one after the other."""

    def __init__(self, connection: Connection, held: Inside) -> None:
        self._document, self._decided, self._found = held.document, decided_of(connection, held), {}
        self._statements = {statement.id: statement for statement in self._decided.statements}
        if self._decided.reviews:
            whole = inside.read_inside(connection, held.arrival)
            self._found = {found.attribution.id: found for found in _found(whole)}

    def full(self, row: StatementRow) -> FullStatement:
        """The row with its records.

        Raises:
            IntegrityError: `stale_index` when the row belongs to other records than are stored.
        """
        at = row.position
        attributions = self._decided.attributions
        attribution = attributions[at] if at < len(attributions) else None
        if self._document is None or attribution is None or attribution.id != row.id:
            raise IntegrityError(
                "stale_index",
                f"The row of statement {row.id} does not fit what is stored.",
                "Run `sayso verify --rebuild-index`.",
            )
        statement = self._statements.get(row.id)
        review = self._decided.reviews.get(row.id)
        return FullStatement(
            row=row,
            document=self._document,
            attribution=attribution,
            statement=statement,
            review=review,
            found=self._found[row.id] if review else None,
        )


def _found(held: Inside) -> Iterator[FoundStatement]:
    """What the machine found in one document, with the words under its spans."""
    document, layout = held.document, held.layout
    if document is None or layout is None:
        return
    resolved = {statement.id: statement for statement in held.statements}
    for attribution in held.attributions:
        roles = (attribution.source, attribution.cue, attribution.content)
        source, cue, content = (display_text(document.media, held.raw, held.clean, layout, role) for role in roles)
        yield FoundStatement(
            attribution=attribution, statement=resolved.get(attribution.id), source=source, cue=cue, content=content
        )
