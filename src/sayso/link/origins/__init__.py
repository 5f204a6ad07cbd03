"""Origins: on how many independent say-sos something rests."""

from sayso.link.origins.count import Counted, count_origins
from sayso.link.origins.find import find_origins, resting
from sayso.link.origins.inputs import Discredit, OriginsInput, Relay, Report, Sayer, Sharing

__all__ = [
    "Counted",
    "Discredit",
    "OriginsInput",
    "Relay",
    "Report",
    "Sayer",
    "Sharing",
    "count_origins",
    "find_origins",
    "resting",
]
