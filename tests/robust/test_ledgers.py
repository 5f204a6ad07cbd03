"""Files that are no ledger, are of a later version, or are damaged, through the command line."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from sayso.ledger import driver
from tests.robust.running import ARTICLE, build, digest, run

LATER = 99


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for number in range(6):
        (folder / f"{number}.txt").write_text(ARTICLE.replace("port", f"port {number}") * 3, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def sound(news: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A ledger and its digest."""
    path = tmp_path_factory.mktemp("sound") / "sound.ledger"
    return path, digest(build(news, path))


@pytest.fixture
def ledger(sound: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copy(sound[0], tmp_path / "news.ledger"))


def refused(ledger: Path, code: str, *, untouched: bool = True) -> None:
    """Every verb refuses the file with one line that holds code and remedy."""
    before = ledger.read_bytes() if ledger.is_file() else None
    for arguments in (("statements", "-l", ledger), ("verify", "-l", ledger), ("build", __file__, "-l", ledger)):
        done = run(*arguments)
        assert done.returncode in {2, 3}
        assert f"[{code}] Remedy: " in done.stderr
        assert done.stderr.count("\n") == 1
    assert not untouched or before == (ledger.read_bytes() if ledger.is_file() else None)


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(ARTICLE * 20, encoding="utf-8")
    refused(path, "not_a_ledger")


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    refused(path, "not_a_ledger")


def test_a_ledger_of_a_later_version(ledger: Path) -> None:
    opened = driver.connect(str(ledger))
    opened.execute(f"PRAGMA user_version = {LATER}")
    opened.close()
    refused(ledger, "newer_ledger")


def test_a_folder_in_place_of_a_ledger(tmp_path: Path) -> None:
    refused(tmp_path, "cannot_open")


def test_a_missing_folder(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere" / "x.ledger", "no_ledger")
    assert not (tmp_path / "nowhere").exists()


def test_an_output_in_a_missing_folder_is_named(ledger: Path, tmp_path: Path) -> None:
    page = tmp_path / "nowhere" / "r.html"
    done = run("report", "-l", ledger, "-o", page)
    assert (done.returncode, page.name in done.stderr) == (2, True)
    assert "[cannot_write_report] Remedy: " in done.stderr


def test_a_ledger_cut_in_half_is_found_out(ledger: Path) -> None:
    data = ledger.read_bytes()
    ledger.write_bytes(data[: len(data) // 2])
    for verb in ("statements", "verify"):
        done = run(verb, "-l", ledger)
        assert done.returncode == 3, done.stderr
        assert "damaged" in done.stderr + done.stdout or "integrity check" in done.stdout


def test_a_log_that_was_deleted_costs_only_what_was_in_it(news: Path, ledger: Path, sound: tuple[Path, str]) -> None:
    """A killed program leaves a log of SQLite; without it the ledger is as of the last checkpoint, and sound."""
    (news / "later.txt").write_text(ARTICLE * 2, encoding="utf-8")
    keeper = driver.connect(str(ledger))
    keeper.execute("SELECT count(*) FROM run").fetchone()
    assert build(news, ledger).returncode == 1
    alone = ledger.with_name("alone.ledger")
    shutil.copy(ledger, alone)
    keeper.close()
    (news / "later.txt").unlink()
    verified = run("verify", "-l", alone)
    assert (verified.returncode, digest(verified)) == (0, sound[1])


BODIES = {"original": "body", "layer": "body", "output": "body"}
LOGGED = {"arrival": "facts", "step": "key", "run": "arguments"}
PROJECTED = {"document": "title", "statement": "content", "diagnostic": "detail"}


def change(path: Path, sql: str) -> None:
    """Change a ledger as someone would who tampers, past its guards."""
    opened = driver.connect(str(path), isolation_level=None)
    opened.create_function("layer_text", 2, lambda body, size: "", deterministic=True)
    triggers = opened.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        opened.execute(f"DROP TRIGGER {name}")
    opened.execute(sql)
    for _, made in triggers:
        opened.execute(made)
    opened.close()


@pytest.mark.parametrize(("table", "column"), BODIES.items())
def test_a_flipped_byte_in_stored_content_is_located(ledger: Path, table: str, column: str) -> None:
    opened = driver.connect(str(ledger))
    key, body = opened.execute(f"SELECT sha256, {column} FROM {table} ORDER BY length({column}) DESC").fetchone()
    opened.close()
    flipped = bytes((*body[:9], body[9] ^ 4, *body[10:]))
    change(ledger, f"UPDATE {table} SET {column} = x'{flipped.hex()}' WHERE sha256 = '{key}'")
    done = run("verify", "-l", ledger)
    assert done.returncode == 3
    assert any(line.startswith(f"{table} {key}") for line in done.stdout.splitlines())
    mended = run("verify", "-l", ledger, "--rebuild-index")
    assert mended.returncode == 3


@pytest.mark.parametrize(("table", "column"), LOGGED.items())
def test_a_changed_row_of_a_log_is_located(ledger: Path, table: str, column: str) -> None:
    change(ledger, f"UPDATE {table} SET {column} = {column} || ' ' WHERE seq = 1")
    done = run("verify", "-l", ledger)
    assert done.returncode == 3
    assert any(line.startswith(f"{table} 1 ") for line in done.stdout.splitlines())


@pytest.mark.parametrize(("table", "column"), PROJECTED.items())
def test_a_changed_projection_is_located_and_mended(
    ledger: Path, sound: tuple[Path, str], table: str, column: str
) -> None:
    change(ledger, f"UPDATE {table} SET {column} = 'forged' WHERE row = (SELECT min(row) FROM {table})")
    done = run("verify", "-l", ledger)
    assert done.returncode == 3
    assert any(line.startswith(f"{table} ") and f" {column}: " in line for line in done.stdout.splitlines())
    mended(ledger, sound[1])


@pytest.mark.parametrize("index", ["statement_search", "document_search"])
def test_a_damaged_search_index_is_located_and_mended(ledger: Path, sound: tuple[Path, str], index: str) -> None:
    change(ledger, f"DELETE FROM {index}_data WHERE id > 10")
    done = run("verify", "-l", ledger)
    assert done.returncode == 3
    assert any(line.startswith(f"{index}: ") for line in done.stdout.splitlines())
    mended(ledger, sound[1])


def mended(ledger: Path, wanted: str) -> None:
    done = run("verify", "-l", ledger, "--rebuild-index")
    assert (done.returncode, digest(done)) == (0, wanted), done.stdout
