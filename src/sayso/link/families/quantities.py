"""Numbers of two wordings compared as intervals with their units."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sayso.link.families.aligned import Aligned, Token
from sayso.link.figures.amounts import Amount, Kind, scan
from sayso.records import Bound, Difference, DifferenceKind, Value

ROUNDING = 0.06
"""How far two numbers may differ, as a share, where one is rounded ("nearly", "about", "some")."""
NOUN_REACH = 3
"""Words after a number among which what it counts is looked for."""


@cache
def _unit_words() -> frozenset[str]:
    """The units of `drift.toml`, in the singular."""
    table = tomllib.loads(files("sayso.link.families").joinpath("drift.toml").read_text("utf-8"))
    return frozenset(word for kind in table["units"].values() for word in kind)


class Counted(Value, frozen=True, kw_only=True):
    """A number of a text with what it counts.

    Attributes:
        nouns: stems of the telling words after it.
        unit: of measure; None where things are counted.
        token: number of its first token.
    """

    amount: Amount
    nouns: tuple[str, ...]
    unit: str | None
    token: int


def number_differences(aligned: Aligned) -> Iterator[Difference]:
    """Numbers and units in which two wordings contradict each other.

    Method: numbers that fit one of the other wording's are put aside (intervals overlap, rounding allowed where one
    says so). Of the rest, two are compared that count the same noun, have the same unit, or stand in one
    place. Equal values
    with other units differ in unit.
    """
    a, b = (_counted(aligned, side) for side in (0, 1))
    for one in a:
        for other in b:
            if one.unit and other.unit and one.unit != other.unit and _equal(one, other):
                yield _difference(aligned, one, other, DifferenceKind.UNIT)
    left = [one for one in a if not any(_fits(one, other) for other in b)]
    right = [other for other in b if not any(_fits(one, other) for one in a)]
    for one in left:
        for other in right:
            if _comparable(aligned, one, other) and not (_equal(one, other)):
                yield _difference(aligned, one, other, DifferenceKind.NUMBER)
                right.remove(other)
                break


def _counted(aligned: Aligned, side: int) -> list[Counted]:
    text, row = aligned.texts[side], (aligned.a, aligned.b)[side]
    found: list[Counted] = []
    for amount in scan(text, (0, len(text))):
        if amount.kind == Kind.NUMBER and text[slice(*amount.number)].lower() in {"one", "a", "an"}:
            continue
        first = next((n for n, t in enumerate(row) if t.span[1] > amount.number[0]), None)
        if first is None:
            continue
        after = [t for t in row if t.span[0] >= amount.number[1]][:NOUN_REACH]
        found.append(
            Counted(
                amount=amount,
                nouns=tuple(t.stem for t in after if t.telling),
                unit=amount.unit or _unit_after(after),
                token=first,
            )
        )
    return found


def _unit_after(after: list[Token]) -> str | None:
    words = [t.plain for t in after[:2]]
    for word in words:
        single = word.removesuffix("s") if word != "celsius" else word
        if single in _unit_words() or word in _unit_words():
            return single
    return None


def _equal(one: Counted, other: Counted) -> bool:
    return (one.amount.low, one.amount.high) == (other.amount.low, other.amount.high)


def _fits(one: Counted, other: Counted) -> bool:
    """Whether two numbers may be the same one."""
    rounded = {Bound.ABOUT, Bound.VAGUE} & {one.amount.bound, other.amount.bound}
    (a, b), (c, d) = _interval(one, bool(rounded)), _interval(other, bool(rounded))
    return max(a, c) <= min(b, d)


def _interval(counted: Counted, rounded: bool) -> tuple[float, float]:
    low = counted.amount.low if counted.amount.low is not None else float("-inf")
    high = counted.amount.high if counted.amount.high is not None else float("inf")
    slack = ROUNDING / 2 if rounded else 0.0005
    return low - abs(low) * slack if low > float("-inf") else low, high + abs(high) * slack if high < float(
        "inf"
    ) else high


def _comparable(aligned: Aligned, one: Counted, other: Counted) -> bool:
    """Whether two numbers are of one thing: the same noun or unit, or one place between words that match."""
    if one.unit != other.unit and one.unit and other.unit:
        return False
    if set(one.nouns) & set(other.nouns) or (one.unit is not None and one.unit == other.unit):
        return True
    before = {(i + 1, j + 1) for i, j in aligned.matched}
    places = ((p.a, p.b) for p in aligned.replaced)
    return (one.token, other.token) in before or any(one.token in a and other.token in b for a, b in places)


def _difference(aligned: Aligned, one: Counted, other: Counted, what: DifferenceKind) -> Difference:
    words = (aligned.texts[side][_span(c)] for side, c in ((0, one), (1, other)))
    a, b = (" ".join(text.split()) for text in words)
    if what is DifferenceKind.UNIT:
        a, b = (w if c.unit is None or c.amount.unit else f"{w} {c.unit}" for w, c in ((a, one), (b, other)))
    return Difference(what=what, a=a, b=b)


def _span(counted: Counted) -> slice:
    return slice(counted.amount.span[0], counted.amount.span[1])
