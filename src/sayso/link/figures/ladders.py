"""Observations of one quantity across documents, side by side as ladders."""

import re
from collections import defaultdict
from functools import lru_cache

from sayso.link.blocks import sharing
from sayso.link.figures.quantities import PART, key_words, unit_class
from sayso.records import Figure, Ladder, Rung, short_id

LIKENESS = 0.6
"""Least share of the words that name the two quantities which both have (Jaccard)."""

WINDOW = 45
"""Days that two as-of dates may lie apart: the time in which a toll or count of one event is corrected."""

TELLING = 10
"""The least value that, given twice, shows that one quantity is meant; smaller ones coincide too often."""

NEIGHBOURS = 100
"""In a block each figure is compared with so many of those after it, by date."""

PERIODS = 24
"""The most periods under which a figure of a long time is looked for: three years."""

_GENERAL = frozenset({"people", "killed", "injured", "detained", "displaced", "missing", "treated"})
"""Names so common that a place, a date or the document must show that one quantity is meant."""


def group_figures(figures: tuple[Figure, ...]) -> tuple[Ladder, ...]:
    """The ladders of quantities that at least two figures observe, sorted by id.

    Method:
        Whether two figures observe one quantity depends on these two and fixed tables (`same_quantity`); a figure
        that rests on another observes the quantity of that one. Pairs are joined in a fixed order, those with most
        words in common first, and never where any two figures of the groups name different places or dates.
        Compared are only figures in a common block (`_blocks`), in blocks of more than `NEIGHBOURS` those that stand
        near each other by date.
    """
    ordered = sorted({figure.id: figure for figure in figures}.values(), key=lambda f: f.id)
    groups = _Groups(ordered)
    for one, other in _candidates(ordered):
        groups.join(one, other)
    by_id = {figure.id: figure for figure in ordered}
    for figure in ordered:
        if figure.relative_to in by_id and figure.unit != "percent":
            groups.join(figure, by_id[figure.relative_to], whatever=True)
    ladders = [_ladder(group) for group in groups.all() if len(group) > 1]
    return tuple(sorted(ladders, key=lambda ladder: ladder.id))


class _Groups:
    """Figures in growing groups."""

    def __init__(self, figures: list[Figure]) -> None:
        self._group = {figure.id: [figure] for figure in figures}

    def join(self, one: Figure, other: Figure, *, whatever: bool = False) -> None:
        """Make one group of the two figures' groups, unless some of their figures lie apart."""
        a, b = self._group[one.id], self._group[other.id]
        if a is b or not (whatever or _compatible(a, b)):
            return
        small, large = sorted((a, b), key=len)
        large += small
        for figure in small:
            self._group[figure.id] = large

    def all(self) -> list[list[Figure]]:
        """The groups, each sorted by id."""
        distinct = {id(group): group for group in self._group.values()}
        return [sorted(group, key=lambda figure: figure.id) for group in distinct.values()]


def _compatible(one: list[Figure], other: list[Figure]) -> bool:
    """Whether no figure of one group names another place or time than a figure of the other."""
    a, b = ({(figure.where, figure.as_of): figure for figure in group}.values() for group in (one, other))
    return not any(_places_agree(x, y) is False or _dates_agree(x, y) is False for x in a for y in b)


def same_quantity(one: Figure, other: Figure) -> bool:
    """Whether two figures are observations of one quantity, as far as their own words tell.

    Method: same unit of measure (or both counts), like words for what is counted, no place that differs, no dates
    more than `WINDOW` days apart, none a part ("two of them") of what the other counts. Two specific words in common
    are enough; a single one ("boats") needs a place, a date or a value from `TELLING` on in common; a fate ("people
    killed") a place, a date or the document; "people" alone never is.
    """
    a, b = key_words(one.of_what), key_words(other.of_what)
    shared = a & b
    if (
        _unit(one) != _unit(other)
        or (PART in a) != (PART in b)
        or not shared - {"people"}
        or len(shared) < LIKENESS * len(a | b)
    ):
        return False
    places, dates = _places_agree(one, other), _dates_agree(one, other)
    if places is False or dates is False:
        return False
    if places or dates:
        return True
    specific = shared - _GENERAL
    if not specific:
        return one.document == other.document
    value = one.low if one.low is not None else one.high
    return len(specific) > 1 or ((one.low, one.high) == (other.low, other.high) and (value or 0) >= TELLING)


def _unit(figure: Figure) -> str:
    return unit_class(figure.unit)


def _places_agree(one: Figure, other: Figure) -> bool | None:
    """Whether the places are alike; None where one is not named."""
    if one.where is None or other.where is None:
        return None
    a, b = (frozenset(re.findall(r"\w+", figure.where.lower())) for figure in (one, other) if figure.where)
    return a <= b or b <= a


def _dates_agree(one: Figure, other: Figure) -> bool | None:
    """Whether the as-of dates lie near each other; None where one is not named or not a day, month or year."""
    a, b = _days(one.as_of), _days(other.as_of)
    if a is None or b is None:
        return None
    return max(a[0], b[0]) - min(a[1], b[1]) <= WINDOW


@lru_cache(50_000)
def _days(edtf: str | None) -> tuple[int, int] | None:
    """The first and last day of an EDTF date as ordinals, months of 31 days; None for what has an open side."""
    parts = re.findall(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf or "")
    if not parts or ".." in (edtf or ""):
        return None
    (year, month, day), (last_year, last_month, last_day) = parts[0], parts[-1]
    first = int(year) * 372 + (int(month or 1) - 1) * 31 + int(day or 1)
    last = int(last_year) * 372 + (int(last_month or 12) - 1) * 31 + int(last_day or 31)
    return first, last


def _candidates(figures: list[Figure]) -> list[tuple[Figure, Figure]]:
    """The pairs that observe one quantity, those with most words in common first."""
    pairs: dict[tuple[str, str], tuple[Figure, Figure]] = {}
    for numbers in sharing(map("\0".join, _blocks(figure)) for figure in figures):
        block = sorted((figures[number] for number in numbers), key=lambda figure: (figure.as_of or "", figure.id))
        for at, one in enumerate(block):
            for other in block[at + 1 : at + 1 + NEIGHBOURS]:
                first, second = sorted((one, other), key=lambda figure: figure.id)
                if (first.id, second.id) not in pairs and same_quantity(first, second):
                    pairs[first.id, second.id] = (first, second)
    return [pairs[key] for key in sorted(pairs, key=lambda key: (-_shared(*pairs[key]), key))]


def _shared(one: Figure, other: Figure) -> int:
    return len(key_words(one.of_what) & key_words(other.of_what))


def _blocks(figure: Figure) -> set[tuple[str, ...]]:
    """What figures of one quantity share: a word for what is counted, and what else shows that one is meant."""
    words = sorted(key_words(figure.of_what) - {"people", PART})
    specific = [word for word in words if word not in _GENERAL]
    places = re.findall(r"\w+", (figure.where or "").lower())
    values = {str(value) for value in (figure.low, figure.high) if value is not None and value >= TELLING}
    marks = {
        ("in", figure.document),
        *(("at", place) for place in places),
        *(("when", str(number)) for number in _periods(figure)),
    }
    unit = _unit(figure)
    return {
        *((unit, word, *mark) for word in words for mark in marks),
        *((unit, word, "value", value) for word in specific for value in values),
        *((unit, one, "and", other) for at, one in enumerate(specific) for other in specific[at + 1 :]),
    }


def _periods(figure: Figure) -> range:
    """Numbers of the periods of `WINDOW` days that its date touches or lies one before."""
    days = _days(figure.as_of)
    return range(days[0] // WINDOW - 1, min(days[1] // WINDOW, days[0] // WINDOW + PERIODS) + 1) if days else range(0)


def _ladder(group: list[Figure]) -> Ladder:
    rungs: dict[tuple[float | None, float | None, str], list[Figure]] = defaultdict(list)
    for figure in group:
        rungs[figure.low, figure.high, figure.bound].append(figure)
    made = [
        Rung(
            low=figures[0].low,
            high=figures[0].high,
            bound=figures[0].bound,
            figures=tuple(figure.id for figure in figures),
            sayers=tuple(sorted({figure.sayer for figure in figures})),
        )
        for figures in rungs.values()
    ]
    made.sort(key=_height)
    return Ladder(
        id=short_id("ladder", [figure.id for figure in group]),
        documents=tuple(sorted({figure.document for figure in group})),
        of_what=group[0].of_what,
        unit=group[0].unit,
        rungs=tuple(made),
        agree=_agree(group),
    )


def _height(rung: Rung) -> tuple[float, float, str]:
    low = rung.low if rung.low is not None else float("-inf")
    return low, rung.high if rung.high is not None else float("inf"), rung.bound


def _agree(group: list[Figure]) -> bool:
    """Whether one value lies in every interval."""
    lows = [figure.low for figure in group if figure.low is not None]
    highs = [figure.high for figure in group if figure.high is not None]
    return not lows or not highs or max(lows) <= min(highs)
