"""Runs: what a distributed engine wrote, as immutable Parquet files and a manifest written last.

A row is one original with the steps done on it: its fields in plain columns, the steps as JSON. Files are read with
DuckDB, so that bringing a run into a ledger needs no distributed engine.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec

from sayso.records import UNREADABLE, Diagnostic, Facts, InputError, Media, Original, ReadOriginal, Step, Value

MANIFEST = "manifest.json"
READ = "read"
"""The folder of a run in which its Parquet files are."""

FORMAT = 1

COLUMNS = ("key", "media", "data", "sha256", "facts", "place", "steps")
"""The columns of a row, in their order."""

Cell = str | bytes
Row = tuple[Cell, ...]

_STEPS = msgspec.json.Decoder(tuple[Step, ...])
_FETCH = 64


class RunFile(Value, frozen=True, kw_only=True):
    """One file of a run: its name below the folder `READ`, and its size in bytes."""

    name: str
    size: int


class Manifest(Value, frozen=True, kw_only=True):
    """What a run holds; a folder without one is of a run that was cut off.

    Attributes:
        format: of the files; this version reads `FORMAT`.
        version: of Sayso.
        extractor: what read.
        rows: originals in all files.
        files: by name.
        notes: on inputs that gave no document, so that a ledger the run is loaded into has them too.
    """

    format: int
    version: str
    extractor: str
    rows: int
    files: tuple[RunFile, ...]
    notes: tuple[Diagnostic, ...] = ()


def row_of(read: ReadOriginal) -> Row:
    """The cells of an original with its steps, in the order of `COLUMNS`."""
    original = read.original
    return (
        original.key,
        original.media.value,
        original.data,
        original.sha256,
        msgspec.json.encode(original.facts, order="sorted").decode(),
        original.place,
        msgspec.json.encode(read.steps, order="sorted").decode(),
    )


def read_of(row: Row) -> ReadOriginal:
    """The original with its steps that a row holds."""
    key, media, data, sha256, facts, place, steps = row
    original = Original(
        key=str(key),
        media=Media(str(media)),
        data=bytes(data) if isinstance(data, bytes | bytearray) else str(data).encode(),
        sha256=str(sha256),
        facts=msgspec.json.decode(str(facts), type=Facts),
        place=str(place),
    )
    return ReadOriginal(original=original, steps=_STEPS.decode(str(steps)))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a run.

    Raises:
        InputError: `no_run` where there is none, `bad_run` where it cannot be used or a file is not as it says.
    """
    manifest = _manifest(folder)
    for file in manifest.files:
        path = folder / READ / file.name
        if not path.is_file() or path.stat().st_size != file.size:
            raise _bad(folder, f"the file {file.name} is missing or not of the size noted")
    return manifest


def read_names(folder: Path) -> tuple[str, ...]:
    """The names of the files of a run, as its manifest has them, whether they are there or not.

    Raises:
        InputError: as `read_manifest`.
    """
    return tuple(file.name for file in _manifest(folder).files)


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise InputError(
            "no_run", f"{folder} holds no finished run.", f"A finished run has a {MANIFEST}; run it again."
        ) from None
    except (OSError, *UNREADABLE) as error:
        raise _bad(folder, str(error)) from error
    if manifest.format != FORMAT:
        raise _bad(folder, f"its format is {manifest.format}, this Sayso reads {FORMAT}")
    for file in manifest.files:
        if Path(file.name).name != file.name:
            raise _bad(folder, f"{file.name!r} is no name of a file in it")
    return manifest


def read_run(folder: Path, manifest: Manifest) -> Iterator[ReadOriginal]:
    """The originals with their steps in all files of a run."""
    for file in manifest.files:
        yield from read_file(folder / READ / file.name)


def read_file(path: Path) -> Iterator[ReadOriginal]:
    """The originals with their steps in one file of a run, in its order.

    Raises:
        InputError: `bad_run`.
    """
    try:
        with duckdb.connect(":memory:") as connection:
            found = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM read_parquet(?)", [str(path)])  # noqa: S608
            while rows := found.fetchmany(_FETCH):
                yield from map(read_of, rows)
    except (duckdb.Error, msgspec.MsgspecError, ValueError) as error:
        raise _bad(path, str(error)[:300]) from error


def _bad(path: Path, problem: str) -> InputError:
    return InputError("bad_run", f"{path} cannot be used: {problem}.", "Copy the run again, or run it again.")
