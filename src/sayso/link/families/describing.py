"""What is told of a family: the earliest, the fullest, how each variant drifts, and what holds it together."""

from collections.abc import Sequence
from itertools import combinations

from sayso.link.families.drift import drift_of
from sayso.link.families.features import Prepared
from sayso.link.families.judging import Judge
from sayso.records import Drift, DriftKind, Family, Form, Tie

MOST_COMPARED = 30
"""Variants up to which each is also held against each other for contradictions that the fullest does not show."""
TIE_CANDIDATES = 6
"""Statements before it that each statement is held against to find its strongest tie."""

Member = tuple[int, Prepared]


def describe(members: Sequence[Member], judge: Judge) -> Family:
    """The family of these statements, without its repeats.

    Args:
        members: numbers and utterances; at least two.
        judge: decides on pairs of numbers.
    """
    ordered = sorted(members, key=lambda m: m[1].utterance.id)
    fullest = min(ordered, key=_fullness)
    earliest = min(ordered, key=_earliness)
    statements = tuple(p.utterance.id for _, p in ordered)
    return Family(
        id=Family.make_id(statements),
        statements=statements,
        drift=_drift(ordered, fullest),
        earliest=earliest[1].utterance.id,
        earliest_why=_why_earliest(ordered, earliest[1]),
        fullest=fullest[1].utterance.id,
        fullest_why=_why_fullest(ordered, fullest[1]),
        ties=_ties(sorted(ordered, key=_fullness), judge),
    )


def _fullness(member: Member) -> tuple[float, bool, str]:
    """Sorts by the weight of telling words, then quoted ones first, then by id."""
    p = member[1]
    return -round(p.total, 4), p.utterance.form is not Form.DIRECT, p.utterance.id


def _earliness(member: Member) -> tuple[int, int, str]:
    u = member[1].utterance
    published = u.published[0] if u.published and u.published[0] is not None else 10**9
    return published, u.position, u.id


def _why_earliest(members: Sequence[Member], earliest: Prepared) -> str:
    firsts = [m[1].utterance.published for m in members]
    known = [days[0] for days in firsts if days and days[0] is not None]
    first = earliest.utterance.published
    if first is None or first[0] is None:
        return "no date of publication is known"
    if known.count(first[0]) > 1:
        return f"published on the first day, with {known.count(first[0]) - 1} more"
    return "published first" if len(known) == len(members) else "published first of those whose date is known"


def _why_fullest(members: Sequence[Member], fullest: Prepared) -> str:
    equal = sum(round(p.total, 4) == round(fullest.total, 4) for _, p in members)
    return "the most telling words" if equal == 1 else f"as many telling words as {equal - 1} more"


def _drift(members: Sequence[Member], fullest: Member) -> tuple[Drift, ...]:
    """Each variant with the fullest, then variants that contradict each other where neither contradicts the fullest."""
    full = fullest[1].utterance
    found: list[Drift] = []
    quiet: list[Prepared] = []
    for _, p in members:
        if p.utterance.id == full.id:
            continue
        drifted = drift_of(full.content, p.utterance.content)
        found.append(Drift(a=full.id, b=p.utterance.id, kind=drifted.kind, differs=drifted.differs))
        if drifted.kind in {DriftKind.TRIMMED, DriftKind.REWORDED, DriftKind.PARAPHRASED}:
            quiet.append(p)
    for one, other in combinations(quiet[:MOST_COMPARED], 2):
        drifted = drift_of(one.utterance.content, other.utterance.content)
        if drifted.kind is DriftKind.CONTRADICTORY:
            a, b = one.utterance.id, other.utterance.id
            found.append(Drift(a=a, b=b, kind=drifted.kind, differs=drifted.differs))
    return tuple(found)


def _ties(members: Sequence[Member], judge: Judge) -> tuple[Tie, ...]:
    """For each but the first, its strongest tie to one of those before it; members from the fullest down."""
    ties: list[Tie] = []
    for at, (number, p) in enumerate(members):
        judged = [(judge.judged(_ascending(n, number)), q) for n, q in members[:at][:TIE_CANDIDATES]]
        if judged:
            best, other = min(judged, key=lambda pair: (-pair[0].score, pair[1].utterance.id))
            ties.append(Tie(a=other.utterance.id, b=p.utterance.id, score=best.score, reasons=best.reasons))
    return tuple(sorted(ties, key=lambda tie: (tie.a, tie.b)))


def _ascending(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
