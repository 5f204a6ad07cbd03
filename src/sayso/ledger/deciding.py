"""Decisions in the ledger: adding them, finding those that concern a document, bringing its rows up to date."""

import json
from collections.abc import Iterable, Iterator

import msgspec

from sayso.ledger import logs
from sayso.ledger.decided import Decided, Made, apply_decisions, match_decision
from sayso.ledger.driver import Connection
from sayso.ledger.inside import read_inside, read_layers
from sayso.ledger.projecting import Inside
from sayso.records import (
    STATEMENT_KINDS,
    STATEMENT_PAIRS,
    UNREADABLE,
    Decision,
    Evidence,
    IntegrityError,
    PairValue,
    Stage,
    StoreError,
    canonical,
    decision_value,
    in_force,
)

_STANDING = """SELECT d.body FROM decision d WHERE {where}
AND NOT EXISTS (SELECT 1 FROM decision n WHERE n.body ->> '$.supersedes' = d.id)"""

_OF_DOCUMENT = _STANDING.format(
    where="""d.id IN (SELECT k.id FROM decision k WHERE k.body ->> '$.evidence.key' = :key
        UNION SELECT t.id FROM json_each(:ids) j JOIN decision t ON t.body ->> '$.target' = j.value)"""
)

_ON_STATEMENTS = _STANDING.format(where="d.body ->> '$.kind' IN (SELECT value FROM json_each(:kinds))")


def add_decision(connection: Connection, decision: Decision) -> bool:
    """Whether the decision was new; the caller holds the transaction and then brings rows up to date.

    Raises:
        InputError: `bad_decision` when its value is not what its kind needs.
        StoreError: `decision_conflict` when its id is there with another content.
    """
    decision_value(decision)
    body = canonical(decision).decode()
    row = connection.execute("SELECT body FROM decision WHERE id = ?", (decision.id,)).fetchone()
    if row is not None and row[0] != body:
        raise StoreError(
            "decision_conflict",
            f"Another decision has the id {decision.id}.",
            "Give the decision the id that its content hashes to.",
        )
    if row is None:
        logs.append(connection, "decision", decision.id, body)
    return row is None


def decided_of(connection: Connection, held: Inside) -> Decided:
    """The records of one input with the decisions in force applied; its layers are read if they are needed."""
    document = held.document
    if document is None:
        return Decided(held.attributions, held.statements, {})
    standing = standing_of(connection, document.key, [attribution.id for attribution in held.attributions])
    if not standing:
        return Decided(held.attributions, held.statements, {})
    raw = held.raw or next(iter(read_layers(connection, held.records.get(Stage.TEXT, ()))), "")
    return apply_decisions(Made(document, raw, held.attributions, held.statements), standing)


def standing_of(connection: Connection, key: str, ids: Iterable[str]) -> tuple[Decision, ...]:
    """The decisions in force on statements with these ids, or that rest on words of a document with this key."""
    rows = connection.execute(_OF_DOCUMENT, {"key": key, "ids": json.dumps(list(ids))})
    return in_force(_parsed(row[0]) for row in rows.fetchall())


def rows_touched(connection: Connection, decisions: Iterable[Decision]) -> list[int]:
    """The inputs whose rows may change with these decisions, whether they decide something or take it back."""
    of_statements = [decision for decision in decisions if decision.kind in STATEMENT_KINDS]
    keys = json.dumps(sorted({d.evidence.key for d in of_statements if d.evidence}))
    targets = json.dumps(sorted({d.target for d in of_statements}))
    rows = connection.execute(
        """SELECT d.row FROM json_each(:keys) j JOIN document d ON d.key = j.value
        UNION SELECT s.document_row FROM json_each(:targets) j JOIN statement s ON s.id = j.value
        UNION SELECT d.row FROM json_each(:targets) j JOIN decision o ON o.body ->> '$.target' = j.value
            JOIN document d ON d.key = o.body ->> '$.evidence.key'""",
        {"keys": keys, "targets": targets},
    )
    return sorted(row[0] for row in rows.fetchall())


def relocated(connection: Connection) -> Iterator[tuple[Decision, Decision | None]]:
    """Each decision in force on statements, and as it is about the current ones: None where one of them is lost."""
    kinds = json.dumps(sorted(STATEMENT_KINDS | STATEMENT_PAIRS))
    rows = connection.execute(_ON_STATEMENTS, {"kinds": kinds}).fetchall()
    for decision in in_force(_parsed(row[0]) for row in rows):
        value = decision_value(decision)
        pair = value.evidence if isinstance(value, PairValue) else None
        evidence = pair or (decision.evidence,) * len(decision.targets)
        now = [_id_now(connection, decision, *one) for one in zip(decision.targets, evidence, strict=False)]
        target = " ".join(sorted({found for found in now if found}))
        whole = len(target.split()) == len(decision.targets)
        yield decision, msgspec.structs.replace(decision, target=target) if whole else None


def _parsed(body: str) -> Decision:
    try:
        return msgspec.json.decode(body, type=Decision)
    except UNREADABLE as error:
        raise IntegrityError("damaged_content", f"A decision is damaged: {error}.", "Run `sayso verify`.") from error


def _id_now(connection: Connection, decision: Decision, target: str, evidence: Evidence | None) -> str | None:
    """The id of the current statement that a target means."""
    if connection.execute("SELECT 1 FROM statement WHERE id = ? AND current = 1", (target,)).fetchone() is not None:
        return target
    if evidence is None:
        return None
    row = connection.execute("SELECT row FROM document WHERE key = ? AND current = 1", (evidence.key,)).fetchone()
    held = read_inside(connection, row[0]) if row else None
    if held is None or held.document is None:
        return None
    one = msgspec.structs.replace(decision, target=target, evidence=evidence)
    match = match_decision(Made(held.document, held.raw, held.attributions, held.statements), one)
    return held.attributions[match[0]].id if match else None
