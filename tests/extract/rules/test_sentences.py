"""Source, cue and content of single sentences, written as marked text."""

import pytest

from tests.extract.helpers import found
from tests.marked import parse_marked

SENTENCES = [
    # indirect speech
    "<s>Ana Ruiz</s> <c>said</c> <q>taxes will fall</q>.",
    "<s>The minister</s> <c>told</c> reporters in Vell <q>that the bridge was safe</q>.",
    "<s>Mara Lind</s> <c>asked</c> <q>whether the harbour would reopen</q>.",
    "<s>The union</s> <c>vowed</c> <q>to fight the law</q>.",
    "<s>He</s> <c>has repeatedly denied</c> <q>that the ship was his</q>.",
    "<s>Sources close to the talks</s> <c>said</c> <q>the deal was near</q>.",
    "<s>Oda Varg, the port's director</s>, <c>warned</c> on Monday <q>that the quay could sink</q>.",
    "<s>Sen. Ola Berg (U-Vell)</s> <c>argued</c> <q>that the tax was unfair</q>.",
    "Per Holm, <s>who</s> <c>said</c> <q>he had never met the envoy</q>.",
    # quotations
    "<q>“Taxes will fall,”</q> <s>Ana Ruiz, the finance minister</s>, <c>said</c> Monday. <q>“Wages will rise.”</q>",
    '<q>"We will not yield,"</q> <c>said</c> <s>Tomas Bell, a spokesman for the dockers</s>.',
    "<q>“The plan,”</q> <s>she</s> <c>said</c>, <q>“is dead.”</q>",
    "<q>‘We are done with the workers’ council,’</q> <s>Holm</s> <c>said</c>.",
    "<q>«The port is ours»</q>, <s>he</s> <c>said</c>.",
    "<s>Holm</s> was blunt<c>:</c> <q>“Nobody will pay for this again.”</q>",
    "In his interview with the state-run Vell website, <s>Holm</s> <c>emphasized</c> "
    "<q>that “many people believe they can speak freely.”</q>",
    "<s>The report</s>, titled “Harbour in Ruins,” <c>said</c> <q>the port had lost half its trade</q>.",
    "<q>“The attack was planned,”</q> <s>the state-run Vell agency</s> <c>reported</c> on June 26. "
    "<q>“He had been held on baseless charges.”</q>",
    # phrases that are cues
    "<q>The strike is over</q>, <c>according to</c> <s>the port authority</s>.",
    "<c>According to</c> <s>the ministry</s>, <q>40 people were hurt</q>.",
    "As <s>the mayor</s> <c>noted</c>, <q>the bridge is old</q>.",
    "<s>Lind's</s> <c>claim</c> <q>that the bank was bust</q>, was false.",
    # no source in the sentence
    "It <c>was reported</c> <q>that the mayor had left</q>.",
    "<q>The mayor</q> <c>is expected</c> <q>to resign</q>.",
    # layouts
    "31 May 2019—<s>The Harbour Post</s> (owned by the port)<c>:</c> <q>The strike has ended. The dockers lost</q>.",
    "<s>RUIZ</s><c>:</c> <q>We never signed it</q>.",
    "<s>Mayor</s><c>:</c> <q>Port will reopen in June</q>",
    "<q>Port will reopen in June</q>, <s>mayor</s> <c>says</c>",
    "<q>“We will win.”</q> <c>—</c> <s>Ana Ruiz</s>",
    # what only sets the scene
    "In an interview with “Harbour Hour,” <s>Ana Ruiz</s> <c>said</c> <q>the quay was safe</q>.",
    "Referring to the dockers as “pirates,” <s>Lind</s> <c>declared</c> <q>that they had been ready for months</q>.",
    # something issued
    "<s>The Vell Club website</s> <c>wired a report saying</c> <q>the group “is behind the turmoil.”</q>",
    "<s>Lind's campaign</s> <c>issued a statement on Monday, saying</c> <q>that the bank was bust</q>.",
    # others
    "Radio Vell <c>quoted</c> <s>a dockers' leader</s> <c>as saying</c> <q>the union would fight</q>.",
    "Citing state television, <s>the agency</s> <c>reported</c> <q>that the bridge had fallen</q>.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_source_cue_and_content(marked: str) -> None:
    expected = parse_marked(marked)
    triples = found(expected.text)
    assert len(triples) == 1
    (triple,) = triples
    for role in ("source", "cue", "content"):
        assert expected.words(getattr(triple, role)) == expected.words(getattr(expected.only, role))


@pytest.mark.parametrize(
    "text",
    [
        "The harbour lies north of the town.",
        "The claim was long. The report is red.",
        "He walked to the “Blue Anchor” for lunch.",
        "Note: the office is closed.",
        "",
        "   ",
        "“”",
        "said",
        "said, said: said",
    ],
)
def test_what_reports_nothing_gives_nothing(text: str) -> None:
    assert found(text) == ()
