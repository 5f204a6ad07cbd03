"""Speakers: names, pronouns, nominals, elided sources."""

import pytest

from sayso.records import SpeakerKind
from tests.resolve.marked import resolve, statements

NAMES = [
    ("surname", "Mayor Ilse Brandt spoke. <s>Brandt</s> <c>said</c> <q>taxes will fall</q>.", "Ilse Brandt"),
    ("honorific", "Ilse Brandt came late. <s>Ms. Brandt</s> <c>said</c> <q>taxes will fall</q>.", "Ilse Brandt"),
    ("initial", "Ilse K. Brandt came. <s>Ilse Brandt</s> <c>said</c> <q>taxes will fall</q>.", "Ilse K. Brandt"),
    ("before the full name", "<s>Brandt</s> <c>said</c> <q>no</q>. Ilse Brandt runs the mill.", "Ilse Brandt"),
    ("acronym", "The National Council of Velia (NCV) met. <s>The NCV</s> <c>said</c> <q>it won</q>.",
     "National Council of Velia"),
    ("slash form", "The Velian Workers League (VWL) met. <s>The VWL/PLV</s> <c>said</c> <q>it won</q>. PLV men came.",
     "Velian Workers League"),
    ("person after a possessive", "<s>Velia's Prime Minister Tom Hale</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("apposition", "<s>A lawyer for the mill, Tom Hale,</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("office after a name", "<s>TOM HALE, ENERGY MINISTER</s><c>:</c> <q>It will be done.</q>", "TOM HALE"),
    ("two names", "<s>Tom Hale and Ana Ruiz</s> <c>said</c> <q>no</q>.", "Tom Hale and Ana Ruiz"),
    ("possessor is no speaker", "Tom Hale left. <s>Hale's campaign</s> <c>said</c> <q>no</q>.",
     "Tom Hale's campaign"),
    ("possessor and person", "Ana Ruiz won. <s>Ruiz’s strategist Tom Hale</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("possessor, aside and person", "<s>Ana Ruiz’s rival — Dorn Gov. Tom Hale</s> <c>said</c> <q>no</q>.", "Tom Hale"),
    ("country by its people", "<s>American</s> <c>threats</c> <q>to leave</q> went on.", "United States"),
    ("outlet with its noun", "<s>The state-run Mirova news agency</s> <c>reported</c> <q>a strike</q>.",
     "Mirova news agency"),
    ("short outlet", "The Velia Times wrote much. <s>The Times</s> <c>said</c> <q>no</q>.", "Velia Times"),
]  # fmt: skip

PRONOUNS = [
    ("gender", "Ana Ruiz met Tom Hale. <s>She</s> <c>said</c> <q>taxes will fall</q>.", "Ana Ruiz"),
    ("run of one speaker",
     "<s>Ana Ruiz</s> <c>said</c> <q>no</q>. She thanked Mary Stone. <s1>She</s1> <c1>added</c1> <q1>maybe</q1>.",
     "Ana Ruiz"),
    ("its of the sentence before",
     "<s>Lirr Union</s> <c>said</c> <q>so; the regime admits it</q>. <s1>Its courts</s1> <c1>said</c1> <q1>no</q1>.",
     "regime’s courts"),
    ("his campaign", "Tom Hale runs again. <s>His campaign</s> <c>said</c> <q>he will win</q>.", "Tom Hale’s campaign"),
    ("they of the sentence", "Farmers, who lost much, <c>say</c> <s>they</s> <q>will not pay</q>.", "Farmers"),
    ("first person in a quotation", "“<s1>I</s1> <c1>think</c1> <q1>it is over</q1>,” <s>Ana Ruiz</s> <c>said</c>.",
     "Ana Ruiz"),
    ("author", "<s>I</s> <c>think</c> <q>it is over</q>.", "unnamed: author"),
    ("relative", "Ana Ruiz, <s>who</s> <c>says</c> <q>it is over</q>, left.", "Ana Ruiz"),
]  # fmt: skip

NOMINALS = [
    ("unnamed", "<s>A senior law-enforcement official</s> <c>said</c> <q>it is over</q>.",
     "unnamed: senior law-enforcement official"),
    ("role", "Sen. Ana Ruiz met Tom Hale. <s>The senator</s> <c>said</c> <q>taxes will fall</q>.", "Ana Ruiz"),
    ("role after the name", "Ana Ruiz, the mayor of Dorn, met Tom Hale. <s>The mayor</s> <c>said</c> <q>no</q>.",
     "Ana Ruiz"),
    ("definite description", "Ana Ruiz won. <s>The retired engineer</s> <c>said</c> <q>no</q>.", "Ana Ruiz"),
    ("bank", "The Bank of Dorn closed. <s>The bank</s> <c>said</c> <q>it will open</q>.", "Bank of Dorn"),
    ("network", "Dorn News began in May. <s>The network</s> <c>said</c> <q>it will go on</q>.", "Dorn News"),
    ("name in marks", "The group “Dawn of Lirr” came. The Mines Ministry shut. <s>The group</s> <c>said</c> <q>no</q>.",
     "Dawn of Lirr"),
    ("a ministry is no group", "The Ministry of Mines was hit. <s>The group</s> <c>published</c> <q>its files</q>.",
     "group"),
    ("closed bracket", "<s>An aide in the Home Guard (HG)</s> <c>said</c> <q>no</q>.",
     "unnamed: aide in the Home Guard (HG)"),
    ("named behind a role", "<s>The union’s spokeswoman, Ana Ruiz — no cousin of his —</s> <c>said</c> <q>no</q>.",
     "Ana Ruiz"),
    ("role with its body", "Ana Ruiz, president of the Lirr Council, left. <s>The president of the Council</s> "
     "<c>said</c> <q>no</q>.", "Ana Ruiz"),
    ("noun behind a body’s name", "Dorn Dawn, the armed wing, was silent. Lirr Union met. <s>The wing</s> <c>wrote</c> "
     "<q>no</q>.", "Dorn Dawn"),
    ("what hangs on loosely", "<s>A pilot, speaking on condition of silence,</s> <c>said</c> <q>no</q>.",
     "unnamed: pilot"),
    ("second clause", "<s>The woman whose stove it was, and who had carried it</s>, <c>said</c> <q>no</q>.",
     "unnamed: woman whose stove it was"),
    ("collective", "<s>Many lawmakers</s> <c>say</c> <q>it is over</q>.", "Many lawmakers"),
    ("poll", "<s>A Dorn University poll</s> <c>found</c> <q>a lead</q>.", "Dorn University poll"),
    ("author of a letter", "Tom Hale left. <s>Hale’s letter</s> <c>says</c> <q>it is over</q>.", "Tom Hale"),
]  # fmt: skip

ELIDED = [
    ("hedge", "Rates <c>are expected</c> <q>to rise</q>.", None),
    ("passive", "Three men <c>were charged</c> <q>with theft</q>.", None),
    (
        "nothing to relate to",
        "The Lirran Guild of Mirovan goes on to mine coal <s>that</s> <c>promises</c> <q>to pay</q>.",
        None,
    ),
    ("carried over", "<s>Ana Ruiz</s> <c>said</c> <q>no</q>, <c1>adding</c1> <q1>that it is over</q1>.", "Ana Ruiz"),
]


def _last_marked(text: str) -> str | None:
    """The speaker of the attribution with the highest number."""
    speaker = statements(text)[-1].speaker
    return speaker.name if speaker else None


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_names(text: str, name: str) -> None:
    assert _last_marked(text) == name


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in PRONOUNS], ids=[case[0] for case in PRONOUNS])
def test_pronouns(text: str, name: str) -> None:
    assert _last_marked(text) == name


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in NOMINALS], ids=[case[0] for case in NOMINALS])
def test_nominals(text: str, name: str) -> None:
    assert _last_marked(text) == name


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in ELIDED], ids=[case[0] for case in ELIDED])
def test_elided(text: str, name: str | None) -> None:
    assert _last_marked(text) == name


def test_interview_answers_are_the_person_asked() -> None:
    marked = (
        "An interview with Ana Ruiz\nAna Ruiz is an engineer.\nDo you like bridges?\nYes, <s>I</s> <c>think</c> "
        "<q>they last</q>.\nWhat do you build?\nI build dams.\nDo you sleep?\nI do."
    )
    assert _last_marked(marked) == "Ana Ruiz"


def test_names_elsewhere_are_shown() -> None:
    speaker = statements("Mayor Ilse Brandt spoke. <s>Brandt</s> <c>said</c> <q>no</q>.")[0].speaker
    assert speaker is not None
    assert speaker.spans == ((6, 17),)
    assert speaker.role == "Mayor"
    assert speaker.kind is SpeakerKind.PERSON


def test_one_statement_for_each_attribution_in_their_order() -> None:
    marked = "<s>Ana Ruiz</s> <c>said</c> <q>no</q>. <q1>“Yes,”</q1> <s1>Tom Hale</s1> <c1>said</c1>."
    assert [s.speaker.name for s in statements(marked) if s.speaker] == ["Ana Ruiz", "Tom Hale"]


def test_roles_affiliations_and_epithets() -> None:
    found = resolve(
        "Kasim Orel, the deputy for trade, left. Dorn News Agency (affiliated with the Velian League) wrote. "
        "The government refers to the Velian League as “the hypocrites”. The state-run Mirova TV was silent."
    )
    assert [(r.name, r.role) for r in found.roles] == [("Kasim Orel", "deputy for trade")]
    assert [(a.name, a.to) for a in found.affiliations] == [
        ("Dorn News Agency", "Velian League"),
        ("Mirova TV", "state-run"),
    ]
    assert [(e.user, e.word, e.referent) for e in found.epithets] == [("government", "the hypocrites", "Velian League")]


def test_the_documents_own_outlet_is_no_person() -> None:
    text = "Long Water is withholding names. <s>He</s> <c>said</c> <q>that the first shot had come from the gate</q>."
    speaker = statements(text)[0].speaker
    assert speaker and speaker.name == "Long Water"
    (statement,) = statements(text, outlet="Long Water")
    assert statement.speaker is None or statement.speaker.name != "Long Water"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<s>Will Ruiz</s> <c>said</c> <q>nets tore</q>.", "Will Ruiz"),
        ("George Will came. <s>Will</s> <c>said</c> <q>nets tore</q>.", "George Will"),
        ("Will Ruiz stay? <s>Ruiz</s> <c>said</c> <q>nets tore</q>.", "Ruiz"),
    ],
)
def test_somebody_called_will(text: str, name: str) -> None:
    speaker = statements(text)[0].speaker
    assert speaker is not None
    assert speaker.name == name


def test_a_verb_given_for_the_source_is_the_cue() -> None:
    found = statements("On Monday, Ana Ruiz spoke. <q>“No more,”</q> <s>said</s> <c>Ruiz</c>.", published="2018-01-18")[
        0
    ]
    assert found.speaker is not None
    assert found.speaker.name == "Ana Ruiz"
    assert found.said is not None
    assert found.said.edtf == "2018-01-15"


def test_a_surname_that_is_a_first_name_of_the_other_gender() -> None:
    found = statements("Gwen Morris spoke in Dorn. Later <s>Morris</s> <c>said</c> <q>“no”</q>.")[0]
    assert found.speaker is not None
    assert found.speaker.name == "Gwen Morris"


def test_he_in_somebodys_own_words_is_somebody_else() -> None:
    marked = (
        "The race was won by Bo Tam, and nobody in the town had thought that it would be so close at the end. "
        "Tom Hale came second. Tom Hale spoke about the day. Tom Hale told the Herald, “When <s>he</s> <c>thought</c> "
        "<q>it was over</q>, I ran.”"
    )
    (one,) = statements(marked)
    assert one.speaker is not None
    assert one.speaker.name == "Bo Tam"


def test_whoever_a_description_means_is_near_for_the_pronoun_behind_it() -> None:
    marked = (
        "The mill of the town burned down last week. Lena Hale, the judge in the case, heard both sides.\n"
        "Ana Tam asked for more time. Ana Tam got none of it. Tam said so. Tam left.\n"
        "Either way, {who} did not go along with that. <s>She</s> <c>refused to accept</c> <q>the map of the mill</q>."
    )
    described, undescribed = (statements(marked.format(who=who))[0] for who in ("the judge", "the court"))
    assert described.speaker is not None
    assert undescribed.speaker is not None
    assert (described.speaker.name, undescribed.speaker.name) == ("Lena Hale", "Ana Tam")
