"""Speakers, dates of saying and chains of the sample, gold spans given, beside its gold; one table by kind of speaker.

usage: python benchmarks/sample_resolution.py [--half read|kept] [--errors speaker|kind|said|chain]

The documents whose key has a SHA-256 that begins with 0 to 7 may be read for errors; the others are only scored.
Names of one entity of the gold count as one name; other names need 0.6 of all words in common. The gold knows all
thirty articles, this stage one of them: a part of the gold's name counts where the whole does not stand in the article.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sayso.extract import read_given, take_given
from sayso.ingest import read_originals
from sayso.records import Hop, Original, Statement
from sayso.resolve import ResolveInput, resolve_document
from sayso.text import read_text

SAMPLE = Path(__file__).resolve().parents[1] / "sample"
GOLD = SAMPLE / "gold" / "attributions.jsonl"
SHARE = 0.6
ASKED = ("speaker", "kind", "said", "chain")


class Row(NamedTuple):
    """One attribution: its gold, the statement made of it, and the words around it."""

    key: str
    gold: dict[str, Any]
    statement: Statement
    words: str
    text: str

    @property
    def kind(self) -> str:
        """Kind of the gold's speaker, "none" where there is none."""
        return self.gold["speaker"]["kind"] if self.gold["speaker"] else "none"

    @property
    def right(self) -> dict[str, bool]:
        """Whether each thing asked for is right."""
        speaker, gold = self.statement.speaker, self.gold["speaker"]
        return {
            "speaker": _same(gold and gold["name"], speaker and speaker.name, self.text),
            "kind": (gold and gold["kind"]) == (speaker and speaker.kind),
            "said": self.dates[0] == self.dates[1],
            "chain": _same_chain(self.gold["chain"], self.statement.chain, self.text),
        }

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """The gold's date of saying and ours."""
        return self.gold["said"] and self.gold["said"]["edtf"], self.statement.said and self.statement.said.edtf


def may_be_read(key: str) -> bool:
    """Whether a document belongs to the half that is read for errors."""
    return sha256(key.encode()).hexdigest()[0] in "01234567"


def inputs() -> Iterator[ResolveInput]:
    """Every document of the sample with the attributions of the gold."""
    given = read_given(GOLD)
    for original in read_originals([SAMPLE / "news"]):
        read = read_text(original) if isinstance(original, Original) else None
        line = given.for_key(read.document.key) if read and read.document else None
        if not read or not read.document or not read.layout or not line:
            continue
        found, _ = take_given(read.document, read.raw, line)
        yield ResolveInput(
            document=read.document, raw=read.raw, clean=read.clean, layout=read.layout, attributions=found
        )


def rows() -> Iterator[Row]:
    """Every attribution of the gold with its statement."""
    gold = {line["key"]: line["attributions"] for line in map(json.loads, GOLD.read_text("utf-8").splitlines())}
    for one in inputs():
        for attribution, statement in zip(one.attributions, resolve_document(one).statements, strict=True):
            entry = gold[one.document.key][attribution.made_by.index or 0]
            words = _words(one.raw, (*attribution.source, *attribution.cue, *attribution.content))
            yield Row(one.document.key, entry, statement, words, one.clean)


def counts(taken: list[Row]) -> dict[str, Counter[str]]:
    """By kind of speaker and in all: how many, and how many right of each thing asked for."""
    table: dict[str, Counter[str]] = {}
    for row in taken:
        for kind in (row.kind, "all"):
            counter = table.setdefault(kind, Counter())
            counter["count"] += 1
            counter.update(asked for asked, right in row.right.items() if right)
    return table


def dates(taken: list[Row]) -> tuple[int, int, int]:
    """Dates of saying: right ones, those given, those in the gold."""
    pairs = [row.dates for row in taken]
    right = sum(gold is not None and gold == ours for gold, ours in pairs)
    return right, sum(ours is not None for _, ours in pairs), sum(gold is not None for gold, _ in pairs)


def main() -> None:
    """Print the tables, and the errors asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("read", "kept"))
    parser.add_argument("--errors", choices=ASKED)
    asked = parser.parse_args()
    taken = [row for row in rows() if asked.half is None or may_be_read(row.key) == (asked.half == "read")]
    for kind, counter in sorted(counts(taken).items(), key=lambda pair: -pair[1]["count"]):
        shares = "  ".join(f"{name} {counter[name] / counter['count']:.3f}" for name in ASKED)
        print(f"{kind:13} {counter['count']:4}  {shares}")
    right, ours, gold = dates(taken)
    print(f"dates of saying: {right} right of {ours} given, {gold} in the gold")
    for row in taken:
        if asked.errors and may_be_read(row.key) and not row.right[asked.errors]:
            _show(row, asked.errors)


def _show(row: Row, asked: str) -> None:
    speaker = row.statement.speaker
    pairs = {
        "speaker": (row.gold["speaker"], speaker),
        "kind": (row.gold["speaker"], speaker),
        "said": (row.gold["said"], row.statement.said),
        "chain": ([_hop(h) for h in row.gold["chain"]], [_hop(h) for h in row.statement.chain]),
    }
    print(f"\n{row.key}: {row.words}\n  gold {pairs[asked][0]}\n  ours {pairs[asked][1]}", file=sys.stdout)


def _words(raw: str, spans: Any) -> str:
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return " ".join(raw[max(0, start - 60) : min(end, start + 240) + 40].split())


def _hop(hop: Any) -> tuple[str, str | None]:
    return (hop["kind"], hop.get("name")) if isinstance(hop, dict) else (str(hop.kind), hop.name)


def _same_chain(gold: list[dict[str, str]], ours: tuple[Hop, ...], text: str) -> bool:
    """Whether two chains have the same hops; the article's own name is not asked for here."""
    pairs = list(zip(map(_hop, gold[1:]), map(_hop, ours[1:]), strict=False))
    return len(gold) == len(ours) and all(g[0] == o[0] and _same(g[1], o[1], text) for g, o in pairs)


@cache
def _entities() -> dict[str, frozenset[str]]:
    """The entities of the gold by each of their names."""
    lines = (SAMPLE / "gold" / "entities.jsonl").read_text("utf-8").splitlines()
    found: dict[str, frozenset[str]] = {}
    for entry in map(json.loads, lines):
        for name in (entry["name"], *entry["aliases"]):
            found[_plain(name)] = found.get(_plain(name), frozenset()) | {entry["id"]}
    return found


def _plain(name: str) -> str:
    return re.sub(r"^(?:unnamed: )?(?:the |an? )?", "", name.lower().replace("’", "'"))


def _same(gold: str | None, ours: str | None, text: str) -> bool:
    if gold is None or ours is None:
        return gold is ours
    known = _entities()
    if known.get(_plain(gold), frozenset()) & known.get(_plain(ours), frozenset()):
        return True
    a, b = (set(re.findall(r"\w+", _plain(name))) - {"the", "a", "an", "s"} for name in (gold, ours))
    short = bool(b) and b < a and bool(_entities().get(_plain(gold))) and gold.lower() not in text.lower()
    return short or (bool(a & b) and len(a & b) / len(a | b) >= SHARE)


if __name__ == "__main__":
    main()
