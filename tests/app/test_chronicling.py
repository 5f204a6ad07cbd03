"""The four dates of a statement stay apart: said, event, reported, published."""

import json
from pathlib import Path

import pytest

from sayso import app

LINES = (
    {
        "id": "late",
        "outlet": "Late Post",
        "published": "2024-03-09",
        "text": "Mara Quell said on 3 March 2024 that the old pier would close for good on 12 May 2024.",
    },
    {
        "id": "early",
        "outlet": "Early Post",
        "published": "2024-03-04",
        "text": "Mara Quell said on 3 March 2024 that the old pier would close for good on 12 May 2024.",
    },
)


@pytest.fixture
def pier(tmp_path: Path) -> Path:
    news = tmp_path / "pier.jsonl"
    news.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    app.build([news], tmp_path / "pier.ledger", app.BuildOptions(extractor="rules"))
    return tmp_path / "pier.ledger"


def days(ledger: Path, by: app.By) -> list[tuple[str | None, str | None]]:
    with app.open_ledger(ledger) as opened:
        page = app.chronology(opened, app.Selection(), by, (50, 0))
    assert page.whole
    assert page.total == len(page.moments)
    return [moment.interval for moment in page.moments]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (app.By.SAID, [("2024-03-03", "2024-03-03")] * 2),
        (app.By.EVENT, [("2024-05-12", "2024-05-12")] * 2),
        (app.By.PUBLISHED, [("2024-03-04", "2024-03-04"), ("2024-03-09", "2024-03-09")]),
    ],
)
def test_each_date_is_its_own(pier: Path, by: app.By, expected: list[tuple[str, str]]) -> None:
    assert days(pier, by) == expected


def test_an_utterance_is_reported_once_by_its_first_report(pier: Path) -> None:
    with app.open_ledger(pier) as opened:
        families = [f for f in app.families(opened) if len(f.statements) > 1]
    assert days(pier, app.By.REPORTED)[0] == ("2024-03-04", "2024-03-04")
    assert len(days(pier, app.By.REPORTED)) == 2 - len(families)


def test_pages_of_a_chronology_join_without_gap(pier: Path) -> None:
    with app.open_ledger(pier) as opened:
        parts = [app.chronology(opened, app.Selection(), app.By.EVENT, (1, at)).moments for at in range(2)]
        whole = app.chronology(opened, app.Selection(), app.By.EVENT, (2, 0)).moments
    assert parts[0] + parts[1] == whole
