"""Floors of figures on passages of PolNeAR's dev part, labelled by reading before any output was seen."""

import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sayso.link.figures import FigureInput, find_figures
from sayso.link.figures.quantities import key_words, singular
from sayso.records import Figure
from sayso.resolve.dates import Anchor
from tests.extract.helpers import clean_text

CORPORA = Path(os.environ.get("SAYSO_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
DEV = CORPORA / "polnear" / "dev.jsonl"
LABELS = Path(__file__).with_name("labels")
_ASKED = ("precision", "recall", "value", "of_what", "value and of_what")
FLOORS = {
    "figures_dev": dict(zip(_ASKED, (0.95, 0.97, 0.97, 0.94, 0.94), strict=True)),
    "figures_dev_2": dict(zip(_ASKED, (0.95, 0.97, 0.97, 0.95, 0.95), strict=True)),
    "figures_dev_3": dict(zip(_ASKED, (0.93, 0.97, 0.97, 0.91, 0.91), strict=True)),
}
"""By file of labels: shares of the labelled figures (of those found, for precision), points under what was measured."""


@cache
def documents() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in map(json.loads, DEV.read_text("utf-8").splitlines())}


@cache
def found_in(document: str) -> tuple[Figure, ...]:
    row = documents()[document]
    text = clean_text(row["text"])
    return find_figures(
        FigureInput(document=document, clean=text.clean, layout=text.layout, anchor=Anchor.parse(row["date"][:10]))
    )


def names_it(figure: Figure, wanted: list[str]) -> bool:
    """Whether all words of one of the wanted phrases are in what the figure counts, number of nouns aside."""
    words = {singular(word) for word in re.findall(r"\w+", (figure.of_what or "").lower())} | key_words(figure.of_what)
    return any(all(singular(word) in words for word in phrase.split()) for phrase in wanted)


def has_value(figure: Figure, label: dict[str, Any]) -> bool:
    return (figure.low, figure.high, figure.bound) == (label["low"], label["high"], label["bound"])


def overlaps(figure: Figure, span: list[int]) -> bool:
    return figure.span[0] < span[1] and span[0] < figure.span[1]


def count_passage(row: dict[str, Any], counts: Counter[str]) -> None:
    """Add one passage: a label is found by the first unused figure that overlaps it; optional labels count nothing."""
    start, end = row["passage"]
    left = [figure for figure in found_in(row["document"]) if start <= figure.span[0] < end]
    for label in row["figures"]:
        figure = next((f for f in left if overlaps(f, label["span"])), None)
        if figure is not None:
            left.remove(figure)
        if label.get("optional"):
            continue
        counts["labels"] += 1
        if figure is not None:
            value, named = has_value(figure, label), names_it(figure, label["of_what"])
            counts.update({"found": 1, "value": value, "of_what": named, "value and of_what": value and named})
    counts["extra"] += len(left)


@cache
def measured(name: str) -> dict[str, float]:
    if not DEV.exists():
        pytest.skip(f"no corpus: put PolNeAR's dev part at {DEV.name} under $SAYSO_CORPORA/polnear to run this gate")
    counts: Counter[str] = Counter()
    for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines():
        count_passage(json.loads(line), counts)
    shares = {asked: counts[asked] / counts["labels"] for asked in ("value", "of_what", "value and of_what")}
    precision = counts["found"] / (counts["found"] + counts["extra"])
    return {"precision": precision, "recall": counts["found"] / counts["labels"], **shares}


@pytest.mark.parametrize("asked", _ASKED)
@pytest.mark.parametrize("name", FLOORS)
def test_floor(name: str, asked: str) -> None:
    assert measured(name)[asked] >= FLOORS[name][asked]
