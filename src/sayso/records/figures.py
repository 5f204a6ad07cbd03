"""Figures: numeric claims as attributed observations, and ladders of those that observe one quantity."""

from enum import StrEnum

from sayso.records.base import Record, Value, short_id
from sayso.records.linked import Linked
from sayso.records.spans import Span

ARTICLE = "article"
"""The sayer of a figure that the article gives in its own voice."""


class Bound(StrEnum):
    """What a figure says about the value: the value itself, or a limit of it."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    VAGUE = "vague"


class Figure(Record, frozen=True, kw_only=True, tag="figure"):
    """One numeric claim of a document.

    Offsets: `span` is of the raw layer, half-open; it covers bound words, number and unit of measure.

    Units: `low` and `high` in `unit`; shares ("a third of", "one in ten") in percent.

    Attributes:
        id: hash of (document, span).
        document: id of the document.
        statement: id of the innermost attribution whose content holds it; None in the article's own voice.
        text: the characters in the clean layer.
        low, high: the interval; an open side is None, exact and about have low = high. Both are None where a
            figure rests on another that was not found.
        bound: see `Bound`.
        unit: unit of measure, or what is counted, in the plural as written.
        of_what: what it is a number of, in the document's words.
        where: the place named in the same sentence.
        as_of: EDTF of the date named in the same sentence.
        sayer: who gives it: a name, or "article".
        concedes: whether it is admitted rather than claimed.
        relative_to: id of the figure it was reckoned from.
        quantity: hash of what is counted, unit and place: equal for figures of one quantity in like words.
    """

    id: str
    document: str
    statement: str | None = None
    span: Span
    text: str
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    of_what: str | None = None
    where: str | None = None
    as_of: str | None = None
    sayer: str = ARTICLE
    concedes: bool = False
    relative_to: str | None = None
    quantity: str

    @staticmethod
    def make_id(document: str, span: Span) -> str:
        """The id of the figure at this place."""
        return short_id("figure", document, span)


class Rung(Value, frozen=True, kw_only=True):
    """One interval of a ladder and the figures that give it.

    Attributes:
        low, high: as in `Figure`.
        bound: as in `Figure`.
        figures: ids, sorted.
        sayers: who gives it, sorted.
    """

    low: float | None
    high: float | None
    bound: Bound
    figures: tuple[str, ...]
    sayers: tuple[str, ...]


class Ladder(Linked, frozen=True, kw_only=True, tag="ladder"):
    """Observations of one quantity side by side; never averaged.

    Attributes:
        id: hash of the ids of its figures.
        documents: ids of the documents they stand in, sorted.
        of_what, unit: of the first figure by id; what the quantity is called.
        rungs: from the lowest interval to the highest.
        agree: whether one value fits all intervals.
    """

    id: str
    documents: tuple[str, ...]
    of_what: str | None
    unit: str | None
    rungs: tuple[Rung, ...]
    agree: bool

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of its figures and of their documents."""
        return (*self.documents, *sorted(figure for rung in self.rungs for figure in rung.figures))
