"""What resolving costs and holds as documents grow: `python benchmarks/resolving.py [--sizes 100 1000 10000]`.

Prints words a CPU second and the most memory held. Attributions are those of the corpus, in documents as `whole.py`
makes them: the articles of `$SAYSO_CORPORA/polnear/train.jsonl` (else `../shared/corpora`), then other worlds of them.
Each size runs in a process of its own that holds the articles (at most some 840) and one document made of them, so what
grows from 1,000 documents on is what resolving keeps.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.families_corpus import corpora
from benchmarks.moved import moved_articles, read_article
from benchmarks.pace import Pace
from benchmarks.whole import table

from sayso.records import Attribution, Document, Layout, ReadOriginal
from sayso.resolve import ResolveInput, resolve_document

SIZES = (100, 1_000, 10_000)


def read_articles(count: int) -> list[ReadOriginal]:
    """What the stages make of the articles; a few of them where few documents are asked for."""
    lines = (corpora() / "polnear" / "train.jsonl").read_text("utf-8").splitlines()
    return [read_article(json.loads(line)) for line in lines[:count]]


def inputs(read: ReadOriginal) -> Iterator[ResolveInput]:
    """What resolving is given of a document."""
    records = [record for step in read.steps for record in step.records]
    layers = next(step.layers for step in read.steps if step.layers)
    layout = next(record for record in records if isinstance(record, Layout))
    for document in (record for record in records if isinstance(record, Document)):
        yield ResolveInput(
            document=document,
            raw=layers[0],
            clean=layers[1],
            layout=layout,
            attributions=tuple(r for r in records if isinstance(r, Attribution) and r.document == document.id),
        )


def measured(count: int) -> dict[str, Any]:
    """Words, CPU seconds and memory of resolving so many documents; making them is not timed."""
    read = read_articles(count)
    words, seconds, statements = 0, 0.0, 0
    with Pace() as pace:
        for one in moved_articles(read, count, is_read=True):
            for given in inputs(one):
                began = time.thread_time()
                statements += len(resolve_document(given).statements)
                seconds += time.thread_time() - began
                words += len(given.clean.split())
    work = pace.cost(0.0, time.process_time())._replace(seconds=seconds).work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words": words, "seconds": seconds, "work": work, "statements": statements, "peak_mb": peak}


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--step", type=int, help="measure this number of documents in this very process")
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(measured(asked.step)))
        return
    rows, costs = list[tuple[object, ...]](), list[float]()
    for size in asked.sizes:
        command = [sys.executable, __file__, "--step", str(size)]
        done = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
        costs.append(done["work"] / done["words"])
        speed, cost = done["words"] / done["seconds"], costs[-1] / costs[0]
        rows.append((f"{size:,}", f"{done['statements']:,}", f"{speed:,.0f}", f"{cost:.3f}", f"{done['peak_mb']:,.0f}"))
    head = "documents | statements | words a CPU second | cost to the smallest at one pace | peak MB"
    print("\n".join(table(head, rows)))


if __name__ == "__main__":
    main()
