"""Entries of dated lists come from the rules, all else from the model; holders stay the same triples."""

from sayso.extract.reader.layouts import DATED_ENTRY, with_dated_entries
from sayso.extract.triples import Triple


def triple(at: int, nested_in: int | None = None, *reasons: str) -> Triple:
    return Triple(
        source=((at, at + 1),),
        cue=((at + 1, at + 2),),
        content=((at + 2, at + 3),),
        nested_in=nested_in,
        confidence=0.5,
        reasons=reasons,
    )


PARAGRAPHS = ((0, 9), (10, 19), (20, 29))


def test_without_a_list_the_model_stands() -> None:
    model = [triple(1), triple(12)]
    assert with_dated_entries(model, [triple(2)], PARAGRAPHS) == model


def test_an_entry_is_read_by_the_rules_and_holders_are_kept() -> None:
    model = [triple(1), triple(11), triple(21), triple(23, 2)]
    rules = [triple(2), triple(12, None, DATED_ENTRY), triple(14, 1)]
    merged = with_dated_entries(model, rules, PARAGRAPHS)
    assert [t.cue[0][0] for t in merged] == [2, 22, 24, 13, 15]
    assert [t.nested_in for t in merged] == [None, None, 1, None, 3]
