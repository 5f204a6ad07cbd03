"""Floors of dates in text on TimeBank; a floor may be raised, and lowered only with a decision record."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

RELAXED_FLOOR, VALUE_FLOOR, CHECK_VALUE_FLOOR = 0.93, 0.785, 0.75
DATES_PER_CPU_SECOND = 1000


def _benchmark() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "dates.py"
    spec = importlib.util.spec_from_file_location("benchmark_dates", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


benchmark = _benchmark()
FOLDER = benchmark.corpora() / benchmark.FOLDER
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="TimeBank is missing; set SAYSO_CORPORA to the folder that holds timex/timebank"
)


@pytest.fixture(scope="module")
def articles():
    return benchmark.read_corpus(FOLDER)


@pytest.fixture(scope="module")
def run(articles):
    """What is found in each article, and the CPU seconds it took."""
    return benchmark.run(articles)


def _score(articles, found, half: str | None = None, rule: str | None = None):
    chosen = [(a, dates) for a, dates in zip(articles, found, strict=True) if half in {None, a.half}]
    kept = [tuple(d for d in dates if rule in {None, d.rule}) for _, dates in chosen]
    return benchmark.score([a for a, _ in chosen], kept)


def test_quality_is_not_below_its_floors(articles, run):
    scores = _score(articles, run[0])
    assert scores.gold == 1822
    assert scores.relaxed >= RELAXED_FLOOR
    assert scores.value >= VALUE_FLOOR


def test_the_half_that_rules_were_not_written_on_is_not_below_its_floor(articles, run):
    assert _score(articles, run[0], half="check").value >= CHECK_VALUE_FLOOR


def test_dates_are_found_fast_enough(run):
    found, seconds = run
    assert sum(map(len, found)) / seconds >= DATES_PER_CPU_SECOND


def test_the_baseline_of_bare_years_is_far_below(articles, run):
    assert _score(articles, run[0], rule="year").relaxed < 0.3
