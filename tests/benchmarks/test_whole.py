"""The benchmark of the whole way, in short form: it completes and prints every row; times are not judged."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.whole_documents import edited_copies, read_articles, write_documents

from benchmarks import whole

ROWS = (
    "ingest: read and decode",
    "text: plain",
    "text: HTML",
    "sentences",
    "extract: rules",
    "resolve",
    "figures",
    "ledger: write",
    "joining documents: CPU ms and million rounds a document",
    "all processes, shared pages once",
    "whole build, one process",
    "linearity: ",
    "verify, CPU s",
    "KB per 1,000 statements",
    "peak MB",
    "sayso, whole build (rules)",
    "spaCy, small English pipeline",
)
ARTICLES = [
    {
        "id": "a",
        "date": "2024-05-03",
        "text": "The mayor, Ana Ruiz, said 1,200 people had left Marten. Aides of Ruiz agreed.",
    },
    {"id": "b", "date": "2024-05-04", "text": "On Friday the minister told Dela Kroon that 350 homes were empty."},
]


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmark")


@pytest.fixture(scope="module")
def printed(root: Path, keep: Path) -> str:
    """What a run on the sample news prints."""
    command = [sys.executable, "benchmarks/whole.py", "--sizes", "20", "--spacy", "20", "--repeats", "1"]
    command += ["--extractor", "rules", "--source", str(root / "sample" / "news"), "--keep", str(keep)]
    environment = os.environ | {"SAYSO_CORPORA": str(keep / "none")}
    return subprocess.run(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_printed(printed: str, row: str) -> None:
    assert row in printed


def test_the_ledger_built_is_sound(printed: str, keep: Path) -> None:
    results = json.loads((keep / "results.json").read_text(encoding="utf-8"))
    checks = [result for key, result in results.items() if json.loads(key)[3] == "check"]
    assert [(check["documents"], check["findings"]) for check in checks] == [(20, 0)]


def test_a_step_is_done_once_until_the_code_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[list[str]] = []
    monkeypatch.setattr(whole, "in_child", lambda asked: {"times": done.append(asked) or len(done)})
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    options = whole.Options(
        sizes=(2,),
        keep=tmp_path,
        extractor="rules",
        repeats=1,
        spacy=2,
        source=source,
        pages=tmp_path,
        copies=True,
    )
    assert whole.Run(options).step("build", 2) == {"times": 1}
    assert whole.Run(options).step("build", 2) == {"times": 1}
    assert whole.Run(options).step("build", 3) == {"times": 2}
    monkeypatch.setattr(whole, "code_sha256", lambda: "other code")
    assert whole.Run(options).step("build", 2) == {"times": 3}


def test_copies_differ_and_are_always_the_same() -> None:
    copies = list(edited_copies(ARTICLES, 6))
    assert len({copy["text"] for copy in copies}) == 6
    assert list(edited_copies(ARTICLES, 4)) == copies[:4]


def test_a_name_is_replaced_throughout() -> None:
    text = next(edited_copies(ARTICLES, 1))["text"]
    assert "Ruiz" not in text
    name = text.partition(" said")[0].rpartition(" ")[2].rstrip(",")
    assert f"Aides of {name} agreed." in text


def test_articles_that_cannot_be_changed_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="equal"):
        write_documents([{"id": "a", "text": "nobody spoke."}], 2, tmp_path / "documents.jsonl")


def test_articles_of_a_folder_are_read_as_sayso_reads_them(sample_news: Path) -> None:
    articles = read_articles(sample_news)
    assert len(articles) >= 24
    assert all(article["text"] for article in articles)
