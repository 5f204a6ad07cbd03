"""The queue of what needs a person: statements, names, variants; the most doubtful and most repeated first.

Nothing here reads all statements: the least sure ones are asked for by an index, and those that several documents
report by their families.
"""

import heapq
import math
from collections.abc import Iterable, Iterator

import msgspec

from sayso.app.asking import full_view
from sayso.app.views import StatementView
from sayso.ledger import ALL_CLASSES, Ledger, Place, Selection, Sort, StatementQuery
from sayso.records import PAIR_KINDS, Decision, DecisionKind, Entity, Family, LinkedKind, Value

SURE = 0.9
"""Joined names and variants with a higher score are not asked about."""


class ReviewItem(Value, frozen=True, kw_only=True):
    """One thing that needs a person.

    Attributes:
        kind: "statement", "differing" (readers do not agree), "unmatched" (a decision lost its words), "names" (two
            entities that may be one), "joined" (two names taken for one entity) or "variants" (two statements taken for
            one utterance).
        target: id of the statement, decision or entity; of a pair both ids, parted by a blank.
        doubt: 1 − confidence or score; 1 for what people left open.
        reach: documents that report the same utterance, or name it.
        score: what the queue is ordered by: doubt × (1 + ln reach).
        why: in words.
        statement: None for what is no statement.
        other: the other statement of two variants.
        names: the two names of "names" and "joined".
    """

    kind: str
    target: str
    doubt: float
    reach: int
    score: float
    why: tuple[str, ...]
    statement: StatementView | None = None
    other: StatementView | None = None
    names: tuple[str, ...] = ()


class _Family(Value, frozen=True):
    statements: int
    documents: int


def queue(ledger: Ledger, limit: int | None = None) -> tuple[ReviewItem, ...]:
    """What needs a person, without the words of it: at most `limit` things, or all."""
    families = [f for f in ledger.linked(LinkedKind.FAMILY) if isinstance(f, Family) and len(f.statements) > 1]
    places = {place.id: place for place in ledger.browser().places(one for f in families for one in f.statements)}
    items = (*_lost(ledger), *_statements(ledger, families, places, limit), *_names(ledger))
    every = (*items, *_variants(families, places))
    return tuple(sorted(every, key=_first) if limit is None else heapq.nsmallest(limit, every, key=_first))


def review(ledger: Ledger, limit: int | None = None) -> tuple[ReviewItem, ...]:
    """What needs a person, the most doubtful and most repeated first: at most `limit` things, or all."""
    items = queue(ledger, limit)
    wanted = [one for item in items for one in statements_of(item)]
    rows = tuple(place.row for place in ledger.browser().places(wanted))
    selection = Selection(query=StatementQuery(rejected=True, classes=ALL_CLASSES), rows=rows)
    views = {v.id: v for v in map(full_view, ledger.browser().page(selection, Sort.DAY, len(rows)))} if rows else {}
    return tuple(_with_views(item, views) for item in items)


def _with_views(item: ReviewItem, views: dict[str, StatementView]) -> ReviewItem:
    first, _, second = item.target.partition(" ")
    return msgspec.structs.replace(item, statement=views.get(first), other=views.get(second))


def _first(item: ReviewItem) -> tuple[float, str, str]:
    return -item.score, item.kind, item.target


def _item(kind: str, target: str, doubt: float, reach: int, why: Iterable[str]) -> ReviewItem:
    score = round(doubt * (1 + math.log(max(1, reach))), 4)
    return ReviewItem(kind=kind, target=target, doubt=doubt, reach=reach, score=score, why=tuple(why))


def _statements(
    ledger: Ledger, families: list[Family], places: dict[str, Place], limit: int | None
) -> Iterator[ReviewItem]:
    """Statements that nobody decided on, and those on which readers differ."""
    reach = {one: _reach(family, places) for family in families for one in family.statements}
    open_ones = {p.id: p for p in places.values() if p.uttered and (not p.reviewed or p.differing)}
    open_ones |= {place.id: place for place in ledger.browser().doubtful(limit)}
    for place in open_ones.values():
        family = reach.get(place.id, _Family(1, 1))
        doubt = 1.0 if place.differing else round(1 - place.confidence, 4)
        why = [*(("readers differ",) if place.differing else ()), f"confidence {place.confidence:.2f}"]
        why += [] if place.speaker else ["no speaker was found"]
        if family.statements > 1:
            why.append(f"{family.statements} statements in {family.documents} documents report it")
        yield _item("differing" if place.differing else "statement", place.id, doubt, family.documents, why)


def _reach(family: Family, places: dict[str, Place]) -> _Family:
    documents = {places[one].document if one in places else one for one in family.statements}
    return _Family(len(family.statements), len(documents))


def _lost(ledger: Ledger) -> Iterator[ReviewItem]:
    """Decisions in force whose words are not there any more."""
    for decision, current in ledger.relocated():
        if current is None:
            words = decision.evidence.quote if decision.evidence else decision.target
            why = (f"{decision.kind} by {decision.actor} at {decision.at}: its words are not there, or not once", words)
            yield _item("unmatched", decision.id, 1.0, 1, why)


def _names(ledger: Ledger) -> Iterator[ReviewItem]:
    """Entities that may be one, and names that were taken for one without much to go by."""
    known = {e.id: e for e in ledger.linked(LinkedKind.ENTITY) if isinstance(e, Entity)}
    for entity in known.values():
        for other in entity.suggestions:
            pair = known.get(other.entity)
            if pair is not None and entity.id < pair.id and (entity.page or pair.page):
                reach, doubt = min(entity.documents, pair.documents), round(1 - other.score, 4)
                item = _item("names", f"{entity.id} {pair.id}", doubt, reach, other.reasons)
                yield msgspec.structs.replace(item, names=(entity.name, pair.name))
        for merge in entity.merges if entity.page else ():
            if merge.decision is None and merge.score < SURE:
                item = _item("joined", entity.id, round(1 - merge.score, 4), entity.documents, merge.reasons)
                yield msgspec.structs.replace(item, names=(merge.a, merge.b))


def _variants(families: list[Family], places: dict[str, Place]) -> Iterator[ReviewItem]:
    """Of each family the pair that was joined with the least to go by."""
    for family in families:
        ties = [t for t in family.ties if t.score < SURE and t.a in places and t.b in places]
        if ties:
            weakest = min(ties, key=lambda t: (t.score, t.a, t.b))
            target = " ".join(sorted((weakest.a, weakest.b)))
            reach = _reach(family, places).documents
            yield _item("variants", target, round(1 - weakest.score, 4), reach, weakest.reasons)


def statements_of(item: ReviewItem | None) -> tuple[str, ...]:
    """The ids of the statements that an item is about: none, one, or the two of a pair of variants."""
    return tuple(item.target.split()) if item is not None and item.kind != "unmatched" and not item.names else ()


def is_answered(item: ReviewItem, held: Iterable[Decision]) -> bool:
    """Whether a decision in force answers what an item of two asks."""
    if item.kind in {"names", "variants"}:
        pair = set(item.target.split())
        return any(d.kind in PAIR_KINDS and set(d.targets) == pair for d in held)
    if item.kind == "joined":
        kinds = {DecisionKind.ALIAS, DecisionKind.SPLIT}
        return any(d.kind in kinds and item.target in d.targets and item.names[1] in (d.value or "") for d in held)
    return False
