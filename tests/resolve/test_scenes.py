"""Days told once for an occasion, and whose words they date."""

import pytest

from tests.resolve.marked import statements

FRIDAY = "2018-01-19"
RALLY = "Ana Ruiz spoke at a rally in Dorn on Tuesday. "
FILLER = "The hall was full. " * 12
CASES = [
    ("far below the lead", RALLY + FILLER + "<s>Ruiz</s> <c>said</c> <q>“no more tolls”</q>.", "2018-01-16"),
    ("an act", RALLY + FILLER + "<s>Ruiz</s> <c>denounced</c> <q>the tolls</q>.", "2018-01-16"),
    ("a perfect", RALLY + FILLER + "<s>Ruiz</s> <c>has said</c> <q>“no more tolls”</q>.", None),
    ("told to an outlet", RALLY + FILLER + "<s>Ruiz</s> <c>told</c> the Dorn Herald <q>“no”</q>.", None),
    ("another speaker", RALLY + FILLER + "<s>Tom Hale</s> <c>said</c> <q>“no more tolls”</q>.", None),
    ("background", RALLY + FILLER + "Last year, the mill burnt. <s>Ruiz</s> <c>said</c> <q>“no”</q>.", None),
    ("again", RALLY + FILLER + "<s>Ruiz</s> <c>said</c> again <q>“no”</q>.", None),
    ("an occasion to come", "Ana Ruiz will sing at a fair Friday. " + "<s>Ruiz</s> <c>said</c> <q>“no”</q>.", None),
    ("a day that names another thing",
     "Tuesday's vote went against Ana Ruiz. <s>Ruiz</s> <c>said</c> <q>“no”</q>.", None),
    ("a debate has many",
     "Ana Ruiz won Tuesday's debate in Dorn. The hall was full. <s>Tom Hale</s> <c>said</c> <q>“no”</q>.",
     "2018-01-16"),
    ("a debate over something is none",
     "Ana Ruiz entered the debate over tolls on Tuesday. The hall was full. <s>Tom Hale</s> <c>said</c> <q>“no”</q>.",
     None),
    ("the next debate is none yet",
     "On Tuesday, Ana Ruiz prepared the next debate. The hall was full. <s>Tom Hale</s> <c>said</c> <q>“no”</q>.",
     None),
    ("what seems is told",
     "Ana Ruiz <c1>seemed</c1> <q1>to waver on Tuesday as she gave a speech</q1>. <s>She</s> <c>vowed</c> <q>it</q>.",
     "2018-01-16"),
    ("a period of its own",
     RALLY + "During the presidential primaries, <s>Ruiz</s> <c>voiced</c> <q>her anger at him</q>.", None),
    ("a ruling",
     "A court overturned the law Tuesday. The hall was full. <s>Ana Ruiz</s>, in her dissent, <c>said</c> <q>“no”</q>.",
     "2018-01-16"),
    ("a day that is old", "Ana Ruiz spoke at a rally on May 5. <s>Ruiz</s> then <c>denounced</c> <q>it</q>.", None),
    ("the lead in the perfect",
     "<s>Ana Ruiz</s> <c>has hit back at</c> <q>the mayor</q>. The two are rivals. "
     "On Tuesday, <s1>Ruiz</s1> <c1>said</c1> <q1>“no”</q1>.", "2018-01-16"),
    ("where remarks were made",
     "<s>Ana Ruiz</s> <c>denounced</c> <q>the tolls</q>. Ruiz's remarks came during an interview Tuesday.",
     "2018-01-16"),
    ("an occasion of the lead's day",
     "Ana Ruiz and Tom Hale toured Dorn Tuesday. In a speech to farmers, <s>Hale</s> <c>said</c> <q>“no”</q>.",
     "2018-01-16"),
    ("an office for a name",
     "A thief was jailed Tuesday by a district judge in Dorn. The court was full. "
     "<s>Ana Ruiz, the district judge,</s> <c>said</c> <q>“no”</q>.", "2018-01-16"),
    ("later on the same occasion",
     "Ana Ruiz spoke at a rally in Dorn Tuesday. Later in the speech, <s>Ruiz</s> <c>said</c> <q>“no”</q>.",
     "2018-01-16"),
    ("told of by an office",
     "Ana Ruiz is a senator. The senator spoke at a rally in Dorn Tuesday. " + FILLER
     + "<s>Ruiz</s> <c>denounced</c> <q>the tolls</q>.", "2018-01-16"),
    ("told of as she",
     "Ana Ruiz is a senator. On Tuesday, she spoke at a rally in Dorn. " + FILLER
     + "<s>Ruiz</s> <c>denounced</c> <q>the tolls</q>.", "2018-01-16"),
    ("a debate still to come",
     "The rivals gather in Dorn on Friday for their debate. The hall is full. <s>Tom Hale</s> <c>said</c> <q>“no”</q>.",
     None),
    ("a spokesman of the body that spoke",
     "<s1>The Ruiz campaign</s1> <c1>said</c1> Tuesday <q1>it would pay</q1>. "
     "<q>“We pay,”</q> <s>Ruiz campaign manager Tom Hale</s> <c>said</c>.", "2018-01-16"),
    ("a spokesman on the phone",
     "<s1>The Ruiz campaign</s1> <c1>said</c1> Tuesday <q1>it would pay</q1>. "
     "<q>“We pay,”</q> <s>Ruiz campaign manager Tom Hale</s> <c>said</c> over the phone.", None),
    ("minutes later", RALLY + "Minutes later, <s>Tom Hale</s> <c>said</c> <q>“no”</q>.", "2018-01-16"),
    ("minutes later, far below", RALLY + FILLER + "Minutes later, <s>Tom Hale</s> <c>said</c> <q>“no”</q>.", None),
    ("long-awaited", RALLY + FILLER + "<s>Ruiz</s> <c>denounced</c> <q>the tolls</q> in a long-awaited line.",
     "2018-01-16"),
    ("earlier in another's words",
     RALLY + FILLER + "<q>“No more,”</q> <s>Ruiz</s> <c>said</c>, <c1>noting</c1> <q1>that earlier ones fell</q1>.",
     "2018-01-16"),
    ("the answer was",
     RALLY + FILLER + "<s>Ruiz’s</s> <c>answer was</c> <q>that tolls stay</q>.", "2018-01-16"),
    ("in the sentence of dated words",
     "<s1>Ana Ruiz</s1> <c1>said</c1> Tuesday <q1>no</q1>, <s>Ruiz</s> <c>slamming</c> <q>the council</q>.",
     "2018-01-16"),
    ("what a crowd calls",
     "<s1>Ana Ruiz</s1> <c1>said</c1> Tuesday <q1>“who pays?”</q1> <q>“Dorn!”</q> <s>the crowd</s> <c>shouted</c>.",
     "2018-01-16"),
    ("what a crowd calls on another day",
     "<s1>Ana Ruiz</s1> <c1>said</c1> Tuesday <q1>“who pays?”</q1> In 2012, <s>a crowd</s> <c>shouted</c> <q>“no”</q>.",
     "2012"),
    ("a post that the lead tells of",
     "<s1>Ana Ruiz</s1> <c1>attacked</c1> <q1>the tolls</q1> on Tuesday. " + FILLER
     + "<q>“No more,”</q> <s>Ruiz</s> <c>wrote</c> on Facebook.", "2018-01-16"),
    ("a recent appearance",
     RALLY + FILLER + "<q>“No more,”</q> <s>Ruiz</s> <c>said</c> during a recent appearance in Lirr.", None),
    ("an interview goes on past the days of others",
     FILLER + "<s1>Ana Ruiz</s1> <c1>said</c1> in an interview Tuesday <q1>that tolls are high</q1>. "
     + "The hall was full. " * 8 + "On Thursday the mill burnt. <s>Ruiz</s> <c>said</c> <q>tolls are a plague</q>.",
     "2018-01-16"),
    ("a town hall has many",
     "Ana Ruiz took questions at Tuesday's town hall. The hall was full. <s>Tom Hale</s> <c>said</c> <q>“no”</q>.",
     "2018-01-16"),
    ("named in a quotation only",
     "At a rally in Dorn Tuesday, Tom Hale cried “Ana Ruiz”. " + FILLER
     + "<s>Ruiz</s> <c>denounced</c> <q>the tolls</q>.", None),
    ("told in the present of the document's own day",
     "Ana Ruiz speaks at a rally in Dorn on Friday. " + FILLER
     + "<s>Ruiz</s> <c>denounced</c> <q>the tolls</q>.", None),
    ("an interview apart",
     FILLER + "<s1>Ana Ruiz</s1> <c1>said</c1> Tuesday <q1>that tolls are high</q1>. The mill is old. "
     "In an interview with the Dorn Herald, <s>Ruiz</s> <c>said</c> <q>“no”</q>.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_day_of_an_occasion(text: str, edtf: str | None) -> None:
    said = statements(text, published=FRIDAY)[0].said
    assert (said.edtf if said else None) == edtf


def test_one_bears_out_what_many_said() -> None:
    found = statements(
        "<s>Many farmers</s> <c>said</c> Tuesday <q>they would march</q>. "
        "<q1>“We have had enough,”</q1> <c1>said</c1> <s1>Tom Hale</s1>. "
        "<q2>“I stay,”</q2> <c2>said</c2> <s2>Ana Ruiz</s2>.",
        published=FRIDAY,
    )
    assert [s.said.edtf if s.said else None for s in found] == ["2018-01-16", "2018-01-16", None]


def test_another_day_near_by_opens_another_occasion() -> None:
    text = f"{RALLY}{FILLER}On Thursday the council met. <s>Ruiz</s> <c>said</c> <q>“no”</q>."
    assert statements(text, published=FRIDAY)[0].said is None


def test_an_interview_of_a_week_dates_words_and_no_acts() -> None:
    found = statements(
        "Ana Ruiz gave her account in an interview last week. The mill is old. "
        "<s>She</s> <c>said</c> <q>tolls are a plague</q>. "
        "As mayor <s1>Ruiz</s1> <c1>relished</c1> <q1>the tolls</q1>.",
        published=FRIDAY,
    )
    assert [s.said.edtf if s.said else None for s in found] == ["2018-01-08/2018-01-14", None]


def test_words_to_the_crowd_of_an_event() -> None:
    text = (
        "Thousands marched in Dorn on Tuesday. "
        + FILLER[:57]
        + "<q>“No more,”</q> <s>Ana Ruiz</s> <c>told</c> the marchers."
    )
    said = statements(text, published=FRIDAY)[0].said
    assert said is not None
    assert said.edtf == "2018-01-16"


def test_what_somebody_says_where_they_said_is_of_no_day() -> None:
    found = statements(
        "<s>Ana Ruiz</s> <c>said</c> Tuesday <q>it is over</q>. <s1>She</s1> <c1>says</c1> <q1>tolls stink</q1>. "
        "<s2>She</s2> <c2>said</c2> <q2>so twice</q2>.",
        published=FRIDAY,
    )
    assert [s.said.edtf if s.said else None for s in found] == ["2018-01-16", None, "2018-01-16"]


def test_a_day_of_a_past_act_is_not_that_of_a_cue_in_the_present() -> None:
    text = "On Tuesday Ana Ruiz led what <s>the council</s> <c>calls</c> <q>a riot</q>."
    assert statements(text, published=FRIDAY)[0].said is None
