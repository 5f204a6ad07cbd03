"""What can be opened, and what is refused without being touched."""

import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.ledger import Ledger, connection, schema
from sayso.ledger.schema import MIGRATIONS, Migration
from sayso.records import StoreError
from tests.ledger.making import article, made

NEXT = MIGRATIONS[-1].version + 1


def refused(path, mode, code):
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreError) as caught:
        Ledger.open(path, mode)
    assert (caught.value.code, bool(caught.value.remedy)) == (code, True)
    assert before == (path.read_bytes() if path.exists() else None)
    assert [p.name for p in path.parent.iterdir()] == ([path.name] if before is not None else [])


@pytest.mark.parametrize("mode", ["read", "write", "create"])
@pytest.mark.parametrize("content", [b"news", b"SQLite format 3\0" + bytes(4080), b"x" * 200_000])
def test_what_is_no_ledger_is_not_touched(path, mode, content):
    path.write_bytes(content)
    refused(path, mode, "not_a_ledger")


@pytest.mark.parametrize("mode", ["read", "write", "create"])
def test_another_database_is_not_touched(path, mode):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (a)")
    other.close()
    refused(path, mode, "not_a_ledger")


@pytest.mark.parametrize("mode", ["read", "write", "create"])
def test_a_newer_ledger_is_not_touched(path, mode):
    Ledger.open(path, "create").close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    refused(path, mode, "newer_ledger")


def test_a_ledger_whose_maker_was_killed_before_its_log_is_sound(path):
    Ledger.open(path, "create").close()
    killed = sqlite3.connect(path)
    killed.execute("PRAGMA journal_mode = DELETE")
    killed.close()
    with Ledger.open(path, busy_seconds=0.1) as ledger:
        assert list(ledger.verify()) == []


@pytest.mark.parametrize("mode", ["read", "write"])
def test_only_create_makes_a_file(path, mode):
    refused(path, mode, "no_ledger")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(StoreError, match="cannot_open"):
        Ledger.open(tmp_path, "create")


def test_an_empty_file_becomes_a_ledger_only_when_asked(path):
    path.touch()
    with pytest.raises(StoreError, match="not_a_ledger"):
        Ledger.open(path, "write")
    Ledger.open(path, "create").close()
    Ledger.open(path, "read").close()


def test_nothing_lies_beside_a_closed_ledger(path):
    for mode in ("create", "write", "read"):
        with Ledger.open(path, mode) as ledger:
            list(ledger.statements())
        assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_name_with_odd_characters(tmp_path):
    path = tmp_path / "a?b#c%20 é.sayso"
    Ledger.open(path, "create").close()
    assert path.exists()


def test_an_unknown_mode_is_refused(path):
    with pytest.raises(ValueError, match="peek"):
        Ledger.open(path, "peek")


def test_migrations_run_once_in_order_and_are_recorded(path):
    Ledger.open(path, "create").close()
    more = (*MIGRATIONS, Migration(NEXT, "a note", ("CREATE TABLE note (a TEXT) STRICT",)))
    opened = connection.connect(str(path), connection.Mode.WRITE)
    for _ in range(2):
        connection.migrate(opened, str(path), connection.Mode.WRITE, more)
    assert opened.execute("SELECT version, name FROM migration").fetchall() == [
        *((m.version, m.name) for m in MIGRATIONS),
        (NEXT, "a note"),
    ]
    opened.close()
    refused(path, "write", "newer_ledger")


def test_a_migration_that_fails_changes_nothing(path):
    Ledger.open(path, "create").close()
    before = path.read_bytes()
    bad = (
        *MIGRATIONS,
        Migration(NEXT, "bad", ("CREATE TABLE note (a TEXT) STRICT", "CREATE TABLE note (a TEXT) STRICT")),
    )
    opened = connection.connect(str(path), connection.Mode.WRITE)
    with pytest.raises(StoreError):
        connection.migrate(opened, str(path), connection.Mode.WRITE, bad)
    opened.close()
    assert path.read_bytes() == before


def test_an_older_ledger_is_not_upgraded_by_reading(path):
    opened = connection.connect(str(path), connection.Mode.CREATE)
    with pytest.raises(StoreError, match="older_ledger"):
        connection.migrate(opened, str(path), connection.Mode.READ, (*MIGRATIONS, Migration(NEXT, "later", ())))
    opened.close()


@pytest.mark.parametrize("table", schema.APPEND_ONLY)
def test_what_is_append_only_refuses_to_be_changed(ledger, table):
    ledger.put(ledger.begin_run({}), [made("a", article(2018))])
    ledger.end_run(1, {})
    sql = ledger._connection
    if not sql.execute(f"SELECT 1 FROM {table}").fetchone():
        sql.execute({"decision": "INSERT INTO decision VALUES (1, 'd', '{}', x'')"}.get(table, _EVENT))
    column = sql.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
    for change in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(connection.Error, match="append-only"):
            sql.execute(change)
    with pytest.raises(connection.Error, match="append-only"):
        sql.execute(f"REPLACE INTO {table} SELECT * FROM {table}")


_EVENT = "INSERT INTO event VALUES (1, 'k', '{}', x'')"


def test_a_full_disk_keeps_what_was_there(path):
    with Ledger.open(path, "create") as ledger:
        run = ledger.begin_run({})
        ledger.put(run, [made("0", article(2018))])
        digest = ledger.digest()
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError) as caught:
            ledger.put(run, [made(str(n), article(2018)) for n in range(1, 300)])
        assert caught.value.code == "disk_full"
        assert "Make room" in caught.value.remedy
        assert ledger.digest() == digest
    with Ledger.open(path) as again:
        assert (again.digest(), list(again.verify())) == (digest, [])


_FILL = """
import resource, signal, sys
sys.path.insert(0, sys.argv[2])
from tests.ledger.making import article, made
from sayso.ledger import Ledger
from sayso.records import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Ledger.open(sys.argv[1], "create") as ledger:
    run = ledger.begin_run({})
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
    for n in range(10_000):
        try:
            ledger.put(run, [made(f"{n}.txt", article(2018))])
        except StoreError as error:
            print(n, error.code, ledger.digest())
            break
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs a limit on the size of files")
def test_a_file_that_may_not_grow_keeps_what_was_there(path):
    child = subprocess.run(
        [sys.executable, "-c", _FILL, str(path), str(Path(__file__).parent)], capture_output=True, text=True, check=True
    )
    count, code, digest = child.stdout.split()
    assert code == "disk_full"
    with Ledger.open(path, "write") as ledger:
        assert ledger.counts().documents == int(count)
        assert ledger.digest() == digest
        assert list(ledger.verify()) == []
        ledger.put(1, [made("more.txt", article(2018))])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_read_only_medium_can_be_read(path):
    with Ledger.open(path, "create") as ledger:
        ledger.put(ledger.begin_run({}), [made("a", article(2018))])
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with Ledger.open(path) as still:
            assert still.counts().documents == 1
    finally:
        path.parent.chmod(0o700)
