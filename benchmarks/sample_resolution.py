"""Speakers, dates of saying and chains of the sample, gold spans given, beside its gold; one table by kind of speaker.

usage: python benchmarks/sample_resolution.py [--errors speaker|kind|said|chain] [--causes]

Names of one entity of the gold count as one name; other names need 0.6 of all words in common. The gold knows all
thirty articles, this stage one of them: a part of the gold's name counts where the whole does not stand in the article.

The second table sets the system beside a careful reader of the one article (`sample/gold/readings.toml`): what is
right by the gold alone; what is right if readings as good as the gold's count, too; what of the gold that reader gets;
and how much of this the system gets, readings as good counted. With --causes: why it misses the others
(`sample/gold/misses.toml`), in how many places, and the places that nobody has read yet.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sample_readings import Cause, Reading, causes, read_at

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
    """One attribution: its gold and the gold's index, the statement made of it, and the words around it."""

    key: str
    index: int
    gold: dict[str, Any]
    statement: Statement
    words: str
    text: str
    outer: tuple[int, ...] = ()
    """Indices of the attributions of the gold that enclose it."""

    @property
    def at(self) -> str:
        """Its place, as readings name it."""
        return f"{self.key}#{self.index}"

    @property
    def kind(self) -> str:
        """Kind of the gold's speaker, "none" where there is none."""
        return self.gold["speaker"]["kind"] if self.gold["speaker"] else "none"

    @property
    def right(self) -> dict[str, bool]:
        """Whether each thing asked for is what the gold says."""
        return self._right(_of_statement(self.statement))

    @property
    def right_or_as_good(self) -> dict[str, bool]:
        """Whether each thing asked for is what the gold says, or a reading that is as good."""
        ours = _of_statement(self.statement)
        also = [self._read(asks, as_good=True) for asks in ("speaker", "said", "chain")]
        speakers, days, chains = also
        by_gold = self._right(ours)
        as_named = any(_same(one.reader, ours.name, self.text) for one in speakers)
        return {
            "speaker": by_gold["speaker"] or as_named,
            "kind": by_gold["kind"] or any(one.kind == ours.kind for one in speakers if one.kind or not one.reader),
            "said": by_gold["said"] or any(one.reader == ours.said for one in days),
            "chain": by_gold["chain"] or any(self._same_hops(hops, ours.hops) for hops in self._chains(chains)),
        }

    @property
    def to_be_known(self) -> dict[str, bool]:
        """Whether a careful reader of the one article gives what the gold says."""
        less = {asks: self._read(asks, as_good=False) for asks in ("speaker", "said", "chain")}
        gold = self.gold["speaker"]
        named = all(_same(gold["name"], one.reader, self.text) for one in less["speaker"])
        around = [one for i in self.outer for one in read_at(f"{self.key}#{i}", "speaker", as_good=False)]
        return {
            "speaker": named,
            "kind": all(one.kind in (None, gold["kind"]) for one in less["speaker"]),
            "said": not less["said"],
            "chain": named and not around and not less["chain"],
        }

    def _read(self, asks: str, *, as_good: bool) -> tuple[Reading, ...]:
        return read_at(self.at, asks, as_good)

    def _right(self, ours: "_Given") -> dict[str, bool]:
        gold = self.gold["speaker"]
        return {
            "speaker": _same(gold and gold["name"], ours.name, self.text),
            "kind": (gold and gold["kind"]) == ours.kind,
            "said": self.dates[0] == ours.said,
            "chain": _same_chain(self.gold["chain"], self.statement.chain, self.text),
        }

    def _chains(self, also: tuple[Reading, ...]) -> Iterator[list[tuple[str, str | None]]]:
        """The chains that count as right besides the gold's, without the article."""
        gold = [_hop(hop) for hop in self.gold["chain"][1:]]
        yield gold
        for one in also:
            yield [*(_written(hop) for hop in (one.reader or "").split("; ") if hop), gold[-1]]

    def _same_hops(self, gold: list[tuple[str, str | None]], ours: list[tuple[str, str | None]]) -> bool:
        """Whether two chains are one, if each speaker on the way may go by a reading that is as good."""
        if len(gold) != len(ours):
            return False
        inner = [one.reader for one in self._read("speaker", as_good=True)]
        outer = [one.reader for i in self.outer for one in read_at(f"{self.key}#{i}", "speaker", as_good=True)]
        pairs = list(zip(gold, ours, strict=True))
        between = all(_same_hop(g, o, outer, self.text) for g, o in pairs[:-1])
        ends = {pairs[-1][0][0], pairs[-1][1][0]}
        return between and ends <= {"speaker", "unknown"} and _same_hop(*pairs[-1], inner, self.text)

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """The gold's date of saying and ours."""
        return self.gold["said"] and self.gold["said"]["edtf"], self.statement.said and self.statement.said.edtf


class _Given(NamedTuple):
    """What a statement says of the things asked for."""

    name: str | None
    kind: str | None
    said: str | None
    hops: list[tuple[str, str | None]]


def _of_statement(statement: Statement) -> _Given:
    speaker, said = statement.speaker, statement.said
    kind = str(speaker.kind) if speaker and speaker.kind else None
    hops = [_hop(hop) for hop in statement.chain[1:]]
    return _Given(speaker.name if speaker else None, kind, said.edtf if said else None, hops)


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
            index = attribution.made_by.index or 0
            words = _words(one.raw, (*attribution.source, *attribution.cue, *attribution.content))
            entries = gold[one.document.key]
            outer = tuple(_outer(entries, index))
            yield Row(one.document.key, index, entries[index], statement, words, one.clean, outer)


def _outer(entries: list[dict[str, Any]], index: int) -> Iterator[int]:
    """Indices of the attributions that enclose one, from the inside."""
    while (index := entries[index]["nested_in"]) is not None:
        yield index


class Share(NamedTuple):
    """How one thing asked for was answered, as shares of the attributions."""

    by_gold: float
    or_as_good: float
    reader: float

    @property
    def ratio(self) -> float:
        """How much of what a careful reader gets the system gets."""
        return self.or_as_good / self.reader


def compared(taken: list[Row]) -> dict[str, Share]:
    """The system and a careful reader of the one article, for each thing asked for."""
    tables = [[row.right for row in taken], [row.right_or_as_good for row in taken], [row.to_be_known for row in taken]]
    return {asked: Share(*(sum(row[asked] for row in table) / len(taken) for table in tables)) for asked in ASKED}


def explained(taken: list[Row]) -> tuple[dict[Cause, list[str]], list[tuple[str, str]]]:
    """The misses of what a reader gets, by cause, each place once; and place and what is asked of those without one."""
    found: dict[Cause, list[str]] = {cause: [] for cause in causes()}
    unread: list[tuple[str, str]] = []
    for row in taken:
        right, known = row.right_or_as_good, row.to_be_known
        for asked in (asked for asked in ASKED if known[asked] and not right[asked]):
            around = (row.at, *(f"{row.key}#{i}" for i in row.outer if asked == "chain"))
            cause = next((c for c in causes() if _is_of(c, asked) and set(around) & set(c.at)), None)
            if cause is None:
                unread.append((row.at, asked))
            elif row.at not in found[cause]:
                found[cause].append(row.at)
    return found, unread


def _is_of(cause: Cause, asked: str) -> bool:
    return cause.asks == asked or (cause.asks == "speaker" and asked in ("kind", "chain"))


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
    parser.add_argument("--errors", choices=ASKED)
    parser.add_argument("--causes", action="store_true")
    asked = parser.parse_args()
    taken = list(rows())
    for kind, counter in sorted(counts(taken).items(), key=lambda pair: -pair[1]["count"]):
        shares = "  ".join(f"{name} {counter[name] / counter['count']:.3f}" for name in ASKED)
        print(f"{kind:13} {counter['count']:4}  {shares}")
    right, ours, gold = dates(taken)
    print(f"dates of saying: {right} right of {ours} given, {gold} in the gold")
    print("\nasked     by gold  or as good  reader  ratio")
    for name, share in compared(taken).items():
        print(f"{name:8}  {share.by_gold:7.3f}  {share.or_as_good:10.3f}  {share.reader:6.3f}  {share.ratio:5.3f}")
    if asked.causes:
        _show_causes(taken)
    for row in taken:
        if asked.errors and not row.right_or_as_good[asked.errors]:
            _show(row, asked.errors)


def _show_causes(taken: list[Row]) -> None:
    found, unread = explained(taken)
    for cause, places in sorted(found.items(), key=lambda pair: (pair[0].asks, -len(pair[1]))):
        if places:
            print(f"{cause.asks:8} {len(places):3}  {cause.cause}")
    print(f"without a cause: {len(unread)}", *unread)


def _show(row: Row, asked: str) -> None:
    speaker = row.statement.speaker
    pairs = {
        "speaker": (row.gold["speaker"], speaker),
        "kind": (row.gold["speaker"], speaker),
        "said": (row.gold["said"], row.statement.said),
        "chain": ([_hop(h) for h in row.gold["chain"]], [_hop(h) for h in row.statement.chain]),
    }
    print(f"\n{row.at}: {row.words}\n  gold {pairs[asked][0]}\n  ours {pairs[asked][1]}", file=sys.stdout)


def _words(raw: str, spans: Any) -> str:
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return " ".join(raw[max(0, start - 60) : min(end, start + 240) + 40].split())


def _hop(hop: Any) -> tuple[str, str | None]:
    return (hop["kind"], hop.get("name")) if isinstance(hop, dict) else (str(hop.kind), hop.name)


def _same_chain(gold: list[dict[str, str]], ours: tuple[Hop, ...], text: str) -> bool:
    """Whether two chains have the same hops; the article's own name is not asked for here."""
    pairs = list(zip(map(_hop, gold[1:]), map(_hop, ours[1:]), strict=False))
    return len(gold) == len(ours) and all(g[0] == o[0] and _same(g[1], o[1], text) for g, o in pairs)


def _written(hop: str) -> tuple[str, str | None]:
    """A hop as readings write it, "outlet:Dorn News"."""
    kind, _, name = hop.partition(":")
    return kind, name


def _same_hop(gold: tuple[str, str | None], ours: tuple[str, str | None], also: list[str | None], text: str) -> bool:
    """Whether two hops are one, or ours goes by a reading that is as good; where that is nobody, the end is unknown."""
    if ours[0] == "unknown":
        return gold[0] == "unknown" or None in also
    return gold[0] == ours[0] and any(_same(name, ours[1], text) for name in (gold[1], *also))


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
