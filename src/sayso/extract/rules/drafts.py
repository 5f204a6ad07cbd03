"""Drafts: attributions in token ranges, and the stretch of tokens they are looked for in."""

from dataclasses import dataclass

from sayso.extract.rules.tokens import Range, Tokens
from sayso.records import StatementClass

Ranges = tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in token ranges, before it becomes a triple.

    Attributes:
        pattern: name of the pattern, a row of the table of measured precision.
        kind: kind of the cue verb, "noun" for nouns.
        open: whether the cue announces a content that stands in the next sentence ("He said:").
    """

    source: Ranges
    cue: Ranges
    content: Ranges
    pattern: str
    class_: StatementClass
    kind: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a document that a pattern may look at: one sentence, or several that one quotation joins."""

    tokens: Tokens
    low: int
    high: int
