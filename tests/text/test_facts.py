"""What a plain text says about itself. All texts are invented."""

import pytest

from sayso.records import Facts
from tests.text.helpers import read

BODY = "The river council said on Tuesday that the new dam would open in spring, a year later than it had planned to."
TITLE = "Norvan Dam Opens a Year Late After Gates Crack"


def published(text: str) -> tuple[str | None, str | None]:
    document = read(text).document
    assert document is not None
    return document.fact("published"), document.how("published")


def codes(text: str, facts: Facts = Facts()) -> set[str]:  # noqa: B008 - frozen
    return {diagnostic.code for diagnostic in read(text, facts).diagnostics}


def test_a_masthead_date_is_only_a_bound() -> None:
    text = f"Monday, March 4, 2024\nHomeNews{TITLE}\n\n{TITLE}\n\n{BODY}"
    assert published(text) == ("../2024-03-04", "masthead")
    assert codes(text) == {"published_bounded"}


def test_a_masthead_with_more_than_the_date() -> None:
    text = f"Monday, 4 March 2024 | Norvan 12°C | Live\nHomeNews{TITLE}\n\n{TITLE}\n\n{BODY}"
    assert published(text) == ("../2024-03-04", "masthead")


def test_a_leap_day_without_a_leap_year_nearby() -> None:
    text = f"{TITLE}\n\nNorvan, 29 Feb – {BODY} It had been promised on Jan. 20, 2018."
    assert published(text) == (None, None)


def test_an_anniversary_gives_no_year() -> None:
    text = f"{TITLE}\n\nNorvan, 18 Jan – {BODY} It had been promised on Jan. 20, 2015, and again on Aug. 2, 2017."
    assert published(text) == (None, None)


@pytest.mark.parametrize("line", ["Published: 18 January 2018", "Posted on Jan. 18, 2018", "Date: 2018-01-18"])
def test_a_line_that_says_so(line: str) -> None:
    assert published(f"{TITLE}\n\n{line}\n\n{BODY}") == ("2018-01-18", "published line")


def test_a_day_below_the_title() -> None:
    assert published(f"{TITLE}\n\nJanuary 18, 2018\n\n{BODY}") == ("2018-01-18", "date line")


def test_a_day_after_the_byline() -> None:
    text = f"{TITLE}\n\nBy Ana Ruiz | January 18, 2018\n\n{BODY}"
    assert published(text) == ("2018-01-18", "date line")


def test_a_dateline_with_its_year() -> None:
    assert published(f"{TITLE}\n\nNORVAN, Jan. 18, 2018 (NPA) — {BODY}") == ("2018-01-18", "dateline")


def test_a_dateline_without_a_year_takes_it_from_the_days_nearby() -> None:
    text = f"{TITLE}\n\nNorvan, 18 Jan – {BODY}\n\nIt had been promised on Dec. 29, 2017, by the council of the river."
    assert published(text)[0] == "2018-01-18"


def test_a_dateline_without_a_year_is_bounded_by_the_masthead() -> None:
    text = f"Monday, March 4, 2024\nHomeNews{TITLE}\n\n{TITLE}\n\nNorvan, 18 Jan – {BODY}"
    assert published(text)[0] == "../2024-01-18"


def test_a_dateline_without_a_year_takes_it_from_a_month_named_with_its_year() -> None:
    text = f"{TITLE}\n\nNorvan, 18 Jan. – In the second week of January 2018 the gates cracked. {BODY}"
    assert published(text)[0] == "2018-01-18"


def test_a_year_in_which_the_day_of_the_week_does_not_fit_is_not_taken() -> None:
    text = f"{TITLE}\n\nNorvan, 17 Jan – {BODY} The contract of 15 January {{}} was never shown."
    assert published(text.format(2018))[0] == "2018-01-17"
    assert published(text.format(2020)) == (None, None)


def test_a_date_inside_a_sentence_is_no_dateline() -> None:
    text = f"{TITLE}\n\nIn a letter dated Jan. 18, 2012 — six years before — the council had warned. {BODY}"
    assert published(text) == (None, None)


def test_no_date_at_all() -> None:
    assert published(f"{TITLE}\n\n{BODY}") == (None, None)
    assert codes(f"{TITLE}\n\n{BODY}") == {"published_unknown"}


def test_what_is_known_from_outside_wins() -> None:
    text = f"Monday, March 4, 2024\nHomeNews{TITLE}\n\n{TITLE}\n\n{BODY}"
    document = read(text, Facts(published="2023-11-02", title="Another")).document
    assert document is not None
    assert (document.fact("published"), document.how("published")) == ("2023-11-02", "given")
    assert document.fact("title") == "Another"
    assert codes(text, Facts(published="2023-11-02")) == set()


def test_title_outlet_and_author_with_their_places() -> None:
    text = f"{TITLE}\n\nBy Ana Ruiz and John Lunt\n\nNorvan Courier\n\nNorvan, 18 Jan 2018 – {BODY}"
    result = read(text)
    assert result.document is not None
    inside = result.document.inside
    for found, value in (
        (inside.title, TITLE),
        (inside.author, "Ana Ruiz and John Lunt"),
        (inside.outlet, "Norvan Courier"),
    ):
        assert found is not None
        assert found.value == value
        assert found.span is not None
        assert result.raw[found.span[0] : found.span[1]] == value


@pytest.mark.parametrize("wire", ["Reuters", "Associated Press"])
def test_an_agency_is_no_outlet(wire: str) -> None:
    document = read(f"{TITLE}\n\n{wire}\n\nNorvan, 18 Jan 2018 – {BODY}").document
    assert document is not None
    assert document.fact("outlet") is None


def test_outlet_of_a_copyright_line() -> None:
    document = read(f"{TITLE}\n\n{BODY}\n\n© 2024 The Norvan Courier. All rights reserved.").document
    assert document is not None
    assert document.fact("outlet") == "The Norvan Courier"


def test_language() -> None:
    french = "Le conseil de la rivière a déclaré mardi que le nouveau barrage ouvrirait au printemps, un an plus tard."
    assert "language_unsupported" in codes(french)
    assert "language_unsupported" not in codes(french, Facts(language="en"))
    document = read("Too short.").document
    assert document is not None
    assert (document.fact("language"), document.how("language")) == ("en", "assumed: too short to tell")
