"""For which body somebody speaks who says "we"."""

import pytest

from sayso.records import HopKind, Statement
from tests.resolve.marked import statements

CASES = {
    "a coach": ("Ana Ruiz, Velian coach,", "Velian"),
    "a spokesman of a body": ("Lirr Guild spokesman Bo Tam", "Lirr Guild"),
    "a founder": ("Ana Ruiz, the founder of DornPort,", "DornPort"),
    "somebody of a team": ("team member Ana Ruiz", "the team"),
    "a mayor speaks for herself": ("Ana Ruiz, the mayor,", "Ana Ruiz"),
    "a former spokesman speaks for himself": ("former Lirr Guild spokesman Bo Tam", "Bo Tam"),
}


TOWN = (
    "The rain that came down on the town all night had stopped when the members of the Lirr Guild met in the hall, and "
    "many people stood outside and waited. Ana Ruiz was there, and so was Bo Tam.\n"
)


def we(person: str, before: str = "") -> Statement:
    """What "we" is in the words of a person."""
    said = "<c1>said</c1>: <q1>“Now <s>we</s> <c>think</c> <q>it will do</q>.”</q1>"
    return statements(f"{TOWN}{before}On Monday <s1>{person}</s1> {said}")[0]


@pytest.mark.parametrize("case", CASES)
def test_we_is_the_body_whose_voice_somebody_is(case: str) -> None:
    person, body = CASES[case]
    one = we(person)
    assert one.speaker is not None
    assert one.speaker.name == body


def test_whoever_says_we_for_a_body_is_a_hop() -> None:
    one = we("Lirr Guild spokesman Bo Tam")
    assert [(hop.kind, hop.name) for hop in one.chain[1:]] == [
        (HopKind.PERSON, "Bo Tam"), (HopKind.SPEAKER, "Lirr Guild"),
    ]  # fmt: skip


def test_i_is_the_person_whatever_the_role() -> None:
    (_, one) = statements(
        f"{TOWN}On Monday <s>Lirr Guild spokesman Bo Tam</s> <c>said</c>: "
        "<q>“Now <s1>I</s1> <c1>think</c1> <q1>it will do</q1>.”</q>"
    )
    assert one.speaker is not None
    assert one.speaker.name == "Bo Tam"


def test_a_researcher_and_colleagues_are_we() -> None:
    one = we("Ana Ruiz", before="In a paper Ruiz and colleagues describe a moth. Ana Ruiz found it.\n")
    assert one.speaker is not None
    assert one.speaker.name == "Ruiz and colleagues"


def test_a_quotation_left_open_runs_on_through_the_paragraph_that_closes_it() -> None:
    (_, one) = statements(
        '<s>Ana Ruiz</s> <c>said</c>, <q>"We have learned a lot today.</q>\n'
        'It was hard. <s1>I</s1> <c1>think</c1> <q1>it will do</q1>."\nThe rain went on.'
    )
    assert one.speaker is not None
    assert one.speaker.name == "Ana Ruiz"
