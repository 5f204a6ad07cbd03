"""The day of a document that is the record of a sitting, hearing or interview: that of all its labelled turns."""

import re
from collections.abc import Sequence

from sayso.records import Said, Span
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
_QUOTES = " \"“”'‘’"


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
    above = [sentence for sentence in view.sentences if sentence[0] < first]
    told = [(sentence, date) for sentence in above for date in _days_of(days, sentence)]
    sat = [date for sentence, date in told if _SAT.search(view.text, *sentence)]
    dates = sat or [date for _, date in told]
    return dates[0] if len({date.edtf for date in dates}) == 1 else None


def _days_of(days: Days, sentence: Span) -> list[Said]:
    """The single days that a sentence names, else its one longer time of an occasion ("this weekend's broadcast")."""
    scene = days.of_scene(sentence)
    return days.named(sentence) or ([scene] if scene else [])


def _is_turn(view: View, item: Item) -> bool:
    """Whether an item has no cue but its label's colon, and the label opens a paragraph, but for a quotation mark."""
    if item.source is None or item.cue_text.strip(_NO_CUE) or view.is_headline(item.source[0]):
        return False
    if not view.paragraphs or not _LABEL_END.match(view.text, item.source[1]):
        return False
    paragraph = view.paragraphs[view.paragraph_index(item.source[0])]
    return not view.text[paragraph[0] : item.source[0]].strip(_QUOTES)
