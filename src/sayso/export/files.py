"""Files that are written whole or not at all."""

import os
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

import duckdb
import msgspec

from sayso.records import StoreError

_JSON = msgspec.json.Encoder(order="sorted")


@contextmanager
def whole_file(path: Path) -> Generator[Path]:
    """A file to write that takes the place of `path` when all of it is written; folders are made.

    Raises:
        StoreError: `cannot_write_export`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
    except OSError as error:
        raise _cannot_write(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except (OSError, duckdb.Error) as error:
        raise _cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_lines(path: Path, values: Iterable[object]) -> Path:
    """The file, written with one value a line as JSON."""
    with whole_file(path) as temporary, temporary.open("wb") as file:
        for value in values:
            file.write(_JSON.encode(value) + b"\n")
    return path


def write_json(path: Path, value: object) -> Path:
    """The file, written with one value as JSON that people can read."""
    with whole_file(path) as temporary:
        temporary.write_bytes(msgspec.json.format(_JSON.encode(value), indent=2) + b"\n")
    return path


def _cannot_write(path: Path, error: OSError | duckdb.Error) -> StoreError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return StoreError(
        "cannot_write_export", f"{path} cannot be written: {reason}.", "Name a place that can be written."
    )
