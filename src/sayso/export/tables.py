"""The tables of a ledger as CSV, JSON Lines or Parquet files in one folder."""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import duckdb
import msgspec

from sayso import app
from sayso.export.files import whole_file, write_json, write_lines
from sayso.export.flat import (
    DiagnosticRow,
    DocumentRow,
    FigureRow,
    StatementRow,
    diagnostic_row,
    document_row,
    figure_row,
    statement_row,
)
from sayso.records import Value


class Table(Value, frozen=True, kw_only=True):
    """One table to export: the type of its flat rows and how to read views and rows off a ledger."""

    name: str
    row_type: type[Value]
    views: Callable[[app.Ledger, app.StatementQuery], Iterator[Value]]
    flat: Callable[..., Value]


TABLES = (
    Table(name="statements", row_type=StatementRow, views=app.statements, flat=statement_row),
    Table(name="documents", row_type=DocumentRow, views=lambda ledger, _: app.documents(ledger), flat=document_row),
    Table(name="figures", row_type=FigureRow, views=lambda ledger, _: app.figures(ledger), flat=figure_row),
    Table(
        name="diagnostics", row_type=DiagnosticRow, views=lambda ledger, _: app.diagnostics(ledger), flat=diagnostic_row
    ),
)
"""What is exported, one file a table."""

_FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula, also in the wide forms that some spreadsheets take for it."""

_BLANKS = ("\t", "\r", "\n")
_PARQUET_TYPES: dict[object, str] = {str: "VARCHAR", float: "DOUBLE", bool: "BOOLEAN"}
_PACKAGE_TYPES = {"VARCHAR": "string", "DOUBLE": "number", "BOOLEAN": "boolean"}


def write_csv(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """A file of plain columns for each table, and a data package that describes them.

    Cells that a spreadsheet would run as a formula begin with an apostrophe.
    """

    def write(table: Table) -> Path:
        path = folder / f"{table.name}.csv"
        with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_columns(table))
            for row in map(table.flat, table.views(ledger, query)):
                writer.writerow([safe_cell(getattr(row, name)) for name in row.__struct_fields__])
        return path

    written = tuple(map(write, TABLES))
    return (*written, _write_package(folder, written))


def write_jsonl(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """A file for each table with the views that `--json` prints."""
    return tuple(write_lines(folder / f"{table.name}.jsonl", table.views(ledger, query)) for table in TABLES)


def write_parquet(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """A file of typed columns for each table, and a data package that describes them.

    Method: through JSON Lines and DuckDB, with every column's type named, so that empty tables have columns too.
    """

    def write(table: Table) -> Path:
        path = folder / f"{table.name}.parquet"
        with whole_file(path) as temporary:
            lines = temporary.with_suffix(".lines")
            try:
                write_lines(lines, map(table.flat, table.views(ledger, query)))
                with duckdb.connect(":memory:") as connection:
                    relation = connection.read_json(str(lines), columns=_columns(table), format="newline_delimited")
                    relation.write_parquet(str(temporary), compression="zstd")
            finally:
                lines.unlink(missing_ok=True)
        return path

    written = tuple(map(write, TABLES))
    return (*written, _write_package(folder, written))


def _write_package(folder: Path, files: Iterable[Path]) -> Path:
    """What the files hold, as a Data Package (Frictionless)."""
    resources = [
        {
            "name": table.name,
            "path": path.name,
            "format": path.suffix.removeprefix("."),
            "mediatype": "text/csv" if path.suffix == ".csv" else "application/vnd.apache.parquet",
            **({"encoding": "utf-8"} if path.suffix == ".csv" else {}),
            "schema": {
                "fields": [{"name": name, "type": _PACKAGE_TYPES[kind]} for name, kind in _columns(table).items()],
            },
        }
        for table, path in zip(TABLES, files, strict=True)
    ]
    return write_json(folder / "datapackage.json", {"name": "sayso-export", "resources": resources})


def safe_cell(value: object) -> object:
    """The value for a CSV cell; text that a spreadsheet would run as a formula gets an apostrophe before it.

    Example:
        >>> safe_cell("=1+1")
        "'=1+1"
    """
    if not isinstance(value, str):
        return value
    dangerous = value.startswith(_BLANKS) or value.lstrip().startswith(_FORMULAS)
    return f"'{value}" if dangerous else value


def _columns(table: Table) -> dict[str, str]:
    """The columns of a table with their types in DuckDB."""
    hints = get_type_hints(table.row_type)
    fields = msgspec.structs.fields(table.row_type)
    return {
        field.encode_name: _PARQUET_TYPES[(get_args(hints[field.name]) or (hints[field.name],))[0]] for field in fields
    }
