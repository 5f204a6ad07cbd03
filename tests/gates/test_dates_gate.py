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


def _bare_years(article):
    """The trivial baseline: only four-digit years."""
    return tuple(date for date in benchmark.find_dates(article.text, benchmark.anchor_of(article)) if date.rule == "year")


def test_quality_is_not_below_its_floors():
    articles = benchmark.read_corpus(FOLDER)
    found, seconds = benchmark.run(articles)
    scores = benchmark.score(articles, found)
    assert scores.gold == 1822
    assert scores.relaxed >= RELAXED_FLOOR
    assert scores.value >= VALUE_FLOOR
    assert sum(map(len, found)) / seconds >= DATES_PER_CPU_SECOND


def test_the_half_that_rules_were_not_written_on_is_not_below_its_floor():
    articles = [article for article in benchmark.read_corpus(FOLDER) if article.half == "check"]
    found, _ = benchmark.run(articles)
    assert benchmark.score(articles, found).value >= CHECK_VALUE_FLOOR


def test_bare_years_alone_are_far_below():
    articles = benchmark.read_corpus(FOLDER)
    assert benchmark.score(articles, [_bare_years(article) for article in articles]).relaxed < 0.3
