"""Plots of what was measured, as small SVG with classes and attributes only: the same for the workbench and the report.

Every plot stands beside the table that holds the same numbers, and has words for those who cannot see it.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from sayso.app.measuring import ContrastView, LabelView
    from sayso.app.trending import TrendBin, TrendView

WIDTH, LEFT, TOP, HEIGHT, STRIP = 760, 44, 12, 150, 26
"""Of the plot of a trend, in its own units: the strip of coverage stands below the rates."""
CELL = (200, 18)
"""Width and height of a plot in a cell of a table."""


def element(name: str, attributes: Mapping[str, object], *inside: str | Markup) -> Markup:
    """One element with escaped attributes and text; `_` in names stands for `-`."""
    pairs = ((key.replace("_", "-"), value) for key, value in attributes.items())
    shown = Markup("").join(Markup(' {}="{}"').format(*pair) for pair in pairs)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), shown, Markup("").join(map(escape, inside)))  # noqa: S704


def trend_plot(view: "TrendView") -> Markup:
    """The rate of each bin as a point with its interval, and the documents it rests on as a strip with its gaps."""
    bins = view.bins
    if not bins:
        return Markup("")
    top = max((b.high for b in bins if b.high is not None), default=0.0)
    rates = [b.rate for b in bins if b.rate is not None]
    top = min(top, 3 * max(rates)) if rates and max(rates) > 0 else top or 1.0
    step = (WIDTH - LEFT - 4) / len(bins)
    points = [mark for at, b in enumerate(bins) for mark in _point(b, LEFT + step * (at + 0.5), top)]
    strip = [_coverage(b, LEFT + step * at, step, max(one.documents for one in bins)) for at, b in enumerate(bins)]
    gaps = sum(b.documents == 0 for b in bins)
    words = (
        f"{view.series}: rate a document by {view.question.by} from {bins[0].start} to {bins[-1].start}, "
        f"0 to {top:.3g}, with 95 % intervals; below it the coverage, {gaps} of {len(bins)} without documents. "
        f"{view.answer.text}"
    )
    box = f"0 0 {WIDTH} {TOP + HEIGHT + STRIP + 24}"
    return element(
        "svg",
        {"viewBox": box, "role": "img", "aria-label": words, "class": "drawing trend"},
        element("title", {}, words),
        *_axes(bins, top, step),
        *_change(view, step),
        *points,
        *strip,
    )


def _height(rate: float, top: float) -> float:
    return round(TOP + HEIGHT * (1 - min(rate / top, 1.0)), 1)


def _point(one: "TrendBin", x: float, top: float) -> list[Markup]:
    if one.rate is None or one.low is None or one.high is None:
        return []
    x, y = round(x, 1), _height(one.rate, top)
    label = f"{one.start}: {one.count} in {one.documents} documents, {one.rate:.3g} [{one.low:.3g}, {one.high:.3g}]"
    ends = {"x1": x, "x2": x, "y1": _height(one.low, top), "y2": _height(one.high, top), "class": "interval"}
    return [
        element("line", ends),
        element("circle", {"cx": x, "cy": y, "r": 3, "class": "day"}, element("title", {}, label)),
    ]


def _coverage(one: "TrendBin", x: float, width: float, most: int) -> Markup:
    base, room = TOP + HEIGHT + 6, STRIP - 4
    wide = round(max(width - 0.6, 0.6), 1)
    if not one.documents:
        gap = {"x": round(x, 1), "y": base, "width": wide, "height": room, "class": "gap"}
        return element("rect", gap, element("title", {}, f"{one.start}: no documents"))
    tall = round(max(1.0, room * one.documents / most), 1)
    bar = {"x": round(x, 1), "y": round(base + room - tall, 1), "width": wide, "height": tall, "class": "bar"}
    return element("rect", bar, element("title", {}, f"{one.start}: {one.documents} documents"))


def _axes(bins: Sequence["TrendBin"], top: float, step: float) -> list[Markup]:
    floor, last = TOP + HEIGHT, TOP + HEIGHT + STRIP + 18
    marks = [
        element("line", {"x1": LEFT, "x2": WIDTH - 4, "y1": y, "y2": y, "class": "axis"})
        for y in (TOP, TOP + HEIGHT / 2, floor)
    ]
    for share in (0.0, 0.5, 1.0):
        place = {"x": LEFT - 4, "y": _height(top * share, top) + 3, "text_anchor": "end", "class": "label"}
        marks.append(element("text", place, f"{top * share:.2g}"))
    every = max(1, math.ceil(len(bins) / 6))
    for at in range(0, len(bins), every):
        place = {"x": round(LEFT + step * at, 1), "y": last, "class": "label"}
        marks.append(element("text", place, bins[at].start))
    return marks


def _change(view: "TrendView", step: float) -> list[Markup]:
    """A line at the day that is compared, or a band where a change lies."""
    point = view.answer.change_point
    days = [date.fromisoformat(b.start).toordinal() for b in view.bins]

    def place(day: str) -> float:
        ordinal = date.fromisoformat(day).toordinal()
        return round(LEFT + step * sum(one < ordinal for one in days), 1)

    if point is not None:
        first, last = place(point.first), place(point.last)
        size = {"x": first, "y": TOP, "width": max(2.0, round(last - first, 1)), "height": HEIGHT, "class": "when"}
        return [element("rect", size, element("title", {}, f"a change lies between {point.first} and {point.last}"))]
    if view.question.compare is not None:
        x = place(view.question.compare)
        line = {"x1": x, "x2": x, "y1": TOP, "y2": TOP + HEIGHT, "class": "cut"}
        return [element("line", line, element("title", {}, f"compared from {view.question.compare} on"))]
    return []


def share_plot(view: "LabelView") -> Markup:
    """A share with its interval on a line from 0 to 1, and the base rate as a tick."""
    words = f"{view.share:.2f} [{view.low:.2f}, {view.high:.2f}], all users {view.base:.2f}"
    return _cell(words, (0.0, 1.0), (view.low, view.share, view.high), view.base)


def contrast_plot(view: "ContrastView") -> Markup:
    """A log-odds ratio with its interval on a line from -4 to 4, with a tick at no difference."""
    words = f"{view.log_odds:+.2f} [{view.low:+.2f}, {view.high:+.2f}]"
    return _cell(words, (-4.0, 4.0), (view.low, view.log_odds, view.high), 0.0)


def _cell(words: str, ends: tuple[float, float], found: tuple[float, float, float], tick: float) -> Markup:
    width, height = CELL
    first, last = ends

    def place(value: float) -> float:
        return round(6 + (width - 12) * (min(max(value, first), last) - first) / (last - first), 1)

    low, middle, high = map(place, found)
    mid = height / 2
    return element(
        "svg",
        {
            "viewBox": f"0 0 {width} {height}",
            "width": width,
            "height": height,
            "role": "img",
            "aria-label": words,
            "class": "drawing cell",
        },
        element("title", {}, words),
        element("line", {"x1": 6, "x2": width - 6, "y1": mid, "y2": mid, "class": "axis"}),
        element("line", {"x1": place(tick), "x2": place(tick), "y1": 2, "y2": height - 2, "class": "tick"}),
        element("line", {"x1": low, "x2": high, "y1": mid, "y2": mid, "class": "interval"}),
        element("circle", {"cx": middle, "cy": mid, "r": 4, "class": "day"}),
    )
