"""Nothing is lost when programs are killed or a disk is full: the short form of `tools/kills.py`, and what it counts.

The long form is `python -m tools.kills --kills 100 --totals FILE`; its totals are in docs/crash-safety.md.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tools import kills

from sayso import app
from sayso.ledger import Ledger, Order
from sayso.records import InputError
from tests.robust.running import SECONDS

ROOT = Path(kills.__file__).parents[1]
RULES = app.BuildOptions(extractor="rules")

linux = pytest.mark.skipif(sys.platform != "linux", reason="kills forks, as Linux has them")


@linux
def test_killed_jobs_and_full_disks_lose_nothing(tmp_path: Path) -> None:
    totals = tmp_path / "totals.json"
    short = ("--kills", "6", "--each", "2", "--disks", "1", "--seed", "2026", "--totals", str(totals))
    command = [sys.executable, "-m", "tools.kills", *short]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS, cwd=ROOT)
    counted = kills.Totals(totals)
    assert (done.returncode, counted.problems) == (0, []), done.stdout + done.stderr
    assert counted.kills.total() >= 6
    assert counted.disks.total() >= 1


def test_totals_are_taken_up_where_they_stopped(tmp_path: Path) -> None:
    path = tmp_path / "totals.json"
    totals = kills.Totals(path)
    totals.kills["load"] += 4
    totals.rounds = 2
    totals.save()
    assert str(kills.Totals(path)) == str(totals)
    assert json.loads(path.read_text("utf-8"))["kills"] == {"load": 4}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    news, path = tmp_path / "news", tmp_path / "news.ledger"
    news.mkdir()
    for name, words in (("tide.txt", "Ana Ruiz said the tide was high."), ("oven.txt", "Jo Vash said it was cold.")):
        (news / name).write_text(words, encoding="utf-8")
    app.build([news], path, RULES)
    return path


def test_half_a_file_of_decisions_is_noticed(ledger: Path, tmp_path: Path) -> None:
    bench = kills.Bench(tmp_path)
    bench.decisions.write_text('{"id": "a"}\n{"id": "b"}\n', encoding="utf-8")
    kills.all_or_none(bench, ledger, done=False)
    with pytest.raises(kills.ProblemError, match="0 of 2 decisions"):
        kills.all_or_none(bench, ledger, done=True)


def test_another_digest_is_noticed() -> None:
    kills.same("a", "a")
    with pytest.raises(kills.ProblemError, match="undisturbed it is b"):
        kills.same("a", "b")


@pytest.mark.parametrize("asked", ["id", "key"])
def test_an_erasure_that_was_cut_off_is_finished_by_the_same_command(ledger: Path, asked: str, tmp_path: Path) -> None:
    """It had left the tables, but what joins documents was not made anew and the file not written anew."""
    with Ledger.open(ledger) as opened:
        row = next(row for row in opened.documents() if row.key == "tide.txt")
        opened.copy_to(tmp_path / "undisturbed.ledger")
    with Ledger.open(tmp_path / "undisturbed.ledger", "write") as opened:
        app.erase(opened, row.id, "bo", "asked for")
        wanted = opened.digest()
    with Ledger.open(ledger, "write") as opened:
        opened.erase((row.row,), Order(target=row.id, actor="bo", at="2024-05-01T10:00:00Z", reason="asked for"))
        assert opened.digest() != wanted
        if asked == "id":
            app.erase(opened, row.id, "bo", "asked for")
        else:
            with pytest.raises(InputError, match="unknown_id"):
                app.erase(opened, row.key, "bo", "asked for")
        assert opened.digest() == wanted
