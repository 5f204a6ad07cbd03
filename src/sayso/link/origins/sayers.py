"""Named sayers: what is known of each over all reports, and what shows two of them to be distinct."""

import re
from collections import defaultdict
from collections.abc import Iterable

from sayso.link.origins.groups import is_named
from sayso.link.origins.inputs import Interval, Report
from sayso.records import Value


class Voice(Value, frozen=True, kw_only=True):
    """One named sayer over all reports.

    Attributes:
        key, name: as in `Sayer`.
        principal: key of the one he speaks for or passes on; None where he speaks for himself.
        speaks_for: whether the principal is one he speaks for, and not one he passes on.
        bodies: keys of what documents tie him to.
        public: the first day on which a report of it can have been published; None where none is known.
        said_by: the day by which he had said it, as articles state it; None where none does.
        values: for figures, the intervals he gives.
        first_hand: the words that say that he saw or counted it himself; "" where there are none.
        reports: ids of the reports that name him.
        documents: those in which he was first reported, as far as the days are known.
    """

    key: str
    name: str
    principal: str | None
    speaks_for: bool
    bodies: tuple[str, ...]
    public: str | None
    said_by: str | None
    values: tuple[Interval, ...]
    first_hand: str
    reports: tuple[str, ...]
    documents: tuple[str, ...]


def gather_voices(reports: Iterable[Report]) -> dict[str, Voice]:
    """The named sayers of all reports, by key; those they speak for are among them."""
    mine: dict[str, list[Report]] = defaultdict(list)
    passed_on: dict[str, str] = {}
    for report in sorted(reports, key=lambda r: r.id):
        if is_named(report) and report.sayer:
            mine[report.sayer.key].append(report)
            for key in report.sayer.speaks_for[:1]:
                mine[key].append(report)
            passed_on.update({r.key: report.sayer.key for r in report.relays if r.person and r.key != report.sayer.key})
    return {key: _voice(key, found, passed_on.get(key)) for key, found in sorted(mine.items())}


def _voice(key: str, reports: list[Report], passes_on: str | None) -> Voice:
    own = [r.sayer for r in reports if r.sayer and r.sayer.key == key]
    sayers = own or [r.sayer for r in reports if r.sayer]
    speaks_for = sorted({other for sayer in own for other in sayer.speaks_for if other != key})
    days = [day for r in reports if (day := r.published[0])]
    said = [r.said_by for r in reports if r.said_by]
    public = min(days, default=None)
    return Voice(
        key=key,
        name=sayers[0].name,
        principal=speaks_for[0] if speaks_for else passes_on,
        speaks_for=bool(speaks_for),
        bodies=tuple(sorted({body for sayer in sayers for body in sayer.bodies})),
        public=public,
        said_by=min(said, default=None),
        values=tuple(sorted({r.value for r in reports if r.value}, key=repr)),
        first_hand=next((r.first_hand.text for r in reports if r.first_hand), ""),
        reports=tuple(r.id for r in reports),
        documents=tuple(sorted({r.document for r in reports if r.published[0] == public})),
    )


def distinct(one: Voice, other: Voice) -> str:
    """What shows that neither of two named sayers has it from the other; "" where nothing does.

    Another name alone shows nothing: who speaks after another was published may repeat him. Shown is it by words that
    say he saw or counted it himself, by figures that exclude each other, by one article that names both when nothing of
    it was published before, or by an article that states that the later one said it no later than on the day on which
    the earlier one was first published.
    Sayers tied to one body, and those whose names may be one ("Ruiz", "Ana Ruiz"), are never shown to be distinct.
    """
    if _may_be_one(one.name, other.name) or _tied(one, other):
        return ""
    if one.first_hand and other.first_hand:
        return f"both at first hand: “{one.first_hand}”, “{other.first_hand}”"
    if _exclude(one.values, other.values):
        return "their figures exclude each other"
    early, late = sorted((one, other), key=lambda voice: (voice.public or "9999", voice.key))
    if early.public and late.said_by and late.said_by <= early.public:
        return f"{late.name} said it by {late.said_by}, as is stated; {early.name} was first published {early.public}"
    if early.public and early.public == late.public and set(early.documents) & set(late.documents):
        return f"one article of {early.public} names both {early.name} and {late.name}"
    return ""


def _tied(one: Voice, other: Voice) -> bool:
    """Whether documents tie one to the other or both to one body."""
    return bool(set(one.bodies) & set(other.bodies)) or one.key in other.bodies or other.key in one.bodies


def _may_be_one(one: str, other: str) -> bool:
    """Whether all words of one name are in the other."""
    ours, theirs = (set(re.findall(r"\w+", name.casefold())) for name in (one, other))
    return ours <= theirs or theirs <= ours


def _exclude(ours: tuple[Interval, ...], theirs: tuple[Interval, ...]) -> bool:
    """Whether no value that one gives fits any that the other gives."""
    return bool(ours and theirs) and all(_apart(a, b) for a in ours for b in theirs)


def _apart(a: Interval, b: Interval) -> bool:
    return _below(a, b) or _below(b, a)


def _below(a: Interval, b: Interval) -> bool:
    return a[1] is not None and b[0] is not None and a[1] < b[0]
