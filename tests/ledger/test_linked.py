"""Records that join documents: written by difference, read by member, in the digest, checked by verify."""

import pytest

from sayso.ledger import Ledger
from sayso.records import Bound, IntegrityError, Ladder, LinkedKind, Rung
from tests.ledger.making import article, made
from tests.ledger.test_tampering import change


def ladder(*figures: str, of_what: str = "boats") -> Ladder:
    rung = Rung(low=3.0, high=3.0, bound=Bound.EXACT, figures=figures, sayers=("Ana Ruiz",))
    return Ladder(id=f"ladder of {figures[0]}", documents=(), of_what=of_what, unit="boats", rungs=(rung,), agree=True)


def replace(ledger, *ladders, key="key"):
    ledger.replace_linked(LinkedKind.LADDER, key, ladders)


def test_they_are_read_back_by_id_and_by_member(ledger):
    one, other = ladder("a", "b"), ladder("c", "d")
    replace(ledger, other, one)
    assert list(ledger.linked(LinkedKind.LADDER)) == [one, other]
    assert ledger.linked_of(LinkedKind.LADDER, "b") == (one,)
    assert ledger.linked_of(LinkedKind.LADDER, other.id) == (other,)
    assert ledger.linked_of(LinkedKind.FAMILY, "b") == ()
    assert ledger.linked_key(LinkedKind.LADDER) == "key"
    assert ledger.linked_key(LinkedKind.FAMILY) is None
    assert list(ledger.verify()) == []


def test_the_digest_knows_only_what_is_current(ledger):
    ledger.put(ledger.begin_run({}), [made("a.txt", article(2018))])
    without = ledger.digest()
    replace(ledger, ladder("a", "b"), ladder("c"))
    both = ledger.digest()
    replace(ledger, ladder("a", "b"))
    assert ledger.linked_of(LinkedKind.LADDER, "c") == ()
    assert len({without, both, ledger.digest()}) == 3
    replace(ledger, ladder("c"), ladder("a", "b"), key="another key")
    assert ledger.digest() == both
    assert ledger.core_digest() == without
    assert list(ledger.verify()) == []


def test_two_records_with_one_id_are_refused_and_nothing_is_changed(ledger):
    replace(ledger, ladder("a"))
    with pytest.raises(IntegrityError, match="linked_twice"):
        replace(ledger, ladder("c"), ladder("c"))
    assert list(ledger.linked(LinkedKind.LADDER)) == [ladder("a")]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE linked SET sha256 = zeroblob(32)",
        "UPDATE linked SET body = x'00'",
        "DELETE FROM linked",
        "DELETE FROM linked_member WHERE member = 'b'",
        "UPDATE linked_member SET member = 'e' WHERE member = 'b'",
        "INSERT INTO linked_member (kind, member, id) VALUES ('ladder', 'x', 'none')",
        "UPDATE linked SET kind = 'other'",
    ],
)
def test_a_change_from_outside_is_found(tmp_path, sql):
    path = tmp_path / "news.sayso"
    with Ledger.open(path, "create") as ledger:
        replace(ledger, ladder("a", "b"))
    change(path, sql)
    with Ledger.open(path) as ledger:
        assert {finding.table for finding in ledger.verify()} == {"linked"}


def test_the_cache_is_in_no_digest(ledger):
    before = ledger.digest()
    ledger.cache("vectors", [("a", b"1"), ("b", b"2")])
    ledger.cache("vectors", [("a", b"3")])
    assert ledger.cached("vectors", ["a", "b", "c"]) == {"a": b"3", "b": b"2"}
    assert ledger.cached("others", ["a"]) == {}
    assert ledger.digest() == before
