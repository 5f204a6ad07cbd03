"""The figures of one document."""

import re
from bisect import bisect_left

from msgspec.structs import replace

from sayso.link.figures.amounts import Amount, Kind, scan
from sayso.link.figures.context import as_of, say, where
from sayso.link.figures.guards import Spot, is_figure
from sayso.link.figures.naming import Named, name
from sayso.link.figures.quantities import quantity_id
from sayso.link.figures.records import FigureInput
from sayso.link.figures.relative import Leaning, base_of, leaning, reckon, restated, rounded
from sayso.records import Figure, Span
from sayso.resolve.dates import TimeExpression, find_dates
from sayso.text import paragraphs, sentences, to_raw

WINDOW = 600
"""Code points to each side of a figure beyond which its sentence is not looked at; no sentence of prose is as long."""
_MAYBE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thirt|fourt|fift|sixt|sevent|eight|ninet|"
    r"twen|fort|hundred|thousand|million|billion|trillion|dozen|score|tens|half|halves|third|quarter|fifth|tenth|handful|"
    r"twice|double|triple|thrice|lakh|crore|same|as\s+many)",
    re.IGNORECASE,
)


def find_figures(inputs: FigureInput) -> tuple[Figure, ...]:
    """The figures of one document, in text order.

    Offsets:
        Spans of the raw layer.

    Method:
        A grammar of numerals and number words finds amounts with their bound words, ranges and units of measure;
        guards rule out dates, times, ages, names, labels, scores and telephone numbers; what is counted is read from
        the words around (no parser), what a share or multiple rests on from the figures before it.

    Limits:
        English only. "One" counts only with a bound word, a measure, or beside other numbers.
    """
    dates = find_dates(inputs.clean, inputs.anchor)
    found: list[tuple[Span, Figure]] = []
    last: Named | None = None
    for paragraph in paragraphs(inputs.layout) or ((0, len(inputs.clean)),):
        for sentence in sentences(inputs.clean, paragraph):
            if _MAYBE.search(inputs.clean, *sentence):
                last = _of_sentence(inputs, sentence, dates, (found, last))
    return tuple(figure for _, figure in found)


def _of_sentence(
    inputs: FigureInput,
    sentence: Span,
    dates: tuple[TimeExpression, ...],
    so_far: tuple[list[tuple[Span, Figure]], Named | None],
) -> Named | None:
    """Appends the figures of one sentence; returns what its last one was named."""
    found, last = so_far
    own = tuple(d for d in dates if sentence[0] <= d.span[0] < sentence[1])
    amounts = _with_pointers(inputs.clean, scan(inputs.clean, sentence), sentence)
    around = _Around(inputs.clean, sentence, own, tuple(amount for amount, _ in amounts))
    leaners: list[tuple[Leaning, Spot]] = []
    for amount, lean in amounts:
        spot = around.spot(amount)
        if not (lean or is_figure(spot)):
            continue
        if lean is not None:
            leaners.append((lean, spot))
            continue
        if amount.kind == Kind.MULTIPLE and amount.value == 1.0:
            continue
        last = name(_without_dates(spot), last)
        found.append((amount.span, _figure(inputs, spot, last)))
    for lean, spot in leaners:
        found.sort(key=lambda pair: pair[0])
        figure = _relative(inputs, spot, lean, found)
        if figure is not None:
            found.append((lean.amount.span, figure))
    found.sort(key=lambda pair: pair[0])
    return last


class _Around:
    """What stands around the amounts of one sentence, no further than `WINDOW` from each."""

    def __init__(
        self, text: str, sentence: Span, dates: tuple[TimeExpression, ...], amounts: tuple[Amount, ...]
    ) -> None:
        self._text = text
        self._sentence = sentence
        self._dates, self._date_starts = dates, [date.span[0] for date in dates]
        self._amounts, self._starts = amounts, [amount.span[0] for amount in amounts]

    def spot(self, amount: Amount) -> Spot:
        """An amount where it stands."""
        start = max(self._sentence[0], amount.span[0] - WINDOW)
        end = min(self._sentence[1], amount.span[1] + WINDOW)
        near = self._amounts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return Spot(
            text=self._text,
            sentence=(start, end),
            amount=amount,
            before=self._text[start : amount.span[0]],
            after=self._text[amount.span[1] : end],
            dates=self._dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)],
            others=tuple(other for other in near if other is not amount and other.span[1] <= end),
        )


def _without_dates(spot: Spot) -> Spot:
    """The spot with blanks for the dates around it, which say when and not what."""
    blank = list(spot.text[slice(*spot.sentence)])
    for date in spot.dates:
        start, end = date.span[0] - spot.sentence[0], date.span[1] - spot.sentence[0]
        blank[start:end] = " " * (end - start)
    start, end = spot.amount.span[0] - spot.sentence[0], spot.amount.span[1] - spot.sentence[0]
    words = "".join(blank)
    return replace(spot, before=words[:start], after=words[end : spot.sentence[1] - spot.sentence[0]])


def _with_pointers(text: str, amounts: list[Amount], sentence: Span) -> list[tuple[Amount, Leaning | None]]:
    """Each amount with how it rests on another; those that another's pointing words cover are left out."""
    paired: list[tuple[Amount, Leaning | None]] = []
    for at, amount in enumerate(amounts):
        if paired and amount.span[0] < paired[-1][0].span[1]:
            continue
        following = amounts[at + 1] if at + 1 < len(amounts) else None
        lean = leaning(text, amount, following, sentence[1])
        paired.append((lean.amount if lean else amount, lean))
    return paired


def _figure(inputs: FigureInput, spot: Spot, named: Named) -> Figure:
    amount = spot.amount
    fragments = to_raw(inputs.layout, amount.span) or (amount.span,)
    raw = (fragments[0][0], fragments[-1][1])
    said = say(inputs, raw, spot)
    unit = amount.unit or ("times" if amount.kind == Kind.MULTIPLE else named.noun)
    place = where(spot)
    return Figure(
        id=Figure.make_id(inputs.document, raw),
        document=inputs.document,
        statement=said.statement,
        span=raw,
        text=inputs.clean[slice(*amount.span)],
        low=rounded(amount.low),
        high=rounded(amount.high),
        bound=amount.bound,
        unit=unit,
        of_what=named.of_what,
        where=place,
        as_of=as_of(spot),
        sayer=said.sayer,
        concedes=said.concedes,
        quantity=quantity_id(named.of_what, unit, place),
    )


def _relative(inputs: FigureInput, spot: Spot, lean: Leaning, found: list[tuple[Span, Figure]]) -> Figure | None:
    """The figure of an amount that rests on another; what is counted is what the other counts.

    Method: "4.2 billion, twice the official sum" gives the value before it again, in other words. Without the other
    figure "the same number" is none, a multiple has no value, a share keeps its per cent.
    """
    again = restated(inputs.clean, lean, found)
    base = again or base_of(lean, found)
    if base is None:
        return _baseless(inputs, spot, lean)
    low, high, bound = (base.low, base.high, base.bound) if again else reckon(lean, base)
    place = where(spot) or base.where
    return replace(
        _figure(inputs, spot, Named(of_what=base.of_what, noun=base.unit)),
        low=low,
        high=high,
        bound=bound,
        unit=base.unit,
        where=place,
        relative_to=None if again else base.id,
        quantity=quantity_id(base.of_what, base.unit, place),
    )


def _baseless(inputs: FigureInput, spot: Spot, lean: Leaning) -> Figure | None:
    if lean.amount.kind == Kind.SHARE:
        named = name(_without_dates(spot), None)
        return _figure(inputs, spot, named) if is_figure(spot) else None
    if lean.factor == 1.0:
        return None
    return replace(_figure(inputs, spot, name(_without_dates(spot), None)), low=None, high=None, unit=None)
