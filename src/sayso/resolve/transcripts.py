"""The day of a document that is the record of a sitting, hearing or interview: that of all its labelled turns."""

import re
from collections.abc import Sequence

from sayso.records import Said
from sayso.resolve.days import Days
from sayso.resolve.items import Item
from sayso.resolve.view import View

TURNS = 4
"""Labelled turns from which a document may be a record."""
_LABEL_END = re.compile(r"[^\S\n]*(?:\([^)\n]{1,60}\)[^\S\n]*)?[:.—–-]")
_SAT = re.compile(
    r"\b(?:sitting|session|hearing|meeting|debate|interview|recorded|held|transcript|minutes|record|question|remarks|"
    r"proceedings|spoke|hour)\b",
    re.IGNORECASE,
)
_NO_CUE = " :—–.-"


def turns_of(view: View, items: Sequence[Item]) -> tuple[int, ...]:
    """The numbers of the items that are labelled turns ("RUIZ: …"), where they make up the document; else none."""
    turns = tuple(number for number, item in enumerate(items) if _is_turn(view, item))
    sources = sum(item.source is not None for item in items)
    return turns if len(turns) >= TURNS and 2 * len(turns) >= sources else ()


def day_of_record(view: View, days: Days, first: int) -> Said | None:
    """The one day told of before the first turn; of several, the one told with a word for the sitting.

    Args:
        first: where the first turn begins.
    """
    told = [(sentence, date) for sentence in view.sentences if sentence[0] < first for date in days.named(sentence)]
    sat = [date for sentence, date in told if _SAT.search(view.text, *sentence)]
    dates = sat or [date for _, date in told]
    return dates[0] if len({date.edtf for date in dates}) == 1 else None


def _is_turn(view: View, item: Item) -> bool:
    """Whether an item has no cue but its label's colon, and the label opens a paragraph."""
    if item.source is None or item.cue_text.strip(_NO_CUE) or view.is_headline(item.source[0]):
        return False
    opens = view.paragraphs and view.paragraphs[view.paragraph_index(item.source[0])][0] == item.source[0]
    return bool(opens) and bool(_LABEL_END.match(view.text, item.source[1]))
