"""What was erased is nowhere in the file, and all that is left still proves itself."""

import zlib
from pathlib import Path

import pytest

from sayso.ledger import Ledger, Order
from sayso.records import Decision, DecisionKind, Evidence, Facts
from tests.ledger.making import article, made

ORDER = Order(target="t", actor="ana", at="2026-01-01T00:00:00Z", reason="a court said so")
MARKER = "zanzivorp"


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*")))


def secret(key: str = "secret.txt", claim: str = f"the {MARKER} will fall"):
    facts = Facts(title=f"On {MARKER}", author=f"Lu {MARKER}")
    return made(key, article(2018, claim=claim), facts, place=f"news/{MARKER}.txt", published="2018-01-01")


@pytest.fixture
def filled(path):
    """A ledger with a document to erase, in two versions, and others."""
    with Ledger.open(path, "create") as ledger:
        run = ledger.begin_run({})
        ledger.put(run, [secret(), *(made(f"{n}.txt", article(2010 + n), place=f"{n}") for n in range(5))])
        ledger.put(run, [secret(claim=f"a new {MARKER} will fall"), made("9.txt", article(2019))])
    return path


def erase(path, key="secret.txt"):
    with Ledger.open(path, "write") as ledger:
        return ledger.erase(ledger.arrivals(key), ORDER)


def test_no_byte_of_it_is_left_in_the_file_or_beside_it(filled):
    packed = zlib.compress(article(2018, claim=f"the {MARKER} will fall").encode(), 4)
    with Ledger.open(filled) as reader, Ledger.open(filled, "write") as ledger:
        assert packed in bytes_of(filled)
        assert MARKER.encode() in bytes_of(filled)
        reader.counts()
        ledger.erase(ledger.arrivals("secret.txt"), ORDER)
        assert filled.with_name(filled.name + "-wal").exists()
        left = bytes_of(filled)
    assert packed not in left
    assert MARKER.encode() not in left
    assert b"secret.txt" not in left


def test_what_is_left_is_sound_and_says_who_erased_what(filled):
    erasure = erase(filled)
    with Ledger.open(filled) as ledger:
        assert list(ledger.verify()) == []
        assert ledger.erasures() == (erasure,)
        assert (erasure.actor, erasure.reason, len(erasure.inputs)) == ("ana", "a court said so", 2)
        assert secret().original.sha256 in erasure.originals


def test_the_rest_is_the_ledger_that_never_had_it(filled):
    erase(filled)
    with Ledger.open(filled) as ledger, Ledger.in_memory() as other:
        other.put(other.begin_run({}), [made(f"{n}.txt", article(2010 + n)) for n in (*range(5), 9)])
        assert ledger.digest() == other.digest()
        assert [row.content for row in ledger.statements()] == [row.content for row in other.statements()]


def test_decisions_about_it_lose_their_words_and_keep_their_place(filled):
    decision = Decision(
        id="a" * 32,
        kind=DecisionKind.REJECT,
        target=secret().steps[1].records[0].id,
        actor="bo",
        at="2026-01-01T00:00:00Z",
        reason=f"{MARKER} is wrong",
        evidence=Evidence(document=secret().steps[0].records[0].id, key="secret.txt", quote=MARKER),
    )
    with Ledger.open(filled, "write") as ledger:
        ledger.decide(decision)
    erase(filled)
    assert MARKER.encode() not in bytes_of(filled)
    with Ledger.open(filled) as ledger:
        assert [(d.kind, d.actor) for d in ledger.decisions()] == [(DecisionKind.ERASE, "bo")]
        assert list(ledger.verify()) == []


def test_content_that_another_document_needs_stays(filled):
    twin = made("twin.txt", article(2018, claim=f"the {MARKER} will fall"))
    with Ledger.open(filled, "write") as ledger:
        ledger.put(ledger.begin_run({}), [twin])
        assert list(ledger.sharers(ledger.arrivals("secret.txt")).values()) == ["twin.txt"]
        erasure = ledger.erase(ledger.arrivals("secret.txt"), ORDER)
        assert twin.original.sha256 not in erasure.originals
        assert ledger.original(twin.original.input_id).data == twin.original.data
        assert list(ledger.verify()) == []


def test_only_what_was_emptied_on_order_is_excused(filled):
    erase(filled)
    from tests.ledger.test_tampering import change, findings

    change(filled, "UPDATE arrival SET key = 'erased', facts = '{}' WHERE key = '3.txt'")
    assert any(finding.table == "arrival" for finding in findings(filled))


def test_an_erasure_that_fails_changes_nothing(filled, monkeypatch):
    from sayso.ledger import erasing

    def fail(connection):
        raise RuntimeError("no")

    monkeypatch.setattr(erasing, "_clear", fail)
    with Ledger.open(filled, "write") as ledger:
        before = ledger.digest()
        with pytest.raises(RuntimeError):
            ledger.erase(ledger.arrivals("secret.txt"), ORDER)
        assert ledger.digest() == before
        assert list(ledger.verify()) == []
