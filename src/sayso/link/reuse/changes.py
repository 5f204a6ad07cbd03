"""What a copy changed: the words that differ, told apart by whether a number is among them.

Offsets: half-open code points of the two texts given.
"""

import re
from enum import StrEnum
from itertools import pairwise

from sayso.link.reuse.align import Chain, Run, align, seeded
from sayso.link.reuse.words import Words, split_words
from sayso.records import Span, Value

_LEAST = 4
"""Equal words (less gaps) of the shortest passage that two versions are compared by."""

_NUMBER_WORDS = re.compile(
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|(?:m|b|tr)illions?|dozens?|half|third|quarters?|"
    r"first|second"
)


class WordChangeKind(StrEnum):
    """What a change is."""

    NUMBER = "number"
    """A number stands on one side that does not stand on the other."""
    WORDS = "words"
    ADDED = "added"
    LEFT_OUT = "left out"


class WordChange(Value, frozen=True, kw_only=True):
    """One difference between a text and its copy.

    Attributes:
        kind: see `WordChangeKind`.
        base, own: the words in the text that was copied and in the copy; empty where there are none.
        base_span, own_span: where they stand; None where there are none.
    """

    kind: WordChangeKind
    base: str
    own: str
    base_span: Span | None
    own_span: Span | None


def find_changes(base: str, own: str) -> tuple[WordChange, ...]:
    """What `own` changed of `base`, by place in `own`, then in `base`; nothing where words and order are equal.

    Limits: a passage that was moved comes out as left out and added.

    Example:
        >>> text = "The union said that {} people had been dismissed at the port since May."
        >>> [(c.kind.value, c.base, c.own) for c in find_changes(text.format(40), text.format(50))]
        [('number', '40', '50')]
    """
    ours, theirs = split_words(base), split_words(own)
    runs = _in_order(align(seeded(ours.hashes), seeded(theirs.hashes), _LEAST))
    borders = [Run(0, 0, 0), *runs, Run(len(ours), len(theirs), 0)]
    found: list[WordChange] = []
    for last, following in pairwise(borders):
        gap = (last.first + last.length, following.first), (last.second + last.length, following.second)
        if gap[0][0] < gap[0][1] or gap[1][0] < gap[1][1]:
            found.append(_change((base, ours, gap[0]), (own, theirs, gap[1])))
    return tuple(found)


def _in_order(chains: tuple[Chain, ...]) -> list[Run]:
    """The runs of the passages that keep their order in both texts; of two that cross, the longer stays."""
    kept: list[Chain] = []
    for chain in sorted(chains, key=lambda c: (-c.words, c.first)):
        if all(_same_order(chain, other) for other in kept):
            kept.append(chain)
    return [run for chain in sorted(kept, key=lambda c: c.first) for run in chain.runs]


def _same_order(one: Chain, other: Chain) -> bool:
    first, second = sorted((one, other), key=lambda c: c.first)
    return first.first[1] <= second.first[0] and first.second[1] <= second.second[0]


def _change(base: tuple[str, Words, Span], own: tuple[str, Words, Span]) -> WordChange:
    (base_words, base_span), (own_words, own_span) = _slice(*base), _slice(*own)
    kind = WordChangeKind.WORDS
    if _numbers(base_words) != _numbers(own_words) and base_span and own_span:
        kind = WordChangeKind.NUMBER
    elif base_span is None:
        kind = WordChangeKind.ADDED
    elif own_span is None:
        kind = WordChangeKind.LEFT_OUT
    return WordChange(kind=kind, base=base_words, own=own_words, base_span=base_span, own_span=own_span)


def _slice(text: str, words: Words, gap: Span) -> tuple[str, Span | None]:
    if gap[0] == gap[1]:
        return "", None
    span = int(words.starts[gap[0]]), int(words.ends[gap[1] - 1])
    return text[span[0] : span[1]], span


def _numbers(text: str) -> list[str]:
    words = (word.strip(".,;:!?“”\"'()") for word in text.casefold().replace("-", " ").split())
    return [word for word in words if any(map(str.isdigit, word)) or _NUMBER_WORDS.fullmatch(word)]
