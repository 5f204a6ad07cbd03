"""The map between the layers, by position."""

from sayso.records import BlockKind, Layout, Original
from sayso.text import bad_segments, paragraphs, read_text, to_clean, to_raw
from tests.text.helpers import plain


def layout_of(original: Original) -> tuple[str, str, Layout]:
    read = read_text(original)
    assert read.layout is not None
    return read.raw, read.clean, read.layout


REPEATED = plain("Latest\n\nThe dam broke.\n\nAna said the dam broke.\r\nThe dam broke.\n")


def test_repeated_sentences_map_to_their_own_place() -> None:
    raw, clean, layout = layout_of(REPEATED)
    places: list[int] = []
    at = clean.find("The dam broke.")
    while at >= 0:
        ((start, end),) = to_raw(layout, (at, at + 14))
        assert raw[start:end] == "The dam broke."
        places.append(start)
        at = clean.find("The dam broke.", at + 1)
    assert places == [8, 49]


def test_to_clean_is_the_way_back() -> None:
    raw, clean, layout = layout_of(REPEATED)
    span = to_clean(layout, (49, 63))
    assert span is not None
    assert clean[span[0] : span[1]] == raw[49:63]


def test_to_clean_of_what_was_left_out_is_none() -> None:
    _, _, layout = layout_of(plain("Monday, March 4, 2024\n\nDam breaks\n\nThe dam broke."))
    assert to_clean(layout, (0, 21)) is None


def test_a_changed_character_is_found() -> None:
    raw, clean, layout = layout_of(REPEATED)
    assert bad_segments(raw, clean, layout) == ()
    assert bad_segments(raw, clean.replace("Ana", "Eva"), layout) != ()


def test_blocks_cover_all_but_white_space() -> None:
    raw, _, layout = layout_of(REPEATED)
    covered = " ".join(raw[block.span[0] : block.span[1]] for block in layout.blocks)
    assert covered.split() == raw.split()


def test_paragraphs_are_the_kept_blocks() -> None:
    _, clean, layout = layout_of(REPEATED)
    kept = [block for block in layout.blocks if block.kind is not BlockKind.DEBRIS]
    assert [clean[s:e] for s, e in paragraphs(layout)] == clean.split("\n\n")
    assert len(kept) == len(paragraphs(layout))
