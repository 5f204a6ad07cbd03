"""Dates that cannot be of their document's time."""

import re
from datetime import timedelta

from msgspec.structs import replace

from sayso.resolve.dates.calendar import interval_edtf
from sayso.resolve.dates.records import Anachronism, Anchor, TimeExpression
from sayso.resolve.dates.tense import Direction, tense
from sayso.resolve.dates.tokens import Lexed, lex

_TOKENS_AHEAD = 30
"""How far after the expression its verb may stand: names of offices are long."""
_WINDOW = 400
"""Code points on each side of an expression that are searched for its verb."""


def find_anachronisms(
    dates: tuple[TimeExpression, ...], text: str, published: Anchor | None
) -> tuple[Anachronism, ...]:
    """The expressions that lie after the document's date and are told as past.

    Args:
        dates: the expressions of `text`, as `find_dates` gave them.
        text: the text their spans count.
        published: the document's date; None finds nothing.

    Method:
        "In February of this year the office held" in an article of January lies in the future, so the passage was
        written earlier. The date is left bounded: the latest February that had passed when the document came out.

        The past must be the date's own: a finite verb close before it in its clause, or the first one after a date that
        opens the sentence. Not "the 2016 race" (it stands before a noun), not "tomorrow" or "this summer" (they point
        ahead themselves), not "until June" (a limit), not what lies a day ahead (the clocks of two places).

    Limits:
        Only clear signs count, so that a plan is not mistaken for a report; a passage without such a date is not found.
    """
    if published is None:
        return ()
    return tuple(found for date in dates if (found := _anachronism(date, text, published)))


def without_anachronisms(
    dates: tuple[TimeExpression, ...], text: str, published: Anchor | None
) -> tuple[TimeExpression, ...]:
    """The expressions with those of `find_anachronisms` left unknown or bounded."""
    mended = {found.expression.span: found.expression for found in find_anachronisms(dates, text, published)}
    return tuple(mended.get(date.span, date) for date in dates)


_COUNTED = frozenset({"shifted-unit"})
"""Rules that count from the anchor ("this weekend"): their last time is not a year ago."""
_POINTS_AHEAD = re.compile(
    r"\b(?:tomorrow|next|upcoming|coming|following|later|earlier|before|after|ahead|end|rest|half|fiscal|"
    r"this\s+(?:coming\s+)?(?:spring|summer|autumn|fall|winter))\b",
    re.IGNORECASE,
)
"""Expressions that point ahead themselves, or count from another date or another beginning of the year."""
_TIME_OF_DAY = "T"
"""What the value of a time of day has in it."""
_ADVERBIAL = frozenset({"in", "on", "during", "since", "early", "late"})
"""Words before a date that tells when something happened."""
_CUTS = frozenset({"to", "for", "until", "till", "by", "that", "who", "which", "and", "or", "but", "than", "as"})
"""Words that part a date from the verb before them: limits, purposes, other clauses."""
_OPENERS = frozenset({".", "!", "?", ":", ";", "”", '"'})
_PLANS = frozenset({"would", "will", "shall"})
_PERFECT = frozenset({"has", "have", "having"})
_NEAR, _NEAR_SAYING, _OPENING = 6, 2, 2
"""Words between a verb and the date after it at most, the same for a verb of saying, and those before a date that opens
its sentence."""


def _anachronism(date: TimeExpression, text: str, published: Anchor) -> Anachronism | None:
    would_be = date.interval[0] if date.interval else None
    latest = published.last.isoformat()
    soon = (published.last + timedelta(days=1)).isoformat()
    if would_be is None or would_be <= soon or date.rule in _COUNTED or _TIME_OF_DAY in date.value:
        return None
    verb = None if _POINTS_AHEAD.search(date.text) else _past_verb(date, text)
    if verb is None:
        return None
    return Anachronism(
        expression=bounded(date, latest) if date.needs_anchor else date,
        verb=verb,
        would_be=would_be,
        published=latest,
        evidence=f"“{date.text}” would be {would_be}, after {latest}, and “{verb}” tells of it as past.",
    )


def _past_verb(date: TimeExpression, text: str) -> str | None:
    """The verb in the past that a date tells the time of."""
    begin, end = max(0, date.span[0] - _WINDOW), date.span[1] + _WINDOW
    lexed = lex(text[begin:end])
    inside = [i for i, start in enumerate(lexed.starts) if date.span[0] <= start + begin < date.span[1]]
    if not inside or _is_attribute(lexed, inside[0], inside[-1] + 1):
        return None
    sign = tense(lexed, inside[0], inside[-1] + 1, _TOKENS_AHEAD)
    if sign is None or sign.direction is not Direction.PAST or lexed.word(sign.token).lower() in _PERFECT:
        return None
    between = range(sign.token + 1, inside[0])
    own = _reaches(lexed, between, sign.saying) if sign.token < inside[0] else _opens(lexed, inside[0], sign.saying)
    return lexed.word(sign.token) if own else None


def _is_attribute(lexed: Lexed, first: int, after: int) -> bool:
    """Whether a date stands before a noun ("the 2016 race", "a March 1 vote") or in quotation marks of its own."""
    before = lexed.word(first - 1) if first else ""
    follows = lexed.word(after) if after < len(lexed.kinds) else ""
    if before.lower() in _ADVERBIAL or first == 0:
        return False
    return follows[:1].isalpha() or (not before[-1:].isalnum() and before not in {".", ","})


def _reaches(lexed: Lexed, between: range, saying: bool) -> bool:
    """Whether a verb reaches over these words to the date behind them."""
    words = [lexed.word(number).lower() for number in between]
    most = _NEAR_SAYING if saying else _NEAR
    return len(words) <= most and all(word[:1].isalnum() and word not in _CUTS for word in words)


def _opens(lexed: Lexed, first: int, saying: bool) -> bool:
    """Whether a date opens its sentence, so that the first verb after it is its own; if of saying, no plan follows."""
    ahead = {lexed.word(number).lower() for number in range(first, first + _TOKENS_AHEAD)} if saying else set[str]()
    back = [lexed.word(number) for number in range(max(0, first - _OPENING - 1), first)]
    starts = [at for at, word in enumerate(back) if word in _OPENERS or not word.strip()]
    opening = back[starts[-1] + 1 :] if starts else back
    return ahead.isdisjoint(_PLANS) and len(opening) <= _OPENING and (bool(starts) or first <= _OPENING)


def bounded(date: TimeExpression, latest: str) -> TimeExpression:
    """The expression with its year unknown and an upper bound: the last time its month and day had come."""
    last = date.interval[1] if date.interval else None
    if last is None:
        return date
    years = int(last[:4])
    while last > latest:
        years -= 1
        last = f"{years:04d}{last[4:]}".replace("-02-29", "-02-28")
    days = (None, last)
    return replace(
        date, value=re.sub(r"^\d{4}", "XXXX", date.value), edtf=interval_edtf(days), interval=days, ambiguous=True
    )
