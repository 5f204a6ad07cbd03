"""What holds for any text: spans are slices, nothing overlaps, order and surroundings do not matter."""

from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.dates import Anchor, dates_of_document, find_dates

PIECES = """
on June 26|last week|three weeks ago|the 1990s|every Friday|May|March 3|, |. | and |2017|Dec. 31, 2017—|-|to|(|Q3
a month and a half|he said |will go |mid-|the third quarter|at 10 a.m.|ünïcode 🦉 |31 February|'90s|00/00/2000|9/11
the day before yesterday|year-ago quarter|99,999|twenty twenty|in the weeks following|a year|ago|later that day
""".replace("\n", "|").split("|")
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map(" ".join)
ANCHORS = st.none() | st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)).map(Anchor.day)
COARSE = st.sampled_from(["2018-01", "2018", "../2018-01-18"]).map(Anchor.parse)


@given(TEXTS, ANCHORS | COARSE)
@settings(max_examples=60, deadline=None)
def test_spans_are_slices_in_order_without_overlap(text: str, anchor: Anchor | None):
    found = find_dates(text, anchor)
    assert all(text[d.span[0] : d.span[1]] == d.text and d.text for d in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


@given(TEXTS, ANCHORS | COARSE)
@settings(max_examples=40, deadline=None)
def test_edtf_and_interval_go_together_and_intervals_are_ordered(text: str, anchor: Anchor | None):
    for found in find_dates(text, anchor):
        assert (found.edtf is None) == (found.interval is None)
        if found.interval and found.interval[0] and found.interval[1]:
            assert found.interval[0] <= found.interval[1]
        if found.type in {"DURATION", "SET"}:
            assert found.edtf is None


@given(TEXTS, ANCHORS)
@settings(max_examples=25, deadline=None)
def test_a_document_is_covered_by_position(text: str, anchor: Anchor | None):
    repeated = text + "\n\n" + text
    assert all(repeated[d.span[0] : d.span[1]] == d.text for d in dates_of_document(repeated, anchor))


@pytest.mark.parametrize("piece", ["two ", "Monday ", "half a ", "1998-", "Jan. 1, ", "9", "the last ", "(", "In May "])
def test_time_grows_no_faster_than_the_text(piece: str):
    def seconds(times: int) -> float:
        begin = process_time()
        find_dates(piece * times + " years ago", Anchor.parse("2018-01-18"))
        return process_time() - begin

    seconds(100)
    assert seconds(4000) < 20 * seconds(1000) + 0.2


@pytest.mark.parametrize(
    "text", ["9999999999 years ago", "9" * 5000 + " days later", "five thousand years ago", "31 June 2017"]
)
def test_what_no_calendar_holds_is_no_date(text: str):
    assert find_dates(text, Anchor.parse("2018-01-18")) == ()
