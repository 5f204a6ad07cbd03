"""Roles, affiliations and epithets of the sample beside its gold, attributions given.

usage: python benchmarks/sample_background.py [--errors]

The gold of entities gives each with its evidence: a place in one article. A role is right if a record of that place
has the person and all words of the gold's role; an affiliation if it has both ends, an epithet if it has word and
referent. Names of one entity of the gold count as one name; for the country's government, words such as "state company"
do, too. The columns are those of `sample_resolution.py`: by the gold alone, with readings that are as good, what a
careful reader of the one article gets, and the share of that.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.names import words_of
from benchmarks.sample_readings import read_at
from benchmarks.sample_resolution import SAMPLE, Share, inputs

from sayso.records import Affiliation, Epithet, Role
from sayso.resolve import Resolution, resolve_document

ENTITIES = SAMPLE / "gold" / "entities.jsonl"

_OF_A_STATE = frozenset({"state", "government", "regime"})


class Asked(NamedTuple):
    """One thing the gold tells: what it is, whether a record tells it or a reading as good, and a line about it."""

    what: str
    at: str
    right: bool
    or_as_good: bool
    line: str

    @property
    def to_be_known(self) -> bool:
        """Whether a careful reader of the one article gives it."""
        return not read_at(self.at, self.what, as_good=False)


def asked() -> Iterator[Asked]:
    """Everything the gold tells of its entities."""
    gold = [json.loads(line) for line in ENTITIES.read_text("utf-8").splitlines()]
    names = {e["id"]: {e["name"], *e["aliases"]} for e in gold}
    found = {one.document.key: resolve_document(one) for one in inputs()}
    for entity in gold:
        own = names[entity["id"]]
        for what, told in _told(entity):
            ends = names.get(told.get("to", ""), {told.get("to", "")})
            near = _near(found, told["evidence"], f"{what}s")
            index = entity[f"{what}s"].index(told)
            at = f"entities#{entity['id']}/{what}s/{index}"
            right = any(_tells(record, own, told, ends) for record in near)
            also = [{one.reader or ""} for one in read_at(at, what, as_good=True)]
            as_good = right or any(_tells(record, own, told, read) for read in also for record in near)
            wanted = told.get("role") or told.get("to") or told.get("word")
            yield Asked(what, at, right, as_good, f"{entity['name']}: {wanted} | {near}")


def _told(entity: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for what in ("role", "affiliation", "epithet"):
        for told in entity[f"{what}s"]:
            yield what, told


def _tells(record: Role | Affiliation | Epithet, own: set[str], told: dict[str, Any], ends: set[str]) -> bool:
    """Whether a record has what the gold tells of an entity with these names; `ends` are those of a tie's other end."""
    match record:
        case Role():
            return _same(own, record.name) and _has(record.role, told["role"])
        case Affiliation():
            return _same(own, record.name) and _end(ends, record.to)
        case Epithet():
            return _has(record.word, told["word"]) and _end(own, record.referent or "")


def compared(taken: list[Asked]) -> Share:
    """The system and a careful reader of the one article."""
    sums = [sum(getattr(row, name) for row in taken) for name in ("right", "or_as_good", "to_be_known")]
    return Share(*(total / len(taken) for total in sums))


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
        share = compared(rows)
        print(f"{what:12} {sum(row.right for row in rows):3} of {len(rows):3} by gold", end="  ")
        print(f"or as good {share.or_as_good:.3f}  reader {share.reader:.3f}  ratio {share.ratio:.3f}")
        for row in rows if errors else []:
            if not row.or_as_good:
                print(f"     {row.at} {row.line[:300]}")


if __name__ == "__main__":
    main()
