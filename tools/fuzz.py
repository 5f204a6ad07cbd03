"""Throws mutated input at the readers, the cleaning, the extractor, the resolver, the ledger and the workbench's API.

`python -m tools.fuzz --inputs 5000 --seed 1 --target html --out FOLDER`. Input number n of a seed is always the same,
so a run can be stopped and taken up again: `FOLDER/TARGET-SEED.json` holds how far it came. An input that fails is
saved in `FOLDER/failures/`. What must hold for every input: nothing but a `SaysoError` is raised and no process dies;
every segment of the offset map keeps its promise; all spans lie inside their text; the same input gives the same
records; no input takes more than the processor time and memory allowed.
"""

import argparse
import json
import random
import sys
import tempfile
import zlib
from collections.abc import Callable, Generator
from pathlib import Path

from tools import fuzz_running
from tools.fuzz_answers import answers
from tools.fuzz_api import api
from tools.fuzz_inputs import PROSE, encoded, mutated, page, prose
from tools.fuzz_readers import READERS
from tools.fuzz_running import Failure, Made, Run, Target, chance_of, keep_totals

from sayso import text
from sayso.app.proving import document_findings
from sayso.engines.stages import Job, Plan, failed, run_job, text_of
from sayso.extract.given import read_given
from sayso.ingest.described import Described
from sayso.ingest.manifest import read_manifest
from sayso.ingest.tables import is_manifest
from sayso.ingest.walk import Entry
from sayso.ledger import DocumentRecords, Ledger
from sayso.records import Attribution, Diagnostic, Facts, Media, Original, ReadOriginal, Stage, Statement, sha256

RULES, MODEL = Plan(extractor="rules"), Plan(extractor="model")


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


def described_by(data: bytes, folder: Path) -> Generator[str]:
    """The properties that what a manifest says of the files of a folder breaks."""
    files = [Entry(key=name, path=str(folder / name), place=name) for name in ("a.txt", "sub/b.txt")]
    table = Entry(key="fuzz.csv", path=str(folder / "fuzz.csv"), place="fuzz.csv")
    if not is_manifest(data):
        return
    for named in (False, True):
        rows = list(read_manifest(data, table.key))
        described = Described(files)
        described.read(table, rows, named=named)
        if list(read_manifest(data, table.key)) != rows:
            yield "not the same twice"
        paths = [Path(entry.path).resolve() for entry in described.entries.values()]
        yield from (f"{path} outside" for path in paths if not path.is_relative_to(folder.resolve()))


def _text(chance: random.Random, folder: Path) -> Made:
    data = encoded(chance, prose(chance))
    return data, lambda: _text_only(original(Media.TEXT, data))


def _html(chance: random.Random, folder: Path) -> Made:
    data = encoded(chance, page(chance))
    return data, lambda: _text_only(original(Media.HTML, data))


def _text_only(read: Original) -> Generator[str]:
    first = text.read_text(read)
    if zlib.crc32(read.data) % 10 == 0 and text.read_text(read) != first:
        yield "not the same twice"
    if first.layout:
        yield from (f"segment {index}" for index in text.bad_segments(first.raw, first.clean, first.layout))
        yield from (f"block {b.span}" for b in first.layout.blocks if not 0 <= b.span[0] <= b.span[1] <= len(first.raw))


def _manifest(chance: random.Random, folder: Path) -> Made:
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
    data = mutated(chance, chance.choice(("\n", "\r\n", "\r")).join(rows).encode())
    return data, lambda: described_by(data, folder)


def _rules(chance: random.Random, folder: Path) -> Made:
    data = prose(chance).encode()
    return data, lambda: _stage_only(original(Media.TEXT, data), Stage.EXTRACT)


def _model(chance: random.Random, folder: Path) -> Made:
    data = prose(chance)[:20_000].encode("utf-8", "replace")
    return data, lambda: _stage_only(original(Media.TEXT, data), Stage.EXTRACT, MODEL)


def _resolve(chance: random.Random, folder: Path) -> Made:
    content = page(chance) if chance.random() < 0.3 else prose(chance)
    media = Media.HTML if content.startswith("<html") else Media.TEXT
    data = content.encode()
    return data, lambda: _stage_only(original(media, data), Stage.RESOLVE)


def _stage_only(read: Original, stage: Stage, plan: Plan = RULES) -> Generator[str]:
    """As `broken`, for documents whose text could be read."""
    yield from (f"{stage}: {problem}" for problem in broken(read, lambda: run_job(Job(original=read), plan)))


def _given(chance: random.Random, folder: Path) -> Made:
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


def _ledger(chance: random.Random, folder: Path) -> Made:
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
    "api": api,
    "answers": answers,
}
"""What can be thrown at, and what makes input for it."""


def attempt(target: str, seed: int, number: int) -> tuple[bytes, list[Failure]]:
    """One input and what fails on it; the same for the same target, seed and number."""
    with tempfile.TemporaryDirectory(prefix="sayso-fuzz-") as folder:
        return fuzz_running.attempt(TARGETS[target], chance_of(target, seed, number), Path(folder))


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
    failures = sum(run(target, options.seed, options.inputs, options.out) for target in targets)
    if options.totals:
        keep_totals(options.out, options.totals)
    sys.exit(1 if failures else 0)


def run(target: str, seed: int, inputs: int, out: Path) -> int:
    """The number of failures of a target with all inputs up to `inputs`, going on where the last run stopped."""
    done = Run(target, TARGETS[target], seed, out).until(inputs)
    failures = sum(done.failures.values())
    print(f"{target}: seed {seed}, {done.inputs} inputs, {failures} failures {done.failures or ''}", flush=True)
    return failures


if __name__ == "__main__":
    main()
