"""Families: the statements, in all documents, that report one utterance, and how their wording drifts."""

from enum import StrEnum

from sayso.records.base import Value, short_id
from sayso.records.linked import Linked


class DriftKind(StrEnum):
    """How the wording of a variant differs from that of the fullest, the strongest that fits."""

    NONE = "none"
    TRIMMED = "trimmed"
    REWORDED = "reworded"
    PARAPHRASED = "paraphrased"
    CONTRADICTORY = "contradictory"


class DifferenceKind(StrEnum):
    """In what two wordings contradict each other."""

    NUMBER = "number"
    UNIT = "unit"
    POLARITY = "polarity"
    ACTOR = "actor"
    MODALITY = "modality"
    """How certain it is, whether it has happened yet, or whether it is asked for: "could still be", "would face"."""


class Difference(Value, frozen=True, kw_only=True):
    """One contradiction, with the words of both sides; empty where a side says it by leaving a word out."""

    what: DifferenceKind
    a: str
    b: str


class Drift(Value, frozen=True, kw_only=True):
    """How one variant differs from the fullest.

    Attributes:
        a: id of the fullest.
        b: id of the variant.
        differs: what is contradictory; empty for all other kinds.
    """

    a: str
    b: str
    kind: DriftKind
    differs: tuple[Difference, ...] = ()


class Tie(Value, frozen=True, kw_only=True):
    """Why two statements stand in one family.

    Attributes:
        score: chance that both report one utterance, 0 to 1; 1 for a person's decision.
        reasons: what speaks for it and against it, in words.
    """

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


class Family(Linked, frozen=True, kw_only=True, tag="family"):
    """The statements that report one utterance.

    Attributes:
        id: hash of the ids of its statements.
        statements: their ids, sorted.
        drift: each variant with the fullest, by the variant's id.
        earliest, earliest_why: the statement published first, and how that is known.
        fullest, fullest_why: the statement with the most telling words, and why it is that one.
        repeats: ids of the families that are the same line on another occasion, sorted.
        ties: the judged pairs that hold it together, one for each statement but the first, the strongest of each.
    """

    statements: tuple[str, ...]
    drift: tuple[Drift, ...] = ()
    earliest: str
    earliest_why: str
    fullest: str
    fullest_why: str
    repeats: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of its statements."""
        return self.statements

    @staticmethod
    def make_id(statements: tuple[str, ...]) -> str:
        """The id of the family of these statements."""
        return short_id("family", sorted(statements))

    @staticmethod
    def of_one(statement: str, repeats: tuple[str, ...] = ()) -> "Family":
        """The family of a statement that no other reports."""
        return Family(
            id=Family.make_id((statement,)),
            statements=(statement,),
            earliest=statement,
            earliest_why="the only one",
            fullest=statement,
            fullest_why="the only one",
            repeats=repeats,
        )
