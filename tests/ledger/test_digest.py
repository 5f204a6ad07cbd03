"""The digest depends on what is current, and on nothing else."""

import hashlib
import random
import subprocess

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import Ledger, digest
from sayso.records import Decision, DecisionKind, Facts, Stage, canonical
from tests.ledger.making import article, made

SPEAKERS = ("Ana Ruiz", "Bo Li", "the ministry")


def documents():
    facts = [Facts(), Facts(published="2018-02-03", outlet="The Tower"), Facts(language="en")]
    plain = [made(f"{n}.txt", article(2010 + n % 3, SPEAKERS[n % 3]), facts[n % 3]) for n in range(8)]
    return [*plain, made("1.txt", article(2018, "Bo Li")), made("1.txt", article(2019), facts[1])]


def digest_of_parts(parts):
    with Ledger.in_memory() as ledger:
        for part in parts:
            ledger.put(ledger.begin_run({}), part)
        assert list(ledger.verify()) == []
        return ledger.digest()


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 10))
def test_order_and_parts_do_not_matter(chance: random.Random, size):
    shuffled = documents()
    chance.shuffle(shuffled)
    parts = [shuffled[n : n + size] for n in range(0, len(shuffled), size)]
    assert digest_of_parts(parts) == digest_of_parts([documents()])


def test_place_and_step_keys_do_not_matter():
    assert digest_of_parts([[made("a", article(2018), place="one/a")]]) == digest_of_parts(
        [[made("a", article(2018), place="two/a")]]
    )


@pytest.mark.parametrize(
    "other",
    [
        made("b", article(2018)),
        made("a", article(2019)),
        made("a", article(2018), Facts(outlet="The Tower")),
        made("a", article(2018), version="2"),
        made("a", article(2018), data=b"\xef\xbb\xbf" + article(2018).encode()),
    ],
)
def test_any_change_of_a_record_matters(other):
    assert digest_of_parts([[other]]) != digest_of_parts([[made("a", article(2018))]])


def test_it_is_what_sort_and_sha256sum_say():
    read = made("a", article(2018))
    records = [record for step in read.steps for record in step.records]
    lines = "".join(hashlib.sha256(canonical(record)).hexdigest() + "\n" for record in records)
    told = subprocess.run(
        "LC_ALL=C sort -u | sha256sum", shell=True, input=lines, text=True, capture_output=True, check=True
    )
    assert digest_of_parts([[read]]) == told.stdout[:64]


def test_it_is_the_same_when_hashes_go_through_files(monkeypatch):
    leaves = [hashlib.sha256(str(n % 700).encode()).digest() for n in range(1000)]
    at_once = digest.digest_of(leaves)
    monkeypatch.setattr(digest, "_IN_MEMORY", 100 * digest.LEAF)
    assert digest.digest_of(leaves) == at_once
    assert at_once == hashlib.sha256("".join(f"{leaf.hex()}\n" for leaf in sorted(set(leaves))).encode()).hexdigest()


def decided(n, supersedes=None):
    return Decision(
        id=f"d{n}",
        kind=DecisionKind.ACCEPT,
        target="t",
        actor="ana",
        at=f"2026-01-0{n}T00:00:00Z",
        supersedes=supersedes,
    )


def test_decisions_matter_and_superseded_ones_do_not(ledger):
    empty = ledger.digest()
    ledger.decide(decided(1))
    with_one = ledger.digest()
    ledger.decide(decided(2, supersedes="d1"))
    with Ledger.in_memory() as other:
        other.decide(decided(2, supersedes="d1"))
        assert len({empty, with_one, ledger.digest()}) == 3
        assert other.digest() == ledger.digest()


def test_decisions_in_any_order(ledger):
    ledger.decide(decided(1))
    ledger.decide(decided(2))
    with Ledger.in_memory() as other:
        other.decide(decided(2))
        other.decide(decided(1))
        assert other.digest() == ledger.digest()


def test_an_output_is_stored_as_the_step_has_it(ledger):
    read = made("a", article(2018))
    ledger.put(ledger.begin_run({}), [read])
    kept = ledger.outputs([read.original.input_id])[read.original.input_id]
    assert (
        kept[Stage.TEXT].sha256
        == hashlib.sha256(msgspec.json.encode(read.steps[0].records, order="sorted")).hexdigest()
    )
