"""Figures that rest on another."""

import pytest

from tests.link.figures.helpers import figures

RELATIVE = [
    ("The guild says at least 1,400 were held. The state says half of that.", 700, 700, "exact"),
    ("At least 8,000 were held; the state admits to approximately half this number.", 4000, 4000, "about"),
    ("The guild counted 312 doors. The ministry counted half as many.", 156, 156, "exact"),
    ("The guild counted 312 doors. The mayor counted twice as many.", 624, 624, "exact"),
    ("The guild put it at 30,000. Police spoke of less than a third of that.", None, 10000, "less_than"),
    ("Between 10 and 20 boats sank, or double that number.", 20, 40, "between"),
    ("They handed over 22 boats. The guild kept the same number.", 22, 22, "exact"),
]


@pytest.mark.parametrize(("text", "low", "high", "bound"), RELATIVE)
def test_reckoned_from_the_figure_before(text: str, low: float | None, high: float | None, bound: str) -> None:
    base, relative = figures(text)
    assert (relative.low, relative.high, relative.bound) == (low, high, bound)
    assert relative.relative_to == base.id
    assert relative.of_what == base.of_what


def test_reckoned_from_the_figure_that_follows() -> None:
    relative, base = figures("It will cost half as much again as the 12 million marks set aside.")
    assert (relative.low, relative.relative_to) == (18e6, base.id)


def test_owner_names_the_figure() -> None:
    text = "The Union counted 90 boats. The harbour counted 20 boats. A pilot said half the Union's number came back."
    union, _, relative = figures(text)
    assert (relative.low, relative.relative_to) == (45, union.id)


def test_without_its_figure_the_same_number_is_none() -> None:
    assert figures("They kept the same number.") == ()


def test_without_its_figure_a_multiple_has_no_value() -> None:
    (figure,) = figures("A leaked letter puts the cost at twice the official figure.")
    assert (figure.low, figure.high, figure.relative_to) == (None, None, None)


def test_a_share_of_a_named_thing_is_percent() -> None:
    _, share = figures("The town has 900 houses. Half of the boats are new.")
    assert (share.low, share.unit, share.relative_to) == (50, "percent", None)
