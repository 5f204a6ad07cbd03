"""The language of a text, by its letters alone."""

from functools import cache
from typing import Protocol

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from sayso.records import Found

SUPPORTED = frozenset({"en"})
"""Languages whose statements are extracted."""

_READ = 2_000
_FEWEST_LETTERS = 60


def find_language(clean: str) -> Found:
    """The language of the clean layer (ISO 639-1).

    Method: py3langid over the first 2,000 characters. A text with fewer than 60 letters is too short to tell and
    counts as English, the language Sayso reads; `how` says so.
    """
    head = clean[:_READ]
    if sum(map(str.isalpha, head)) < _FEWEST_LETTERS:
        return Found(value="en", how="assumed: too short to tell")
    language, _ = _identifier().classify(head)
    return Found(value=language, how="py3langid")


class _Identifier(Protocol):
    """What is used of py3langid, which has no types."""

    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    """The identifier, loaded once in a process; it is never changed, so the cache holds no state."""
    return LanguageIdentifier.from_model_file(MODEL_FILE)  # pyright: ignore[reportUnknownMemberType]
