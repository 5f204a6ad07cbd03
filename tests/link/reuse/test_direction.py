"""Clues of direction: credits, quotation, dates, length."""

import pytest

from sayso.link.reuse import find_reuse
from sayso.link.reuse.credits import find_credits, same_outlet
from sayso.records import ClueKind, Direction, Reuse
from tests.link.reuse.helpers import OTHER, STORY, document


def reuse_of(*documents) -> Reuse:
    (reuse,) = find_reuse(documents)
    return reuse


def test_a_credit_for_the_others_outlet_outweighs_the_dates() -> None:
    reuse = reuse_of(
        document("a", STORY, outlet="Harbor Post", published="2024-05-05"),
        document("b", f"As first reported by the Harbor Post.\n\n{STORY}", published="2024-05-04"),
    )
    assert reuse.direction is Direction.FORWARD
    assert {clue.kind for clue in reuse.clues} == {ClueKind.CREDIT, ClueKind.DATES}
    credit = next(clue for clue in reuse.clues if clue.kind is ClueKind.CREDIT)
    assert credit.document == "b"
    assert credit.spans == ((3, 36),)


def test_two_reprints_of_one_agency_have_a_common_origin() -> None:
    reuse = reuse_of(
        document("a", f"PORTHAVEN (AP) – {STORY}", outlet="Harbor Post", published="2024-05-03"),
        document("b", STORY, outlet="Daily Tide", author="The Associated Press", published="2024-05-04"),
    )
    assert reuse.direction is Direction.COMMON


def test_the_agencys_own_article_is_where_its_reprint_has_it_from() -> None:
    reuse = reuse_of(
        document("a", f"PORTHAVEN (AP) – {STORY}", outlet="Harbor Post"),
        document("b", f"PORTHAVEN (AP) – {STORY}", outlet="Associated Press"),
    )
    assert reuse.direction is Direction.BACKWARD


def test_who_quotes_has_it_from_who_does_not() -> None:
    assert reuse_of(document("a", f"“{STORY}”"), document("b", STORY)).direction is Direction.BACKWARD


def test_an_excerpt_comes_of_the_fuller_text() -> None:
    reuse = reuse_of(document("a", STORY), document("b", f"{STORY} {OTHER} {OTHER[::-1]}"))
    assert reuse.direction is Direction.BACKWARD
    assert [clue.kind for clue in reuse.clues] == [ClueKind.FULLER]


@pytest.mark.parametrize(
    ("text", "author", "names"),
    [
        ("LONDON, Jan 18 (Reuters) - Ships waited.", None, ["Reuters"]),
        ("Ships waited.\n\nSource: AFP", None, ["AFP"]),
        ("Ships waited.", "Jane Doe, Associated Press", ["AP"]),
        ("The ministry (EFE) waited.", None, ["EFE"]),
        ("Ana Ruiz (Porthaven) waited. A pa is a father.", None, []),
    ],
)
def test_agencies_that_are_credited(text: str, author: str | None, names: list[str]) -> None:
    item = document("a", text)
    found = find_credits(item.clean, item.layout, author)
    assert [credit.name for credit in found if credit.agency] == names


def test_names_of_one_outlet() -> None:
    assert same_outlet("the Harbor Post", "Harbor Post")
    assert not same_outlet("Harbor Post", "Harbor Times")
    assert not same_outlet(None, None)
