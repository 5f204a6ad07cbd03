"""What readers may not want to meet unasked is told by what is done to bodies, not by who does it."""

import tomllib
from importlib.resources import files

import pytest

from sayso import app


@pytest.mark.parametrize(
    "text",
    [
        "They found a severed human hand by the sluice.",
        "The BEHEADED statue",
        "the charred and mangled bodies",
        "they slit his throat",
        "a pool of dark blood",
        "skinned\nalive",
    ],
)
def test_graphic(text: str) -> None:
    assert app.is_graphic(text)


@pytest.mark.parametrize(
    "text",
    [
        "Seven people were killed and 63 injured.",
        "The body of the letter was severed from its head office.",
        "a massacre, the council said",
        "He was charged with rape.",
        "The budget was cut.",
        "",
    ],
)
def test_not_graphic(text: str) -> None:
    assert not app.is_graphic(text)


def test_the_lists_name_nobody() -> None:
    table = tomllib.loads(files("sayso.app").joinpath("graphic.toml").read_text("utf-8"))
    words = [*table["words"], *(word for pair in table["pairs"] for side in pair.values() for word in side)]
    assert all(word == word.lower() for word in words)
