"""Opening a ledger file, and the one place where errors of SQLite become errors of ours."""

import errno
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from sayso.ledger.driver import Connection, Error, ProgrammingError
from sayso.ledger.driver import connect as open_sqlite
from sayso.ledger.packing import unpack
from sayso.ledger.schema import APPLICATION_ID, MIGRATIONS, Migration
from sayso.records import UNREADABLE, IntegrityError, SaysoError, StoreError, sha256

MEMORY = ":memory:"
"""The path of a ledger that lives as long as its process."""

BUSY_SECONDS = 20.0
"""How long a writer waits for another one before it gives up."""

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


class Mode(StrEnum):
    """What a ledger is opened for."""

    READ = "read"
    WRITE = "write"
    """An existing ledger, for reading and writing."""
    CREATE = "create"
    """As `write`; the file is made where there is none."""


def connect(path: str, mode: Mode, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """A connection to the ledger at `path`, its tables brought up to date when it is opened for writing.

    Raises:
        StoreError: `no_ledger`, `not_a_ledger`, `newer_ledger`, `older_ledger`, `cannot_open`, `ledger_busy`.
    """
    if path != MEMORY:
        _look_at_file(Path(path), mode)
    with translated(path):
        connection = open_sqlite(_address(path, mode), uri=True, isolation_level=None, timeout=busy_seconds)
        try:
            _prepare(connection, mode, busy_seconds)
            migrate(connection, path, mode, MIGRATIONS)
            if mode is not Mode.READ:
                _keep_log(connection, busy_seconds)
        except BaseException:
            connection.close()
            raise
    return connection


def migrate(connection: Connection, path: str, mode: Mode, migrations: Sequence[Migration]) -> None:
    """Run the migrations that this ledger has not seen, each recorded, all or none."""
    version, newest = _version(connection), migrations[-1].version
    if version > newest:
        raise _newer(path, version)
    if version == newest:
        return
    if mode is Mode.READ:
        raise StoreError(
            "older_ledger",
            f"{path} has tables of version {version}; this Sayso reads version {newest}.",
            "Run `sayso build` on it once, which brings its tables up to date; nothing is lost.",
        )
    with transaction(connection, path):
        for migration in migrations:
            if migration.version > _version(connection):
                _run(connection, migration)


@contextmanager
def transaction(connection: Connection, path: str) -> Generator[None]:
    """All that is done inside is committed together, or nothing of it.

    Raises:
        StoreError: `ledger_busy`, `disk_full`, `cannot_write`; then nothing was written.
    """
    with translated(path):
        if connection.in_transaction:
            connection.execute("COMMIT")  # a snapshot of a reader that was not read to its end
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def snapshot(connection: Connection, path: str) -> Generator[None]:
    """All that is read inside is of one moment, whatever other processes write meanwhile."""
    with translated(path):
        nested = connection.in_transaction
        if not nested:
            connection.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(ProgrammingError):  # a reader let go half-way, after its ledger was closed
                if not nested and connection.in_transaction:
                    connection.execute("COMMIT")


@contextmanager
def translated(path: str) -> Generator[None]:
    """Errors of SQLite, and of values that no ledger was given, as errors with a remedy."""
    try:
        yield
    except Error as error:
        raise _translate(path, error) from error
    except UNREADABLE as error:  # SQLite names a damaged table by bytes that are no text
        raise _damaged(path, str(error)) from error


def _look_at_file(path: Path, mode: Mode) -> None:
    """Refuse what is no ledger by its first bytes, before SQLite could touch it."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        if mode is Mode.CREATE and path.absolute().parent.is_dir():
            return
        raise StoreError("no_ledger", f"There is no ledger at {path}.", "Make one with `sayso build`.") from None
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "?")
        raise StoreError(
            "cannot_open", f"{path} cannot be opened ({reason}).", "Name a file that you may read."
        ) from error
    if not header and mode is Mode.CREATE:
        return
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreError("not_a_ledger", f"{path} is not a ledger of Sayso; it was not touched.", "Name another file.")
    version = int.from_bytes(header[60:64], "big")
    if version > MIGRATIONS[-1].version:
        raise _newer(str(path), version)


def _address(path: str, mode: Mode) -> str:
    """The address that SQLite opens.

    A reader opens a file that it may write to as a writer would, so that the last to close it can clear away the log;
    it is kept from writing by `query_only`. On a read-only medium without a log nobody can be writing.
    """
    if path == MEMORY:
        return "file::memory:"
    absolute = Path(path).absolute()
    access = "mode=rwc" if mode is Mode.CREATE else "mode=rw"
    if mode is Mode.READ and not (os.access(absolute, os.W_OK) and os.access(absolute.parent, os.W_OK)):
        access = "mode=ro" if _has_log(absolute) else "immutable=1"
    return f"file:{quote(str(absolute))}?{access}"


def _has_log(path: Path) -> bool:
    """Whether there is a log of SQLite beside the file, so that another process may be writing."""
    return Path(f"{path}-wal").exists() or Path(f"{path}-shm").exists()


def _prepare(connection: Connection, mode: Mode, busy_seconds: float) -> None:
    connection.create_function("layer_text", 2, _layer_text, deterministic=True)
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA cell_size_check = ON")
    if mode is Mode.READ:
        _keep_log(connection, busy_seconds)
        connection.execute("PRAGMA query_only = ON")


def _keep_log(connection: Connection, busy_seconds: float) -> None:
    """Let the file keep a log, so that it is read while it is written; it does, unless its maker was killed early.

    Where that cannot be done now (somebody reads it, it may not be written to, the disk is full), the next does it.
    """
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        return
    connection.execute("PRAGMA busy_timeout = 0")
    with suppress(Error):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")


def _layer_text(body: bytes, size: int) -> str | None:
    """The text of a stored layer, for the full-text index; None where it is damaged."""
    data = unpack(body, size)
    return None if data is None else data.decode("utf-8", "replace").replace("\0", " ")


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _run(connection: Connection, migration: Migration) -> None:
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration (version, name, sha256) VALUES (?, ?, ?)",
        (migration.version, migration.name, sha256("\n".join(migration.statements).encode())),
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute(f"PRAGMA user_version = {migration.version:d}")


def _newer(path: str, version: int) -> StoreError:
    newest = MIGRATIONS[-1].version
    return StoreError(
        "newer_ledger",
        f"{path} has tables of version {version}; this Sayso knows versions up to {newest}.",
        "Open it with the newer Sayso that wrote it.",
    )


def is_busy(error: Error) -> bool:
    """Whether an error of SQLite only says that another process is writing."""
    return "locked" in str(error) or "busy" in str(error)


def _damaged(path: str, words: str) -> IntegrityError:
    return IntegrityError(
        "damaged_ledger",
        f"{path} is damaged ({words}).",
        "Run `sayso verify` to see where; restore it from a copy, or mend indexes with --rebuild-index.",
    )


def _translate(path: str, error: Error) -> SaysoError:
    words = str(error)
    if is_busy(error):
        return StoreError(
            "ledger_busy", f"{path} is being written by another process.", "Wait for it to end, then try again."
        )
    if "full" in words or "disk I/O error" in words:
        return StoreError(
            "disk_full",
            f"{path} could not be written ({words}); nothing of this step was kept, all before it is safe.",
            "Make room on the disk, then run the same command again.",
        )
    if "readonly" in words or "unable to open" in words:
        return StoreError("cannot_write", f"{path}: {words}.", "Check the permissions of the file and its folder.")
    if "malformed" in words or "not a database" in words or "corrupt" in words:
        return _damaged(path, words)
    return StoreError("store_failed", f"{path}: {words}.", "Run `sayso verify`; if it finds nothing, report this.")
