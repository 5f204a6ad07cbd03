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


@pytest.mark.parametrize(
    ("text", "user", "word", "referent"),
    [
        ("Ana Ruiz called Tom Hale a “con man”.", "Ana Ruiz", "con man", "Tom Hale"),
        ("Ana Ruiz met Dorn News, calling Tom Hale the “Old Cellar”.", "Ana Ruiz", "Old Cellar", "Tom Hale"),
        ("The Dorn Council (DC), which the regime calls the drowners, left.", "regime", "the drowners", "Dorn Council"),
        (
            "They spoke of the “mudlarks,” as the ministry calls the Dorn Council.",
            "ministry",
            "mudlarks",
            "Dorn Council",
        ),
        ("“Mudlarks” is the ministry’s word for the Dorn Council.", "ministry", "Mudlarks", "Dorn Council"),
        ("He wrote “mudlarks,” the ministry’s slur for the Dorn Council.", "ministry", "mudlarks", "Dorn Council"),
        ("Vermin (the regime’s term for the Dorn Council) must go.", "regime", "Vermin", "Dorn Council"),
        ("The Dorn Council, dubbed “the mudlarks” by Ana Ruiz, left.", "Ana Ruiz", "the mudlarks", "Dorn Council"),
        ("Tom Hale, the incumbent, won. Ana Ruiz called the sitting mayor a “thief”.", "Ana Ruiz", "thief", "Tom Hale"),
        (
            "The Dorn Council wrote. Those same letters decried Tom Hale as a “thief”.",
            "Dorn Council",
            "thief",
            "Tom Hale",
        ),
    ],
)
def test_ways_of_calling_somebody_something(text: str, user: str, word: str, referent: str) -> None:
    assert epithets(text) == [(user, word, referent)]


def test_a_name_in_brackets_behind_a_word_of_a_speakers_explains_it() -> None:
    text = "<s>Ana Ruiz</s> <c>said</c>: <q>“Now the mudlarks [Dorn Council] must go.”</q>"
    assert epithets(text) == [("Ana Ruiz", "mudlarks", "Dorn Council")]


def test_what_is_told_to_be_a_wing_is_no_person() -> None:
    found = resolve("They met Night Tide, the armed wing of the Velian League.").mentions
    assert [str(mention.kind) for mention in found if mention.name == "Night Tide"] == ["organisation"]


def test_no_tie_is_made_of_a_poll_or_of_what_somebody_has() -> None:
    assert not resolve("Ana Ruiz was tied with Tom Hale.").affiliations
    assert not resolve("They saw the well-funded Velian League and a pro-life Dorn Council.").affiliations


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz called Tom Hale’s plan a “disaster”.",
        "Ana Ruiz called for a “new start”.",
        "Ana Ruiz called Tom Hale “unfit”.",
        "Ana Ruiz referred to the winner as “Mr. Hale”. Tom Hale left.",
        "Keep so-called Velian “rebels” out.",
        "Ana Ruiz called Velia “a mistake”. She lives in Velia.",
    ],
)
def test_what_is_no_epithet(text: str) -> None:
    assert epithets(text) == []


@pytest.mark.parametrize(
    ("text", "name", "to"),
    [
        ("The Guard-affiliated Lirr News Agency wrote. The Works Guard left.", "Lirr News Agency", "Works Guard"),
        ("Dorn News, a website close to the Works Guard, wrote.", "Dorn News", "Works Guard"),
        ("The Night Tide, the armed wing of the Velian League, left.", "Night Tide", "Velian League"),
        ("KRNA, the official news agency of the Karsenan government, wrote.", "KRNA", "Karsenan government"),
        ("The regime’s official news agency, KRNA, wrote.", "KRNA", "regime"),
        ("Dorn PAC is a committee supporting Tom Hale.", "Dorn PAC", "Tom Hale"),
        ("Night Tide is the Velian League’s armed wing.", "Night Tide", "Velian League"),
        ("The Dorn Commission, a body appointed by the prime minister, met.", "Dorn Commission", "prime minister"),
        (
            "Granite weekly (affiliated with the prime minister’s party) wrote.",
            "Granite weekly",
            "prime minister’s party",
        ),
        ("The Velian Works Authority (VWA), a state company, dug.", "Velian Works Authority", "state company"),
        ("We met Ana Ruiz (Dorn Party) there.", "Ana Ruiz", "Dorn Party"),
    ],
)
def test_ties(text: str, name: str, to: str) -> None:
    assert (name, to) in [(tie.name, tie.to) for tie in resolve(text).affiliations]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Tom Hale, once a judge and later the chair of the Guild, left.",
            [("judge", True), ("chair of the Guild", False)],
        ),
        ("Tom Hale, who served as energy minister until 2015, left.", [("energy minister until 2015", True)]),
        ("Tom Hale, a former aide to Mr. Ruiz, left.", [("former aide to Mr. Ruiz", True)]),
        ("Former Ruiz adviser Tom Hale left. Ana Ruiz stayed.", [("Former Ruiz adviser", True)]),
        ("On Monday the head of the Dorn Council Tom Hale left.", [("head of the Dorn Council", False)]),
        ("Tom Hale, the University of Dorn hydrologist, left.", [("University of Dorn hydrologist", False)]),
        ("Tom Hale, commander-in-chief of the Guard, left.", [("commander-in-chief of the Guard", False)]),
        ("Her niece Tom Hale left.", []),
        ("Tom Hale, asked about the judge, left.", []),
        ("Tom Hale, but it did not help the candidate, left.", []),
        ("It did not mention candidate Tom Hale.", [("candidate", False)]),
        ("Of the two it was Tom Hale, the mayor had to admit.", []),
        ("Tom Hale is attacking our party’s nominee.", []),
    ],
)
def test_roles_are_noun_phrases(text: str, roles: list[tuple[str, bool]]) -> None:
    assert [(r.role, r.former) for r in resolve(text).roles if r.name == "Tom Hale"] == roles


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


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ana Ruiz, who leads the guild, left.", "leader of the guild"),
        ("Ana Ruiz, who presides over the Dorn Council in May, left.", "president of the Dorn Council"),
        ("Its founder, the late Tom Hale, sang.", "founder"),
        ("Ana Ruiz, president of the Dorn Council (DC), left.", "president of the Dorn Council"),
        ("Tom Hale, 34, who describes himself as a former captain of the guard, left.", "former captain of the guard"),
        ("Ana Ruiz, the Lantern of the Dorn, issued a warning there.", "Lantern of the Dorn"),
        ("The guild’s spokeswoman, Ana Ruiz — no cousin of his — left.", "guild’s spokeswoman"),
    ],
)
def test_roles_by_what_stands_around_a_name(text: str, role: str) -> None:
    assert [found.role for found in resolve(text).roles] == [role]


def test_a_body_behind_a_name_is_no_role() -> None:
    assert resolve("Ana Ruiz, the Dorn Academy of Music, left.").roles == ()


def test_whoever_does_something_once_has_no_role_by_it() -> None:
    assert resolve("Ana Ruiz, who leads by three points, left.").roles == ()


def test_ties_to_an_umbrella_and_of_a_label() -> None:
    over = resolve("We met the Dorn Council (DC), the umbrella under which the Mill League sits with others.")
    assert [(a.name, a.to) for a in over.affiliations] == [("Dorn Council", "Mill League")]
    record = resolve(
        "It was late.\n\n<s>TOM HALE (Forward Dorn)</s><c>:</c> <q>No, the mill will never be built in this town</q>."
    )
    assert ("Forward Dorn", "affiliated with") in [(a.to, a.rule) for a in record.affiliations]


def test_nouns_that_only_judge_are_epithets() -> None:
    assert epithets("Ana Ruiz, the ringleader of it, left.") == [(None, "ringleader", "Ana Ruiz")]
    said = "<s>Tom Hale</s> <c>said</c> <q>“Ana Ruiz is a charlatan”</q>."
    assert epithets(said) == [("Tom Hale", "charlatan", "Ana Ruiz")]
    assert epithets("Ana Ruiz, the director of it, left.") == []
