"""Speakers, dates, chains, roles, affiliations and epithets of the real articles, beside labels made by reading.

usage: python benchmarks/article_resolution.py [--errors]

The labels hold offsets and short values; the articles are found among the corpora. Spans of attributions are given.
Names need 0.6 of all words in common.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.names import corpora, same_name
from benchmarks.plain import given_attribution, spans_of

from sayso.ingest import read_originals
from sayso.records import Original, Statement
from sayso.resolve import Resolution, ResolveInput, resolve_document
from sayso.text import read_text

LABELS = Path(__file__).parents[1] / "tests" / "gates" / "labels" / "articles.jsonl"
BACKGROUND = {"role": "roles", "affiliation": "affiliations", "epithet": "epithets"}
VALUES = {"role": ("name", "role"), "affiliation": ("name", "to"), "epithet": ("user", "word", "referent")}


class Asked(NamedTuple):
    """One thing asked of an article: what it is, whether it was found right, and a line about it."""

    what: str
    right: bool
    line: str


def asked() -> Iterator[Asked]:
    """Everything the labels ask, of every article found."""
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    for original in read_originals([corpora() / "articles"]):
        read = read_text(original) if isinstance(original, Original) else None
        if not read or not read.document or not read.layout:
            continue
        mine = [label for label in labels if label["key"] == read.document.key]
        given = [label for label in mine if label["what"] == "statement"]
        triples = [tuple(spans_of(label[role]) for role in ("source", "cue", "content")) for label in given]
        made = tuple(given_attribution(read.document.id, (s, c, q), i) for i, (s, c, q) in enumerate(triples))
        found = resolve_document(
            ResolveInput(document=read.document, raw=read.raw, clean=read.clean, layout=read.layout, attributions=made)
        )
        for label, statement in zip(given, found.statements, strict=True):
            yield from _of_statement(label, statement)
        for label in mine:
            if label["what"] in BACKGROUND:
                yield _of_background(label, found)


def _of_statement(label: dict[str, Any], statement: Statement) -> Iterator[Asked]:
    speaker = statement.speaker.name if statement.speaker else None
    right = any(same_name(name, speaker) for name in (label["speaker"], *label["also"]))
    yield Asked("speaker", right, f"{label['speaker']} | {speaker}")
    if "said" in label:
        ours = statement.said
        gold = label["said"]
        if isinstance(gold, dict):
            dated = ours is not None and ours.interval is not None and ours.interval[1] == gold["upto"]
        else:
            dated = gold == (ours.edtf if ours else None)
        yield Asked("date", dated, f"{label['speaker']}: {gold} | {ours and (ours.edtf, ours.interval, ours.rule)}")
    hops = [(str(hop.kind), hop.name) for hop in statement.chain[1:-1]]
    gold_hops = [(kind, name) for kind, name in label["chain"]]
    same = len(hops) == len(gold_hops) and all(
        g[0] == o[0] and same_name(g[1], o[1]) for g, o in zip(gold_hops, hops, strict=True)
    )
    yield Asked("chain", same and right, f"{gold_hops} {label['speaker']} | {hops} {speaker}")


def _of_background(label: dict[str, Any], found: Resolution) -> Asked:
    what = label["what"]
    start, end = label["span"]
    near = [r for r in getattr(found, BACKGROUND[what]) if r.span[0] < end and start < r.span[1]]
    fits = [r for r in near if all(same_name(label[field], getattr(r, field)) for field in VALUES[what])]
    values = [label[field] for field in VALUES[what]]
    return Asked(what, bool(fits), f"{values} | {[[getattr(r, f) for f in VALUES[what]] for r in near]}")


def main() -> None:
    """Print how much of each was right, and the misses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    all_asked = list(asked())
    for what in ("speaker", "date", "chain", *BACKGROUND):
        of_kind = [a for a in all_asked if a.what == what]
        right = sum(a.right for a in of_kind)
        print(f"{what:12} {right:3} of {len(of_kind):3} = {right / max(1, len(of_kind)):.3f}")
        for miss in of_kind if errors else []:
            if not miss.right:
                print(f"     {miss.line}")


if __name__ == "__main__":
    main()
