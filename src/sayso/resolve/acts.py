"""Whether an attribution tells of one act of saying at one time in the past."""

import re

from sayso.resolve.items import Item
from sayso.resolve.said import OF_HAVING, PERFECT, DateFinder
from sayso.resolve.view import View
from sayso.resolve.wording import PARTICIPLE

PAST = re.compile(
    rf"\b(?:had\s+{OF_HAVING}|did\s+\w+|\w{{2,}}ed|said|told|wrote|went|made|drew|gave|took|put|spoke|began|held|laid|"
    r"struck|sought|swung|shot|hit|brought|sent|led|left|kept|met|stood|threw|tore|rose|broke|chose|fought|got|let|"
    r"lent|paid|ran|set|swore|won|came|read)\b"
)
"""Verbs in the past, as far as their form or a short list tells them."""
_STOOD = re.compile(
    r"\b(?:was|were)\s+(?:\w+\s+)?(?:critical|dismissive|adamant|emphatic|blunt|unapologetic|defiant|conclusive)\b|"
    r"\b(?:answer|response|reply|retort|question|message|verdict)\s+(?:was|came)\b"
)
_HAS_DONE = re.compile(r"\b(?:has|have)\s+(?!(?:long|often|repeatedly|previously|always|never|been)\b)\w+\b")
_ACT = re.compile(r"(?:has|have)\s|(?:saying|calling|telling|warning|claiming|accusing|adding|insisting)\b")
_RULED = re.compile(r"(?<!^)\b(?:for|of|about|against|from|by|in|to|after|before|without)\s+$")
_FINITE = re.compile(r"\b(?:is|are|has|have|had|will|would|can|could|may|might)\b|[’'](?:ve|s\s+\w+ing)\b")
_NOT_THEN = re.compile(r"\b(?:famously|again|memorably|initially|originally|at\s+first|in\s+turn)\b", re.IGNORECASE)
OPENING = 2
"""The last sentence, from nought, of what a document opens with."""


class Acts:
    """Judges the attributions of one document."""

    def __init__(self, view: View, dates: DateFinder) -> None:
        self._view = view
        self._dates = dates

    def opens(self, item: Item) -> bool:
        """Whether a document opens with the act in the perfect, to tell of it below: "has hit back, saying"."""
        if self._view.sentence_index(item.at) > OPENING or not _ACT.match(item.cue_text):
            return False
        return bool(_HAS_DONE.search(self._view.text, *item.frame.sentence)) and self._dates.is_saying(item.frame)

    def happened(self, item: Item) -> bool:
        """Whether the cue tells of one act of saying in the past."""
        if PERFECT.search(item.cue_text) or not self._dates.may_happen(item.frame):
            return False
        if _NOT_THEN.search(" ".join(self._view.text[slice(*span)] for span in item.frame.spans)):
            return False
        if PARTICIPLE.match(item.cue_text):
            return self._goes_with_past(item)
        return bool(PAST.search(item.cue_text) or _STOOD.search(item.cue_text))

    def _goes_with_past(self, item: Item) -> bool:
        """Whether a verb in the past rules a participle: "defended the plan, saying"."""
        if _RULED.search(self._view.text, item.frame.sentence[0] + 8, item.at):
            return False
        around = " ".join(self._view.text[slice(*span)] for span in item.frame.spans)
        return bool(PAST.search(around)) and not _FINITE.search(around)

    def is_quoted(self, item: Item) -> bool:
        """Whether the words reported begin in quotation marks."""
        return any(self._view.quotation(start + 1) for start, _ in item.content)
