"""The verb `families`: the statements that report one utterance, in all articles, and how its wording drifts."""

from collections.abc import Iterator

from sayso.app.views import StatementView, statement_views
from sayso.ledger import ALL_CLASSES, Ledger, StatementQuery
from sayso.records import Drift, Family, LinkedKind, Tie, Value


class FamilyQuery(Value, frozen=True, kw_only=True):
    """Which families.

    Attributes:
        least: least number of statements.
        search: words of a statement of it.
        repeated: only those whose line is repeated on another occasion.
        contradictory: only those with a variant that contradicts another.
    """

    least: int = 1
    search: str | None = None
    repeated: bool = False
    contradictory: bool = False


class FamilyView(Value, frozen=True, kw_only=True):
    """A family as `--json` prints it; see `sayso.records.Family`."""

    id: str
    statements: tuple[str, ...]
    drift: tuple[Drift, ...]
    earliest: str
    fullest: str
    repeats: tuple[str, ...]
    earliest_why: str
    fullest_why: str
    ties: tuple[Tie, ...]


class VariantView(Value, frozen=True, kw_only=True):
    """One statement of a family, as the fullest, or with its drift against it."""

    statement: StatementView
    drift: Drift | None


EVERY = FamilyQuery()


def families(ledger: Ledger, query: FamilyQuery = EVERY) -> Iterator[FamilyView]:
    """The families asked for, each statement in one: the largest first, then by id; last the statements alone."""
    asked = _found_by_words(ledger, query.search)
    records = [record for record in ledger.linked(LinkedKind.FAMILY) if isinstance(record, Family)]
    for record in sorted(records, key=lambda one: (-len(one.statements), one.id)):
        if _is_asked(record, query, asked):
            yield _view(record)
    if query.least > 1 or query.repeated or query.contradictory:
        return
    seen = {statement for record in records for statement in record.statements}
    for row in ledger.statements(StatementQuery(classes=ALL_CLASSES)):
        if row.id not in seen and (asked is None or row.id in asked):
            yield _view(Family.of_one(row.id))


def family_of(ledger: Ledger, statement: str) -> FamilyView:
    """The family of a statement; of itself alone where no other reports the same utterance."""
    for record in ledger.linked_of(LinkedKind.FAMILY, statement):
        if isinstance(record, Family):
            return _view(record)
    return _view(Family.of_one(statement))


def variants(ledger: Ledger, family: FamilyView) -> Iterator[VariantView]:
    """The statements of a family, the fullest first, then by date of publication and id."""
    drift = {found.b: found for found in reversed(family.drift) if found.a == family.fullest}
    views = [view for statement in family.statements if (view := _statement(ledger, statement))]
    for view in sorted(views, key=lambda v: (v.id != family.fullest, v.document.published or "~", v.id)):
        yield VariantView(statement=view, drift=drift.get(view.id))


def _found_by_words(ledger: Ledger, words: str | None) -> frozenset[str] | None:
    if words is None:
        return None
    query = StatementQuery(search=words, classes=ALL_CLASSES)
    return frozenset(row.id for row in ledger.statements(query))


def _is_asked(record: Family, query: FamilyQuery, asked: frozenset[str] | None) -> bool:
    return (
        len(record.statements) >= query.least
        and (asked is None or not asked.isdisjoint(record.statements))
        and (not query.repeated or bool(record.repeats))
        and (not query.contradictory or any(found.differs for found in record.drift))
    )


def _statement(ledger: Ledger, statement: str) -> StatementView | None:
    found = ledger.find(statement)
    records = found.records if found else None
    return next((view for view in statement_views(records) if view.id == statement), None) if records else None


def _view(record: Family) -> FamilyView:
    return FamilyView(**{name: getattr(record, name) for name in FamilyView.__struct_fields__})
