"""Which of many things share a block, in little memory: blocks are looked up by hash, and only while they are made."""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b


def sharing(blocks: Iterable[Iterable[str]]) -> Iterator[list[int]]:
    """The numbers of the things that share a block, ascending, for each block that two or more are in; in no order.

    Args:
        blocks: those of each thing, which have number 0 and up.

    Memory: twelve bytes a thing and block. Two blocks of one 64-bit hash are taken for one.

    Example:
        >>> sorted(sharing([{"a", "b"}, {"c"}, {"b", "c"}]))
        [[0, 2], [1, 2]]
    """
    import numpy as np  # loaded when it is used, as nothing near it needs it

    marks, numbers = array("Q"), array("I")
    for number, own in enumerate(blocks):
        for block in set(own):
            marks.append(int.from_bytes(blake2b(block.encode(), digest_size=8).digest(), "big"))
            numbers.append(number)
    by_mark, of_mark = np.array(marks, dtype=np.uint64), np.array(numbers, dtype=np.uint32)
    order = np.argsort(by_mark, kind="stable")
    by_mark, of_mark = by_mark[order], of_mark[order]
    starts = np.flatnonzero(np.diff(by_mark, prepend=by_mark[:1] + np.uint64(1)))
    ends = np.append(starts[1:], len(by_mark))
    shared = ends - starts > 1
    for start, end in zip(starts[shared], ends[shared], strict=True):
        yield of_mark[start:end].tolist()
