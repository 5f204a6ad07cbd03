"""Chains: who passes the words on, from the article inwards; and to whom they were said."""

import pytest

from sayso.records import HopKind
from tests.resolve.marked import statements

CASES = [
    ("told an outlet", "<s>Ana Ruiz</s> <c>told</c> CNN <q>it is over</q>.", [("outlet", "CNN")]),
    ("in an interview", "In an interview with the Dorn Times, <s>Ana Ruiz</s> <c>said</c> <q>it is over</q>.",
     [("outlet", "Dorn Times")]),
    ("on a show", "<s>Ana Ruiz</s> <c>said</c> on NBC on Monday <q>it is over</q>.", [("outlet", "NBC")]),
    ("citing an outlet without a name",
     "Citing state television, <s1>AFP</s1> <c1>reported</c1> <q1>that <s>Ana Ruiz</s> <c>told</c> Tom Hale, "
     "<q>“It is over.”</q></q1>", [("outlet", "AFP"), ("outlet", "state television")]),
    ("an outlet that quoted somebody",
     "<s>The state-run site Dorn News</s> quoted a ‘security source’ on June 22, <c>stating</c> <q>“it is over.”</q>",
     [("outlet", "Dorn News")]),
    ("as stated by",
     "As stated by Kai Stern in the Dorn Tribune, <c>according to</c> <s>the Velian League</s>, <q>8,000 fled</q>.",
     [("outlet", "Dorn Tribune"), ("person", "Kai Stern")]),
    ("statement", "<s>Ana Ruiz</s> <c>said</c> in a statement <q>it is over</q>.", [("document", "statement")]),
    ("e-mail", "<s>Ana Ruiz</s> <c>wrote</c> in an email to staff <q>it is over</q>.", [("document", "e-mail")]),
    ("tweet", "<s>Ana Ruiz</s> <c>tweeted</c> <q>it is over</q>.", [("platform", "Twitter")]),
    ("letter as source", "Tom Hale left. <s>Hale’s letter</s> <c>says</c> <q>it is over</q>.", [("document", "letter")]),  # noqa: E501
    ("outer attribution", "<s1>Tom Hale</s1> <c1>said</c1> <q1>that <s>Ana Ruiz</s> <c>denies</c> <q>it</q></q1>.",
     [("person", "Tom Hale")]),
    ("told reporters is no hop", "<s>Ana Ruiz</s> <c>told</c> reporters <q>it is over</q>.", []),
    ("a rally is no hop", "At a rally in Dorn, <s>Ana Ruiz</s> <c>said</c> <q>it is over</q>.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hops"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_hops(text: str, hops: list[tuple[str, str]]) -> None:
    chain = statements(text)[0].chain
    assert chain[0].kind is HopKind.ARTICLE
    assert chain[-1].kind is HopKind.SPEAKER
    assert [(str(hop.kind), hop.name) for hop in chain[1:-1]] == hops


def test_own_outlet_is_never_repeated() -> None:
    chain = statements("<s>Ana Ruiz</s> <c>told</c> the Dorn Times <q>it is over</q>.", outlet="The Dorn Times")[
        0
    ].chain
    assert [(str(hop.kind), hop.name) for hop in chain] == [("article", "The Dorn Times"), ("speaker", "Ana Ruiz")]


def test_chain_breaks_where_nobody_is_named() -> None:
    statement = statements("Rates <c>are expected</c> <q>to rise</q>.")[0]
    assert statement.chain[-1].kind is HopKind.UNKNOWN
    assert not statement.origin_stated


def test_outlet_that_speaks_is_the_speaker() -> None:
    chain = statements("<s>AFP</s> <c>reported</c> <q>a strike</q>.")[0].chain
    assert [(str(hop.kind), hop.name) for hop in chain[1:]] == [("speaker", "AFP")]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Tom Hale came. <s>Ana Ruiz</s> <c>told</c> Hale <q>that it is over</q>.", "Tom Hale"),
        ("<s>Ana Ruiz</s> <c>told</c> reporters <q>that it is over</q>.", "reporters"),
        ("<s>Ana Ruiz</s> <c>said</c> <q>that it is over</q>.", None),
    ],
)
def test_addressee(text: str, addressee: str | None) -> None:
    assert statements(text)[0].addressee == addressee


def test_about_names_what_the_content_names() -> None:
    assert statements("<s>Ana Ruiz</s> <c>said</c> <q>the Velian League will sue Tom Hale</q>.")[0].about == (
        "Velian League",
        "Tom Hale",
    )


def hops(marked: str, index: int = 0) -> list[tuple[str, str | None]]:
    return [(str(hop.kind), hop.name) for hop in statements(marked, published="2022-04-12")[index].chain[1:]]


def test_an_outlet_that_cites_somebody_is_a_hop_and_whom_it_cites_the_speaker() -> None:
    text = "<s>Dorn News</s>, citing Ana Ruiz, <c>reported</c> <q>that nets tore</q>."
    assert hops(text) == [("outlet", "Dorn News"), ("speaker", "Ana Ruiz")]


def test_what_encloses_a_statement_gives_its_whole_chain() -> None:
    text = "<s>Ana Ruiz</s> <c>told</c> Dorn News <q>that <s1>Tom Hale</s1> <c1>said</c1> <q1>no</q1></q>."
    assert hops(text, 1) == [("outlet", "Dorn News"), ("person", "Ana Ruiz"), ("speaker", "Tom Hale")]


def test_the_outlet_that_heads_an_item_of_a_list_is_a_hop() -> None:
    text = "April 3, 2022—Dorn News (affiliated with Tom Hale): Mayor <s>Ana Ruiz</s> <c>said</c> <q>no</q>."
    assert hops(text) == [("outlet", "Dorn News"), ("speaker", "Ana Ruiz")]


def test_a_semicolon_parts_what_was_passed_on() -> None:
    text = "According to Dorn News, it rained; <s>Ana Ruiz</s> <c>said</c> <q>no</q>."
    assert hops(text) == [("speaker", "Ana Ruiz")]


def test_told_the_website_is_the_outlet_named_last() -> None:
    text = "Dorn News asked her. <s>Ana Ruiz</s> <c>told</c> the website <q>no</q>."
    assert hops(text) == [("outlet", "Dorn News"), ("speaker", "Ana Ruiz")]


def test_a_page_of_her_own_is_a_platform() -> None:
    text = "<s>Ana Ruiz</s> <c>wrote</c> on her page <q>that it rained</q>."
    assert hops(text) == [("platform", "her page"), ("speaker", "Ana Ruiz")]


def test_what_goes_on_through_a_page_is_said_on_it_too() -> None:
    text = "<s>Ana Ruiz</s> <c>wrote</c> on her page <q>that it rained</q>. <q1>“No,”</q1> <s1>she</s1> <c1>wrote</c1>."
    assert hops(text, 1) == [("platform", "her page"), ("speaker", "Ana Ruiz")]
    assert hops(text.replace("rained</q>. ", "rained</q>.\n"), 1) == [("speaker", "Ana Ruiz")]


def test_a_hop_goes_on_for_nobody_else() -> None:
    text = "<s>Ana Ruiz</s> <c>told</c> CNN <q>no</q>. <q1>“No,”</q1> <s1>Tom Hale</s1> <c1>said</c1>."
    assert hops(text, 1) == [("speaker", "Tom Hale")]


def test_what_is_written_to_somebody_is_a_letter() -> None:
    text = "<s>Ana Ruiz</s> <c>wrote</c> to Tom Hale <q>that it rained</q>."
    assert hops(text) == [("document", "letter"), ("speaker", "Ana Ruiz")]


def test_who_tells_what_he_said_before_stands_twice() -> None:
    text = "<s>Tom Hale</s> <c>recalled</c> <q>that <s1>he</s1> <c1>had said</c1> <q1>no</q1></q>."
    assert hops(text, 1) == [("person", "Tom Hale"), ("speaker", "Tom Hale")]


def test_a_body_that_interviews_is_an_outlet_and_a_court_is_none() -> None:
    text = "In an interview with the Velian Farmers’ Club, <s>Ana Ruiz</s> <c>said</c> <q>no</q>."
    assert hops(text) == [("outlet", "Velian Farmers’ Club"), ("speaker", "Ana Ruiz")]
    assert hops(text.replace("Velian Farmers’ Club", "Velian High Court")) == [("speaker", "Ana Ruiz")]


def test_an_outlet_without_a_known_name_heads_an_item() -> None:
    text = "April 3, 2022—Bulwark daily (close to Tom Hale): Mayor <s>Ana Ruiz</s> <c>said</c> <q>no</q>."
    assert hops(text) == [("outlet", "Bulwark daily"), ("speaker", "Ana Ruiz")]
