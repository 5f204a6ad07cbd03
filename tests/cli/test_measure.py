"""The verbs `labels` and `trend` on the command line."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import app
from sayso.cli.program import app as program


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for at, outlet in enumerate(("Tide", "Wire") * 6):
        text = f"The embattled Ana Ruiz met reporters. Ana Ruiz said that quay {at} would stay closed."
        text += f" {' '.join(f'{chr(97 + at)}{chr(97 + n)}o' for n in range(20))}."  # so that none is a copy
        line = {"id": f"n{at}", "text": text, "outlet": outlet, "published": f"2024-01-{1 + at * 2:02}"}
        with (folder / "news.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    path = folder / "news.ledger"
    app.build([folder / "news.jsonl"], path, app.BuildOptions(extractor="rules"))
    return path


def run(*arguments: object) -> str:
    result = CliRunner().invoke(program, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_labels_as_table_json_and_csv(ledger: Path, tmp_path: Path) -> None:
    asked = ("labels", "-l", ledger, "--kind", "before", "--csv", tmp_path / "labels.csv")
    assert "embattled" in run(*asked)
    rows = [json.loads(line) for line in run(*asked, "--json").splitlines()]
    assert {(row["label"], row["by"], row["documents"], row["of"]) for row in rows} == {
        ("embattled", "Tide", 6, 6),
        ("embattled", "Wire", 6, 6),
    }
    with (tmp_path / "labels.csv").open(encoding="utf-8", newline="") as file:
        assert [row["label"] for row in csv.DictReader(file)] == ["embattled", "embattled"]


def test_a_contrast_names_both_sides(ledger: Path) -> None:
    (row,) = run(
        "labels", "-l", ledger, "--kind", "before", "--outlet", "Tide", "--against", "Wire", "--json"
    ).splitlines()
    found = json.loads(row)
    assert (found["one"], found["other"], found["log_odds"]) == ("Tide", "Wire", 0)


def test_trend_shows_the_answer_the_coverage_and_what_it_rests_on(ledger: Path, tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    kept = tmp_path / "q.json"
    shown = run("trend", "-l", ledger, "--about", "quay", "--by", "day", "--save", kept)
    assert "cannot tell" in shown
    assert "coverage" in shown
    asked = ("trend", "-l", ledger, "--question", kept, "--json", "--csv", tmp_path / "trend.csv")
    view = json.loads(run(*asked))
    assert view["question"]["about"] == "quay"
    assert [b["rate"] for b in view["bins"][:2]] == [0.0, None]
    with (tmp_path / "trend.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert json.loads(row["question"]) == view["question"]
    assert row["digest"] == view["digest"]


def test_labels_can_be_asked_for_again_with_all_that_made_them(ledger: Path, tmp_path: Path) -> None:
    kept = tmp_path / "labels.json"
    first = run("labels", "-l", ledger, "--entity", "Ana Ruiz", "--kind", "before", "--save", kept, "--json")
    assert run("labels", "-l", ledger, "--question", kept, "--json", "--csv", tmp_path / "again.csv") == first
    with (tmp_path / "again.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    view = json.loads(first.splitlines()[0])
    assert json.loads(row["question"]) == view["asked"]["question"]
    assert (row["digest"], row["codebook"]) == (view["asked"]["digest"], view["asked"]["codebook"])


def test_words_used_together_are_told_with_what_was_measured(ledger: Path, tmp_path: Path) -> None:
    asked = ("together", "-l", ledger, "--outlets", "2", "--every", "--csv", tmp_path / "together.csv")
    shown = run(*asked)
    assert "Sameness in time was measured" in shown
    assert "embattled" in shown
    view = json.loads(run(*asked, "--json"))
    assert view["question"]["reach"]["outlets"] == 2
    with (tmp_path / "together.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["words"], row["outlets"], row["digest"]) == ("embattled", "Tide | Wire", view["digest"])


def test_a_question_of_another_verb_is_refused(ledger: Path, tmp_path: Path) -> None:
    run("together", "-l", ledger, "--save", tmp_path / "q.json")
    result = CliRunner().invoke(program, ["labels", "-l", str(ledger), "--question", str(tmp_path / "q.json")])
    assert result.exit_code != 0
