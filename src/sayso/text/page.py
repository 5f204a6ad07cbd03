"""What the rules on debris see of a plain text: its paragraphs, measured once."""

import re
import unicodedata
from functools import cached_property

from sayso.text.plain import Paragraph

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W*$")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})

PROSE_WORDS = 20
"""A paragraph of as many words that ends like a sentence belongs to an article, not to the furniture of a page."""

HEAD_LENGTH = 8
"""The title and what stands above and below it fit into so many paragraphs."""


class Page:
    """The paragraphs of one plain text with what the rules ask about them."""

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self.paragraphs = paragraphs
        self.texts = tuple(paragraph.text for paragraph in paragraphs)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def words(self) -> tuple[int, ...]:
        """How many words each paragraph has."""
        return tuple(len(text.split()) for text in self.texts)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Each paragraph folded for comparing; long ones are never compared so and are empty."""
        return tuple(fold(text) if len(text) <= 300 else "" for text in self.texts)

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """Whether each paragraph is a full paragraph of an article."""
        return tuple(
            count >= PROSE_WORDS and not is_cut(text) and bool(_ENDS_SENTENCE.search(text[-8:].rstrip()))
            for text, count in zip(self.texts, self.words, strict=True)
        )

    @cached_property
    def head(self) -> range:
        """What stands before the first full paragraph, at most eight paragraphs; empty where there is none."""
        first = next((index for index, prose in enumerate(self.prose) if prose), 0)
        return range(min(first, HEAD_LENGTH))

    @cached_property
    def tail(self) -> range:
        """What stands after the last full paragraph; empty where there is none."""
        last = next((index for index in reversed(range(len(self))) if self.prose[index]), len(self))
        return range(last + 1, len(self))


def fold(text: str) -> str:
    """A line for comparing: small letters, one kind of quotation marks and dashes, no marks around it."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).casefold().split())
    return plain.strip(" .,:;!?|>»*-_#'\"[]()")


def words_of(text: str) -> list[str]:
    """The words of a text as they are written."""
    return _WORD.findall(text)


def is_cut(text: str) -> bool:
    """Whether a text ends in an ellipsis, as teasers do."""
    return bool(_CUT.search(text[-12:]))
