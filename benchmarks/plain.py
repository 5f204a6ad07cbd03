"""Documents of plain text with given attributions, as the stage of resolving takes them."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sayso.records import (
    Attribution,
    Block,
    BlockKind,
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
    Spans,
)
from sayso.resolve import ResolveInput

Triple = tuple[Spans, Spans, Spans]
"""Source, cue and content."""


def plain_input(
    key: str, text: str, triples: Iterable[Triple], facts: Facts, lines: Sequence[Span] | None = None
) -> ResolveInput:
    """A document whose clean layer is its raw layer, with given attributions; each line is a paragraph unless given.

    Offsets: half-open code points of `text`.
    """
    segment = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)] if lines is None else lines
    blocks = tuple(Block(span=span, kind=BlockKind.PARAGRAPH, clean=span) for span in spans)
    document = Document(
        id=key, key=key, original="", media=Media.JSON_TEXT, encoding="utf-8", raw_sha256="", clean_sha256="",
        outside=facts, inside=FoundFacts(),
    )  # fmt: skip
    layout = Layout(document=key, segments=(segment,) if text else (), blocks=blocks)
    attributions = tuple(given_attribution(key, triple, index) for index, triple in enumerate(triples))
    return ResolveInput(document=document, raw=text, clean=text, layout=layout, attributions=attributions)


def polnear_input(row: dict[str, Any]) -> ResolveInput:
    """An article of PolNeAR, as a line of its file gives it, with its gold spans."""
    triples = [tuple(spans_of(given[role]) for role in ("source", "cue", "content")) for given in row["attributions"]]
    facts = Facts(outlet=row["publisher"], published=row["date"])
    return plain_input(row["id"], row["text"], [(s, c, q) for s, c, q in triples], facts)


def polnear_inputs(path: Path, keys: frozenset[str] | None = None) -> dict[str, ResolveInput]:
    """The articles of a PolNeAR file with their gold spans, by id; all, or those asked for."""
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: polnear_input(row) for row in map(json.loads, lines) if keys is None or row["id"] in keys}


def given_attribution(document: str, triple: Triple, index: int = 0) -> Attribution:
    """An attribution with spans made elsewhere."""
    source, cue, content = triple
    return Attribution(
        id=Attribution.make_id(document, source, cue, content), document=document, source=source, cue=cue,
        content=content, form=Form.INDIRECT, confidence=1.0,
        made_by=MadeBy(extractor="given", version="1", index=index),
    )  # fmt: skip


def spans_of(pairs: Iterable[Sequence[int]]) -> Spans:
    """Spans as JSON has them."""
    return tuple((start, end) for start, end in pairs)
