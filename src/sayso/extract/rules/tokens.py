"""A document as arrays of tokens, with what stands inside quotation marks marked.

Offsets: token ranges are half-open indexes into the arrays; spans are code points of the clean layer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.extract.quotation import Quotation, quotations
from sayso.records import Span

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[@#$£€]?\w+(?:[-'’.,&/]\w+)*|\S")
_TITLE_DOT = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof|Rev|Hon|St|Jr|Sr|Capt|Cmdr|Adm|Maj|Pres|Supt|[A-Z])\Z"
)
OUTSIDE = -1

Range = tuple[int, int]
"""Half-open token indexes."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document.

    Attributes:
        text: the clean layer.
        starts, ends: code points of each token.
        words: each token as it stands.
        low: each token in lower case, with straight apostrophes.
        quote: the index of the quotation a token lies in, its marks included; `OUTSIDE` for none.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    low: Sequence[str]
    quote: Sequence[int]

    def span(self, of: Range) -> Span:
        """The code points from the first to the last token of a range that is not empty."""
        return self.starts[of[0]], self.ends[of[1] - 1]

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter, or is a handle."""
        return self.words[index][0].isupper() or self.words[index][0] == "@"

    def is_word(self, index: int) -> bool:
        """Whether a token is a word or a number, not a mark."""
        return self.words[index][-1].isalnum() or len(self.words[index]) > 1


def tokenise(text: str, found: Sequence[Quotation]) -> Tokens:
    """The tokens of a clean layer whose quotations are known."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        if word == "." and words and ends[-1] == start and _TITLE_DOT.match(words[-1]):
            words[-1] += word
            ends[-1] = end
            continue
        starts.append(start)
        ends.append(end)
        words.append(word)
    low = [word.lower().replace("’", "'") for word in words]
    return Tokens(text=text, starts=starts, ends=ends, words=words, low=low, quote=_inside(starts, found))


def inside_view(tokens: Tokens, found: Sequence[Quotation]) -> Tokens:
    """The same tokens as those see them who read inside the quotations: only quotations within these count."""
    nested = quotations(tokens.text, [quotation.inner for quotation in found])
    return replace(tokens, quote=_inside(tokens.starts, nested))


def _inside(starts: Sequence[int], found: Sequence[Quotation]) -> list[int]:
    quote = [OUTSIDE] * len(starts)
    at = 0
    for number, quotation in enumerate(found):
        while at < len(starts) and starts[at] < quotation.outer[0]:
            at += 1
        while at < len(starts) and starts[at] < quotation.outer[1]:
            quote[at] = number
            at += 1
    return quote
