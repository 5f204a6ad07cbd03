"""Time expressions of whole documents."""

from msgspec.structs import replace

from sayso.resolve.dates.anachronisms import without_anachronisms
from sayso.resolve.dates.anchors import paragraphs_of, segment_anchors
from sayso.resolve.dates.find import find_dates
from sayso.resolve.dates.records import Anchor, TimeExpression


def dates_of_document(raw_text: str, anchor: Anchor | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a whole document in reading order, each counted from its own segment's date.

    Args:
        raw_text: the raw layer, also the blocks that cleaning leaves out.
        anchor: the document's date, None where it is not known.

    Offsets:
        Half-open code points of the raw layer.
    """
    found: list[TimeExpression] = []
    for segment in segment_anchors(raw_text, paragraphs_of(raw_text), anchor):
        start, end = segment.span
        passage = raw_text[start:end]
        dates = without_anachronisms(find_dates(passage, segment.anchor), passage, segment.anchor)
        found.extend(replace(date, span=(date.span[0] + start, date.span[1] + start)) for date in dates)
    return tuple(found)
