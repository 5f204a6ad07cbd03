"""The kind of a name from the words around all its places in a document."""

import pytest

from sayso.resolve.entities import Entities
from sayso.resolve.evidence import told_kind
from sayso.resolve.kinds import kind_of
from sayso.resolve.view import View
from tests.resolve.marked import read


def kinds(text: str) -> dict[str, str | None]:
    one = read(f"{text} <s>Ana Ruiz</s> <c>said</c> <q>so</q>.")
    entities = Entities(View(one.raw, one.clean, one.layout, ()))
    return {entity.name: entity.kind and str(entity.kind) for entity in entities.all}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Rain fell in Quorbe. Nobody left Quorbe.", "Quorbe", "place"),
        ("They met on the outskirts of Quorbe. Quorbe province was quiet.", "Quorbe", "place"),
        ("Two members of Quorbe were held. A spokesman for Quorbe denied it.", "Quorbe", "organisation"),
        ("A paper by Quorbe, who left early, was read.", "Quorbe", "person"),
        ("The house was sold. Quorbe’s widow bought it.", "Quorbe", "person"),
        ("A boat went to Quorbe. They thought of Quorbe.", "Quorbe", None),
        ("Members of Tamsel Quorbe met. A spokesman for Tamsel Quorbe left.", "Tamsel Quorbe", "organisation"),
        ("They hope to defeat Quorbe. Nobody would fight Quorbe.", "Quorbe", None),
        ("Supporters of Tamsel Quorbe marched. A friend wrote to Tamsel Quorbe.", "Tamsel Quorbe", "person"),
        ("Tamsel Quorbe’s staff left.", "Tamsel Quorbe", "person"),
        ("They slept near Tamsel Quorbe. Nobody stayed in Tamsel Quorbe.", "Tamsel Quorbe", "place"),
        ("Tamsel Quorbe wrote it. Tamsel Quorbe left.", "Tamsel Quorbe", "person"),
        ("Mr Tamsel Quorbe spoke in it. Members of Tamsel Quorbe’s club left.", "Tamsel Quorbe", "person"),
    ],
)
def test_kind_is_told_by_use(text: str, name: str, kind: str | None) -> None:
    assert kinds(text)[name] == kind


def test_evidence_for_two_kinds_alike_tells_nothing() -> None:
    text = "It rained in Quorbe. Members of Quorbe left."
    places = [(at, at + 6) for at in range(len(text)) if text.startswith("Quorbe", at)]
    assert told_kind(text, places) is None
    assert told_kind(text, places[:1]) == "place"


def test_people_of_a_country_have_no_kind_of_their_own() -> None:
    assert kinds("The talks with Iraqis, who had left, and members of Iraqis’ clubs went on.").get("Iraqis") is None


@pytest.mark.parametrize("name", ["Velian Journalism", "Violent Extremism"])
def test_no_surname_ends_in_ism(name: str) -> None:
    assert kind_of(name) is None
