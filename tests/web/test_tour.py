"""The walk of `docs/tour.md`, click by click, over the sample news."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso import app
from sayso.web.settings import Settings
from tests.web.conftest import TOKEN
from tests.web.test_browser import Server, chromium, follow, search_for  # noqa: F401  a fixture

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def walker(chromium: Any, sample_news: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:  # noqa: F811
    """Somebody who has opened the ledger of the sample news."""
    ledger = tmp_path_factory.mktemp("tour") / "sample.ledger"
    app.build([sample_news], ledger)
    with Server(Settings(ledger=ledger, token=TOKEN, actor="Ana")) as server:
        context = chromium.new_context(base_url=server.address)
        page = context.new_page()
        page.goto(f"/?token={TOKEN}")
        yield page
        context.close()


def statement_of(page: Any, words: str, outlet: str) -> None:
    """Search for words and open the statement of an outlet."""
    follow(page, page.get_by_role("link", name="Statements", exact=True).first)
    search_for(page, words)
    row = page.locator("details.row", has_text=outlet).first
    row.locator("summary").click()
    follow(page, row.get_by_role("link", name="Open, with family"))


def test_from_five_articles_to_one_origin(walker: Any, root: Path) -> None:
    page = walker
    page.goto("/")
    tour = (root / "docs" / "tour.md").read_text(encoding="utf-8")
    told = re.search(r"\*\*Overview\*\* says what was read: (\d+) documents, (\d+) outlets", tour)
    assert told
    assert page.locator(".sum a b").all_inner_texts()[:2] == list(told.groups())
    follow(page, page.get_by_role("link", name="Origins", exact=True).first)
    row = page.locator("tbody tr", has=page.get_by_role("link", name=re.compile("^foreign judges"))).first
    assert row.locator("td").all_inner_texts()[1:4] == ["5", "5", "1"]
    follow(page, row.get_by_role("link", name=re.compile("^foreign judges")))
    assert "5 articles of 5 outlets → 1 origin" in page.locator(".origins").inner_text()
    assert "Estuary National Council" in page.locator("main").inner_text()
    page.locator("summary", has_text="The steps, one by one").click()
    assert page.locator("details[open] tbody tr").count() >= 5


def test_the_statement_with_its_evidence_and_variants(walker: Any) -> None:
    page = walker
    page.goto("/")
    statement_of(page, '"three foreign judges"', "Dolmar Morning")
    assert "from “It” by pronoun" in page.locator(".facts").inner_text()
    assert page.locator(".passage blockquote mark.source").first.inner_text() == "It"
    variants = page.locator(".variants > li").all_inner_texts()
    assert sum("Northline, 2023-10-06" in one and "earliest" in one for one in variants) == 1
    assert sum("2023-10-07" in one for one in variants) == 3


def test_side_by_side_with_the_agency(walker: Any) -> None:
    page = walker
    page.goto("/")
    statement_of(page, '"three foreign judges"', "Dolmar Morning")
    follow(page, page.get_by_role("link", name="Read it in the whole article"))
    follow(page, page.locator("tr", has_text="Northline").get_by_role("link", name="Side by side"))
    assert page.locator(".twins article").count() == 2
    marked = [side.locator("mark").all_inner_texts() for side in page.locator(".twins article").all()]
    assert all(any("three foreign judges" in text for text in side) for side in marked)


def test_one_word_differs_and_the_decision_stands(walker: Any) -> None:
    page = walker
    page.goto("/")
    statement_of(page, '"had died at Gate Four"', "Port Isel Harbour News")
    changed = [one.inner_text() for one in page.locator(".variants ins, .variants del").all()]
    assert {"22", "27"} <= {word.strip() for word in changed}
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.locator("#history ~ div tbody tr").first.locator("td").nth(1).inner_text() == "Ana"
