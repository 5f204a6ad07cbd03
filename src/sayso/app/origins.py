"""The verb `origins`: on how many independent say-sos something rests. A view, computed when read, never stored."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from sayso.app.deciding import decisions_in_force
from sayso.ledger import DocumentRecords, Ledger
from sayso.ledger.days import edtf_days
from sayso.link.entities import proper_key
from sayso.link.origins import (
    Discredit,
    Known,
    OriginsInput,
    Report,
    Source,
    figure_report,
    find_checks,
    find_origins,
    make_sharings,
    make_source,
    relay_key,
    statement_report,
)
from sayso.records import (
    DecisionKind,
    Entity,
    EntityKind,
    Family,
    Figure,
    InputError,
    Ladder,
    LinkedKind,
    NamedValue,
    Reuse,
    decision_value,
    entity_id,
)
from sayso.records.origins import Check, Origins

_HELD = 256
"""Documents kept at hand while many origins are counted."""


def origins(ledger: Ledger, record_id: str) -> Origins:
    """On how many independent say-sos a statement, family, figure or ladder rests.

    Args:
        ledger: where to look.
        record_id: its id, or the beginning of it if no other id begins so. A statement is counted with
            all that report the same utterance, a figure with all that observe the same quantity.

    Raises:
        InputError: `unknown_id` or `ambiguous_id`.
    """
    return Teller(ledger).origins(record_id)


def all_origins(ledger: Ledger, *, resting_only: bool = False) -> Iterator[Origins]:
    """The origins of every utterance that several statements report, and of every ladder; by kind, then id.

    Args:
        ledger: where to look.
        resting_only: only what rests on nothing but what decisions discredit, utterances of one statement included.
    """
    teller = Teller(ledger)
    if resting_only and not teller.discredits:
        return
    for kind in (LinkedKind.FAMILY, LinkedKind.LADDER):
        for record in ledger.linked(kind):
            lone = isinstance(record, Family) and len(record.statements) < 2
            if lone and not resting_only:
                continue
            found = teller.of_record(record, record.id)
            if found is not None and (found.rests_only_on_discredited or not resting_only):
                yield found


class Teller:
    """Counts origins over one ledger; keeps documents and names at hand."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._outlets = {relay_key(outlet) for outlet in ledger.browser().outlets()}
        self._source = lru_cache(_HELD)(self._read_source)
        self._known = lru_cache(None)(self._read_known)
        self.discredits = tuple(self._discredits())

    def origins(self, record_id: str) -> Origins:
        """The origins of the record with this id, or whose id begins so; see `origins`."""
        for kind in (LinkedKind.FAMILY, LinkedKind.LADDER):
            for record in self._ledger.linked_of(kind, record_id):
                found = self.of_record(record, record_id)
                if found is not None:
                    return found
        return self._lone(record_id)

    def of_record(self, record: object, asked: str) -> Origins | None:
        """The origins of a family or ladder, under the id that was asked for; None for a record of another kind."""
        if isinstance(record, Family):
            reports = self._statement_reports(record.statements)
            return self._count(asked, "family" if asked == record.id else "statement", reports)
        if isinstance(record, Ladder) and asked not in record.documents:
            figures = {figure for rung in record.rungs for figure in rung.figures}
            return self._count(
                asked, "ladder" if asked == record.id else "figure", self._figure_reports(record, figures)
            )
        return None

    def _lone(self, record_id: str) -> Origins:
        """The origins of a statement that has no family, or of a beginning of an id."""
        ids = self._beginning_with(record_id)
        if len(ids) > 1 and record_id not in ids:
            message = f"More than one id begins with {record_id!r}: {', '.join(ids[:2])}, …"
            raise InputError("ambiguous_id", message, "Give more of the id.")
        if ids and record_id not in ids:
            return self.origins(ids[0])
        reports = self._statement_reports(ids)
        if not reports:
            message = f"The ledger has no statement, family, figure or ladder {record_id!r}."
            raise InputError("unknown_id", message, "Take an id from `sayso statements`, `families` or `figures`.")
        return self._count(record_id, "statement", reports)

    def _beginning_with(self, beginning: str) -> list[str]:
        """All ids that begin so: of the ledger's records, of families and of ladders."""
        if not beginning:
            return []
        kinds = (LinkedKind.FAMILY, LinkedKind.LADDER)
        linked = {record.id for kind in kinds for record in self._ledger.linked(kind)}
        return sorted({*self._ledger.ids(beginning), *(name for name in linked if name.startswith(beginning))})

    def _count(self, asked: str, kind: str, reports: tuple[Report, ...]) -> Origins:
        documents = sorted({report.document for report in reports})
        reuses = {
            found.id: found
            for document in (documents if len(documents) > 1 else ())
            for found in self._ledger.linked_of(LinkedKind.REUSE, document)
            if isinstance(found, Reuse)
        }
        sharings = make_sharings(reports, reuses.values())
        discredits = self.discredits
        item = OriginsInput(id=asked, kind=kind, reports=reports, sharings=sharings, discredits=discredits)
        checks = tuple(check for document in documents for check in self._checks(document, reports))
        return replace(find_origins(item), checks=checks)

    def _checks(self, document: str, reports: Iterable[Report]) -> tuple[Check, ...]:
        records, source = self._source(document)
        own = [report for report in reports if report.document == document]
        decided = records.as_decided
        statements = {statement.id: statement for statement in decided.statements}
        spoken = [(a, statements[a.id]) for a in decided.attributions if a.id in statements]
        return find_checks(source, own, spoken)

    def _statement_reports(self, ids: Iterable[str]) -> tuple[Report, ...]:
        reports: list[Report] = []
        for statement in sorted(ids):
            document = self._document_of(statement)
            report = self._statement_report(document, statement) if document else None
            if report is not None:
                reports.append(report)
        return tuple(reports)

    def _document_of(self, statement: str) -> str:
        found = self._ledger.find(statement)
        records = found.records if found and found.id == statement else None
        return records.document.id if records is not None and records.current else ""

    def _statement_report(self, document: str, statement: str) -> Report | None:
        records, source = self._source(document)
        decided = records.as_decided
        attribution = next((a for a in decided.attributions if a.id == statement), None)
        resolved = next((s for s in decided.statements if s.id == statement), None)
        if attribution is None or resolved is None:
            return None
        return statement_report(source, attribution, resolved, self._known)

    def _figure_reports(self, ladder: Ladder, figures: set[str]) -> tuple[Report, ...]:
        found: list[Report] = []
        for document in ladder.documents:
            records, source = self._source(document)
            found.extend(self._figure_report(source, figure) for figure in records.figures if figure.id in figures)
        return tuple(sorted(found, key=lambda report: report.id))

    def _figure_report(self, source: Source, figure: Figure) -> Report:
        held = self._statement_report(source.document.id, figure.statement) if figure.statement else None
        return figure_report(source, figure, held, self._known)

    def _read_source(self, document: str) -> tuple[DocumentRecords, Source]:
        found = self._ledger.find(document)
        records = found.records if found else None
        if records is None:
            raise InputError("unknown_id", f"The ledger has no document {document!r}.", "Run `sayso verify`.")
        published = edtf_days(records.document.fact("published"))
        return records, make_source(records.document, (records.raw, records.clean), records.layout, published)

    def _read_known(self, name: str, document: str) -> Known:
        """What the ledger's entities say of a name; a name they do not know stands for itself."""
        entity = self._entity(name, document)
        if entity is None:
            return Known(key=f"name {proper_key(name)}", name=name, outlet=relay_key(name) in self._outlets)
        ties = dict.fromkeys(tie.to for tie in entity.affiliations if tie.to[:1].isupper())
        bodies = dict.fromkeys(self._body_key(body, document) for body in ties)
        return Known(
            key=entity.id,
            name=entity.name,
            bodies=tuple(key for key in bodies if key != entity.id),
            outlet=entity.kind is EntityKind.OUTLET or relay_key(name) in self._outlets,
        )

    def _body_key(self, name: str, document: str) -> str:
        entity = self._entity(name, document)
        return entity.id if entity else f"name {proper_key(name)}"

    def _entity(self, name: str, document: str) -> Entity | None:
        key = proper_key(name)
        for member in (entity_id(key, document), entity_id(key)):
            for found in self._ledger.linked_of(LinkedKind.ENTITY, member):
                if isinstance(found, Entity):
                    return found
        return None

    def _discredits(self) -> Iterator[Discredit]:
        for decision in decisions_in_force(self._ledger):
            value = decision_value(decision) if decision.kind is DecisionKind.DISCREDIT else None
            if isinstance(value, NamedValue) and value.holds:
                yield self._discredit(decision.id, decision.target, value.name)

    def _discredit(self, decision: str, target: str, name: str | None) -> Discredit:
        """All keys under which what is discredited may be named."""
        members = [target, *([entity_id(proper_key(name))] if name else [])]
        entities = [
            found
            for member in members
            for found in self._ledger.linked_of(LinkedKind.ENTITY, member)
            if isinstance(found, Entity)
        ]
        names = [name] if name else []
        names += [form.text for entity in entities for form in entity.names]
        keys = [target, *(entity.id for entity in entities)]
        keys += [key for text in names for key in (relay_key(text), f"name {proper_key(text)}")]
        return Discredit(decision=decision, keys=tuple(dict.fromkeys(keys)), name=name or (names or [target])[0])
