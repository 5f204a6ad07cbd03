"""Who is meant by counts and shares, by papers and bodies that the text named once, and by names with others."""

import pytest

from tests.resolve.marked import statements

CASES = [
    ("one of those before", "Two men in the hall <c>spoke</c>. <s>One of them</s> <c>said</c> <q>no</q>.",
     "unnamed: one of two men"),
    ("one of those of whom something is told",
     "The league's drivers were eating by the carts. <s>One, who would not be named,</s> <c>said</c> <q>no</q>.",
     "unnamed: one of league's drivers"),
    ("one of those, then he",
     "Tom Hale left. The league's drivers were eating. <s>One, who was tired,</s> <c>said</c> <q>no</q>. "
     "<q1>“So,”</q1> <s1>he</s1> <c1>said</c1>.", "unnamed: one of league's drivers"),
    ("two of the three", "It wrote to the other three families. <s>Two of the three</s> <c>said</c> <q>no</q>.",
     "two of three families"),
    ("one of somebody's people", "<s>one of the farmers</s> <c>said</c> <q>no</q>.", "unnamed: one of the farmers"),
    ("one of them by name", "<s>One of its authors, Tom Hale,</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("somebody", "<s>somebody</s> <c>said</c> <q>no</q>.", "unnamed: somebody"),
    ("somebody who", "<s>someone who</s> <c>said</c> <q>no</q>.", "unnamed: someone"),
    ("those who", "<s>those who</s> <c>declined to say</c> <q>whom they want</q>.", "those who"),
    ("a bureau is an agency", "Dorn News asked the Mill Bureau. <s>The agency</s> <c>said</c> <q>no</q>.",
     "Mill Bureau"),
    ("neither of the two reported",
     "<s>The Dorn Council</s> <c>wants</c> <q>mills</q>. <s1>The Lirr Union</s1> <c1>wants</c1> <q1>carts</q1>. "
     "<s2>Neither</s2> <c2>said</c2> <q2>no</q2>.", "Dorn Council and Lirr Union"),
    ("with others of theirs", "<s>Ana Ruiz and her advisers</s> <c>said</c> <q>no</q>.", "Ana Ruiz and her advisers"),
    ("a baker and a miller", "<s>A baker and a miller</s> <c>said</c> <q>no</q>.", "baker and a miller"),
    ("whose they are", "The Dorn Council, <s>whose president</s> <c>said</c> <q>no</q>, left.",
     "unnamed: Dorn Council’s president"),
    ("who behind a dash", "Ana Ruiz — <s>who</s> <c>said</c> <q>no</q> — left.", "Ana Ruiz"),
    ("its own people", "The Dorn Council was told by <s>its own engineers</s> <c>that</c> <q>it leaks</q>.",
     "Dorn Council’s engineers"),
    ("the late", "<s>Its founder, the late Tom Hale,</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("whoever was asked answers", "Ana Ruiz was asked what it cost. <q>“Nothing at all.”</q>", "Ana Ruiz"),
    ("the party of before", "The mayor’s own party shut its doors. <s>The party</s> <c>said</c> <q>no</q>.",
     "mayor’s party"),
    ("a paper by its title",
     "It was twelve pages, called A Plan for the River Mills. <s>The paper</s> <c>says</c> <q>no</q>.",
     "Plan for the River Mills"),
    ("a report by its title", "A report titled “Cold and Wet” came in May. <s>The report</s> <c>said</c> <q>no</q>.",
     "Cold and Wet"),
    ("Mr for the first time",
     "<s>The minister</s> <c>said</c> <q>no</q>. <q1>“Why,”</q1> <s1>Mr Hale</s1> <c1>asked</c1>.", "Hale"),
    ("the baker of Dorn", "The baker of Dorn sat down. It rained. <s>The baker</s> <c>said</c> <q>no</q>.",
     "unnamed: baker of Dorn"),
    ("he in his own words is another",
     "Mary Stone came late. <q>“I met a woman there,”</q> <s>she</s> <c>said</c>.", "Mary Stone"),
    ("names whose first word opens a sentence",
     "They joined Night Mill in May. Night Mill grew. <s>Night Mill</s> <c>said</c> <q>no</q>.", "Night Mill"),
    ("the one of two",
     "There is a baker for the mill and a baker from the quay. <s>The one for it</s> <c>said</c> <q>no</q>.",
     "unnamed: baker for the mill"),
    ("both of the ones",
     "There is a baker for the mill and a clerk against it. <s>The one for it</s> <c>said</c> <q>no</q>, "
     "<s1>the one against it</s1> <c1>said</c1> <q1>so</q1>, and <s2>both</s2> <c2>said</c2> <q2>maybe</q2>.",
     "baker for the mill and clerk against it"),
    ("a body whose name opens with a plain word", "It rained. <s>Forward Lirrem</s> <c>vows</c> <q>to stay</q>.",
     "Forward Lirrem"),
    ("a body’s report in full", "The Dorn Council sat. <s>The Council’s report</s> <c>said</c> <q>no</q>.",
     "Dorn Council’s report"),
    ("an acronym is an agency", "The FBD asked the Mill League. <s>The agency</s> <c>said</c> <q>no</q>.", "FBD"),
    ("an office of the opening is named below",
     "<s>A federal judge</s> <c>said</c> <q>no</q>. Judge Ana Ruiz sits in Dorn.", "Ana Ruiz"),
    ("an office of another place is another's",
     "<s>A clerk at the Dorn court</s> <c>said</c> <q>no</q>. Tom Hale, clerk of the guild, left.",
     "unnamed: clerk at the Dorn court"),
    ("whoever may not be named stays unnamed",
     "<s>A judge who asked not to be named</s> <c>said</c> <q>no</q>. Judge Ana Ruiz sits in Dorn.",
     "unnamed: judge who asked not to be named"),
    ("an office that two below have",
     "<s>A judge</s> <c>said</c> <q>no</q>. Judge Ana Ruiz and Judge Tom Hale sat.", "unnamed: judge"),
    ("an informant is nobody below", "<s>A spokesman</s> <c>said</c> <q>no</q>. Tom Hale, a spokesman, left.",
     "unnamed: spokesman"),
    ("a title in capitals ends in its noun", "<s>A Dorn Guard Officer</s> <c>Breaks</c> <q>His Silence</q>",
     "unnamed: Dorn Guard Officer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_is_meant(text: str, name: str) -> None:
    speaker = statements(text)[-1].speaker
    assert speaker is not None
    assert speaker.name == name


def test_whoever_quotes_him_is_another() -> None:
    text = "Tom Hale sat. <s>A clerk</s> <c>quoted</c> <q><s1>him</s1> as <c1>saying</c1> <q1>no</q1></q>."
    quoted = statements(text)[-1].speaker
    assert quoted is not None
    assert quoted.name == "Tom Hale"
