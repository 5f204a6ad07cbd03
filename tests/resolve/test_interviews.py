"""Who asks and who answers in printed interviews, and who speaks after a label."""

import pytest

from tests.resolve.marked import statements

TALK = (
    "An interview with Ana Ruiz\nBo Tam sat down with Ana Ruiz, who builds dams, in Dorn.\n"
    "What do <s1>you</s1> <c1>think</c1> <q1>of bridges</q1>?\nYes, <s2>I</s2> <c2>think</c2> <q2>they last</q2>.\n"
    "<s3>I</s3> <c3>wonder</c3> <q3>whether you sleep</q3>?\nI do.\nDo you swim?\nI swim."
)


def names(marked: str, **facts: str) -> list[str | None]:
    return [s.speaker.name if s.speaker else None for s in statements(marked, **facts)]


def test_questions_are_put_to_the_person_asked_by_the_person_who_asks() -> None:
    assert names(TALK) == ["Ana Ruiz", "Ana Ruiz", "Bo Tam"]


def test_an_interviewer_without_a_name_is_unnamed() -> None:
    text = TALK.replace("Bo Tam sat down with Ana Ruiz, who builds dams, in Dorn.", "Ana Ruiz builds dams in Dorn.")
    assert names(text)[2] == "unnamed: interviewer"


def test_somebody_interviewed_without_a_name_is_described_and_nobody_else_is_taken() -> None:
    text = (
        "An interview with one of the owners of a mill about Ana Ruiz\nAna Ruiz is a mayor. Ana Ruiz likes mills.\n"
        "Do you like her?\n<s>I</s> <c>think</c> <q>so</q>.\nWhat do you grind?\nI grind oats."
    )
    assert names(text) == ["unnamed: one of the owners of a mill"]


def test_the_person_named_after_a_verb_of_asking_comes_before_one_named_more_often() -> None:
    text = (
        "A talk on Tom Hale\nTom Hale built it. Hale paid for it. Hale left. In May we interviewed Ana Ruiz.\n"
        "An interview follows.\nDo you sleep?\n<s>I</s> <c>think</c> <q>so</q>.\nDo you swim?\nI do.\n"
        "Do you sing?\nI do."
    )
    assert names(text) == ["Ana Ruiz"]


def test_labels_of_turns_say_who_speaks_until_the_next() -> None:
    text = (
        "RUIZ: I ask the house.\nTAM: I answer.\nStill here, <s>I</s> <c>think</c> <q>it is late</q>.\n"
        "RUIZ: Good.\nAna Ruiz and Bo Tam left."
    )
    assert names(text) == ["Bo Tam"]


def test_a_surname_as_label_is_whoever_a_label_names_in_full() -> None:
    text = (
        "VARRE TAM, MINES MINISTER: There Was One.\nRUIZ: Which?\nTAM: <s>I</s> <c>think</c> <q>the first</q>.\n"
        "RUIZ: Good.\nLena Tam and Ana Ruiz left. Lena Tam was late."
    )
    assert names(text) == ["VARRE TAM"]


def test_two_labels_make_no_transcript() -> None:
    assert names("Note: it rained.\n<s>I</s> <c>think</c> <q>so</q>.\nCorrection: it did not.") == ["unnamed: author"]


TOGETHER = (
    "In May we interviewed Ana Ruiz and Bo Tam about mills.\nAn interview follows.\nDo you sleep?\n"
    "<s1>We</s1> <c1>think</c1> <q1>so</q1>.\nDo you swim?\n<s>I</s> <c>think</c> <q>so</q>.\nDo you sing?\nI do."
)


def test_of_two_asked_together_we_means_both_and_i_nobody_who_is_known() -> None:
    assert sorted(names(TOGETHER), key=str) == ["Ana Ruiz and Bo Tam", "unnamed: interviewee"]


def test_labels_of_a_sitting_that_are_no_names_are_people_without_one() -> None:
    text = (
        "Questions to the minister\n<s>SPEAKER</s>: <q>Question seven.</q>\n"
        "<s1>ANA RUIZ</s1>: <q1>Will it cost four?</q1>\n"
        "<s2>A MEMBER</s2>: <q2>Shame!</q2>\n<s3>SEVERAL VOICES</s3>: <q3>Hear, hear.</q3>\n"
        "<s4>VOICE FROM THE GALLERY</s4>: <q4>Liar!</q4>\n<s5>Q</s5>: <q5>Is that all?</q5>"
    )
    assert names(text) == [
        "unnamed: speaker", "ANA RUIZ", "unnamed: member", "unnamed: several voices", "unnamed: voice from the gallery",
        "unnamed: interviewer",
    ]  # fmt: skip


QUESTIONS = (
    "\nHow did it begin?\nIt was hard at first. <s>{pronoun}</s> <c>think</c> <q>nobody expected it to last</q>.\n"
    "What comes next for you?\nThere is a lot to do. I want to finish it.\nDo you have regrets?\nNone. I sleep well."
)
OPENINGS = {
    "she spoke with a writer": (
        "Q&A with Ana Ruiz, the port’s new chief",
        "The port chief sat in her office. She spoke with Dorn Herald senior writer Tom Hale about the docks.",
    ),
    "others are named more often": (
        "Five questions for Ana Ruiz",
        "Ruiz has led the port for years. Tom Hale, her predecessor, left in May. Hale and Bo Tam still advise it.",
    ),
    "a writer catches up with the author": (
        "A conversation with novelist Ana Ruiz", "Dorn Herald’s Tom Hale caught up with the author after the fair.",
    ),
    "whoever met the paper answers": (
        "A talk with the mayor",
        "Mayor Ana Ruiz met the Herald. Ruiz beat Tom Hale in May, after Hale had called Bo Tam a fool. Hale sued.",
    ),
    "an interview with an outlet asks nobody": (
        "Ruiz: ‘I did my best’",
        "Ana Ruiz resigned. Tom Hale follows her. In an interview with the Herald, she spoke of her years.",
    ),
    "a byline asks": ("An interview with Ana Ruiz", "By Tom Hale\nAna Ruiz sings in Dorn."),
}  # fmt: skip


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("apart", [False, True], ids=["title in the text", "title from outside"])
def test_who_answers_is_told_by_title_and_opening(opening: str, apart: bool) -> None:
    title, lead = OPENINGS[opening]
    text = ("" if apart else title + "\n") + lead + QUESTIONS.format(pronoun="I")
    assert names(text, **({"title": title} if apart else {})) == ["Ana Ruiz"]


def test_somebody_whom_only_the_title_names_answers_without_a_place_in_the_text() -> None:
    text = "The mill opened in 2010." + QUESTIONS.format(pronoun="I")
    (one,) = statements(text, title="Mill founder Ana Ruiz interviewed by the Herald")
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.spans) == ("Ana Ruiz", ())


def test_a_body_answers_where_no_person_is_asked() -> None:
    text = "Interview with the Lirr Guild\nThe Lirr Guild has 200 members." + QUESTIONS.format(pronoun="We")
    assert names(text) == ["Lirr Guild"]


def test_those_who_own_it_together_answer_together() -> None:
    lead = "Last week we interviewed one of the owners of a mill.\nThe mill is co-owned by Ana Ruiz and Bo Tam."
    assert names("A mill\n" + lead + QUESTIONS.format(pronoun="We")) == ["Ana Ruiz and Bo Tam"]


def test_a_label_with_the_first_name_of_whoever_answers_is_that_person_unless_the_two_talk() -> None:
    head = "Interview with Ana Ruiz\nAna Ruiz runs a mill in Dorn.\nHerald: How are you?\nAna Ruiz: Fine.\n"
    reese = "Ana Reese: <s>I</s> <c>think</c> <q>so</q>.\nHerald: Do you sleep?\nAna Reese: I do."
    assert names(head + "Herald: And the mill?\n" + reese) == ["Ana Ruiz"]
    assert names(head + reese) == ["Ana Reese"]


def test_you_is_all_who_answer_together_where_one_of_them_speaks_next() -> None:
    asked = "A mill\nLast week we interviewed one of the owners of a mill.\n"
    lead = asked + "The mill is co-owned by {first} Ruiz and Bo Tam.\n"
    talk = (
        "Herald: Do <s1>you</s1> <c1>think</c1> <q1>it is late</q1>?\nAna Ruiz: No. I do not sleep.\n"
        "Herald: Do you swim?\nBo Tam: I do.\nBo Tam: Do <s2>you</s2> <c2>think</c2> <q2>so</q2>?\nAna Ruiz: I do.\n"
    )
    for first in ("Ana", "Ana-Maria"):
        assert names(lead.format(first=first) + talk)[0] == f"{first} Ruiz and Bo Tam"
        assert names(lead.format(first=first) + talk)[1] in ("Ana Ruiz", f"{first} Ruiz")
