"""Load: a run that a distributed engine wrote, brought into a ledger."""

from pathlib import Path

from sayso.app.erasing import Barred
from sayso.app.linking import link
from sayso.app.notes import Notes
from sayso.app.reading import is_failure
from sayso.engines.runs import READ, Manifest, read_file, read_manifest
from sayso.engines.stores import at_hand, is_address
from sayso.ledger import Ledger
from sayso.records import Diagnostic, ReadOriginal, Value


class LoadSummary(Value, frozen=True, kw_only=True):
    """What a load did.

    Attributes:
        files: of the run.
        read: documents in them.
        failures: what could not be read, each named; what was erased before and is not taken in again is among them.
        documents, statements: in the ledger now.
        digest: of the ledger.
    """

    files: int
    read: int
    failures: tuple[Diagnostic, ...]
    documents: int
    statements: int
    digest: str


def load(run: Path | str, ledger_path: Path) -> LoadSummary:
    """Bring a run into a ledger, which is made if it does not exist; one transaction a file, and again changes nothing.

    Args:
        run: a folder, or the address of a run in an object store; see `sayso.engines.stores`.
        ledger_path: of the ledger.

    Raises:
        InputError: `no_run`, `bad_run`, `store_unreachable`.
        ConfigError: `no_store`.
        StoreError: when the ledger cannot be opened or written.
    """
    name = Path(str(run).partition("?")[0] if is_address(run) else run).name
    with at_hand(run) as folder:
        return _load(folder, name, ledger_path)


def _load(run: Path, name: str, ledger_path: Path) -> LoadSummary:
    manifest = read_manifest(run)
    with Ledger.open(ledger_path, "create") as ledger:
        number = ledger.begin_run({"load": name, "extractor": manifest.extractor})
        read, failures = put_run(ledger, number, run, manifest)
        failures += [note for note in manifest.notes if is_failure(note)]
        link(ledger)
        counts = ledger.counts()
        ledger.end_run(number, {"read": read, "failures": len(failures)})
        return LoadSummary(
            files=len(manifest.files),
            read=read,
            failures=tuple(failures),
            documents=counts.documents,
            statements=counts.statements,
            digest=ledger.digest(),
        )


def put_run(ledger: Ledger, number: int, run: Path, manifest: Manifest) -> tuple[int, list[Diagnostic]]:
    """How many documents of a run were put into the ledger, and what could not be read of them."""
    barred, notes, failures, count = Barred(ledger), Notes(ledger), list[Diagnostic](), 0
    for note in manifest.notes:
        notes.add(note)
    for file in manifest.files:
        batch: list[ReadOriginal] = []
        for read in read_file(run / READ / file.name):
            problem = barred.original(read.original) or barred.result(read)
            failures += [problem] if problem else [r for s in read.steps for r in s.records if is_failure(r)]
            batch += [] if problem else [read]
            notes.was_read(read.original.key)
        ledger.put(number, batch)
        count += len(batch)
    ledger.put(number, notes.to_write())
    return count, failures
