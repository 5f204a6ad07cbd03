"""The language of a text, by its letters alone."""

import re
from functools import cache
from typing import Protocol

from sayso.records import Found

SUPPORTED = frozenset({"en"})
"""Languages whose statements are extracted."""

_READ = 2_000
_FEWEST_LETTERS = 60
_ENGLISH_SHARE = 0.04
"""Share of letters in words of `_ENGLISH` from which a text is English. Calibration: of 840 English
news articles one has less, the lowest hundredth less than 6.7 %; languages that share spellings stay below 3 %."""

_ENGLISH = frozenset((
    "the", "and", "of", "to", "that", "for", "with", "from", "have", "said", "who", "their", "were", "been", "would",
    "this",
))  # fmt: skip
"""Frequent English words that few other languages write so."""
_WORD = re.compile(r"[^\W\d_]+")


def find_language(clean: str) -> Found:
    """The language of the clean layer (ISO 639-1; ISO 639-3 where there is no shorter code).

    Method: a text whose first 2,000 characters are to 4 % made of frequent English words is English, whatever names
    and quotations it holds; else py3langid tells, in small letters. A text with fewer than 60 letters is too
    short to tell and counts as English, the language Sayso reads; `how` says so.
    """
    head = clean[:_READ].lower()
    words = _WORD.findall(head)
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return Found(value="en", how="assumed: too short to tell")
    if sum(len(word) for word in words if word in _ENGLISH) >= _ENGLISH_SHARE * letters:
        return Found(value="en", how="common words")
    language, _ = _identifier().classify(head)
    return Found(value=language, how="py3langid")


class _Identifier(Protocol):
    """What is used of py3langid, which has no types."""

    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    """The identifier, loaded once in a process; it is never changed, so the cache holds no state.

    Its library is imported here, since it costs as much as it weighs and only reading needs it.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)  # pyright: ignore[reportUnknownMemberType]
