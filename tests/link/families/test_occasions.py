"""What tells of an occasion: proposals, positions, and days known only widely."""

import pytest

from sayso.link.families.occasions import holds_day_of, occasion_of, proposes
from sayso.link.families.words import words_of
from tests.link.families.worlds import DAY, said

PROPOSALS = [
    ("called for", "a ban on barges"),
    ("proposed", "closing the sluices"),
    ("said", "he wants the sluices closed"),
    ("has said", "there should be a toll on barges"),
    ("discussed", "her plan to close the sluices"),
]
OTHERS = [
    ("decried", "Lind's call for a ban on barges"),
    ("vowed", "to close the sluices"),
    ("said", "the sluices are closed"),
]


@pytest.mark.parametrize(("cue", "content"), PROPOSALS)
def test_a_proposal_is_known_by_cue_or_content(cue: str, content: str) -> None:
    assert proposes(words_of(cue).plain, words_of(content).plain)


@pytest.mark.parametrize(("cue", "content"), OTHERS)
def test_what_another_proposed_or_somebody_promised_is_none(cue: str, content: str) -> None:
    assert not proposes(words_of(cue).plain, words_of(content).plain)


def test_positions_stand() -> None:
    assert occasion_of(said("the toll", cue="opposes")).standing
    assert not occasion_of(said("the toll", cue="announced")).standing


def test_who_goes_on_with_a_speech_says_nothing_again() -> None:
    assert not occasion_of(said("the toll", cue="continued")).standing
    assert occasion_of(said("the toll", cue="has continued to say")).standing


def test_a_day_known_widely_holds_a_day_known_narrowly() -> None:
    year = said("the toll", "a", 200, said=(DAY, DAY + 364))
    assert holds_day_of(year, said("the toll", "b", 10))
    assert holds_day_of(year, said("the toll", "b", 400, said=(DAY + 5, DAY + 5)))
    assert not holds_day_of(year, said("the toll", "b", 500))
    assert not holds_day_of(said("the toll", "a", 3, said=(DAY, DAY)), said("the toll", "b", 1))
