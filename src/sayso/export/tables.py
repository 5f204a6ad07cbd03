"""The tables of a ledger as CSV, JSON Lines or Parquet files in one folder."""

import csv
import os
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args, get_type_hints

import duckdb
import msgspec

from sayso import app
from sayso.export.flat import DiagnosticRow, DocumentRow, StatementRow, diagnostic_row, document_row, statement_row
from sayso.records import ConfigError, StoreError, Value


class Table(Value, frozen=True, kw_only=True):
    """One table to export: the type of its flat rows and how to read views and rows off a ledger."""

    name: str
    row_type: type[Value]
    views: Callable[[app.Ledger], Iterator[Value]]
    flat: Callable[..., Value]


def _all_statements(ledger: app.Ledger) -> Iterator[Value]:
    return app.statements(ledger, app.StatementQuery(classes=app.ALL_CLASSES))


TABLES = (
    Table(name="statements", row_type=StatementRow, views=_all_statements, flat=statement_row),
    Table(name="documents", row_type=DocumentRow, views=app.documents, flat=document_row),
    Table(name="diagnostics", row_type=DiagnosticRow, views=app.diagnostics, flat=diagnostic_row),
)
"""What is exported, one file a table."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_PARQUET_TYPES: dict[object, str] = {str: "VARCHAR", float: "DOUBLE", bool: "BOOLEAN"}


def export(ledger_path: Path, to: str, folder: Path) -> tuple[Path, ...]:
    """The files written: statements (all classes), documents and diagnostics, all current versions.

    CSV and Parquet hold flat columns; JSON Lines hold the views that `--json` prints. Each file is written whole or
    not at all. Cells of CSV that a spreadsheet would run as a formula begin with an apostrophe.

    Args:
        ledger_path: the ledger.
        to: a key of `FORMATS`.
        folder: made if it does not exist.

    Raises:
        ConfigError: `unknown_format`.
        StoreError: `cannot_write_export`.
    """
    if to not in FORMATS:
        known = ", ".join(FORMATS)
        raise ConfigError("unknown_format", f"There is no export format {to!r}.", f"Give one of: {known}.")
    written: list[Path] = []
    with app.open_ledger(ledger_path) as ledger:
        for table in TABLES:
            path = folder / f"{table.name}.{to}"
            with _whole_file(path) as temporary:
                FORMATS[to](table, table.views(ledger), temporary)
            written.append(path)
    return tuple(written)


def _write_csv(table: Table, views: Iterable[Value], path: Path) -> None:
    columns = _columns(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for view in views:
            row = table.flat(view)
            writer.writerow([safe_cell(getattr(row, name)) for name in row.__struct_fields__])


def _write_jsonl(table: Table, views: Iterable[Value], path: Path) -> None:
    del table
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for view in views:
            file.write(encoder.encode(view) + b"\n")


def _write_parquet(table: Table, views: Iterable[Value], path: Path) -> None:
    """Through JSON Lines and DuckDB, with every column's type named, so that empty tables have columns too."""
    encoder = msgspec.json.Encoder()
    lines = path.with_suffix(".lines")
    try:
        with lines.open("wb") as file:
            for view in views:
                file.write(encoder.encode(table.flat(view)) + b"\n")
        with duckdb.connect(":memory:") as connection:
            relation = connection.read_json(str(lines), columns=_columns(table), format="newline_delimited")
            relation.write_parquet(str(path), compression="zstd")
    finally:
        lines.unlink(missing_ok=True)


FORMATS: dict[str, Callable[[Table, Iterable[Value], Path], None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
}
"""Every format and what writes a table in it."""


def safe_cell(value: object) -> object:
    """The value for a CSV cell; text that a spreadsheet would run as a formula gets an apostrophe before it.

    Example:
        >>> safe_cell("=1+1")
        "'=1+1"
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def _columns(table: Table) -> dict[str, str]:
    """The columns of a table with their types in DuckDB."""
    hints = get_type_hints(table.row_type)
    fields = msgspec.structs.fields(table.row_type)
    return {
        field.encode_name: _PARQUET_TYPES[(get_args(hints[field.name]) or (hints[field.name],))[0]] for field in fields
    }


@contextmanager
def _whole_file(path: Path) -> Generator[Path]:
    """A file to write that takes the place of `path` when all of it is written."""
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


def _cannot_write(path: Path, error: OSError | duckdb.Error) -> StoreError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return StoreError(
        "cannot_write_export", f"{path} cannot be written: {reason}.", "Name a place that can be written."
    )
