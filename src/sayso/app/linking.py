"""Linking: after a build has written its documents, what joins them is made anew where anything has changed."""

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice

from sayso.app.batches import batched
from sayso.app.deciding import decisions_in_force
from sayso.ledger import Decided, DocumentRow, Ledger, Output, Verdict
from sayso.link import entities, versions
from sayso.link.figures import link_figures
from sayso.link.inputs import LinkDocument, LinkInputs
from sayso.records import Decision, Linked, LinkedKind, Stage, Value, content_hash

GATHER_TOGETHER = 64
"""Documents whose kept extracts are looked up, and written, at once."""


class Linker(Value, frozen=True, kw_only=True):
    """One kind of linked records.

    Attributes:
        version: of what makes them.
        make: the function that does.
        streams: whether it has read and cached everything by the time its first record comes, so that records are
            written as they are made and never all in memory.
    """

    kind: LinkedKind
    version: str
    make: Callable[[LinkInputs], Iterable[Linked]]
    streams: bool = False


def _reuse(inputs: LinkInputs) -> Iterator[Linked]:
    """The search for reuse, loaded when it is run: it brings numpy and DuckDB."""
    from sayso.link.reuse import link_reuse

    return link_reuse(inputs)


def _families(inputs: LinkInputs) -> Iterable[Linked]:
    """The search for families, loaded when it is run: it brings numpy, DuckDB and the sentence vectors."""
    from sayso.link.families import link_families

    return link_families(inputs)


LINKERS: tuple[Linker, ...] = (
    Linker(kind=LinkedKind.ENTITY, version=entities.VERSION, make=entities.link_entities, streams=True),
    Linker(kind=LinkedKind.FAMILY, version=versions.FAMILIES, make=_families, streams=True),
    Linker(kind=LinkedKind.LADDER, version=versions.LADDERS, make=link_figures),
    Linker(kind=LinkedKind.REUSE, version=versions.REUSE, make=_reuse, streams=True),
)
"""Every linker, in the order in which they are run: each may read what those before it made."""


def link(ledger: Ledger, *, again: bool = False, progress: Callable[[str], None] = lambda kind: None) -> None:
    """Bring all linked records up to date with the documents and decisions of a ledger.

    Args:
        ledger: open for writing.
        again: make them also where nothing has changed.
        progress: called with the name of each kind before it is made.
    """
    with _few_collections():
        _link(ledger, again, progress)


def _link(ledger: Ledger, again: bool, progress: Callable[[str], None]) -> None:
    key = content_hash(ledger.core_digest())
    for linker in LINKERS:
        key = content_hash(key, linker.kind, linker.version)
        if again or ledger.linked_key(linker.kind) != key:
            progress(linker.kind)
            records = iter(linker.make(_Inputs(ledger)))
            begun = list(islice(records, 1 if linker.streams else None))
            ledger.replace_linked(linker.kind, key, chain(begun, records))
            del begun, records
            gc.collect()  # what a linker leaves behind in cycles goes before the next one begins


@contextmanager
def _few_collections() -> Generator[None]:
    """Python looks for cycles among objects a hundred times less often: linking makes millions, and few cycles."""
    before = gc.get_threshold()
    gc.set_threshold(100 * before[0], *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def rebuild(ledger: Ledger) -> None:
    """Make everything in a ledger anew that is made from what it stores: tables, search, linked records."""
    ledger.rebuild_index()
    link(ledger, again=True)


class _Inputs:
    """A ledger as linkers see it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._marks = ledger, ledger.review_marks()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return decisions_in_force(self._ledger)

    def documents(self) -> Iterator[LinkDocument]:
        return (document for row in self._rows() if (document := self._document(row)))

    def gather(self, space: str, make: Callable[[LinkDocument], bytes]) -> Iterator[tuple[str, bytes]]:
        for rows in batched(self._rows(), GATHER_TOGETHER):
            yield from self._gather(space, make, rows)

    def linked(self, kind: LinkedKind) -> Iterator[Linked]:
        return self._ledger.linked(kind)

    def cached(self, space: str, keys: Iterable[str]) -> dict[str, bytes]:
        return self._ledger.cached(space, keys)

    def cache(self, space: str, items: Iterable[tuple[str, bytes]]) -> None:
        self._ledger.cache(space, items)

    def _rows(self) -> list[DocumentRow]:
        return sorted(self._ledger.documents(), key=lambda row: row.id)

    def _gather(
        self, space: str, make: Callable[[LinkDocument], bytes], rows: Sequence[DocumentRow]
    ) -> Iterator[tuple[str, bytes]]:
        outputs = self._ledger.outputs(row.input_id for row in rows)
        keys = {row.row: self._key(row, outputs.get(row.input_id, {})) for row in rows}
        known = self._ledger.cached(space, keys.values())
        fresh: dict[str, bytes] = {}
        for row in rows:
            key = keys[row.row]
            if key not in known and (document := self._document(row)):
                known[key] = fresh[key] = make(document)
        if fresh:
            self._ledger.cache(space, fresh.items())
        yield from ((row.id, known[keys[row.row]]) for row in rows if keys[row.row] in known)

    def _key(self, row: DocumentRow, outputs: Mapping[Stage, Output]) -> str:
        """What a kept extract of a document depends on: its outputs, and what people decided about its statements."""
        return _outputs_key(outputs, self._marks.get(row.row, ""))

    def _document(self, row: DocumentRow) -> LinkDocument | None:
        held = self._ledger.records(row.row)
        if held is None:
            return None
        decided = held.as_decided
        return LinkDocument(
            document=held.document,
            raw=held.raw,
            clean=held.clean,
            layout=held.layout,
            attributions=tuple(a for a in decided.attributions if not _is_rejected(decided, a.id)),
            statements=tuple(s for s in decided.statements if not _is_rejected(decided, s.id)),
            mentions=held.mentions,
            roles=held.roles,
            affiliations=held.affiliations,
            epithets=held.epithets,
            figures=held.figures,
        )


def _is_rejected(decided: Decided, statement: str) -> bool:
    review = decided.reviews.get(statement)
    return review is not None and review.verdict is Verdict.REJECTED


def _outputs_key(outputs: Mapping[Stage, Output], decisions: str) -> str:
    return content_hash([outputs[stage].sha256 if stage in outputs else None for stage in Stage], decisions)
