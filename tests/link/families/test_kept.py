"""What is kept is written in large parts, and found before it is written."""

import pytest

from sayso.link.families.kept import WRITE_TOGETHER, Kept
from tests.link.families.worlds import Memory


def test_what_is_held_back_is_found_and_written_at_the_end() -> None:
    memory = Memory()
    memory.cache("verdicts", [("old", b"0")])
    with Kept(memory) as kept:
        kept.cache("verdicts", [("new", b"1")])
        assert kept.cached("verdicts", ["new", "old", "none"]) == {"new": b"1", "old": b"0"}
        assert kept.cached("groups", ["new"]) == {}
        assert memory.count("verdicts") == 1
    assert memory.cached("verdicts", ["new"]) == {"new": b"1"}


def test_much_is_written_at_once_before_the_end() -> None:
    memory = Memory()
    with Kept(memory) as kept:
        kept.cache("verdicts", ((str(n), b"") for n in range(WRITE_TOGETHER)))
        assert memory.count("verdicts") == WRITE_TOGETHER


def test_a_run_that_breaks_off_writes_nothing_more() -> None:
    memory = Memory()
    with pytest.raises(KeyError), Kept(memory) as kept:
        kept.cache("verdicts", [("new", b"1")])
        raise KeyError
    assert memory.count("verdicts") == 0
