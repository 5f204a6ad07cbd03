"""Dated lists, labels, signatures and "according to" come from the rules, all else from the model."""

import pytest

from sayso.extract.reader.layouts import DATED_ENTRY, FORMULA, LABEL, with_dated_entries, with_layouts
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


TEXT = "Ruiz: we will not sell the farm to them, or to you."
HEADLINE = "Moon Rush: Private Lander Plans and the Long Way to Orbit"


def test_a_name_before_the_colon_of_a_headline_is_no_speaker() -> None:
    label = spans((0, 9), (9, 10), (11, 57), LABEL)
    assert with_layouts([], [label], HEADLINE) == []


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("Ruiz: we will not sell.", True),
        ("@quay: no ferry until six in the morning", True),
        ("Norvan: tenth appearance", False),
        ("Norvan (Group A): they have been here ten times.", False),
        ("Dear Ana: the house is yours.", False),
    ],
)
def test_a_label_is_a_speakers_where_a_sentence_follows(line: str, taken: bool) -> None:
    colon = line.index(":")
    label = spans((0, colon), (colon, colon + 1), (colon + 2, len(line.rstrip("."))), LABEL)
    assert with_layouts([], [label], line) == ([label] if taken else [])


def spans(source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int], *reasons: str) -> Triple:
    return Triple(source=(source,), cue=(cue,), content=(content,), confidence=0.5, reasons=reasons)


def test_without_a_layout_the_model_stands() -> None:
    model = [triple(1), triple(12)]
    assert with_layouts(model, [triple(2)], TEXT) == model


def test_a_label_takes_the_place_of_what_the_model_made_of_it() -> None:
    label = spans((0, 4), (4, 5), (6, 40), LABEL)
    wrong = spans((6, 8), (9, 12), (0, 30))
    inside = spans((10, 14), (15, 19), (20, 40))
    assert [t.nested_in for t in with_layouts([wrong, inside], [label], TEXT)] == [None, 0]
    assert with_layouts([wrong, inside], [label], TEXT)[0] == label


def test_according_to_inside_a_content_leaves_that_content_alone() -> None:
    formula = spans((20, 29), (7, 19), (31, 50), FORMULA)
    outer, same = spans((0, 2), (3, 6), (7, 50)), spans((20, 22), (7, 19), (40, 50))
    merged = with_layouts([outer, same], [formula], TEXT)
    assert [(t.cue[0][0], t.nested_in) for t in merged] == [(3, None), (7, 0)]


def test_a_formula_without_a_source_is_left_to_the_model() -> None:
    model = [triple(12)]
    rules = [Triple(source=(), cue=((13, 14),), content=((14, 15),), confidence=0.5, reasons=(FORMULA,))]
    assert with_layouts(model, rules, TEXT) == model
