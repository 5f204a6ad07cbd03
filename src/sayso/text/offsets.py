"""The offset map between the raw and the clean layer: built while cleaning, walked afterwards, never recovered.

Offsets: code points throughout; spans are half-open.
"""

import html
from bisect import bisect_left, bisect_right

from sayso.records import Block, Layout, MapKind, Segment, Span, Spans


class MapBuilder:
    """Builds the clean layer and its map side by side, piece by piece and in text order.

    Example:
        >>> builder = MapBuilder("A&amp;B")
        >>> builder.copy(0, 1)
        >>> builder.entity(1, 6)
        >>> builder.copy(6, 7)
        >>> builder.clean
        'A&B'
    """

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    @property
    def clean(self) -> str:
        """The clean layer so far."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """The length of the clean layer so far, in code points."""
        return self._length

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments so far."""
        return tuple(self._segments)

    def ends_softly(self, end: int) -> bool:
        """Whether the character before a raw place is a soft hyphen."""
        return self._raw.startswith("\u00ad", end - 1) if end else False

    def copy(self, start: int, end: int) -> None:
        """Append raw[start:end] as it stands."""
        self._append(self._raw[start:end], start, end, MapKind.COPY)

    def entity(self, start: int, end: int) -> None:
        """Append the HTML unescape of raw[start:end]."""
        self._append(html.unescape(self._raw[start:end]), start, end, MapKind.ENTITY)

    def space(self, text: str, start: int, end: int) -> None:
        """Append white space of our own that stands for raw[start:end] (which may be empty)."""
        self._append(text, start, end, MapKind.SPACE)

    def _append(self, text: str, start: int, end: int, kind: MapKind) -> None:
        if not text:
            return
        last = self._segments[-1] if self._segments else None
        clean_start, self._length = self._length, self._length + len(text)
        self._pieces.append(text)
        if last and last.kind is kind is MapKind.COPY and last.raw_end == start:
            clean_start, start = last.clean_start, last.raw_start
            self._segments.pop()
        self._segments.append(
            Segment(clean_start=clean_start, clean_end=self._length, raw_start=start, raw_end=end, kind=kind)
        )


def to_raw(layout: Layout, span: Span) -> Spans:
    """The raw fragments of a span of the clean layer.

    One fragment, from the raw place of its first character to that of its last; more only where a block that was left
    out lies between. Markup between its words lies inside the fragment, so that a fragment is one place to look at.
    """
    pieces = [_raw_piece(segment, span) for segment in _touched(layout.segments, span) if segment.kind != MapKind.SPACE]
    fragments: list[Span] = []
    for start, end in pieces:
        if fragments and not _left_out_between(layout.blocks, fragments[-1][1], start):
            fragments[-1] = (fragments[-1][0], end)
        else:
            fragments.append((start, end))
    return tuple(fragments)


def to_clean(layout: Layout, span: Span) -> Span | None:
    """The clean span of all that was kept of a raw span; None where nothing of it was kept."""
    first = bisect_right(layout.segments, span[0], key=lambda s: s.raw_end)
    last = bisect_left(layout.segments, span[1], key=lambda s: s.raw_start)
    touched = layout.segments[first:last]
    pieces = [_clean_piece(segment, span) for segment in touched if segment.kind != MapKind.SPACE]
    return (pieces[0][0], pieces[-1][1]) if pieces else None


def bad_segments(raw: str, clean: str, layout: Layout) -> tuple[int, ...]:
    """The indexes of the segments that do not keep their promise; empty for a sound map."""
    bad: list[int] = []
    clean_at = raw_at = 0
    for index, segment in enumerate(layout.segments):
        in_order = segment.clean_start == clean_at and raw_at <= segment.raw_start <= segment.raw_end <= len(raw)
        if not in_order or not _promise_kept(segment, raw, clean):
            bad.append(index)
        clean_at, raw_at = segment.clean_end, segment.raw_end
    if clean_at != len(clean):
        bad.append(len(layout.segments))
    return tuple(bad)


def _promise_kept(segment: Segment, raw: str, clean: str) -> bool:
    ours, theirs = clean[segment.clean_start : segment.clean_end], raw[segment.raw_start : segment.raw_end]
    match segment.kind:
        case MapKind.COPY:
            return ours == theirs
        case MapKind.ENTITY:
            return ours == html.unescape(theirs)
        case MapKind.SPACE:
            return bool(ours) and ours.isspace()


def _touched(segments: tuple[Segment, ...], span: Span) -> tuple[Segment, ...]:
    first = bisect_right(segments, span[0], key=lambda s: s.clean_end)
    last = bisect_left(segments, span[1], key=lambda s: s.clean_start)
    return segments[first:last]


def _raw_piece(segment: Segment, span: Span) -> Span:
    """The raw slice of the part of a segment inside a clean span; an entity is one piece."""
    if segment.kind is not MapKind.COPY:
        return segment.raw_start, segment.raw_end
    shift = segment.raw_start - segment.clean_start
    return max(segment.clean_start, span[0]) + shift, min(segment.clean_end, span[1]) + shift


def _clean_piece(segment: Segment, span: Span) -> Span:
    if segment.kind is not MapKind.COPY:
        return segment.clean_start, segment.clean_end
    shift = segment.clean_start - segment.raw_start
    return max(segment.raw_start, span[0]) + shift, min(segment.raw_end, span[1]) + shift


def _left_out_between(blocks: tuple[Block, ...], start: int, end: int) -> bool:
    first = bisect_left(blocks, start, key=lambda b: b.span[0])
    return first < len(blocks) and blocks[first].span[1] <= end and not blocks[first].kept
