"""Whom a statement is about and to whom it was said: whole names, people meant by pronouns, those addressed."""

import pytest

from tests.resolve.marked import resolve, statements

AHEAD = "Ana Ruiz and Tom Hale met in Dorn. "


def names(text: str) -> list[str]:
    return [mention.name for mention in resolve(text).mentions]


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("that Tom Hale and the Velian League lied", ("Tom Hale", "Velian League")),
        ("that the Ruiz-Hale ticket would fail and Hale would leave", ("Tom Hale",)),
        ("that anti-Hale rallies went on", ("Tom Hale",)),
        ("that Hale-backed groups went on", ("Tom Hale",)),
        ("that French farmers and Republican voters would stay home", ()),
        ("that the French regime would fall", ("France",)),
        ("that it was the U.S. and its friends", ("U.S.",)),
        ("“Thinking of all of you”", ()),
    ],
)
def test_about_holds_whole_names(said: str, about: tuple[str, ...]) -> None:
    (statement,) = statements(f"{AHEAD}<s>Ana Ruiz</s> <c>said</c> <q>{said}</q>.")
    assert statement.about == about


def test_a_pronoun_in_what_is_said_tells_whom_it_is_about() -> None:
    text = "Tom Hale, the mayor, left on Monday. <s>Ana Ruiz</s>, a lawyer, <c>said</c>: <q>“He will not be back.”</q>"
    assert statements(text)[0].about == ("Tom Hale",)


def test_inside_quotation_marks_no_pronoun_is_the_speaker() -> None:
    text = "<s>Ana Ruiz</s>, a lawyer, <c>said</c>: <q>“She will not be back.”</q>"
    assert statements(text)[0].about == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fighters of the Islamic State left.", "Islamic State"),
        ("Members of the Muslim Brotherhood left.", "Muslim Brotherhood"),
        ("A note on the Ministry of Health Ana Ruiz left.", "Ana Ruiz"),
        ("It was the Dorn-backed Salt Front.", "Salt Front"),
        ("It was an Anti-Fraud League.", "Anti-Fraud League"),
    ],
)
def test_names_are_whole(text: str, found: str) -> None:
    assert found in names(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("After the Cold War it rained.", []),
        ("The Democrat won the Republican state.", []),
        ("They were African-American voters.", []),
        ("She left as Secretary of State.", []),
        ("It was the Republican Party.", ["Republican Party"]),
        ("It was the Justice Department.", ["Justice Department"]),
        ("It was said that Secretary of Commerce Tom Hale had left.", ["Tom Hale"]),
        ("It was said: “Now [DC President] Ana Ruiz sings.”", ["DC", "Ana Ruiz"]),
        ("It was a super PAC, and it ran some ads on TV.", []),
        ("Ana Bush left. They saw Bush Monday.", ["Ana Bush", "Ana Bush"]),
    ],
)
def test_scraps_are_no_names(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("<s>Ana Ruiz</s> <c>urged</c> <q>the crowd to go home</q>.", "the crowd"),
        ("<s>Ana Ruiz</s> <c>called on</c> <q>Tom Hale to resign</q>.", "Tom Hale"),
        ("<q>“No”</q>, <s>Ana Ruiz</s> <c>wrote</c> to her colleagues.", "her colleagues"),
        ("<s>Ana Ruiz</s> <c>called on the council</c> <q>to resign</q>.", "the council"),
        ("<s>Ana Ruiz</s> <c>sent a short message to her friends, asking</c> <q>not to come</q>.", "her friends"),
        ("<s>Ana Ruiz</s> <c>asked</c> <q>for help</q>.", None),
        ("<s>Ana Ruiz</s> <c>asked</c> <q>to be heard</q>.", None),
        ("<s>Ana Ruiz</s> <c>warned</c> <q>that it would rain</q>.", None),
    ],
)
def test_to_whom_it_was_said(text: str, addressee: str | None) -> None:
    assert statements(text)[0].addressee == addressee
