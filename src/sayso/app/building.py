"""Build: from files to a ledger. Only what is new, or changed by version, is done again.

Nothing of a run is half in the ledger: a batch of documents goes in with all that was made of it, or not at all. A run
that was killed is completed by the next one, to the same digest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sayso import ingest
from sayso.app.batches import batched
from sayso.app.erasing import Barred
from sayso.app.linking import link
from sayso.app.notes import Notes
from sayso.app.reading import is_failure
from sayso.engines.local import run_local
from sayso.engines.stages import Job, Plan, is_current
from sayso.extract import DEFAULT_EXTRACTOR
from sayso.extract.given import read_given
from sayso.ledger import Ledger, Output
from sayso.records import Diagnostic, Media, Original, ReadOriginal, Stage, Value

CHECK_TOGETHER = 256
"""Originals whose state is looked up in the ledger at once."""

WRITE_TOGETHER = 64
"""Documents written in one transaction: a kill costs at most the work on these."""


class BuildOptions(Value, frozen=True, kw_only=True):
    """How to build.

    Attributes:
        extractor: a name of `sayso.extract.EXTRACTORS`.
        jobs: worker processes; the ledger does not depend on it.
        attributions: a file of spans made elsewhere.
        apart: whether documents are read in a process with limits even when there is one worker only.
    """

    extractor: str = DEFAULT_EXTRACTOR
    jobs: int = 1
    attributions: Path | None = None
    apart: bool = False


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
        run = _Run(ledger, options, progress)
        number = ledger.begin_run({"extractor": options.extractor})
        for batch in batched(run.results(originals), WRITE_TOGETHER):
            ledger.put(number, batch)
        ledger.put(number, run.notes())
        link(ledger, progress=lambda kind: progress(run.read + run.unchanged, f"linking: {kind}"))
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


class _Run:
    """The state of one run: what was read, what was not, which given spans found no document."""

    def __init__(self, ledger: Ledger, options: BuildOptions, progress: Progress) -> None:
        self._ledger, self._options, self._progress = ledger, options, progress
        self._plan = Plan(extractor=options.extractor)
        self._given = read_given(options.attributions) if options.attributions else None
        self._notes, self._barred = Notes(ledger), Barred(ledger)
        self.read = self.unchanged = 0
        self.failures: list[Diagnostic] = []

    def results(self, originals: Iterable[Original | Diagnostic]) -> Iterator[ReadOriginal]:
        """The documents that had to be read, with what was made of them."""
        work = self._jobs(originals)
        for result in run_local(work, self._plan, self._options.jobs, apart=self._options.apart):
            self.read += result.original.media is not Media.UNREAD
            barred = self._barred.result(result)
            if barred is not None:
                self._note(barred)
                continue
            self.failures += [r for step in result.steps for r in step.records if is_failure(r)]
            self._progress(self.read + self.unchanged, result.original.key)
            yield result

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
