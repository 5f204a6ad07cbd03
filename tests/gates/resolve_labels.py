"""Scoring of resolved speakers and dates against labels made by reading, with gold spans given."""

import json
import math
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from sayso.records import (
    Attribution,
    Document,
    Facts,
    Form,
    FoundFacts,
    Layout,
    MadeBy,
    MapKind,
    Media,
    Segment,
    Span,
    Statement,
)
from sayso.resolve import ResolveInput, resolve_document

LABELS = Path(__file__).parent / "labels" / "resolve_dev.jsonl"
FRESH = Path(__file__).parent / "labels" / "resolve_fresh.jsonl"
_TOKEN = re.compile(r"\w+")
_ARTICLES = {"the", "a", "an", "unnamed", "s"}


def corpora() -> Path:
    """The folder of corpora: `$SAYSO_CORPORA`, or beside the checkout."""
    named = os.environ.get("SAYSO_CORPORA")
    return Path(named) if named else Path(__file__).parents[3] / "shared" / "corpora"


def polnear_inputs(path: Path) -> dict[str, ResolveInput]:
    """Every article of a PolNeAR file with its gold spans, by id."""
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: _input(row) for row in map(json.loads, lines)}


def scored(inputs: dict[str, ResolveInput], labels: Path = LABELS) -> list[tuple[dict[str, Any], Statement]]:
    """Each label with the statement made of its attribution."""
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    done = {key: resolve_document(inputs[key]).statements for key in {row["document"] for row in rows}}
    return [(row, done[row["document"]][row["attribution"]]) for row in rows]


def same_name(gold: str | None, found: str | None) -> bool:
    """Whether two names are one: at least 0.6 of all their words in common, articles left out."""
    if gold is None or found is None:
        return gold is found
    a, b = (set(_TOKEN.findall(name.lower().replace("’", "'"))) - _ARTICLES for name in (gold, found))
    return bool(a & b) and len(a & b) / len(a | b) >= 0.6


def speaker_right(label: dict[str, Any], statement: Statement) -> bool:
    """Whether the speaker is the one labelled, or one of the other names accepted for it."""
    found = statement.speaker.name if statement.speaker else None
    return any(same_name(name, found) for name in (label["speaker"], *label["also"]))


def date_right(label: dict[str, Any], statement: Statement) -> bool:
    """Whether the date is the one labelled."""
    return label["said"] == (statement.said.edtf if statement.said else None)


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


def _input(row: dict[str, Any]) -> ResolveInput:
    text = row["text"]
    segment = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    document = Document(
        id=row["id"], key=row["id"], original="", media=Media.JSON_TEXT, encoding="utf-8", raw_sha256="",
        clean_sha256="", outside=Facts(outlet=row["publisher"], published=row["date"]), inside=FoundFacts(),
    )  # fmt: skip
    attributions = tuple(_attribution(row["id"], index, spans) for index, spans in enumerate(row["attributions"]))
    layout = Layout(document=row["id"], segments=(segment,), blocks=())
    return ResolveInput(document=document, raw=text, clean=text, layout=layout, attributions=attributions)


def _attribution(document: str, index: int, spans: dict[str, list[list[int]]]) -> Attribution:
    source, cue, content = (_spans(spans[role]) for role in ("source", "cue", "content"))
    return Attribution(
        id=Attribution.make_id(document, source, cue, content), document=document, source=source, cue=cue,
        content=content, form=Form.INDIRECT, confidence=1.0, made_by=MadeBy(extractor="given", version="1", index=index),  # noqa: E501
    )  # fmt: skip


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)
