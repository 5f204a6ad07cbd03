"""The workbench in a real browser: search, evidence, corrections, two readers, hostile text, accessibility.

Needs Chromium (`apt-get install chromium`) and the packages playwright and axe-playwright-python; without them these
tests are skipped, or fail where SAYSO_CI=1 says that they must run.
"""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import uvicorn

from sayso import app
from sayso.web.application import create_app
from sayso.web.pages import PAGES
from sayso.web.settings import Settings
from sayso.web.users import Role, add_user
from tests.web.conftest import ARTICLES, PASSWORD, TOKEN, build
from tests.web.test_hostile import ARTICLES as HOSTILE

pytestmark = pytest.mark.enable_socket

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REMEDY = "install chromium, and the packages playwright and axe-playwright-python"


def missing() -> str:
    """What is missing, if anything."""
    try:
        import axe_playwright_python
        import playwright
    except ImportError as error:
        return f"{error.name} is not installed: {REMEDY}"
    del axe_playwright_python, playwright
    return "" if CHROMIUM else f"there is no Chromium: {REMEDY}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for all tests of this file."""
    if problem := missing():
        pytest.skip(problem)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Server:
    """A workbench on a port of its own, in a thread."""

    def __init__(self, settings: Settings) -> None:
        import socket

        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.settings = msgspec.structs.replace(settings, port=self.port)
        config = uvicorn.Config(create_app(self.settings), log_level="error", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Server":
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *error: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.socket.close()


@pytest.fixture
def opened(chromium: Any, ledger: Path) -> Iterator[Any]:
    """A page of the workbench, signed in; its address is the base."""
    with Server(Settings(ledger=ledger, token=TOKEN, actor="Ana")) as server:
        context = chromium.new_context(base_url=server.address)
        page = context.new_page()
        page.goto(f"/?token={TOKEN}")
        yield page
        context.close()


def follow(page: Any, link: Any) -> None:
    """Click on what leads to another page, and wait until that page has come.

    A click alone returns while the old page still stands: what is then counted or read at once may be read there.
    """
    with page.expect_navigation():
        link.click()


def search_for(page: Any, words: str) -> None:
    """Type words into the search field and wait for what is found."""
    page.fill("#find", words)
    with page.expect_navigation():
        page.press("#find", "Enter")


def correct_words(page: Any, words: str, key: str) -> None:
    """Select words of the passage and press a key."""
    page.evaluate(
        """(words) => {
            for (const block of document.querySelectorAll(".passage [data-start]")) {
                const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
                const nodes = [], all = []; let node, at = 0;
                while ((node = walker.nextNode())) { nodes.push([at, node]); at += node.length; all.push(node.data); }
                const start = all.join("").indexOf(words);
                if (start < 0) continue;
                const point = (place) => { const [from, found] = nodes.findLast(([from]) => from <= place);
                    return [found, place - from]; };
                const range = document.createRange();
                range.setStart(...point(start)); range.setEnd(...point(start + words.length));
                getSelection().removeAllRanges(); getSelection().addRange(range);
            }
        }""",
        words,
    )
    with page.expect_navigation():
        page.keyboard.press(key)


def test_from_search_to_a_correction_that_stands(opened: Any, ledger: Path) -> None:
    page = opened
    search_for(page, "ferry")
    page.locator("details.row summary").first.click()
    page.locator(".card mark.content").first.wait_for()
    follow(page, page.get_by_role("link", name="Open, with family"))
    correct_words(page, "the ferry will run", "1")
    assert page.locator("blockquote.lead").inner_text() == "the ferry will run"
    page.fill("input[name=value]", "Mara Quell Senior")
    follow(page, page.get_by_role("button", name="Set the speaker"))
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.locator("#history ~ div tbody tr").count() == 3
    news = ledger.parent / "news"
    news.mkdir()
    for name, text in ARTICLES.items():
        (news / name).write_text(f"{text}\nThe harbour office said on Monday that it would answer.\n", encoding="utf-8")
    app.build([news], ledger, app.BuildOptions(extractor="rules"))
    page.goto("/statements?q=ferry")
    row = page.locator("details.row").first.inner_text()
    assert "Mara Quell Senior" in row
    assert "the ferry will run\n" in row
    assert "corrected" in row


def test_a_decision_can_be_taken_back(opened: Any) -> None:
    page = opened
    page.goto("/statements")
    page.goto(page.locator(".card a").first.get_attribute("href"))
    with page.expect_navigation():
        page.keyboard.press("r")
    assert "rejected" in page.locator("#history + p").inner_text()
    follow(page, page.get_by_role("button", name="Take back"))
    assert page.locator("tr.gone").count() == 2


def test_the_review_is_driven_by_keys_and_the_last_decision_is_taken_back(opened: Any) -> None:
    page = opened
    page.goto("/review")
    first = page.locator("blockquote.lead").inner_text()
    waiting = page.locator(".found b").first.inner_text()
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.locator("blockquote.lead").inner_text() != first
    assert int(page.locator(".found b").first.inner_text()) == int(waiting) - 1
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator("blockquote.lead").inner_text() == first
    with page.expect_navigation():
        page.keyboard.press("j")
    assert page.locator("blockquote.lead").inner_text() != first
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") == "value"


def test_two_reviewers_at_once(chromium: Any, ledger: Path, tmp_path: Path) -> None:
    users = tmp_path / "users.json"
    for name in ("Ana", "Bo"):
        add_user(users, name, Role.REVIEWER, PASSWORD)
    with Server(Settings(ledger=ledger, users=users)) as server:
        pages: list[Any] = []
        for name in ("Ana", "Bo"):
            page = chromium.new_context(base_url=server.address).new_page()
            page.goto("/statements")
            page.fill("input[name=name]", name)
            page.fill("input[name=password]", PASSWORD)
            follow(page, page.get_by_role("button", name="Sign in"))
            page.goto(page.locator(".card a").first.get_attribute("href"))
            pages.append(page)
        for page, key in zip(pages, "ar", strict=True):
            with page.expect_navigation():
                page.keyboard.press(key)
        pages[0].reload()
        assert "readers differ" in pages[0].locator("main").inner_text()
        assert {"Ana", "Bo"} <= set(pages[0].locator("tbody td:nth-child(2)").all_inner_texts())
        for page in pages:
            page.context.close()


def test_hostile_text_does_nothing(chromium: Any, tmp_path: Path) -> None:
    ledger = build(tmp_path, HOSTILE)
    with Server(Settings(ledger=ledger, token=TOKEN, actor="Ana")) as server:
        context = chromium.new_context(base_url=server.address)
        page = context.new_page()
        happened: list[str] = []
        page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(server.address) or happened.append(request.url))
        page.goto(f"/?token={TOKEN}")
        statement = page.evaluate("fetch('/api/statements').then(r => r.json())")["statements"][0]
        for path in [*_paths(statement), beside(page)]:
            page.goto(path)
            for closed in page.locator("details.veil summary").all()[:3]:
                closed.click()
        page.goto("/statements")
        for row in page.locator("details.row > summary").all()[:5]:
            row.click()
        page.wait_for_timeout(300)
        assert happened == []
        context.close()


def beside(page: Any) -> str:
    """The address of two documents side by side."""
    for document in page.evaluate("fetch('/api/documents').then(r => r.json())")["documents"]:
        address = f"/documents/{document['id']}"
        for one in page.evaluate(f"fetch('/api{address}/shared').then(r => r.json())")["sharings"]:
            return f"{address}/beside/{one['other']['id']}"
    pytest.fail("no two documents share anything")


_ANSWERED = ("/trend?ask=yes&by=day", "/labels?entity=Mara+Quell", "/together?ask=yes&outlets=2&every=yes")
"""Questions of measured rhetoric with their answers."""


def _paths(statement: dict[str, Any]) -> list[str]:
    ids = {"documents": statement["document"]["id"], "statements": statement["id"]}
    paths = [page.path for page in PAGES if page.template != "card" and page.path != "/outlet"]
    whole = [next((p.replace("{id}", i) for kind, i in ids.items() if f"/{kind}/" in p), p) for p in paths]
    return [*(path for path in whole if "{" not in path), "/timeline?by=event", "/timeline?by=reported", *_ANSWERED]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 375)])
def test_axe_finds_nothing_serious(opened: Any, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    statement = page.evaluate("fetch('/api/statements').then(r => r.json())")["statements"][0]
    found: list[str] = []
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if width < 1000:  # the colours are those of the wide pages
        options["rules"] = {"color-contrast": {"enabled": False}}
    for path in [*_paths(statement), beside(page), "/login", "/nope"]:
        page.goto(path)
        for violation in Axe().run(page, options=options).response["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                nodes = [node["html"][:120] for node in violation["nodes"][:3]]
                found.append(f"{path}: {violation['id']}: {violation['help']}: {nodes}")
    assert found == []


def test_no_page_is_wider_than_a_phone(opened: Any) -> None:
    page = opened
    page.set_viewport_size({"width": 375, "height": 800})
    statement = page.evaluate("fetch('/api/statements').then(r => r.json())")["statements"][0]
    for path in [*_paths(statement), beside(page)]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, path


def test_without_javascript_everything_is_reached(chromium: Any, ledger: Path) -> None:
    with Server(Settings(ledger=ledger, token=TOKEN, actor="Ana")) as server:
        context = chromium.new_context(base_url=server.address, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"/?token={TOKEN}")
        page.get_by_role("link", name="Statements", exact=True).click()
        page.locator("details.row summary").first.click()
        page.get_by_role("link", name="Show the evidence").first.click()
        page.get_by_role("button", name="Accept").click()
        assert "accepted" in page.locator("main").inner_text()
        context.close()


def test_a_report_prints_with_its_cover_and_all_that_was_opened(chromium: Any, ledger: Path, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    from sayso.report import Cover, report

    path = tmp_path / "report.html"
    report(ledger, path, Cover(title="The pier", note="Read with care."))
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.get_by_role("button", name="Open every row").click()
    printed = PdfDocument(page.pdf(format="A4"))
    texts = [printed[n].get_textpage().get_text_range() for n in range(len(printed))]
    assert "The pier" in texts[0]
    assert "Read with care." in texts[0]
    assert "Chronology" not in texts[0]
    assert any("Nobody asked the fishermen" in text for text in texts[1:])
    assert "severed hand" not in "".join(texts)
    page.close()
