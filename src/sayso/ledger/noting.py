"""What the log notes besides decisions: what was handed on, and ratings that named third parties gave."""

from typing import TypeVar

import msgspec

from sayso.ledger import logs
from sayso.ledger.driver import Connection
from sayso.records import Value, canonical, short_id


class Export(Value, frozen=True, kw_only=True):
    """Something that was handed on.

    Attributes:
        format: as `sayso export --to` names it, or "report".
        actor, at: who handed it on, when (RFC 3339, UTC).
        statements: ids of the statements in it; None where it held all that the ledger then showed.
        files: name and SHA-256 of each file.
    """

    format: str
    actor: str
    at: str
    statements: tuple[str, ...] | None
    files: tuple[tuple[str, str], ...]


class Rating(Value, frozen=True, kw_only=True):
    """What a named third party said on a day about an outlet or about one article; not an opinion of the ledger.

    Attributes:
        id: hash of all other fields.
        about: "outlet" or "article".
        target: the outlet's name, or the article's address, key or id.
        by: who rated.
        at: the day of the rating, EDTF.
        rating: in their words.
        scale: what their words mean, in their words.
        reference: where it can be read.
        taken_in: who took it in.
    """

    id: str = ""
    about: str
    target: str
    by: str
    at: str
    rating: str
    scale: str = ""
    reference: str = ""
    taken_in: str = ""


class Retraction(Value, frozen=True, kw_only=True):
    """A rating that is shown no longer: which, who took it out, when, why."""

    rating: str
    actor: str
    at: str
    reason: str


Note = Export | Rating | Retraction
N = TypeVar("N", Export, Rating, Retraction)

KINDS: dict[type[Note], str] = {Export: "export", Rating: "rating", Retraction: "rating_retracted"}
"""The kind of event under which the log keeps each."""


def rating_id(rating: Rating) -> str:
    """The id of a rating: a hash of what it says, not of who took it in."""
    parts = (rating.about, rating.target, rating.by, rating.at, rating.rating, rating.scale, rating.reference)
    return short_id("rating", *parts)


def note(connection: Connection, *notes: Note) -> None:
    """Add notes to the log; the caller holds the transaction."""
    for one in notes:
        logs.append(connection, "event", KINDS[type(one)], canonical(one).decode())


def notes(connection: Connection, kind: type[N]) -> tuple[N, ...]:
    """All notes of a kind, in their order."""
    rows = connection.execute("SELECT body FROM event WHERE kind = ? ORDER BY seq", (KINDS[kind],)).fetchall()
    return tuple(msgspec.json.decode(body, type=kind) for (body,) in rows)
