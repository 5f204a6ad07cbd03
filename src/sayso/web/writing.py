"""Everything that can be written, in one table. All of it becomes rows of the ledger's log, with who did it."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from sayso import app
from sayso.app.correcting import place_of_words, span_value
from sayso.app.deciding import Draft, undo
from sayso.app.deciding import decide as take
from sayso.records import Decision, DecisionKind, InputError, Value
from sayso.web.asked import Id
from sayso.web.sessions import Session
from sayso.web.users import Role

Reason = Annotated[str, Meta(max_length=2000)]


class DecisionAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision to take.

    Attributes:
        targets: ids of statements, ids or names of entities; one, or two for a pair.
        value: JSON text as the kind needs it, or just a name for `speaker` and `alias`.
        supersedes: id of a decision that it replaces; by default one's own last answer to the same question.
    """

    kind: DecisionKind
    targets: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...], Meta(min_length=1, max_length=2)]
    value: Annotated[str, Meta(max_length=20_000)] | None = None
    reason: Reason = ""
    supersedes: Id | None = None


class CorrectionAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Other words for a role of a statement, by place or letter for letter; with neither the role is emptied.

    Attributes:
        place: half-open, code points of the clean layer; with `words`, these must stand there.
    """

    statement: Id
    role: Literal["content", "source", "cue"]
    place: tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]] | None = None
    words: Annotated[str, Meta(max_length=20_000)] | None = None
    reason: Reason = ""


class UndoAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision to take back."""

    decision: Id
    reason: Reason = ""


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


ADMIN_KINDS = frozenset({DecisionKind.DISCREDIT, DecisionKind.ENTITY_PAGE})
"""What only an administrator decides."""


def decide(ledger: app.Ledger, session: Session, asked: DecisionAsked) -> Decided:
    """Take a decision."""
    if asked.kind is DecisionKind.ERASE:
        raise InputError("not_allowed", "Nothing is erased by a decision.", "Use `sayso erase`.")
    if asked.kind in ADMIN_KINDS and not session.role.may(Role.ADMIN):
        raise InputError("not_allowed", f"{asked.kind} takes an admin.", "Ask an administrator.")
    draft = Draft(
        kind=asked.kind,
        targets=asked.targets,
        value=asked.value,
        actor=session.name,
        reason=asked.reason,
        supersedes=asked.supersedes,
    )
    return Decided(decision=take(ledger, draft))


def correct(ledger: app.Ledger, session: Session, asked: CorrectionAsked) -> Decided:
    """Put other words of the article under a role of a statement."""
    place = asked.place
    if asked.words:
        place = place_of_words(ledger, asked.statement, asked.words, place)
    value = span_value(ledger, asked.statement, asked.role, place)
    kind, targets = DecisionKind.SPAN, (asked.statement,)
    draft = Draft(kind=kind, targets=targets, value=value, actor=session.name, reason=asked.reason)
    return Decided(decision=take(ledger, draft))


def take_back(ledger: app.Ledger, session: Session, asked: UndoAsked) -> Decided:
    """Take a decision back; others' only as an administrator."""
    found = app.show(ledger, asked.decision).decisions
    if found and found[0].actor != session.name and not session.role.may(Role.ADMIN):
        raise InputError("not_allowed", f"That is a decision of {found[0].actor}.", "Decide otherwise yourself.")
    return Decided(decision=undo(ledger, asked.decision, session.name, asked.reason))


def _writing(path: str, takes: type[msgspec.Struct], write: Callable[[app.Ledger, Session, Any], Value]) -> Writing:
    return Writing(
        name=write.__name__,
        path=path,
        about=(write.__doc__ or "").strip(),
        takes=takes,
        gives=Decided,
        needs=Role.REVIEWER,
        write=write,
    )


WRITINGS: dict[str, Writing] = {
    writing.name: writing
    for writing in (
        _writing("/decisions", DecisionAsked, decide),
        _writing("/corrections", CorrectionAsked, correct),
        _writing("/undo", UndoAsked, take_back),
    )
}
"""All of them by name."""
