"""schema.org ClaimReview, only for statements that a person has accepted.

What is reviewed is the attribution: that the article reports these words of this speaker. No claim is rated true or
false.
"""

from collections.abc import Iterator
from pathlib import Path

from sayso import app
from sayso.export.files import write_lines

CONTEXT = "https://schema.org"
RATING = "Attribution checked: the article reports this. Not rated for truth."

Json = dict[str, object]


def write_claims(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """One file with a ClaimReview a line."""
    return (write_lines(folder / "claimreviews.jsonl", claim_reviews(ledger, query)),)


def claim_reviews(ledger: app.Ledger, query: app.StatementQuery) -> Iterator[Json]:
    """A ClaimReview for each statement asked for that somebody accepted and nobody rejected."""
    for view in app.statements(ledger, query):
        if view.review is None or view.review.verdict != "accepted" or view.review.differing:
            continue
        for judgement in view.review.judgements:
            if judgement.kind == "accept":
                yield _review(view, judgement)


def _review(view: app.StatementView, judgement: app.JudgementView) -> Json:
    claim: Json = {"@type": "Claim", "name": view.content.text}
    if view.speaker is not None:
        kind = "Person" if view.speaker.kind == "person" else "Organization"
        claim["author"] = {"@type": kind, "name": view.speaker.name}
    if view.said is not None and view.said.interval[0]:
        claim["datePublished"] = view.said.interval[0]
    claim["appearance"] = {
        "@type": "NewsArticle",
        "identifier": f"urn:sayso:document:{view.document.id}",
        **({"url": view.document.url} if view.document.url else {}),
        **({"headline": view.document.title} if view.document.title else {}),
        **({"publisher": {"@type": "Organization", "name": view.document.outlet}} if view.document.outlet else {}),
    }
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "identifier": f"urn:sayso:decision:{judgement.decision}",
        "datePublished": judgement.at[:10],
        "author": {"@type": "Person", "name": judgement.actor},
        "claimReviewed": view.content.text,
        "itemReviewed": claim,
        "reviewRating": {"@type": "Rating", "alternateName": RATING},
    }
