"""The list of those whose names are masked in every output; the log keeps each list that ever held."""

import msgspec

from sayso.ledger import logs
from sayso.ledger.driver import Connection
from sayso.records import Value, canonical

EVENT = "redact"
"""The kind of the events that set the list."""


class Redaction(Value, frozen=True, kw_only=True):
    """Whose names are masked from now on: ids of entities, or names; who set the list, and when."""

    names: tuple[str, ...]
    actor: str
    at: str


def redact(connection: Connection, redaction: Redaction) -> bool:
    """Whether the list is another than before: then it is added and holds; the caller holds the transaction."""
    before = standing(connection)
    if (before.names if before else ()) == redaction.names:
        return False
    logs.append(connection, "event", EVENT, canonical(redaction).decode())
    return True


def standing(connection: Connection) -> Redaction | None:
    """The list that holds; None where none was ever set."""
    row = connection.execute("SELECT body FROM event WHERE kind = ? ORDER BY seq DESC LIMIT 1", (EVENT,)).fetchone()
    return msgspec.json.decode(row[0], type=Redaction) if row else None
