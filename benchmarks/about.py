"""Whom statements are about and to whom they were said, beside labels made by reading; gold spans given.

usage: python benchmarks/about.py [--errors]

The labels hold names and places of articles of PolNeAR's train part (`tests/gates/labels/about_*`, `addressee_*`),
drawn at random and read before any output was seen. `about`: names that must be found; `also`: names that count neither
way, mostly places that are mentioned in passing; `meant`: who is meant by a pronoun or noun alone. A name is right if
one of the two has all words of the other.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.names import corpora, words_of
from benchmarks.plain import polnear_inputs

from sayso.records import Statement
from sayso.resolve import resolve_document

LABELS = Path(__file__).parents[1] / "tests" / "gates" / "labels"
ABOUT = ("about_train.jsonl", "about_train_2.jsonl")
ADDRESSEE = ("addressee_train.jsonl", "addressee_train_2.jsonl")


class Found(NamedTuple):
    """One name or person: what it counts as ("right", "missed", "extra", "neither", "meant", "meant missed")."""

    what: str
    name: str
    line: str


def statements(labels: Path) -> Iterator[tuple[dict[str, Any], Statement]]:
    """Each label with the statement made of its attribution."""
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    inputs = polnear_inputs(corpora() / "polnear" / "train.jsonl", frozenset(row["document"] for row in rows))
    for row in rows:
        yield row, resolve_document(inputs[row["document"]]).statements[row["attribution"]]


def about(names: tuple[str, ...] = ABOUT) -> list[Found]:
    """Every name labelled or found."""
    return [found for name in names for label, s in statements(LABELS / name) for found in _compared(label, s)]


def addressees(names: tuple[str, ...] = ADDRESSEE) -> list[tuple[bool, bool, bool, str]]:
    """For each statement: right, whether the label names somebody, whether somebody was found, a line about it."""
    return [_addressee(label, s) for name in names for label, s in statements(LABELS / name)]


def _addressee(label: dict[str, Any], statement: Statement) -> tuple[bool, bool, bool, str]:
    found, wanted = statement.addressee, label["addressee"]
    right = any(name is found or (name and found and _same(name, found)) for name in wanted)
    return right, wanted[0] is not None, found is not None, f"{wanted} | {found}"


def _compared(label: dict[str, Any], statement: Statement) -> Iterator[Found]:
    left, line = list(statement.about), f"{label['about']} {label['meant']} | {list(statement.about)}"
    for key, right, missed in (("about", "right", "missed"), ("meant", "meant", "meant missed")):
        for name in label[key]:
            hit = next((other for other in left if _same(name, other)), None)
            if hit is not None:
                left.remove(hit)
            yield Found(right if hit is not None else missed, name, line)
    for name in left:
        yield Found("neither" if any(_same(name, other) for other in label["also"]) else "extra", name, line)


def _same(one: str, other: str) -> bool:
    a, b = words_of(one), words_of(other)
    return a <= b or b <= a


def main() -> None:
    """Print counts for each file of labels, and the misses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    for name in ABOUT:
        found = about((name,))
        print(name, dict(Counter(one.what for one in found)))
        for one in found if errors else []:
            if one.what in ("missed", "extra", "meant missed"):
                print(f"     {one.what}: {one.name}: {one.line}")
    for name in ADDRESSEE:
        rows = addressees((name,))
        named, given = ([right for right, *flags, _ in rows if flags[at]] for at in (0, 1))
        print(f"{name} right {sum(row[0] for row in rows)} of {len(rows)}, named {sum(named)} of {len(named)}, "
              f"given {sum(given)} of {len(given)}")  # fmt: skip
        for right, _, _, line in rows if errors else []:
            if not right:
                print(f"     {line}")


if __name__ == "__main__":
    main()
