"""Batches: tuples of consecutive items, taken lazily (`itertools.batched` of Python 3.12)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in tuples of `size`; the last may be shorter.

    Example:
        >>> list(batched("abc", 2))
        [('a', 'b'), ('c',)]
    """
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch
