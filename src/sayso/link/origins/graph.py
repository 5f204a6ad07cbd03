"""The graph behind the bounds: articles, whom they name, what they share; every edge with its evidence."""

from collections.abc import Iterator

from sayso.link.origins.count import Counted
from sayso.link.origins.groups import Group
from sayso.link.origins.inputs import OriginsInput, Relay, Report, Sharing
from sayso.records import Direction
from sayso.records.origins import Edge, EdgeKind, Node, NodeKind


def node_id(kind: NodeKind, key: str) -> str:
    """The id of a node in its graph."""
    return f"{kind}:{key}"


def article_id(report: Report) -> str:
    """The id of the node of a report's document."""
    return node_id(NodeKind.ARTICLE, report.document)


def make_graph(item: OriginsInput, counted: Counted) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """All nodes by id, and all edges in the order of their ends and kinds."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for group in counted.groups:
        for report in group.reports:
            for node, edge in (*_path(report, group), *_credits(report)):
                nodes.setdefault(node.id, node)
                edges.append(edge)
    nodes.update({node.id: node for node in _articles(item, _discredited(item))})
    edges.extend(_shared(item))
    edges.extend(_published(counted))
    edges.extend(edge for edge in _between_sayers(counted) if {edge.start, edge.end} <= nodes.keys())
    marked = _discredited(item)
    known = (_marked(node, marked) for node in nodes.values())
    ordered = sorted({repr(edge): edge for edge in edges}.items(), key=lambda row: (row[1].start, row[1].end, row[0]))
    return tuple(sorted(known, key=lambda node: node.id)), tuple(edge for _, edge in ordered)


def _discredited(item: OriginsInput) -> dict[str, str]:
    return {key: discredit.decision for discredit in item.discredits for key in discredit.keys}


def _marked(node: Node, marked: dict[str, str]) -> Node:
    decision = marked.get(node.id.partition(":")[2])
    if decision is None or node.discredited:
        return node
    return Node(id=node.id, kind=node.kind, name=node.name, discredited=decision)


def _articles(item: OriginsInput, marked: dict[str, str]) -> Iterator[Node]:
    by_document: dict[str, list[Report]] = {}
    for report in sorted(item.reports, key=lambda r: r.id):
        by_document.setdefault(report.document, []).append(report)
    for document, reports in by_document.items():
        keys = (document, reports[0].outlet_key or document, *(r.id for r in reports))
        yield Node(
            id=node_id(NodeKind.ARTICLE, document),
            kind=NodeKind.ARTICLE,
            name=reports[0].title,
            document=document,
            statements=tuple(r.id for r in reports),
            discredited=next((marked[key] for key in keys if key in marked), None),
        )


def _path(report: Report, group: Group) -> Iterator[tuple[Node, Edge]]:
    """From the article through its hops to whoever it names last."""
    at = article_id(report)
    for relay in report.relays:
        kind = NodeKind.SAYER if relay.person else NodeKind.OUTLET
        node = Node(id=node_id(kind, relay.key), kind=kind, name=relay.name)
        yield node, _edge(at, node.id, EdgeKind.THROUGH, report, relay)
        at = node.id
    end = _end(report, group, at)
    if end is not None:
        spans = report.sayer.spans if report.sayer and report.sayer.spans else report.spans
        detail = f"“{end.name}”" if report.sayer else "names nobody"
        yield (
            end,
            Edge(
                start=at,
                end=end.id,
                kind=EdgeKind.SAYS,
                detail=detail,
                document=report.document,
                spans=spans,
                record=report.id,
            ),
        )


def _end(report: Report, group: Group, at: str) -> Node | None:
    """The node that a report's own words end at; None where they end at a hop or a credit."""
    sayer = report.sayer
    if sayer is not None and sayer.named:
        if sayer.outlet and sayer.key == report.outlet_key:
            return None
        kind = NodeKind.OUTLET if sayer.outlet else NodeKind.SAYER
        return Node(id=node_id(kind, sayer.key), kind=kind, name=sayer.name)
    if sayer is not None:
        return Node(id=node_id(NodeKind.UNNAMED, group.id), kind=NodeKind.UNNAMED, name=sayer.name)
    if report.credits or at != article_id(report):
        return None
    key = report.outlet_key or report.document
    return Node(id=node_id(NodeKind.UNKNOWN, key), kind=NodeKind.UNKNOWN, name="not stated")


def _credits(report: Report) -> Iterator[tuple[Node, Edge]]:
    for credit in report.credits:
        node = Node(id=node_id(NodeKind.OUTLET, credit.key), kind=NodeKind.OUTLET, name=credit.name)
        yield node, _edge(article_id(report), node.id, EdgeKind.CREDITS, report, credit)


def _edge(start: str, end: str, kind: EdgeKind, report: Report, relay: Relay) -> Edge:
    return Edge(
        start=start,
        end=end,
        kind=kind,
        detail=f"“{relay.text or relay.name}”",
        document=report.document,
        spans=relay.spans,
        record=report.id,
    )


def _shared(item: OriginsInput) -> Iterator[Edge]:
    reports = {report.id: report for report in item.reports}
    for sharing in item.sharings:
        if all(name in reports for name in sharing.reports):
            yield _shared_edge(sharing, *(reports[name] for name in sharing.reports))


def _shared_edge(sharing: Sharing, first: Report, second: Report) -> Edge:
    """From the copy to what it was copied from; in the order of ids where that is not known."""
    known = sharing.direction in (Direction.FORWARD, Direction.BACKWARD)
    start, end = article_id(first), article_id(second)
    if sharing.direction is Direction.FORWARD:
        start, end = end, start
    return Edge(
        start=start,
        end=end,
        kind=EdgeKind.COPIES if known else EdgeKind.SHARES,
        detail=sharing.detail,
        document=first.document,
        spans=sharing.spans,
        record=sharing.record,
        confidence=sharing.confidence,
    )


def _published(counted: Counted) -> Iterator[Edge]:
    """From an outlet that is named to its own article in view."""
    groups = {group.id: group for group in counted.groups}
    for name, onward in counted.continues.items():
        keys = {relay.key for _, relay in groups[name].relays}
        for report in (r for target in onward for r in groups[target].reports if r.outlet_key in keys):
            yield Edge(
                start=node_id(NodeKind.OUTLET, report.outlet_key or ""),
                end=article_id(report),
                kind=EdgeKind.PUBLISHED,
                detail=f"published {report.published[0] or 'on an unknown day'}",
                document=report.document,
            )


def _between_sayers(counted: Counted) -> Iterator[Edge]:
    voices = list(counted.voices.values())
    for voice in voices:
        if voice.principal in counted.voices:
            kind = EdgeKind.SPEAKS_FOR if voice.speaks_for else EdgeKind.RELAYS
            yield _sayer_edge(voice.key, voice.principal or "", kind, f"{voice.name}, by the words of the articles")
        for other in voices:
            bodies = sorted(set(voice.bodies) & set(other.bodies))
            if voice.key < other.key and bodies:
                yield _sayer_edge(voice.key, other.key, EdgeKind.AFFILIATED, "documents tie both to one body")


def _sayer_edge(one: str, other: str, kind: EdgeKind, detail: str) -> Edge:
    return Edge(start=node_id(NodeKind.SAYER, one), end=node_id(NodeKind.SAYER, other), kind=kind, detail=detail)
