"""Drift: what contradicts is found, and what does not is let be."""

from pathlib import Path

import pytest

from sayso.link.families.drift import drift_of
from sayso.records import DriftKind

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "drift_pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
FLOOR = 0.85


def scored(part: str) -> tuple[float, list[tuple[str, ...]]]:
    right = found = gold = 0
    wrong: list[tuple[str, ...]] = []
    for name, what, a, b in PAIRS:
        if name != part:
            continue
        drifted = drift_of(a, b)
        says = drifted.kind is DriftKind.CONTRADICTORY
        gold += what != "-"
        found += says
        right += says and what != "-"
        if says != (what != "-"):
            wrong.append((what, a, b, str(drifted.differs)))
    return 2 * right / (gold + found), wrong


@pytest.mark.parametrize("part", ["first", "second"])
def test_contradictory_drift_is_found(part: str) -> None:
    f1, wrong = scored(part)
    assert f1 >= FLOOR, wrong


def test_what_contradicts_is_named() -> None:
    named = [what in {d.what for d in drift_of(a, b).differs} for _, what, a, b in PAIRS if what != "-"]
    assert sum(named) >= 0.8 * len(named)
