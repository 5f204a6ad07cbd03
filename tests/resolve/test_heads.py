"""The head of a long source: before what hangs on it, behind counts, and names behind what somebody is."""

import pytest

from tests.resolve.marked import statements

KINDS = [
    ("Disclosures filed on Sunday night", "document"),
    ("A federal judge handling a lawsuit", "unnamed"),
    ("Activists clamoring to block it", "group"),
    ("People everywhere", "group"),
    ("A new nationwide poll", "document"),
    ("The most recent polling in Dorn", "document"),
    ("A growing number of lawmakers", "group"),
    ("A slew of league leaders", "group"),
    ("A trove of documents", "document"),
    ("A group of more than 50 foreign policy experts", "group"),
    ("A wave of anger", None),
    ("Germans", "group"),
    ("Dorn Republicans", "group"),
]

NAMES = [
    ("English comedian and actor Tom Hale", "Tom Hale"),
    ("Mary Stone’s chief pollster and strategist Tom Hale", "Tom Hale"),
    ("Former prosecutor and Dorn Mayor Tom Hale", "Tom Hale"),
    ("A spokesman for candidate Tom Hale", "unnamed: spokesman for candidate Tom Hale"),
    ("An aide to President Tom Hale", "unnamed: aide to President Tom Hale"),
]


@pytest.mark.parametrize(("source", "kind"), KINDS)
def test_kinds_of_long_sources(source: str, kind: str | None) -> None:
    speaker = statements(f"It rained here all day. <s>{source}</s> <c>said</c> <q>that it is so</q>.")[-1].speaker
    assert speaker is not None
    assert speaker.kind == kind


@pytest.mark.parametrize(("source", "name"), NAMES)
def test_a_name_behind_what_somebody_is(source: str, name: str) -> None:
    speaker = statements(f"It rained here all day. <s>{source}</s> <c>said</c> <q>that it is so</q>.")[-1].speaker
    assert speaker is not None
    assert speaker.name == name
