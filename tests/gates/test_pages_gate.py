"""Floors of main content on real pages; a floor may be raised, and lowered only with a decision record."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sayso.text.html import CleanedHtml, clean_html

F1_FLOOR, PRECISION_FLOOR, RECALL_FLOOR = 0.967, 0.95, 0.98
UNMAPPED_CEILING = 0.001


def _benchmark() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "pages.py"
    spec = importlib.util.spec_from_file_location("benchmark_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


benchmark = _benchmark()
FOLDER = benchmark.corpora() / benchmark.FOLDER
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the pages are missing; set SAYSO_CORPORA to the folder that holds pages"
)


@pytest.fixture(scope="module")
def pages():
    return benchmark.read_corpus(FOLDER)


@pytest.fixture(scope="module")
def cleaned(pages) -> list[CleanedHtml]:
    return [clean_html(page.raw, page.key) for page in pages]


def test_quality_is_not_below_its_floors(pages, cleaned):
    rows = [benchmark.agreement(page.body, one.clean) for page, one in zip(pages, cleaned, strict=True)]
    result = benchmark.score(rows)
    assert result.f1 >= F1_FLOOR
    assert result.precision >= PRECISION_FLOOR
    assert result.recall >= RECALL_FLOOR


def test_it_is_better_than_all_text(pages):
    rows = [benchmark.agreement(page.body, benchmark.all_text(page.raw)) for page in pages]
    assert benchmark.score(rows).f1 < F1_FLOOR - 0.2


def test_every_kept_character_leads_back_to_its_place(pages, cleaned):
    assert sum(map(benchmark.broken, pages, cleaned)) == 0


def test_almost_nothing_is_left_out_as_unmapped(cleaned):
    assert sum(map(benchmark.unmapped, cleaned)) <= UNMAPPED_CEILING * sum(len(one.clean) for one in cleaned)
