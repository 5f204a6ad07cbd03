"""Words far from any day, of somebody all of whose dated words are of one day."""

import pytest

from tests.resolve.marked import statements

FRIDAY = "2018-01-19"
FILLER = "The hall was full. " * 14
TOLD = FILLER + "<s1>Ana Ruiz</s1> <c1>said</c1> Tuesday <q1>it would pay</q1>. "
CASES = [
    ("far below", TOLD + FILLER + "<s>Ruiz</s> <c>said</c> <q>“no more tolls”</q>.", "2018-01-16"),
    ("quoted without a verb", TOLD + FILLER + "<q>“No more tolls,”</q> <c>according to</c> <s>Ruiz</s>.", "2018-01-16"),
    ("another speaker", TOLD + FILLER + "<s>Tom Hale</s> <c>said</c> <q>“no more tolls”</q>.", None),
    ("in the perfect", TOLD + FILLER + "<s>Ruiz</s> <c>has said</c> <q>“no more tolls”</q>.", None),
    ("in the present", TOLD + FILLER + "<s>Ruiz</s> <c>says</c> <q>“no more tolls”</q>.", None),
    ("a belief", TOLD + FILLER + "<s>Ruiz</s> <c>believes</c> <q>that tolls go</q>.", None),
    ("over the years", TOLD + FILLER + "Over the years, <s>Ruiz</s> <c>said</c> <q>“no more tolls”</q>.", None),
    ("once", TOLD + FILLER + "<s>Ruiz</s> <c>once praised</c> <q>“such tolls”</q>.", None),
    ("in another place", TOLD + FILLER + "<q>“No more tolls,”</q> <s>Ruiz</s> <c>said</c> in Velia.", None),
    ("on another occasion", TOLD + FILLER + "<s>Ruiz</s> <c>told</c> the Dorn Herald <q>“no more tolls”</q>.", None),
    ("what came before", TOLD + FILLER + "The rivals met after <s>Ruiz</s> <c>denounced</c> <q>the tolls</q>.", None),
    ("two days",
     TOLD + "<s2>Ruiz</s2> <c2>said</c2> Thursday <q2>it paid</q2>. " + FILLER * 2
     + "<s>Ruiz</s> <c>said</c> <q>“no more tolls”</q>.", None),
    ("an act without words", TOLD + FILLER + "<s>Ruiz</s> <c>signed</c> <q>the plan for tolls</q>.", None),
    ("below a paragraph of another time",
     TOLD + "\nOn Jan. 3 the mill burnt.\n" + FILLER + "<s>Ruiz</s> <c>said</c> <q>“no more tolls”</q>.", "2018-01-16"),
    ("in a paragraph of another time",
     TOLD + FILLER + "On Jan. 3 the mill burnt. " + FILLER + "<s>Ruiz</s> <c>said</c> <q>“no more tolls”</q>.", None),
    ("told below only",
     FILLER + "<s>Ana Ruiz</s> <c>said</c> <q>“no more tolls”</q>. " + FILLER
     + "<s1>Ruiz</s1> <c1>said</c1> Tuesday <q1>it would pay</q1>.", None),
    ("an old day",
     FILLER + "<s1>Ana Ruiz</s1> <c1>said</c1> on Jan. 4 <q1>it would pay</q1>. " + FILLER
     + "<s>Ruiz</s> <c>said</c> <q>“no more tolls”</q>.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_one_day_of_a_speaker(text: str, edtf: str | None) -> None:
    said = statements(text, published=FRIDAY)[0].said
    assert (said.edtf if said else None) == edtf
