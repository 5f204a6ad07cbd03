"""The command line: verbs, exit codes, and what goes to which stream."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso.cli.program import VERBS

TEXT = "Mayor Ana Ruiz said on Monday that the port would reopen. “It will be safe,” she said."


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sayso", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def built(article: Path, tmp_path: Path) -> Path:
    ledger = tmp_path / "x.ledger"
    assert run("build", article, "-l", ledger, "--jobs", 1).returncode == 0
    return ledger


def test_the_version() -> None:
    assert run("--version").stdout == f"sayso {sayso.__version__}\n"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    help_text = run(verb, "--help").stdout
    assert f"sayso {verb}" in help_text
    assert "Example" in help_text


def test_build_prints_the_digest_last_and_verify_first(article: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.ledger"
    last = run("build", article, "-l", ledger, "--jobs", 1).stdout.splitlines()[-1]
    verified = run("verify", "-l", ledger)
    assert last.startswith("digest ")
    assert len(last.split()[1]) == 64
    assert verified.stdout.splitlines()[0] == last
    assert verified.returncode == 0


def test_a_file_that_cannot_be_read_is_named_and_the_exit_code_is_one(article: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = run("build", article, empty, "-l", tmp_path / "x.ledger", "--jobs", 1)
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert "Check that the file was saved whole." in done.stderr
    assert "1 documents read" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "/no/such/path", "-l", "x.ledger"),
        ("statements", "-l", "/no/such.ledger"),
        ("extract", "sample/README.md", "--extractor", "oracle"),
        ("dates", "sample/README.md", "--anchor", "yesterday"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_two_and_one_line(arguments: tuple[str, ...], root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_ledger_is_refused_untouched(article: Path) -> None:
    before = article.read_bytes()
    assert run("build", article, "-l", article).returncode == 2
    assert article.read_bytes() == before


def test_json_is_one_object_a_line_on_standard_output(article: Path, built: Path) -> None:
    for arguments in (("text", article), ("extract", article), ("dates", article), ("statements", "-l", built)):
        done = run(*arguments, "--json")
        assert done.returncode == 0
        assert [json.loads(line) for line in done.stdout.splitlines()]


def test_extract_gives_a_line_for_a_document_without_statements(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("The sea was grey and the boats stayed in the harbour all through the night.", encoding="utf-8")
    (line,) = run("extract", path, "--json").stdout.splitlines()
    assert json.loads(line)["statements"] == []


def test_statements_says_how_many_are_left_out(built: Path) -> None:
    assert run("statements", "-l", built, "--class", "all").returncode == 0
    table = run("statements", "-l", built).stdout
    assert "Ana Ruiz" in table


def test_show_takes_an_id(built: Path) -> None:
    first = json.loads(run("statements", "-l", built, "--json").stdout.splitlines()[0])
    shown = run("show", first["id"], "-l", built)
    assert shown.returncode == 0
    assert "port would reopen" in shown.stdout


def test_tables_do_not_obey_the_text_of_strangers(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Mayor Ana Ruiz said that [red]port[/red] \x1b[31mwill\x1b[0m \u202ereopen soon.", encoding="utf-8")
    table = run("extract", path).stdout
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert "[red]port[/red]" in table


def test_doctor_names_what_is_installed() -> None:
    done = run("doctor", "--json")
    assert done.returncode == 0
    assert {"sayso", "python", "extractor rules"} <= {json.loads(line)["name"] for line in done.stdout.splitlines()}


def test_export_and_report_write_files(built: Path, tmp_path: Path) -> None:
    assert run("export", "-l", built, "--to", "csv", "-o", tmp_path / "out").returncode == 0
    assert run("report", "-l", built, "-o", tmp_path / "r.html").returncode == 0
    assert (tmp_path / "out" / "statements.csv").exists()
    assert "Ana Ruiz" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_score_prints_the_metrics(tmp_path: Path) -> None:
    gold = {"id": "a", "text": TEXT, "attributions": [{"source": [[0, 14]], "cue": [[15, 19]], "content": [[30, 56]]}]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold) + "\n", encoding="utf-8")
    scores = json.loads(run("score", path, path, "--json").stdout)
    assert scores["AR"]["F1"] == 1
