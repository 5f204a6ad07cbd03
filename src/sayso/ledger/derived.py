"""Diagnostics that concern several documents at once: read off the ledger's content, never written in reading order."""

from collections.abc import Iterator

from sayso.ledger.deciding import relocated
from sayso.ledger.driver import Connection
from sayso.records import Decision, Diagnostic

_SHARED = """
WITH shared AS (
    SELECT original, count(DISTINCT key) AS keys, min(key) AS first FROM document GROUP BY original
    HAVING count(DISTINCT key) > 1)
SELECT DISTINCT d.key, d.id, s.keys, s.first FROM shared s JOIN document d ON d.original = s.original
ORDER BY d.key, d.id"""

_VERSIONS = """
WITH versions AS (
    SELECT key, count(DISTINCT id) AS ids FROM document GROUP BY key HAVING count(DISTINCT id) > 1)
SELECT DISTINCT d.key, d.id, v.ids, c.id FROM versions v JOIN document d ON d.key = v.key
JOIN document c ON c.key = v.key AND c.current = 1
ORDER BY d.key, d.id"""


def derived_diagnostics(connection: Connection) -> Iterator[Diagnostic]:
    """The diagnostics `shared_original`, `decision_unmatched` and `new_version`, in a fixed order."""
    for key, document, keys, first in connection.execute(_SHARED):
        detail = f"one of {keys} documents with the same bytes; the first of their keys is {first}"
        yield Diagnostic(code="shared_original", key=key, document=document, detail=detail)
    for decision, now in relocated(connection):
        if now is None:
            yield _unmatched(decision)
    for key, document, ids, current in connection.execute(_VERSIONS):
        which = "the current one" if document == current else f"superseded by {current}"
        yield Diagnostic(
            code="new_version", key=key, document=document, detail=f"one of {ids} versions of this key; {which}"
        )


def _unmatched(decision: Decision) -> Diagnostic:
    key = decision.evidence.key if decision.evidence else ""
    detail = f"decision {decision.id} ({decision.kind} by {decision.actor}): its words are not there, or not once"
    return Diagnostic(code="decision_unmatched", key=key, detail=detail)
