"""Spans: half-open ranges of code points into a named, immutable text layer."""

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]

FRAGMENT_JOINER = " … "
"""What stands between the fragments of one role when they are shown as one text."""


def join_fragments(fragments: Iterable[str]) -> str:
    """The text shown for a role made of several fragments."""
    return FRAGMENT_JOINER.join(fragments)


def slice_spans(text: str, spans: Spans) -> str:
    """The characters of `text` under `spans`, fragments joined for display.

    Offsets: of the layer that `text` is.

    Example:
        >>> slice_spans("Ana said taxes will fall.", ((0, 3), (9, 24)))
        'Ana … taxes will fall'
    """
    return join_fragments(text[start:end] for start, end in spans)


def covers(outer: Spans, inner: Spans) -> bool:
    """Whether every fragment of `inner` lies inside one fragment of `outer`."""
    return all(any(o[0] <= i[0] and i[1] <= o[1] for o in outer) for i in inner)


def overlap(a: Span, b: Span) -> int:
    """How many code points the two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
