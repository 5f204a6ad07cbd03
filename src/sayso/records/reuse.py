"""Reuse: passages that two documents share, and who seems to have them from whom."""

from enum import StrEnum

from sayso.records.base import Value, short_id
from sayso.records.linked import Linked
from sayso.records.spans import Spans


class Direction(StrEnum):
    """Which way shared words went, as far as can be told."""

    FORWARD = "forward"
    """From the first document to the second."""
    BACKWARD = "backward"
    """From the second document to the first."""
    COMMON = "common"
    """Both have them from a third that both name."""
    UNKNOWN = "unknown"


class ClueKind(StrEnum):
    """What a clue about the direction rests on, the strongest first."""

    CREDIT = "credit"
    """One names the other's outlet, or both name the same agency."""
    QUOTATION = "quotation"
    """One has the words in quotation marks, the other as its own."""
    DATES = "dates"
    """One was published before the other."""
    FULLER = "fuller"
    """One holds the other almost whole, and much more."""


class Clue(Value, frozen=True, kw_only=True):
    """One reason for a direction.

    Attributes:
        kind: see `ClueKind`.
        says: the direction it speaks for.
        detail: what was seen, in words.
        document: the document that `spans` are of; None where the clue is no place in a text.
        spans: where it stands. Raw layer.
    """

    kind: ClueKind
    says: Direction
    detail: str
    document: str | None = None
    spans: Spans = ()


class Passage(Value, frozen=True, kw_only=True):
    """One passage in both documents.

    Units: `characters` and `own_characters` are code points of the clean layer of the first document.

    Attributes:
        first, second: where it stands in the first and in the second document; several fragments where blocks that
            were left out lie between. Raw layer.
        words: how many words are equal.
        characters: how many characters the equal words and the blanks between them make up.
        own_characters: those of them that are outside quotation marks in both: the words of the articles themselves.
        identity: equal words as a share of the words of the longer side.
    """

    first: Spans
    second: Spans
    words: int
    characters: int
    own_characters: int
    identity: float


class Reuse(Linked, frozen=True, kw_only=True, tag="reuse"):
    """What two documents share word for word, with edits.

    Attributes:
        id: hash of the two documents' ids.
        documents: ids of the first and the second document, in the order of ids.
        passages: by place in the first document.
        coverage: the share of each document's words that stand in passages.
        direction: which way the words went; `unknown` where no clue speaks or clues cancel out.
        confidence: of the direction, 0.5 to 1; 0 where it is unknown.
        clues: all reasons, also those that speak against the direction.
        version: of the method that made it.
    """

    documents: tuple[str, str]
    passages: tuple[Passage, ...]
    coverage: tuple[float, float]
    direction: Direction
    confidence: float
    clues: tuple[Clue, ...] = ()
    version: str

    @property
    def members(self) -> tuple[str, ...]:
        """The two documents."""
        return self.documents

    @staticmethod
    def make_id(documents: tuple[str, str]) -> str:
        """The id of what these two documents share."""
        return short_id("reuse", *sorted(documents))
