"""Roles, affiliations and epithets: who says so, and in whose mouth an epithet stands for somebody."""

import pytest

from sayso.records import Epithet
from sayso.resolve import KnownEpithet, ResolveParams
from tests.resolve.marked import resolve

LEARNT = "The Dorn Council calls itself old. The Dorn Council refers to the Velian League as “the breachers”. "


def epithets(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(e.user, e.word, e.referent) for e in resolve(text).epithets]


def test_a_role_and_an_affiliation_inside_what_is_said_know_their_sayer() -> None:
    found = resolve(
        "<s>Ana Ruiz</s> <c>said</c> <q>that Tom Hale, a former judge, met Dorn News "
        "(affiliated with the Velian League)</q>."
    )
    (statement,) = found.statements
    assert [(r.role, r.former, r.sayer) for r in found.roles] == [("former judge", True, statement.id)]
    assert [(a.to, a.sayer) for a in found.affiliations] == [("Velian League", statement.id)]


def test_what_the_article_says_itself_has_no_sayer() -> None:
    assert [r.sayer for r in resolve("Tom Hale, a judge, left.").roles] == [None]


def test_former_before_a_title_counts() -> None:
    assert [(r.role, r.former) for r in resolve("We met former Mayor Tom Hale.").roles] == [("Mayor", True)]


def test_an_epithet_stands_for_its_referent_in_the_mouth_of_its_user_alone() -> None:
    text = LEARNT + (
        "<s>The Dorn Council</s> <c>said</c> <q>the breachers left</q>. <s1>Ana Ruiz</s1> <c1>said</c1> "
        "<q1>the breachers left</q1>."
    )
    council, ruiz = resolve(text).statements
    assert council.about == ("Velian League",)
    assert ruiz.about == ()


def test_an_epithet_given_from_outside_resolves_and_names_nobody() -> None:
    text = (
        "<s>Ana Ruiz</s> <c>said</c> <q>the toll-house has lied</q>. <s1>The toll-house</s1> <c1>said</c1> <q1>no</q1>."
    )
    params = ResolveParams(epithets=(KnownEpithet(user="Ana Ruiz", word="toll-house", referent="Velian State"),))
    found = resolve(text, params)
    assert found.statements[0].about == ("Velian State",)
    assert [(m.text, m.name) for m in found.mentions if m.how == "epithet"] == [("toll-house", "Velian State")]
    assert found.statements[1].speaker is not None
    assert found.statements[1].speaker.name == "toll-house"


@pytest.mark.parametrize(
    "text",
    [
        "He praised the march, which Ana Ruiz called “peaceful”.",
        "Ana Ruiz described the plan as “a mistake”.",
        "Ana Ruiz referred to it as “the plan”.",
        "Ana Ruiz denounced Tom Hale's remarks as “an insult”.",
    ],
)
def test_what_is_called_is_an_actor_and_by_a_noun(text: str) -> None:
    assert epithets(text) == []


def test_decried_as() -> None:
    assert epithets("Ana Ruiz denounced Tom Hale as a “thief”.") == [("Ana Ruiz", "thief", "Tom Hale")]


def test_a_possessor_is_no_user() -> None:
    assert epithets("Ana Ruiz’s friends, referring to Dorn Council as the “Old Cellar”, left.")[0][0] is None


def test_ties_to_a_part_of_a_body_stay_as_written() -> None:
    found = resolve(
        "Resalda daily (affiliated with Tom Hale’s faction) wrote. "
        "The Guild League and its parent coalition, the Dorn Council, met."
    )
    assert [(a.name, a.to) for a in found.affiliations] == [
        ("Resalda daily", "Tom Hale’s faction"),
        ("Guild League", "Dorn Council"),
    ]


def test_leanings_of_people_are_no_affiliations() -> None:
    assert resolve("They are liberal Democrats. The hard-line Velian monks left.").affiliations == ()


def test_verbs_are_no_part_of_a_role() -> None:
    roles = resolve("It showed him grabbing reporter Ana Ruiz. If Tom Hale is the nominee, it rains.").roles
    assert [(r.name, r.role) for r in roles] == [("Ana Ruiz", "reporter")]


def test_epithets_are_records_of_the_document() -> None:
    assert all(isinstance(e, Epithet) and e.document == "d" for e in resolve(LEARNT).epithets)
