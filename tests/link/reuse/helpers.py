"""Documents for tests of reuse, written as plain text with paragraphs between empty lines."""

import re

from sayso.link.reuse import ReuseInput
from sayso.records import Block, BlockKind, Layout, MapKind, Segment

STORY = (
    "The harbour union said that at least 40 people had been dismissed since the new owner took over in March. "
    "Nobody had been told beforehand, and the gates were locked in the morning when the early shift arrived for work. "
    "A spokesman for the owner declined to say how many would be called back once the cranes had been looked at again."
)
OTHER = (
    "The theatre opened in June to long queues, and the actor who had paid for it spoke for the better part of an "
    "hour about his childhood in the hills behind the town, where there had been no stage and hardly a lamp at night."
)


def document(name: str, text: str, **facts: str) -> ReuseInput:
    """A document whose raw and clean layers are equal."""
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    whole = (Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY),)
    blocks = tuple(Block(span=span, kind=BlockKind.PARAGRAPH, clean=span) for span in spans)
    layout = Layout(document=name, segments=whole if text else (), blocks=blocks)
    return ReuseInput(document=name, clean=text, layout=layout, **facts)
