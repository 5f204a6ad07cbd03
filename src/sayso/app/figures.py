"""The verb `figures`: numeric claims as attributed observations, and ladders of those that observe one quantity."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.app.views import DocumentView, document_view
from sayso.ledger import DocumentQuery, DocumentRow, Ledger
from sayso.link.figures import profile_names, read_with
from sayso.records import Bound, Figure, Ladder, LinkedKind, Span, Value

_DOCUMENTS_HELD = 64


class FigureQuery(Value, frozen=True, kw_only=True):
    """Which figures; what is None does not restrict, and all that is given must hold.

    Attributes:
        words: all of them stand in what is counted, unit, place or sayer.
        document: id of a document.
        profile: name of a reading profile to read vague words with, beside the words themselves.
    """

    words: str | None = None
    document: str | None = None
    profile: str | None = None


class ReadingView(Value, frozen=True, kw_only=True):
    """What a named profile makes of a figure; None where it leaves that side open."""

    profile: str
    low: float | None
    best: float | None
    high: float | None


class FigureView(Value, frozen=True, kw_only=True):
    """One numeric claim as `--json` prints it; `span` is of the raw layer.

    Attributes:
        quantity: equal for all figures that observe one quantity: the id of their ladder, else a hash of the words.
        ladder: id of the ladder it stands on; None where nothing else observes its quantity.
        reading: what the profile asked for makes of it.
    """

    id: str
    document: DocumentView
    statement: str | None
    span: Span
    text: str
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    of_what: str | None
    where: str | None
    as_of: str | None
    sayer: str
    concedes: bool
    relative_to: str | None
    quantity: str
    ladder: str | None
    reading: ReadingView | None = None


class RungView(Value, frozen=True, kw_only=True):
    """One interval of a ladder with the figures that give it."""

    low: float | None
    high: float | None
    bound: Bound
    figures: tuple[FigureView, ...]


class LadderView(Value, frozen=True, kw_only=True):
    """Observations of one quantity side by side, from the lowest interval to the highest; never averaged.

    Attributes:
        agree: whether one value fits all intervals.
        documents: how many documents observe it.
    """

    id: str
    of_what: str | None
    unit: str | None
    agree: bool
    documents: int
    rungs: tuple[RungView, ...]


NO_RESTRICTION = FigureQuery()
"""All figures."""


def figures(ledger: Ledger, query: FigureQuery = NO_RESTRICTION) -> Iterator[FigureView]:
    """The figures asked for, by document key and place.

    Raises:
        ConfigError: `unknown_profile`.
    """
    for row in ledger.documents(DocumentQuery(id=query.document)):
        yield from _of_document(ledger, row, query)


def ladders(ledger: Ledger, query: FigureQuery = NO_RESTRICTION) -> Iterator[LadderView]:
    """The ladders on which a figure asked for stands: those with most documents first.

    Raises:
        ConfigError: `unknown_profile`.
    """
    found = (ladder for ladder in ledger.linked(LinkedKind.LADDER) if isinstance(ladder, Ladder))

    @lru_cache(_DOCUMENTS_HELD)
    def held(document: str) -> tuple[FigureView, ...]:
        return tuple(figures(ledger, FigureQuery(document=document, profile=query.profile)))

    for ladder in sorted(found, key=lambda ladder: (-len(ladder.documents), ladder.id)):
        views = {view.id: view for document in ladder.documents for view in held(document)}
        view = _ladder_view(ladder, views)
        if any(_asked(figure, query) for rung in view.rungs for figure in rung.figures):
            yield view


def ladder(ledger: Ledger, ladder_id: str) -> LadderView | None:
    """The ladder with this id, or the one a figure with this id stands on; None where there is none."""
    found = next((r for r in ledger.linked_of(LinkedKind.LADDER, ladder_id) if isinstance(r, Ladder)), None)
    if found is None:
        return None
    views = {v.id: v for document in found.documents for v in figures(ledger, FigureQuery(document=document))}
    return _ladder_view(found, views)


def _of_document(ledger: Ledger, row: DocumentRow, query: FigureQuery) -> Iterator[FigureView]:
    records = ledger.records(row.row)
    if records is None or not records.figures:
        return
    document = document_view(records.document)
    standing = {
        figure: ladder.id
        for ladder in ledger.linked_of(LinkedKind.LADDER, row.id)
        if isinstance(ladder, Ladder)
        for figure in ladder.members
    }
    views = (_view(document, figure, standing.get(figure.id), query.profile) for figure in records.figures)
    yield from (view for view in views if _asked(view, query))


def _view(document: DocumentView, figure: Figure, ladder_id: str | None, profile: str | None) -> FigureView:
    reading = read_with(figure, profile) if profile is not None else None
    return FigureView(
        id=figure.id,
        document=document,
        statement=figure.statement,
        span=figure.span,
        text=figure.text,
        low=figure.low,
        high=figure.high,
        bound=figure.bound,
        unit=figure.unit,
        of_what=figure.of_what,
        where=figure.where,
        as_of=figure.as_of,
        sayer=figure.sayer,
        concedes=figure.concedes,
        relative_to=figure.relative_to,
        quantity=ladder_id or figure.quantity,
        ladder=ladder_id,
        reading=ReadingView(profile=reading.profile, low=reading.low, best=reading.best, high=reading.high)
        if reading
        else None,
    )


def _ladder_view(ladder: Ladder, views: dict[str, FigureView]) -> LadderView:
    return LadderView(
        id=ladder.id,
        of_what=ladder.of_what,
        unit=ladder.unit,
        agree=ladder.agree,
        documents=len(ladder.documents),
        rungs=tuple(
            RungView(
                low=rung.low,
                high=rung.high,
                bound=rung.bound,
                figures=tuple(sorted((views[f] for f in rung.figures), key=lambda v: (v.document.key, v.span))),
            )
            for rung in ladder.rungs
        ),
    )


def _asked(view: FigureView, query: FigureQuery) -> bool:
    if query.document not in {None, view.document.id}:
        return False
    return _has_words((view.of_what, view.unit, view.where, view.sayer), (query.words or "").casefold().split())


def _has_words(cells: Iterable[str | None], words: list[str]) -> bool:
    text = " ".join(cell for cell in cells if cell).casefold()
    return all(word in text for word in words)


__all__ = [
    "FigureQuery",
    "FigureView",
    "LadderView",
    "ReadingView",
    "RungView",
    "figures",
    "ladder",
    "ladders",
    "profile_names",
]
