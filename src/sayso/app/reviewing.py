"""Reviewing: whether two readers agree; corrections as training data. The queue is in `sayso.app.queueing`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from sayso.app.views import StatementView, document_view, statement_views
from sayso.ledger import ALL_CLASSES, DocumentQuery, Ledger, Selection, Sort, StatementQuery
from sayso.records import (
    STATEMENT_KINDS,
    STATEMENT_PAIRS,
    Decision,
    DecisionKind,
    Span,
    Spans,
    Value,
)

CORRECT = "correct"
"""The judgement of a reader who corrected spans or speaker."""


class Agreement(Value, frozen=True, kw_only=True):
    """How far two readers agree on what both judged.

    Attributes:
        a, b: the readers.
        question: "statements" (accept, reject, correct), "utterances" (same, not same, repeat) or "entities".
        items: judged by both.
        agreed: share judged alike.
        kappa: Cohen's kappa; None where chance alone would agree on everything.
        differ: ids on which they differ, with both judgements.
    """

    a: str
    b: str
    question: str
    items: int
    agreed: float
    kappa: float | None
    differ: tuple[tuple[str, str, str], ...]


class GoldAttribution(Value, frozen=True, kw_only=True):
    """One attribution of a gold article; code points of its text."""

    source: Spans
    cue: Spans
    content: Spans


class GoldArticle(Value, frozen=True, kw_only=True):
    """One article with the attributions that people accepted or corrected, as training and `sayso score` read them."""

    id: str
    publisher: str | None
    date: str | None
    text: str
    attributions: tuple[GoldAttribution, ...]


def agreement(ledger: Ledger) -> tuple[Agreement, ...]:
    """How far each two readers agree, by what they were asked; the last word of each reader counts.

    Method: Cohen's kappa over the things that both judged, rounded to 4 digits.
    """
    judged: dict[str, dict[str, dict[str, str]]] = {}
    for decision in _last_words(ledger.decisions()):
        question, label = _judgement(decision)
        if question:
            judged.setdefault(question, {}).setdefault(decision.actor, {})[decision.target] = label
    return tuple(
        _agreement(question, pair, judged[question])
        for question in sorted(judged)
        for pair in combinations(sorted(judged[question]), 2)
        if judged[question][pair[0]].keys() & judged[question][pair[1]].keys()
    )


def words_of(ledger: Ledger, ids: Iterable[str]) -> dict[str, str]:
    """What the statements with these ids say, by id; ids of anything else are left out."""
    rows = tuple(place.row for place in ledger.browser().places(ids))
    if not rows:
        return {}
    query = StatementQuery(classes=ALL_CLASSES, rejected=True)
    found = ledger.browser().page(Selection(query=query, rows=rows), Sort.DAY, len(rows))
    return {full.row.id: full.row.content for full in found}


def gold(ledger: Ledger, *, partial: bool = False) -> Iterator[GoldArticle]:
    """The articles whose statements people reviewed, with what they accepted or corrected.

    Args:
        ledger: where they are.
        partial: also articles of which only some statements were reviewed; what nobody reviewed is then left out.

    Offsets: of the raw layer, which is the article's text.
    """
    for row in ledger.documents(DocumentQuery()):
        records = ledger.records(row.row)
        reviews = records.as_decided.reviews if records else {}
        if records is None or not reviews or (not partial and len(reviews) < len(records.attributions)):
            continue
        views = [view for view in statement_views(records) if view.review and not view.rejected]
        document = document_view(records.document)
        yield GoldArticle(
            id=document.key,
            publisher=document.outlet,
            date=document.published,
            text=records.raw,
            attributions=tuple(map(_gold, views)),
        )


def _gold(view: StatementView) -> GoldAttribution:
    source, cue, content = (_sorted(role.spans) for role in (view.source, view.cue, view.content))
    return GoldAttribution(source=source, cue=cue, content=content)


def _sorted(spans: Iterable[Span]) -> Spans:
    return tuple(sorted(spans))


def _last_words(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions that their own actors have not superseded or taken back, whatever others did."""
    every = tuple(decisions)
    by_id = {decision.id: decision for decision in every}
    gone = {
        decision.supersedes
        for decision in every
        if decision.supersedes in by_id and by_id[decision.supersedes].actor == decision.actor
    }
    kept = (d for d in every if d.id not in gone and not d.takes_back and d.kind is not DecisionKind.ERASE)
    yield from sorted(kept, key=lambda d: (d.at, d.id))


def _judgement(decision: Decision) -> tuple[str, str]:
    """What was asked and what the reader said; nothing where it is no judgement."""
    if decision.kind in STATEMENT_KINDS:
        corrects = decision.kind in {DecisionKind.SPAN, DecisionKind.SPEAKER}
        return "statements", CORRECT if corrects else decision.kind
    if decision.kind in STATEMENT_PAIRS:
        return "utterances", decision.kind
    return ("entities", decision.kind) if len(decision.targets) > 1 else ("", "")


def _agreement(question: str, pair: tuple[str, str], judged: dict[str, dict[str, str]]) -> Agreement:
    a, b = (judged[reader] for reader in pair)
    both = sorted(a.keys() & b.keys())
    differ = tuple((target, a[target], b[target]) for target in both if a[target] != b[target])
    agreed = 1 - len(differ) / len(both)
    counts = Counter(a[target] for target in both), Counter(b[target] for target in both)
    chance = sum(counts[0][label] * counts[1][label] for label in counts[0]) / len(both) ** 2
    kappa = None if chance == 1 else round((agreed - chance) / (1 - chance), 4)
    return Agreement(
        a=pair[0], b=pair[1], question=question, items=len(both), agreed=round(agreed, 4), kappa=kappa, differ=differ
    )
