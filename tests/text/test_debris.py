"""Debris of saved pages: what is left out and, above all, what is not. All texts are invented."""

import pytest

from tests.text.helpers import left_out

BODY = (
    "The river council of Norvan said on Tuesday that the new dam would open in spring, a year later than planned, "
    "because the northern gates had to be cast again."
)
MORE = (
    "Engineers told the council that two of the gates had cracked in the cold, and that the foundry which made them "
    "would carry the whole cost of the repair."
)
TITLE = "Norvan Dam Opens a Year Late After Gates Crack"


def page(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_masthead_and_glued_breadcrumb_above_the_title() -> None:
    text = page(f"Monday, March 4, 2024\nHomeNorvan NewsWater & Power{TITLE}", TITLE, BODY, MORE)
    assert [reason for reason, _ in left_out(text)] == ["masthead_date", "breadcrumb"]


def test_breadcrumb_with_a_cut_title() -> None:
    assert left_out(page("Water NewsNorvan Dam Opens a Year Late...", TITLE, BODY)) == [
        ("breadcrumb", "Water NewsNorvan Dam Opens a Year Late...")
    ]


def test_breadcrumb_glued_to_a_shorter_title() -> None:
    line = "Norvan TimesRegionWater NewsNorvan Dam Opens a Year Late"
    assert left_out(page(line, TITLE, BODY)) == [("breadcrumb", line)]


def test_breadcrumb_with_marks() -> None:
    assert left_out(page("Home > News > Water", TITLE, BODY)) == [("breadcrumb", "Home > News > Water")]


def test_a_title_that_ends_in_the_next_line_stays() -> None:
    assert left_out(page("The Long Story of the Norvan Dam Gates", "The Norvan Dam Gates", BODY)) == []


def test_tag_line_below_the_title() -> None:
    tags = "Norvan, dam, river council, water prices"
    assert left_out(page(TITLE, tags, BODY)) == [("tags", tags)]


def test_a_list_of_names_inside_the_article_stays() -> None:
    assert left_out(page(TITLE, BODY, "Orrin, Vale, Marsh, Lunt, Okoro", MORE)) == []


TAIL = page(
    "Latest news",
    "Harvest Fails in the South",
    "Farmers in three southern valleys have lost most of their barley after...",
    "Must read",
    "Ten Bridges to See",
    "You might also likeRELATED",
    "Recommended to you",
)


def test_tail_of_cut_teasers() -> None:
    assert {reason for reason, _ in left_out(page(TITLE, BODY, MORE, TAIL))} == {"tail"}
    assert len(left_out(page(TITLE, BODY, MORE, TAIL))) == 7


def test_tail_of_whole_teasers_under_titles() -> None:
    teaser = (
        "Farmers in three valleys have lost most of their barley after a frost in late May that nobody here foresaw."
    )
    text = page(TITLE, BODY, MORE, "Related articles", "Harvest Fails", teaser, "Bread Gets Dearer", teaser.upper())
    assert [reason for reason, _ in left_out(text)] == ["tail"] * 5


def test_a_heading_of_a_tail_inside_the_article_does_not_end_it() -> None:
    kept = page(TITLE, BODY, "Related", MORE, BODY.replace("Tuesday", "Friday").replace("spring", "June, in the end"))
    assert ("tail", MORE) not in left_out(kept)


def test_teasers_without_a_heading() -> None:
    text = page(TITLE, BODY, MORE, "Harvest Fails", "Farmers in three valleys have...", "Bread", "Bakers say that...")
    assert [reason for reason, _ in left_out(text)] == ["teaser"] * 4


def test_a_last_paragraph_that_trails_off_stays() -> None:
    assert left_out(page(TITLE, BODY, MORE, "“If only we had known...”")) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("FacebookTwitterWhatsAppEmail", "social"),
        ("Share on Facebook Tweet Pin it", "social"),
        ("Facebook, Twitter, Instagram, Pint", "social"),
        ("Follow us on Twitter and Facebook", "social"),
        ("Sign up for our weekly newsletter", "promotion"),
        ("Advertisement", "promotion"),
        ("© 2024 The Norvan Courier. All rights reserved.", "notice"),
        ("We use cookies to make this site work.", "notice"),
        ("Read more: Harvest fails in the south", "link_line"),
        ("* * *", "ornament"),
        ("Photo: Ana Ruiz/Norvan Press", "credit"),
        ("Tags: dam, river", "tags"),
        ("Published: 4 March 2024", "date_line"),
    ],
)
def test_lines_after_the_text(line: str, reason: str) -> None:
    assert left_out(page(TITLE, BODY, MORE, line)) == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Facebook said it had removed the pages.",
        "“Share this information, please?” she asked.",
        "“Subscribe to nothing,” Orrin said.",
        "Related: the council’s own report says the same.",
        "Copyright was not at issue, the judge said.",
        "Photographs of the gates were shown to the court.",
        "“Read more,” she told the pupils.",
        "“No.”",
    ],
)
def test_lines_of_the_article_stay(line: str) -> None:
    assert left_out(page(TITLE, BODY, line, MORE)) == []


def test_the_fuller_of_two_near_identical_paragraphs_stays() -> None:
    shorter = BODY.replace(", a year later than planned,", "")
    assert left_out(page(TITLE, shorter, MORE, BODY)) == [("repeated_paragraph", shorter)]
    assert left_out(page(TITLE, BODY, MORE, shorter)) == [("repeated_paragraph", shorter)]


def test_a_much_shorter_draft_directly_above_its_paragraph_is_left_out() -> None:
    draft = "The mayor of Norvan has asked twice for new gates. “We have a dam and no door,” he said."
    fuller = f"{draft} “A door is not much to ask of four ministries.” {MORE}"
    assert left_out(page(TITLE, BODY, draft, fuller)) == [("repeated_paragraph", draft)]


def test_a_pull_quote_elsewhere_stays() -> None:
    quote = "“We have a dam and no door, and a door is not much to ask of four ministries.”"
    assert left_out(page(TITLE, quote, BODY, MORE, f"The mayor has asked twice. {quote} {MORE[:-1]}, he said.")) == []


def test_of_equal_paragraphs_the_second_is_left_out() -> None:
    text = page(TITLE, BODY, MORE, BODY)
    assert left_out(text) == [("repeated_paragraph", BODY)]


def test_one_pattern_about_different_people_is_no_repeat() -> None:
    other = BODY.replace("Norvan", "Tessin")
    assert left_out(page(TITLE, BODY, MORE, other)) == []


def test_a_question_asked_again_is_no_repeat() -> None:
    question = "What would you say to the people of the valley who have waited for water since the spring of that year?"
    assert left_out(page(TITLE, question, BODY, question, MORE)) == []


def test_a_cut_lead_is_a_repeat_of_its_paragraph() -> None:
    lead = BODY[:90].rsplit(" ", 1)[0] + "..."
    assert left_out(page(TITLE, lead, MORE, BODY)) == [("repeated_paragraph", lead)]


def test_the_title_once_more() -> None:
    assert left_out(page(TITLE, TITLE, BODY)) == [("repeated_title", TITLE)]


def test_a_text_of_nothing_else_is_kept() -> None:
    assert left_out(page(BODY, BODY[:-1])) == [("repeated_paragraph", BODY[:-1])]
