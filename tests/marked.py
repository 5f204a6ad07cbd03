"""Marked text: expectations written into the text itself, `<s>Ana Ruiz</s> <c>said</c> <q>taxes will fall</q>`.

Several attributions in one text carry a number: `<s2>…</s2> <c2>…</c2> <q2>…</q2>`; tags may nest.
"""

import re
from dataclasses import dataclass, field

from sayso.records import Span, Spans

_TAG = re.compile(r"<(/?)([scq])(\d*)>")
_ROLES = {"s": "source", "c": "cue", "q": "content"}


@dataclass
class MarkedAttribution:
    source: Spans = ()
    cue: Spans = ()
    content: Spans = ()


@dataclass
class Marked:
    """The text without tags, and the attributions by number ("" for the one without)."""

    text: str
    attributions: dict[str, MarkedAttribution] = field(default_factory=dict)

    @property
    def only(self) -> MarkedAttribution:
        assert len(self.attributions) == 1
        return next(iter(self.attributions.values()))

    def words(self, spans: Spans) -> list[str]:
        return [self.text[start:end] for start, end in spans]


def parse_marked(marked: str) -> Marked:
    pieces: list[str] = []
    open_at: dict[tuple[str, str], int] = {}
    spans: dict[tuple[str, str], list[Span]] = {}
    at = length = 0
    for tag in _TAG.finditer(marked):
        piece = marked[at : tag.start()]
        pieces.append(piece)
        length += len(piece)
        at = tag.end()
        name = (tag[3], _ROLES[tag[2]])
        if not tag[1]:
            open_at[name] = length
        else:
            spans.setdefault(name, []).append((open_at.pop(name), length))
    assert not open_at, f"tags left open: {open_at}"
    pieces.append(marked[at:])
    found = Marked(text="".join(pieces))
    for (number, role), places in spans.items():
        attribution = found.attributions.setdefault(number, MarkedAttribution())
        setattr(attribution, role, tuple(sorted(places)))
    return found
