"""Kinds of names (person, body, place) beside three golds: GUM's training part, re3d and the sample's entities.

usage: python benchmarks/kinds.py [--corpora ../shared/corpora] [--errors]

A name of ours is compared where it ends with a span of the gold and does not begin before it; of several such spans
the shortest counts. Outlets count as bodies, since two of the golds have none. "unknown" are mentions without a kind.
The measuring part of GUM is left out. The kind is that of the mention's entity, found without knowing any gold.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.gum import read_gum
from benchmarks.plain import plain_input
from benchmarks.sample_resolution import SAMPLE, inputs

from sayso.records import Facts, Span
from sayso.resolve import ResolveInput
from sayso.resolve.entities import Entities
from sayso.resolve.roles import find_roles
from sayso.resolve.view import View

KINDS = {"outlet": "organisation", "organization": "organisation", "location": "place"}
"""Kinds of the golds and ours that are another's by a second name."""
COMPARED = ("person", "organisation", "place")
_OPENED = re.compile(r"\((\d+)-(\w+)-")


class Text(NamedTuple):
    """One document with the spans of its gold, by kind."""

    inputs: ResolveInput
    gold: tuple[tuple[Span, str], ...]


def gum(folder: Path) -> Iterator[Text]:
    """The training part of GUM; the type of an entity is that of its first mention."""
    for document in read_gum(folder):
        if document.measuring:
            continue
        rows = (folder / f"{document.name}.conllu").read_text(encoding="utf-8")
        types = {int(entity): kind for entity, kind in reversed(_OPENED.findall(rows))}
        gold = [(span, types.get(entity, "")) for entity, spans in document.mentions.items() for span in spans]
        yield Text(document.resolve_input(), _compared(gold))


def re3d(folder: Path) -> Iterator[Text]:
    """All parts of re3d."""
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        spans: dict[str, list[tuple[Span, str]]] = {}
        for row in _rows(part / "entities.json"):
            spans.setdefault(row["documentId"], []).append(((row["begin"], row["end"]), row["type"].lower()))
        for row in _rows(part / "documents.json"):
            facts = Facts(outlet=row["sourceName"])
            yield Text(plain_input(row["_id"], row["text"], [], facts), _compared(spans.get(row["_id"], [])))


def sample() -> Iterator[Text]:
    """The sample: every place where the name or alias of an entity of the gold stands."""
    rows = _rows(SAMPLE / "gold" / "entities.jsonl")
    kinds = {form: row["kind"] for row in rows for form in (row["name"], *row["aliases"])}
    names = re.compile(rf"\b(?:{'|'.join(re.escape(n) for n in sorted(kinds, key=lambda n: (-len(n), n)))})\b")
    for one in inputs():
        gold = [(match.span(), kinds[match.group()]) for match in names.finditer(one.clean)]
        yield Text(one, _compared(gold))


def pairs(texts: Iterable[Text]) -> Iterator[tuple[str, str, str]]:
    """The gold's kind, ours and the name, for each mention that both know."""
    for text in texts:
        by_end: dict[int, list[tuple[Span, str]]] = {}
        for span, kind in text.gold:
            by_end.setdefault(span[1], []).append((span, kind))
        one = text.inputs
        view = View(one.raw, one.clean, one.layout, ())
        entities = Entities(view, outlet=one.document.fact("outlet"))
        find_roles(view, entities)
        for name in entities.names:
            spans = [g for g in by_end.get(name.end, []) if g[0][0] <= name.start]
            if spans:
                ours = str(entities.at(name).kind or "unknown")
                yield max(spans)[1], KINDS.get(ours, ours), name.text


def main() -> None:
    """Print a table for each gold, and the names that have another kind there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    for name, texts in (
        ("gum", gum(asked.corpora / "gum")), ("re3d", re3d(asked.corpora / "re3d")), ("sample", sample()),
    ):  # fmt: skip
        found = list(pairs(texts))
        right = sum(gold == ours for gold, ours, _ in found)
        unknown = sum(ours == "unknown" for _, ours, _ in found)
        wrong = Counter(pair for pair in found if pair[0] != pair[1])
        print(f"{name:7} {len(found):5} names  right {right / max(len(found), 1):.3f}  unknown {unknown}")
        for kind in COMPARED:
            of = [ours for gold, ours, _ in found if gold == kind]
            print(f"  {kind:13}", dict(sorted(Counter(of).items())))
        for (gold, ours, text), count in sorted(wrong.items(), key=lambda w: (-w[1], w[0])) if asked.errors else ():
            print(f"    {count:3} {text}: {ours}, {gold} in the gold")


def _compared(gold: Iterable[tuple[Span, str]]) -> tuple[tuple[Span, str], ...]:
    """The spans of kinds that are compared."""
    named = ((span, KINDS.get(kind, kind)) for span, kind in gold)
    return tuple((span, kind) for span, kind in named if kind in COMPARED)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
