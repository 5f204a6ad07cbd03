"""What a reader of one article makes of the gold: every reading has its place, its reason and something to say."""

from collections import Counter

import pytest
from benchmarks.sample_background import asked as told_by_entities
from benchmarks.sample_readings import ASKED, Reading, causes, judged, readings
from benchmarks.sample_resolution import Row, explained, rows

import sample_gold
from sayso.records import SpeakerKind

EVERY = [one for ones in readings().values() for one in ones]
SHORTEST_REASON = 6
"""Words."""
LEAST_JUDGED = 60
UNREAD = 4
"""Misses that a change of the rules may bring before somebody has read them."""


@pytest.fixture(scope="module")
def places() -> dict[str, Row]:
    """Every attribution of the gold by its place."""
    return {row.at: row for row in rows()}


def test_every_reading_has_its_place_in_the_gold(places: dict[str, Row]) -> None:
    told = {row.at for row in told_by_entities()}
    assert [one.at for one in EVERY if one.at not in places and one.at not in told] == []


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.at}-{one.asks}")
def test_a_reading_asks_something_and_gives_a_reason(one: Reading) -> None:
    assert one.asks in ASKED
    assert one.kind is None or one.kind in set(SpeakerKind)
    assert len(one.why.split()) >= SHORTEST_REASON


def test_a_reading_is_not_what_the_gold_says(places: dict[str, Row]) -> None:
    golds = {at: row.gold for at, row in places.items()}
    speakers = [one for one in EVERY if one.asks == "speaker"]
    same = [one.at for one in speakers if golds[one.at]["speaker"] == {"name": one.reader, "kind": one.kind}]
    dates = [one for one in EVERY if one.asks == "said"]
    assert same == []
    assert [one.at for one in dates if (golds[one.at]["said"] or {}).get("edtf") == one.reader] == []


def test_what_is_less_than_the_gold_is_not_also_as_good() -> None:
    sorts = {(one.at, one.asks): set[bool]() for one in EVERY}
    for one in EVERY:
        sorts[one.at, one.asks].add(one.as_good)
    assert [place for place, found in sorts.items() if len(found) > 1] == []


def test_items_that_were_right_were_judged_by_the_same_questions(places: dict[str, Row]) -> None:
    assert len(judged()) >= LEAST_JUDGED
    assert max(Counter(judged()).values()) == 1
    assert set(judged()) <= set(places)
    assert set(judged()) & {one.at for one in EVERY} == set()


def test_readings_count_besides_the_gold_and_never_against_it(places: dict[str, Row]) -> None:
    for row in places.values():
        by_gold, or_as_good = row.right, row.right_or_as_good
        assert {asked for asked, right in by_gold.items() if right and not or_as_good[asked]} == set()


def test_every_miss_has_been_read_and_has_a_cause(places: dict[str, Row]) -> None:
    _, unread = explained(list(places.values()))
    assert len(unread) <= UNREAD


def test_the_docs_tell_every_cause_that_is_left(places: dict[str, Row]) -> None:
    found, _ = explained(list(places.values()))
    docs = (sample_gold.ROOT.parent / "docs" / "resolve.md").read_text("utf-8")
    assert [cause.cause for cause, left in found.items() if left and cause.cause not in docs] == []


def test_causes_have_places_of_the_gold_and_each_one_cause(places: dict[str, Row]) -> None:
    told = [(cause.asks, at) for cause in causes() for at in cause.at]
    assert {asks for asks, _ in told} <= {"speaker", "chain", "said"}
    assert {at for _, at in told} <= set(places)
    assert len(told) == len(set(told))
