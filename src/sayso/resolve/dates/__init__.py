"""Dates in text: recognised as TIMEX3 has it, resolved from an anchor, given as EDTF and as an interval of days.

The conventions, the method and its figures are in `docs/dates.md`.
"""

from sayso.resolve.dates.anachronisms import find_anachronisms, without_anachronisms
from sayso.resolve.dates.anchors import paragraphs_of, segment_anchors
from sayso.resolve.dates.document import dates_of_document
from sayso.resolve.dates.find import find_dates
from sayso.resolve.dates.records import Anachronism, Anchor, Segment, TimeExpression, TimexType
from sayso.resolve.dates.said import said_on

__all__ = [
    "Anachronism",
    "Anchor",
    "Segment",
    "TimeExpression",
    "TimexType",
    "dates_of_document",
    "find_anachronisms",
    "find_dates",
    "paragraphs_of",
    "said_on",
    "segment_anchors",
    "without_anachronisms",
]
