"""Floors of cleaning: what annotated articles may lose, what the sample's debris must lose, and its dates."""

import json
import os
from pathlib import Path

import pytest

from sayso.ingest import read_originals
from sayso.records import Diagnostic, Media, ReadText
from sayso.text import read_text

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path(os.environ.get("SAYSO_CORPORA", ROOT.parent / "shared" / "corpora"))
TRAIN = CORPORA / "polnear" / "train.jsonl"
SAMPLE = ROOT / "sample"
LOST_CEILING = 0.0005
MISSED_CEILING, EXTRA_CEILING = 0, 1
PLAIN = (Media.TEXT, Media.JSON_TEXT)


def gold_of(path: Path) -> dict[str, dict]:
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return {line["id"]: line for line in lines}


def places(spans, raw: str) -> set[int]:
    return {at for start, end, *_ in spans for at in range(start, end) if not raw[at].isspace()}


def annotated(gold: dict, raw: str) -> set[int]:
    roles = ("source", "cue", "content")
    return places((span for item in gold["attributions"] for role in roles for span in item[role]), raw)


def left_out(read: ReadText) -> set[int]:
    assert read.layout is not None
    return places((block.span for block in read.layout.blocks if block.reason), read.raw)


def kept(read: ReadText) -> set[int]:
    assert read.layout is not None
    whole = places((block.span for block in read.layout.blocks if block.kept), read.raw)
    return whole - left_out(read)


@pytest.fixture(scope="module")
def sample() -> list[tuple[dict, Media, ReadText]]:
    gold = gold_of(SAMPLE / "gold" / "attributions.jsonl")
    originals = (o for o in read_originals([SAMPLE / "news"]) if not isinstance(o, Diagnostic))
    return [(gold[o.key], o.media, read_text(o)) for o in originals]


@pytest.mark.skipif(not TRAIN.is_file(), reason="polnear is missing; set SAYSO_CORPORA to the folder that holds it")
def test_clean_articles_lose_almost_nothing_of_their_attributions():
    gold = gold_of(TRAIN)
    lost = whole = 0
    for original in read_originals([TRAIN]):
        if isinstance(original, Diagnostic):
            assert original.code == "contents"
            continue
        read = read_text(original)
        words = annotated(gold[original.key], read.raw)
        lost, whole = lost + len(words & left_out(read)), whole + len(words)
    assert whole > 1_000_000
    assert lost <= LOST_CEILING * whole


def test_the_debris_of_the_sample_is_left_out(sample):
    assert len(sample) == 30
    missed = {gold["key"]: len(places(gold["left_out"], read.raw) & kept(read)) for gold, _, read in sample}
    assert sum(missed.values()) <= MISSED_CEILING, missed


def test_nothing_else_of_the_sample_is_left_out(sample):
    plain = [(gold, read) for gold, media, read in sample if media in PLAIN]
    extra = {gold["key"]: len(left_out(read) - places(gold["left_out"], read.raw)) for gold, read in plain}
    assert sum(extra.values()) <= EXTRA_CEILING, extra


def test_no_attribution_of_the_sample_is_left_out(sample):
    assert not [gold["key"] for gold, _, read in sample if annotated(gold, read.raw) & left_out(read)]


def test_dates_found_in_the_sample_are_its_dates(sample):
    found = [(gold, read.document.inside.published) for gold, _, read in sample if read.document]
    assert not [gold["key"] for gold, day in found if day and day.value != gold["published"]]
    assert sum(day is not None for _, day in found) >= 18


def test_the_outlets_found_in_the_sample_are_its_outlets(sample):
    found = [(gold, read.document.inside.outlet) for gold, _, read in sample if read.document]
    assert not [gold["key"] for gold, outlet in found if outlet and outlet.value not in gold["outlet"]]
