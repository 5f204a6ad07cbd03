"""What is shown for spans is what a reader would read there."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Layout, MapKind, Media, Segment, display_text, slice_spans

RAW = "<p>Fish &amp; chips</p><i>no</i><p>fall.</p>"
CLEAN = "Fish & chips\nfall."


def segments(*pieces):
    """Segments from (clean length, raw start, raw end, kind)."""
    made, at = [], 0
    for length, start, end, kind in pieces:
        made.append(Segment(clean_start=at, clean_end=at + length, raw_start=start, raw_end=end, kind=kind))
        at += length
    return Layout(document="d", segments=tuple(made), blocks=())


LAYOUT = segments(
    (5, 3, 8, MapKind.COPY),
    (1, 8, 13, MapKind.ENTITY),
    (6, 13, 19, MapKind.COPY),
    (1, 19, 35, MapKind.SPACE),
    (5, 35, 40, MapKind.COPY),
)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ((0, 44), CLEAN),
        ((3, 7), "Fish"),
        ((0, 5), "Fi"),
        ((8, 13), "&"),
        ((10, 12), "&"),
        ((8, 19), "& chips"),
        ((14, 37), "chips\nfa"),
        ((19, 35), "</p><i>no</i><p>"),
        ((26, 28), "no"),
    ],
)
def test_html_shows_what_was_kept_and_raw_where_nothing_was(span, shown):
    want = RAW[slice(*span)] if shown in {"no", "</p><i>no</i><p>"} else shown
    assert display_text(Media.HTML, RAW, CLEAN, LAYOUT, (span,)) == want


def test_the_map_used_here_is_sound():
    for s in LAYOUT.segments:
        ours, theirs = CLEAN[s.clean_start : s.clean_end], RAW[s.raw_start : s.raw_end]
        assert {"copy": ours == theirs, "entity": ours == html.unescape(theirs), "space": ours.isspace()}[s.kind]


def test_fragments_are_joined():
    assert display_text(Media.JSON_HTML, RAW, CLEAN, LAYOUT, ((3, 7), (35, 39))) == "Fish … fall"
    assert display_text(Media.HTML_GZIP, RAW, CLEAN, LAYOUT, ()) == ""


@given(st.lists(st.tuples(st.integers(0, 44), st.integers(0, 44)).map(sorted).map(tuple), max_size=3).map(tuple))
def test_other_media_show_raw_slices(spans):
    assert display_text(Media.TEXT, RAW, "", LAYOUT, spans) == slice_spans(RAW, spans)
    assert display_text(Media.JSON_TEXT, RAW, "", LAYOUT, spans) == slice_spans(RAW, spans)
