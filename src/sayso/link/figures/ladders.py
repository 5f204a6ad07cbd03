"""Observations of one quantity across documents, side by side as ladders."""

import re
from collections import defaultdict

from sayso.link.figures.quantities import PART, key_words, unit_class
from sayso.records import Figure, Ladder, Rung, short_id

LIKENESS = 0.6
"""Least share of the words that name the two quantities which both have (Jaccard)."""

WINDOW = 45
"""Days that two as-of dates may lie apart: the time in which a toll or count of one event is corrected."""

TELLING = 10
"""The least value that, given twice, shows that one quantity is meant; smaller ones coincide too often."""

_GENERAL = frozenset({"people", "killed", "injured", "detained", "displaced", "missing", "treated"})
"""Names so common that a place, a date or the document must show that one quantity is meant."""


def group_figures(figures: tuple[Figure, ...]) -> tuple[Ladder, ...]:
    """The ladders of quantities that at least two figures observe, sorted by id.

    Method:
        Whether two figures observe one quantity depends on these two and fixed tables (`same_quantity`); a figure
        that rests on another observes the quantity of that one. Ladders are the connected components. Figures are
        compared only within a unit and a shared word.
    """
    ordered = sorted({figure.id: figure for figure in figures}.values(), key=lambda f: f.id)
    parent = {figure.id: figure.id for figure in ordered}
    for one, other in _candidates(ordered):
        if _root(parent, one.id) != _root(parent, other.id) and same_quantity(one, other):
            _join(parent, one.id, other.id)
    for figure in ordered:
        if figure.relative_to in parent and figure.unit != "percent":
            _join(parent, figure.id, figure.relative_to)
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in ordered:
        groups[_root(parent, figure.id)].append(figure)
    ladders = [_ladder(group) for group in groups.values() if len(group) > 1]
    return tuple(sorted(ladders, key=lambda ladder: ladder.id))


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
    """Pairs that share a unit and one of the words that name what is counted."""
    blocks: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        for word in sorted(key_words(figure.of_what)):
            blocks[_unit(figure), word].append(figure)
    return [
        (one, other) for key in sorted(blocks) for i, one in enumerate(blocks[key]) for other in blocks[key][i + 1 :]
    ]


def _root(parent: dict[str, str], item: str) -> str:
    while parent[item] != item:
        item = parent[item]
    return item


def _join(parent: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((_root(parent, one), _root(parent, other)))
    parent[high] = low


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
