"""Reading profiles stand beside the words and change nothing."""

import pytest

from sayso.link.figures import profile_names, read_with
from sayso.records import ConfigError
from tests.link.figures.helpers import only


def test_profiles_by_name() -> None:
    assert profile_names() == ("default", "acled-like", "ucdp-like")


@pytest.mark.parametrize(
    ("profile", "values"),
    [("default", (200, 200, 999)), ("acled-like", (100, 100, 100)), ("ucdp-like", (100, 200, 999))],
)
def test_hundreds(profile: str, values: tuple[float, float, float]) -> None:
    figure = only("Hundreds of boats sank.")
    reading = read_with(figure, profile)
    assert (reading.low, reading.best, reading.high) == values
    assert (figure.low, figure.high) == (200, 999)


def test_a_plain_number_reads_alike_in_every_profile() -> None:
    figure = only("At least 40 boats sank.")
    assert {(r.low, r.best, r.high) for r in (read_with(figure, name) for name in profile_names())} == {
        (40, None, None)
    }


def test_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="acled-like"):
        read_with(only("Hundreds of boats sank."), "nobody")
