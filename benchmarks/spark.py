"""Spark beside the local engine: `python benchmarks/spark.py --keep FOLDER [--documents 8 200] [--extractor NAME]`.

Prints, for two worker processes of the local engine, for Spark in one process tree (`local[2]`), and for a standalone
master with two workers of one core: CPU seconds, wall seconds and memory of all processes together, whether the
digest is one, and what the run's Parquet files and the ledger take for a million statements. A first size of a few
documents shows what starting costs; the cost of a document is the difference of the sizes.

Needs `sayso[spark]` and Java. Documents are those of `whole.py`. Results stay in `spark.json` of the folder.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.whole import code_sha256, corpora, first_there, table
from benchmarks.whole_documents import read_articles, write_documents
from benchmarks.whole_steps import remove_ledger
from tools.processes import watched
from tools.spark_cluster import standalone

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("local, 2 workers", "spark local[2]", "spark, master and 2 workers")

Result = dict[str, Any]


@contextmanager
def asked_of(engine: str, run: Path) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """What the command line is given for an engine, and processes of a cluster that work for it."""
    if engine == ENGINES[0]:
        yield ["--jobs", "2"], ()
    elif engine == ENGINES[1]:
        yield ["--engine", "spark", "--run", str(run), "--master", "local[2]"], ()
    else:
        logs = run.with_suffix(".cluster")
        logs.mkdir()
        with standalone(logs) as cluster:
            yield ["--engine", "spark", "--run", str(run), "--master", cluster.master], cluster.workers


def measure(keep: Path, engine: str, documents: Path, extractor: str) -> Result:
    """What a build of the documents by an engine uses and gives."""
    name = f"{ENGINES.index(engine)}-{documents.stem}-{os.getpid()}"
    ledger, run, told = keep / f"{name}.ledger", keep / name, keep / f"{name}.json"
    remove_ledger(ledger)
    command = [sys.executable, "-m", "sayso", "build", str(documents), "-l", str(ledger), "--extractor", extractor]
    with asked_of(engine, run) as (options, others), told.open("wb") as out:
        used = watched(subprocess.Popen([*command, "--json", *options], stdout=out), others)
    summary = json.loads(told.read_bytes())
    parquet = sum(path.stat().st_size for path in (run / "read").glob("*.parquet")) if run.exists() else 0
    figures = {"parquet": parquet, "ledger": ledger.stat().st_size}
    return {**used._asdict(), **figures, "digest": summary["digest"], "statements": summary["statements"]}


def rows_of(keep: Path, counts: list[int], extractor: str) -> dict[tuple[int, str], Result]:
    """The results of all sizes and engines; those that are kept are not measured again."""
    path = keep / "spark.json"
    known: dict[str, Result] = json.loads(path.read_text()) if path.exists() else {}
    source = first_there(corpora() / "polnear" / "train.jsonl", ROOT / "sample" / "news")
    found: dict[tuple[int, str], Result] = {}
    for count in counts:
        documents = keep / f"documents-{count}.jsonl"
        write_documents(read_articles(source), count, documents, of_worlds=True)
        for engine in ENGINES:
            key = f"{code_sha256()} {extractor} {count} {engine}"
            if key not in known:
                print(f"… {engine}, {count:,} documents", file=sys.stderr, flush=True)
                known[key] = measure(keep, engine, documents, extractor)
                path.write_text(json.dumps(known, indent=1))
            found[count, engine] = known[key]
    return found


def print_rows(found: dict[tuple[int, str], Result]) -> None:
    """Print the table."""
    head = "documents, engine | CPU s | wall s | peak MB | digest | Parquet MB per million statements | ledger MB"
    rows = [
        (
            f"{count:,}, {engine}",
            f"{result['cpu']:.1f}",
            f"{result['wall']:.0f}",
            f"{result['peak_mb']:,.0f}",
            "equal" if result["digest"] == found[count, ENGINES[0]]["digest"] else "OTHER",
            f"{result['parquet'] / result['statements']:,.0f}" if result["parquet"] else "-",
            f"{result['ledger'] / result['statements']:,.0f}",
        )
        for (count, engine), result in found.items()
    ]
    print("\n".join(table(head, rows)))


def main() -> None:
    """Measure what was not measured and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[8, 200])
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--keep", type=Path, required=True, help="folder of documents, runs, ledgers and results")
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    print_rows(rows_of(asked.keep.resolve(), sorted(asked.documents), asked.extractor))


if __name__ == "__main__":
    main()
