"""Labels, change and words used together in the workbench: forms, answers, plots with their tables, JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso import app
from sayso.web.application import create_app
from sayso.web.settings import Settings
from tests.web.conftest import BASE, TOKEN

pytest.importorskip("scipy")

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measured")
    with (folder / "news.jsonl").open("w", encoding="utf-8") as file:
        for at in range(24):
            unique = " ".join(f"{chr(97 + at)}{chr(97 + n)}o" for n in range(20))
            text = f"The embattled Ana Ruiz came. Ana Ruiz said that quay {at} would stay closed. {unique}."
            day = f"2024-{1 + at // 8:02}-{1 + at % 8 * 3:02}"
            file.write(
                json.dumps({"id": f"n{at}", "text": text, "outlet": ("Tide", EVIL)[at % 2], "published": day}) + "\n"
            )
    ledger = folder / "news.ledger"
    app.build([folder / "news.jsonl"], ledger, app.BuildOptions(extractor="rules"))
    return ledger


@pytest.fixture(scope="module")
def visitor(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(ledger=path, token=TOKEN, actor="Ana")), base_url=BASE) as client:
        client.get(f"/?token={TOKEN}")
        yield client


def test_a_trend_is_drawn_with_its_table_and_can_be_asked_again(visitor: TestClient, path: Path) -> None:
    page = visitor.get("/trend?ask=yes&about=Ana+Ruiz&by=week&compare=2024-02-01").text
    assert "cannot tell" in page
    assert page.count("<svg") == 1
    assert page.count('class="gap"') == page.count("no documents</td>") >= 1
    found = visitor.get("/api/trend?about=Ana+Ruiz&by=week&compare=2024-02-01").json()["answers"]
    with app.open_ledger(path) as ledger:
        (view,) = app.trend(ledger, app.question_of(found[0]["question"]))
    assert (found[0]["digest"], found[0]["answer"]["text"]) == (view.digest, view.answer.text)
    assert found[0]["bins"][0]["low"] <= found[0]["bins"][0]["rate"] <= found[0]["bins"][0]["high"]


def test_labels_stand_beside_their_plots(visitor: TestClient) -> None:
    page = visitor.get("/labels?entity=Ana+Ruiz&kind=before").text
    assert page.count("embattled") == 2
    assert page.count("<svg") == 2
    assert EVIL not in page
    contrast = visitor.get("/labels?entity=Ana+Ruiz&kind=before&outlet=Tide&against=others").text
    assert "+0.00" in contrast


def test_words_used_together_lead_to_their_articles(visitor: TestClient) -> None:
    page = visitor.get("/together?ask=yes&outlets=2&days=8&every=yes").text
    assert "Sameness in time was measured" in page
    assert "embattled" in page
    view = visitor.get("/api/together?outlets=2&days=8&every=yes").json()
    assert f"/documents/{view['hints'][0]['uses'][0]['document']}" in page


def test_no_answer_takes_text_for_markup(visitor: TestClient) -> None:
    for address in (
        "/trend?ask=yes&each=outlet",
        "/labels?entity=Ana+Ruiz",
        "/together?ask=yes&outlets=2&days=8&every=yes",
    ):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert EVIL not in answer.text
        assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    "address", ["/labels?entity=Nobody+At+All", "/together?ask=yes&around=1&days=9", "/trend?ask=yes&margin=0.5"]
)
def test_wrong_questions_are_told_with_their_remedy(visitor: TestClient, address: str) -> None:
    assert visitor.get(address).status_code == 400
