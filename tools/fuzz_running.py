"""Runs a target of fuzzing over many inputs: in processes that may die, resumable, with totals that are kept."""

import json
import multiprocessing
import random
import resource
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from sayso.ingest.confine import limit_memory
from sayso.records import SaysoError

MEMORY = 3 * 1024**3
"""Address space of a fuzzing process in bytes: what takes more fails."""

SECONDS = 20
"""Processor time one input may take; most take milliseconds."""

STUCK = 300
"""Seconds by the clock after which an input that cannot be stopped from inside is ended with its process."""

TOGETHER = 10_000
"""Inputs that one process tries, so that what it leaks is told from what an input takes."""


class Failure(NamedTuple):
    """What was wrong with an input: a short name to count by, and all of it."""

    name: str
    detail: str


Made = tuple[bytes, Callable[[], Iterable[str]]]
Target = Callable[[random.Random, Path], Made]
"""Makes input from chance: its bytes, and what looks for broken properties when called."""


class Done(NamedTuple):
    """How far the inputs of a seed were tried: failures by name, the most memory a process held in bytes."""

    inputs: int
    failures: dict[str, int]
    most_memory: int


@contextmanager
def limited(seconds: float) -> Generator[None]:
    """Raises TimeoutError when what is inside takes more processor time; for one thread on systems with timers."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {seconds} seconds of processor time")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def chance_of(name: str, seed: int, number: int) -> random.Random:
    """The chance that makes an input; the same for the same target, seed and number."""
    return random.Random(f"{name} {seed} {number}")


def attempt(
    target: Target, chance: random.Random, folder: Path, seconds: float = SECONDS
) -> tuple[bytes, list[Failure]]:
    """One input and what fails on it."""
    data = b""
    try:
        data, check = target(chance, folder)
        with limited(seconds):
            return data, [Failure(_shape(problem), problem) for problem in check()]
    except SaysoError:
        return data, []
    except Exception as error:  # noqa: BLE001  any other exception is what is looked for
        return data, [Failure(type(error).__name__, traceback.format_exc())]


def _shape(problem: str) -> str:
    """A problem without its numbers and values, to count by."""
    return "".join("0" if char.isdigit() else char for char in problem)[:60]


class Run:
    """The inputs of one seed for one target; `FOLDER/TARGET-SEED.json` holds how far they were tried."""

    def __init__(self, name: str, target: Target, seed: int, out: Path) -> None:
        self._name, self._target, self._seed, self._out = name, target, seed, out
        self._file = out / f"{name}-{seed}.json"
        (out / "failures").mkdir(parents=True, exist_ok=True)

    def done(self) -> Done:
        """How far it came."""
        if not self._file.exists():
            return Done(0, {}, 0)
        kept = json.loads(self._file.read_text("utf-8"))
        return Done(kept["done"], kept["failures"], kept.get("most_memory", 0))

    def until(self, inputs: int) -> Done:
        """Try all inputs up to this number that were not tried, in processes; one that kills its process failed."""
        while (at := self.done().inputs) < inputs:
            self._in_a_process(at, min(inputs, at + TOGETHER))
        return self.done()

    def here(self, start: int, stop: int, under_way: Callable[[int], None] = lambda number: None) -> None:
        """Try these inputs in this process."""
        done = self.done()
        counts = Counter(done.failures)
        with tempfile.TemporaryDirectory(prefix="sayso-fuzz-") as name:
            for number in range(start, stop):
                under_way(number)
                data, failures = attempt(self._target, chance_of(self._name, self._seed, number), Path(name))
                counts.update(failure.name for failure in failures)
                if failures:
                    self._save(number, data, [failure.detail for failure in failures])
                if failures or number % 200 == 199 or number + 1 == stop:
                    self._note(Done(number + 1, counts, max(done.most_memory, _most_memory())))

    def _in_a_process(self, start: int, stop: int) -> None:
        context = multiprocessing.get_context("fork")
        at: Synchronized[int] = context.Value("q", start)
        worker = context.Process(target=self._work, args=(start, stop, at))
        worker.start()
        late = _wait(worker, at)
        number = at.value
        if worker.exitcode:
            cause = f"stuck for {STUCK} seconds" if late else f"process ended with {worker.exitcode}"
            self._lost(number, cause)

    def _work(self, start: int, stop: int, at: "Synchronized[int]") -> None:
        limit_memory(MEMORY)
        self.here(start, stop, lambda number: setattr(at, "value", number))

    def _lost(self, number: int, cause: str) -> None:
        """Count an input that ended its process. What was tried before it and is not noted was sound."""
        done = self.done()
        counts = Counter(done.failures) + Counter([cause])
        with tempfile.TemporaryDirectory(prefix="sayso-fuzz-") as name:
            data, _ = self._target(chance_of(self._name, self._seed, number), Path(name))
        self._save(number, data, [cause])
        self._note(Done(number + 1, counts, done.most_memory))

    def _save(self, number: int, data: bytes, details: list[str]) -> None:
        place = self._out / "failures" / f"{self._name}-{self._seed}-{number}"
        place.with_suffix(".bin").write_bytes(data)
        place.with_suffix(".log").write_text("\n".join(details), "utf-8", "backslashreplace")

    def _note(self, done: Done) -> None:
        kept = {"done": done.inputs, "failures": done.failures, "most_memory": done.most_memory}
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(kept), "utf-8")
        beside.replace(self._file)


def _wait(worker: Any, at: "Synchronized[int]") -> bool:
    """Wait for a process; whether it was ended because one input kept it for too long."""
    number, since = at.value, time.monotonic()
    while worker.is_alive():
        worker.join(1.0)
        if at.value != number:
            number, since = at.value, time.monotonic()
        elif time.monotonic() - since > STUCK:
            worker.kill()
            worker.join()
            return True
    return False


def _most_memory() -> int:
    """The most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def keep_totals(out: Path, totals: Path) -> None:
    """Write what the runs in a folder came to into the file of totals, beside those of other seeds."""
    kept = json.loads(totals.read_text("utf-8")) if totals.exists() else {}
    for file in sorted(out.glob("*-*.json")):
        target, _, seed = file.stem.rpartition("-")
        state = json.loads(file.read_text("utf-8"))
        megabytes = round(state.get("most_memory", 0) / 1e6)
        row = {"inputs": state["done"], "failures": state["failures"], "most_megabytes": megabytes}
        kept.setdefault(target, {})[seed] = row
    totals.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")
