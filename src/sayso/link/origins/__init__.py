"""Origins: on how many independent say-sos something rests."""

from sayso.link.origins.checks import find_checks
from sayso.link.origins.count import Counted, count_origins
from sayso.link.origins.find import find_origins, resting
from sayso.link.origins.inputs import Discredit, OriginsInput, Relay, Report, Sayer, Sharing
from sayso.link.origins.reports import Known, Source, figure_report, make_source, relay_key, statement_report
from sayso.link.origins.shared import make_sharings

__all__ = [
    "Counted",
    "Discredit",
    "Known",
    "OriginsInput",
    "Relay",
    "Report",
    "Sayer",
    "Sharing",
    "Source",
    "count_origins",
    "figure_report",
    "find_checks",
    "find_origins",
    "make_sharings",
    "make_source",
    "relay_key",
    "resting",
    "statement_report",
]
