"""What linkers read: all current documents with what was made of them, decisions, and a cache."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from sayso.records import (
    Affiliation,
    Attribution,
    Decision,
    Document,
    Epithet,
    Figure,
    Layout,
    Linked,
    LinkedKind,
    Mention,
    Role,
    Statement,
    Value,
)


class LinkDocument(Value, frozen=True, kw_only=True):
    """One current document with all that the stages made of it.

    Offsets: as in the records; `clean` and `raw` are the two layers that `layout` maps.
    """

    document: Document
    raw: str
    clean: str
    layout: Layout
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    epithets: tuple[Epithet, ...] = ()
    figures: tuple[Figure, ...] = ()


class LinkInputs(Protocol):
    """What a linker is given. What it returns must depend on documents and decisions alone, not on the cache."""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions in force, in the order they were taken."""
        ...

    def documents(self) -> Iterator[LinkDocument]:
        """All current documents, by id; each call begins anew, one document is in memory at a time."""
        ...

    def gather(self, space: str, make: Callable[[LinkDocument], bytes]) -> Iterator[tuple[str, bytes]]:
        """What `make` takes out of each current document, by document id; kept, so that it is called once a document.

        Args:
            space: name and version of what is taken out, for example "utterances 2": it is kept under this name.
            make: a pure function of the document.
        """
        ...

    def linked(self, kind: LinkedKind) -> Iterator[Linked]:
        """The records of a kind that is made before."""
        ...

    def cached(self, space: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What is cached under these keys of a space; keys without anything are left out."""
        ...

    def cache(self, space: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Cache bytes under keys; whatever is there may be gone the next time."""
        ...
