"""Blocks: all pairs of small ones, windows and rows of large ones; words whoever speaks make large ones sooner."""

import numpy as np
import pytest

from sayso.link.families.blocking import LARGEST, LARGEST_WIDE, WINDOW, Blocks

WIDE, OWN = 7, 8
"""A key of words whoever speaks, and one of a speaker's words."""


def pairs(key: int, days: list[int]) -> list[tuple[int, int]]:
    blocks = Blocks()
    for node, day in enumerate(days):
        blocks.add(node, (key,), day)
    numbers = np.arange(len(days), dtype=np.int64)
    return list(blocks.pairs(numbers, numbers))


@pytest.mark.parametrize(("key", "most"), [(WIDE, LARGEST_WIDE), (OWN, LARGEST)])
def test_all_pairs_up_to_the_largest_block(key: int, most: int) -> None:
    assert len(pairs(key, [0] * most)) == most * (most - 1) // 2
    assert len(pairs(key, [0] * (most + 1))) == most


def test_a_large_block_is_cut_into_windows_of_days() -> None:
    days = [WINDOW * 10 * (n // 4) for n in range(LARGEST_WIDE * 2)]
    found = pairs(WIDE, days)
    assert len(found) == len(days) // 4 * 6
    assert all(days[one] == days[other] for one, other in found)
    assert len(pairs(OWN, days)) == len(days) * (len(days) - 1) // 2


def test_pairs_come_in_the_order_of_the_shelves_whatever_they_share() -> None:
    blocks = Blocks()
    for node, key in enumerate((2, 4, 6, 6, 2, 4)):
        blocks.add(node, (key,), 0)
    shelves = np.array([9, 1, 5, 5, 9, 1])
    assert list(blocks.pairs(np.arange(6), shelves)) == [(1, 5), (2, 3), (0, 4)]
