"""How two wordings of one utterance differ: none, trimmed, reworded, paraphrased, contradictory."""

from difflib import SequenceMatcher

from sayso.link.families.contradictions import differences
from sayso.link.families.words import Words, words_of
from sayso.records import Difference, DriftKind, Value

SAME_SHARE = 0.93
"""Share of the words of both that must stand in one order for no drift."""
TRIMMED_SHARE = 0.85
"""Share of the words of the shorter that must stand in the longer in one order for a trimmed wording."""
REWORDED_SHARE = 0.55
"""Share of the telling words of the shorter that must be in the longer in one order for a reworded one."""
_FRAMING = frozenset({"that", "and", "but", "to", "of", "the", "a", "an"})
"""Words at the ends of a content that belong to its sentence rather than to what was said."""


class Drifted(Value, frozen=True, kw_only=True):
    """The kind of drift, and what is contradictory."""

    kind: DriftKind
    differs: tuple[Difference, ...] = ()


def drift_of(fullest: str, variant: str) -> Drifted:
    """How a variant's wording differs from the fullest.

    Args:
        fullest, variant: the words of the two contents.

    Method: the strongest kind that fits. Contradictory: see `contradictions`. Else by the words of the two that
    stand in one order: nearly all of both, nearly all of the shorter, more than half of the telling ones, fewer.

    Example:
        >>> drift_of("the gates will open in spring, whatever they say", "“the gates will open in spring”").kind
        <DriftKind.TRIMMED: 'trimmed'>
    """
    differs = differences(fullest, variant)
    if differs:
        return Drifted(kind=DriftKind.CONTRADICTORY, differs=differs)
    a, b = _bare(words_of(fullest)), _bare(words_of(variant))
    common = _common(a.stems, b.stems)
    if not a.stems or not b.stems:
        return Drifted(kind=DriftKind.NONE if a.stems == b.stems else DriftKind.PARAPHRASED)
    if common >= SAME_SHARE * max(len(a.stems), len(b.stems)):
        return Drifted(kind=DriftKind.NONE)
    if common >= TRIMMED_SHARE * min(len(a.stems), len(b.stems)):
        return Drifted(kind=DriftKind.TRIMMED)
    telling = [_telling(words) for words in (a, b)]
    least = min(map(len, telling))
    if least and _common(*telling) >= REWORDED_SHARE * least:
        return Drifted(kind=DriftKind.REWORDED)
    return Drifted(kind=DriftKind.PARAPHRASED)


def _bare(words: Words) -> Words:
    """The words without framing ones at the ends."""
    start, end = 0, len(words.plain)
    while start < end and words.plain[start] in _FRAMING:
        start += 1
    while start < end and words.plain[end - 1] in _FRAMING:
        end -= 1
    return Words(plain=words.plain[start:end], stems=words.stems[start:end], weights=words.weights[start:end])


def _telling(words: Words) -> tuple[str, ...]:
    return tuple(stem for stem, weight in zip(words.stems, words.weights, strict=True) if weight > 0)


def _common(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How many words stand in both in one order."""
    return sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
