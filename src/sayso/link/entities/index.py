"""The entity index: every name of all documents with what joining asks of it. The rest lies on a shelf on disk."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add
from types import TracebackType
from typing import Self

from sayso.link.entities.details import Details, Tally, Teller, told_key
from sayso.link.entities.gather import DocumentNames, LocalName
from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import is_generic, person_name
from sayso.link.entities.shelf import NameShelf
from sayso.records import EntityKind, Role

ARTICLED_SHARE = 0.3
"""A name that follows "the" in this share of its mentions, with nothing that shows a person, is none of a person."""

SHOWN_AS_PERSON = 2
"""Roles and pronouns that together show a person, at least `SHOWN_SHARE` of them a document."""

SHOWN_SHARE = 0.25

PLACED_SHARE = 0.4
"""A name that follows a word like "in" in this share of its mentions, with nothing that shows a person, is a place."""

OUTLET_SHARE = 0.2
"""Share of documents that take a name for an outlet, above which it is one: nobody says so of what is none."""

GENDER_SHARE = 0.8
"""Share of its pronouns that must agree for a name to have a gender."""

KINDS = (*EntityKind, None)
"""What a document may take a name for, in the order in which it is counted."""

NOTHING: Tally[str] = Tally()
"""What most names have no short forms or aliases of: one for all of them, never added to."""


@dataclass(slots=True)
class Node:
    """One name, in all documents that give it: what comparing and joining ask of it.

    Attributes:
        key: see `LocalName`.
        plain: the key without a country.
        rows: where on the shelf its documents tell of it, one a document.
        kinds: how many documents take it for each of `KINDS`; `speaks`: documents in which it speaks.
        roles_told: roles that documents give it, each once a document.
        aliases: keys of what it is said to be also known as -> number of documents; `slashed`: see `LocalName`.
        shorts: single words used for it -> number of documents; `defined`: those that explained them.
    """

    key: str
    plain: str
    rows: "array[int]" = field(default_factory=lambda: array("I"))
    kinds: tuple[int, ...] = (0,) * len(KINDS)
    male: int = 0
    female: int = 0
    placed: int = 0
    articled: int = 0
    named: int = 0
    speaks: int = 0
    roles_told: int = 0
    shorts: Tally[str] = field(default_factory=lambda: NOTHING)
    defined: Tally[str] = field(default_factory=lambda: NOTHING)
    aliases: Tally[str] = field(default_factory=lambda: NOTHING)
    slashed: Tally[str] = field(default_factory=lambda: NOTHING)
    _judged: tuple[EntityKind | None] | None = None

    def __len__(self) -> int:
        """In how many documents it is."""
        return len(self.rows)

    def add(self, row: int, local: LocalName) -> None:
        """Count what a document tells, which lies in a row of the shelf."""
        self.rows.append(row)
        self.kinds = _sum(self.kinds, _ONE_OF[local.kind])
        self.male += local.male
        self.female += local.female
        self.placed += local.placed
        self.articled += local.articled
        self.named += local.named
        self.speaks += local.spoke > 0
        self.roles_told += len({told_key(told) for told in local.told if isinstance(told.record, Role)})
        for name in _TALLIES:
            self._count(name, getattr(local, name))
        self._judged = None

    def absorb(self, other: "Node") -> None:
        """Add all that another node counts."""
        self.rows.extend(other.rows)
        self.kinds = _sum(self.kinds, other.kinds)
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _TALLIES:
            self._count(name, getattr(other, name))
        self._judged = None

    def _count(self, name: str, counted: Iterable[str]) -> None:
        if counted:
            if getattr(self, name) is NOTHING:
                setattr(self, name, Tally[str]())
            getattr(self, name).add(counted)

    @property
    def gender(self) -> str | None:
        """What pronouns tell, where they agree; else what the first name tells."""
        pronouns = self.male + self.female
        if pronouns > 1 and max(self.male, self.female) >= GENDER_SHARE * pronouns:
            return "male" if self.male > self.female else "female"
        name = person_name(self.key)
        found = entity_words().first_names.get(name.given) if name else None
        return found if found in ("male", "female") else None

    @property
    def kind(self) -> EntityKind | None:
        """What it is. Places and outlets are told by words, which outweighs the guess that two words are a person."""
        if self._judged is None:
            self._judged = _JUDGED[self._judge()]
        return self._judged[0]

    def _judge(self) -> EntityKind | None:
        for kind in (EntityKind.PLACE, EntityKind.OUTLET):
            if self.kinds[KINDS.index(kind)] >= max(1, OUTLET_SHARE * len(self)):
                return kind
        told = {kind: count for kind, count in zip(KINDS, self.kinds, strict=True) if kind is not None and count}
        kind = min(told, key=lambda kind: (-told[kind], kind)) if told else None
        if kind not in (EntityKind.PERSON, None) or self.is_surely_person:
            return kind
        if self.named and self.placed >= PLACED_SHARE * self.named:
            return EntityKind.PLACE
        if self.named and self.articled >= ARTICLED_SHARE * self.named:
            return EntityKind.ORGANISATION if self.speaks else None
        return kind

    @property
    def is_surely_person(self) -> bool:
        """Whether more than two capitalised words speaks for a person: a role, a pronoun, a known first name."""
        name = person_name(self.key)
        known = name is not None and name.given in entity_words().first_names
        return known or self.shown >= max(SHOWN_AS_PERSON, SHOWN_SHARE * len(self))

    @property
    def shown(self) -> int:
        """How often a role or a pronoun showed a person."""
        return self.roles_told + self.male + self.female


_TALLIES = ("shorts", "defined", "aliases", "slashed")
_NUMBERS = ("male", "female", "placed", "articled", "named", "speaks", "roles_told")
_ONE_OF = {kind: tuple(int(kind is other) for other in KINDS) for kind in KINDS}
_JUDGED: dict[EntityKind | None, tuple[EntityKind | None]] = {kind: (kind,) for kind in (*EntityKind, None)}


@lru_cache(10_000)
def _sum(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    """Counts added up; most nodes have the same few, which are one object."""
    return tuple(map(add, one, other))


class Index:
    """The nodes of all documents, by key, and the nodes of every document.

    Documents may be added in any order: nothing that is read off the index depends on it. Short names stay apart by
    document, as rows of the shelf, until they are settled.

    Attributes:
        nodes: by key.
        shorts: short name -> rows of the documents in which nothing but this short form names it.
        document_ids, keys_of: id, and keys of the names, by number of document.
    """

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.shorts: dict[str, array[int]] = {}
        self.document_ids: list[str] = []
        self.keys_of: list[tuple[str, ...]] = []
        self._outlets: list[str | None] = []
        self._statements = array("I")
        self._documents = array("I")
        self._short_keys = Tally[str]()
        self._canonical: dict[str, str] = {}
        self._shelf = NameShelf()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shelf.close()

    def add(self, names: DocumentNames) -> None:
        """Add a document."""
        number = len(self.document_ids)
        self.document_ids.append(names.document)
        self._outlets.append(self._canonical.setdefault(names.outlet, names.outlet) if names.outlet else None)
        self._statements.append(names.statements)
        self.keys_of.append(tuple([self._add_name(number, local) for local in names.names]))

    def _add_name(self, number: int, local: LocalName) -> str:
        """Add a name of a document; returns its key, one object for all documents."""
        row = self._shelf.add(local)
        self._documents.append(number)
        if is_short(local):
            key = self._canonical.setdefault(local.key, local.key)
            self._short_keys[key] += 1
            plain = key if local.plain == key else local.plain
            self.shorts.setdefault(plain, array("I")).append(row)
            return key
        node = self._node(local.key, local.plain)
        node.add(row, local)
        return node.key

    def _node(self, key: str, plain: str) -> Node:
        """The node of a key, which is made only where there is none: a node is dear to make."""
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = Node(key, key if plain == key else plain)
        return node

    def ordered(self) -> Iterator[Node]:
        """The nodes by key."""
        return (self.nodes[key] for key in sorted(self.nodes))

    def document(self, row: int) -> int:
        """The number of the document that tells what lies in a row."""
        return self._documents[row]

    def numbers(self, node: Node) -> Iterator[int]:
        """The numbers of the documents of a node."""
        return map(self._documents.__getitem__, node.rows)

    def documents(self, node: Node) -> list[str]:
        """The ids of the documents of a node, sorted."""
        return sorted(self.document_ids[number] for number in self.numbers(node))

    def frequent(self, limit: int) -> frozenset[str]:
        """Keys of names that more than so many documents give, as long as no short name is settled."""
        return frozenset(
            key
            for keys in (self.nodes, self._short_keys)
            for key in keys
            if (len(self.nodes[key]) if key in self.nodes else 0) + self._short_keys[key] > limit
        )

    def short(self, row: int) -> Node:
        """What a document tells of a short name that lies in this row."""
        local = self._shelf.name(row)
        node = Node(local.plain, local.plain)
        node.add(row, local)
        return node

    def details(self, rows: Iterable[int]) -> Details:
        """All that documents tell in these rows, in full."""
        found = Details()
        for row in rows:
            number = self._documents[row]
            teller = Teller(number, self.document_ids[number], self._outlets[number], self._statements[number])
            found.add(teller, self._shelf.name(row))
        return found

    def text(self, node: Node) -> str:
        """How a name is written: see `Details.text`."""
        return self.details(node.rows).text(node.plain)

    def settle(self, key: str, rows: Iterable[int]) -> None:
        """Make one node of what a short name names in these rows, where it stands for no longer name."""
        for row in sorted(rows, key=lambda row: self.document_ids[self._documents[row]]):
            self._node(key, key).absorb(self.short(row))


def is_short(local: LocalName) -> bool:
    """Whether a name may be short for a longer one that its document does not give."""
    if " " in local.plain or local.published:
        return False
    return local.kind in (EntityKind.PERSON, None) or (
        local.kind is EntityKind.ORGANISATION and is_generic(local.plain)
    )
