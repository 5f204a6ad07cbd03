"""The two bounds: first sayers shown to be distinct, and those not shown to depend on another."""

from collections import defaultdict
from typing import NamedTuple

from sayso.link.origins.groups import Group, make_groups
from sayso.link.origins.inputs import OriginsInput, Relay, Report
from sayso.link.origins.sayers import Voice, distinct, gather_voices
from sayso.records.origins import Bounds, NodeKind

Sink = tuple[NodeKind, str]
"""Where a chain ends: what it is, and its key."""


class Counted(NamedTuple):
    """All that the bounds were counted from.

    Attributes:
        groups: reports that are one text.
        sinks: for each group, by its id, where its chains end.
        voices: the named sayers among them, by key.
        shown: keys of those who are shown to be distinct from each other, and why each is.
        origins, reports: the bounds.
        continues: for each group whose relay's own article is in view: the groups it continues in.
    """

    groups: tuple[Group, ...]
    sinks: dict[str, frozenset[Sink]]
    voices: dict[str, Voice]
    shown: dict[str, str]
    origins: Bounds
    reports: Bounds
    continues: dict[str, tuple[str, ...]]


def count_origins(item: OriginsInput) -> Counted:
    """The bounds and what they rest on.

    Method:
        Chains are followed from the articles: reports that share their words are one; a report that names a sayer ends
        there; one that names only an outlet goes on in that outlet's own article where it is in view, else it ends at
        the outlet; one that names nobody ends at itself. Chains that lead back to themselves end in one unknown origin.
        The upper bound counts the ends. The lower bound counts only named sayers (an outlet passes on, the unnamed may
        be anybody) of whom each is shown to be distinct from each other (see `sayers.distinct`), and is at least 1.
    """
    groups = make_groups(item)
    voices = gather_voices(item.reports)
    published = _publishers(groups)
    own, continues = _ends(groups, published, voices)
    sinks = {group.id: _reached(group.id, own, continues) for group in groups}
    ends = {sink for found in sinks.values() for sink in found}
    shown = _shown([voices[key] for kind, key in ends if kind is NodeKind.SAYER and key in voices])
    return Counted(
        groups=groups,
        sinks=sinks,
        voices=voices,
        shown=shown,
        origins=Bounds(low=max(min(1, len(groups)), len(shown)), high=len(ends)),
        reports=_report_bounds(groups, published),
        continues=continues,
    )


def _publishers(groups: tuple[Group, ...]) -> dict[str, list[tuple[Group, Report]]]:
    """The reports of each outlet, by its key."""
    found: dict[str, list[tuple[Group, Report]]] = defaultdict(list)
    for group in groups:
        for report in group.reports:
            if report.outlet_key:
                found[report.outlet_key].append((group, report))
    return found


def _continuing(
    report: Report, relay: Relay, published: dict[str, list[tuple[Group, Report]]], own: str
) -> tuple[str, ...]:
    """The groups of the relay's own articles that came out no later than the report."""
    found = {group.id for group, other in published.get(relay.key, ()) if _not_after(other, report)}
    return tuple(sorted(found - {own}))


def _not_after(one: Report, other: Report) -> bool:
    first, last = one.published[0], other.published[1]
    return first is None or last is None or first <= last


def _ends(
    groups: tuple[Group, ...], published: dict[str, list[tuple[Group, Report]]], voices: dict[str, Voice]
) -> tuple[dict[str, frozenset[Sink]], dict[str, tuple[str, ...]]]:
    """Where the chains of each group end by its own words, and the groups they go on in."""
    ends: dict[str, frozenset[Sink]] = {}
    continues: dict[str, tuple[str, ...]] = {}
    for group in groups:
        found: set[Sink] = {(NodeKind.SAYER, _final(key, voices)) for key in group.named}
        onward: set[str] = set()
        for report, relay in group.relays if not found else ():
            targets = _continuing(report, relay, published, group.id)
            onward.update(targets)
            if not targets:
                found.add((NodeKind.OUTLET, _valued(relay.key, report)))
        if not found and not onward:
            found.add(_loose_end(group))
        ends[group.id], continues[group.id] = frozenset(found), tuple(sorted(onward))
    return ends, continues


def _final(key: str, voices: dict[str, Voice]) -> str:
    """Whose say-so a named sayer's is: his own, or that of the one he speaks for or passes on."""
    seen = {key}
    while key in voices and voices[key].principal and voices[key].principal not in seen:
        key = voices[key].principal or key
        seen.add(key)
    return key


def _loose_end(group: Group) -> Sink:
    """The end of a group that names nobody it has it from."""
    if any(report.sayer is not None for report in group.reports):
        return NodeKind.UNNAMED, group.id
    return NodeKind.UNKNOWN, _valued(group.outlets[0], group.reports[0])


def _valued(key: str, report: Report) -> str:
    """The key, apart for figures of different values: one outlet may have two of them from two sayers."""
    return key if report.value is None else f"{key} {report.value[0]}–{report.value[1]}"


def _reached(group: str, own: dict[str, frozenset[Sink]], continues: dict[str, tuple[str, ...]]) -> frozenset[Sink]:
    """All ends that a group's chains reach; one unknown end where they only lead round."""
    seen: set[str] = set()
    waiting = [group]
    found: set[Sink] = set()
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            found |= own[at]
            waiting.extend(continues[at])
    return frozenset(found or {(NodeKind.UNKNOWN, min(seen))})


def _shown(voices: list[Voice]) -> dict[str, str]:
    """The sayers shown to be distinct from each other, taken in the order in which they became public, and why."""
    chosen: dict[str, str] = {}
    taken: list[Voice] = []
    for voice in sorted(voices, key=lambda v: (v.public or "9999", v.key)):
        why = [distinct(voice, other) for other in taken]
        if all(why):
            chosen[voice.key] = "; ".join(sorted({reason for reason in why if reason})) or "the first on record"
            taken.append(voice)
    return chosen


def _report_bounds(groups: tuple[Group, ...], published: dict[str, list[tuple[Group, Report]]]) -> Bounds:
    """How many articles or outlets got it otherwise than from another: with the words that say so, and at most."""
    own: dict[str, frozenset[Sink]] = {}
    continues: dict[str, tuple[str, ...]] = {}
    for group in groups:
        found: set[Sink] = set()
        onward: set[str] = set()
        for report, relay in group.relays:
            targets = _continuing(report, relay, published, group.id) if not relay.person else ()
            onward.update(targets)
            if not targets and not relay.person:
                found.add((NodeKind.OUTLET, relay.key))
        if not found and not onward:
            found.add((NodeKind.ARTICLE, group.outlets[0]))
        own[group.id], continues[group.id] = frozenset(found), tuple(sorted(onward))
    roots = {sink for group in groups for sink in _reached(group.id, own, continues)}
    told = {r.outlet_key for g in groups for r in g.reports if r.access and r.outlet_key and not g.relays}
    return Bounds(low=max(min(1, len(groups)), min(len(told), len(roots))), high=len(roots))
