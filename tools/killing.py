"""What kills and full disks are tried on: the command line in forks that can be killed, and small ledgers.

The command line runs in forks of this process, which has it loaded: so the moments of kills fall into the work and not
into the loading of libraries. A fork that is killed leaves of its ledger what a program that is killed leaves.
"""

import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

FILES = 12
DECIDED = 12
SECRET = "Quillonmere"
"""A name that stands in one article only, the one that is erased."""

LOADED = (
    "sayso.cli.program",
    "sayso.app",
    "sayso.link.families",
    "sayso.link.reuse",
    "duckdb",
    "onnxruntime",
    "pydantic",
    "typer._adapters",
    "sayso.web.server",
)


class Bench(NamedTuple):
    """What all scenarios work on: articles, a run of them, ledgers to begin from, a file of decisions."""

    folder: Path

    @property
    def news(self) -> Path:
        """The articles."""
        return self.folder / "news"

    @property
    def run(self) -> Path:
        """The same articles as a run."""
        return self.folder / "run"

    @property
    def decisions(self) -> Path:
        """The file of decisions."""
        return self.folder / "decisions.jsonl"

    def base(self, name: str) -> Path:
        """A ledger to begin from: `unlinked`, `built` or `decided`."""
        return self.folder / f"{name}.ledger"


class Ended(NamedTuple):
    """A command that ended, by itself or not: its exit code (minus the signal), what it printed, its seconds."""

    code: int
    words: str
    seconds: float


class ProblemError(Exception):
    """Something was lost, half there, or not as it should be."""


# Running the command line


class Going:
    """A command under way in a fork, in a process group of its own."""

    def __init__(self, *arguments: object, room: int | None = None) -> None:
        self._began, self.killed = time.monotonic(), False
        self._output = tempfile.NamedTemporaryFile(prefix="sayso-kills-")  # noqa: SIM115  closed in `wait`
        self.process = os.fork()
        if self.process == 0:
            _become(tuple(map(str, arguments)), self._output.fileno(), room)

    @property
    def words(self) -> str:
        """What it printed so far."""
        return Path(self._output.name).read_text("utf-8", "replace")

    @property
    def ended(self) -> bool:
        """Whether it has ended, by itself or not."""
        return os.waitid(os.P_PID, self.process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def kill(self, *, worker: bool = False) -> None:
        """Kill it, or the youngest process below it; what is left of it after that is cleared away by `wait`."""
        below = children(self.process)
        target = below[-1] if worker and below else self.process
        self.killed = not self.ended
        with suppress(ProcessLookupError):
            os.kill(target, signal.SIGKILL)

    def wait(self) -> Ended:
        """How it ended."""
        _, status = os.waitpid(self.process, 0)
        seconds = time.monotonic() - self._began
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process, signal.SIGKILL)
        with self._output:
            return Ended(os.waitstatus_to_exitcode(status), self.words, seconds)


def _become(arguments: tuple[str, ...], output: int, room: int | None) -> None:
    """Turn this fork into the program with these arguments; it never returns."""
    code = 70
    try:
        os.setsid()
        os.dup2(output, 1)
        os.dup2(output, 2)
        if room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        sys.argv = ["sayso", *arguments]
        importlib.import_module("sayso.cli").main()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(code)


def children(process: int) -> list[int]:
    """The processes that descend from one, as Linux tells."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return found + [below for child in found for below in children(child)]


def through(*arguments: object) -> Ended:
    """A command that is to run through."""
    ended = Going(*arguments).wait()
    if ended.code != 0:
        raise ProblemError(f"{' '.join(map(str, arguments))} ended with {ended.code}: {ended.words[-500:]}")
    return ended


def sound(ledger: Path) -> str:
    """The digest that `verify` prints when it finds nothing."""
    lines = through("verify", "-l", ledger).words.splitlines()
    return next(line.split()[1] for line in lines if line.startswith("digest "))


# What is worked on


TOLD = (
    "Mayor Ana Ruiz said on Monday that the harbour bridge would stay shut until {n} May.",
    "“Nobody asked the fishermen,” said Oren Vash, who runs net loft {n}.",
    "According to the port office, the ferry cost $ {n} million.",
    "The bakers’ union warned that flour would run short in {n} towns.",
    "Ilse Brandt told The Tower that her orchard had lost {n} trees.",
    "Doctor Femi Oduya denied that ward {n} was full.",
    "A clerk of the court said the case against the {n} drivers was closed.",
)
"""What articles are made of; each holds two of them, so that some are in more than one."""


def write_news(folder: Path) -> None:
    """Articles of our own invention, some of which tell the same; one names somebody who is in no other."""
    folder.mkdir()
    for number in range(FILES):
        lines = [TOLD[(number + step) % len(TOLD)].format(n=2 + number % 4) for step in (0, 3)]
        lines += [f"Mara {SECRET} said that she would leave."] if number == FILES // 2 else []
        (folder / f"{number:03}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def write_run(bench: Bench) -> None:
    """The articles as a run of a distributed engine, in files of four."""
    import duckdb

    from sayso import ingest
    from sayso.engines.runs import COLUMNS, FORMAT, MANIFEST, READ, Manifest, RunFile, row_of
    from sayso.engines.stages import Job, Plan, run_job
    from sayso.records import Original

    (bench.run / READ).mkdir(parents=True)
    plan, noted = Plan(extractor="rules"), list[RunFile]()
    originals = [one for one in ingest.read_originals([bench.news]) if isinstance(one, Original)]
    rows = [list(row_of(run_job(Job(original=original), plan))) for original in originals]
    types = ", ".join(f"{name} {'BLOB' if name == 'data' else 'VARCHAR'}" for name in COLUMNS)
    for start in range(0, len(rows), 4):
        path = bench.run / READ / f"part-{start:03}.parquet"
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"CREATE TABLE r ({types})")
            connection.executemany(f"INSERT INTO r VALUES ({', '.join('?' * len(COLUMNS))})", rows[start : start + 4])
            connection.execute(f"COPY r TO '{path}' (FORMAT parquet)")
        noted.append(RunFile(name=path.name, size=path.stat().st_size))
    manifest = Manifest(format=FORMAT, version="0", extractor="rules", rows=len(rows), files=tuple(noted))
    (bench.run / MANIFEST).write_bytes(manifest_bytes(manifest))


def manifest_bytes(manifest: object) -> bytes:
    """A manifest as it stands in its file."""
    import msgspec

    return msgspec.json.encode(manifest)


def write_unlinked(bench: Bench) -> None:
    """A ledger with all documents in it and nothing that joins them, as a kill before linking leaves it."""
    from sayso import app
    from sayso.app.loading import put_run
    from sayso.engines.runs import read_manifest

    with app.Ledger.open(bench.base("unlinked"), "create") as ledger:
        put_run(ledger, ledger.begin_run({"load": "run"}), bench.run, read_manifest(bench.run))


def write_decisions(bench: Bench) -> None:
    """A file of decisions about the statements of the ledger `built`, which is left as it is."""
    from sayso import app
    from sayso.records import DecisionKind

    scratch = copied(bench.base("built"), bench.folder / "scratch.ledger")
    with app.Ledger.open(scratch, "write") as ledger:
        for number, row in enumerate(statements(bench)[:DECIDED]):
            kind = (DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.SPEAKER)[number % 3]
            value = "Ana Ruiz Bell" if kind is DecisionKind.SPEAKER else None
            at = f"2024-05-01T10:00:{number:02}Z"
            app.decide(ledger, app.Draft(kind=kind, targets=(row,), value=value, actor="bo", reason="read it", at=at))
    bench.decisions.write_text(through("decide", "--export", "-l", scratch).words, encoding="utf-8")


def statements(bench: Bench) -> list[str]:
    """Ids of the statements of the ledger `built`."""
    lines = through("statements", "--json", "--limit", 500, "-l", bench.base("built")).words.splitlines()
    return sorted(json.loads(line)["id"] for line in lines)


def erased_document(bench: Bench) -> str:
    """The id of the document that names `SECRET`."""
    from sayso import app
    from sayso.ledger import DocumentQuery

    with app.open_ledger(bench.base("built")) as ledger:
        return next(row.id for row in ledger.documents(DocumentQuery(search=SECRET)))


def prepared(folder: Path) -> Bench:
    """All that scenarios begin from."""
    for name in LOADED:
        importlib.import_module(name)
    bench = Bench(folder)
    write_news(bench.news)
    write_run(bench)
    write_unlinked(bench)
    through("load", bench.run, "-l", copied(bench.base("unlinked"), bench.base("built")))
    write_decisions(bench)
    through("decide", "--import", bench.decisions, "-l", copied(bench.base("built"), bench.base("decided")))
    return bench


def copied(ledger: Path, target: Path) -> Path:
    """A copy of a ledger that nobody has open; what was at the target is gone with its logs."""
    for part in target.parent.glob(f"{target.name}*"):
        part.unlink()
    return Path(shutil.copy(ledger, target))
