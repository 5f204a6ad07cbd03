"""Which way shared words went: clues and what they add up to."""

from typing import NamedTuple

from sayso.link.reuse.credits import Credit, outlet_key, same_outlet
from sayso.link.reuse.prepare import About
from sayso.records import InputError
from sayso.records.reuse import Clue, ClueKind, Direction
from sayso.records.spans import Span
from sayso.resolve.dates import Anchor

WEIGHTS = {ClueKind.CREDIT: 4.0, ClueKind.QUOTATION: 2.0, ClueKind.DATES: 2.0, ClueKind.FULLER: 1.0}
"""What a clue counts; set by judgement: a credit outweighs every other clue and most pairs of them."""

NEAR = 600
"""Characters before or after a passage within which a cited outlet counts as its credit."""

WHOLE, PART = 0.8, 0.6
"""A text that lies to `WHOLE` in another, of which it makes up less than `PART`, is the shorter version."""

FULLER_BY = 1.3
"""How many times longer the fuller text must be."""


class Side(NamedTuple):
    """One document of a pair.

    Attributes:
        about: its facts and credits.
        covered: the clean span from its first to its last shared passage.
        coverage: the share of its words that are shared.
        words: how many words it has.
        quoted: the share of the shared words that stand in quotation marks.
    """

    about: About
    covered: Span
    coverage: float
    words: int
    quoted: float


class Verdict(NamedTuple):
    """A direction with its confidence and all clues."""

    direction: Direction
    confidence: float
    clues: tuple[Clue, ...]


def judge(first: Side, second: Side) -> Verdict:
    """The direction of what two documents share.

    Method: the weights of the clues for each direction are added up; the heavier side wins, with its share of all
    weight (one phantom half-weight against it) as confidence. Two credits for one agency mean a common origin and
    decide alone, unless one of the two is that agency.
    """
    clues = (*_credits(first, second), *_quotation(first, second), *_dates(first, second), *_fuller(first, second))
    common = tuple(clue for clue in clues if clue.says is Direction.COMMON)
    if common:
        return Verdict(Direction.COMMON, 0.9, clues)
    weight = {
        way: sum(WEIGHTS[clue.kind] for clue in clues if clue.says is way)
        for way in (Direction.FORWARD, Direction.BACKWARD)
    }
    best = max(weight, key=lambda way: (weight[way], way is Direction.FORWARD))
    total = sum(weight.values())
    if not total or weight[Direction.FORWARD] == weight[Direction.BACKWARD]:
        return Verdict(Direction.UNKNOWN, 0.0, clues)
    return Verdict(best, round((weight[best] + 0.5) / (total + 1.0), 4), clues)


def _credits(first: Side, second: Side) -> list[Clue]:
    """Credits for the other's outlet, and for one agency in both."""
    clues: list[Clue] = []
    for side, other, says in ((second, first, Direction.FORWARD), (first, second, Direction.BACKWARD)):
        for credit in side.about.credits:
            if same_outlet(credit.name, other.about.outlet) and not _own(credit, side) and _counts(credit, side):
                clues.append(_credit_clue(credit, side, says, f"“{credit.text}” names the other's outlet"))
                break
    if clues:
        return clues
    ours = {outlet_key(c.name): c for c in first.about.credits if c.agency and not _own(c, first)}
    theirs = {outlet_key(c.name): c for c in second.about.credits if c.agency and not _own(c, second)}
    for key in sorted(ours.keys() & theirs.keys())[:1]:
        detail = f"both credit {ours[key].name}"
        clues.append(_credit_clue(ours[key], first, Direction.COMMON, detail))
        clues.append(_credit_clue(theirs[key], second, Direction.COMMON, detail))
    return clues


def _own(credit: Credit, side: Side) -> bool:
    return same_outlet(credit.name, side.about.outlet)


def _counts(credit: Credit, side: Side) -> bool:
    """Whether a credit is for the text as a whole or stands near what is shared."""
    at = credit.at
    return credit.agency or at is None or side.covered[0] - NEAR <= at <= side.covered[1] + NEAR


def _credit_clue(credit: Credit, side: Side, says: Direction, detail: str) -> Clue:
    return Clue(kind=ClueKind.CREDIT, says=says, detail=detail, document=side.about.document, spans=credit.spans)


def _quotation(first: Side, second: Side) -> list[Clue]:
    """Words that one quotes and the other has as its own went from the other to the one that quotes."""
    if min(first.quoted, second.quoted) > 0.2 or max(first.quoted, second.quoted) < WHOLE:
        return []
    says = Direction.FORWARD if second.quoted > first.quoted else Direction.BACKWARD
    return [Clue(kind=ClueKind.QUOTATION, says=says, detail="one quotes what the other has as its own words")]


def _dates(first: Side, second: Side) -> list[Clue]:
    ours, theirs = days_of(first.about.published), days_of(second.about.published)
    detail = f"published {first.about.published} and {second.about.published}"
    if ours and theirs and theirs.first and ours.last < theirs.first:
        return [Clue(kind=ClueKind.DATES, says=Direction.FORWARD, detail=detail)]
    if ours and theirs and ours.first and theirs.last < ours.first:
        return [Clue(kind=ClueKind.DATES, says=Direction.BACKWARD, detail=detail)]
    return []


def days_of(published: str | None) -> Anchor | None:
    """First and last day of an EDTF date; None where there is none or it is not understood."""
    try:
        return Anchor.parse(published) if published else None
    except InputError:
        return None


def _fuller(first: Side, second: Side) -> list[Clue]:
    for short, long, says in ((second, first, Direction.FORWARD), (first, second, Direction.BACKWARD)):
        if short.coverage >= WHOLE and long.coverage < PART and long.words >= FULLER_BY * short.words:
            detail = f"{short.coverage:.0%} of one is {long.coverage:.0%} of the other, which is longer"
            return [Clue(kind=ClueKind.FULLER, says=says, detail=detail)]
    return []
