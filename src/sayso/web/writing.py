"""Everything that can be written, in one table. All of it becomes rows of the ledger's log, with who did it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sayso import app
from sayso.records import Decision, DecisionKind, Value, sealed
from sayso.web.sessions import Session
from sayso.web.users import Role


class DecisionAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision to take.

    Attributes:
        value: JSON text, as the kind needs it.
        supersedes: id of a decision that it replaces or takes back.
    """

    kind: DecisionKind
    target: Annotated[str, Meta(min_length=1, max_length=200)]
    value: Annotated[str, Meta(max_length=20_000)] | None = None
    reason: Annotated[str, Meta(max_length=2000)] = ""
    supersedes: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")] | None = None


class Decided(Value, frozen=True, kw_only=True):
    """The decision as it stands in the log."""

    decision: Decision


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be written.

    Attributes:
        name: of the function that writes.
        path: below `/api`.
        about: one line for the OpenAPI document.
        takes, gives: types of body and answer.
        needs: the role it takes.
        write: does it.
    """

    name: str
    path: str
    about: str
    takes: type[msgspec.Struct]
    gives: type[Value]
    needs: Role
    write: Callable[[app.Ledger, Session, Any], Value]


ADMIN_KINDS = frozenset({DecisionKind.DISCREDIT, DecisionKind.ENTITY_PAGE, DecisionKind.ERASE})
"""What only an administrator decides."""


def decide(ledger: app.Ledger, session: Session, asked: DecisionAsked) -> Decided:
    """Take a decision."""
    decision = sealed(
        Decision(
            id="",
            kind=asked.kind,
            target=asked.target,
            value=asked.value,
            actor=session.name,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            reason=asked.reason,
            supersedes=asked.supersedes,
        )
    )
    ledger.decide(decision)
    return Decided(decision=decision)


WRITINGS: dict[str, Writing] = {
    "decide": Writing(
        name="decide",
        path="/decisions",
        about="Take a decision.",
        takes=DecisionAsked,
        gives=Decided,
        needs=Role.REVIEWER,
        write=decide,
    )
}
"""All of them by name."""
