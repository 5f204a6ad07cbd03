"""Which words beside a name are a phrase that names or describes it, and which only look so."""

import re

from sayso.records import Span

LONGEST = 8
"""Words of a phrase that is a label, at most."""
_FINITE = (
    "is|was|are|were|be|am|has|have|had|will|would|could|should|can|may|might|must|do|does|did|said|says|say|told|tells|"
    "tweeted|wrote|writes|added|adds|argued|argues|noted|notes|show|shows|showed|faces|faced|accused|met|mention|enter|"
    "defeat|take|crowned|challenged|found|finds|suggests|suggested|reported|reports"
)
_SUBJECT = "he|she|they|it|i|we|you|who|whom|which|that|there"
_LEADING = (
    "against|about|behind|versus|vs|over|out|before|after|than|like|unlike|as|by|with|from|on|at|into|saying|to|for"
)
_HAS_VERB = re.compile(rf"\b(?:{_FINITE}|{_SUBJECT})\b", re.IGNORECASE)
_BEGINS_LOOSE = re.compile(rf"(?:{_LEADING}|of|in|and|or|but|now|then|for)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z.]{2,}")
_PARTICIPLE = re.compile(r"[^\W_]+ing\b")
_RELATIVE = re.compile(r"(?:\s*,|\s+(?:who|whose|whom|which|that|where|bidding)\b).*$", re.IGNORECASE | re.DOTALL)
_LAST_LOOSE = re.compile(
    rf".*\b(?:{_FINITE}|{_SUBJECT}|{_LEADING}|his|her|their|its|our|my|your)\b\s*", re.IGNORECASE | re.DOTALL
)
_SUPPOSED = re.compile(r"\b(?:if|unless|whether|suppose|supposing)\s+(?:[\w.’']+\s+){0,2}$", re.IGNORECASE)
_GOVERNED = re.compile(
    rf"\b(?:{_LEADING}|of|in|under|and|or|between|among|around)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){{0,2}}$"
)


def is_phrase(words: str) -> bool:
    """Whether words can be a phrase that names somebody: short, without a finite verb, no abbreviation alone.

    Example:
        >>> is_phrase("retired harbour pilot"), is_phrase("race was close"), is_phrase("top aide said")
        (True, False, False)
    """
    loose = _HAS_VERB.search(words) or _BEGINS_LOOSE.match(words) or _ABBREVIATION.fullmatch(words)
    return bool(words.strip()) and not loose and len(words.split()) <= LONGEST


def title_span(text: str, span: Span, *, before_name: bool) -> Span | None:
    """What of a role is a title: before a name the words after the last that do not belong, else without clauses.

    Args:
        text: the document.
        span: of the role.
        before_name: whether the name follows right after it.
    """
    start, end = span
    if before_name:
        loose = _LAST_LOOSE.match(text, start, end)
        start = loose.end() if loose else start
    elif _PARTICIPLE.match(text, start, end):
        return None
    end = start + len(_RELATIVE.sub("", text[start:end]).rstrip())
    return (start, end) if is_phrase(text[start:end]) else None


def is_subject(before: str) -> bool:
    """Whether a name after these words can be what a predicate speaks of, and not as something merely supposed.

    Example:
        >>> is_subject("On Monday "), is_subject("What happens if "), is_subject("Lending support to ")
        (True, False, False)
    """
    return not _SUPPOSED.search(before) and not _GOVERNED.search(before)
