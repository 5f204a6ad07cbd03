"""The day of saying: cue and content are marked, the date taken is given beside the text."""

import pytest

from sayso.resolve.dates import Anchor, find_dates, said_on
from tests.marked import parse_marked

ANCHOR = Anchor.parse("2018-01-18")

DATED = [
    ("<s>Ana Ruiz</s> <c>said</c> Friday <q>taxes will fall in March</q>.", "2018-01-12", "after the cue: weekday"),
    (
        "<q>“Taxes will fall,”</q> <s>Ruiz</s> <c>told</c> reporters on Jan. 9.",
        "2018-01-09",
        "after the cue: month-day",
    ),
    ("On June 23, at a rally, <s>Ruiz</s> <c>boasted</c>: <q>“We won.”</q>", "2017-06-23", "before the cue: month-day"),
    ("In a June 20 interview, <s>Ruiz</s> <c>said</c> <q>she was ill</q>.", "2017-06-20", "before the cue: month-day"),
    (
        "Following the June 20 raid, <s>the Karvan daily</s> <c>wrote</c> on June 22 that <q>it had failed</q>.",
        "2017-06-22",
        "after the cue: month-day",
    ),
    (
        "<s>Ruiz</s>, who was elected in 2015, <c>said</c> on Monday <q>she would stay</q>.",
        "2018-01-15",
        "after the cue: weekday",
    ),
    (
        "In the summer of 2016 <s>Ruiz</s> <c>said</c> <q>she was ill</q>.",
        "2016-06/2016-08",
        "before the cue: season-of-year",
    ),
]

UNDATED = [
    "<s>Ruiz</s> <c>said</c> <q>taxes fell on Friday</q>.",
    "<s>Ruiz</s> <c>believes</c> since June 2016 that <q>taxes fall</q>.",
    "<s>Ruiz</s> <c>did not announce</c> on Friday <q>that she would go</q>.",
    "On Friday <s>Ruiz</s> declined to <c>say</c> <q>who paid</q>.",
    "<s>Ruiz</s>, arrested in 2015, <c>has denied</c> <q>everything</q>.",
    "<s>Ruiz</s> recently <c>said</c> <q>she was ill</q>.",
    "Since 2017 <s>Ruiz</s> <c>said</c> <q>it was over</q>.",
    "<s>Ruiz</s> <c>said</c> after the June 20 raid that <q>it failed</q>.",
    "<s>Ruiz</s> will <c>say</c> on Saturday that <q>it failed</q>.",
]


def _said(marked: str):
    parsed = parse_marked(marked)
    attribution = parsed.only
    return said_on(parsed.text, attribution.cue, attribution.content, find_dates(parsed.text, ANCHOR), ANCHOR)


@pytest.mark.parametrize(("marked", "edtf", "rule"), DATED)
def test_the_day_of_saying(marked: str, edtf: str, rule: str):
    said = _said(marked)
    assert said is not None
    assert (said.edtf, said.rule) == (edtf, rule)
    assert said.span is not None
    assert parse_marked(marked).text[said.span[0] : said.span[1]] == said.text


@pytest.mark.parametrize("marked", UNDATED)
def test_no_day_of_saying_without_evidence(marked: str):
    assert _said(marked) is None


def test_a_stretch_of_days_is_taken_whole():
    said = _said("Between June 20 and June 22 <s>Ruiz</s> <c>said</c> <q>nothing had changed</q>.")
    assert said is not None
    assert said.interval == ("2017-06-20", "2017-06-22")


def test_a_colon_list_has_no_cue_and_takes_the_date_beside_it():
    said = _said("Dec. 31, 2017—<s>Resolve daily</s>: <q>The strikes were planned on Saturday.</q>")
    assert said is not None
    assert (said.edtf, said.rule) == ("2017-12-31", "beside the source: month-day-year")
