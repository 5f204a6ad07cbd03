"""Floors of the extractor by rules on PolNeAR's dev part; a floor is raised with the rules and never lowered."""

import os
from pathlib import Path

import pytest

from sayso.extract.rules import RulesExtractor
from sayso.score import Article, Measure, SpanTriple, read_articles, score
from tests.extract.helpers import clean_text

CORPORA = Path(os.environ.get("SAYSO_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
DEV = CORPORA / "polnear" / "dev.jsonl"

FLOORS = {
    "AR": 0.605,
    "AR direct": 0.88,
    "AR mixed": 0.685,
    "AR indirect": 0.495,
    "AR-strict": 0.455,
    "exact source": 0.655,
    "exact cue": 0.635,
    "exact content": 0.53,
}
"""F1, some tenths of a point under what was measured."""

BASELINES = {"AR": 0.394, "AR direct": 0.745}
"""The best of two systems by rules that need a parser, measured on the same articles with the same scorer."""


@pytest.fixture(scope="module")
def gold() -> list[Article]:
    if not DEV.exists():
        pytest.skip(f"no corpus: put PolNeAR's dev part at {DEV.name} under $SAYSO_CORPORA/polnear to run this gate")
    return read_articles(DEV)


@pytest.fixture(scope="module")
def predicted(gold: list[Article]) -> list[tuple[Article, list[float]]]:
    extractor = RulesExtractor()
    made: list[tuple[Article, list[float]]] = []
    for article in gold:
        triples = extractor.extract(clean_text(article.text)).triples
        spans = tuple(SpanTriple(source=t.source, cue=t.cue, content=t.content) for t in triples)
        made.append((Article(id=article.id, attributions=spans), [t.confidence for t in triples]))
    return made


@pytest.fixture(scope="module")
def measures(gold: list[Article], predicted: list[tuple[Article, list[float]]]) -> dict[str, Measure]:
    return score(gold, [article for article, _ in predicted])


@pytest.mark.parametrize("name", FLOORS)
def test_floor(measures: dict[str, Measure], name: str) -> None:
    assert measures[name].f1 >= FLOORS[name]


@pytest.mark.parametrize("name", BASELINES)
def test_better_than_the_baselines(measures: dict[str, Measure], name: str) -> None:
    assert measures[name].f1 > BASELINES[name]


def test_confidence_is_calibrated(measures: dict[str, Measure], predicted: list[tuple[Article, list[float]]]) -> None:
    confidences = [confidence for _, article in predicted for confidence in article]
    assert abs(sum(confidences) / len(confidences) - measures["AR"].precision) < 0.05
