"""Reasons for the bounds, in words, each with the nodes and edges it rests on."""

from collections import defaultdict
from collections.abc import Iterator

from sayso.link.origins.count import Counted
from sayso.link.origins.graph import node_id
from sayso.link.origins.groups import Group
from sayso.link.origins.inputs import Report
from sayso.records.origins import Bounds, Edge, NodeKind, Reason, ReasonKind

_IN_SUMMARY = 3
"""How many reasons the one sentence gives."""


def make_reasons(counted: Counted, edges: tuple[Edge, ...]) -> tuple[Reason, ...]:
    """Why the bounds are what they are: first sayers, what is not shown, what is missing, what depends."""
    reasons = [*_ends(counted), *_dependent(counted)]
    order = list(ReasonKind)
    reasons.sort(key=lambda reason: (order.index(reason.kind), reason.text, reason.nodes))
    return tuple(_with_edges(reason, edges) for reason in reasons)


def make_summary(counted: Counted, reasons: tuple[Reason, ...]) -> str:
    """One sentence: how many articles come down to how many origins, and why."""
    articles = len({report.document for group in counted.groups for report in group.reports})
    because = "; ".join(reason.text for reason in reasons[:_IN_SUMMARY])
    more = f"; and {len(reasons) - _IN_SUMMARY} more reasons" if len(reasons) > _IN_SUMMARY else ""
    return f"{_many(articles, 'article')} → {in_words(counted.origins)} because {because}{more}"


def in_words(bounds: Bounds) -> str:
    """The bounds as people read them.

    Example:
        >>> in_words(Bounds(low=1, high=3)), in_words(Bounds(low=1, high=1))
        ('1–3 origins', '1 origin')
    """
    if bounds.low == bounds.high:
        return _many(bounds.low, "origin")
    return f"{bounds.low}–{bounds.high} origins"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _with_edges(reason: Reason, edges: tuple[Edge, ...]) -> Reason:
    """The reason with the edges that begin and end at its nodes, or end at its only one."""
    own = set(reason.nodes)
    at = tuple(i for i, edge in enumerate(edges) if edge.end in own and (edge.start in own or len(own) == 1))
    return Reason(kind=reason.kind, text=reason.text, nodes=reason.nodes, edges=at)


def _ends(counted: Counted) -> Iterator[Reason]:
    reached: dict[tuple[NodeKind, str], list[Group]] = defaultdict(list)
    for group in counted.groups:
        for sink in counted.sinks[group.id]:
            reached[sink].append(group)
    for (kind, key), groups in reached.items():
        reports = [report for group in groups for report in group.reports]
        yield _on_sayer(counted, key, reports) if kind is NodeKind.SAYER else _missing(kind, key, reports)


def _of_articles(reports: list[Report], verb: str) -> str:
    """How many articles do something: "1 article names", "2 articles name"."""
    count = len({report.document for report in reports})
    return f"{_many(count, 'article')} {verb}{'s' if count == 1 else ''}"


def _on_sayer(counted: Counted, key: str, reports: list[Report]) -> Reason:
    name = counted.voices[key].name if key in counted.voices else key
    nodes = (node_id(NodeKind.SAYER, key),)
    named = f"{_of_articles(reports, 'name')} {name} as who says it"
    if key in counted.shown:
        return Reason(kind=ReasonKind.ORIGIN, text=f"{named} ({counted.shown[key]})", nodes=nodes)
    text = f"{named}, and nothing shows that it was not from another"
    return Reason(kind=ReasonKind.NOT_SHOWN, text=text, nodes=nodes)


def _missing(kind: NodeKind, key: str, reports: list[Report]) -> Reason:
    if kind is NodeKind.OUTLET:
        plain, name = _relay_name(key, reports)
        text = f"{_of_articles(reports, 'end')} at {name}, and whom it had it from is not stated"
        return Reason(kind=ReasonKind.MISSING, text=text, nodes=(node_id(kind, plain),))
    if kind is NodeKind.UNNAMED:
        text = f"{_of_articles(reports, 'end')} at an informant without a name, who may be anybody"
        return Reason(kind=ReasonKind.MISSING, text=text, nodes=(node_id(kind, key),))
    titles = ", ".join(sorted({report.title for report in reports})[:3])
    text = f"{_of_articles(reports, 'name')} nobody who says it: {titles}"
    return Reason(kind=ReasonKind.MISSING, text=text, nodes=_articles(reports))


def _relay_name(key: str, reports: list[Report]) -> tuple[str, str]:
    """Key and name of the outlet that a sink is about, without the figure that may stand in its key."""
    for report in reports:
        for relay in (*report.relays, *report.credits):
            if key == relay.key or key.startswith(f"{relay.key} "):
                return relay.key, relay.name
        if report.sayer and (key == report.sayer.key or key.startswith(f"{report.sayer.key} ")):
            return report.sayer.key, report.sayer.name
    return key, key


def _dependent(counted: Counted) -> Iterator[Reason]:
    groups = {group.id: group for group in counted.groups}
    for group in counted.groups:
        documents = sorted({report.document for report in group.reports})
        if len(documents) > 1:
            text = f"{len(documents)} articles share their words and count as one"
            yield Reason(kind=ReasonKind.DEPENDENT, text=text, nodes=_articles(group.reports))
        onward = [report for target in counted.continues[group.id] for report in groups[target].reports]
        if onward:
            text = f"{group.reports[0].title} has it from {onward[0].outlet}, whose own article is in view"
            yield Reason(kind=ReasonKind.DEPENDENT, text=text, nodes=_articles([*group.reports, *onward]))
    for voice in counted.voices.values():
        if voice.principal in counted.voices:
            other = counted.voices[voice.principal or ""]
            text = f"{voice.name} {'speaks for' if voice.speaks_for else 'passes on'} {other.name}"
            nodes = (node_id(NodeKind.SAYER, voice.key), node_id(NodeKind.SAYER, other.key))
            yield Reason(kind=ReasonKind.DEPENDENT, text=text, nodes=nodes)


def _articles(reports: "tuple[Report, ...] | list[Report]") -> tuple[str, ...]:
    return tuple(sorted({node_id(NodeKind.ARTICLE, report.document) for report in reports}))
