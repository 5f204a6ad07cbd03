"""A writer that is killed, writers at once, readers while a writer writes."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.records import Stage, StoreError
from tests.ledger.making import article, made
from tests.ledger.writer import documents

DOCUMENTS = 40
ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("SAYSO_KILLS", "6"))
"""SAYSO_KILLS=100 makes the long form of the proof."""


def start_writer(path, count=DOCUMENTS):
    command = [sys.executable, "-m", "tests.ledger.writer", str(path), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.fixture(scope="module")
def undisturbed():
    with Ledger.in_memory() as ledger:
        ledger.put(ledger.begin_run({}), documents(DOCUMENTS))
        return ledger.digest()


def test_a_killed_writer_loses_nothing_committed(path, undisturbed):
    chance = random.Random(11)
    for _ in range(KILLS):
        confirmed = kill_at_random(path, chance)
        if path.exists():
            check_all_are_in(path, confirmed)
    finish = start_writer(path)
    finish.communicate()
    assert finish.returncode == 0
    with Ledger.open(path) as ledger:
        assert ledger.digest() == undisturbed
        assert list(ledger.verify()) == []


def kill_at_random(path, chance):
    """Kill a writer within the first third of a second after its start-up; how many documents it said were in."""
    child = start_writer(path)
    early = chance.random() < 0.2
    first = "" if early else child.stdout.readline()
    time.sleep(chance.random() * (0.35 if early else 0.15))
    child.kill()
    return len((first + child.communicate()[0]).split("\n")) - 1


def check_all_are_in(path, confirmed):
    with Ledger.open(path, "create") as ledger:
        state = ledger.outputs([d.original.input_id for d in documents(confirmed)])
        assert len(state) == len({d.original.input_id for d in documents(confirmed)})
        assert all(set(stages) == set(Stage) for stages in state.values())
        assert list(ledger.verify()) == []


def test_two_writers_take_turns(path, undisturbed):
    Ledger.open(path, "create").close()
    children = [start_writer(path), start_writer(path)]
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0, 0]
    with Ledger.open(path) as ledger:
        assert ledger.digest() == undisturbed
        assert list(ledger.verify()) == []


def test_a_reader_sees_whole_transactions_while_a_writer_writes(path):
    Ledger.open(path, "create").close()
    child = start_writer(path)
    seen = []
    with Ledger.open(path) as ledger:
        while child.poll() is None:
            seen.append(ledger.counts().inputs)
            assert len(list(ledger.statements())) <= DOCUMENTS
    child.communicate()
    assert child.returncode == 0
    assert seen == sorted(seen)


def test_a_writer_that_waits_too_long_says_so(path):
    with Ledger.open(path, "create") as first, Ledger.open(path, "write", busy_seconds=0.05) as second:
        run = first.begin_run({})
        first._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            second.put(run, [made("a", article(2018))])
        assert caught.value.code == "ledger_busy"
        first._connection.execute("ROLLBACK")
        second.put(run, [made("a", article(2018))])
        assert first.counts().documents == 1
