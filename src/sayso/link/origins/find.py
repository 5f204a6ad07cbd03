"""Origins of one thing: bounds, graph, reasons, and what is left without those whom a person discredited."""

from msgspec.structs import replace

from sayso.link.origins.count import count_origins
from sayso.link.origins.explain import make_reasons, make_summary
from sayso.link.origins.graph import make_graph
from sayso.link.origins.inputs import OriginsInput, Report
from sayso.records import Direction
from sayso.records.origins import Bounds, Origins


def find_origins(item: OriginsInput) -> Origins:
    """On how many independent say-sos it rests, with every reason.

    Method: see `sayso.link.origins.count.count_origins`.

    Limits: what is hidden behind named sayers (a briefing that nobody mentions) cannot be read from articles; a
    discredited node takes with it what only copies or cites it as far as directions are known.

    Example:
        >>> from sayso.link.origins.inputs import Relay, Report
        >>> wire = Relay(key="wire", name="Wire")
        >>> reports = tuple(Report(id=name, document=name, title=name, relays=(wire,)) for name in ("a", "b"))
        >>> found = find_origins(OriginsInput(id="x", kind="family", reports=reports))
        >>> found.summary
        '2 articles → 1 origin because 2 articles end at Wire, and whom it had it from is not stated'
    """
    counted = count_origins(item)
    nodes, edges = make_graph(item, counted)
    reasons = make_reasons(counted, edges)
    left = tuple(r for r in item.reports if r.id not in resting(item))
    touched = len(left) < len(item.reports)
    return Origins(
        id=item.id,
        kind=item.kind,
        articles=len({report.document for report in item.reports}),
        outlets=len({report.outlet_key or report.document for report in item.reports}),
        origins=counted.origins,
        reports=counted.reports,
        summary=make_summary(counted, reasons),
        reasons=reasons,
        nodes=nodes,
        edges=edges,
        discredited=tuple(sorted({d.name for d in item.discredits if any(_rests(r, d.keys) for r in item.reports)})),
        rests_only_on_discredited=touched and not left,
        without_discredited=_without(item, left) if touched else None,
    )


def _without(item: OriginsInput, left: tuple[Report, ...]) -> Bounds:
    return count_origins(replace(item, reports=left, discredits=())).origins


def resting(item: OriginsInput) -> frozenset[str]:
    """The ids of the reports that rest on something discredited: by naming it, or by copying or citing what does."""
    keys = tuple(key for discredit in item.discredits for key in discredit.keys)
    gone = {report.id for report in item.reports if _rests(report, keys)}
    while gone:
        more = {report.id for report in item.reports if report.id not in gone and _follows(report, item, gone)}
        if not more:
            break
        gone |= more
    return frozenset(gone)


def _rests(report: Report, keys: tuple[str, ...]) -> bool:
    """Whether a report is, names or comes through one of the keys."""
    named = {report.id, report.document, report.outlet_key}
    named.update(relay.key for relay in (*report.relays, *report.credits))
    if report.sayer is not None:
        named.update((report.sayer.key, *report.sayer.speaks_for))
    return not named.isdisjoint(keys)


def _follows(report: Report, item: OriginsInput, gone: set[str]) -> bool:
    """Whether a report was copied from one that is gone, or cites an outlet of whose articles in view all are gone."""
    for sharing in item.sharings:
        first, second = sharing.reports
        source = {Direction.FORWARD: (second, first), Direction.BACKWARD: (first, second)}.get(sharing.direction)
        if source is not None and source[0] == report.id and source[1] in gone:
            return True
    for relay in report.relays:
        own = {other.id for other in item.reports if other.outlet_key == relay.key and other.id != report.id}
        if own and own <= gone:
            return True
    return False
