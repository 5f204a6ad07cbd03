"""Deciding: what people decide about a ledger, taken in, handed on, and taken back. Nothing is ever changed.

A decision on a statement carries the words it rests on, so that it holds for text that moved and for what another
extractor makes of the same text; where its words cannot be found again it waits for a person (`sayso review`).
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sayso.app.asking import whole_id
from sayso.app.moments import actor_named, now
from sayso.ledger import FoundKind, Ledger, evidence_of
from sayso.records import (
    ENTITY_PAIRS,
    PAIR_KINDS,
    STATEMENT_KINDS,
    STATEMENT_PAIRS,
    UNDO,
    UNREADABLE,
    AliasValue,
    Decision,
    DecisionKind,
    Evidence,
    InputError,
    LinkedKind,
    NamedValue,
    PairValue,
    SaysoError,
    SpeakerValue,
    SplitValue,
    Value,
    decision_value,
    in_force,
    name_target,
    question,
    sealed,
    value_text,
)

_IMPORT_TOGETHER = 500


class Draft(Value, frozen=True, kw_only=True):
    """What a person wants to decide, in their own words.

    Attributes:
        kind: see `DecisionKind`.
        targets: ids (or their beginnings) of statements; ids or names of entities; one, or two for a pair.
        value: JSON text as the kind needs it, or for `speaker` and `alias` just the name.
        actor, reason: who, why.
        at: when, RFC 3339 in UTC; now if not given.
        supersedes: id of a decision that it replaces; by default the actor's own last answer to the same question.
    """

    kind: DecisionKind
    targets: tuple[str, ...]
    value: str | None = None
    actor: str
    reason: str = ""
    at: str | None = None
    supersedes: str | None = None


class ImportSummary(Value, frozen=True, kw_only=True):
    """What came of a file of decisions.

    Attributes:
        new: decisions added.
        known: decisions that were there already.
        problems: what could not be taken in, each with its line.
        conflicts: what was taken in although somebody else in force says otherwise; both are kept.
    """

    new: int
    known: int
    problems: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


def decide(ledger: Ledger, draft: Draft) -> Decision:
    """The decision made of a draft, which holds from now on.

    Raises:
        InputError: `no_actor`, `bad_decision`, `unknown_kind`, `unknown_id`, `ambiguous_id`, `not_a_statement`.
    """
    named = _named(ledger, draft)
    mine = (d for d in in_force(ledger.decisions()) if d.actor == named.actor and question(d) == question(named))
    earlier = next(iter(reversed(list(mine))), None)
    if named.supersedes is None and earlier is not None:
        if (earlier.kind, earlier.value, earlier.reason) == (named.kind, named.value, named.reason):
            return earlier
        named = msgspec.structs.replace(named, supersedes=earlier.id)
    decision = sealed(named)
    ledger.decide(decision)
    return decision


def undo(ledger: Ledger, decision_id: str, actor: str, reason: str = "", at: str | None = None) -> Decision:
    """The decision that takes another one back; nothing is in force in its place.

    Raises:
        InputError: `unknown_id`, `not_a_decision`, `not_in_force`, `no_actor`.
    """
    found = ledger.find(whole_id(ledger, decision_id))
    if found is None or found.kind is not FoundKind.DECISION:
        raise InputError("not_a_decision", f"{decision_id!r} is no decision.", "Take one from `sayso decide --export`.")
    old = found.decisions[0]
    if old not in in_force(ledger.decisions()):
        raise InputError("not_in_force", f"The decision {old.id} holds no longer.", "There is nothing to take back.")
    back = sealed(
        msgspec.structs.replace(
            old, value=UNDO, actor=actor_named(actor), reason=reason, at=at or now(), supersedes=old.id, id=""
        )
    )
    ledger.decide(back)
    return back


def decisions_in_force(ledger: Ledger) -> tuple[Decision, ...]:
    """The decisions that hold, earliest first, about the statements as they are now.

    Those whose words cannot be found again are left out; the diagnostic `decision_unmatched` names them.
    """
    moved = {decision.id: current for decision, current in ledger.relocated()}
    held = (moved.get(decision.id, decision) for decision in in_force(ledger.decisions()))
    return tuple(decision for decision in held if decision is not None)


def import_decisions(ledger: Ledger, path: Path) -> ImportSummary:
    """Take in the decisions of a file of JSON Lines; what is there already stays as it is.

    Each decision is checked by itself; those that cannot be used are named and the others are taken in.

    Raises:
        InputError: `no_such_path` when the file cannot be read.
    """
    known_before, problems = {decision.id for decision in ledger.decisions()}, list[str]()
    good: dict[str, Decision] = {}
    for number, line in enumerate(_lines(path), 1):
        try:
            decision = _read_line(line)
        except SaysoError as error:
            problems.append(f"line {number}: {error.message} [{error.code}]")
            continue
        good[decision.id] = decision
    new = [decision for decision in good.values() if decision.id not in known_before]
    for start in range(0, len(new), _IMPORT_TOGETHER):
        ledger.decide(*new[start : start + _IMPORT_TOGETHER])
    conflicts = tuple(_conflicts(in_force(ledger.decisions()), {decision.id for decision in new}))
    return ImportSummary(new=len(new), known=len(good) - len(new), problems=tuple(problems), conflicts=conflicts)


def export_decisions(ledger: Ledger) -> Iterator[Decision]:
    """All decisions in the order they were taken, those superseded too; what was erased is not among them."""
    return (decision for decision in ledger.decisions() if decision.kind is not DecisionKind.ERASE)


def kind_named(name: str) -> DecisionKind:
    """The kind with this name.

    Raises:
        InputError: `unknown_kind`.
    """
    try:
        kind = DecisionKind(name)
    except ValueError:
        known = ", ".join(kind for kind in DecisionKind if kind is not DecisionKind.ERASE)
        raise InputError("unknown_kind", f"There is no kind of decision {name!r}.", f"Give one of: {known}.") from None
    if kind is DecisionKind.ERASE:
        raise InputError("unknown_kind", "Nothing is erased by a decision.", "Use `sayso erase`.")
    return kind


def _named(ledger: Ledger, draft: Draft) -> Decision:
    """The decision of a draft with whole ids, names, and the words it rests on."""
    wanted = 2 if draft.kind in PAIR_KINDS else 1
    if len(draft.targets) != wanted:
        words = "two targets" if wanted == 2 else "one target"
        raise InputError("bad_decision", f"A decision {draft.kind} needs {words}.", "See docs/decisions-of-people.md.")
    whole = _on_statements if draft.kind in STATEMENT_KINDS | STATEMENT_PAIRS else _on_entities
    targets, value, evidence = whole(ledger, draft)
    return sealed(
        Decision(
            id="",
            kind=draft.kind,
            target=" ".join(targets),
            value=value,
            actor=actor_named(draft.actor),
            at=draft.at or now(),
            reason=draft.reason,
            evidence=evidence,
            supersedes=draft.supersedes,
        )
    )


_Whole = tuple[tuple[str, ...], str | None, Evidence | None]


def _on_statements(ledger: Ledger, draft: Draft) -> _Whole:
    ids = tuple(whole_id(ledger, target) for target in draft.targets)
    evidence = tuple(_evidence(ledger, one) for one in ids)
    if draft.kind in STATEMENT_PAIRS:
        return ids, value_text(PairValue(evidence=(evidence[0], evidence[1]))), evidence[0]
    value = draft.value
    if draft.kind is DecisionKind.SPEAKER and value is not None and not value.lstrip().startswith("{"):
        value = value_text(SpeakerValue(name=value))
    return ids, value, evidence[0]


def _evidence(ledger: Ledger, statement: str) -> Evidence:
    found = ledger.find(statement)
    records = found.records if found else None
    attribution = next((a for a in records.attributions if a.id == statement), None) if records else None
    if records is None or attribution is None:
        raise InputError("not_a_statement", f"{statement} is no statement.", "Take an id from `sayso statements`.")
    return evidence_of(records.document, records.raw, attribution)


def _on_entities(ledger: Ledger, draft: Draft) -> _Whole:
    found = tuple(_entity(ledger, target) for target in draft.targets)
    ids, names = tuple(one[0] for one in found), tuple(one[1] for one in found)
    plain = draft.value if draft.value is not None and not draft.value.lstrip().startswith("{") else None
    value = draft.value
    if draft.kind in ENTITY_PAIRS and value is None and names[0] and names[1]:
        value = value_text(PairValue(names=(names[0], names[1])))
    elif draft.kind is DecisionKind.ALIAS and plain is not None:
        value = value_text(AliasValue(alias=plain, name=names[0]))
    elif draft.kind is DecisionKind.SPLIT and plain is not None:
        value = value_text(SplitValue(members=tuple(part.strip() for part in plain.split("|"))))
    elif draft.kind in {DecisionKind.DISCREDIT, DecisionKind.ENTITY_PAGE} and value is None:
        value = value_text(NamedValue(name=names[0]))
    return ids, value, None


def _entity(ledger: Ledger, target: str) -> tuple[str, str | None]:
    """Id and name of what a target means: an entity of the ledger by its id, or whatever has this name."""
    known = ledger.linked_of(LinkedKind.ENTITY, target)
    if known:
        return target, getattr(known[0], "name", None)
    if len(target) == 32 and all(c in "0123456789abcdef" for c in target):
        return target, None
    return name_target(target), target


def _conflicts(held: Iterable[Decision], new: set[str]) -> Iterator[str]:
    """Questions to which a new decision and another one give different answers."""
    answers: dict[object, list[Decision]] = {}
    for decision in held:
        answers.setdefault(question(decision), []).append(decision)
    for found in answers.values():
        differ = len({(decision.kind, decision.value) for decision in found}) > 1
        if differ and not new.isdisjoint(decision.id for decision in found):
            words = ", ".join(f"{d.kind} by {d.actor} ({d.id[:12]})" for d in found)
            yield f"{found[0].target}: {words}; the latest holds"


def _lines(path: Path) -> Sequence[bytes]:
    try:
        return [line for line in path.read_bytes().splitlines() if line.strip()]
    except OSError as error:
        raise InputError("no_such_path", f"{path} cannot be read.", "Name a file of decisions.") from error


def _read_line(line: bytes) -> Decision:
    try:
        decision = msgspec.json.decode(line, type=Decision)
    except UNREADABLE as error:
        raise InputError("bad_decision", f"This is no decision: {error}.", "Mend the line.") from error
    if decision.kind is DecisionKind.ERASE:
        raise InputError("bad_decision", "Nothing is erased by a decision.", "Use `sayso erase`.")
    whole = decision if decision.id else sealed(decision)
    if sealed(whole) != whole:
        raise InputError("bad_decision", f"{decision.id} is not the id of its content.", "Leave the id empty.")
    decision_value(whole)
    return whole
