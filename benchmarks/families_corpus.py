"""The corpora as families read them: utterances of PolNeAR's articles, and the labelled pairs with their features."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sayso.extract.meaning import embed, similarity_of_pairs
from sayso.link.families.features import Features, compare, prepare, text_to_embed
from sayso.link.families.utterances import ReadLayers, Utterance, utterances
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
)
from sayso.resolve import ResolveInput, resolve_document

OWN = Path(__file__).parents[1] / "training" / "data" / "family_pairs.tsv"


class PairRow(NamedTuple):
    """One labelled pair; `own` ones are of `training/data/family_pairs.tsv`."""

    id: int
    label: str
    drift: str | None
    a: Utterance
    b: Utterance
    features: Features
    own: bool = False

    def ends(self, by: str) -> tuple[str, str]:
        """What must not stand on both sides of a fold: the two utterances, or the two documents."""
        return (self.a.id, self.b.id) if by == "utterance" else (self.a.document, self.b.document)


def corpora() -> Path:
    """The folder of corpora: `$SAYSO_CORPORA`, or beside the checkout."""
    named = os.environ.get("SAYSO_CORPORA")
    return Path(named) if named else Path(__file__).parents[2] / "shared" / "corpora"


@cache
def articles() -> dict[str, dict[str, Any]]:
    """PolNeAR's articles by id, train and dev."""
    files = (corpora() / "polnear" / f"{part}.jsonl" for part in ("train", "dev"))
    lines = (line for path in files for line in path.read_text("utf-8").split("\n") if line)
    return {row["id"]: row for row in map(json.loads, lines)}


@cache
def article_utterances(name: str) -> tuple[Utterance, ...]:
    """The utterances of one article, gold spans given, speakers and dates resolved."""
    row = articles()[name]
    text = row["text"]
    document = Document(
        id=name, key=name, original="", media=Media.JSON_TEXT, encoding="utf-8", raw_sha256="", clean_sha256="",
        outside=Facts(outlet=row["publisher"], published=row["date"]), inside=FoundFacts(),
    )  # fmt: skip
    segment = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    layout = Layout(document=name, segments=(segment,), blocks=())
    found = tuple(_attribution(name, index, spans) for index, spans in enumerate(row["attributions"]))
    inputs = ResolveInput(document=document, raw=text, clean=text, layout=layout, attributions=found)
    read = ReadLayers(document=document, raw=text, clean=text, layout=layout)
    return utterances(read, found, resolve_document(inputs).statements)


def pair_rows() -> list[PairRow]:
    """The labelled pairs of the corpora with their features, in the file's order."""
    lines = (corpora() / "links" / "pairs.jsonl").read_text("utf-8").splitlines()
    pairs = [json.loads(line) for line in lines]
    ends = [[article_utterances(pair[side]["doc"])[pair[side]["k"]] for side in "ab"] for pair in pairs]
    named = [(pair["id"], pair["label"], pair["drift"]) for pair in pairs]
    return _rows(named, ends, own=False)


def own_rows() -> list[PairRow]:
    """The pairs that were labelled for training only, with their features; see the head of the file."""
    lines = [line.split("\t") for line in OWN.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    ends: list[list[Utterance]] = [
        [article_utterances(a)[int(i)], article_utterances(b)[int(j)]] for a, i, b, j, _ in lines
    ]
    return _rows([(at, line[4], None) for at, line in enumerate(lines)], ends, own=True)


def _rows(named: list[tuple[int, str, str | None]], ends: list[list[Utterance]], *, own: bool) -> list[PairRow]:
    texts = sorted({text_to_embed(u) for pair in ends for u in pair})
    vectors = dict(zip(texts, embed(texts), strict=True))
    rows: list[PairRow] = []
    for (number, label, drift), (a, b) in zip(named, ends, strict=True):
        one, other = (vectors[text_to_embed(u)][None] for u in (a, b))
        features = compare(prepare(a), prepare(b), float(similarity_of_pairs(one, other)[0]))
        rows.append(PairRow(number, label, drift, a, b, features, own))
    return rows


def _attribution(document: str, index: int, spans: dict[str, list[list[int]]]) -> Attribution:
    source, cue, content = (_spans(spans[role]) for role in ("source", "cue", "content"))
    return Attribution(
        id=Attribution.make_id(document, source, cue, content), document=document, source=source, cue=cue,
        content=content, form=Form.INDIRECT, confidence=1.0,
        made_by=MadeBy(extractor="given", version="1", index=index),
    )  # fmt: skip


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)
