"""Small drawings in SVG: attributes only, no style and no script, each with words for those who cannot see it.

Every drawing stands beside the table that holds the same.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

WIDTH = 240
"""Width of the drawing in a row of a table, in its own units."""

_ROW = 18


def element(name: str, attributes: Mapping[str, object], *inside: str | Markup) -> Markup:
    """One element with escaped attributes and text; `_` in names stands for `-`."""
    pairs = ((key.replace("_", "-"), value) for key, value in attributes.items())
    shown = Markup("").join(Markup(' {}="{}"').format(*pair) for pair in pairs)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), shown, Markup("").join(map(escape, inside)))  # noqa: S704


def figure(size: tuple[float, float], words: str, *inside: Markup, kind: str = "") -> Markup:
    """A drawing with its words."""
    width, height = size
    box = f"0 0 {width:g} {height:g}"
    attributes = {"viewBox": box, "role": "img", "aria-label": words, "class": f"drawing {kind}"}
    if kind == "cell":
        attributes |= {"width": f"{width:g}", "height": f"{height:g}"}
    return element("svg", attributes, element("title", {}, words), *inside)


class Days(NamedTuple):
    """The days that a drawing spans, as ordinals."""

    first: int
    last: int

    def at(self, day: int, width: float = WIDTH) -> float:
        """Where a day stands."""
        return round((day - self.first) / max(1, self.last - self.first) * (width - 8) + 4, 1)


def ordinal(day: str | None) -> int | None:
    """The ordinal of an ISO day; None where there is none or it is no day of our calendar."""
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def days_of(intervals: Iterable[tuple[str | None, str | None]]) -> Days | None:
    """What a drawing of these intervals has to span."""
    known = [found for pair in intervals for day in pair if (found := ordinal(day)) is not None]
    return Days(min(known), max(known)) if known else None


def interval(days: Days, pair: tuple[str | None, str | None], words: str) -> Markup:
    """One row of a chronology: a dot for a day, a bar for a range, an arrow where a side is open."""
    first, last = ordinal(pair[0]), ordinal(pair[1])
    if first is None and last is None:
        return figure((WIDTH, _ROW), words, _axis(), kind="cell")
    start, end = days.at(days.first if first is None else first), days.at(days.last if last is None else last)
    return _stretch((start, end), (first is None, last is None), words)


def _stretch(ends: tuple[float, float], opened: tuple[bool, bool], words: str) -> Markup:
    """A dot where both ends are near each other, else a bar; an arrow at an open end."""
    start, end = ends
    if any(opened) or end - start > 3:
        size = {"x": start, "y": 5, "width": max(3.0, round(end - start, 1)), "height": 8, "class": "range"}
        mark = element("rect", size)
    else:
        mark = element("circle", {"cx": start, "cy": 9, "r": 4, "class": "day"})
    arrows = (_arrow(at, way) for at, way, is_open in zip(ends, (-1, 1), opened, strict=True) if is_open)
    return figure((WIDTH, _ROW), words, _axis(), mark, *arrows, kind="cell")


def _axis() -> Markup:
    return element("line", {"x1": 4, "x2": WIDTH - 4, "y1": 9, "y2": 9, "class": "axis"})


def _arrow(at: float, way: int) -> Markup:
    tip = at + 4 * way
    return element("path", {"d": f"M{at:g} 3 L{tip:g} 9 L{at:g} 15 Z", "class": "open"})


def scale(days: Days) -> Markup:
    """The years above a chronology."""
    years = range(date.fromordinal(days.first).year, date.fromordinal(days.last).year + 1)
    step = max(1, math.ceil(len(years) / 5))
    marks: list[Markup] = []
    for year in list(years)[::step]:
        x = days.at(max(days.first, date(year, 1, 1).toordinal()))
        anchor = "end" if x > WIDTH - 34 else "start"
        marks += [
            element("line", {"x1": x, "x2": x, "y1": 11, "y2": _ROW, "class": "tick"}),
            element("text", {"x": x, "y": 9, "class": "label", "text_anchor": anchor}, str(year)),
        ]
    return figure((WIDTH, _ROW), f"from {years[0]} to {years[-1]}", *marks, kind="cell")


def bar(count: int, most: int, words: str) -> Markup:
    """A bar as long as a count is against the greatest one."""
    width = round((WIDTH - 8) * count / max(1, most), 1)
    size = {"x": 4, "y": 4, "width": max(width, 1.0) if count else 0, "height": 10, "class": "bar"}
    return figure((WIDTH, _ROW), words, _axis(), element("rect", size), kind="cell")


class Edge(NamedTuple):
    """Who reports what whom said, how often."""

    who: str
    whom: str
    times: int


def network(edges: Sequence[Edge]) -> Markup:
    """Who cites whom: those who report on the left, those they report on the right, lines as thick as often."""
    left, right = list(dict.fromkeys(edge.who for edge in edges)), list(dict.fromkeys(edge.whom for edge in edges))
    most = max((edge.times for edge in edges), default=1)
    height = 26 * max(len(left), len(right))
    ys = {
        (name, side): y
        for side, names in enumerate((left, right))
        for name, y in zip(names, _places(names, height), strict=True)
    }
    lines = [
        element(
            "path",
            {
                "d": f"M298 {ys[edge.who, 0]} C400 {ys[edge.who, 0]} 400 {ys[edge.whom, 1]} 502 {ys[edge.whom, 1]}",
                "class": "link",
                "stroke_width": round(1 + 7 * edge.times / most, 1),
            },
            element("title", {}, f"{edge.who} reports {edge.whom}: {edge.times} times"),
        )
        for edge in edges
    ]
    names = [
        element("text", {"x": x, "y": ys[name, side] + 4, "class": "name", "text_anchor": anchor}, _short(name))
        for side, (x, anchor, all_names) in enumerate(((290, "end", left), (510, "start", right)))
        for name in all_names
    ]
    words = f"{len(left)} who report, {len(right)} whom they report, {len(edges)} lines; the table below has them all"
    return figure((800, height), words, *lines, *names, kind="network")


def _places(names: Sequence[str], height: float) -> list[float]:
    """Where names stand, spread evenly over the height."""
    step = height / max(1, len(names))
    return [round(step * (at + 0.5), 1) for at in range(len(names))]


def _short(name: str) -> str:
    return name if len(name) <= 38 else f"{name[:37]}…"


class Ladder(NamedTuple):
    """The numbers that a ladder spans, on a scale of powers where they differ much."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a number stands."""
        place = (_grown(value) - _grown(self.low)) / max(1e-9, _grown(self.high) - _grown(self.low))
        return round(min(1.0, max(0.0, place)) * (WIDTH - 12) + 6, 1)


def rung(ladder: Ladder, pair: tuple[float | None, float | None], words: str) -> Markup:
    """One figure of a ladder: a dot for a number, a bar for a range, an arrow where a side is open."""
    low, high = pair
    if low is None and high is None:
        return figure((WIDTH, _ROW), words, _axis(), kind="cell")
    start, end = ladder.at(ladder.low if low is None else low), ladder.at(ladder.high if high is None else high)
    return _stretch((start, end), (low is None, high is None), words)


def ladder_of(pairs: Iterable[tuple[float | None, float | None]]) -> Ladder | None:
    """What a ladder of these figures has to span."""
    known = [value for pair in pairs for value in pair if value is not None]
    return Ladder(min(known), max(known)) if known else None


def _grown(value: float) -> float:
    return math.copysign(math.log10(1 + abs(value)), value)
