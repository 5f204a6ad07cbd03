"""What rests on how many say-sos, in the order in which a reader wants to see it."""

from sayso.app.families import family_of, variants
from sayso.app.figures import ladder
from sayso.app.origins import all_origins
from sayso.ledger import Ledger
from sayso.records.origins import Origins


def ranked_origins(ledger: Ledger) -> tuple[Origins, ...]:
    """What several articles report: those with most articles first, of these the ones with the fewest origins."""
    found = (one for one in all_origins(ledger) if one.articles > 1)
    return tuple(sorted(found, key=lambda one: (-one.articles, one.origins.high, one.origins.low, one.id)))


def origins_title(ledger: Ledger, origins: Origins) -> str:
    """What it is that rests on these origins: the fullest wording, or what a ladder counts."""
    if origins.kind == "ladder":
        found = ladder(ledger, origins.id)
        return " ".join(filter(None, (found.of_what, f"({found.unit})" if found.unit else ""))) if found else ""
    reports = [statement for node in origins.nodes for statement in node.statements]
    if not reports:
        return ""
    fullest = next(variants(ledger, family_of(ledger, min(reports))), None)
    return fullest.statement.content.text if fullest else ""
