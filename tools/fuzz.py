"""Throws mutated input at the readers, the cleaning, the extractor, the resolver and the ledger; counts failures.

`python -m tools.fuzz --inputs 5000 --seed 1 --target html --out FOLDER`. Input number n of a seed is always the same,
so a run can be stopped and taken up again: `FOLDER/TARGET-SEED.json` holds how far it came. An input that fails is
saved in `FOLDER/failures/`. What must hold for every input: nothing but a `SaysoError` is raised; every segment of the
offset map keeps its promise; all spans lie inside their text; the same input gives the same records; no input takes
more than the seconds allowed.
"""

import argparse
import json
import random
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from tools.fuzz_inputs import PROSE, encoded, mutated, page, prose
from tools.fuzz_readers import READERS

from sayso import ingest, text
from sayso.app.proving import document_findings
from sayso.engines.stages import Job, Plan, failed, run_job, text_of
from sayso.extract.given import read_given
from sayso.ingest.confine import limit_memory
from sayso.ledger import DocumentRecords, Ledger
from sayso.records import (
    Attribution,
    Diagnostic,
    Facts,
    Media,
    Original,
    ReadOriginal,
    SaysoError,
    Stage,
    Statement,
    sha256,
)

MEMORY = 3 * 1024**3
"""Address space of the fuzzing process in bytes: what takes more fails."""

SECONDS = 20
"""The time one input may take on a busy machine; most take milliseconds."""

RULES, MODEL = Plan(extractor="rules"), Plan(extractor="model")


class Failure(NamedTuple):
    """What was wrong with an input: a short name to count by, and all of it."""

    name: str
    detail: str


Target = Callable[[random.Random, Path], "tuple[bytes, Callable[[], Iterable[str]]]"]
"""Makes input from chance: its bytes, and what looks for broken properties when called."""


def original(media: Media, data: bytes) -> Original:
    """The original that a file with these bytes would be."""
    return Original(key="fuzz", media=media, data=data, sha256=sha256(data))


def broken(read: Original, results: Callable[[], ReadOriginal]) -> Generator[str]:
    """The properties that an original and what the stages make of it break."""
    result = results()
    if results() != result:
        yield "not the same twice"
    records = [record for step in result.steps for record in step.records]
    yield from (record.detail for record in records if isinstance(record, Diagnostic) and record.code == "stage_failed")
    parts = text_of(result.steps[0])
    if parts is None:
        return
    document, layout, raw, clean = parts
    everything = DocumentRecords(
        input_id=read.input_id,
        current=True,
        document=document,
        layout=layout,
        raw=raw,
        clean=clean,
        attributions=tuple(record for record in records if isinstance(record, Attribution)),
        statements=tuple(record for record in records if isinstance(record, Statement)),
        diagnostics=(),
    )
    yield from (f"{finding.field}: {finding.problem}" for finding in document_findings(read, everything))
    for record in records:
        if isinstance(record, Diagnostic) and record.span and not 0 <= record.span[0] <= record.span[1] <= len(raw):
            yield f"span of {record.code} outside"


def originals_of(folder: Path) -> Generator[str]:
    """The properties that reading a folder and all documents in it breaks."""
    found = list(ingest.read_originals([folder]))
    if found != list(ingest.read_originals([folder])):
        yield "not the same twice"
    for read in found:
        if isinstance(read, Original):
            yield from broken(read, lambda read=read: run_job(Job(original=read), RULES))


def _text(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    data = encoded(chance, prose(chance))
    return data, lambda: _text_only(original(Media.TEXT, data))


def _html(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    data = encoded(chance, page(chance))
    return data, lambda: _text_only(original(Media.HTML, data))


def _text_only(read: Original) -> Generator[str]:
    first, second = text.read_text(read), text.read_text(read)
    if first != second:
        yield "not the same twice"
    if first.layout:
        yield from (f"segment {index}" for index in text.bad_segments(first.raw, first.clean, first.layout))
        yield from (f"block {b.span}" for b in first.layout.blocks if not 0 <= b.span[0] <= b.span[1] <= len(first.raw))


def _manifest(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    (folder / "a.txt").write_text(PROSE[0], encoding="utf-8")
    paths = (
        "a.txt",
        "../a.txt",
        "/etc/hostname",
        "b.txt",
        "",
        "a.txt ",
        "fuzz.csv",
        "C:\\a",
        "\0",
        "a" * 5000,
        ".",
        "./a.txt",
    )
    values = ("The Tower", "2018-01-18", "2018-99", '"', "=1+1", "", "en", "\r", "é")
    mark = chance.choice(",;\t")
    rows = [mark.join(("path", *chance.choices(("outlet", "published", "title", "x", "path", ""), k=3)))]
    rows += [mark.join((chance.choice(paths), *chance.choices(values, k=chance.randint(0, 4)))) for _ in range(4)]
    return _file(folder, "fuzz.csv", mutated(chance, chance.choice(("\n", "\r\n", "\r")).join(rows).encode()))


def _file(folder: Path, name: str, data: bytes) -> tuple[bytes, Callable[[], Iterable[str]]]:
    (folder / name).write_bytes(data)
    return data, lambda: originals_of(folder)


def _rules(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    data = prose(chance).encode()
    return data, lambda: _stage_only(original(Media.TEXT, data), Stage.EXTRACT)


def _model(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    data = prose(chance)[:20_000].encode("utf-8", "replace")
    return data, lambda: _stage_only(original(Media.TEXT, data), Stage.EXTRACT, MODEL)


def _resolve(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    content = page(chance) if chance.random() < 0.3 else prose(chance)
    media = Media.HTML if content.startswith("<html") else Media.TEXT
    data = content.encode()
    return data, lambda: _stage_only(original(media, data), Stage.RESOLVE)


def _stage_only(read: Original, stage: Stage, plan: Plan = RULES) -> Generator[str]:
    """As `broken`, for documents whose text could be read."""
    yield from (f"{stage}: {problem}" for problem in broken(read, lambda: run_job(Job(original=read), plan)))


def _given(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    article = (page(chance) if chance.random() < 0.4 else prose(chance)) or "x"
    length = len(article)

    def spans() -> object:
        places = [[chance.randint(-1, length + 1), chance.randint(-1, length + 1)] for _ in range(chance.randint(0, 3))]
        return chance.choice((places, [sorted(place) for place in places], [[0]], None, [[0, 2**70]], "x"))

    triples = [{role: spans() for role in ("source", "cue", "content")} for _ in range(chance.randint(0, 4))]
    line = mutated(chance, json.dumps({"id": "fuzz", "attributions": triples}).encode())
    path = folder / "given.jsonl"
    path.write_bytes(line)
    media = Media.HTML if article.startswith("<html") else Media.TEXT
    read = original(media, article.encode("utf-8", "replace"))

    def check() -> Generator[str]:
        given = read_given(path).for_key("fuzz")
        yield from broken(read, lambda: run_job(Job(original=read, given=given), RULES))

    return line, check


def _ledger(chance: random.Random, folder: Path) -> tuple[bytes, Callable[[], Iterable[str]]]:
    path = folder / "fuzz.ledger"
    data = bytearray(_sound_ledger())
    for _ in range(chance.choice((1, 1, 2, 30))):
        data[chance.randrange(len(data) if chance.random() < 0.7 else 200)] ^= 1 << chance.randrange(8)
    if chance.random() < 0.2:
        del data[chance.randint(0, len(data)) :]
    path.write_bytes(data)

    def check() -> Generator[str]:
        mode = chance.choice(("read", "write", "create"))
        with Ledger.open(path, mode) as ledger:
            for _ in ledger.verify():
                pass
            list(ledger.full_statements())
            list(ledger.diagnostics())
            ledger.digest()
        yield from ()

    return bytes(data), check


_LEDGERS: list[bytes] = []


def _sound(number: int, sentence: str) -> Original:
    data = sentence.encode()
    facts = Facts(outlet="The Tower")
    return Original(key=f"{number}.txt", media=Media.TEXT, data=data, sha256=sha256(data), facts=facts)


def _sound_ledger() -> bytes:
    """The bytes of a small ledger, made once."""
    if not _LEDGERS:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "sound.ledger"
            with Ledger.open(path, "create") as ledger:
                reads = [_sound(number, sentence) for number, sentence in enumerate(PROSE)]
                results = [run_job(Job(original=read), RULES) for read in reads]
                note = Diagnostic(code="empty", key="none.txt")
                results.append(failed(original(Media.TEXT, b""), note))
                ledger.put(ledger.begin_run({}), results)
            _LEDGERS.append(path.read_bytes())
    return _LEDGERS[0]


TARGETS: dict[str, Target] = {
    "text": _text,
    "html": _html,
    "manifest": _manifest,
    **READERS,
    "rules": _rules,
    "model": _model,
    "given": _given,
    "resolve": _resolve,
    "ledger": _ledger,
}
"""What can be thrown at, and what makes input for it."""


@contextmanager
def limited(seconds: int) -> Generator[None]:
    """Raises TimeoutError when what is inside takes longer; for one thread on systems with alarms."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attempt(target: str, seed: int, number: int, seconds: int = SECONDS) -> tuple[bytes, list[Failure]]:
    """One input and what fails on it; the same for the same target, seed and number."""
    chance = random.Random(f"{target} {seed} {number}")
    data = b""
    with tempfile.TemporaryDirectory(prefix="sayso-fuzz-") as folder:
        try:
            data, check = TARGETS[target](chance, Path(folder))
            with limited(seconds):
                return data, [Failure(_shape(problem), problem) for problem in check()]
        except SaysoError:
            return data, []
        except Exception as error:  # noqa: BLE001  any other exception is what is looked for
            return data, [Failure(type(error).__name__, traceback.format_exc())]


def _shape(problem: str) -> str:
    """A problem without its numbers and values, to count by."""
    return "".join("0" if char.isdigit() else char for char in problem)[:60]


def main() -> None:
    """Run the inputs that are not done yet, save what fails, print the totals; exit 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=[*TARGETS, "all"], default="all")
    parser.add_argument("--out", type=Path, default=Path("fuzz-out"))
    parser.add_argument("--totals", type=Path, help="a JSON file to keep the totals of all runs in")
    options = parser.parse_args()
    targets = list(TARGETS) if options.target == "all" else [options.target]
    limit_memory(MEMORY)
    failures = sum(run(target, options.seed, options.inputs, options.out) for target in targets)
    if options.totals:
        keep_totals(options.out, options.totals)
    sys.exit(1 if failures else 0)


def run(target: str, seed: int, inputs: int, out: Path) -> int:
    """The number of failures of a target with all inputs up to `inputs`, going on where the last run stopped."""
    state_file = out / f"{target}-{seed}.json"
    (out / "failures").mkdir(parents=True, exist_ok=True)
    state = json.loads(state_file.read_text("utf-8")) if state_file.exists() else {"done": 0, "failures": {}}
    counts = Counter(state["failures"])
    for number in range(state["done"], inputs):
        data, failures = attempt(target, seed, number)
        counts.update(failure.name for failure in failures)
        if failures:
            place = out / "failures" / f"{target}-{seed}-{number}"
            place.with_suffix(".bin").write_bytes(data)
            place.with_suffix(".log").write_text("\n".join(f.detail for f in failures), "utf-8", "backslashreplace")
        if failures or number % 50 == 49 or number + 1 == inputs:
            state_file.write_text(json.dumps({"done": number + 1, "failures": counts}), "utf-8")
    print(f"{target}: seed {seed}, {inputs} inputs, {sum(counts.values())} failures {dict(counts) or ''}", flush=True)
    return sum(counts.values())


def keep_totals(out: Path, totals: Path) -> None:
    """Write what the runs in a folder came to into the file of totals, beside those of other seeds."""
    kept = json.loads(totals.read_text("utf-8")) if totals.exists() else {}
    for file in sorted(out.glob("*-*.json")):
        target, _, seed = file.stem.rpartition("-")
        state = json.loads(file.read_text("utf-8"))
        kept.setdefault(target, {})[seed] = {"inputs": state["done"], "failures": state["failures"]}
    totals.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
