"""Runs: rows that come back as they were, manifests that do not fit, loading once and again."""

from pathlib import Path

import duckdb
import msgspec
import pytest

from sayso import app
from sayso.engines.runs import COLUMNS, FORMAT, MANIFEST, READ, Manifest, RunFile, read_file, read_manifest, row_of
from sayso.engines.stages import Job, Plan, run_job
from sayso.ledger import Ledger
from sayso.records import Facts, InputError, Media, Original, ReadOriginal, sha256

PLAN = Plan(extractor="rules")


def read(number: int) -> ReadOriginal:
    data = f"Ana Ruiz said on Monday that {number} ships will sail.\0\n".encode()
    facts = Facts(title=f"Ships {number}", published="2023-05-04")
    original = Original(key=f"{number}.txt", media=Media.TEXT, data=data, sha256=sha256(data), facts=facts, place="x")
    return run_job(Job(original=original), PLAN)


def write_run(folder: Path, *files: list[ReadOriginal]) -> Path:
    """A run as an engine leaves it, written without one."""
    (folder / READ).mkdir(parents=True)
    types = ", ".join(f"{name} {'BLOB' if name == 'data' else 'VARCHAR'}" for name in COLUMNS)
    noted = []
    for number, reads in enumerate(files):
        path = folder / READ / f"part-{number}.parquet"
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"CREATE TABLE r ({types})")
            for one in reads:
                connection.execute(f"INSERT INTO r VALUES ({', '.join('?' * len(COLUMNS))})", list(row_of(one)))
            connection.execute(f"COPY r TO '{path}' (FORMAT parquet)")
        noted.append(RunFile(name=path.name, size=path.stat().st_size))
    rows = sum(map(len, files))
    manifest = Manifest(format=FORMAT, version="0", extractor="rules", rows=rows, files=tuple(noted))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    return folder


def test_a_row_comes_back_as_it_was(tmp_path: Path) -> None:
    reads = [read(1), read(2)]
    run = write_run(tmp_path / "run", reads)
    assert list(read_file(run / READ / "part-0.parquet")) == reads
    assert read_manifest(run).rows == 2


def test_a_run_is_loaded_once_whatever_its_files(tmp_path: Path) -> None:
    one = app.load(write_run(tmp_path / "a", [read(1)], [read(2), read(3)]), tmp_path / "one.ledger")
    other = app.load(write_run(tmp_path / "b", [read(3), read(2), read(1)]), tmp_path / "other.ledger")
    again = app.load(tmp_path / "b", tmp_path / "one.ledger")
    assert one.digest == other.digest == again.digest
    assert (one.files, one.read, again.documents) == (2, 3, 3)
    with Ledger.open(tmp_path / "one.ledger") as ledger:
        assert list(app.verify(ledger)) == []


@pytest.mark.parametrize("damage", ["unfinished", "missing", "cut", "newer", "no json", "outside", "no parquet"])
def test_a_run_that_is_not_whole_is_refused_and_changes_nothing(tmp_path: Path, damage: str) -> None:
    run = write_run(tmp_path / "run", [read(1)])
    part, manifest = run / READ / "part-0.parquet", run / MANIFEST
    match damage:
        case "unfinished":
            manifest.unlink()
        case "missing":
            part.unlink()
        case "cut":
            part.write_bytes(part.read_bytes()[:-9])
        case "newer":
            manifest.write_bytes(manifest.read_bytes().replace(b'"format":1', b'"format":2'))
        case "no json":
            manifest.write_bytes(b"{")
        case "outside":
            manifest.write_bytes(manifest.read_bytes().replace(b"part-0", b"../read/part-0"))
        case _:
            part.write_bytes(b"x" * part.stat().st_size)
    with pytest.raises(InputError, match=r"bad_run|no_run"):
        app.load(run, tmp_path / "x.ledger")
    if (tmp_path / "x.ledger").exists():
        with Ledger.open(tmp_path / "x.ledger") as ledger:
            assert ledger.counts().documents == 0
