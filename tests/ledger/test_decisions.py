"""Decisions are added, never changed."""

import msgspec
import pytest

from sayso.ledger import FoundKind
from sayso.records import Decision, DecisionKind, Evidence, StoreError
from tests.ledger.making import article, made

DECISION = Decision(
    id="d1",
    kind=DecisionKind.SPEAKER,
    target="s1",
    value='{"name":"Ana Ruiz"}',
    actor="bo",
    at="2026-01-01T00:00:00Z",
    reason="named below",
    evidence=Evidence(document="doc", quote="Ruiz"),
)


def test_decisions_come_back_in_their_order(ledger):
    second = msgspec.structs.replace(DECISION, id="d2", target="s1 s2")
    ledger.decide(DECISION)
    ledger.decide(second)
    assert ledger.decisions() == (DECISION, second)
    assert ledger.decisions(target="s2") == (second,)


def test_the_same_decision_is_added_once(ledger):
    ledger.decide(DECISION)
    ledger.decide(DECISION)
    assert ledger.decisions() == (DECISION,)


def test_another_decision_under_the_same_id_is_refused(ledger):
    ledger.decide(DECISION)
    with pytest.raises(StoreError, match="decision_conflict"):
        ledger.decide(msgspec.structs.replace(DECISION, value='{"name":"Bo Li"}'))
    assert ledger.decisions() == (DECISION,)


def test_find_gives_the_records_needed_to_show_an_id(ledger):
    read = made("a.txt", article(2018))
    ledger.put(ledger.begin_run({}), [read])
    document, layout, _ = read.steps[0].records
    attribution = read.steps[1].records[0]
    on_it = msgspec.structs.replace(DECISION, target=attribution.id)
    ledger.decide(on_it)
    found = ledger.find(attribution.id)
    assert (found.kind, found.decisions) == (FoundKind.STATEMENT, (on_it,))
    assert (found.records.document, found.records.layout, found.records.raw) == (document, layout, article(2018))
    assert ledger.find(document.id).kind is FoundKind.DOCUMENT
    assert ledger.find("d1").decisions == (on_it,)
    assert ledger.find("none") is None
