"""Observations of one quantity across documents."""

import random

from hypothesis import given
from hypothesis import strategies as st

from sayso.link.figures import group_figures, same_quantity
from sayso.link.figures.ladders import _blocks
from sayso.records import Bound, Figure
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


def test_a_figure_without_a_place_does_not_join_two_places() -> None:
    ladders = group_figures(
        observed(
            "Nine fishing boats sank at Low Sallow.",
            "Twelve fishing boats sank.",
            "Nine fishing boats sank at Port Isel.",
        )
    )
    places = [{figure for rung in ladder.rungs for figure in rung.figures} for ladder in ladders]
    assert [len(figures) for figures in places] == [2]


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


def a_figure(words: tuple[str, ...], where: str | None, as_of: str | None, value: float, document: str) -> Figure:
    return Figure(
        id=Figure.make_id(document, (0, 1)),
        document=document,
        span=(0, 1),
        text=str(value),
        low=value,
        high=value,
        bound=Bound.EXACT,
        of_what=" ".join(words),
        where=where,
        as_of=as_of,
        quantity="",
    )


SOME_FIGURE = st.builds(
    a_figure,
    st.lists(st.sampled_from(["people", "killed", "boats", "fishing", "red"]), min_size=1, unique=True).map(tuple),
    st.sampled_from([None, "Low Sallow", "Sallow", "Port Isel"]),
    st.sampled_from([None, "2023-01-30", "2023-03-01", "2023", "2021/2023", "2019-05"]),
    st.sampled_from([3.0, 12.0, 40.0]),
    st.sampled_from(["a", "b"]),
)


@given(SOME_FIGURE, SOME_FIGURE)
def test_figures_of_one_quantity_share_a_block(one: Figure, other: Figure) -> None:
    if same_quantity(one, other):
        assert _blocks(one) & _blocks(other)
