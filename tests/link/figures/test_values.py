"""What is found as a figure, and with what value and bound."""

import pytest

from sayso.link.figures import FigureInput, find_figures
from sayso.records import Media, Original, sha256
from sayso.text import read_text
from tests.link.figures.helpers import figures, only

VALUES = [
    ("The ferry carried 41 goats.", "41", 41, 41, "exact"),
    ("The ferry carried forty-one goats.", "forty-one", 41, 41, "exact"),
    ("The dam cost 2,300,000 marks.", "2,300,000 marks", 2.3e6, 2.3e6, "exact"),
    ("It cost two and a half million crowns.", "two and a half million crowns", 2.5e6, 2.5e6, "exact"),
    ("The bridge cost $3bn.", "$3bn", 3e9, 3e9, "exact"),
    ("Some 1.5m voters stayed away.", "Some 1.5m", 1.5e6, 1.5e6, "about"),
    ("They counted three hundred and twelve doors.", "three hundred and twelve", 312, 312, "exact"),
    ("A dozen goats escaped.", "A dozen", 12, 12, "exact"),
    ("Half a dozen goats escaped.", "Half a dozen", 6, 6, "exact"),
    ("At least 22 goats escaped.", "At least 22", 22, None, "at_least"),
    ("No fewer than nine goats escaped.", "No fewer than nine", 9, None, "at_least"),
    ("It spread to more than 100 towns and cities.", "more than 100", 100, None, "more_than"),
    ("Fewer than ten goats escaped.", "Fewer than ten", None, 10, "less_than"),
    ("Up to 60 goats escaped.", "Up to 60", None, 60, "at_most"),
    ("Donors gave $200 or less.", "$200 or less", None, 200, "at_most"),
    ("Nearly 50,000 goats escaped.", "Nearly 50,000", 50000, 50000, "about"),
    ("Between 40 and 50 goats escaped.", "Between 40 and 50", 40, 50, "between"),
    ("About 40 to 50 million eggs broke.", "About 40 to 50 million", 4e7, 5e7, "between"),
    ("Dozens of goats escaped.", "Dozens", 24, 99, "vague"),
    ("Hundreds of goats escaped.", "Hundreds", 200, 999, "vague"),
    ("Tens of thousands of goats escaped.", "Tens of thousands", 20000, 99999, "vague"),
    ("Several hundred goats escaped.", "Several hundred", 200, 999, "vague"),
    ("A handful of goats escaped.", "A handful", 3, 9, "vague"),
    ("A third of the goats escaped.", "A third", 33.3333, 33.3333, "exact"),
    ("Two thirds of the goats escaped.", "Two thirds", 66.6667, 66.6667, "exact"),
    ("Fewer than one in ten believe the mayor.", "Fewer than one in ten", None, 10, "less_than"),
    ("One of every nine goats escaped.", "One of every nine", 11.1111, 11.1111, "exact"),
    ("Eight of 10 goats escaped.", "Eight of 10", 80, 80, "exact"),
    ("The yard owes $3million.", "$3million", 3e6, 3e6, "exact"),
    ("The yard owes a quarter of a million dollars.", "a quarter of a million dollars", 250000, 250000, "exact"),
    (
        "Less than one-half of 1 percent of the goats escaped.",
        "Less than one-half of 1 percent",
        None,
        0.5,
        "less_than",
    ),
    ("His comment about 47 percent of the town sank him.", "47 percent", 47, 47, "exact"),
    ("The rate goes as high as 39 percent.", "as high as 39 percent", None, 39, "at_most"),
    ("It costs the minimum $20 million.", "the minimum $20 million", 2e7, None, "at_least"),
    ("A couple dozen goats escaped.", "A couple dozen", 24, 99, "vague"),
    ("A debt nearing $20 billion sank the yard.", "nearing $20 billion", 2e10, 2e10, "about"),
    ("Less than half of 1 percent of the goats escaped.", "Less than half of 1 percent", None, 0.5, "less_than"),
    ("Turnout rose to 44 per cent.", "44 per cent", 44, 44, "exact"),
    ("The guards opened a 4.1-kilometre tunnel.", "4.1-kilometre", 4.1, 4.1, "exact"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "bound"), VALUES)
def test_value(text: str, words: str, low: float | None, high: float | None, bound: str) -> None:
    figure = only(text)
    assert (figure.text, figure.low, figure.high, figure.bound) == (words, low, high, bound)
    assert text[slice(*figure.span)] == words


NOT_FIGURES = [
    "The ferry sank on 5 October 2023.",
    "She has lived here for 22 years.",
    "The march lasted three hours.",
    "Ana Ruiz, 58, sells rope.",
    "Only voters under 30 may join.",
    "He met a 14-year-old sailor.",
    "The 21st goat escaped.",
    "One never knows.",
    "He is one of the best sailors.",
    "Reporters of Channel One left.",
    "They fought at Gate Four, he said.",
    "The raid on Camp 3 was short.",
    "The train left at 5:45 p.m.",
    "Guards heard it at 2.15 the next morning.",
    "The court ruled in a 5-4 decision.",
    "Call 555-0100-222 for help.",
    "Several goats escaped.",
    "See page 4 of the report.",
    "The two met again.",
    "He spoke in the second half.",
    "A third man left.",
    "Read post 671782746331594752 again.",
    "The council split 4 to 1 in favour.",
    "She is 6'3\" tall.",
    "Guards met in front of 131 West 23rd Street.",
    "The fund helps people under 30 engage in rowing.",
    "The mid-1990s were calm.",
]


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_not_a_figure(text: str) -> None:
    assert figures(text) == ()


def test_a_change_is_two_figures() -> None:
    assert [figure.low for figure in figures("Support fell from 44 percent to 37 percent.")] == [44, 37]


def test_a_rate_counts_days() -> None:
    assert only("The gate would be open eighteen days in the month.").low == 18


def test_less_than_is_no_bound_of_the_number_before_it() -> None:
    words = "The rate was 18.7 percent, or less than one-third of the claim of the guild."
    assert [figure.bound for figure in figures(words)] == ["exact", "less_than"]


def test_phrasal_verbs_take_no_bound() -> None:
    assert only("The wing handed over 22 boats.").bound == "exact"


def test_raw_spans_of_markup() -> None:
    words = "<p>The council counted <b>312</b>&nbsp;broken doors in the town, it said on Monday.</p>"
    page = f"<html><body><article>{words}</article></body></html>"
    data = page.encode()
    read = read_text(Original(key="a.html", media=Media.HTML, data=data, sha256=sha256(data)))
    assert read.document is not None
    assert read.layout is not None
    found = find_figures(FigureInput(document=read.document.id, clean=read.clean, layout=read.layout))
    assert [read.raw[slice(*figure.span)] for figure in found] == ["312"]


COUNTED = [
    ("He turned it into a $400-million-a-year business.", "business"),
    ("She holds an advantage of 83 percentage points over the harbour master.", "advantage"),
    ("He was shot by four plain-clothes harbour guards.", "plain-clothes harbour guards"),
    ("The average benefit, it says, would be $300.", "average benefit"),
    ("Approval remains strong, though it has fallen from 58 percent.", "Approval"),
]


@pytest.mark.parametrize(("text", "words"), COUNTED)
def test_what_is_counted(text: str, words: str) -> None:
    assert words in (only(text).of_what or "")


def test_a_bare_number_after_compared_counts_what_was_counted() -> None:
    assert {f.of_what for f in figures("There would be seven brackets, compared with two under the old code.")} == {
        "brackets"
    }
