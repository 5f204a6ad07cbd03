"""Erasing: a document, or all that names somebody, leaves the ledger on a person's order."""

from collections.abc import Iterator

import msgspec

from sayso.app.linking import link
from sayso.app.masking import Mask
from sayso.app.moments import actor_named, now
from sayso.ledger import DocumentQuery, DocumentRow, Erasure, Ledger, Order
from sayso.records import Diagnostic, Document, Entity, InputError, LinkedKind, Original, ReadOriginal, Value


class EraseOptions(Value, frozen=True, kw_only=True):
    """What may be erased with what was named; everything that goes further than the name needs a word.

    Attributes:
        only_version: only the version with this id, not all versions of the document's key.
        documents: for somebody named by id: all documents that name them.
        shared: "keep" leaves the bytes and text that other documents share, "erase" erases those documents too;
            without it nothing is erased where something is shared.
    """

    only_version: bool = False
    documents: bool = False
    shared: str | None = None


_ENOUGH = 8
"""Characters of an id that are enough to know it by."""

PLAIN = EraseOptions()


class ErasedView(Value, frozen=True, kw_only=True):
    """One erasure as `sayso verify` names it: no word of what is gone."""

    erased: str
    actor: str
    at: str
    reason: str
    inputs: int


def erase(ledger: Ledger, target: str, actor: str, reason: str, options: EraseOptions = PLAIN) -> Erasure:
    """What the log keeps of the erasure of a document, or of the documents that name an entity.

    Args:
        ledger: open for writing.
        target: id (or its beginning) or key of a document; id of an entity.
        actor: who orders it.
        reason: why; it is kept, so it must not tell what is erased.
        options: what may go with it.

    Raises:
        InputError: `no_actor`, `no_reason`, `unknown_id`, `ambiguous_id`, `erases_documents`, `shared_content`,
            `unknown_choice`.
        StoreError: `erased_but_read`.
    """
    order = Order(target=target, actor=actor_named(actor), at=now(), reason=reason.strip())
    if not order.reason:
        raise InputError("no_reason", "An erasure needs a reason; it is kept for good.", "Give --reason.")
    if options.shared not in {None, "keep", "erase"}:
        raise InputError("unknown_choice", f"--shared {options.shared!r} is no choice.", "Give keep or erase.")
    before = next((erasure for erasure in ledger.erasures() if _is(erasure, target)), None)
    if before is not None:
        _finish(ledger)
        return before
    whole, named, entity = _chosen(ledger, target, options)
    arrivals = _with_shared(ledger, named, options)
    order = msgspec.structs.replace(order, target=whole)
    if entity:
        own = Mask(_own_names(ledger, entity))
        order = msgspec.structs.replace(order, members=entity.members, holds=own.holds)
    erasure = ledger.erase(arrivals, order)
    _finish(ledger)
    return erasure


def _finish(ledger: Ledger) -> None:
    """Do what follows an erasure; again where a kill or a full disk came between."""
    link(ledger)
    ledger.scrub()


def erasures(ledger: Ledger) -> tuple[ErasedView, ...]:
    """All erasures, in their order."""
    return tuple(
        ErasedView(erased=e.target, actor=e.actor, at=e.at, reason=e.reason, inputs=len(e.inputs))
        for e in ledger.erasures()
    )


class Barred:
    """What was erased and is not taken in again."""

    def __init__(self, ledger: Ledger) -> None:
        found = ledger.erasures()
        self._inputs = {one for erasure in found for one in erasure.inputs}
        self._originals = {one for erasure in found for one in erasure.originals}
        self._texts = {one for erasure in found for one in erasure.texts}

    def original(self, original: Original) -> Diagnostic | None:
        """A diagnostic where an original was erased."""
        barred = original.input_id in self._inputs or original.sha256 in self._originals
        return Diagnostic(code="erased", key=original.key) if barred else None

    def result(self, result: ReadOriginal) -> Diagnostic | None:
        """A diagnostic where the text that was read out of an original was erased."""
        documents = (r for step in result.steps for r in step.records if isinstance(r, Document))
        barred = any(document.raw_sha256 in self._texts for document in documents)
        return Diagnostic(code="erased", key=result.original.key) if barred else None


def _is(erasure: Erasure, target: str) -> bool:
    """Whether what was named was erased before; then only the file is written anew once more."""
    return len(target) >= _ENOUGH and erasure.target.startswith(target)


def _chosen(ledger: Ledger, target: str, options: EraseOptions) -> tuple[str, tuple[int, ...], Entity | None]:
    """Whole id of what was named, the inputs that go, and the entity that was named."""
    rows = tuple(ledger.documents(DocumentQuery(superseded=True)))
    found = [row for row in rows if target in (row.id, row.key)] or [row for row in rows if row.id.startswith(target)]
    if found and len({row.key for row in found}) == 1:
        return (*_document(ledger, found, target, options), None)
    if found:
        raise InputError("ambiguous_id", f"More than one document begins with {target!r}.", "Give more of the id.")
    for entity in ledger.linked_of(LinkedKind.ENTITY, target):
        if isinstance(entity, Entity):
            return (*_entity(ledger, entity, options), entity)
    if ledger.erasures():  # perhaps by this key, which is known no longer, and cut off before the file was clean
        _finish(ledger)
    message = f"The ledger has no document or entity {target!r}."
    remedy = "Take the id of a document or entity; a statement goes with its document, or is rejected."
    raise InputError("unknown_id", message, remedy)


def _document(
    ledger: Ledger, found: list[DocumentRow], target: str, options: EraseOptions
) -> tuple[str, tuple[int, ...]]:
    if options.only_version and found[0].key != target:
        return found[0].id, tuple(row.row for row in found)
    return found[0].id, ledger.arrivals(found[0].key)


def _entity(ledger: Ledger, entity: Entity, options: EraseOptions) -> tuple[str, tuple[int, ...]]:
    rows = tuple(naming(ledger, entity))
    if not options.documents:
        keys = ", ".join(row.key for row in rows[:5]) + (", …" if len(rows) > 5 else "")
        raise InputError(
            "erases_documents",
            f"{len(rows)} documents name {entity.id}: {keys}. A name leaves only with the documents that hold it.",
            "Give --documents to erase them, or mask the name with `sayso build --redact FILE`.",
        )
    keys = sorted({row.key for row in rows})
    return entity.id, tuple(sorted({seq for key in keys for seq in ledger.arrivals(key)}))


def _own_names(ledger: Ledger, entity: Entity) -> tuple[str, ...]:
    """The names of an entity, of single words those that stand in no name of another."""
    others = {
        word.casefold()
        for other in ledger.linked(LinkedKind.ENTITY)
        if isinstance(other, Entity) and other.id != entity.id
        for form in other.names
        for word in form.text.split()
    }
    forms = {entity.name, *(form.text for form in entity.names)}
    return tuple(sorted(form for form in forms if " " in form or form.casefold() not in others))


def naming(ledger: Ledger, entity: Entity) -> Iterator[DocumentRow]:
    """The documents, in all versions, that have one of an entity's names.

    Method: the search finds those whose clean text or title has a form of the name. All others are then read in their
    raw layer, with their keys and facts, for the names that are its alone, in any spelling that redaction knows:
    a name may stand in what cleaning left out, in a byline or in an address.
    """
    seen: set[int] = set()
    for form in entity.names:
        quoted = '"' + form.text.replace('"', " ") + '"'
        for row in ledger.documents(DocumentQuery(search=quoted, superseded=True)):
            if row.row not in seen:
                seen.add(row.row)
                yield row
    own = Mask(_own_names(ledger, entity))
    for row in ledger.documents(DocumentQuery(superseded=True)):
        if row.row not in seen and any(own.holds(text) for text in _all_of(ledger, row)):
            yield row


def _all_of(ledger: Ledger, row: DocumentRow) -> Iterator[str]:
    """Every text of a document that may hold a name."""
    records = ledger.records(row.row)
    yield from filter(None, (row.key, row.url, row.title, row.author, row.outlet))
    if records is not None:
        yield records.raw
        yield msgspec.json.encode(records.document).decode()


def _with_shared(ledger: Ledger, arrivals: tuple[int, ...], options: EraseOptions) -> tuple[int, ...]:
    """The inputs that go, with those that share their content if so chosen."""
    sharers = ledger.sharers(arrivals)
    if not sharers or options.shared == "keep":
        return arrivals
    if options.shared == "erase":
        return _with_shared(ledger, tuple(sorted({*arrivals, *sharers})), options)
    keys = ", ".join(sorted(set(sharers.values())))
    raise InputError(
        "shared_content",
        f"Other documents have the same bytes or the same text: {keys}. Nothing was erased.",
        "Give --shared erase to erase them too, or --shared keep to keep their copy.",
    )
