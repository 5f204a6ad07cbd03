"""Roles, affiliations and epithets of the sample beside its gold, attributions given.

usage: python benchmarks/sample_background.py [--errors]

The gold of entities gives each with its evidence: a place in one article. A role is right if a record of that place
has the person and all words of the gold's role; an affiliation if it has both ends, an epithet if it has word and
referent. With --errors: misses in the documents that may be read (see `sample_resolution.py`). Names of one entity of
the gold count as one name; for the country's government, words such as "state company" do, too.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.names import words_of
from benchmarks.sample_resolution import SAMPLE, inputs, may_be_read

from sayso.records import Affiliation, Epithet, Role
from sayso.resolve import Resolution, resolve_document

ENTITIES = SAMPLE / "gold" / "entities.jsonl"

_OF_A_STATE = frozenset({"state", "government", "regime"})


class Asked(NamedTuple):
    """One thing the gold tells: what it is, whether a record tells it, and a line about it."""

    what: str
    right: bool
    line: str
    readable: bool


def asked() -> Iterator[Asked]:
    """Everything the gold tells of its entities."""
    gold = [json.loads(line) for line in ENTITIES.read_text("utf-8").splitlines()]
    names = {e["id"]: {e["name"], *e["aliases"]} for e in gold}
    found = {one.document.key: resolve_document(one) for one in inputs()}
    for entity in gold:
        own = names[entity["id"]]
        for role in entity["roles"]:
            near = _near(found, role["evidence"], "roles")
            right = any(isinstance(r, Role) and _same(own, r.name) and _has(r.role, role["role"]) for r in near)
            yield Asked("role", right, f"{entity['name']}: {role['role']} | {near}", _readable(role))
        for tie in entity["affiliations"]:
            near = _near(found, tie["evidence"], "affiliations")
            ends = names.get(tie["to"], {tie["to"]})
            right = any(isinstance(r, Affiliation) and _same(own, r.name) and _end(ends, r.to) for r in near)
            yield Asked("affiliation", right, f"{entity['name']}: {tie['to']} | {near}", _readable(tie))
        for epithet in entity["epithets"]:
            near = _near(found, epithet["evidence"], "epithets")
            right = any(
                isinstance(r, Epithet) and _has(r.word, epithet["word"]) and _end(own, r.referent or "") for r in near
            )
            yield Asked("epithet", right, f"{entity['name']}: {epithet['word']} | {near}", _readable(epithet))


def _readable(told: dict[str, Any]) -> bool:
    return may_be_read(told["evidence"]["key"])


def _near(found: dict[str, Resolution], evidence: dict[str, Any], what: str) -> list[Any]:
    start, end = evidence["span"]
    records = getattr(found[evidence["key"]], what)
    return [r for r in records if r.span[0] < end + 40 and start - 40 < r.span[1]]


def _same(names: set[str], found: str) -> bool:
    return any(words_of(name) <= words_of(found) or words_of(found) <= words_of(name) for name in names)


def _end(names: set[str], found: str) -> bool:
    """Whether a name is the gold's, or says "state" or "government" where the gold means that of the country."""
    government = any("overnment" in name for name in names)
    return _same(names, found) or (government and bool(words_of(found) & _OF_A_STATE))


def _has(found: str, wanted: str) -> bool:
    return words_of(wanted) - {"of"} <= words_of(found)


def main() -> None:
    """Print how much of each was right, and the misses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    every = list(asked())
    for what in ("role", "affiliation", "epithet"):
        rows = [row for row in every if row.what == what]
        print(f"{what:12} {sum(row.right for row in rows):3} of {len(rows):3}")
        for row in rows if errors else []:
            if not row.right and row.readable:
                print(f"     {row.line[:300]}")


if __name__ == "__main__":
    main()
