"""Scoring of resolved speakers and dates against labels made by reading, with gold spans given."""

import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.names import same_name

from sayso.records import Statement
from sayso.resolve import ResolveInput, resolve_document

LABELS = Path(__file__).parent / "labels" / "resolve_dev.jsonl"
FRESH = Path(__file__).parent / "labels" / "resolve_fresh.jsonl"
TRAIN = tuple(Path(__file__).parent / "labels" / f"resolve_train_{number}.jsonl" for number in range(1, 9))
"""Labels of articles of PolNeAR's train part; some have no speaker, some no date, the last five no dates."""
DATES = tuple(Path(__file__).parent / "labels" / f"dates_train_{number}.jsonl" for number in range(1, 16))
"""Labels of dates alone: attributions with a source drawn from articles of PolNeAR's train part, of any words."""


def labelled(labels: Path) -> frozenset[str]:
    """The articles that a file of labels is about."""
    return frozenset(json.loads(line)["document"] for line in labels.read_text(encoding="utf-8").splitlines())


def scored(inputs: dict[str, ResolveInput], labels: Path = LABELS) -> list[tuple[dict[str, Any], Statement]]:
    """Each label with the statement made of its attribution."""
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    done = {key: resolve_document(inputs[key]).statements for key in {row["document"] for row in rows}}
    return [(row, done[row["document"]][row["attribution"]]) for row in rows]


def speaker_right(label: dict[str, Any], statement: Statement) -> bool:
    """Whether the speaker is the one labelled, or one of the other names accepted for it."""
    found = statement.speaker.name if statement.speaker else None
    return any(same_name(name, found) for name in (label["speaker"], *label["also"]))


def date_right(label: dict[str, Any], statement: Statement) -> bool:
    """Whether the date is the one labelled, or another that a reader may as well give."""
    return (statement.said.edtf if statement.said else None) in (label["said"], *label.get("also_said", ()))


def accuracy(rows: list[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """Right and all, by stratum and in all."""
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for stratum, right in rows:
        for key in (stratum, "all"):
            counts[key] = (counts[key][0] + right, counts[key][1] + 1)
    return dict(counts)


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    z, p = 1.96, right / count
    middle = p + z * z / (2 * count)
    half = z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return (middle - half) / (1 + z * z / count), (middle + half) / (1 + z * z / count)
