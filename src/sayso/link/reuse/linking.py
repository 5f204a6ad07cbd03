"""Reuse as a linker: fingerprints are kept per document, what they share is made of all of them."""

from collections.abc import Iterator

from sayso.link.inputs import LinkDocument, LinkInputs
from sayso.link.reuse.find import find_packed
from sayso.link.reuse.packing import pack
from sayso.link.reuse.prepare import ReuseInput, prepare
from sayso.link.versions import REUSE
from sayso.records.reuse import Reuse

PREPARED = f"reuse {REUSE}"
"""Name and version under which the words of documents are kept."""


def link_reuse(inputs: LinkInputs) -> Iterator[Reuse]:
    """What the documents of a ledger share; decisions play no part in it."""
    return find_packed(data for _, data in inputs.gather(PREPARED, _packed))


def _packed(item: LinkDocument) -> bytes:
    return pack(*prepare(reuse_input(item)))


def reuse_input(item: LinkDocument) -> ReuseInput:
    """A document of a ledger as the search for reuse reads it."""
    document = item.document
    return ReuseInput(
        document=document.id,
        clean=item.clean,
        layout=item.layout,
        outlet=document.fact("outlet"),
        author=document.fact("author"),
        published=document.fact("published"),
    )
