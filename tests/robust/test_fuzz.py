"""The short form of the fuzz run: 1,000 inputs a reader with SAYSO_CI=1, else 40. SAYSO_FUZZ=5000 makes a long one."""

import json
import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs timers and processes that fork")
if sys.platform != "win32":
    from tools import fuzz, fuzz_running

FEW, MANY = 40, 1000
SEED = 2026
NO_READERS = {"rules", "model", "given", "resolve", "ledger", "api"}


def inputs(target: str) -> int:
    many = os.environ.get("SAYSO_CI") == "1" and target not in NO_READERS
    return int(os.environ.get("SAYSO_FUZZ", MANY if many else FEW))


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_no_input_breaks_a_property(target: str, tmp_path: Path) -> None:
    for number in range(inputs(target)):
        chance = fuzz_running.chance_of(target, SEED, number)
        _, failures = fuzz_running.attempt(fuzz.TARGETS[target], chance, tmp_path)
        assert not failures, (target, number, failures)


def test_an_input_is_the_same_for_its_seed_and_number() -> None:
    assert fuzz.attempt("html", 5, 7) == fuzz.attempt("html", 5, 7)


def numbered(tried: Path):
    """A target that notes what it was asked to make."""

    def make(chance, folder):
        with tried.open("a") as file:
            file.write("x")
        return b"sound", lambda: ()

    return make


def test_a_run_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    tried = tmp_path / "tried"
    run = fuzz_running.Run("text", numbered(tried), 3, tmp_path / "out")
    assert run.until(4).inputs == 4
    assert run.until(6).inputs == 6
    assert tried.read_text() == "x" * 6


def fails(chance, folder):
    return b"bad", lambda: 1 / 0


def dies(chance, folder):
    return b"deadly", lambda: os._exit(7) if chance.random() < 0.5 else ()


def never_ends(chance, folder):
    def check():
        while True:
            pass

    return b"endless", check


def takes_memory(chance, folder):
    return b"large", lambda: bytearray(8 * 1024**3) and ()


def counted(target, tmp_path: Path, inputs: int) -> dict[str, int]:
    return fuzz_running.Run("text", target, 4, tmp_path).until(inputs).failures


def test_a_failing_input_is_saved_and_counted(tmp_path: Path) -> None:
    assert counted(fails, tmp_path, 1) == {"ZeroDivisionError": 1}
    assert (tmp_path / "failures" / "text-4-0.bin").read_bytes() == b"bad"
    assert "ZeroDivisionError" in (tmp_path / "failures" / "text-4-0.log").read_text()


def test_an_input_that_kills_its_process_is_counted_and_the_others_are_tried(tmp_path: Path) -> None:
    deadly = [n for n in range(6) if fuzz_running.chance_of("text", 4, n).random() < 0.5]
    assert counted(dies, tmp_path, 6) == {"process ended with 7": len(deadly)}
    assert sorted(p.name for p in (tmp_path / "failures").glob("*.bin")) == [f"text-4-{n}.bin" for n in deadly]


def test_an_input_that_takes_too_long_or_too_much_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_running, "SECONDS", 0.2)
    assert counted(never_ends, tmp_path / "a", 1) == {"TimeoutError": 1}
    assert counted(takes_memory, tmp_path / "b", 1) == {"MemoryError": 1}


def test_an_input_that_cannot_be_stopped_is_ended_by_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setattr(fuzz_running, "STUCK", 1)
    failures = counted(lambda chance, folder: (b"", lambda: time.sleep(60) or ()), tmp_path, 1)
    assert failures == {"stuck for 1 seconds": 1}


def test_totals_of_several_seeds_are_kept(tmp_path: Path) -> None:
    for seed in (1, 2):
        fuzz_running.Run("text", fails, seed, tmp_path / "out").until(seed)
    fuzz_running.keep_totals(tmp_path / "out", tmp_path / "totals.json")
    kept = json.loads((tmp_path / "totals.json").read_text())
    assert {seed: (row["inputs"], row["failures"]) for seed, row in kept["text"].items()} == {
        "1": (1, {"ZeroDivisionError": 1}),
        "2": (2, {"ZeroDivisionError": 2}),
    }
