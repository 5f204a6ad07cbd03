"""Quality gate of the reader: floors on texts of our own, and on PolNeAR dev and its name swaps where the corpora are.

A floor is raised when the model gets better and never lowered without a decision record. It stands a little below the
figure measured at release (`docs/model-card.md`), so that another processor's rounding does not break it.
"""

import warnings
from collections.abc import Mapping
from functools import cache

import pytest

from sayso.score import Article, Measure, SpanTriple, score
from training.changes import changes, marks_of, measured, pinned
from training.own import measure as measure_own
from training.readers import corpora, polnear
from training.reading import Read, by_model
from training.swaps import measure as measure_swaps

OWN_FLOORS: Mapping[str, tuple[int, int]] = {
    "nested": (24, 1),
    "colon": (7, 0),
    "transcript": (10, 0),
    "headline": (5, 1),
    "capitals": (6, 0),
    "small letters": (5, 0),
    "no marks": (7, 1),
    "single marks": (5, 0),
    "guillemets": (4, 0),
    "straight marks": (5, 0),
    "social": (5, 0),
    "debris": (6, 0),
    "plain": (21, 1),
    "nothing": (0, 1),
    "no stops": (2, 0),
}
"""By kind: least right ones, most wrong ones."""

DEV_FLOORS: Mapping[str, float] = {
    "AR": 0.757,
    "AR direct": 0.89,
    "AR mixed": 0.845,
    "AR indirect": 0.695,
    "AR-strict": 0.63,
    "exact source": 0.81,
    "exact cue": 0.74,
    "exact content": 0.675,
}
"""F1 on PolNeAR dev."""

BASELINES = {"AR": 0.605, "exact content": 0.53}
"""The extractor by rules on the same articles with the same scorer."""

MOST_LOST = 0.01
"""Share of the gold attributions by which losses may outnumber gains: another processor's or runtime's rounding."""

SWAP_FLOOR = 0.95
SWAP_ARTICLES = 16


@pytest.fixture(scope="module")
def read() -> Read:
    pytest.importorskip("onnxruntime", reason="install the model's runtime: pip install onnxruntime tokenizers")
    return cache(by_model())


@pytest.fixture(scope="module")
def dev_scores(read: Read) -> dict[str, Measure]:
    _need_polnear()
    gold: list[Article] = []
    predicted: list[Article] = []
    for article in polnear("dev"):
        found = read(article.text)
        golds = tuple(SpanTriple(source=a.source, cue=a.cue, content=a.content) for a in article.attributions)
        triples = tuple(SpanTriple(source=t.source, cue=t.cue, content=t.content) for t in found)
        gold.append(Article(id=article.id, text=article.text, attributions=golds))
        predicted.append(Article(id=article.id, attributions=triples))
    return dict(score(gold, predicted))


def _need_polnear() -> None:
    if not (corpora() / "polnear" / "dev.jsonl").exists():
        pytest.skip("no corpus: put PolNeAR's dev part under $SAYSO_CORPORA/polnear to run this gate")


def test_texts_of_our_own(read: Read):
    for kind, (right, found, _) in measure_own(read).items():
        least, wrong = OWN_FLOORS[kind]
        assert right >= least, f"{kind}: {right} right, floor {least}"
        assert found - right <= wrong, f"{kind}: {found - right} wrong, ceiling {wrong}"


@pytest.mark.parametrize("name", sorted(DEV_FLOORS))
def test_floor_on_dev(dev_scores: dict[str, Measure], name: str):
    assert dev_scores[name].f1 >= DEV_FLOORS[name]


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_better_than_the_rules(dev_scores: dict[str, Measure], name: str):
    assert dev_scores[name].f1 > BASELINES[name]


def test_other_names_give_the_same_attributions(read: Read):
    _need_polnear()
    before, after, same, edits = measure_swaps(read, polnear("dev")[:SWAP_ARTICLES])
    assert edits > 0
    assert 2 * same >= SWAP_FLOOR * (before + after)


@pytest.mark.filterwarnings("default")
def test_gains_and_losses_are_listed(read: Read):
    articles = measured()
    found = changes(articles, pinned(), marks_of(read, articles))
    gains, losses = (sum(c.gained is gained for c in found) for gained in (True, False))
    lines = [f"reader against the released one: {gains} gains, {losses} losses", *(c.shown() for c in found)]
    if found:
        warnings.warn("\n".join(lines), stacklevel=1)
    assert losses - gains <= MOST_LOST * sum(len(a.attributions) for a in articles), "\n".join(lines)
