"""Cost of the whole way from files to a proven ledger: `python benchmarks/whole.py [--sizes 100,1000] [--keep FOLDER]`.

Prints, in one run: words per CPU second of each stage and of the whole build; cost, peak memory and size of the ledger
at each number of documents, and whether the cost stays linear; the cost of digest and proof; two worker processes with
all their memory; and spaCy's small English pipeline timed on the same documents, as a yardstick.

Documents are edited copies of articles of `$SAYSO_CORPORA/polnear/train.jsonl` (else `../shared/corpora`) where that is
there, else of the sample news, in which every telling word is another one (with `--copies`, names and figures alone);
pages are those of `pages/` in the corpora, else those of the sample. Every step runs in
a process of its own. With `--keep`, results stay in `results.json` of that folder and a run that was cut off goes on
where it was; results of other code, or of other options, are not used.
"""

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.whole_documents import read_articles, write_documents

from sayso.extract import DEFAULT_EXTRACTOR

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100, 1_000, 10_000)
YARDSTICK_DOCUMENTS = 200
STAGE_DOCUMENTS = 100
REPEATED_UP_TO = 200
"""Builds of at most so many documents are timed several times."""
TOLERANCE = 0.15
"""Cost of 1,000 words at any size may differ by this share from that at the smallest size to count as linear; what is
compared is how often the loop of `pace.py` would have run meanwhile, not CPU seconds."""

Result = dict[str, Any]


@dataclass(frozen=True)
class Options:
    """What is asked for."""

    sizes: tuple[int, ...]
    keep: Path
    extractor: str
    repeats: int
    spacy: int
    source: Path
    pages: Path
    copies: bool


def corpora() -> Path:
    """The folder of the corpora."""
    return Path(os.environ.get("SAYSO_CORPORA", ROOT.parent / "shared" / "corpora"))


def first_there(*paths: Path) -> Path:
    """The first path that exists."""
    return next(path for path in paths if path.exists())


def code_sha256() -> str:
    """The hash of all code that is measured and that measures."""
    files = [*(ROOT / "src").rglob("*.*"), *Path(__file__).parent.glob("whole*.py"), Path(__file__).parent / "pace.py"]
    files = [path for path in sorted(files) if path.is_file() and path.suffix != ".pyc"]
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()


class Run:
    """The steps of one run; those done before are not done again."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._file = options.keep / "results.json"
        self._code = code_sha256()
        self._results: dict[str, Result] = json.loads(self._file.read_text()) if self._file.exists() else {}
        self._articles = read_articles(options.source)

    def documents(self, count: int) -> tuple[Path, int]:
        """A file of so many documents, and how many words they have."""
        path = self.options.keep / f"documents-{count}.jsonl"
        return path, write_documents(self._articles, count, path, not self.options.copies)

    def step(self, name: str, *arguments: object) -> Result:
        """The result of a step, from this run or an earlier one of the same code and arguments."""
        asked = [name, *map(str, arguments)]
        key = json.dumps([self._code, str(self.options.source), self.options.copies, *asked])
        if key not in self._results:
            print(f"… {' '.join(Path(part).name for part in asked)}", file=sys.stderr, flush=True)
            self._results[key] = in_child(asked)
            self._file.write_text(json.dumps(self._results, indent=1))
        return self._results[key]


def in_child(asked: list[str]) -> Result:
    """What a step prints, run in a process of its own with one thread for linear algebra."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "whole_steps.py"), *asked],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _repeats(run: Run, documents: int) -> int:
    """How often a build of so many documents is timed: small ones several times."""
    return run.options.repeats if documents <= REPEATED_UP_TO else 1


def table(head: str, rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    """A Markdown table with figures on the right."""
    cells = [tuple(part.strip() for part in head.split("|")), *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    for number, row in enumerate(cells):
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join((first.strip().ljust(widths[0]), *others))} |"
        if not number:
            yield f"|{'-' * (widths[0] + 2)}|{''.join('-' * (width + 1) + ':|' for width in widths[1:])}"
    yield ""


def print_stages(run: Run) -> None:
    """Words per CPU second of each stage."""
    options = run.options
    documents, words = run.documents(min(STAGE_DOCUMENTS, options.sizes[0]))
    result = run.step("stages", documents, options.pages, options.extractor, options.repeats)
    rows = [(name, f"{row['speed']:,.0f}", f"{row['words']:,}") for name, row in result["rows"].items()]
    print(f"Stages, {words:,} words of {options.source.name}; median of {options.repeats}:\n")
    print("\n".join(table("stage | words a CPU second | words timed", rows)))


def print_curve(run: Run) -> None:
    """Cost, memory and size at each number of documents."""
    costs: list[float] = []
    builds: list[tuple[object, ...]] = []
    linked: list[tuple[object, ...]] = []
    proofs: list[tuple[object, ...]] = []
    for size in run.options.sizes:
        documents, words = run.documents(size)
        ledger = run.options.keep / f"{size}.ledger"
        built = run.step("build", documents, ledger, run.options.extractor, _repeats(run, size))
        proven = run.step("check", ledger)
        costs.append(built["work"] / words)
        builds.append(_build_row(size, words, built, costs))
        each = (f"{1000 * seconds / size:.2f}, {work / size:.3f}" for seconds, work in built["linking"].values())
        linked.append((f"{size:,}", *each))
        proofs.append(_proof_row(size, proven))
    print("Whole build in one process, by number of documents:\n")
    head = "documents | words | CPU s | CPU ms a document | words a CPU s | pace | cost to the smallest at one pace"
    print("\n".join(table(f"{head} | start, CPU s | again, CPU s | peak MB", builds)))
    worst = max(abs(cost / costs[0] - 1) for cost in costs)
    verdict = "linear" if worst <= TOLERANCE else "NOT LINEAR"
    print(f"linearity: {verdict}; cost of 1,000 words differs by at most {worst:.1%} ({TOLERANCE:.0%} allowed)\n")
    print("Of this, joining documents: CPU ms and million rounds a document (the last with the digest):\n")
    print("\n".join(table(f"documents | {' | '.join(built['linking'])}", linked)))
    print("The ledgers:\n")
    head = "documents | statements | MB | KB per 1,000 statements | digest, CPU s | verify, CPU s | verify, wall s"
    print("\n".join(table(f"{head} | findings | peak MB", proofs)))


def _build_row(size: int, words: int, built: Result, costs: list[float]) -> tuple[object, ...]:
    seconds = built["seconds"]
    return (
        *(f"{size:,}", f"{words:,}", f"{seconds:.2f}", f"{seconds / size * 1000:.1f}", f"{words / seconds:,.0f}"),
        *(f"{built['work'] / seconds:.1f}", f"{costs[-1] / costs[0]:.3f}"),
        *(f"{built['start']:.2f}", f"{built['again']:.2f}", f"{built['peak_mb']:.0f}"),
    )


def _proof_row(size: int, proven: Result) -> tuple[object, ...]:
    each = proven["bytes"] / max(1, proven["statements"])
    return (
        *(f"{size:,}", f"{proven['statements']:,}", f"{proven['bytes'] / 1e6:.1f}", f"{each:,.0f}"),
        *(f"{proven['digest_seconds']:.2f}", f"{proven['verify_seconds']:.2f}", f"{proven['verify_wall']:.1f}"),
        *(proven["findings"], f"{proven['peak_mb']:.0f}"),
    )


def print_workers(run: Run) -> None:
    """What two worker processes cost together, and all the memory they and the program hold."""
    documents, words = run.documents(run.options.spacy)
    result = run.step("workers", documents, run.options.keep / "workers.ledger", run.options.extractor, 2)
    print(f"`sayso build --jobs 2`, {run.options.spacy} documents of {words:,} words, starts of processes counted:\n")
    head = "workers | CPU s | words a CPU s | wall s | peak MB, all processes, shared pages once"
    row = (2, f"{result['seconds']:.1f}", f"{words / result['seconds']:,.0f}", f"{result['wall']:.1f}")
    print("\n".join(table(head, [(*row, f"{result['peak_mb']:.0f}")])))


def print_yardstick(run: Run) -> None:
    """Sayso's whole build beside spaCy's small English pipeline on the same documents."""
    count, extractor = run.options.spacy, run.options.extractor
    documents, words = run.documents(count)
    ledger = run.options.keep / f"{count}.ledger"
    built = run.step("build", documents, ledger, extractor, _repeats(run, count))
    ours = words / built["seconds"]
    rows: list[tuple[object, ...]] = [(f"sayso, whole build ({extractor})", f"{ours:,.0f}", f"{built['peak_mb']:.0f}")]
    yardstick = run.step("spacy", documents, run.options.repeats)
    if "missing" in yardstick:
        rows.append(("spaCy, small English pipeline: skipped", "", ""))
        note = yardstick["missing"]
    else:
        rows.append(("spaCy, small English pipeline", f"{yardstick['speed']:,.0f}", f"{yardstick['peak_mb']:.0f}"))
        ratio, paced = ours / yardstick["speed"], yardstick["work"] / built["work"]
        note = f"ratio: {ratio:.2f}; at one pace {paced:.2f} ({yardstick['version']})"
    print(f"Yardstick, {count} documents of {words:,} words:\n")
    print("\n".join(table("what | words a CPU second | peak MB", rows)))
    print(note)


def read_options(folder: Path) -> Options:
    """The options of the command line; `folder` is used where none is to be kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of documents, the smallest first")
    parser.add_argument("--keep", type=Path, help="keep documents, ledgers and results in this folder, and go on there")
    parser.add_argument("--extractor", default=DEFAULT_EXTRACTOR, help="the extractor to measure")
    parser.add_argument("--repeats", type=int, default=3, help="of the stages and of spaCy; the median is taken")
    parser.add_argument("--spacy", type=int, default=YARDSTICK_DOCUMENTS, help="documents timed beside spaCy")
    parser.add_argument("--source", type=Path, help="articles to make documents of: a .jsonl file or a folder")
    parser.add_argument("--copies", action="store_true", help="change names and figures alone")
    asked = parser.parse_args()
    keep = asked.keep or folder
    keep.mkdir(parents=True, exist_ok=True)
    sample = ROOT / "sample" / "news"
    return Options(
        sizes=tuple(sorted(int(size) for size in asked.sizes.split(","))),
        keep=keep.resolve(),
        extractor=asked.extractor,
        repeats=asked.repeats,
        spacy=asked.spacy,
        source=asked.source or first_there(corpora() / "polnear" / "train.jsonl", sample),
        pages=first_there(corpora() / "pages", sample),
        copies=asked.copies,
    )


def main() -> None:
    """Run what was not run before and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        run = Run(read_options(Path(folder)))
        print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, Python ", end="")
        print(f"{platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        print_stages(run)
        print_curve(run)
        print_workers(run)
        print_yardstick(run)


if __name__ == "__main__":
    main()
