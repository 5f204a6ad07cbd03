"""Quotation marks: every style paired, paragraph by paragraph, and the form of a content computed from them.

Offsets: half-open code points of the text given, whichever layer it is.

Method: one pass over the marks of a paragraph. Marks that say by their shape whether they open or close are believed
unless their surroundings contradict them; straight marks are told apart by what stands beside them. An apostrophe
is never a mark: a single mark opens only where a word begins, and only if a closing partner stands in the paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from sayso.records import Form, Span, Spans, Value

PAIRS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "''"),
    "„": ("“", "”", "‟", '"'),
    "‟": ("”",),
    "”": ("”", '"'),
    '"': ('"', "”", "“"),
    "``": ("''", '"'),
    "''": ("''",),
    "«": ("»",),
    "»": ("«",),
    "‘": ("’", "'"),
    "‚": ("‘", "’"),
    "'": ("'", "’"),
    "‹": ("›",),
    "›": ("‹",),
}
"""The marks that can close a quotation, by the mark that opened it."""

SINGLE = frozenset("‘‚'")
"""Opening marks that could be apostrophes."""

_ALWAYS_OPEN = frozenset(("“", "„", "‟", "``", "«", "‹", "‘", "‚"))
_MARK = re.compile("``|''|[\"“”„‟«»‘’‚'‹›]")
_BEFORE_OPENING = frozenset("([{—–-―/:;,…")
_CLIPPED = re.compile(r"(?:tis|twas|em|cause|til|till|n|round|bout|\d\ds?)\b", re.IGNORECASE)
"""Words that are written with an apostrophe in front."""
_WORD = re.compile(r"\w+")


class Quotation(Value, frozen=True, kw_only=True):
    """One pair of quotation marks and what stands between.

    Attributes:
        outer: the span with its marks.
        inner: the span without them.
        mark: the opening mark.
        closed: False where no partner was found and the quotation ends with its paragraph.
        reopened: whether the next paragraph opens with the same mark, so that one quotation runs on.
        continues: whether it is the running on of the paragraph before.
    """

    outer: Span
    inner: Span
    mark: str
    closed: bool = True
    reopened: bool = False
    continues: bool = False


def quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """The outermost quotations of all paragraphs, in text order, none overlapping.

    A quotation left open ends with its paragraph; where the next paragraph opens with the same mark it is marked as
    reopened, as the press writes long quotations.

    Args:
        text: the layer.
        paragraphs: spans in text order that do not overlap.
    """
    found: list[Quotation] = []
    previous: Quotation | None = None
    for span in paragraphs:
        here = _paragraph_quotations(text, span)
        if previous and here and _runs_on(text, span, previous, here[0]):
            found[-1] = msgspec.structs.replace(previous, reopened=True)
            here[0] = msgspec.structs.replace(here[0], continues=True)
        found.extend(here)
        previous = here[-1] if here and not here[-1].closed else None
    return tuple(found)


def _runs_on(text: str, paragraph: Span, previous: Quotation, first: Quotation) -> bool:
    return first.mark == previous.mark and not text[paragraph[0] : first.outer[0]].strip()


def _paragraph_quotations(text: str, paragraph: Span) -> list[Quotation]:
    marks = [m for m in _MARK.finditer(text, *paragraph) if _can_be_mark(text, m)]
    found: list[Quotation] = []
    at = 0
    lonely_singles = False
    while at < len(marks):
        mark = marks[at]
        if not _opens(text, mark):
            at += 1
            continue
        single = mark.group() in SINGLE
        closing = None if single and lonely_singles else _closing(text, marks, at)
        if closing is None and single:
            lonely_singles = True
            at += 1
            continue
        found.append(_quotation(text, paragraph, mark, marks[closing] if closing is not None else None))
        at = closing + 1 if closing is not None else _next_opening(marks, at)
    return found


def _next_opening(marks: Sequence[re.Match[str]], at: int) -> int:
    """Where to go on after a mark without partner: its quotation has taken the rest of the paragraph."""
    return max(len(marks), at + 1)


def _quotation(text: str, paragraph: Span, opening: re.Match[str], closing: re.Match[str] | None) -> Quotation:
    end = closing.start() if closing else _last_character(text, opening.end(), paragraph[1])
    return Quotation(
        outer=(opening.start(), closing.end() if closing else end),
        inner=(opening.end(), end),
        mark=opening.group(),
        closed=closing is not None,
    )


def _last_character(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _can_be_mark(text: str, mark: re.Match[str]) -> bool:
    """Whether the mark is not an apostrophe inside a word or an inch, foot or minute sign."""
    before, after = _around(text, mark)
    if mark.group() in ("'", "’", "‘"):
        return not (before.isalnum() and after.isalnum())
    return not (mark.group() == '"' and before.isdigit() and not _open_before(text, mark))


def _open_before(text: str, mark: re.Match[str]) -> bool:
    """Whether a straight mark after a digit can close: another one stands before it in the line."""
    line = text.rfind("\n", 0, mark.start()) + 1
    window = max(line, mark.start() - 2000)
    return text.count('"', window, mark.start()) % 2 == 1 or "“" in text[window : mark.start()]


def _around(text: str, mark: re.Match[str]) -> tuple[str, str]:
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    return before, after


def _opens(text: str, mark: re.Match[str]) -> bool:
    before, after = _around(text, mark)
    shape = mark.group()
    at_word_start = before.isspace() or before in _BEFORE_OPENING or before in "\"“„‘'«‹"
    if shape in ("'", "‘"):
        return at_word_start and not after.isspace() and not _CLIPPED.match(text, mark.end())
    if shape in _ALWAYS_OPEN:
        return True
    if shape in ("»", "›"):
        return at_word_start and not after.isspace()
    if shape == "’":
        return False
    return at_word_start or (not after.isspace() and after.isalnum())


def _closing(text: str, marks: Sequence[re.Match[str]], at: int) -> int | None:
    """The index of the mark that closes `marks[at]`."""
    opening = marks[at]
    partners = PAIRS[opening.group()]
    if opening.group() in SINGLE:
        return _closing_single(text, marks, at, partners)
    for index in range(at + 1, len(marks)):
        shape = marks[index].group()
        if shape in partners and _closes(text, marks[index]):
            return index
    return None


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark can close: not one that stands before a word and after a space."""
    before, after = _around(text, mark)
    return not (before.isspace() and after.isalnum()) or mark.group() in ("”", "»", "’", "''")


def _closing_single(text: str, marks: Sequence[re.Match[str]], at: int, partners: tuple[str, ...]) -> int | None:
    """The closing partner of a single mark; a plural's apostrophe only where nothing better follows."""
    fallback: int | None = None
    for index in range(at + 1, min(len(marks), at + 40)):
        mark = marks[index]
        if mark.group() not in partners:
            continue
        before, after = _around(text, mark)
        if before.isspace() or after.isalnum():
            continue
        if before not in "sS" or not after.isspace():
            return index
        fallback = index if fallback is None else fallback
        if not text[mark.end() : mark.end() + 2].strip()[:1].islower():
            return index
    return fallback


def form_of(text: str, content: Spans, found: Sequence[Quotation]) -> Form:
    """The form of a content: direct where all its words lie between quotation marks, indirect where none, else mixed.

    Args:
        text: the layer that `content` and `found` are of.
        content: the fragments.
        found: the quotations of that layer, in text order.
    """
    starts = [q.inner[0] for q in found]
    words = quoted = 0
    for start, end in content:
        for word in _WORD.finditer(text, start, end):
            words += 1
            index = bisect_right(starts, word.start()) - 1
            quoted += index >= 0 and word.start() < found[index].inner[1]
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if quoted == words else Form.MIXED
