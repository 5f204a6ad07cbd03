"""Two wordings aligned word by word, each word with its place, for what is asked of their differences."""

import re
from difflib import SequenceMatcher
from functools import cached_property

from sayso.link.families.words import stem, weight, words_of
from sayso.records import Value

NAME_WEIGHT = 0.8
"""The least weight of a capitalised word at the beginning of a sentence that is taken for a name."""

_TOKEN = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*|[,;:.!?—–…]")


class Token(Value, frozen=True, kw_only=True):
    """One word or mark of a text.

    Attributes:
        plain: lower case; a contraction gives several tokens in one place.
        stem: without its ending.
        span: where it stands in its text.
        capital: it begins with a capital letter that the beginning of a sentence does not explain.
    """

    plain: str
    stem: str
    span: tuple[int, int]
    capital: bool

    @property
    def is_word(self) -> bool:
        """Whether it is no mark."""
        return self.plain[0].isalnum()

    @property
    def telling(self) -> bool:
        """Whether it tells something of what the text is about."""
        return self.is_word and weight(self.plain) > 0


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and marks of a text in order."""
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        word = match[0]
        capital = word[0].isupper() and word != "I" and (not opens or weight(word.lower()) >= NAME_WEIGHT)
        parts = words_of(word).plain if word[0].isalnum() else (word,)
        found += [Token(plain=p, stem=stem(p), span=match.span(), capital=capital) for p in parts if p]
        opens = word in ".!?…" if not word[0].isalnum() else False
    return tuple(found)


class Replaced(Value, frozen=True, kw_only=True):
    """A place where the two wordings differ: the tokens of each, by their numbers."""

    a: range
    b: range


class Aligned:
    """The two token rows of two texts and how they match."""

    def __init__(self, a: str, b: str) -> None:
        self.texts = (a, b)
        self.a, self.b = tokens_of(a), tokens_of(b)
        matcher = SequenceMatcher(None, [t.stem for t in self.a], [t.stem for t in self.b], autojunk=False)
        self._opcodes = matcher.get_opcodes()

    @cached_property
    def matched(self) -> tuple[tuple[int, int], ...]:
        """The numbers of the tokens that match."""
        return tuple(
            (i, j)
            for tag, a_start, a_end, b_start, _ in self._opcodes
            if tag == "equal"
            for i, j in zip(range(a_start, a_end), range(b_start, b_start + a_end - a_start), strict=True)
        )

    @cached_property
    def anchors(self) -> tuple[tuple[int, int], ...]:
        """The matched telling words."""
        return tuple((i, j) for i, j in self.matched if self.a[i].telling)

    @cached_property
    def replaced(self) -> tuple[Replaced, ...]:
        """The places where both have words that do not match."""
        return tuple(
            Replaced(a=range(a_start, a_end), b=range(b_start, b_end))
            for tag, a_start, a_end, b_start, b_end in self._opcodes
            if tag == "replace"
        )

    @property
    def kindred(self) -> bool:
        """Whether enough telling words match for the differences to mean something."""
        least = min(sum(t.telling for t in row) for row in (self.a, self.b))
        return len(self.anchors) >= max(1, 0.3 * least)

    def words(self, side: int, numbers: range) -> str:
        """The characters of one text from the first to the last of these tokens; empty for none."""
        if not numbers:
            return ""
        row = (self.a, self.b)[side]
        return self.texts[side][row[numbers[0]].span[0] : row[numbers[-1]].span[1]]
