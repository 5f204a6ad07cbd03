"""Build: from files to a ledger. Only what is new, or changed by version, is done again.

Nothing of a run is half in the ledger: a batch of documents goes in with all that was made of it, or not at all. A run
that was killed is completed by the next one, to the same digest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import sayso
from sayso import ingest
from sayso.app.batches import batched
from sayso.app.deciding import decisions_in_force
from sayso.app.entities import alias_decisions
from sayso.app.erasing import Barred
from sayso.app.linking import link
from sayso.app.meaning import add_vectors
from sayso.app.moments import actor_or, now
from sayso.app.notes import Notes
from sayso.app.reading import is_failure
from sayso.app.redacting import set_redaction
from sayso.engines.local import run_local
from sayso.engines.runs import Manifest, read_run
from sayso.engines.stages import Job, Plan, is_current
from sayso.engines.stores import at_hand
from sayso.extract import DEFAULT_EXTRACTOR
from sayso.extract.given import read_given
from sayso.ledger import Ledger, Output
from sayso.records import ConfigError, Diagnostic, Media, Original, ReadOriginal, Stage, Value

CHECK_TOGETHER = 256
"""Originals whose state is looked up in the ledger at once."""

WRITE_TOGETHER = 64
"""Documents written in one transaction: a kill costs at most the work on these."""


class SparkRun(Value, frozen=True, kw_only=True):
    """Reading on Apache Spark: new folder or address of the run, and the address of the cluster or "local[N]"."""

    run: str
    master: str = "local[*]"


def spark_run(engine: str, run: Path | str | None, master: str) -> SparkRun | None:
    """Where Spark reads; None for the local engine.

    Raises:
        ConfigError: `unknown_engine`, `no_run_named`, `run_without_spark`.
    """
    if engine not in {"local", "spark"}:
        raise ConfigError("unknown_engine", f"There is no engine {engine!r}.", "Give local or spark.")
    if engine == "local" and run is not None:
        raise ConfigError("run_without_spark", "Only Spark writes a run.", "Give --engine spark too.")
    if engine == "spark" and run is None:
        raise ConfigError("no_run_named", "Spark needs a new folder for its run.", "Give --run FOLDER.")
    return SparkRun(run=str(run), master=master) if run is not None else None


class BuildOptions(Value, frozen=True, kw_only=True):
    """How to build.

    Attributes:
        extractor: a name of `sayso.extract.EXTRACTORS`.
        jobs: worker processes; the ledger does not depend on it.
        attributions: a file of spans made elsewhere.
        aliases: a YAML file of names that are one, or never are; taken in as decisions.
        redact: a file of names to mask in every output from now on; an empty one lifts the mask.
        apart: whether documents are read in a process with limits even when there is one worker only.
        spark: where and how to read on Apache Spark instead of here.
        vectors: whether what the search by meaning needs is made too; it is in no digest.
        text_only: whether documents are only collected, with their text, to be extracted by a later run.
    """

    extractor: str = DEFAULT_EXTRACTOR
    jobs: int = 1
    attributions: Path | None = None
    redact: Path | None = None
    aliases: Path | None = None
    apart: bool = False
    spark: SparkRun | None = None
    vectors: bool = False
    text_only: bool = False


DEFAULTS = BuildOptions()


class BuildSummary(Value, frozen=True, kw_only=True):
    """What a build did.

    Attributes:
        read: documents read anew or again.
        unchanged: documents that were in the ledger already, as they are.
        failures: what could not be read, each named.
        documents, statements: in the ledger now.
        digest: of the ledger.
    """

    read: int
    unchanged: int
    failures: tuple[Diagnostic, ...]
    documents: int
    statements: int
    digest: str


Progress = Callable[[int, str], None]
"""Called with the number of documents seen so far and the key of the last one."""


def build(
    paths: Sequence[Path],
    ledger_path: Path,
    options: BuildOptions = DEFAULTS,
    progress: Progress = lambda count, key: None,
) -> BuildSummary:
    """Read files and folders into a ledger, which is made if it does not exist.

    Args:
        paths: files and folders; nothing is ever written beside them.
        ledger_path: the ledger's file.
        options: how to build.
        progress: called as documents are done.

    Raises:
        InputError: `no_such_path` when a path does not exist.
        StoreError: when the ledger cannot be opened or written.
    """
    originals = ingest.read_originals(paths)
    with Ledger.open(ledger_path, "create") as ledger:
        if options.redact is not None:
            set_redaction(ledger, options.redact)
        if options.aliases is not None:
            held = decisions_in_force(ledger)
            ledger.decide(*alias_decisions(options.aliases, actor_or(None, "build"), now(), held))
        run = Run(ledger, options, progress)
        number = ledger.begin_run({"extractor": options.extractor}, run_versions(options.extractor))
        for batch in batched(run.results(originals), WRITE_TOGETHER):
            ledger.put(number, batch)
        ledger.put(number, run.notes())
        link(ledger, progress=lambda kind: progress(run.read + run.unchanged, f"linking: {kind}"))
        if options.vectors:
            add_vectors(ledger, lambda done: progress(done, "vectors"))
        counts = ledger.counts()
        summary = BuildSummary(
            read=run.read,
            unchanged=run.unchanged,
            failures=tuple(run.failures),
            documents=counts.documents,
            statements=counts.statements,
            digest=ledger.digest(),
        )
        ledger.end_run(number, {"read": run.read, "unchanged": run.unchanged, "failures": len(run.failures)})
    return summary


def _of_run(run: str, manifest: Manifest) -> Iterator[ReadOriginal]:
    with at_hand(run) as folder:
        yield from read_run(folder, manifest)


def run_versions(extractor: str) -> dict[str, str]:
    """What the run record names: the version of Sayso, and for the model its runtime with the instruction set."""
    versions = {"sayso": sayso.__version__}
    if extractor == DEFAULT_EXTRACTOR:  # the model; rules give the same everywhere
        from sayso.extract.reader.network import runtime

        versions["runtime"] = runtime()
    return versions


class Run:
    """The state of one run: what was read, what was not, which given spans found no document.

    Attributes:
        read: documents read so far, anew or again.
        unchanged: documents that were there already, so far.
        failures: what could not be read, so far.
    """

    def __init__(self, ledger: Ledger, options: BuildOptions, progress: Progress) -> None:
        self._ledger, self._options, self._progress = ledger, options, progress
        self._plan = Plan(extractor=options.extractor, text_only=options.text_only)
        self._given = read_given(options.attributions) if options.attributions else None
        self._notes, self._barred = Notes(ledger), Barred(ledger)
        self.read = self.unchanged = 0
        self.failures: list[Diagnostic] = []

    def results(self, originals: Iterable[Original | Diagnostic]) -> Iterator[ReadOriginal]:
        """The documents that had to be read, with what was made of them."""
        for result in self._done(self._jobs(originals)):
            self.read += result.original.media is not Media.UNREAD
            barred = self._barred.result(result)
            if barred is not None:
                self._note(barred)
                continue
            self.failures += [r for step in result.steps for r in step.records if is_failure(r)]
            self._progress(self.read + self.unchanged, result.original.key)
            yield result

    def _done(self, jobs: Iterator[Job]) -> Iterator[ReadOriginal]:
        """What the engine asked for makes of the jobs."""
        spark = self._options.spark
        if spark is None:
            return run_local(jobs, self._plan, self._options.jobs, apart=self._options.apart)
        from sayso.engines.spark import SparkOptions, run_spark

        manifest = run_spark(jobs, self._plan, SparkOptions(run=spark.run, master=spark.master), self._noted)
        return _of_run(spark.run, manifest)

    def _noted(self) -> tuple[Diagnostic, ...]:
        """Notes on inputs that gave no document, once all jobs were asked for; for the manifest of a run."""
        return (*self._notes.noted(), *(self._given.diagnostics if self._given is not None else ()))

    def notes(self) -> list[ReadOriginal]:
        """Notes on what gave no document: inputs that could not be read, and given spans without a document."""
        if self._given is not None:
            for diagnostic in self._given.diagnostics:
                self._note(diagnostic)
            for key in self._given.keys() - self._ledger.keys():
                self._note(Diagnostic(code="given_document_unknown", key=key))
        return self._notes.to_write()

    def _jobs(self, originals: Iterable[Original | Diagnostic]) -> Iterator[Job]:
        """The jobs that have to be done; what need not or cannot be is counted and noted on the way."""
        for chunk in batched(originals, CHECK_TOGETHER):
            readable = [original for original in chunk if isinstance(original, Original)]
            for item in chunk:
                if isinstance(item, Diagnostic):
                    self._note(item)
            outputs = self._ledger.outputs([original.input_id for original in readable])
            for original in readable:
                barred = self._barred.original(original)
                if barred is not None:
                    self._note(barred)
                    continue
                self._notes.was_read(original.key)
                yield from self._job(original, outputs.get(original.input_id, {}))

    def _job(self, original: Original, outputs: Mapping[Stage, Output]) -> Iterator[Job]:
        given = self._given.for_key(original.key) if self._given else None
        job = Job(original=original, given=given)
        if is_current(job, self._plan, outputs):
            self.unchanged += original.media is not Media.UNREAD
            self._progress(self.read + self.unchanged, original.key)
        else:
            known = tuple(filter(None, (self._ledger.step(original.input_id, stage) for stage in outputs)))
            yield Job(original=original, given=given, known=known)

    def _note(self, diagnostic: Diagnostic) -> None:
        self._notes.add(diagnostic)
        if is_failure(diagnostic):
            self.failures.append(diagnostic)
