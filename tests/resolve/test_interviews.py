"""Who asks and who answers in printed interviews, and who speaks after a label."""

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
