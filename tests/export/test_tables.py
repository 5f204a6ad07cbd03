"""Exports: the same rows in every format, and nothing a spreadsheet would run."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from sayso import app
from sayso.export import TABLES, export, safe_cell
from sayso.records import ConfigError, StoreError


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    news = tmp_path / "news.jsonl"
    lines = [
        {"id": "=1+1", "text": "“Taxes will fall,” Mayor Ana Ruiz said on Monday.", "title": "=cmd()"},
        {"id": "two", "text": "The union said that 12 ships had waited. Tomas Lind hopes that they will sail."},
    ]
    news.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    path = tmp_path / "x.ledger"
    app.build([news], path)
    return path


def rows(folder: Path, to: str, table: str) -> list[dict[str, object]]:
    path = folder / f"{table}.{to}"
    if to == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with duckdb.connect(":memory:") as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_every_table_is_written_in_every_format(ledger: Path, tmp_path: Path) -> None:
    for to in ("csv", "jsonl", "parquet"):
        written = export(ledger, to, tmp_path / to)
        package = [] if to == "jsonl" else ["datapackage.json"]
        assert [path.name for path in written] == [*(f"{table.name}.{to}" for table in TABLES), *package]
        assert sorted(path.name for path in (tmp_path / to).iterdir()) == sorted(path.name for path in written)


def test_csv_and_parquet_hold_the_same_statements(ledger: Path, tmp_path: Path) -> None:
    export(ledger, "csv", tmp_path)
    export(ledger, "parquet", tmp_path)
    flat = rows(tmp_path, "csv", "statements")
    typed = rows(tmp_path, "parquet", "statements")
    assert len(flat) >= 2
    assert [row["id"] for row in flat] == [row["id"] for row in typed]
    assert [row["content"] for row in flat] == [row["content"] for row in typed]
    assert isinstance(typed[0]["confidence"], float)


def test_json_lines_are_the_views(ledger: Path, tmp_path: Path) -> None:
    export(ledger, "jsonl", tmp_path)
    lines = (tmp_path / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["document"]["key"] for line in lines} == {"=1+1", "two"}


def test_no_cell_of_csv_is_a_formula(ledger: Path, tmp_path: Path) -> None:
    export(ledger, "csv", tmp_path)
    cells = [str(cell) for table in TABLES for row in rows(tmp_path, "csv", table.name) for cell in row.values()]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "  =1", "\u00a0@x", "\uff1d1", "\uff0d1"]
)
def test_dangerous_cells_get_an_apostrophe(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


def test_numbers_stay_numbers() -> None:
    assert safe_cell(-0.5) == -0.5


def test_an_unknown_format_is_refused(ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown_format"):
        export(ledger, "docx", tmp_path)


def test_a_place_that_cannot_be_written_is_named(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot_write_export"):
        export(ledger, "csv", tmp_path / "file")
