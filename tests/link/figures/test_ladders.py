"""Observations of one quantity across documents."""

import random

from sayso.link.figures import group_figures, same_quantity
from sayso.records import Figure
from tests.link.figures.helpers import figures


def observed(*texts: str) -> tuple[Figure, ...]:
    """The figures of several documents."""
    return tuple(figure for at, text in enumerate(texts) for figure in figures(text, document=str(at)))


def test_disagreement_is_a_ladder_of_intervals() -> None:
    ladders = group_figures(
        observed(
            "The ministry said seven people were killed at Gate Four.",
            "The guild says at least 22 people died at Gate Four.",
        )
    )
    (ladder,) = ladders
    assert [(rung.low, rung.high, rung.bound) for rung in ladder.rungs] == [(7, 7, "exact"), (22, None, "at_least")]
    assert not ladder.agree


def test_intervals_with_a_common_value_agree() -> None:
    (ladder,) = group_figures(
        observed("At least 40 fishing boats sank.", "Some 45 fishing boats sank.", "Dozens of fishing boats sank.")
    )
    assert ladder.agree
    assert len(ladder.rungs) == 3


def test_other_place_other_quantity() -> None:
    one, other = observed("Nine people were killed at Low Sallow.", "Nine people were killed at Port Isel.")
    assert not same_quantity(one, other)


def test_other_year_other_quantity() -> None:
    one, other = observed("In 1994 the flood killed 41 people.", "In 2023 the flood killed 44 people.")
    assert not same_quantity(one, other)


def test_people_alone_show_nothing() -> None:
    one, other = observed("Some 600 people came.", "Some 600 people came.")
    assert not same_quantity(one, other)


def test_a_part_is_not_the_whole() -> None:
    whole, part = observed("They detained 40 sailors at Port Isel. Two of them were detained at Port Isel.")
    assert not same_quantity(whole, part)


def test_a_relative_figure_joins_the_one_it_rests_on() -> None:
    (ladder,) = group_figures(observed("At least 1,400 were held. The state admits to half of that."))
    assert [rung.low for rung in ladder.rungs] == [700, 1400]


def test_order_does_not_matter() -> None:
    found = list(
        observed(
            "Seven people were killed at Gate Four.",
            "At least 22 people were killed at Gate Four.",
            "Twenty fishing boats sank.",
            "Dozens of fishing boats sank; half of that were new.",
        )
    )
    expected = group_figures(tuple(found))
    random.Random(3).shuffle(found)
    assert group_figures((*found, found[0])) == expected
    assert len(expected) == 2
