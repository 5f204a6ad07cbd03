"""Floors of families on the labelled pairs, with weights fitted on all of them and with such that saw none of these.

What resolving gives moves both: fit anew (`python -m training.families --write`) where it has changed much.
"""

from statistics import fmean

import pytest
from benchmarks.families_corpus import corpora, pair_rows

from sayso.link.families.decide import Outcome, decide
from sayso.link.families.drift import drift_of
from sayso.records import DriftKind
from training.families import data, figures

FLOORS = {"same": 0.84, "across outlets": 0.80}
UNSEEN = {"F1": 0.80, "F1 across outlets": 0.74}
"""Two points under the floors that the mean of five seeds keeps (docs/families.md): two seeds vary by as much."""

pytestmark = [
    pytest.mark.skipif(
        not (corpora() / "links" / "pairs.jsonl").exists(),
        reason="the labelled pairs are missing; set SAYSO_CORPORA to the folder of corpora",
    ),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def rows():
    return [row for row in pair_rows() if row.label != "unsure"]


def f1(pairs: list[tuple[bool, bool]]) -> float:
    right = sum(gold and found for gold, found in pairs)
    return 2 * right / sum(gold + found for gold, found in pairs)


def test_pairs_reach_the_floors(rows) -> None:
    judged = [(row.label == "same", decide(row.features).outcome is Outcome.SAME) for row in rows]
    across = [pair for pair, row in zip(judged, rows, strict=True) if row.a.outlet != row.b.outlet]
    assert f1(judged) >= FLOORS["same"]
    assert f1(across) >= FLOORS["across outlets"]


def test_unseen_pairs_reach_the_floors() -> None:
    all_ = data("utterance")
    tables = [figures(all_, seed) for seed in range(2)]
    assert {name for name in UNSEEN if fmean(table[name] for table in tables) < UNSEEN[name]} == set()


def test_the_kind_of_drift_is_right_more_often_than_not(rows) -> None:
    kinds = [(row.drift, _either(row.a.content, row.b.content)) for row in rows if row.label == "same"]
    assert sum(gold in found for gold, found in kinds) / len(kinds) >= 0.55


def test_verbatim_repeats_of_one_article_are_not_contradictory(rows) -> None:
    plain = [row for row in rows if row.drift == "none"]
    found = [drift_of(row.a.content, row.b.content).kind for row in plain]
    assert found.count(DriftKind.CONTRADICTORY) <= 1


def _either(a: str, b: str) -> set[str]:
    """The kind of drift as found from either side."""
    return {drift_of(a, b).kind.value, drift_of(b, a).kind.value}
