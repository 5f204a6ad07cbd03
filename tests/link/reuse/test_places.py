"""Words, their places in both layers, and their way through bytes and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.reuse.packing import pack, unpack
from sayso.link.reuse.prepare import ReuseInput, prepare
from sayso.link.reuse.words import split_words
from sayso.records import Block, BlockKind, Layout
from sayso.text.offsets import MapBuilder, to_raw
from tests.link.reuse.helpers import document

PIECES = st.lists(
    st.tuples(st.sampled_from(("copy", "entity", "space", "block")), st.sampled_from(("one two ", "Ünï", "x", " y z"))),
    min_size=1,
    max_size=12,
)


def build(pieces: list[tuple[str, str]]) -> ReuseInput:
    """A document put together of copied text, character references, white space of our own, and left-out blocks."""
    raw, steps, blocks = "", [], []
    for kind, text in pieces:
        start = len(raw)
        raw += {"copy": text, "entity": "&eacute;", "space": "<br>", "block": f"[{text}]"}[kind]
        steps.append((kind, start, len(raw)))
        if kind == "block":
            blocks.append(Block(span=(start, len(raw)), kind=BlockKind.DEBRIS, reason="notice"))
    builder = MapBuilder(raw)
    for kind, start, end in steps:
        if kind == "copy":
            builder.copy(start, end)
        elif kind == "entity":
            builder.entity(start, end)
        else:
            builder.space("\n", start, end)
    layout = Layout(document="d", segments=builder.segments, blocks=tuple(blocks))
    return ReuseInput(document="d", clean=builder.clean, layout=layout)


@given(PIECES, st.data())
def test_words_stand_where_the_offset_map_has_them(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    item = build(pieces)
    places, _ = prepare(item)
    if len(places):
        first = data.draw(st.integers(0, len(places) - 1))
        last = data.draw(st.integers(first + 1, len(places)))
        clean = int(places.starts[first]), int(places.ends[last - 1])
        ours, theirs = places.spans(first, last), to_raw(item.layout, clean)
        assert (ours[0][0], ours[-1][1]) == (theirs[0][0], theirs[-1][1])
        for span in ours:
            assert sum(start <= span[0] and span[1] <= end for start, end in theirs) == 1
        assert len(ours) <= len(theirs)


@given(PIECES)
def test_bytes_give_back_what_was_packed(pieces: list[tuple[str, str]]) -> None:
    places, about = prepare(build(pieces))
    again, told = unpack(pack(places, about))
    assert told == about
    for name in ("hashes", "starts", "ends", "raw_starts", "raw_ends", "broken", "quoted"):
        assert np.array_equal(getattr(again, name), getattr(places, name)), name


def test_hashes_are_the_same_on_every_machine() -> None:
    assert split_words("Port").hashes.tolist() == split_words("a PORT").hashes.tolist()[1:]
    assert split_words("port union").hashes.tolist() == [-7519013726686294846, 6963774030387426977]


def test_words_in_quotation_marks_are_marked() -> None:
    places, _ = prepare(document("d", "He said “all is well” again."))
    assert places.quoted.tolist() == [False, False, True, True, True, False]
