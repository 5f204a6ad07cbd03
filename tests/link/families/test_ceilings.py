"""Ceilings of meaning: symmetric, high where words are shared, low where they are not."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.link.families import Tools, Utterance, ceilings, join, prepare
from sayso.link.families.ceilings import FLOOR, bag_of, ceiling
from tests.link.families.worlds import Memory, said, word_vectors

SLUICE = "“The sluices of Port Isel will open before the first frost, and nobody will drown this winter.”"
GUILD = "the salt guild owes every lamplighter a pension"


def highest(one: Utterance, other: Utterance) -> float:
    return ceiling(bag_of(prepare(one)), bag_of(prepare(other)))


def test_equal_words_may_mean_the_same() -> None:
    assert highest(said(SLUICE, "a"), said(SLUICE, "b")) == 1.0


def test_a_statement_without_words_is_held_back_by_nothing() -> None:
    assert highest(said("—", "a", speaker=None, source="", cue=""), said(SLUICE, "b")) == 1.0


def test_other_words_of_another_speaker_are_near_the_floor() -> None:
    other = said(GUILD, "b", speaker="Tomas Lind", source="Tomas Lind", cue="told")
    assert FLOOR <= highest(said(SLUICE, "a"), other) < FLOOR + 0.05


@given(
    st.lists(st.sampled_from([SLUICE, GUILD, "the ferry", "Port Isel will open", "a pension"]), min_size=2, max_size=2)
)
def test_the_ceiling_is_symmetric_and_within_bounds(contents: list[str]) -> None:
    one, other = said(contents[0], "a"), said(contents[1], "b", speaker="Tomas Lind")
    assert highest(one, other) == highest(other, one)
    assert FLOOR <= highest(one, other) <= 1.0


@pytest.mark.parametrize(("floor", "asks"), [(FLOOR, False), (1.0, True)])
def test_vectors_are_made_only_where_words_allow_it(monkeypatch: pytest.MonkeyPatch, floor: float, asks: bool) -> None:
    asked: list[str] = []

    def vectors(texts: Sequence[str]) -> NDArray[np.int8]:
        asked.extend(texts)
        return word_vectors(texts)

    monkeypatch.setattr(ceilings, "FLOOR", floor)
    alike = [said(GUILD, "a"), said("a lamplighter of Dolmar has found the lost harbour bell", "b")]
    assert list(join(alike, Tools(vectors=vectors, cache=Memory()))) == []
    assert bool(asked) is asks
