"""What a figure counts, where, when, and on whose say-so."""

import pytest

from tests.link.figures.helpers import attribution, figures, only

OF_WHAT = [
    ("Police detained 40 people.", "people detained"),
    ("Seven people were killed in the clash.", "people killed"),
    ("The blast killed 12.", "people killed"),
    ("Four were taken to hospital.", "people treated"),
    ("It has six main voting blocs that matter.", "main voting blocs"),
    ("Hundreds of local and foreign engineers left.", "local and foreign engineers"),
    ("Workers want a $15 minimum wage.", "minimum wage"),
    ("The firm reported a loss of $916 million.", "firm reported loss"),
    ("Some 60 percent of adult voters agree.", "adult voters"),
    ("It would be a 28-nation bloc.", "nation"),
    ("He fell short of the 1,237 votes needed.", "votes"),
    ("Thousands gathered at the mill.", "people gathered mill"),
    ("It sold over 210 sites, apps, servers and databases.", "sites, apps, servers and databases"),
    ("The town faced a $2 billion, long-term debt.", "long-term debt"),
    ("The $18 million he says he raised is gone.", "says raised gone"),
    ("Salaries that touch $16 are rare.", "Salaries touch"),
    ("Nearly 20 of Rossis' colleagues left.", "Rossis' colleagues"),
]


@pytest.mark.parametrize(("text", "of_what"), OF_WHAT)
def test_of_what(text: str, of_what: str) -> None:
    assert only(text).of_what == of_what


def test_a_part_counts_the_noun_before() -> None:
    _, part = figures("She has forty customers on the pans. Thirty of them owe her money.")
    assert (part.unit, part.of_what) == ("customers", "of the customers owe money")


def test_unit_of_measure_and_counted_noun() -> None:
    assert [figure.unit for figure in figures("It held nine buttons and 3 kilos of salt.")] == ["buttons", "kilograms"]


def test_place_and_date_of_the_same_sentence() -> None:
    figure = only("Guards hurt 11 men at Ormel Head on 18 June 2023.")
    assert (figure.where, figure.as_of) == ("Ormel Head", "2023-06-18")


def test_article_is_the_sayer_without_attribution() -> None:
    assert only("There were 40 boats.").sayer == "article"


def test_sayer_of_the_innermost_attribution() -> None:
    text = "The mayor said Ana Ruiz claimed 40 boats sank."
    outer = attribution(text, "The mayor", "said", "Ana Ruiz claimed 40 boats sank")
    inner = attribution(text, "Ana Ruiz", "claimed", "40 boats sank")
    (figure,) = figures(text, (outer, inner))
    assert (figure.sayer, figure.statement) == ("Ana Ruiz", inner.id)


def test_sayer_named_in_the_sentence() -> None:
    assert only("Some 30,000 marched, according to the guild.").sayer == "guild"
    assert only("The guild put the turnout at 30,000.").sayer == "guild"


SAYERS = [
    ("According to the ferry guild, at least 8,000 people left.", "ferry guild"),
    ("Dorn Works, a mill on the Orm, says 40 boats sank.", "Dorn Works"),
    ("Ruiz has said that 40 boats sank.", "Ruiz"),
    ("Ruiz spoke just down the street from the mill, where about 50 men stood.", "article"),
    ("As stated by the press, 40 boats sank.", "article"),
]


@pytest.mark.parametrize(("text", "sayer"), SAYERS)
def test_who_gives_a_figure(text: str, sayer: str) -> None:
    assert only(text).sayer == sayer


PLACES_AND_DATES = [
    ("Guards held 40 men in Quillon.", "Quillon", None),
    ("Guards, who had trained in Quillon, held 40 men.", None, None),
    ("The guild backed 12 mayors: Ana Ruiz in Quillon and Tom Hale.", None, None),
    ("Guards held 40 men after a march in Quillon on Monday.", None, None),
    ("In 2014, Quillon had 115 fires.", None, "2014"),
    ("The rate is 2 percent, the lowest since 2009.", None, None),
    ("It spent $40 million, the paper reported on Monday.", None, None),
    ("They counted 40 men in French boats.", None, None),
    ("They counted 40 men in the Harbour Committee.", None, None),
]


@pytest.mark.parametrize(("text", "where", "as_of"), PLACES_AND_DATES)
def test_place_and_date_of_the_clause(text: str, where: str | None, as_of: str | None) -> None:
    found = only(text)
    assert (found.where, found.as_of) == (where, as_of)


def test_shares_of_one_list_share_what_they_count() -> None:
    found = figures("He won 83 percent of voters in Dorn and 74 percent in Quillon.")
    assert [(f.of_what, f.where) for f in found] == [("voters", "Dorn"), ("voters", "Quillon")]


def test_amounts_joined_share_a_noun() -> None:
    assert {f.of_what for f in figures("They gave $5 and $10 gifts.")} == {"gifts"}
    assert {f.of_what for f in figures("Just $9 million, or about 4 percent, was spent on masts.")} == {"spent masts"}


def test_of_whom_points_to_what_was_measured() -> None:
    assert figures("It holds 25 percent of all inmates, 40 percent of whom are old.")[1].of_what == "of the inmates old"


@pytest.mark.parametrize(
    "text",
    [
        "Article 33 affirms it.",
        "The word BÃ1⁄4cher is broken.",
        "Volunteers as young as 17 came.",
        "Her worry is, one, his temper, and two, his words.",
    ],
)
def test_no_figures(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "concedes"),
    [
        ("The government admits to 700 arrests.", True),
        ("The ministry conceded around 9,000.", True),
        ("The country admitted 9,000 refugees.", False),
        ("The guild claims 9,000.", False),
    ],
)
def test_concedes(text: str, concedes: bool) -> None:
    assert only(text).concedes is concedes


def test_cue_of_the_attribution_concedes() -> None:
    text = "Forty boats sank, the ministry acknowledged."
    (figure,) = figures(text, (attribution(text, "the ministry", "acknowledged", "Forty boats sank"),))
    assert figure.concedes


def test_who_concedes_inside_a_content() -> None:
    text = "The guild said 1,400 were held; the state admits to half of that."
    held = attribution(text, "The guild", "said", "1,400 were held; the state admits to half of that")
    claimed, conceded = figures(text, (held,))
    assert (claimed.sayer, claimed.concedes) == ("The guild", False)
    assert (conceded.sayer, conceded.concedes) == ("state", True)


def test_a_bare_number_counts_what_was_counted_before() -> None:
    assert [figure.of_what for figure in figures("Ruiz won 12 seats. Rossi won nine.")] == ["seats", "seats"]


def test_a_name_that_describes_the_next_noun_is_no_place() -> None:
    assert only("Guards hold 312 sailors in Karsenan jails.").where is None
    assert only("Guards hold 312 sailors in Quillon last week.").where == "Quillon"
