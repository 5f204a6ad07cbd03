"""What tells whether two statements were made on one occasion: days, channels, words for what is said again."""

import math
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from sayso.link.families.utterances import Days, Utterance
from sayso.link.families.words import lexicon
from sayso.records import Value

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OWN = frozenset({"his", "her", "their", "its", "own", "a", "the"})
_PROPOSAL = frozenset({"plan", "plans", "proposal", "proposals", "call", "calls", "idea"})
_YEAR = 366
NARROW = 8
"""Days up to which a date of saying is narrow enough to show that an occasion is the same."""
WIDE, SOFT = 5, 3
"""A time of saying of at least `WIDE` days ("last week") may begin and end `SOFT` days off: on a Sunday, "last week" is
also the one that ends."""
CARRIED = 0.5
"""What a day of saying that was carried over counts, where it cannot fit."""
LATE = 2
"""Days up to which an article without a day of saying is taken to come after what it reports."""


class Occasion(Value, frozen=True, kw_only=True):
    """What a statement tells of its occasion.

    Attributes:
        channels: of `occasions.toml`.
        standing: whether it is told as a position, or as said again and again.
    """

    channels: frozenset[str]
    standing: bool


def proposes(cue: Sequence[str], content: Sequence[str]) -> bool:
    """Whether a statement tells of a proposal of its speaker, which has one known origin however often it is told.

    Args:
        cue, content: plain words.

    Method: the cue proposes, calls for, plans or wants; or the content opens with "he wants" or "there should be", or
    names "his plan to" or "a call for". "The mayor's proposal" is another's; what is vowed or promised is a position.

    Example:
        >>> proposes(("called", "for"), ("a", "ban")), proposes(("decried",), ("lind", "call", "for", "a", "ban"))
        (True, False)
    """
    listed = lexicon()
    opening = tuple(content[:3])
    if listed.proposals.intersection(cue) or "wants" in cue or opening == ("there", "should", "be"):
        return True
    if opening[1:2] in (("wants",), ("want",)) and opening[0] in listed.pronouns:
        return True
    rows = zip(content, content[1:], content[2:], strict=False)
    return any(a in _OWN and b in _PROPOSAL and c in {"to", "for", "of"} for a, b, c in rows)


class _Tables(NamedTuple):
    """`occasions.toml`."""

    channels: dict[str, str]
    standing: frozenset[str]
    with_to: frozenset[str]


@cache
def _tables() -> _Tables:
    table = tomllib.loads(files("sayso.link.families").joinpath("occasions.toml").read_text("utf-8"))
    channels = {word: channel for channel, words in table["channels"].items() for word in words}
    standing = table["standing"]
    return _Tables(channels, frozenset((*standing["words"], *standing["positions"])), frozenset(standing["with_to"]))


def occasion_of(u: Utterance) -> Occasion:
    """What a statement's frame, cue and hops tell of its occasion."""
    channels = _tables().channels
    words = _WORD.findall(f"{u.source} {u.cue} {u.frame} {' '.join(u.hops)}".lower())
    return Occasion(
        channels=frozenset(channels[word] for word in words if word in channels), standing=_is_standing(u.cue)
    )


def _is_standing(cue: str) -> bool:
    """Whether a cue tells a position, or that something is said again and again."""
    tables = _tables()
    words = _WORD.findall(cue.lower())
    again = any(one in tables.with_to and after == "to" for one, after in pairwise(words))
    return again or not tables.standing.isdisjoint(words)


def days_apart(a: Days | None, b: Days | None) -> int | None:
    """Days between two intervals, 0 where they overlap; None where one is unknown or open to that side.

    Example:
        >>> days_apart((10, 12), (15, 15)), days_apart((10, 12), (12, 20)), days_apart(None, (1, 1))
        (3, 0, None)
    """
    if a is None or b is None:
        return None
    (a_first, a_last), (b_first, b_last) = a, b
    if a_last is not None and b_first is not None and a_last < b_first:
        return b_first - a_last
    if b_last is not None and a_first is not None and b_last < a_first:
        return a_first - b_last
    return 0


def said_apart(a: Days | None, b: Days | None) -> int | None:
    """Days between two days of saying, as `days_apart`; a time known only widely may end `SOFT` days off.

    Example:
        >>> said_apart((7, 13), (16, 16)), said_apart((7, 13), (17, 17)), said_apart((13, 13), (16, 16))
        (0, 1, 3)
    """
    return days_apart(*(_softened(days) for days in (a, b)))


def _softened(days: Days | None) -> Days | None:
    if days is None or days[1] is None or days[0] is None or days[1] - days[0] + 1 < WIDE:
        return days
    return days[0] - SOFT, days[1] + SOFT


def is_narrow(days: Days | None) -> bool:
    """Whether a date is known to within `NARROW` days."""
    return days is not None and None not in days and (days[1] or 0) - (days[0] or 0) < NARROW


def holds_day_of(wide: Utterance, other: Utterance) -> bool:
    """Whether the day of saying is known widely of one, and holds the day on which the other was said or published.

    What has no day is taken to be said up to `LATE` days before it is published.
    """
    if wide.said is None or None in wide.said or is_narrow(wide.said):
        return False
    published = other.published[0] if other.published else None
    days = other.said if is_narrow(other.said) else (published - LATE, published) if published is not None else None
    return days is not None and days_apart(wide.said, days) == 0


def nearness(days: int | None) -> float:
    """Days apart on a scale from 0 (a year or more) to 1 (none); 0.5 where unknown."""
    return 0.5 if days is None else max(0.0, 1 - math.log1p(days) / math.log1p(_YEAR))


def said_after_report(a: Utterance, b: Utterance) -> float:
    """How sure it is that one was said after the other was published, so that it cannot be what was reported there.

    `CARRIED` where the day of saying was carried over, 1 where it stands with the words, 0 where the days fit.
    """
    pairs = ((a, b), (b, a))
    return max((CARRIED if u.carried else 1.0) * _after(u.said, v.published) for u, v in pairs)


def _after(said: Days | None, published: Days | None) -> bool:
    return bool(said and published and said[0] is not None and published[1] is not None and said[0] > published[1] + 1)
