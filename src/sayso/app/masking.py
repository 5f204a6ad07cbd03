"""Where names stand in a text, however they are spelt there: the search that redaction masks by.

Marks of letters, kinds of apostrophes, full-width letters, invisible characters and case make no difference, nor does
what stands between the words of a name, so that addresses and handles are found as well. Other transliterations and
nicknames are other names: they are masked where the entity has them, or the list gives them.
"""

import re
import unicodedata
from functools import lru_cache

from sayso.records import Span

MASK = "[redacted]"
"""What stands in the place of a masked name, however long it is."""

_BETWEEN = r"(?:[\s_+.\-]|%20|&nbsp;|&#160;)*"
_APOSTROPHES = dict.fromkeys("’‘`´ʼʻ′＇", "'")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_NOTHING = re.compile(r"(?!)")
_SHORT = 2
"""Letters up to which a word is masked only where it is written with a capital."""
_LONG = 7
"""Letters from which a name of several words is masked inside longer words, as handles have it: "realanaruiz"."""


class Mask:
    """Finds and masks names.

    Args:
        forms: the names, as written anywhere.
    """

    def __init__(self, forms: tuple[str, ...]) -> None:
        self._pattern = _pattern(tuple(_folded(form)[0] for form in forms))

    def spans(self, text: str) -> list[Span]:
        """Where names stand. Offsets: of the text, half-open code points."""
        if text.isascii():
            return [match.span() for match in self._pattern.finditer(text)]
        folded, places = _folded(text)
        found = [match.span() for match in self._pattern.finditer(folded)]
        return [(places[start], _end(text, places[end - 1] + 1)) for start, end in found]

    def holds(self, text: str) -> bool:
        """Whether a name stands in a text."""
        return bool(self.spans(text))

    def text(self, text: str) -> str:
        """The text with every name masked."""
        parts: list[str] = []
        at = 0
        for start, end in self.spans(text):
            parts += [text[at:start], MASK]
            at = end
        return "".join([*parts, text[at:]]) if parts else text


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with plain letters and apostrophes, and where each of its characters stands in the text itself."""
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        plain = char if char.isascii() else _plain(char)
        letters.append(plain)
        places.extend([at] * len(plain))
    return "".join(letters), places


@lru_cache(4096)
def _plain(char: str) -> str:
    """A character without marks; nothing for marks by themselves and for what is not seen."""
    if char in _INVISIBLE:
        return ""
    known = _APOSTROPHES.get(char)
    return known or "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))


def _end(text: str, at: int) -> int:
    """The end of a name with the marks that belong to its last letter."""
    while at < len(text) and not _plain(text[at]):
        at += 1
    return at


@lru_cache(8)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names, in any case, its words parted by anything that parts words or by nothing."""
    longest = sorted(set(forms), key=lambda form: (-len(form), form))
    split = [words for form in longest if (words := [w for w in re.split(r"[\s_+.\-]+", form) if w])]
    inside = ["".join(map(_word, w)) for w in split if len(w) > 1 and sum(map(len, w)) >= _LONG]
    alone = [_BETWEEN.join(map(_word, words)) for words in split]
    if not alone:
        return _NOTHING
    return re.compile("|".join([*inside, rf"(?<![^\W\d_])(?:{'|'.join(alone)})(?![^\W\d_])"]), re.IGNORECASE)


def _word(word: str) -> str:
    escaped = "['’]?".join(map(re.escape, word.split("'")))
    return f"(?-i:{escaped})" if len(word) <= _SHORT else escaped
