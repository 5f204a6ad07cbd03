"""The short form of the fuzz run. SAYSO_FUZZ=5000 makes the long one."""

import os
import sys
from pathlib import Path

import pytest
from tools import fuzz

INPUTS = int(os.environ.get("SAYSO_FUZZ", "40"))
SEED = 2026


@pytest.mark.skipif(sys.platform == "win32", reason="needs alarms")
@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_no_input_breaks_a_property(target: str) -> None:
    for number in range(INPUTS):
        _, failures = fuzz.attempt(target, SEED, number)
        assert not failures, (target, number, failures)


def test_an_input_is_the_same_for_its_seed_and_number() -> None:
    assert fuzz.attempt("html", 5, 7) == fuzz.attempt("html", 5, 7)


def test_a_run_is_taken_up_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fuzz.run("text", 3, 4, tmp_path)
    done: list[int] = []
    monkeypatch.setattr(fuzz, "attempt", lambda target, seed, number: (done.append(number), (b"", []))[1])
    fuzz.run("text", 3, 6, tmp_path)
    assert done == [4, 5]


def test_a_failing_input_is_saved_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(chance: object, folder: Path) -> tuple[bytes, object]:
        return b"bad", lambda: 1 / 0

    monkeypatch.setitem(fuzz.TARGETS, "text", fails)
    assert fuzz.run("text", 4, 1, tmp_path) == 1
    assert (tmp_path / "failures" / "text-4-0.bin").read_bytes() == b"bad"
    assert "ZeroDivisionError" in (tmp_path / "failures" / "text-4-0.log").read_text()
