"""Pages built to exhaust or confuse a reader cost little, and what was not read is said."""

import time

import pytest

from sayso.text.html import clean_html, read_html
from sayso.text.html.cleaning import MAX_CHARACTERS

PROSE = "The minister said that taxes would fall next year, and nobody in the hall believed her at all. " * 4
PARAGRAPH = f"<p>{PROSE}</p>"

NASTY = {
    "nested": "<div>" * 200_000 + PARAGRAPH + "</div>" * 200_000,
    "attributes": "<div " + " ".join(f"a{i}=x" for i in range(20_000)) + ">" + PARAGRAPH,
    "open quotes": '<div a="' * 50_000 + ">" + PARAGRAPH,
    "open comments": PARAGRAPH + "<!--" * 100_000,
    "angles": "<" * 100_000 + PARAGRAPH,
    "equals": PARAGRAPH + "<a " + "=" * 200_000 + ">",
    "stray ends": PARAGRAPH + "</div>" * 50_000,
    "open lists": PARAGRAPH + "<ul>" + "<li><b>" * 30_000,
    "json": '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + PARAGRAPH,
    "scripts": PARAGRAPH + "<script>" * 50_000,
    "duplicate ids": PARAGRAPH + "<i id=a></i>" * 2_000,
    "frames": "<noframes>none</noframes>" + PARAGRAPH + "<iframe><p>no</p></iframe>",
    "template": "<template><p>no</p></template><noscript><p>no</p></noscript>" + PARAGRAPH,
}


@pytest.mark.parametrize("name", NASTY)
def test_the_prose_of_a_nasty_page_is_found_in_time(name: str) -> None:
    began = time.process_time()
    cleaned = clean_html(NASTY[name], "k")
    assert PROSE.strip() in cleaned.clean
    assert time.process_time() - began < 30


def test_deep_markup_is_a_diagnostic() -> None:
    raw = "<div>" * 1_000 + PARAGRAPH + "</div>" * 1_000
    codes = [diagnostic.code for diagnostic in clean_html(raw, "k").diagnostics]
    assert codes == ["deep_markup"]


def test_a_page_beyond_the_limit_is_not_read_and_says_so() -> None:
    raw = "x" * (MAX_CHARACTERS + 1)
    cleaned = read_html(raw, "k").cleaned
    assert (cleaned.clean, [d.code for d in cleaned.diagnostics]) == ("", ["too_large"])
    assert [(block.span, block.reason) for block in cleaned.blocks] == [((0, len(raw)), "too_large")]


def test_too_many_tags_for_the_choice_leave_the_element_with_most_text() -> None:
    raw = "<div>" + PARAGRAPH * 3 + "</div>" + "<i></i>" * 31_000
    cleaned = clean_html(raw, "k")
    assert cleaned.clean == "\n\n".join([PROSE.strip()] * 3)
    assert [d.code for d in cleaned.diagnostics] == ["main_content_guessed"]


@pytest.mark.parametrize("raw", ["", "<html></html>", "<!-- only a comment -->", "<frameset><frame src=a></frameset>"])
def test_a_page_without_text_has_no_main_content(raw: str) -> None:
    cleaned = clean_html(raw, "k")
    assert (cleaned.clean, cleaned.blocks, [d.code for d in cleaned.diagnostics]) == ("", (), ["no_main_content"])
