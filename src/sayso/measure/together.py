"""Whether several outlets use the same words within a few days, beyond what their own habits explain.

What is measured is sameness in time. An event, an agency's copy or a speech that everybody reports gives the same
picture as an arrangement would; no word of an answer may say more than was measured.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import accumulate
from math import comb

from msgspec.structs import replace

from sayso.measure.contrasts import false_discovery
from sayso.records import Value

LEVEL = 0.05
"""The false discovery rate up to which words count as found."""


class Sight(Value, frozen=True, kw_only=True):
    """One document in which the words could have been used.

    Attributes:
        outlet: who published it.
        day: when, as an ordinal.
        used: whether they were.
    """

    document: str
    outlet: str
    day: int
    used: bool


class Candidate(Value, frozen=True, kw_only=True):
    """Words that may be used together: what they are, and every document that had the occasion to use them."""

    key: tuple[str, ...]
    sights: tuple[Sight, ...]


class Reach(Value, frozen=True, kw_only=True):
    """What counts as together.

    Attributes:
        days: how many days "within a few days" is.
        around: how many days before and after these are the baseline.
        outlets: how many outlets at least.
    """

    days: int = 3
    around: int = 30
    outlets: int = 3


class Together(Value, frozen=True, kw_only=True):
    """Where words are used by most outlets at once, against how often these use them otherwise.

    Attributes:
        key: of the candidate.
        first, last: the days of the window (ISO).
        outlets: those that use the words in it.
        able: how many outlets had the occasion in it.
        documents: those that use them in it, by id.
        of: how many documents had the occasion in it.
        else_used, else_of: the same counts in the days around it, of the same outlets.
        chance: of a window at least so unlikely on any day, at most, if outlets did not look at each other.
        q: false discovery rate over all candidates.
    """

    key: tuple[str, ...]
    first: str
    last: str
    outlets: tuple[str, ...]
    able: int
    documents: tuple[str, ...]
    of: int
    else_used: int
    else_of: int
    chance: float
    q: float = 1.0


def find_together(candidates: Iterable[Candidate], reach: Reach) -> tuple[tuple[Together, ...], int]:
    """The clearest window of each candidate that has one, the clearest first, and how many candidates were judged.

    Only candidates that enough outlets use at any time are judged; the others can never be found.

    Method: in each window the number of outlets that use the words is compared with what their own habits give. An
    outlet that uses them in u of its N documents with the occasion in the days around has them among the n of the
    window with the chance 1 - C(N - u, n) / C(N, n); outlets are independent of each other, so that the number of them
    is a sum of unequal coins. The least chance over all windows is paid for by adding up, over all days, the chance of
    an outcome at least so unlikely (Bonferroni and Tarone); rates over all candidates are those of Benjamini and
    Hochberg. What makes an outlet write about something at all, and fashions that last longer than `around`, are
    thereby no finding; neither is what one outlet does by itself.
    """
    kept = [c for c in candidates if len({s.outlet for s in c.sights if s.used}) >= reach.outlets]
    found = [clearest for clearest in (_clearest(candidate, reach) for candidate in kept) if clearest is not None]
    without = [1.0] * (len(kept) - len(found))
    rates = false_discovery([one.chance for one in found] + without)
    rated = (replace(one, q=rate) for one, rate in zip(found, rates, strict=False))
    return tuple(sorted(rated, key=lambda t: (t.q, t.chance, -len(t.outlets), t.key))), len(kept)


class _Outlet:
    """One outlet's documents with the occasion, by day."""

    def __init__(self, sights: Sequence[Sight]) -> None:
        self.sights = sorted(sights, key=lambda s: (s.day, s.document))
        self._days = [s.day for s in self.sights]
        self._used = [0, *accumulate(int(s.used) for s in self.sights)]

    def between(self, first: int, last: int) -> tuple[int, int]:
        """How many documents from one day to another, and how many of them use the words."""
        start, end = bisect_left(self._days, first), bisect_left(self._days, last + 1)
        return end - start, self._used[end] - self._used[start]


def _clearest(candidate: Candidate, reach: Reach) -> Together | None:
    """The window whose number of outlets is least to be expected; None where no window has enough outlets."""
    by_outlet: dict[str, list[Sight]] = defaultdict(list)
    for sight in candidate.sights:
        by_outlet[sight.outlet].append(sight)
    outlets = {name: _Outlet(by_outlet[name]) for name in sorted(by_outlet)}
    starts = sorted({sight.day for sight in candidate.sights if sight.used})
    tried: list[tuple[float, int]] = []
    for day in starts:
        coins, number = _window(outlets.values(), day, reach)
        if number >= reach.outlets:
            tried.append((at_least(coins)[number], day))
    if not tried:
        return None
    least, day = min(tried)
    days = sorted({sight.day for sight in candidate.sights})
    chance = min(1.0, least * len(days)) if least > LEVEL else _anywhere(outlets.values(), days, reach, least)
    return _together(candidate, outlets, day, reach, chance)


def _anywhere(outlets: Collection[_Outlet], days: Iterable[int], reach: Reach, least: float) -> float:
    """The chance of a window at least so unlikely on any day, at most: the sum over all windows.

    A window counts with what it can attain: one whose every outcome is likelier adds nothing.
    """
    whole = 0.0
    for day in days:
        tails = at_least(_window(outlets, day, reach)[0])
        whole += next((tail for tail in tails[reach.outlets :] if tail <= least * (1 + 1e-9)), 0.0)
    return min(1.0, max(whole, least))


def _window(outlets: Iterable[_Outlet], day: int, reach: Reach) -> tuple[list[float], int]:
    """The chance of each outlet that had the occasion in a window to use the words there, and how many did."""
    last = day + reach.days - 1
    coins: list[float] = []
    number = 0
    for outlet in outlets:
        inside, used = outlet.between(day, last)
        if inside:
            coins.append(at_least_one(*outlet.between(day - reach.around, last + reach.around), inside))
            number += used > 0
    return coins, number


def at_least_one(whole: int, used: int, drawn: int) -> float:
    """The chance that of `drawn` documents out of `whole`, `used` of which have the words, at least one has them."""
    return 1.0 - comb(whole - used, drawn) / comb(whole, drawn)


def at_least(coins: Iterable[float]) -> list[float]:
    """The chances that at least 0, 1, 2, … of independent coins with these chances fall (Poisson binomial)."""
    falls = [1.0]
    for coin in coins:
        falls = [a * (1 - coin) + b * coin for a, b in zip([*falls, 0.0], [0.0, *falls], strict=True)]
    return [min(1.0, tail) for tail in reversed(list(accumulate(reversed(falls))))]


def _together(candidate: Candidate, outlets: dict[str, _Outlet], day: int, reach: Reach, chance: float) -> Together:
    last = day + reach.days - 1
    inside = [s for s in candidate.sights if day <= s.day <= last]
    users = sorted({s.outlet for s in inside if s.used})
    around = [outlets[name].between(day - reach.around, last + reach.around) for name in users]
    within = [outlets[name].between(day, last) for name in users]
    return Together(
        key=candidate.key,
        first=date.fromordinal(day).isoformat(),
        last=date.fromordinal(last).isoformat(),
        outlets=tuple(users),
        able=len({s.outlet for s in inside}),
        documents=tuple(sorted(s.document for s in inside if s.used)),
        of=len(inside),
        else_used=sum(used for _, used in around) - sum(used for _, used in within),
        else_of=sum(whole for whole, _ in around) - sum(whole for whole, _ in within),
        chance=chance,
    )
