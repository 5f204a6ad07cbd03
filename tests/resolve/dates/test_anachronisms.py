import pytest

from sayso.resolve.dates import Anchor, dates_of_document, find_anachronisms, find_dates

PUBLISHED = Anchor.parse("2018-01-18")


def _found(text: str, anchor: Anchor | None = PUBLISHED):
    return find_anachronisms(find_dates(text, anchor), text, anchor)


def test_a_past_that_lies_ahead_makes_the_passage_older():
    text = "In February of this year, the Lund office of the National Council of Growers of Borduria held a hearing."
    (found,) = _found(text)
    assert found.would_be == "2018-02-01"
    assert found.verb == "held"
    assert found.expression.value == "XXXX-02"
    assert found.expression.interval == (None, "2017-02-28")
    assert found.expression.edtf == "../2017-02-28"


def test_the_document_gets_the_bounded_date():
    (date,) = dates_of_document("In February of this year they held a hearing.", PUBLISHED)
    assert date.interval == (None, "2017-02-28")


def test_a_plan_is_no_anachronism():
    assert _found("In February of this year they will hold a hearing.") == ()


def test_a_past_within_reach_is_no_anachronism():
    assert _found("In February of last year they held a hearing.") == ()


def test_without_a_date_of_the_document_nothing_is_claimed():
    assert _found("In February of this year they held a hearing.", None) == ()


def test_an_explicit_date_after_the_document_is_evidence_and_keeps_its_value():
    (found,) = _found("They met on June 3, 2019 in Lund.")
    assert found.expression.value == "2019-06-03"


@pytest.mark.parametrize(
    "text",
    [
        "They asked the 2019 candidates about it.",
        "She visited the March states.",
        "He met those who vote tomorrow.",
        "They ended the race before the convention this summer.",
        "The party has called a vote for June 5, 2019.",
        "He said that the plan was dear, and that in 2020 nobody pays.",
        "Rates were raised until March.",
        "In 2019, Ana Ruiz said that 100 ships would sail.",
        'They wrote <note date="2018-01-19"> and left.',
    ],
)
def test_what_only_stands_near_a_past_is_no_anachronism(text: str):
    assert _found(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz dropped out of the race on May 3, 2018.",
        "The men were moved in March of this year.",
        "In March of this year, the League said it had seen camps.",
    ],
)
def test_a_past_of_its_own_is_one(text: str):
    assert len(_found(text)) == 1
