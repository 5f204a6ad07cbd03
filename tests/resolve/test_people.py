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
    ("the issuer behind an apposition",
     "Ana Ruiz, the mayor, sent an angry letter to the guild. It rained. <s>The letter</s> <c>said</c> <q>no</q>.",
     "Ana Ruiz"),
    ("whom a memo is from",
     "A memo was sent to staff by the mayor's aide, Ana Ruiz. <s>The memo</s> <c>said</c> <q>no</q>.", "Ana Ruiz"),
    ("who spoke in a statement",
     "<s>Tom Hale</s> <c>said</c> <q>no</q> in a statement. <s1>The statement</s1> <c1>said</c1> <q1>yes</q1>.",
     "Tom Hale"),
    ("who tweeted the tweet",
     "<s>Ana Ruiz</s> <c>tweeted</c> <q>no</q>. <s1>The tweet</s1> <c1>said</c1> <q1>yes</q1>.", "Ana Ruiz"),
    ("who speaks of a letter has not written it",
     "A letter had come. <s>Ana Ruiz</s> <c>said</c> <q>the letter was forged</q>. "
     "<s1>The letter</s1> <c1>said</c1> <q1>no</q1>.", "letter"),
    ("a report without its day",
     "A new report on Monday told of it. <s>The report</s> <c>said</c> <q>no</q>.", "new report"),
    ("the two of two names joined",
     "Ana Ruiz and Tom Hale met. It rained. <s>The two</s> <c>said</c> <q>no</q>.", "Ana Ruiz and Tom Hale"),
    ("who both are is no pair",
     "Ana Ruiz and Tom Hale are both bakers. <s>The two</s> <c>said</c> <q>no</q>.", "Ana Ruiz and Tom Hale"),
    ("one more of them",
     "<s>Two tall lawyers</s> <c>said</c> <q>no</q>. <s1>A third</s1> <c1>said</c1> <q1>yes</q1>.",
     "unnamed: third tall lawyer"),
    ("another of them", "<s>One user</s> <c>wrote</c> <q>no</q>. <s1>Another</s1> <c1>said</c1> <q1>yes</q1>.",
     "unnamed: another user"),
    ("the spokesman of somebody",
     "The mayor's spokesman came. <s>The spokesman</s> <c>said</c> <q>no</q>.", "unnamed: mayor's spokesman"),
    ("a spokesman of whoever denied it",
     "<s>The Dorn Guard</s> <c>denied</c> <q>it</q>. <s1>A spokesman</s1> <c1>said</c1> <q1>no</q1>.",
     "unnamed: spokesman for the Dorn Guard"),
    ("an office in capitals is no name", "<s>The Prime Minister</s> <c>said</c> <q>no</q>.", "unnamed: Prime Minister"),
    ("his ministry", "The energy minister left. <s>His ministry</s> <c>said</c> <q>no</q>.", "energy ministry"),
    ("the newspaper of an editor",
     "A Dorn newspaper wrote it. It vexed the editors of The Heron. <s>The newspaper</s> <c>said</c> <q>no</q>.",
     "Heron"),
    ("whoever says that he hopes",
     "Tom Hale left. <s1>Bo Tam, a clerk,</s1> <c1>said</c1> <q1>that <s>he</s> <c>hoped</c> <q>to stay</q></q1>.",
     "Bo Tam"),
    ("a sentence of many names is no headline",
     "Storm Hits Dorn Hard.\nAna Ruiz has a friend in Velian diplomat Tom Hale.\n<s>Hale</s> <c>said</c> <q>no</q>.",
     "Tom Hale"),
    ("words reported in single marks go on",
     "<q>'It rains,'</q> <s>an old clerk</s> <c>said</c>. <q1>'So it is.'</q1>", "unnamed: old clerk"),
    ("it of a document without a name",
     "The firm from Dorn bought air time. A new ad came on Monday. <s>It</s> <c>shows</c> <q>a mill</q>.", "new ad"),
    ("it of a body without a name",
     "Ana Ruiz left Dorn. Her campaign is broke, and <s>it</s> <c>hopes</c> <q>to borrow</q>.", "Ana Ruiz’s campaign"),
    ("what it said",
     "Last May Dorn News, a site close to the guild, printed what <s>it</s> <c>said</c> <q>was an order</q>.",
     "Dorn News"),
    ("a noun after a name tells of it",
     "The Velian League, a group, met. Then <s>it</s> <c>said</c> <q>no</q>.", "Velian League"),
    ("they of two names further up",
     "Tom Hale and Ana Ruiz came. It rained hard. <s>They</s> <c>argued</c> <q>over it</q>.", "Tom Hale and Ana Ruiz"),
    ("small words begin no group", "If the kids held it up, <s>they</s> <c>would say</c> <q>no</q>.", "kids"),
    ("they of no headline",
     "Voters Like Dorn\nAna Ruiz and Tom Hale are friends in the town. <s>They</s> <c>said</c> <q>no</q>.",
     "Ana Ruiz and Tom Hale"),
    ("a party is nobody", "Tom Hale, the first Republican mayor, sat. <s>He</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("a body of the faithful", "Many fear the Islamic State here. <s>It</s> <c>said</c> <q>no</q>.", "Islamic State"),
    ("the two reported before",
     "<s>Ana Ruiz and Tom Hale</s> <c>said</c> <q>that Bo Tam met Mary Stone</q>. "
     "<s1>The two</s1> <c1>said</c1> <q1>no</q1>.", "Ana Ruiz and Tom Hale"),
    ("a dash ends a description",
     "An employee for Dorn Mills - the company by the river - left. <s>The employee</s> <c>said</c> <q>no</q>.",
     "unnamed: employee for Dorn Mills"),
    ("Pres. is an office", "Pres. Tom Hale left. <s>The president</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("a queen by her first name", "Ana Ruiz, called Queen Ana, left. <s>Ana</s> <c>said</c> <q>no</q>.", "Ana Ruiz"),
    ("so many years old", "Ana Ruiz left early. <s>The 46-year-old</s> <c>said</c> <q>no</q>.", "Ana Ruiz"),
    ("whoever added",
     "Tom Hale came. “It rains,” <c>said</c> <s>clerk Bo Tam</s>, though <s1>he</s1> <c1>added</c1> "
     "<q1>that it would end</q1>.", "Bo Tam"),
    ("the office of two words that opens a sentence",
     "Vice President Tom Hale left; a vice chair stayed. President Ana Ruiz sat. <s>The vice president</s> <c>said</c> "
     "<q>no</q>.", "Tom Hale"),
    ("whoever the quotation names first is not its speaker",
     "Tom Hale met Bo Tam. Hale spoke. <q>“It is late. Tam is already making it later,”</q> <s>he</s> <c>said</c>.",
     "Tom Hale"),
    ("people after a preposition", "There was doubt among Democrats, <s>who</s> <c>said</c> <q>no</q>.", "Democrats"),
    ("the agency is no outlet that is nearer by kind alone",
     "Dorn News asked. The Velian Department cut it. <s>The agency</s> <c>said</c> <q>no</q>.", "Velian Department"),
    ("he was somebody who", "Tom Hale left. He was a tired man <s>who</s> <c>hoped</c> <q>to rest</q>.", "Tom Hale"),
    ("an opening before the name",
     "Ana Ruiz met Bo Tam. Despite <s>his</s> <c>dislike for</c> <q>mills</q>, Tom Hale bought one.", "Tom Hale"),
    ("they of three names",
     "The Velian League, the Dorn Council and Estuary Party stayed, though <s>they</s> <c>may back</c> <q>Ruiz</q>.",
     "Velian League, Dorn Council and Estuary Party"),
    ("those who were asked", "<s>Those surveyed</s> <c>said</c> <q>no</q>.", "Those surveyed"),
    ("a pronoun and a name", "Ana Ruiz left. <s>She and Tom Hale</s> <c>said</c> <q>no</q>.", "Ana Ruiz and Tom Hale"),
    ("a law", "<s>The Clean Rivers Act</s> <c>says</c> <q>no</q>.", "Clean Rivers Act"),
    ("an owner of an office is no he",
     "Tom Hale came from the mill. Velia's energy minister left. <s>He</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("a dam is no he", "Tom Hale built the Ulmen Barrage. <s>He</s> <c>said</c> <q>no</q>.", "Tom Hale"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_is_meant(text: str, name: str) -> None:
    speaker = statements(text)[-1].speaker
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A quarter of voters", "group"),
        ("A number of studies", "document"),
        ("Nearly three in five", "group"),
        ("Two human rights lawyers", "group"),
        ("Two officials", "unnamed"),
        ("Brazilian police", "organisation"),
        ("The Clean Rivers Act", "document"),
        ("The preamble", "document"),
        ("The Fed", "organisation"),
        ("The staff", "group"),
    ],
)
def test_kinds_of_sources_without_a_person(source: str, kind: str) -> None:
    speaker = statements(f"<s>{source}</s> <c>said</c> <q>no</q>.")[0].speaker
    assert speaker is not None
    assert speaker.kind == kind


def test_a_document_with_a_name_is_a_document() -> None:
    speaker = statements("In May the Understanding came. Now <s>the Understanding</s> <c>says</c> <q>no</q>.")[
        0
    ].speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Understanding", "document")
