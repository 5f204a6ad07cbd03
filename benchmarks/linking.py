"""What a ledger and joining cost as documents grow, from records on: `python benchmarks/linking.py --keep FOLDER`.

Prints CPU time of writing and of each linker a document, peak memory and sizes at each number of documents, and the
same at one pace of the machine (see `pace.py`).
Attributions are those of the corpus, vectors are drawn from the hashes of words, and what that takes is not counted: no
model is run.
Documents are the articles of `$SAYSO_CORPORA/polnear/train.jsonl` (else `../shared/corpora`), then the same of other
worlds in which every telling word is another one (see `worlds.py`).

Writing and each linker at each size are steps in processes of their own, and what they give stays: a run that was cut
off goes on. Results stay in `linking.json` of the folder; results of other code are not used.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.families import given_vectors
from benchmarks.families_corpus import corpora
from benchmarks.moved import moved_articles, read_article
from benchmarks.pace import Cost, Pace
from benchmarks.whole import code_sha256, table

from sayso.app.batches import batched
from sayso.app.linking import link
from sayso.ledger import Ledger
from sayso.records import ReadOriginal

SIZES = (1_000, 10_000)
TOGETHER = 64
KINDS = ("entity", "family", "ladder", "reuse")
TIMED = ("write", *KINDS)

Result = dict[str, Any]


def base(keep: Path) -> list[ReadOriginal]:
    """What the stages make of the articles as they are; made once."""
    path = keep / "base.msgpack"
    if not path.exists():
        lines = (corpora() / "polnear" / "train.jsonl").read_text("utf-8").splitlines()
        path.write_bytes(msgspec.msgpack.encode([read_article(json.loads(line)) for line in lines]))
    return msgspec.msgpack.decode(path.read_bytes(), type=list[ReadOriginal])


class Record:
    """Results that stay in a file, by step."""

    def __init__(self, keep: Path) -> None:
        self._path = keep / "linking.json"
        self._code = code_sha256()
        self._all: dict[str, Result] = json.loads(self._path.read_text()) if self._path.exists() else {}

    def get(self, step: str) -> Result | None:
        """What a step gave, None where it was not done by this code."""
        return self._all.get(f"{self._code} {step}")

    def put(self, step: str, cost: Cost, **more: object) -> None:
        """Keep what a step gave, with the most memory this process has held."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        known = {"seconds": round(cost.seconds, 2), "pace": round(cost.pace, 3), "peak_mb": round(peak)}
        self._all[f"{self._code} {step}"] = known | more
        self._path.write_text(json.dumps(self._all, indent=1))


def ledger_path(keep: Path, count: int) -> Path:
    """The ledger of so many documents."""
    return keep / f"linking-{count}.ledger"


def write_step(keep: Path, count: int) -> None:
    """Write so many documents into a new ledger; making them is not counted."""
    path = ledger_path(keep, count)
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    documents = moved_articles(base(keep), count)
    seconds = 0.0
    with Pace() as pace, Ledger.open(path, "create") as ledger:
        run = ledger.begin_run({}, {})
        for batch in batched(documents, TOGETHER):
            began = time.process_time()
            ledger.put(run, batch)
            seconds += time.process_time() - began
        counts = ledger.counts()
        ledger.end_run(run, {})
    statements = counts.statements + counts.attitudes_and_acts
    cost = pace.cost(0.0, time.process_time())._replace(seconds=seconds)
    Record(keep).put(f"write {count}", cost, statements=statements, bytes=path.stat().st_size)


class Vectors:
    """Vectors drawn from the hashes of words, and the CPU seconds that drawing them took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """The vectors, one a row."""
        began = time.process_time()
        try:
            return given_vectors(texts)
        finally:
            self.seconds += time.process_time() - began


class _OneIsEnoughError(Exception):
    """One linker is done: the next is another step."""


def link_step(keep: Path, count: int) -> None:
    """Make the linked records of the first kind that is missing; the digest, too, where none is left."""
    from sayso.link.families import linking

    vectors = linking.embed = Vectors()
    record, begun = Record(keep), list[tuple[str, float]]()

    def progress(kind: str) -> None:
        if begun:
            raise _OneIsEnoughError
        begun.append((kind, time.process_time()))

    with Ledger.open(ledger_path(keep, count), "write") as ledger:
        with Pace() as pace, suppress(_OneIsEnoughError):
            link(ledger, progress=progress)
        for kind, start in begun:
            cost = pace.cost(start, time.process_time())
            record.put(f"{kind} {count}", cost._replace(seconds=cost.seconds - vectors.seconds))
        if not begun or begun[0][0] == KINDS[-1]:
            digest, size = ledger.digest(), ledger_path(keep, count).stat().st_size
            record.put(f"digest {count}", Cost(0.0, 0.0), digest=digest, bytes=size)


STEPS = {"write": write_step, "link": link_step}


def in_child(step: str, keep: Path, count: int) -> None:
    """Do a step in a process of its own with one thread for linear algebra."""
    print(f"… {step} {count:,}", file=sys.stderr, flush=True)
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    asked = [sys.executable, __file__, "--keep", str(keep), "--step", step, str(count)]
    subprocess.run(asked, env=environment, check=True)


def rows_of(keep: Path, count: int) -> dict[str, Result]:
    """The results at one size; what is missing is done."""
    for step, needed in (("write", f"write {count}"), *(("link", f"{kind} {count}") for kind in (*KINDS, "digest"))):
        if Record(keep).get(needed) is None:
            in_child(step, keep, count)
    known = Record(keep)
    return {kind: known.get(f"{kind} {count}") or {} for kind in (*TIMED, "digest")}


def main() -> None:
    """Do what was not done and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of documents")
    parser.add_argument("--keep", type=Path, required=True, help="folder of ledgers and results")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    if asked.step:
        STEPS[asked.step[0]](asked.keep, int(asked.step[1]))
        return
    found = {count: rows_of(asked.keep, count) for count in sorted(asked.sizes)}
    print("CPU ms a document, from records on:\n")
    head = "documents | statements | write | entities | families | ladders | reuse | peak MB | MB"
    print("\n".join(table(head, [_row(count, rows) for count, rows in found.items()])))
    usual = statistics.median(rows[kind]["pace"] for rows in found.values() for kind in TIMED)
    print(f"The same at the median pace of all steps, {usual:.1f} million rounds of a loop a CPU second:\n")
    head = "documents | write | entities | families | ladders | reuse | all | slowest and fastest pace"
    print("\n".join(table(head, [_paced_row(count, rows, usual) for count, rows in found.items()])))


def _row(count: int, rows: dict[str, Result]) -> tuple[object, ...]:
    return (
        *(f"{count:,}", f"{rows['write']['statements']:,}"),
        *(f"{1000 * rows[kind]['seconds'] / count:.2f}" for kind in TIMED),
        *(max(row["peak_mb"] for row in rows.values()), f"{rows['digest']['bytes'] / 1e6:,.0f}"),
    )


def _paced_row(count: int, rows: dict[str, Result], usual: float) -> tuple[object, ...]:
    costs = [1000 * rows[kind]["seconds"] * rows[kind]["pace"] / usual / count for kind in TIMED]
    paces = [rows[kind]["pace"] for kind in TIMED]
    return (f"{count:,}", *(f"{cost:.2f}" for cost in (*costs, sum(costs))), f"{min(paces):.1f}–{max(paces):.1f}")


if __name__ == "__main__":
    main()
