"""Whom an outlet cites: "citing state television, AFP reported" and "AFP quoted state television, saying" both report
what state television says."""

import re

from sayso.records import Span
from sayso.resolve.chains import Frame
from sayso.resolve.entities import Entities
from sayso.resolve.kinds import ORGANISATION, OUTLET
from sayso.resolve.lexicon import lexicon
from sayso.resolve.sources import Shape, Source
from sayso.resolve.view import View

_CITING = re.compile(
    r"\b(?:citing|quoting)\s+(?P<who>[^,;:.]{2,90}?)(?=\s+as\s+saying\b|\s+reported\b|\s*[,;:.—]|\s*$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\s*(?:also\s+|later\s+)?(?:quot|cit)(?:ed|es)\s+(?P<who>[^,;:.]{2,90}?)"
    r"(?:\s+on\s+[A-Z]\w+(?:\s+\d{1,2})?)?,?\s+(?:as\s+)?(?=(?P<cue>\w+ing)\b)"
)
_WORD = re.compile(r"[^\W\d_]+")


def cited_span(view: View, entities: Entities, frame: Frame, source: Source) -> Span | None:
    """Whom the outlet that is an attribution's source cites for all of it; None where it is no outlet or cites nobody.

    Offsets: code points of the view's text.
    """
    if not frame.cue_span or not _is_outlet(entities, source):
        return None
    quoted = _QUOTED.match(view.text, source.span[1], frame.cue_span[1])
    if quoted and quoted.start("cue") >= frame.cue_span[0] and frame.cue_span[0] >= quoted.end("who"):
        return quoted.span("who")
    words = {word.lower() for word in _WORD.findall(frame.cue)}
    if not words & lexicon().relays or words & {"citing", "quoting"}:
        return None
    for span in frame.spans:
        match = _CITING.search(view.text, *span)
        if match and not view.quotation(match.start()):
            return match.span("who")
    return None


def _is_outlet(entities: Entities, source: Source) -> bool:
    if source.shape is not Shape.NAME:
        return False
    return entities.at(source.names[0]).kind in (OUTLET, ORGANISATION, None)
