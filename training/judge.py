"""Whether attributions are right, as the scorer's AR has it: content Jaccard at least one half, sources meeting."""

import re
from bisect import bisect_left
from collections.abc import Sequence

Span = tuple[int, int]
Roles = tuple[Sequence[Span], Sequence[Span]]
"""Source and content."""


def tokens_of(text: str) -> list[Span]:
    """The tokens of a text: words and single marks."""
    return [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]


def touched(spans: Sequence[Span], tokens: list[Span]) -> frozenset[int]:
    """The tokens that share a character with a span."""
    out: set[int] = set()
    for start, end in spans:
        i = bisect_left(tokens, (start, start))
        if i and tokens[i - 1][1] > start:
            i -= 1
        while i < len(tokens) and tokens[i][0] < end:
            out.add(i)
            i += 1
    return frozenset(out)


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared share of two token sets."""
    return len(a & b) / (len(a | b) or 1)


def same_source(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two sources meet, or both are missing."""
    return bool(a & b) or (not a and not b)


def is_right(found: Sequence[Roles], golds: Sequence[Roles], tokens: list[Span]) -> list[bool]:
    """For each found attribution whether it is right; a gold one makes at most one right, closest pairs first."""
    marked = [(touched(s, tokens), touched(c, tokens)) for s, c in found]
    wanted = [(touched(s, tokens), touched(c, tokens)) for s, c in golds]
    pairs = [
        (-jaccard(c, gc), i, j)
        for i, (s, c) in enumerate(marked)
        for j, (gs, gc) in enumerate(wanted)
        if jaccard(c, gc) >= 0.5 and same_source(s, gs)
    ]
    right, used = [False] * len(found), set[int]()
    for _, i, j in sorted(pairs):
        if not right[i] and j not in used:
            right[i] = True
            used.add(j)
    return right
