"""Quality gate of the reader: floors on texts of our own, and on PolNeAR dev and its name swaps where the corpora are.

A floor is raised when the model gets better and never lowered without a decision record. It stands a little below the
figure measured at release (`docs/model-card.md`), so that another processor's rounding does not break it.
"""

import os
from collections.abc import Mapping

import pytest

from sayso.extract.reader import Reader
from sayso.score import Article, Measure, SpanTriple, score
from training.own import measure as measure_own
from training.readers import corpora, paragraphs_of, polnear
from training.swaps import measure as measure_swaps

OWN_FLOORS: Mapping[str, tuple[int, int]] = {
    "nested": (17, 1),
    "colon": (5, 0),
    "transcript": (4, 0),
    "headline": (4, 0),
    "capitals": (3, 0),
    "small letters": (2, 0),
    "no marks": (5, 0),
    "single marks": (3, 0),
    "guillemets": (2, 0),
    "straight marks": (3, 0),
    "social": (2, 0),
    "debris": (3, 0),
    "plain": (12, 0),
    "nothing": (0, 0),
}
"""By kind: least right ones, most wrong ones."""

DEV_FLOORS: Mapping[str, float] = {
    "AR": 0.74,
    "AR direct": 0.89,
    "AR mixed": 0.83,
    "AR indirect": 0.675,
    "AR-strict": 0.617,
    "exact source": 0.81,
    "exact cue": 0.73,
    "exact content": 0.66,
}
"""F1 on PolNeAR dev."""

BASELINES = {"AR": 0.605, "exact content": 0.53}
"""The extractor by rules on the same articles with the same scorer."""

LONG = pytest.mark.skipif(not os.environ.get("SAYSO_LONG"), reason="takes a minute: set SAYSO_LONG=1 to run it")

SWAP_FLOOR = 0.95
SWAP_ARTICLES = 16


@pytest.fixture(scope="module")
def reader() -> Reader:
    pytest.importorskip("onnxruntime", reason="install the model's runtime: pip install onnxruntime tokenizers")
    return Reader.load()


@pytest.fixture(scope="module")
def dev_scores(reader: Reader) -> dict[str, Measure]:
    _need_polnear()
    gold: list[Article] = []
    predicted: list[Article] = []
    for article in polnear("dev"):
        found = reader.read(article.text, paragraphs_of(article.text))
        golds = tuple(SpanTriple(source=a.source, cue=a.cue, content=a.content) for a in article.attributions)
        triples = tuple(SpanTriple(source=t.source, cue=t.cue, content=t.content) for t in found)
        gold.append(Article(id=article.id, text=article.text, attributions=golds))
        predicted.append(Article(id=article.id, attributions=triples))
    return dict(score(gold, predicted))


def _need_polnear() -> None:
    if not (corpora() / "polnear" / "dev.jsonl").exists():
        pytest.skip("no corpus: put PolNeAR's dev part under $SAYSO_CORPORA/polnear to run this gate")


def test_texts_of_our_own(reader: Reader):
    for kind, (right, found, _) in measure_own(reader).items():
        least, wrong = OWN_FLOORS[kind]
        assert right >= least, f"{kind}: {right} right, floor {least}"
        assert found - right <= wrong, f"{kind}: {found - right} wrong, ceiling {wrong}"


@LONG
@pytest.mark.parametrize("name", sorted(DEV_FLOORS))
def test_floor_on_dev(dev_scores: dict[str, Measure], name: str):
    assert dev_scores[name].f1 >= DEV_FLOORS[name]


@LONG
@pytest.mark.parametrize("name", sorted(BASELINES))
def test_better_than_the_rules(dev_scores: dict[str, Measure], name: str):
    assert dev_scores[name].f1 > BASELINES[name]


@LONG
def test_other_names_give_the_same_attributions(reader: Reader):
    _need_polnear()
    before, after, same, edits = measure_swaps(reader, polnear("dev")[:SWAP_ARTICLES])
    assert edits > 0
    assert 2 * same >= SWAP_FLOOR * (before + after)
