"""The date that each part of a document counts from: the document's own, a dateline's, a list item's."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from sayso.records import Span
from sayso.resolve.dates.anachronisms import bounded
from sayso.resolve.dates.find import find_dates
from sayso.resolve.dates.records import Anchor, Segment, TimeExpression, TimexType

_ITEM_TAIL = re.compile(r"[ \t]*(?:[—–:]|--+|-(?=\s))")
_ITEM_HEAD = re.compile(r"[\s•*·▪●\-–—\d.)(]{0,6}")
_DATELINE_HEAD = re.compile(
    r"(?:[A-Z][\w’'&. ]{2,40}:\s)?(?:[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3},\s*){1,3}$",
)
_DATELINE_TAIL = re.compile(r"[ \t]*(?:\([^()\n]{2,40}\)|/[A-Za-z. -]{2,30}/)?[ \t]*(?:[—–:]|--?)")
_MAY_HEAD = re.compile(r"\d.{0,60}?[—–:/-]|\d.*?\(", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_DATELINE_AGE = 45
"""Days that a dateline may be older than the document that carries it."""
_DATELINE_AHEAD = 1
"""Days after its document that a dateline may lie."""
_HEAD_LENGTH = 120
"""Code points of a paragraph within which a dateline or a list item's date must stand."""


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The lines of a text that hold anything but white space.

    Offsets: half-open code points of `text`.
    """
    return tuple(match.span() for match in re.finditer(r"\S[^\n]*", text))


def segment_anchors(text: str, paragraphs: Sequence[Span], document_anchor: Anchor | None) -> tuple[Segment, ...]:
    """The parts of a text that count from one date each, in order, covering it from end to end.

    Args:
        text: the text.
        paragraphs: its paragraphs, in order.
        document_anchor: the document's date.

    Offsets:
        Half-open code points of `text`.

    Method:
        A paragraph that begins with a date and a dash or colon ("Dec. 31, 2017—Resalat daily: …") is a list item: its
        date anchors what follows it, up to the next item, or to the next blank line where no other item follows. A
        dateline ("London, 18 Jan –") anchors everything after it, up to the next one. A dateline without a year that
        would lie after the document, or long before it (a teaser of another article), is of an unknown earlier year.
    """
    heads = [_head(text, paragraph, document_anchor) for paragraph in paragraphs]
    segments: list[Segment] = []
    running = Segment(span=(0, 0), anchor=document_anchor, reason="document")
    for number, (paragraph, head) in enumerate(zip(paragraphs, heads, strict=True)):
        if head is not None:
            current = head
            running = head if head.reason == "dateline" else running
        elif (
            segments
            and segments[-1].reason == "list item"
            and (_item_follows(heads[number:]) or _goes_on(text, segments[-1], paragraph))
        ):
            current = segments[-1]
        else:
            current = running
        _extend(segments, current, paragraph)
    return _covering(segments or [running], len(text))


def _extend(segments: list[Segment], current: Segment, paragraph: Span) -> None:
    same = segments and (segments[-1].anchor, segments[-1].evidence) == (current.anchor, current.evidence)
    begin = segments.pop().span[0] if same else paragraph[0]
    segments.append(
        Segment(span=(begin, paragraph[1]), anchor=current.anchor, reason=current.reason, evidence=current.evidence)
    )


def _covering(segments: list[Segment], length: int) -> tuple[Segment, ...]:
    starts = [0, *(segment.span[0] for segment in segments[1:]), length]
    return tuple(
        Segment(span=(starts[i], starts[i + 1]), anchor=s.anchor, reason=s.reason, evidence=s.evidence)
        for i, s in enumerate(segments)
    )


def _goes_on(text: str, item: Segment, paragraph: Span) -> bool:
    """Whether a paragraph stands on the line after an item, in a text that parts its paragraphs by blank lines."""
    return _BLANK_LINE.search(text) is not None and _BLANK_LINE.search(text, item.span[1], paragraph[0]) is None


def _item_follows(heads: list[Segment | None]) -> bool:
    """Whether the next paragraph with a date of its own is another list item."""
    following = next((head for head in heads if head is not None), None)
    return following is not None and following.reason == "list item"


def _head(text: str, paragraph: Span, anchor: Anchor | None) -> Segment | None:
    """The segment that a paragraph opens by a date at its head, None where it has none."""
    start = paragraph[0]
    if not _MAY_HEAD.search(text, start, min(paragraph[1], start + _HEAD_LENGTH)):
        return None
    for found in find_dates(text[start : min(paragraph[1], start + _HEAD_LENGTH)], anchor):
        reason = _reason(text, start, found)
        own = _anchor_of(found if reason != "dateline" else _of_some_year(found, anchor))
        if reason and own:
            evidence = (start + found.span[0], start + found.span[1])
            return Segment(span=paragraph, anchor=own, reason=reason, evidence=evidence)
    return None


def _reason(text: str, start: int, found: TimeExpression) -> str | None:
    before, after = text[start : start + found.span[0]], start + found.span[1]
    if found.type is not TimexType.DATE or found.interval is None or not any(c.isdigit() for c in found.text):
        return None
    if _ITEM_HEAD.fullmatch(before) and _ITEM_TAIL.match(text, after):
        return "list item"
    if _DATELINE_HEAD.fullmatch(before) and _DATELINE_TAIL.match(text, after):
        return "dateline"
    return None


def _of_some_year(found: TimeExpression, anchor: Anchor | None) -> TimeExpression:
    """A dateline's date, of an unknown earlier year where it is not shortly before, or a day after, the document's own.

    A document can be dated a day too early by the place it was kept at.
    """
    if anchor is None or not found.needs_anchor or found.interval is None or found.interval[1] is None:
        return found
    for day in (anchor.last + timedelta(days=n) for n in range(1, _DATELINE_AHEAD + 1)):
        if found.interval[1][5:] == day.isoformat()[5:]:
            own = day.isoformat()
            return replace(found, value=own, edtf=own, interval=(own, own))
    age = (anchor.last - date.fromisoformat(found.interval[1])).days
    return found if 0 <= age <= _DATELINE_AGE else bounded(found, anchor.last.isoformat())


def _anchor_of(found: TimeExpression) -> Anchor | None:
    """The anchor that a day or a bounded day makes; a month or year alone heads no segment."""
    if found.interval is None or found.interval[1] is None or found.value.count("-") < 2:
        return None
    first, last = found.interval
    return Anchor.parse(f"{first}/{last}" if first else f"../{last}")
