"""Which attribution stands inside which."""

from sayso.extract.reader.nesting import parents_of
from sayso.extract.triples import Triple


def triple(start: int, end: int) -> Triple:
    return Triple(source=(), cue=((start, start + 1),), content=((start + 2, end),), confidence=0.5)


def test_the_innermost_holder_is_the_parent():
    assert parents_of([triple(0, 100), triple(10, 90), triple(20, 80)]) == [None, 0, 1]


def test_attributions_apart_have_no_parent():
    assert parents_of([triple(0, 10), triple(20, 30)]) == [None, None]


def test_a_cue_outside_is_not_nested():
    assert parents_of([triple(0, 50), Triple(source=(), cue=((60, 61),), content=((10, 20),), confidence=0.5)]) == [
        None,
        None,
    ]
