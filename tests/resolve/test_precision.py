"""Dates that are not the day of saying, and names that the text tells more about."""

from sayso.records import HopKind, SpeakerKind
from tests.resolve.marked import statements


def said(marked: str, published: str = "2022-04-12") -> str | None:
    date = statements(marked, published=published)[0].said
    return date.edtf if date else None


def test_the_date_of_a_clause_after_the_cue_is_not_the_day_of_saying() -> None:
    assert said("<s>The office</s> <c>urged</c> <q>owners to sign</q> before the list closes on 30 April.") is None
    assert said("<s>Ruiz</s> <c>said</c> <q>it is under review</q>, and a report will come in early May.") is None


def test_a_weekday_that_opens_the_sentence_is_the_past_one() -> None:
    assert said("On Monday, <s>Ana Ruiz</s> <c>said</c> <q>taxes would fall</q>.") == "2022-04-11"


def test_a_weekend_of_saying_is_the_past_one() -> None:
    assert said("<s>Ana Ruiz</s> <c>said</c> this weekend <q>that taxes had risen</q>.", "2022-04-11") == (
        "2022-04-09/2022-04-10"
    )


def test_a_month_is_not_carried_over() -> None:
    text = (
        "<s1>Ana Ruiz</s1> <c1>said</c1> in March <q1>it would rain</q1>. <s2>She</s2> <c2>said</c2> <q2>it had</q2>."
    )
    first, second = statements(text, published="2022-04-12")
    assert first.said is not None
    assert second.said is None


def test_a_poll_takes_its_days_in_the_field() -> None:
    assert (
        said("<s>A poll taken between 3 and 5 April</s> <c>found</c> <q>that few agree</q>.") == "2022-04-03/2022-04-05"
    )


def test_what_an_apposition_calls_a_website_is_an_outlet() -> None:
    text = (
        "The tale came from Low Gull, a site run by two sisters. <s>Ana Ruiz</s> <c>told</c> Low Gull <q>it was so</q>."
    )
    assert [(hop.kind, hop.name) for hop in statements(text)[0].chain[1:]] == [
        (HopKind.OUTLET, "Low Gull"),
        (HopKind.SPEAKER, "Ana Ruiz"),
    ]


def test_kin_tells_the_gender_of_a_name() -> None:
    text = (
        "Dalia Orne came with her uncle, Bram Orne, who sold nets. Bram Orne was loud. "
        "<s>Ms Orne</s> <c>said</c> <q>he was right</q>."
    )
    speaker = statements(text)[0].speaker
    assert speaker is not None
    assert speaker.name == "Dalia Orne"


def test_a_role_that_opens_an_article_stands_for_the_only_person_given_it_below() -> None:
    text = "<s>The mayor</s> <c>said</c> <q>nothing moved</q>.\nThe mayor, Ana Ruiz, went home."
    speaker = statements(text)[0].speaker
    assert speaker is not None
    assert speaker.name == "Ana Ruiz"


def test_a_number_before_a_pronoun_is_no_part_of_the_source() -> None:
    speaker = statements("Ana Ruiz left. In <s>2022 she</s> <c>said</c> <q>it was over</q>.")[0].speaker
    assert speaker is not None
    assert speaker.name == "Ana Ruiz"


def test_somebody_described_with_who_is_unnamed() -> None:
    speaker = statements("<s>A piper who saw it</s> <c>said</c> <q>it was loud</q>.")[0].speaker
    assert speaker is not None
    assert speaker.kind is SpeakerKind.UNNAMED


def test_a_turn_of_a_transcript_goes_through_nobody() -> None:
    text = "<s1>ANA RUIZ</s1><c1>:</c1> <q1>I ask the house.\n<s2>BO TAM</s2><c2>:</c2> <q2>I answer.</q2></q1>"
    assert [hop.kind for hop in statements(text)[1].chain] == [HopKind.ARTICLE, HopKind.SPEAKER]


def test_reasons_name_the_rule_that_is_not_plain() -> None:
    text = "<s1>Ana Ruiz</s1> <c1>spoke</c1> on Monday: <q1>no</q1>. <s2>She</s2> <c2>said</c2> <q2>yes</q2>."
    first, second = statements(text, published="2022-04-12")
    assert first.reasons == ()
    assert "speaker: pronoun" in second.reasons
