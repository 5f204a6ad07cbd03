"""Floors for speakers and dates given gold spans, and for pronouns, on corpora that are not in the repository."""

from pathlib import Path

import pytest
from benchmarks.gum import read_gum
from benchmarks.sample_resolution import counts, dates, rows
from benchmarks.speakers import pronoun_results

from tests.gates.resolve_labels import accuracy, corpora, date_right, polnear_inputs, scored, speaker_right

SPEAKERS_FLOOR = 0.91
DATES_FLOOR = 0.85
MARGIN_OVER_BASELINE = 0.2

SAMPLE_FLOORS = {"speaker": 0.66, "kind": 0.74, "said": 0.81, "chain": 0.60}
SAMPLE_DATES_PRECISION = 0.73

needs_corpora = pytest.mark.skipif(
    not corpora().is_dir(), reason="corpora not found: put them at ../shared/corpora or set SAYSO_CORPORA"
)


@needs_corpora
def test_speakers_and_dates_given_gold_spans() -> None:
    rows = scored(polnear_inputs(_existing("polnear/dev.jsonl")))
    speakers = accuracy([(label["stratum"], speaker_right(label, statement)) for label, statement in rows])["all"]
    dated = [(label, statement) for label, statement in rows if "said" in label]
    dates = accuracy([("dated", date_right(label, statement)) for label, statement in dated])["all"]
    assert speakers[0] / speakers[1] >= SPEAKERS_FLOOR
    assert dates[0] / dates[1] >= DATES_FLOOR


@needs_corpora
def test_pronouns_beat_the_last_named_person() -> None:
    results = [row for document in read_gum(_existing("gum")) for row in pronoun_results(document)]
    ours = sum(right for _, right, _, _ in results) / len(results)
    baseline = sum(right for _, _, right, _ in results) / len(results)
    assert ours >= baseline + MARGIN_OVER_BASELINE


def test_the_sample_given_gold_spans() -> None:
    taken = list(rows())
    counted = counts(taken)["all"]
    shares = {asked: counted[asked] / counted["count"] for asked in SAMPLE_FLOORS}
    right, given, _ = dates(taken)
    assert {asked for asked, floor in SAMPLE_FLOORS.items() if shares[asked] < floor} == set()
    assert right / given >= SAMPLE_DATES_PRECISION


def _existing(path: str) -> Path:
    found = corpora() / path
    if not found.exists():
        pytest.skip(f"{path} is not among the corpora")
    return found
