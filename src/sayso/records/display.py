"""The text shown for spans of the raw layer: what a reader would read there."""

from bisect import bisect_left, bisect_right

from sayso.records.documents import Layout, MapKind, Media, Segment
from sayso.records.spans import Span, Spans, join_fragments, slice_spans

MARKUP = frozenset({Media.HTML, Media.HTML_GZIP, Media.JSON_HTML, Media.MAIL_HTML, Media.ENTRY_HTML})
"""The media whose raw layer holds markup that is no reading text."""


def display_text(media: Media, raw: str, clean: str, layout: Layout, spans: Spans) -> str:
    """The words under `spans`, fragments joined by " … ".

    For media without markup the raw slices. For HTML, of each fragment the clean text from its first to its last kept
    character, so that tags and character references are not shown; the raw slice where nothing of it was kept.

    Offsets: `spans` are half-open code points of the raw layer.

    Example:
        >>> from sayso.records.documents import MapKind, Segment
        >>> copy = Segment(clean_start=0, clean_end=4, raw_start=3, raw_end=7, kind=MapKind.COPY)
        >>> layout = Layout(document="", segments=(copy,), blocks=())
        >>> display_text(Media.HTML, "<p>Yes.</p>", "Yes.", layout, ((0, 6),))
        'Yes'
    """
    if media not in MARKUP:
        return slice_spans(raw, spans)
    return join_fragments(_kept_text(raw, clean, layout.segments, span) for span in spans)


def _kept_text(raw: str, clean: str, segments: tuple[Segment, ...], span: Span) -> str:
    start, end = span
    first = bisect_right(segments, start, key=lambda s: s.raw_end)
    last = bisect_left(segments, end, key=lambda s: s.raw_start)
    kept = [s for s in segments[first:last] if s.kind is not MapKind.SPACE]
    if not kept:
        return raw[start:end]
    return clean[_clean_place(kept[0], start) : _clean_place(kept[-1], end, end=True)]


def _clean_place(segment: Segment, place: int, *, end: bool = False) -> int:
    """Where a raw place inside a segment lies in the clean layer; a segment that is no copy is one piece."""
    if segment.kind is not MapKind.COPY:
        return segment.clean_end if end else segment.clean_start
    inside = min(max(place, segment.raw_start), segment.raw_end)
    return segment.clean_start + inside - segment.raw_start
