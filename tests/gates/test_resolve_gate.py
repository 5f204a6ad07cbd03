"""Floors for speakers, dates and chains given gold spans, and for pronouns, on corpora kept elsewhere."""

from collections import Counter
from pathlib import Path

import pytest
from benchmarks.about import about, addressees
from benchmarks.article_resolution import asked
from benchmarks.gum import read_gum
from benchmarks.names import corpora
from benchmarks.plain import polnear_inputs
from benchmarks.sample_background import asked as told_by_the_sample
from benchmarks.sample_resolution import compared, counts, dates, rows
from benchmarks.speakers import pronoun_results

from tests.gates.resolve_labels import (
    DATES,
    FRESH,
    LABELS,
    TRAIN,
    accuracy,
    date_right,
    labelled,
    scored,
    speaker_right,
)

FLOORS = {
    LABELS: (0.93, 0.91),
    FRESH: (0.87, 0.91),
    TRAIN[0]: (0.94, 0.89),
    TRAIN[1]: (0.94, 0.90),
    TRAIN[2]: (0.98, 0.87),
    TRAIN[3]: (0.91, None),
    TRAIN[4]: (0.92, None),
    TRAIN[5]: (0.92, None),
    TRAIN[6]: (0.86, None),
    TRAIN[7]: (0.906, None),
}
"""Speakers and dates of each file of labels: about what was measured, less one case."""
DATES_FLOORS = {
    DATES[0]: 0.91,
    DATES[1]: 0.92,
    DATES[2]: 0.87,
    DATES[3]: 0.93,
    DATES[4]: 0.95,
    DATES[5]: 0.92,
    DATES[6]: 0.91,
    DATES[7]: 0.92,
    DATES[8]: 0.81,
    DATES[9]: 0.93,
    DATES[10]: 0.89,
    DATES[11]: 0.89,
    DATES[12]: 0.90,
    DATES[13]: 0.89,
    DATES[14]: 0.77,
}
"""Dates of each file of labels of dates alone, likewise."""
PRONOUNS_FLOOR = 0.68
MARGIN_OVER_BASELINE = 0.3

SAMPLE_FLOORS = {"speaker": 0.83, "kind": 0.89, "said": 0.89, "chain": 0.81}
SAMPLE_OF_A_READER = {"speaker": 0.92, "kind": 0.94, "said": 0.90, "chain": 0.91}
"""How much of what a careful reader of the one article gets."""
SAMPLE_DATES_PRECISION = 0.86
ARTICLE_FLOORS = {
    "speaker": 0.92, "date": 0.95, "chain": 0.9, "role": 0.9, "affiliation": 0.9, "epithet": 0.9,
}  # fmt: skip

ABOUT_PRECISION, ABOUT_RECALL, ADDRESSEES = 0.89, 0.94, 0.92
SAMPLE_BACKGROUND = {"role": 15, "affiliation": 9, "epithet": 5}
"""How many of what the sample's gold tells of its entities are found, less one where there are many."""

needs_corpora = pytest.mark.skipif(
    not corpora().is_dir(), reason="corpora not found: put them at ../shared/corpora or set SAYSO_CORPORA"
)


@needs_corpora
@pytest.mark.parametrize("labels", FLOORS, ids=lambda path: path.stem)
def test_speakers_and_dates_given_gold_spans(labels: Path) -> None:
    part = "train" if labels in TRAIN else "dev"
    rows = scored(polnear_inputs(_existing(f"polnear/{part}.jsonl"), labelled(labels)), labels)
    spoken = [(label, statement) for label, statement in rows if "speaker" in label]
    speakers = accuracy([(label["stratum"], speaker_right(label, statement)) for label, statement in spoken])["all"]
    dated = [(label, statement) for label, statement in rows if "said" in label]
    floor, dates_floor = FLOORS[labels]
    assert speakers[0] / speakers[1] >= floor
    assert bool(dated) is (dates_floor is not None)
    if dates_floor is not None:
        dates = accuracy([("dated", date_right(label, statement)) for label, statement in dated])["all"]
        assert dates[0] / dates[1] >= dates_floor


@needs_corpora
@pytest.mark.parametrize("labels", DATES_FLOORS, ids=lambda path: path.stem)
def test_dates_given_gold_spans(labels: Path) -> None:
    rows = scored(polnear_inputs(_existing("polnear/train.jsonl"), labelled(labels)), labels)
    right = sum(date_right(label, statement) for label, statement in rows)
    assert right / len(rows) >= DATES_FLOORS[labels]


@needs_corpora
def test_pronouns_beat_the_last_named_person() -> None:
    results = [row for document in read_gum(_existing("gum")) for row in pronoun_results(document)]
    ours = sum(right for _, right, _, _ in results) / len(results)
    baseline = sum(right for _, _, right, _ in results) / len(results)
    assert ours >= PRONOUNS_FLOOR
    assert ours >= baseline + MARGIN_OVER_BASELINE


def test_the_sample_given_gold_spans() -> None:
    taken = list(rows())
    counted = counts(taken)["all"]
    shares = {asked: counted[asked] / counted["count"] for asked in SAMPLE_FLOORS}
    right, given, _ = dates(taken)
    ratios = {asked: share.ratio for asked, share in compared(taken).items()}
    assert {asked for asked, floor in SAMPLE_FLOORS.items() if shares[asked] < floor} == set()
    assert {asked for asked, floor in SAMPLE_OF_A_READER.items() if ratios[asked] < floor} == set()
    assert right / given >= SAMPLE_DATES_PRECISION


def test_roles_ties_and_epithets_of_the_sample() -> None:
    counts = Counter(told.what for told in told_by_the_sample() if told.right)
    assert {what for what, floor in SAMPLE_BACKGROUND.items() if counts[what] < floor} == set()


@needs_corpora
def test_the_real_articles_given_spans() -> None:
    _existing("articles")
    results = list(asked())
    shares = {
        what: sum(r.right for r in results if r.what == what) / sum(1 for r in results if r.what == what)
        for what in ARTICLE_FLOORS
    }
    assert {what: share for what, share in shares.items() if share < ARTICLE_FLOORS[what]} == {}


@needs_corpora
def test_whom_statements_are_about_and_to_whom_they_were_said() -> None:
    _existing("polnear/train.jsonl")
    counts = Counter(found.what for found in about())
    rows = addressees()
    assert counts["right"] / (counts["right"] + counts["extra"]) >= ABOUT_PRECISION
    assert counts["right"] / (counts["right"] + counts["missed"]) >= ABOUT_RECALL
    assert sum(right for right, *_ in rows) / len(rows) >= ADDRESSEES


def _existing(path: str) -> Path:
    found = corpora() / path
    if not found.exists():
        pytest.skip(f"{path} is not among the corpora")
    return found
