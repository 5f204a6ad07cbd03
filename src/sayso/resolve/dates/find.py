"""Time expressions of a text, found by rules and reckoned from an anchor."""

from datetime import date

from sayso.resolve.dates.calendar import Interval, Unit, edtf, interval, interval_edtf, span_of_days
from sayso.resolve.dates.moment import Moment, Reading
from sayso.resolve.dates.readers import READERS, read_tokens
from sayso.resolve.dates.records import Anchor, TimeExpression
from sayso.resolve.dates.shapes import Match, match_rules
from sayso.resolve.dates.tokens import lex


def find_dates(text: str, anchor: Anchor | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in reading order, none overlapping another.

    Args:
        text: any text; spans count its code points.
        anchor: the date that relative expressions count from; None leaves them unresolved.

    Offsets:
        Half-open code points of `text`.

    Method:
        Rules over kinds of tokens (`rules.toml`) find expressions, readers resolve them. Where the anchor is not a single
        day, every expression is resolved from its first and from its last day: what comes out alike stands, the rest is
        bounded by the two.

    Limits:
        English only. Tense is judged from words, not from a parse.

    Example:
        >>> [(d.text, d.value) for d in find_dates("He spoke on Friday.", Anchor.parse("2018-01-18"))]
        [('Friday', '2018-01-12')]
    """
    matches = match_rules(lex(text))
    if not matches:
        return ()
    last = _read_all(matches, anchor.last if anchor else None)
    if anchor is None or anchor.is_day:
        pairs = [(match, _express(match, reading)) for match, reading in zip(matches, last, strict=True) if reading]
        return tuple(expression for _, expression in pairs)
    first = _read_all(matches, anchor.first) if anchor.first else [None] * len(matches)
    return tuple(
        _bounded(match, low, high) for match, low, high in zip(matches, first, last, strict=True) if high is not None
    )


def dates_of_document(raw_text: str, anchor: Anchor | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a whole document, each segment counted from its own anchor.

    Args:
        raw_text: the raw layer, also the blocks that cleaning leaves out.
        anchor: the document's date.

    Offsets:
        Half-open code points of the raw layer.
    """
    from sayso.resolve.dates.anchors import paragraphs_of, segment_anchors

    found: list[TimeExpression] = []
    for segment in segment_anchors(raw_text, paragraphs_of(raw_text), anchor):
        start, end = segment.span
        found.extend(_moved(expression, start) for expression in find_dates(raw_text[start:end], segment.anchor))
    return tuple(found)


def _moved(expression: TimeExpression, offset: int) -> TimeExpression:
    from msgspec.structs import replace

    return replace(expression, span=(expression.span[0] + offset, expression.span[1] + offset)) if offset else expression


def _read_all(matches: list[Match], day: date | None) -> list[Reading | None]:
    """The readings of all matches in order, each knowing what was mentioned before it."""
    moment = Moment(day=day, inner=read_tokens)
    readings: list[Reading | None] = []
    for match in matches:
        reading = READERS[match.rule.read](match, moment)
        readings.append(reading)
        if reading is not None and reading.period is not None:
            names_quarter = "quarter" in match.rule.name and not match.rule.name.startswith("year-ago")
            moment = Moment(
                day=day,
                inner=read_tokens,
                mentioned=reading.period,
                mentioned_at=match.end,
                quarter=reading.period if names_quarter and reading.period.unit is Unit.QUARTER else moment.quarter,
            )
    return readings


def _days(reading: Reading) -> Interval | None:
    if reading.period is None:
        return None
    return span_of_days(*reading.days) if reading.days else interval(reading.period)


def _edtf(reading: Reading) -> str | None:
    if reading.period is None:
        return None
    if reading.days is None:
        return edtf(reading.period, reading.approximate)
    return interval_edtf(span_of_days(*reading.days))


def _express(match: Match, reading: Reading) -> TimeExpression:
    start, end = match.lexed.span(match.start, match.end)
    return TimeExpression(
        span=(start, end),
        text=match.lexed.text[start:end],
        type=reading.type,
        value=reading.value,
        edtf=_edtf(reading),
        interval=_days(reading),
        rule=match.rule.name,
        mod=reading.mod,
        needs_anchor=reading.anchored,
        ambiguous=reading.ambiguous,
    )


def _bounded(match: Match, low: Reading | None, high: Reading) -> TimeExpression:
    """One expression from the readings by the anchor's first and last day; `low` is None where there is no first day."""
    if low == high or not high.anchored or high.period is None:
        return _express(match, high)
    expression = _express(match, high)
    high_days, low_days = _days(high), _days(low) if low else None
    days = (low_days[0] if low_days else None, high_days[1] if high_days else None)
    return TimeExpression(
        span=expression.span,
        text=expression.text,
        type=expression.type,
        value=_blurred(low.value if low else "", high.value),
        edtf=interval_edtf(days),
        interval=days,
        rule=expression.rule,
        mod=expression.mod,
        needs_anchor=True,
        ambiguous=True,
    )


def _blurred(low: str, high: str) -> str:
    """The TIMEX3 value both have in common, X for every digit of the date in which they differ."""
    if len(low) != len(high):
        low = ""
    pairs = zip(low.ljust(len(high), "\0"), high, strict=False)
    return "".join(b if a == b or not b.isdigit() else "X" for a, b in pairs)

