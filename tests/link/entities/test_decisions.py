"""What people decide holds, whatever the names say and however often entities are made anew."""

from sayso.records import UNDO, Decision, DecisionKind, sealed
from tests.link.entities.making import decision, document, holder, joined, one, suggested

MERGE, NEVER, SPLIT = DecisionKind.MERGE, DecisionKind.NEVER_MERGE, DecisionKind.SPLIT
DOCUMENTS = (
    document("d1", "{mayor} [p:Ana Ruiz] of the [o:Salt Guild]", speakers=["Ana Ruiz"]),
    document("d2", "{mayor} [p:Ana P. Ruiz] of the [o:Guild of Pans]", speakers=["Ana P. Ruiz"]),
    document("d3", "[p:Eva Ruiz] alone"),
)


def test_a_merge_joins_what_the_names_keep_apart_and_says_who_decided() -> None:
    decided = decision(MERGE, "Ana Ruiz", "Eva Ruiz")
    entities = joined(*DOCUMENTS, decisions=[decided])
    assert one(entities, "Ana Ruiz", "Eva Ruiz")
    found = holder(entities, "Ana Ruiz")
    assert found.decisions == (decided.id,)
    assert decided.id in {merge.decision for merge in found.merges}
    assert next(m for m in found.merges if m.decision).score == 1.0


def test_what_must_never_be_one_is_neither_joined_nor_suggested() -> None:
    entities = joined(*DOCUMENTS, decisions=[decision(NEVER, "Ana Ruiz", "Ana P. Ruiz")])
    assert not one(entities, "Ana Ruiz", "Ana P. Ruiz")
    assert not suggested(entities, "Ana Ruiz", "Ana P. Ruiz")


def test_a_split_takes_a_name_away() -> None:
    entities = joined(*DOCUMENTS, decisions=[decision(SPLIT, "Ana Ruiz", value="Ana P. Ruiz")])
    assert not one(entities, "Ana Ruiz", "Ana P. Ruiz")


def test_an_alias_may_be_any_word() -> None:
    entities = joined(
        *DOCUMENTS,
        document("d4", "[p:Pans] rule."),
        decisions=[decision(DecisionKind.ALIAS, "Guild of Pans", value="Pans")],
    )
    assert one(entities, "Guild of Pans", "Pans")


def test_of_two_decisions_on_one_pair_the_later_holds() -> None:
    first, later = decision(NEVER, "Ana Ruiz", "Eva Ruiz"), decision(MERGE, "Ana Ruiz", "Eva Ruiz", at="02")
    assert one(joined(*DOCUMENTS, decisions=[later, first]), "Ana Ruiz", "Eva Ruiz")


def test_a_decision_taken_back_has_no_effect() -> None:
    first = decision(MERGE, "Ana Ruiz", "Eva Ruiz")
    back = sealed(
        Decision(
            id="",
            kind=MERGE,
            target=first.target,
            value=UNDO,
            actor="r",
            at="2026-01-03T00:00:00Z",
            supersedes=first.id,
        )
    )
    assert not one(joined(*DOCUMENTS, decisions=[first, back]), "Ana Ruiz", "Eva Ruiz")


def test_a_decision_survives_that_the_entity_is_called_otherwise() -> None:
    before = joined(*DOCUMENTS[:2])
    target = holder(before, "Ana Ruiz").id
    decided = decision(MERGE, "Ana Ruiz", "Eva Ruiz")
    more = [document(f"n{n}", "{mayor} [p:Ana P. Ruiz]") for n in range(5)]
    after = joined(*DOCUMENTS, *more, decisions=[decided])
    found = holder(after, "Eva Ruiz")
    assert found.name == "Ana P. Ruiz"
    assert target in found.members
    assert one(after, "Ana Ruiz", "Eva Ruiz")


def test_a_decision_on_names_that_no_document_gives_does_nothing() -> None:
    decided = decision(MERGE, "Nobody Here", "Nor There")
    assert joined(*DOCUMENTS, decisions=[decided]).keys() == joined(*DOCUMENTS).keys()


def test_a_page_by_decision_and_none_by_decision() -> None:
    page = DecisionKind.ENTITY_PAGE
    shown = joined(*DOCUMENTS, decisions=[decision(page, "Eva Ruiz"), decision(page, "Ana Ruiz", holds=False)])
    assert holder(shown, "Eva Ruiz").page
    assert not holder(shown, "Ana Ruiz").page
