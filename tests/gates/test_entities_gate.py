"""Floors for entities on re3d, and that the cost of linking grows with the names and not with their pairs."""

import json
from pathlib import Path

import pytest
from benchmarks.entities import cost, gathered, measure_re3d

from sayso import app
from sayso.link.entities import proper_key
from sayso.records import LinkedKind, entity_id

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


def test_the_sample_keeps_apart_what_its_gold_keeps_apart(root: Path, sample_news: Path, tmp_path: Path) -> None:
    lines = (root / "sample" / "gold" / "entities.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    app.build([sample_news], tmp_path / "l.sayso", app.BuildOptions(extractor="rules"))
    with app.open_ledger(tmp_path / "l.sayso") as ledger:
        found = {
            key: next(iter(ledger.linked_of(LinkedKind.ENTITY, entity_id(proper_key(row["name"])))), None)
            for key, row in gold.items()
        }
        private = [app.entity(ledger, row["name"]) for row in gold.values() if row.get("page") is False]
    assert sum(entity is not None for entity in found.values()) >= 0.9 * len(gold)
    pairs = [(key, other) for key, row in gold.items() for other in row["never_merge"]]
    assert not [pair for pair in pairs if found[pair[0]] is not None and found[pair[0]] == found[pair[1]]]
    assert private == [None] * len(private)
