"""Where the text of a document stands inside quotation marks, whatever marks it uses."""

import re

from sayso.records import Span

_DOUBLE = re.compile(r"``|''|[\"“”„«»]")
_OPENING = frozenset({"“", "„", "``", "«"})
_CLOSING = frozenset({"”", "»"})
_SINGLE_PAIR = re.compile(r"(?<![\w’'])[‘'](?=[^\s‘'’])(?P<inside>[^\n]{2,600}?)(?<=[^\s‘])[’'](?!\w)")
_SINGLE_WORDS = 2
"""A single-quoted run counts as a quotation from this many words on; shorter ones are mostly elisions."""


def quotations(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The quotations of one paragraph, marks included, in text order and without overlap.

    Double marks of any kind are paired first; one left open runs to the end of the paragraph. Single marks are paired
    only where no double mark stands in the paragraph, since apostrophes look the same.

    Offsets: half-open code points of `text`.

    Example:
        >>> quotations('She said: "No." Then left.', (0, 26))
        ((10, 15),)
    """
    start, end = paragraph
    found: list[Span] = []
    open_at: int | None = None
    for match in _DOUBLE.finditer(text, start, end):
        mark = match.group()
        if open_at is None:
            if mark not in _CLOSING:
                open_at = match.start()
        elif mark not in _OPENING:
            found.append((open_at, match.end()))
            open_at = None
    if open_at is not None:
        found.append((open_at, end))
    if found:
        return tuple(found)
    pairs = _SINGLE_PAIR.finditer(text, start, end)
    return tuple(m.span() for m in pairs if len(m.group("inside").split()) >= _SINGLE_WORDS)


def left_open(text: str, paragraph: Span) -> bool:
    """Whether the paragraph ends inside a double-quoted quotation that is not closed in it."""
    spans = quotations(text, paragraph)
    if not spans or spans[-1][1] != paragraph[1]:
        return False
    opened = spans[-1][0]
    marks = [m.group() for m in _DOUBLE.finditer(text, opened, paragraph[1])]
    return len(marks) == 1 or (bool(marks) and marks[-1] in _OPENING)
