"""Floors for entities on re3d, and that the cost of linking grows with the names and not with their pairs."""

from pathlib import Path

import pytest
from benchmarks.entities import cost, gathered, measure_re3d

F1_FLOOR = 0.95
PERSONS_FLOOR = 0.94
MARGIN_OVER_BASELINE = 0.1
FOUND_FLOOR = 0.6
GROWTH = 3.0
"""Times the CPU that four times the documents may take beyond four, on a loaded machine."""


def test_organisations_and_persons_across_documents(corpora: Path) -> None:
    folder = corpora / "re3d"
    if not folder.exists():
        pytest.skip("re3d is not among the corpora")
    result, _, _, _ = measure_re3d(folder)
    found, count = result.found["all"]
    assert result.across["all"].measures[2] >= F1_FLOOR
    assert result.across["person"].measures[2] >= PERSONS_FLOOR
    assert result.across["all"].measures[2] >= result.baseline["all"].measures[2] + MARGIN_OVER_BASELINE
    assert found / count >= FOUND_FLOOR


def test_cost_grows_with_the_documents(corpora: Path) -> None:
    corpus = corpora / "polnear" / "dev.jsonl"
    if not corpus.exists():
        pytest.skip("polnear/dev is not among the corpora")
    names = gathered(corpus, 20)
    cost(names, 20)
    few, many = cost(names, 100), cost(names, 400)
    assert many.entities > few.entities
    assert many.cpu_seconds <= 4 * GROWTH * max(few.cpu_seconds, 0.1)
