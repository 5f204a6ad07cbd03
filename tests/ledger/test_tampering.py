"""Every byte that is stored is missed when it changes, and the finding says where it was."""

import random
import shutil
import sqlite3

import pytest

from sayso.ledger import Ledger, driver, schema
from sayso.ledger.logs import LOGS
from sayso.ledger.projecting import COLUMNS
from sayso.records import Decision, DecisionKind, Facts, IntegrityError, StoreError
from tests.ledger.making import article, made

CORE = {
    "original": ("sha256", "size", "body"),
    "layer": ("sha256", "size", "body"),
    "output": ("sha256", "size", "body", "leaves"),
    "migration": ("version", "name", "sha256"),
    "head": ("log", "rows", "hash"),
    **{log: ("seq", *columns, "hash") for log, columns in LOGS.items() if log != "event"},
}
MARKED = {"document", "statement"}
PROJECTED = {table: (*columns, "current") if table in MARKED else columns for table, columns in COLUMNS.items()}
EVERY_COLUMN = [(t, c) for tables in (CORE, PROJECTED) for t, columns in tables.items() for c in columns]

BOM = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A small ledger with something in every column."""
    path = tmp_path_factory.mktemp("sound") / "sound.sayso"
    facts = Facts(title="On taxes", url="https://tower.example/1", outlet="The Tower", author="Lu", language="en")
    with Ledger.open(path, "create") as ledger:
        run = ledger.begin_run({"extractor": "made"}, {"made": "1"})
        batch = [
            made(
                f"{n}.txt",
                article(2010 + n),
                facts,
                data=BOM + article(2010 + n).encode(),
                published="2018-01-02",
                place=f"news/{n}.txt",
            )
            for n in range(4)
        ]
        ledger.put(run, [*batch, made("1.txt", article(2013), facts, published="2018-01-01")])
        for n in range(3):
            at = f"2026-01-0{n + 1}T00:00:00Z"
            target = batch[n].steps[1].records[0].id
            ledger.decide(
                Decision(id=f"d{2 * n}", kind=DecisionKind.ACCEPT, target=target, actor="ana", at=at, reason="é")
            )
        ledger.end_run(run, {"read": 4})
        assert list(ledger.verify()) == []
    return path


@pytest.fixture
def path(sound, tmp_path):
    return shutil.copy(sound, tmp_path / "news.sayso")


def tampering(path):
    """A connection that no trigger hinders, as someone would use who tampers."""
    opened = driver.connect(str(path), isolation_level=None)
    opened.execute("PRAGMA synchronous = OFF")
    opened.create_function("layer_text", 2, lambda body, size: "", deterministic=True)
    triggers = opened.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        opened.execute(f"DROP TRIGGER {name}")
    return opened, [sql for _, sql in triggers]


def change(path, sql, *values):
    opened, triggers = tampering(path)
    opened.execute(sql, values)
    for trigger in triggers:
        opened.execute(trigger)
    opened.close()


def flipped(value, place):
    """The value with one byte changed; numbers by one."""
    if value is None:
        return "x"
    if isinstance(value, int | float):
        return value + 1 if value == 0 else value - 1 if isinstance(value, int) else value / 2
    data = bytearray(value.encode() if isinstance(value, str) else value)
    at = place % max(len(data), 1)
    data[at : at + 1] = bytes([(data[at] if data else 0) ^ 0x01])
    return data.decode("latin-1") if isinstance(value, str) else bytes(data)


def findings(path):
    with Ledger.open(path) as ledger:
        return list(ledger.verify())


@pytest.mark.parametrize(("table", "column"), EVERY_COLUMN)
def test_a_change_of_any_column_is_found_where_it_is(path, table, column):
    chance = random.Random(f"{table}.{column}")
    opened, triggers = tampering(path)
    rows = opened.execute(f'SELECT rowid, "{column}" FROM {table} ORDER BY "{column}" IS NULL, rowid').fetchall()
    numbered = column in {"seq", "row", "version"}
    rowid, value = rows[0] if numbered else chance.choice([r for r in rows if r[1] is not None] or rows)
    new = 9999 if numbered else flipped(value, chance.randrange(1000))
    opened.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (new, rowid))
    for trigger in triggers:
        opened.execute(trigger)
    opened.close()
    found = findings(path)
    assert any(finding.table == table for finding in found)
    assert all(finding.rebuildable for finding in found) == (table in PROJECTED)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("step", "stage", "rEsolve"),
        ("statement", "form", "sung"),
        ("document", "language", 7),
        ("output", "leaves", 7),
        ("arrival", "media", "papyrus"),
    ],
)
def test_a_value_that_no_ledger_was_given_is_told_as_damage(path, table, column, value):
    opened, triggers = tampering(path)
    opened.execute("PRAGMA writable_schema = ON")
    opened.execute("UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = ?", (table,))
    opened.close()
    opened, _ = tampering(path)
    try:
        opened.execute(f'UPDATE {table} SET "{column}" = ?', (value,))
    except sqlite3.Error:
        pytest.skip("the schema refuses it")
    for trigger in triggers:
        opened.execute(trigger)
    opened.close()
    with Ledger.open(path) as ledger:
        for reading in (ledger.statements, ledger.full_statements, ledger.documents, ledger.digest):
            try:
                list(reading())
            except IntegrityError as error:
                assert error.code.startswith("damaged")
        assert list(ledger.verify())


@pytest.mark.parametrize("table", [*CORE, *PROJECTED])
@pytest.mark.parametrize("which", ["min", "max"])
def test_a_missing_row_is_found(path, table, which):
    change(path, f"DELETE FROM {table} WHERE rowid = (SELECT {which}(rowid) FROM {table})")
    found = findings(path)
    assert any(finding.table in {table, "head"} for finding in found)


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("original", "INSERT INTO original SELECT 'abc', size, body FROM original LIMIT 1"),
        ("layer", "INSERT INTO layer SELECT 'abc', size, body FROM layer LIMIT 1"),
        ("event", "INSERT INTO event VALUES (1, 'k', '{}', x'00')"),
        ("decision", "INSERT INTO decision SELECT 4, 'd9', body, hash FROM decision LIMIT 1"),
        ("step", "INSERT INTO step SELECT 999, arrival, stage, key, output, run, hash FROM step LIMIT 1"),
    ],
)
def test_a_row_too_many_is_found(path, table, sql):
    change(path, sql)
    assert any(finding.table == table for finding in findings(path))


@pytest.mark.parametrize("table", PROJECTED)
def test_what_is_wrong_in_a_projection_is_mended(path, table):
    with Ledger.open(path) as ledger:
        digest = ledger.digest()
    change(path, f"DELETE FROM {table}")
    assert findings(path)
    with Ledger.open(path, "write") as ledger:
        ledger.rebuild_index()
        assert (list(ledger.verify()), ledger.digest()) == ([], digest)


@pytest.mark.parametrize("table", schema.SEARCHES)
def test_words_missing_from_a_search_index_are_found_and_mended(path, table):
    opened = sqlite3.connect(path)
    opened.execute(f"DELETE FROM {table}_data WHERE id > 10")
    opened.commit()
    opened.close()
    found = findings(path)
    assert {finding.table for finding in found} <= {table, ""}
    assert any(finding.table == table and finding.rebuildable for finding in found)
    with Ledger.open(path, "write") as ledger:
        ledger.rebuild_index()
        assert list(ledger.verify()) == []


def test_a_dropped_trigger_is_found(path):
    opened = driver.connect(str(path), isolation_level=None)
    opened.execute("DROP TRIGGER step_no_delete")
    opened.close()
    assert [(f.table, f.problem) for f in findings(path)] == [("step_no_delete", "is missing")]


def test_a_damaged_original_is_never_handed_out(path):
    with Ledger.open(path) as ledger:
        input_id = ledger._connection.execute("SELECT input_id FROM arrival WHERE seq = 1").fetchone()[0]
    change(path, "UPDATE output SET body = zeroblob(40)")
    with Ledger.open(path) as ledger, pytest.raises(IntegrityError, match="damaged_content"):
        ledger.step(input_id, "text")


def stored_places(path):
    """Where in the file each stored body lies, found by its own bytes; what has stale copies is left out."""
    data = path.read_bytes()
    opened = driver.connect(str(path))
    stored = [(t, "sha256", "body") for t in ("original", "layer", "output")]
    for table, key, column in [*stored, *((log, "seq", "hash") for log in ("step", "arrival", "decision"))]:
        for row, body in opened.execute(f"SELECT {key}, {column} FROM {table}"):
            if data.count(body) == 1:
                yield table, str(row), data.find(body), len(body)
    opened.close()


def test_a_flipped_byte_in_the_file_is_found_and_located(path):
    chance = random.Random(5)
    places = list(stored_places(path))
    assert {table for table, *_ in places} == {"original", "layer", "output", "step", "arrival", "decision"}
    sound = path.read_bytes()
    for table, row, start, length in chance.sample(places, 25):
        damaged = bytearray(sound)
        damaged[start + chance.randrange(length)] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        assert any((f.table, f.row) == (table, row) for f in findings(path)), (table, row)


def test_any_flipped_byte_is_found_or_means_nothing(path):
    """A flip anywhere in the file is found, or everything that can be read is as it was."""
    chance = random.Random(6)
    sound = path.read_bytes()
    told = everything(path)
    for _ in range(40):
        damaged = bytearray(sound)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        for log in ("-wal", "-shm"):
            path.with_name(path.name + log).unlink(missing_ok=True)
        try:
            assert findings(path) or everything(path) == told
        except (StoreError, IntegrityError):
            continue


def everything(path):
    with Ledger.open(path) as ledger:
        return (
            ledger.digest(),
            list(ledger.full_statements()),
            list(ledger.documents()),
            list(ledger.diagnostics()),
            ledger.decisions(),
        )
