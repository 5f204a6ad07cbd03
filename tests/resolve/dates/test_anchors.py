from itertools import pairwise

from sayso.resolve.dates import Anchor, dates_of_document, paragraphs_of, segment_anchors

LIST = """Here is what outlets said:

Dec. 29, 2017—Karvan TV: The imam blamed the strikers yesterday.

Dec. 31, 2017—Borna daily (close to the governor): The unrest on Saturday was planned.
It said more today.

The strikes ended yesterday."""


def _segments(text: str, anchor: str | None):
    return segment_anchors(text, paragraphs_of(text), Anchor.parse(anchor) if anchor else None)


def _values(text: str, anchor: str | None) -> list[str]:
    return [date.value for date in dates_of_document(text, Anchor.parse(anchor) if anchor else None)]


def test_segments_cover_the_text_from_end_to_end():
    segments = _segments(LIST, "2018-01-18")
    assert segments[0].span[0] == 0
    assert segments[-1].span[1] == len(LIST)
    assert all(a.span[1] == b.span[0] for a, b in pairwise(segments))


def test_a_list_items_date_anchors_its_item_and_no_more():
    assert _values(LIST, "2018-01-18") == [
        "2017-12-29",
        "2017-12-28",
        "2017-12-31",
        "2017-12-30",
        "2017-12-31",
        "2018-01-17",
    ]


def test_a_list_items_date_anchors_also_where_the_document_has_none():
    assert _values(LIST, None) == ["2017-12-29", "2017-12-28", "2017-12-31", "2017-12-30", "2017-12-31", "XXXX-XX-XX"]


def test_a_dateline_anchors_what_follows():
    text = "PORTO, 16 Jan (AFN) – Ana Ruiz resigned yesterday.\n\nShe had been ill since Sunday."
    assert _values(text, "2018-01-18") == ["2018-01-16", "2018-01-15", "2018-01-14"]
    assert [segment.reason for segment in _segments(text, "2018-01-18")] == ["dateline"]


def test_a_dateline_cannot_lie_after_its_document():
    found = dates_of_document("Karvan: Lund, Borduria, Jan. 29 – Officials spoke.", Anchor.parse("2018-01-18"))
    assert [(date.value, date.interval) for date in found] == [("XXXX-01-29", (None, "2017-01-29"))]


def test_a_date_inside_a_sentence_is_no_dateline():
    assert [s.reason for s in _segments("On Jan. 3, 2018, they met: nobody knew.", "2018-01-18")] == ["document"]
