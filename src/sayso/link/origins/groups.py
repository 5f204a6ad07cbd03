"""Reports that are one text: copies of each other, or parts of one article."""

from collections import defaultdict

from sayso.link.origins.inputs import OriginsInput, Relay, Report
from sayso.records import Value


class Group(Value, frozen=True, kw_only=True):
    """Reports that share their words and so can have but one lineage.

    Attributes:
        id: the least id of its reports.
        reports: by id.
    """

    id: str
    reports: tuple[Report, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """Keys of the named sayers that are no outlets."""
        return tuple(sorted({r.sayer.key for r in self.reports if is_named(r) and r.sayer}))

    @property
    def relays(self) -> tuple[tuple[Report, Relay], ...]:
        """The innermost outlet or person that each report has it from, where it names one."""
        found = ((report, relay) for report in self.reports if (relay := innermost(report)))
        return tuple(sorted(found, key=lambda pair: (pair[1].key, pair[0].id)))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Keys of the outlets that published them; the document's id where the outlet is unknown."""
        return tuple(sorted({r.outlet_key or r.document for r in self.reports}))


def is_named(report: Report) -> bool:
    """Whether a report gives it as the words of a named sayer who is no outlet."""
    return report.sayer is not None and report.sayer.named and not report.sayer.outlet


def innermost(report: Report) -> Relay | None:
    """Whom a report has it from, next to the sayer: an outlet that speaks, the last hop, else a credited agency."""
    sayer = report.sayer
    if sayer is not None and sayer.outlet and sayer.named and sayer.key != report.outlet_key:
        return Relay(key=sayer.key, name=sayer.name, text=sayer.name, spans=sayer.spans)
    return report.relays[-1] if report.relays else report.credits[0] if report.credits else None


def make_groups(item: OriginsInput) -> tuple[Group, ...]:
    """The groups of all reports, by id.

    Reports are joined by passages they share in their articles' own words, and within one article where they give
    one value. Two reports that name different sayers are never joined:
    whoever copies and names another has it from him.
    """
    reports = {report.id: report for report in item.reports}
    parent = {name: name for name in reports}
    pairs = [sharing.reports for sharing in item.sharings] + _same_article(reports)
    for one, other in sorted(pairs):
        if one in reports and other in reports and _fit(reports[one], reports[other]):
            low, high = sorted((_root(parent, one), _root(parent, other)))
            parent[high] = low
    members: dict[str, list[Report]] = defaultdict(list)
    for name in sorted(reports):
        members[_root(parent, name)].append(reports[name])
    return tuple(Group(id=root, reports=tuple(found)) for root, found in sorted(members.items()))


def _fit(one: Report, other: Report) -> bool:
    different = is_named(one) and is_named(other) and one.sayer and other.sayer and one.sayer.key != other.sayer.key
    return not different


def _same_article(reports: dict[str, Report]) -> list[tuple[str, str]]:
    first: dict[tuple[str, object], str] = {}
    pairs: list[tuple[str, str]] = []
    for name in sorted(reports):
        key = (reports[name].document, reports[name].value)
        pairs.append((first.setdefault(key, name), name))
    return pairs


def _root(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        name = parent[name]
    return name
