"""Figures that rest on another: "half of that", "twice as many", "a third of the council's claim of 1,400"."""

import re
from functools import cache

from msgspec.structs import replace

from sayso.link.figures.amounts import Amount, Kind
from sayso.link.figures.lexicon import any_of, lexicon
from sayso.records import Bound, Figure, Span, Value

REACH = 1500
"""Code points back within which the figure that "that" points to is looked for: some ten sentences."""


class Leaning(Value, frozen=True, kw_only=True):
    """An amount that rests on another figure.

    Attributes:
        amount: with the span over the words that point ("half of that").
        factor: times the other figure.
        owner: words that name whose figure is meant, lower case.
        following: where the figure meant stands, when it follows in the same sentence.
    """

    amount: Amount
    factor: float
    owner: frozenset[str]
    following: Span | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    relative = lexicon().relative
    heads = any_of(relative.heads)
    pointing = any_of(relative.anaphors)
    return {
        "anaphor": re.compile(
            rf"\s+(?:of\s+)?(?:{pointing})\b(?!\s+(?:of|as|for)\b)(?=\s*(?:[^\w\s]|$|who|were|had|are|is|and|but|or|if|in|on|at)\b|\s*[^\w\s]|\s*$)",
            re.IGNORECASE,
        ),
        "as_many": re.compile(r"\s+as\s+(?:many|much)(\s+again)?\b", re.IGNORECASE),
        "owned": re.compile(
            rf"[”\"]?\s+(?:of\s+)?((?:the\s+)?[\w\s]{{2,40}})[’']s?\s+(?:own\s+)?(?:{heads})\b", re.IGNORECASE
        ),
        "sum": re.compile(rf"\s+the\s+(?:\w+\s+)?(?:{heads})\b(?!\s+of\b)", re.IGNORECASE),
        "link": re.compile(
            rf"[\s“\"]*(?:as|than|of|the|again|[\w’']+\s+)*?(?:(?:{heads})\s+of\s+)?(?:as\s+)?(?:the\s+)?$",
            re.IGNORECASE,
        ),
    }


def leaning(text: str, amount: Amount, following: Amount | None, end: int) -> Leaning | None:
    """How an amount rests on another figure; None where it stands for itself."""
    if amount.kind not in {Kind.SHARE, Kind.MULTIPLE}:
        return None
    factor = amount.value / 100 if amount.kind == Kind.SHARE else amount.value
    return (
        _as_many(text, amount, factor, following)
        or _on_following(text, amount, factor, following)
        or _pointing(text, amount, factor, end)
    )


def _as_many(text: str, amount: Amount, factor: float, following: Amount | None) -> Leaning | None:
    match = _patterns()["as_many"].match(text, amount.span[1])
    same = amount.kind == Kind.MULTIPLE and factor == 1.0
    if match is None and not same:
        return None
    span = (amount.span[0], match.end() if match else amount.span[1])
    factor += 1 if match and match[1] else 0
    if re.match(r"\s+(?!as\b)[^.;,]{1,40}?\sas\s", text[span[1] :]):
        return None
    after = re.match(r"\s+as\s+the\s+", text[span[1] :])
    meant = following.span if after and following and following.span[0] <= span[1] + after.end() else None
    return Leaning(amount=replace(amount, span=span), factor=factor, owner=frozenset(), following=meant)


def _on_following(text: str, amount: Amount, factor: float, following: Amount | None) -> Leaning | None:
    """ "Three quarters of the council's claim of 1,400"."""
    if following is None or following.kind != Kind.NUMBER:
        return None
    between = text[amount.span[1] : following.span[0]]
    heads = any_of(lexicon().relative.heads)
    if re.fullmatch(rf"\s+of\s+(?:the\s+)?(?:[\w’']+\s+){{0,4}}{heads}\s+of\s+", between, re.IGNORECASE):
        return Leaning(amount=amount, factor=factor, owner=frozenset(), following=following.span)
    return None


def _pointing(text: str, amount: Amount, factor: float, end: int) -> Leaning | None:
    match = _patterns()["anaphor"].match(text, amount.span[1], end)
    if match:
        return Leaning(amount=replace(amount, span=(amount.span[0], match.end())), factor=factor, owner=frozenset())
    match = _patterns()["owned"].match(text, amount.span[1], end)
    if match:
        owner = frozenset(word.lower() for word in re.findall(r"\w{3,}", match[1]))
        return Leaning(amount=amount, factor=factor, owner=owner - {"the"})
    match = _patterns()["sum"].match(text, amount.span[1], end)
    if match and amount.kind == Kind.MULTIPLE:
        return Leaning(amount=amount, factor=factor, owner=frozenset())
    return None


def base_of(lean: Leaning, before: list[tuple[Span, Figure]]) -> Figure | None:
    """The figure an amount rests on: the last one its owner gave, else the last absolute one within reach.

    Args:
        before: the figures found so far with their spans in the clean layer, and those that follow in the sentence.
    """
    if lean.following is not None:
        return next((figure for span, figure in before if span[0] <= lean.following[0] < span[1]), None)
    start = lean.amount.span[0]
    near = [figure for span, figure in reversed(before) if start - REACH <= span[0] < start and _has_value(figure)]
    owned = [figure for figure in near if lean.owner & frozenset(re.findall(r"\w+", figure.sayer.lower()))]
    absolute = [figure for figure in near if figure.unit != "percent"]
    plain = [figure for figure in absolute[:3] if figure.bound is not Bound.VAGUE]
    if near and near[0].unit == "percent" and not lean.owner and _just_before(lean, before):
        return near[0]
    return next(iter([*owned, *plain, *absolute]), None)


def restated(text: str, lean: Leaning, before: list[tuple[Span, Figure]]) -> Figure | None:
    """The figure that a multiple says again in other words: "4.2 billion marks, twice the official sum"."""
    if lean.amount.kind != Kind.MULTIPLE or lean.following is not None:
        return None
    last = [(span, figure) for span, figure in before if span[1] <= lean.amount.span[0]][-1:]
    return next((figure for span, figure in last if text[span[1] : lean.amount.span[0]] == ", "), None)


def _just_before(lean: Leaning, before: list[tuple[Span, Figure]]) -> bool:
    """Whether the last figure stands within a few words: "half, or half of that"."""
    ends = [span[1] for span, _ in before if span[1] <= lean.amount.span[0]]
    return bool(ends) and lean.amount.span[0] - max(ends) <= 12


def _has_value(figure: Figure) -> bool:
    return figure.low is not None or figure.high is not None


def reckon(lean: Leaning, base: Figure) -> tuple[float | None, float | None, Bound]:
    """Low, high and bound of an amount reckoned from the figure it rests on.

    Method: a base with one value or one limit ("at least 1,400") gives one value, bounded by the amount's own words;
    a base with two limits gives two.
    """
    bound = lean.amount.bound
    low = base.low if base.low is not None else base.high
    high = base.high if base.high is not None else base.low
    if low is None or high is None:
        return None, None, bound
    if low != high and bound in {Bound.EXACT, Bound.ABOUT}:
        bound = base.bound
    low, high = rounded(low * lean.factor), rounded(high * lean.factor)
    if bound in {Bound.AT_LEAST, Bound.MORE_THAN}:
        return low, None, bound
    if bound in {Bound.AT_MOST, Bound.LESS_THAN}:
        return None, high, bound
    return low, high, bound


def rounded(value: float | None) -> float | None:
    """A value as records keep it: four digits behind the point."""
    return None if value is None else round(value, 4)
