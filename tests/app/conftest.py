"""A small folder of news that a ledger is built from."""

import json
from pathlib import Path

import pytest

ARTICLES = {
    "a.txt": "Port reopens\n\nPORTHAVEN, 3 May 2024 – Mayor Ana Ruiz said on Thursday that the port would reopen. "
    "“It will be safe,” she said.\n\nAccording to the harbour union, 40 people were dismissed.",
    "b.txt": "Strike ends\n\nUnion leader Tomas Lind told the Daily Tide that the strike was over.",
    "page.html": "<html><head><title>Quay closed</title></head><body><nav>Home News</nav><article><h1>Quay closed</h1>"
    + "".join(
        f"<p>Harbour master Jo Brandt said quay {n} would stay closed until the divers had looked at it again.</p>"
        for n in range(1, 6)
    )
    + "</article><footer>All rights reserved</footer></body></html>",
}
LINES = [
    {"id": "wire-1", "text": "Minister Kay Odun denied the report. “There was no order,” Odun said.", "outlet": "Wire"},
    {"id": "wire-2", "text": "The commission said that 12 ships had waited.", "published": "2024-05-06"},
]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return folder


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "news.ledger"
