"""What tells of an occasion: proposals, positions, and days known only widely."""

import pytest

from sayso.link.families.occasions import holds_day_of, occasion_of, proposes, said_after_report
from sayso.link.families.utterances import ReadLayers, utterances
from sayso.link.families.words import words_of
from sayso.resolve import resolve_document
from tests.link.families.worlds import DAY, said
from tests.resolve.marked import read

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


@pytest.mark.parametrize(("day", "carried", "sure"), [(5, False, 1.0), (5, True, 0.5), (0, False, 0.0), (0, True, 0.0)])
def test_a_day_that_was_carried_over_counts_half_where_it_cannot_fit(day: int, carried: bool, sure: float) -> None:
    later = said("the toll", "a", 9, said=(DAY + day, DAY + day), carried=carried)
    report = said("the toll", "b", 0)
    assert said_after_report(later, report) == said_after_report(report, later) == sure


def test_which_days_of_saying_were_carried_over() -> None:
    given = read(
        "<s1>Ana Ruiz</s1> <c1>said</c1> on Tuesday <q1>the toll would pay</q1>. "
        "<s2>She</s2> <c2>added</c2> <q2>it was late</q2>. "
        + "The hall was full. " * 28 + "<s3>Ruiz</s3> <c3>said</c3> <q3>“no more tolls”</q3>.",
        published="2018-01-19",
    )  # fmt: skip
    layers = ReadLayers(document=given.document, raw=given.raw, clean=given.clean, layout=given.layout)
    found = utterances(layers, given.attributions, resolve_document(given).statements)
    assert [u.said is not None for u in found] == [True] * 3
    assert [u.carried for u in found] == [False, True, True]
