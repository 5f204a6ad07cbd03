"""People without names: as antecedents of pronouns, brought in once and spoken of again."""

import pytest

from tests.resolve.marked import statements

CASES = [
    ("last reported, without a name",
     "<s>An official in Dorn</s> <c>said</c> <q>no</q>. <s1>He</s1> <c1>added</c1> <q1>maybe</q1>.",
     "unnamed: official in Dorn"),
    ("a woman", "Tom Hale left. A woman ran out. <s>She</s> <c>said</c> <q>no</q>.", "unnamed: woman"),
    ("gender keeps a nominal off", "Tom Hale saw a woman there. <s>He</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("a name runs on",
     "Ana Ruiz came in May. She sat. She met Mary Stone. <s>She</s> <c>said</c> <q>no</q>.", "Ana Ruiz"),
    ("they of two names",
     "Tom Hale and Ana Ruiz left early. <s>They</s> <c>said</c> <q>no</q>.", "Tom Hale and Ana Ruiz"),
    ("they of a plural", "The rebels burned it. <s>They</s> <c>think</c> <q>it was fun</q>.", "rebels"),
    ("the pilot of before",
     "I met a pilot from the coast there. It rained. <s>The pilot</s> <c>said</c> <q>no</q>.",
     "unnamed: pilot from the coast there"),
    ("both of two", "Two clerks who saw it spoke. <s>Both</s> <c>said</c> <q>no</q>.", "Two clerks who saw it spoke"),
    ("another office is another person",
     "Interior Minister Ana Ruiz left. <s>The prime minister</s> <c>said</c> <q>no</q>.",
     "unnamed: prime minister"),
    ("a person with who is no body",
     "The Works Guard left. <s>the guard who made the tea</s> <c>said</c> <q>no</q>.",
     "unnamed: guard who made the tea"),
    ("left of a comma",
     "Ana Ruiz left. And the head of the guild, Tom Hale, <s>he</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("party and state are no name", "<s>Tom Hale, R-Dorn,</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("the issuer of a statement",
     "The Dorn Council issued a statement. <s>The statement</s> <c>said</c> <q>no</q>.", "Dorn Council"),
    ("whoever the words name does not say them",
     "Ana Ruiz met Mary Stone. “Ruiz will win,” <s>Stone</s> <c>said</c>, <q>“Ruiz will win.”</q> "
     "<q1>“Ruiz is good,”</q1> <s1>she</s1> <c1>said</c1>.", "Mary Stone"),
    ("they is followed back to where it began",
     "The guild's bakers left. They were tired of millers. <s>They</s> <c>say</c> <q>no</q>.", "guild's bakers"),
    ("they of a body right before", "When I told the Dorn Council <s>they</s> <c>said</c> <q>no</q>.", "Dorn Council"),
    ("they of bodies", "The national unions are wary. But <s>they</s> <c>say</c> <q>no</q>.", "national unions"),
    ("a calling alone is somebody known",
     "Senator Ana Ruiz spoke for an hour. <s>The nominee</s> <c>said</c> <q>no</q>.", "Ana Ruiz"),
    ("an office of several words",
     "<s>Premier</s> <c>vows</c> <q>calm</q>\nPrime Minister Tom Hale left the hall early today.", "Tom Hale"),
    ("who after a description",
     "It was backed by Ana Ruiz of Dorn, the head of the House Committee, <s>who</s> <c>said</c> <q>no</q>.",
     "Ana Ruiz"),
    ("whoever serves somebody named", "It came from a longtime adviser to Ana Ruiz, <s>who</s> <c>said</c> <q>no</q>.",
     "unnamed: longtime adviser to Ana Ruiz"),
    ("a person with a description before who",
     "It came from others, among them Tom Hale, a longtime donor <s>who</s> <c>backs</c> <q>Ruiz</q>.", "Tom Hale"),
    ("superdelegates are people", "A share of superdelegates <s>who</s> <c>said</c> <q>no</q> left.", "superdelegates"),
    ("a body without a name",
     "Ana Ruiz left as her campaign defended <s>its</s> <c>decision</c> <q>to stay</q>.", "Ana Ruiz’s campaign"),
    ("a description that ends in a name",
     "<s>their old friend, businessman Tom Hale</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("the candidate of a headline",
     "Ruiz lays off her staff; <s>candidate</s> <c>says</c> <q>no</q>.\nSenator Ana Ruiz let many people go today.\n"
     "It rained in the whole country all day long.", "Ana Ruiz"),
    ("a capital from its place alone", "Tom Hale sat. Absolutely, <s>he</s> <c>said</c> <q>so</q>.", "Tom Hale"),
    ("an outlet and a person are two names",
     "Tom Hale left. With the New York Times Hale sat. <s>Hale</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("the minister’s office", "Minister Ana Ruiz left. <s>The minister's office</s> <c>said</c> <q>no</q>.",
     "Ana Ruiz’s office"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_is_meant(text: str, name: str) -> None:
    speaker = statements(text)[-1].speaker
    assert speaker is not None
    assert speaker.name == name
