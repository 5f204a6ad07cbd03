"""The ledger: one file that is only ever added to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.ledger import (
    deciding,
    driver,
    erasing,
    finding,
    inside,
    linked,
    logs,
    noting,
    projections,
    queries,
    redacting,
    verifying,
)
from sayso.ledger.browsing import Browser
from sayso.ledger.connection import BUSY_SECONDS, MEMORY, Mode, connect, snapshot, transaction, translated
from sayso.ledger.content import Output
from sayso.ledger.digest import core_leaves, current_leaves, digest_of
from sayso.ledger.driver import Connection
from sayso.ledger.erasing import Erasure, Order
from sayso.ledger.held import with_records
from sayso.ledger.projecting import SHIFT
from sayso.ledger.putting import Putting
from sayso.ledger.redacting import Redaction
from sayso.ledger.rows import (
    EVERY_DOCUMENT,
    UTTERED_STATEMENTS,
    Counts,
    DocumentQuery,
    DocumentRecords,
    DocumentRow,
    Finding,
    FoundRecord,
    FullStatement,
    StatementQuery,
    StatementRow,
)
from sayso.records import (
    Decision,
    Diagnostic,
    Linked,
    LinkedKind,
    Original,
    ReadOriginal,
    Stage,
    Step,
    StoreError,
    canonical,
    sha256,
)

Setting = str | int | float | bool | None


class Ledger:
    """An open ledger. Not shared between threads: each opens its own.

    Everything that writes is one transaction: all of it is kept, or, when it raises, nothing of it.
    """

    def __init__(self, connection: Connection, path: str) -> None:
        self._connection, self.path = connection, path

    @classmethod
    def open(cls, path: Path | str, mode: Mode | str = Mode.READ, busy_seconds: float = BUSY_SECONDS) -> Self:
        """The ledger at `path`.

        Args:
            path: of the file; ":memory:" for one that lives as long as the process.
            mode: "read", "write" (it must exist) or "create" (it is made if it does not).
            busy_seconds: how long a write waits for another process that is writing.

        Raises:
            StoreError: `no_ledger`, `not_a_ledger`, `newer_ledger`, `older_ledger`, `cannot_open`, `ledger_busy`.
        """
        return cls(connect(str(path), Mode(mode), busy_seconds), str(path))

    @classmethod
    def in_memory(cls) -> Self:
        """A new, empty ledger without a file."""
        return cls.open(MEMORY, Mode.CREATE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing is left to be written."""
        self._connection.close()

    def begin_run(
        self, arguments: Mapping[str, Setting], versions: Mapping[str, str] | None = None, started: str | None = None
    ) -> int:
        """The number of a new run.

        Args:
            arguments: how it was called.
            versions: of stages, models, libraries.
            started: RFC 3339; now, if not given.
        """
        with self._writing():
            values = (started or _now(), canonical(dict(arguments)).decode(), canonical(dict(versions or {})).decode())
            return logs.append(self._connection, "run", *values)

    def end_run(self, run: int, counts: Mapping[str, int], ended: str | None = None) -> None:
        """Note that a run has come to its end; a run without this note was cut off."""
        with self._writing():
            logs.append(self._connection, "run_end", run, ended or _now(), canonical(dict(counts)).decode())

    def put(self, run: int, batch: Sequence[ReadOriginal]) -> None:
        """Add originals with the steps done on them, in one transaction; what is there already is not added again.

        Raises:
            StoreError: `disk_full`, `ledger_busy`, `cannot_write`; then nothing of the batch was added.
        """
        with self._writing():
            Putting(self._connection, run).put(batch)

    def decide(self, *decisions: Decision) -> int:
        """How many of these decisions were new: they are added, in one transaction, and shown from then on.

        Raises:
            InputError: `bad_decision` when a value is not what its kind needs.
            StoreError: `decision_conflict` when an id is there with another content; then nothing was added.
        """
        with self._writing():
            new = [decision for decision in decisions if deciding.add_decision(self._connection, decision)]
            touched = deciding.rows_touched(self._connection, new)
            projections.replace_rows(self._connection, [inside.read_inside(self._connection, row) for row in touched])
        return len(new)

    def relocated(self) -> tuple[tuple[Decision, Decision | None], ...]:
        """Each decision in force on statements, and as it is about the current ones: None where one of them is lost."""
        with self._reading():
            return tuple(deciding.relocated(self._connection))

    def replace_linked(self, kind: LinkedKind, key: str, records: Iterable[Linked]) -> None:
        """Put these records in the place of all earlier ones of their kind; only what changed is written.

        Args:
            kind: of the records.
            key: hash of all they were made from, see `linked_key`.
            records: taken lazily, within the transaction.
        """
        with self._writing():
            linked.replace(self._connection, kind, key, records)

    def linked_key(self, kind: LinkedKind) -> str | None:
        """What the records of this kind were made from when they were last made; None where they never were."""
        with self._reading():
            made = linked.last_made(self._connection, kind)
            return made.key if made else None

    def linked(self, kind: LinkedKind) -> Iterator[Linked]:
        """All records of a kind, by id."""
        with self._reading():
            yield from linked.read(self._connection, kind)

    def linked_of(self, kind: LinkedKind, member: str) -> tuple[Linked, ...]:
        """The records of a kind with this id, or with this among their members, by id."""
        with self._reading():
            return linked.read_of(self._connection, kind, member)

    def cached(self, space: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What is cached under these keys of a space; keys without anything are left out."""
        with self._reading():
            return linked.cached(self._connection, space, keys)

    def cache(self, space: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Cache bytes under keys: in no digest, not verified, to be thrown away at any time."""
        with self._writing():
            linked.add_cached(self._connection, space, items)

    def core_digest(self) -> str:
        """The digest over what linked records are made from: outputs of stages and decisions."""
        with self._reading():
            return digest_of(core_leaves(self._connection))

    def review_marks(self) -> dict[int, str]:
        """The ids of the decisions that have effect, by row of the document whose statements they are about."""
        sql = """SELECT row >> ?, group_concat(decisions, ' ' ORDER BY row) FROM review GROUP BY 1"""
        with self._reading():
            return dict(self._connection.execute(sql, (SHIFT,)).fetchall())

    def erase(self, arrivals: Iterable[int], order: Order) -> Erasure:
        """Erase inputs with all that was made of them, for good; see `sayso.ledger.erasing`.

        Raises:
            StoreError: `erased_but_read` when somebody reads the file: all is erased, but the log beside it may still
                hold it until `scrub` was done.
        """
        run = self.begin_run({"verb": "erase"})
        self._connection.execute("PRAGMA secure_delete = ON")
        with self._writing():
            erasure = erasing.erase(self._connection, arrivals, order, run)
        self.end_run(run, {"inputs": len(erasure.inputs)})
        self.scrub()
        return erasure

    def scrub(self) -> None:
        """Write the file anew without anything that was deleted, and empty the log beside it.

        Raises:
            StoreError: `erased_but_read`, `ledger_busy`.
        """
        with translated(self.path):
            clean = erasing.scrub(self._connection)
        if not clean:
            raise StoreError(
                "erased_but_read",
                f"{self.path} is being read by another process, so the log beside it cannot be emptied.",
                "Close every other program that has the ledger open, then give the same command again.",
            )

    def erasures(self) -> tuple[Erasure, ...]:
        """All erasures, in their order."""
        with self._reading():
            return erasing.erasures(self._connection)

    def arrived(self, statement_row: int) -> str:
        """When the document of a statement came into the ledger: the start of the run that brought it."""
        sql = "SELECT r.started FROM arrival a JOIN run r ON r.seq = a.run WHERE a.seq = ?"
        with self._reading():
            row = self._connection.execute(sql, (statement_row >> SHIFT,)).fetchone()
            return str(row[0]) if row else ""

    def note(self, *notes: noting.Note) -> None:
        """Add notes on what was handed on, or ratings of third parties, to the log; they are in no digest."""
        with self._writing():
            noting.note(self._connection, *notes)

    def notes(self, kind: type[noting.N]) -> tuple[noting.N, ...]:
        """All notes of a kind, in their order."""
        with self._reading():
            return noting.notes(self._connection, kind)

    def redact(self, redaction: Redaction) -> bool:
        """Whether a list of names to mask is another than the one that held; then it holds from now on."""
        with self._writing():
            return redacting.redact(self._connection, redaction)

    def redaction(self) -> Redaction | None:
        """Whose names are masked in what is shown; None where nobody's ever were."""
        with self._reading():
            return redacting.standing(self._connection)

    def arrivals(self, key: str) -> tuple[int, ...]:
        """The rows of all inputs with this key, also of those that gave no document."""
        with self._reading():
            rows = self._connection.execute("SELECT seq FROM arrival WHERE key = ? ORDER BY seq", (key,))
            return tuple(row[0] for row in rows.fetchall())

    def sharers(self, arrivals: Iterable[int]) -> dict[int, str]:
        """Other inputs with the bytes or the text of these, with their keys."""
        with self._reading():
            return erasing.sharers(self._connection, arrivals)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the whole ledger, as it is at one moment, over the file at `path`."""
        with translated(str(path)), closing(driver.connect(str(path))) as copy:
            self._connection.backup(copy)

    def rebuild_index(self) -> None:
        """Make all projections and search indexes anew from what is stored.

        Raises:
            IntegrityError: when what is stored is itself damaged; then nothing was changed.
        """
        with self._writing():
            projections.rebuild(self._connection)

    def verify(self) -> Iterator[Finding]:
        """Everything in the file that is not as it was written, each with its place; nothing when the ledger is sound.

        Proves every stored byte against its hash, the chain of every log, that nothing is missing, and that rows and
        search indexes are what the stored records give. That spans lie in their texts is not looked at here.
        """
        with self._reading():
            yield from verifying.verify(self._connection, self.path)

    def outputs(self, input_ids: Iterable[str]) -> dict[str, dict[Stage, Output]]:
        """Key and hash of the current output of each stage of these inputs; inputs without any are left out."""
        with self._reading():
            return inside.read_outputs(self._connection, input_ids)

    def step(self, input_id: str, stage: Stage) -> Step | None:
        """The current step of a stage with its records and layers, as it was put; None where there is none.

        Raises:
            IntegrityError: when what is stored is not what was put.
        """
        with self._reading():
            return inside.read_step(self._connection, input_id, stage)

    def original(self, input_id: str) -> Original | None:
        """The original of an input with its bytes; None where there is none.

        Raises:
            IntegrityError: when what is stored is not what was put.
        """
        with self._reading():
            return inside.read_original(self._connection, input_id)

    def browser(self) -> Browser:
        """What reads pages, bounded counts and surveys for people who look around."""
        return Browser(self._connection, self.path)

    def keys(self) -> set[str]:
        """The keys of all documents."""
        with self._reading():
            return {row[0] for row in self._connection.execute("SELECT DISTINCT key FROM document")}

    def noted_keys(self) -> set[str]:
        """The keys of inputs without bytes that have a diagnostic: what could not be read."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT a.key FROM arrival a WHERE a.original = ? AND EXISTS "
                "(SELECT 1 FROM diagnostic d WHERE d.row >= a.seq << 24 AND d.row < (a.seq + 1) << 24)",
                (sha256(b""),),
            )
            return {row[0] for row in rows}

    def digest(self) -> str:
        """The digest over all current records: 64 hex digits, independent of order, parts, times and paths."""
        with self._reading():
            return digest_of(current_leaves(self._connection))

    def counts(self) -> Counts:
        """How much is in the ledger."""
        with self._reading():
            row = self._connection.execute(_COUNTS).fetchone()
            return Counts(**{field: int(n) for field, n in zip(Counts.__struct_fields__, row, strict=True)})

    def decisions(self, target: str | None = None) -> tuple[Decision, ...]:
        """All decisions in the order they were taken, or those whose target names this id."""
        with self._reading():
            return finding.decisions(self._connection, target)

    def find(self, record_id: str) -> FoundRecord | None:
        """The document, statement or decision with this id and the records needed to show it; None if there is none."""
        with self._reading():
            return finding.find(self._connection, record_id)

    def ids(self, beginning: str, limit: int = 2) -> tuple[str, ...]:
        """The first ids of documents, statements and decisions that begin so, sorted."""
        with self._reading():
            return finding.ids(self._connection, beginning, limit)

    def records(self, document_row: int) -> DocumentRecords | None:
        """Everything the ledger holds of the document in a row of `documents`."""
        with self._reading():
            return finding.document_records(self._connection, document_row)

    def documents(self, query: DocumentQuery = EVERY_DOCUMENT) -> Iterator[DocumentRow]:
        """The rows of the documents asked for, by key."""
        with self._reading():
            yield from queries.documents(self._connection, query)

    def statements(self, query: StatementQuery = UTTERED_STATEMENTS) -> Iterator[StatementRow]:
        """The rows of the statements asked for.

        Raises:
            ConfigError: `order_needs_search`.
        """
        with self._reading():
            yield from queries.statements(self._connection, query)

    def full_statements(self, query: StatementQuery = UTTERED_STATEMENTS) -> Iterator[FullStatement]:
        """The statements asked for, each with its document and the records it was made from."""
        with self._reading():
            yield from with_records(self._connection, queries.statements(self._connection, query))

    def count_statements(self, query: StatementQuery = UTTERED_STATEMENTS) -> int:
        """How many statements a query asks for, whatever its limit and offset."""
        with self._reading():
            return queries.count_statements(self._connection, query)

    def diagnostics(self, code: str | None = None, document: str | None = None) -> Iterator[Diagnostic]:
        """All diagnostics, or those with a code or of a document."""
        with self._reading():
            yield from queries.diagnostics(self._connection, code, document)

    def _writing(self) -> AbstractContextManager[None]:
        return transaction(self._connection, self.path)

    def _reading(self) -> AbstractContextManager[None]:
        return snapshot(self._connection, self.path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


_COUNTS = """SELECT
    (SELECT count(*) FROM original),
    (SELECT count(*) FROM arrival),
    (SELECT count(*) FROM document WHERE current = 1),
    (SELECT count(*) FROM document WHERE current = 0),
    (SELECT count(*) FROM statement WHERE current = 1 AND class NOT IN ('attitude', 'act')),
    (SELECT count(*) FROM statement WHERE current = 1 AND class IN ('attitude', 'act')),
    (SELECT count(*) FROM diagnostic),
    (SELECT count(*) FROM decision),
    (SELECT count(*) FROM run)"""
"""In the order of the fields of `Counts`."""
