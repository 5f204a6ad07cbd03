"""To whom something was said."""

import re

from sayso.records import Span
from sayso.resolve.chains import Frame
from sayso.resolve.entities import Entities
from sayso.resolve.kinds import PLACE
from sayso.resolve.meant import Pronouns
from sayso.resolve.view import View

_TOLD = re.compile(
    r"\b(?:told|tells|telling|asked|asks|asking|assured|assuring|reminded|reminding|informed|warned|warning|urged|urging|"
    r"begged|implored|advised|cautioned|ordered|instructed|notified|ask|persuade[sd]?|call(?:s|ed|ing)?\s+(?:up)?on|"
    r"sen(?:t|ds|d|ding)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:e-?mail|letter|message|memo|note)\s+to|"
    r"(?:wrote|writes|writing|speaking|spoke|complained|appealed|appealing|explained|replied|confided)\s+to|"
    r"(?:in|by|with)\s+(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){0,2}?(?:e-?mail|letter|message|memo|note|video\s+message|"
    r"address|speech)(?:\s+(?:on\s+)?[A-Z][a-z]+day)?\s+to)\s+",
    re.IGNORECASE,
)
_END = re.compile(
    r"[,;:.“\"”(]|''|\b(?:that|on|in|at|during|after|before|about|of|to|why|how|whether|if|when|what|who|whom|he|she|"
    r"they|it|as|last|this|by|not|with|for|against|over|from|I|we|you)\b"
)
_ADDRESSING = re.compile(
    r"\b(?:tell|tells|telling|told|ask|asks|asked|asking|urge|urges|urged|urging|call(?:s|ed|ing)?\s+(?:up)?on|"
    r"assure[sd]?|assuring|remind(?:s|ed|ing)?|warn(?:s|ed|ing)?|inform(?:s|ed)?|implor(?:e|es|ed|ing)|beg(?:s|ged)?|"
    r"advis(?:e|es|ed|ing)|order(?:s|ed|ing)?|instruct(?:s|ed|ing)?|invit(?:e|es|ed|ing)|encourag(?:e|es|ed|ing)|persuad(?:e|es|ed|ing)|"
    r"appeal(?:s|ed|ing)?\s+to)$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?P<whom>(?:[^\s,;:.“\"”()]+\s+){1,7}?)(?=(?:not\s+)?to\s+[a-z“\"']|that\b|whether\b|who\b|how\b|why\b|what\b|if\b|about\b|"
    r"[“\"]|''(?:not\s+)?to\b)",
    re.IGNORECASE,
)
_HIM = re.compile(r"(?P<whom>him|her)(?=,)")
_NOBODY = re.compile(
    r"^(?:for|to|on|in|at|by|about|if|whether|that|why|how|what|when|where|not|against|over|of|only|again|it|and|or|"
    r"questions?|permission|help|money|more|is|was|are|were|has|have|had|be|you|I|we|as)\b",
    re.IGNORECASE,
)
_GENDER = {"him": "he", "her": "she"}
_UNSAID = frozenset({"them", "us", "me", "himself", "herself", "themselves", "itself"})
LONGEST = 80
"""Code points of the words for somebody addressed."""
NEAR = 40
"""Code points around a cue within which words that name whom it addresses stand."""


class Addressees:
    """Finds whom the statements of one document were said to."""

    def __init__(self, view: View, entities: Entities, pronouns: Pronouns) -> None:
        self._view, self._entities, self._pronouns = view, entities, pronouns

    def addressee(self, frame: Frame) -> str | None:
        """To whom it was said, as in "told X", "wrote to X", "urged X to"; names in full, None where nothing tells."""
        return self._beside(frame) or self._in_content(frame)

    def _beside(self, frame: Frame) -> str | None:
        """Whoever the words around the content name."""
        for start, end in frame.spans:
            match = _TOLD.search(self._view.text, start, end)
            if not match or (frame.cue_span and abs(match.start() - frame.cue_span[0]) > NEAR):
                continue
            stop = _END.search(self._view.text, match.end(), end)
            if found := self._whom((match.end(), stop.start() if stop else end)):
                return found
        return None

    def _in_content(self, frame: Frame) -> str | None:
        """Whoever the content begins with, behind a cue that addresses: "urged | the crowd to leave"."""
        if not frame.cue_span or not _ADDRESSING.search(self._view.text[slice(*frame.cue_span)]):
            return None
        first = next((start for start, _ in frame.content if 0 <= start - frame.cue_span[1] <= 2), None)
        if first is None:
            return None
        match = _HIM.match(self._view.text, first) or _OPENS.match(
            self._view.text, first, self._view.sentence(first)[1]
        )
        return self._whom(match.span("whom")) if match else None

    def _whom(self, span: Span) -> str | None:
        text = " ".join(self._view.text[slice(*span)].split())
        if not text or len(text) > LONGEST or _NOBODY.match(text) or text.lower() in _UNSAID:
            return None
        if text.lower() in _GENDER:
            meant = self._pronouns.meant(span[0], _GENDER[text.lower()])
            return meant.name if meant else None
        names = [n for n in self._entities.within(span) if self._entities.at(n).kind != PLACE]
        if len(names) == 1 and text.endswith(names[0].text) and len(text.split()) - len(names[0].text.split()) <= 2:
            return self._entities.at(names[0]).name
        return text
