"""Runs that lie under an address: loaded as those in a folder, and said plainly where there is none."""

import sys
from pathlib import Path

import pytest

from sayso import app
from sayso.engines.runs import READ
from sayso.engines.stores import Store, at_hand
from sayso.records import ConfigError, InputError
from tests.engines.test_runs import read, write_run


@pytest.fixture
def store() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        pytest.skip("install sayso[spark] to test stores")


@pytest.mark.usefixtures("store")
def test_a_run_under_an_address_is_loaded_as_one_in_a_folder(tmp_path: Path) -> None:
    run = write_run(tmp_path / "monday", [read(1)], [read(2), read(3)])
    there = app.load(run, tmp_path / "folder.ledger")
    fetched = app.load(run.as_uri(), tmp_path / "store.ledger")
    assert (fetched.digest, fetched.files, fetched.read) == (there.digest, 2, 3)
    assert app.load(f"{run.as_uri()}", tmp_path / "store.ledger").digest == there.digest


@pytest.mark.usefixtures("store")
def test_a_copy_is_gone_when_it_was_read(tmp_path: Path) -> None:
    with at_hand(write_run(tmp_path / "monday", [read(1)]).as_uri()) as folder:
        assert len(list((folder / READ).iterdir())) == 1
    assert not folder.exists()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("missing", ["manifest.json", f"{READ}/part-0.parquet"])
def test_what_is_no_finished_run_is_said(tmp_path: Path, missing: str) -> None:
    run = write_run(tmp_path / "monday", [read(1)])
    (run / missing).unlink()
    with pytest.raises(InputError, match="no_run"):
        app.load(run.as_uri(), tmp_path / "x.ledger")
    assert not (tmp_path / "x.ledger").exists()


@pytest.mark.usefixtures("store")
def test_an_address_of_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="store_unreachable") as raised:
        app.load("nowhere://me:secret@desk/runs/monday?key=secret", tmp_path / "x.ledger")
    assert "nowhere://desk/runs/monday" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_without_pyarrow_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.fs", None)
    with pytest.raises(ConfigError, match="no_store"):
        app.load("s3://desk/runs/monday", tmp_path / "x.ledger")


def test_a_folder_is_used_where_it_lies(tmp_path: Path) -> None:
    with at_hand(tmp_path) as folder:
        assert folder == tmp_path


@pytest.mark.usefixtures("store")
def test_a_file_is_whole_under_its_name_or_not_there(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "run"))
    with pytest.raises(RuntimeError, match="broken off"), store.writing("read/a") as stream:
        stream.write(b"half")
        raise RuntimeError("broken off")
    assert not store.exists("read/a")
    for words in (b"once", b"again"):
        with store.writing("read/a") as stream:
            stream.write(words)
    with store.reading("read/a") as file:
        assert file.read() == b"again"
    assert store.size("read/a") == 5
    store.remove("read")
    assert not store.exists("read")


@pytest.mark.usefixtures("store")
def test_an_error_of_whoever_writes_is_none_of_the_store(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "run"))
    with pytest.raises(ValueError, match=r"^no cell$"), store.writing("read/a"):
        raise ValueError("no cell")
