"""Dates of saying: stated, carried over, and none where the text gives none."""

import re

import pytest

from tests.resolve.marked import resolve, statements

THURSDAY = "2018-01-18"
_TAG = re.compile(r"</?\w+>")
CASES = [
    ("after the cue", "<s>Ana Ruiz</s> <c>said</c> Tuesday <q>it is over</q>.", "2018-01-16"),
    ("a day at the head of the content",
     "<s>Ana Ruiz</s> <c>announced</c> <q>Tuesday that it is over</q>.", "2018-01-16"),
    ("a day at the head that may be the event's",
     "<s>Ana Ruiz</s> <c>said</c> <q>on Tuesday the mill closed</q>.", None),
    ("in the cue", "<s>Ana Ruiz</s> <c>said on Jan. 9</c> <q>it is over</q>.", "2018-01-09"),
    ("opens the sentence", "On Monday, <s>Ana Ruiz</s> <c>said</c> <q>it is over</q>.", "2018-01-15"),
    ("before the cue", "<s>Ana Ruiz</s> on Monday <c>accused</c> <q>him of theft</q>.", "2018-01-15"),
    ("list item", "Dec. 31, 2017—<s>Dorn daily</s> (a paper)<c>:</c> <q>It is over.</q>", "2017-12-31"),
    ("inside the content", "<s>Ana Ruiz</s> <c>said</c> <q>it ended on Monday</q>.", None),
    ("another event", "<s>Ana Ruiz</s> <c>said</c> after Monday's vote <q>it is over</q>.", None),
    ("belief", "On Monday <s>Ana Ruiz</s> <c>believed</c> <q>it was over</q>.", None),
    ("denied act", "<s>Ana Ruiz</s> <c>did not announce</c> on Monday <q>her plans</q>.", None),
    ("undated perfect", "<s>Ana Ruiz</s> <c>has denied</c> <q>it</q>.", None),
    ("recently", "<s>Ana Ruiz</s> recently <c>said</c> <q>it is over</q>.", None),
    ("no date", "<s>Ana Ruiz</s> <c>said</c> <q>it is over</q>.", None),
    ("future", "<s>Ana Ruiz</s> <c>will announce</c> on Jan. 30, 2018 <q>her plans</q>.", None),
    ("a poll released", "According <c>to</c> <s>a poll released on Monday by Dorn</s> <q>he leads</q>.", "2018-01-15"),
    ("an act to come", "<s>Ana Ruiz</s> <c>will speak</c> on Thursday <q>about it</q>.", None),
    ("not only", "On Monday, <s>Ana Ruiz</s> <c>not only said</c> <q>no</q>.", "2018-01-15"),
    ("wish with its day", "<s>Ana Ruiz</s> <c>sought</c> on Monday <q>to calm them</q>.", "2018-01-15"),
    ("an event referred to",
     "<s>Ana Ruiz</s> <c>said</c>, referring to the Jan. 9 vote, <q>it is over</q>.", None),
    ("earlier in the day",
     "It rained on Monday. Earlier in the day, <s>Ana Ruiz</s> <c>said</c> <q>it is over</q>.", "2018-01-15"),
    ("the day a document was sent",
     "The Dorn Council sent an email Monday. It was long. <s>The email</s> <c>said</c> <q>no</q>.", "2018-01-15"),
    ("circumstances",
     "Despite a storm on Tuesday, the mayor stays, <s>Ana Ruiz</s> <c>told</c> the Dorn Herald <q>at home</q>.", None),
    ("another clause before",
     "Hale lost a race two weeks ago, and he also hurt Ana Ruiz by <s>his</s> <c>comments on</c> <q>tolls</q>.", None),
    ("a clause after",
     "<s>Ana Ruiz</s> <c>said</c> <q>it is over</q> after Tom Hale was asked about it Tuesday.", None),
    ("when somebody said",
     "It came out on Tuesday when <s>Ana Ruiz</s> <c>boasted of</c> <q>her cows</q>.", "2018-01-16"),
    ("these days", "<s>The party</s> today <c>stands for</c> <q>little</q>.", None),
    ("this week is past", "This week <s>Ana Ruiz</s> <c>said</c> <q>it will be over</q>.", "2018-01-15/2018-01-18"),
    ("at the time",
     "The mill closed in November. <q>It is over</q>, <s>Ana Ruiz</s> <c>said</c> at the time.", "2017-11"),
    ("a suit filed",
     "<s>The lawsuit</s> <c>contends</c> <q>that it stinks</q>. The suit was filed in Dorn on Monday.", "2018-01-15"),
    ("a complaint filed",
     "<s>The complaint</s> <c>contends</c> <q>that it stinks</q>. The complaint was filed in Dorn on Monday.",
     "2018-01-15"),
    ("a poll by weekdays",
     "<s>A third</s> <c>say</c> <q>no</q>. The poll of 400 people, taken Thursday through Monday, will go on.",
     "2018-01-11/2018-01-15"),
    ("a dateline of the day after",
     "DORN, Jan. 19 – The mill closed. <s>Ana Ruiz</s> <c>said</c> Friday <q>it is over</q>.", "2018-01-19"),
    ("a poll named by its day", "In <s>Monday's poll</s>, <q>he</q> <c>leads</c>.", "2018-01-15"),
    ("a day within the content",
     "<s>Ana Ruiz</s> <c>blasted</c> <q>her rival Tom Hale on Monday over the tolls</q>.", "2018-01-15"),
    ("in the wake of", "In the wake of the storm Jan. 9, <s>Ana Ruiz</s> <c>declared</c> <q>he had to go</q>.", None),
    ("a day to come", "Ahead before the Dorn vote Jan. 9, <s>Ana Ruiz</s> <c>heaped scorn on</c> <q>him</q>.", None),
    ("an instalment", "On Monday's installment of her show, <s>Ana Ruiz</s> <c>said</c> <q>no</q>.", "2018-01-15"),
    ("a poll by telephone",
     "<s>The poll</s> <c>found</c> <q>fog</q>. The poll was conducted by telephone between January 10 and January 12.",
     "2018-01-10/2018-01-12"),
    ("those who left the polls",
     "<s>A third</s> <c>said</c> <q>no</q>. The survey asked voters leaving the polls Tuesday.", "2018-01-16"),
    ("voiced support", "<s>Ana Ruiz</s> <c>voiced support for</c> <q>the tolls</q> on Monday.", "2018-01-15"),
    ("a poll conducted in one sentence",
     "<s>Nearly four in 10 voters</s> <c>said</c> <q>no</q>. It conducted the poll via landlines from Jan. 10-12.",
     "2018-01-10/2018-01-12"),
    ("a year at the time",
     "In 2008, Ana Ruiz fought the tolls. <q>“No more,”</q> <s>she</s> <c>said</c> at the time.", "2008"),
    ("a programme", "<s>Ana Ruiz</s> <c>told</c> Dorn Radio's This Week <q>it is over</q>.", None),
    ("first", "Tom Hale had a bad Monday. First <s>Ana Ruiz</s> <c>announced</c> <q>that she left</q>.", "2018-01-15"),
    ("an aside with a day of its own",
     "<s>Ana Ruiz</s>, who stood aside on Tuesday, <c>said</c> <q>it is over</q>.", None),
    ("an aside between dashes",
     "At a fair in Dorn -- which votes on Jan. 9 -- <s>Ana Ruiz</s> <c>claimed</c> <q>a lead</q>.", None),
    ("the day after an aside",
     "<s>Ana Ruiz</s>, who stood aside on Monday, <c>said</c> Tuesday <q>it is over</q>.", "2018-01-16"),
    ("an aside that tells of speaking",
     "<s>Ana Ruiz</s>, who spoke on Tuesday, <c>said</c> <q>it is over</q>.", "2018-01-16"),
    ("an aside that tells of a document",
     "<s>The report</s>, which was released on Monday, <c>said</c> <q>it is over</q>.", "2018-01-15"),
    ("dateline", "DORN, Jan. 17 – The mill closed. <s>Ana Ruiz</s> <c>said</c> <q>it is over</q>.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_stated(text: str, edtf: str | None) -> None:
    said = statements(text, published=THURSDAY)[0].said
    assert (said.edtf if said else None) == edtf
    if said and said.span:
        assert _TAG.sub("", text)[slice(*said.span)] == said.text


def test_carries_over_within_a_speech() -> None:
    found = statements(
        "On Monday, <s>Ana Ruiz</s> <c>said</c> <q>no</q>. <q1>“Yes,”</q1> <s1>she</s1> <c1>added</c1>. "
        "<s2>Tom Hale</s2> <c2>says</c2> <q2>never</q2>.",
        published=THURSDAY,
    )
    assert [(s.said.edtf, s.said.rule) if s.said else None for s in found[1:]] == [("2018-01-15", "carried over"), None]


def test_does_not_carry_over_a_line_between_items() -> None:
    found = statements(
        "On Monday, <s>Ana Ruiz</s> <c>said</c> <q>no</q>.\n___\n<s1>Ruiz</s1> <c1>said</c1> <q1>yes</q1>.",
        published=THURSDAY,
    )
    assert found[1].said is None


@pytest.mark.parametrize(("time", "carried"), [("", "2018-01-15"), ("A week after the storm, ", None)])
def test_does_not_carry_over_to_a_time_counted_from_something_else(time: str, carried: str | None) -> None:
    found = statements(
        "In an interview on Monday, <s>Ana Ruiz</s> <c>said</c> <q>no</q>. "
        f"{time}<s1>Ruiz</s1> <c1>proposed</c1> <q1>closing the port</q1>.",
        published=THURSDAY,
    )
    assert (found[1].said.edtf if found[1].said else None) == carried


def test_headline_takes_the_date_of_what_it_sums_up() -> None:
    found = statements(
        "<s>Ruiz</s><c>:</c> <q>Taxes will fall soon</q>\nOn Monday, <s1>Ana Ruiz</s1> <c1>said</c1> "
        "<q1>that taxes would soon fall</q1>.",
        published=THURSDAY,
    )
    assert found[0].said is not None
    assert (found[0].said.edtf, found[0].said.rule) == ("2018-01-15", "headline")


def test_anachronism_is_reported() -> None:
    found = resolve(
        "In February of this year, <s>the Velian League</s> <c>said</c> it had seen <q>camps</q>.", published=THURSDAY
    )
    assert [d.code for d in found.diagnostics] == ["anachronism"]


def test_document_date_alone_is_no_evidence() -> None:
    assert statements("<s>Ana Ruiz</s> <c>said</c> <q>no</q>.", published=THURSDAY)[0].said is None


def test_a_month_read_as_to_come_is_the_past_one_for_what_was_said() -> None:
    text = "As <s>Ana Ruiz</s> <c>put it</c> in a letter in July, <q>bridges last</q>."
    (statement,) = statements(text, published="2022-04-12")
    assert statement.said is not None
    assert statement.said.edtf == "2021-07"


def test_findings_of_a_poll_keep_its_days_in_the_field() -> None:
    text = (
        "<s>A Dorn Institute poll taken between 3 and 5 April</s> <c>found</c> <q>that few agree</q>. It rained. "
        "It snowed. Mills closed. Nets tore. Eels left. "
        "Of those asked, <s1>19 per cent</s1> <c1>named</c1> <q1>Dorn</q1>."
    )
    poll, share = statements(text, published="2022-04-12")
    assert poll.said is not None
    assert share.said is not None
    assert share.said.edtf == poll.said.edtf == "2022-04-03/2022-04-05"


def test_a_day_inside_what_another_attribution_reports_dates_nothing_else() -> None:
    text = (
        "<s>Ana Ruiz</s> <c>demanded</c> <q>an answer on Monday</q> and <s1>she</s1> <c1>warned</c1> <q1>of rain</q1>."
    )
    assert [s.said for s in statements(text, published="2022-04-12")] == [None, None]


def test_the_day_an_outlet_reported_is_not_the_day_of_whom_it_cites() -> None:
    text = "<s>Dorn News</s>, citing Ana Ruiz, <c>reported</c> on Friday <q>that nets tore</q>."
    (statement,) = statements(text, published="2022-04-12")
    assert statement.said is None


def test_the_year_of_a_book_dates_what_it_says() -> None:
    text = "In her 2003 book, Mills, <s>Ana Ruiz</s> <c>noted</c> <q>the clot</q>."
    (statement,) = statements(text, published="2022-04-12")
    assert statement.said is not None
    assert statement.said.edtf == "2003"


def test_the_year_of_a_recording_holds_for_what_is_said_next() -> None:
    found = statements(
        "<s>Ana Ruiz</s> <c>said</c> in a 2013 video <q>no</q>. <q1>“Yes,”</q1> <s1>she</s1> <c1>said</c1>. "
        "<s2>Tom Hale</s2> <c2>said</c2> <q2>never</q2>.",
        published=THURSDAY,
    )
    assert [s.said and s.said.edtf for s in found] == ["2013", "2013", None]


def test_what_was_said_before_another_act_has_not_its_day() -> None:
    found = statements(
        "On Monday, <s>Ana Ruiz</s> <c>said</c> <q>yes</q>. "
        "<s1>Ruiz</s1>, after initially <c1>saying</c1> <q1>no</q1>, gave way.",
        published=THURSDAY,
    )
    assert [s.said and s.said.edtf for s in found] == ["2018-01-15", None]


def test_a_poll_takes_the_days_it_was_in_the_field() -> None:
    found = statements(
        "<s>The new poll</s> <c>shows</c> <q>a tie</q>. The poll, taken from Jan. 3 – Jan. 7, was small.",
        published=THURSDAY,
    )
    assert found[0].said is not None
    assert found[0].said.edtf == "2018-01-03/2018-01-07"


def test_a_verb_joined_to_a_dated_one() -> None:
    found = statements(
        "On Monday, <s>Ana Ruiz</s> <c>slammed</c> <q>the deal</q> and <c1>vowed</c1> <q1>to end it</q1>.",
        published=THURSDAY,
    )
    assert [s.speaker.name if s.speaker else None for s in found] == ["Ana Ruiz", "Ana Ruiz"]


SOURCES = [
    ("of a post held", "<s>Ana Ruiz, an envoy from 2012 to 2015,</s> <c>said</c> <q>nets tore</q>.", None),
    ("of a founding", "<q>Nets tore</q>, <c>said</c> <s>Dorn Aid, founded in 2009</s>.", None),
    ("of speaking", "<s>Ana Ruiz, speaking in Dorn on Monday,</s> <c>said</c> <q>nets tore</q>.", "2018-01-15"),
    ("of a paper", "<s>The Works, in a paper laid before all on Monday,</s> <c>put</c> <q>it at 4</q>.", "2018-01-15"),
    ("of a lawsuit", "<s>The January 15 lawsuit by a man fired in June</s> <c>alleges</c> <q>theft</q>.", "2018-01-15"),
    ("again and again", "Ana Ruiz left on Monday. <s>Ruiz</s> <c>slammed</c> on several occasions <q>Hale</q>.", None),
]


@pytest.mark.parametrize(("text", "edtf"), [case[1:] for case in SOURCES], ids=[case[0] for case in SOURCES])
def test_times_inside_the_words_for_the_speaker(text: str, edtf: str | None) -> None:
    said = statements(text, published=THURSDAY)[0].said
    assert (said.edtf if said else None) == edtf


def test_the_day_that_stands_with_a_document_far_above() -> None:
    text = (
        "<s>The editors</s> <c>aimed</c> <q>their Monday editorial at Hale</q>. Rain fell. Nets tore. It blew. "
        "It froze. "
        "<s1>The editorial</s1> <c1>said</c1> <q1>nets tore</q1>."
    )
    said = statements(text, published=THURSDAY)[1].said
    assert said is not None
    assert said.edtf == "2018-01-15"


def test_an_adverb_goes_with_the_cue_beside_it() -> None:
    found = statements(
        "On Monday, <s>Ana Ruiz</s> <c>denied</c> <q>it</q>. <s1>She</s1> <c1>named</c1> <q1>Tom Hale</q1> "
        "and repeatedly <c2>slammed</c2> <q2>the tolls</q2>.",
        published=THURSDAY,
    )
    assert [s.said.edtf if s.said else None for s in found] == ["2018-01-15", "2018-01-15", None]
