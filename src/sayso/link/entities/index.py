"""The entity index: every name of all documents with what they tell of it. All that is held in memory of a document."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sayso.link.entities.gather import DocumentNames, LocalName, Told
from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import is_generic, name_key, person_name
from sayso.records import Affiliation, EntityKind, Epithet, Role, Span

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

_Key = TypeVar("_Key", str, int)
_Counted = TypeVar("_Counted")
Seen = tuple[str, Span]
"""A document's id and a place in it."""


class Tally(dict[_Counted, int]):
    """Counts by what was counted, 0 for all else. A `Counter` takes several times the memory, and most are empty."""

    __slots__ = ()

    def __missing__(self, key: _Counted) -> int:
        return 0

    def add(self, counted: Iterable[_Counted]) -> None:
        """Count each once, or as often as another tally does."""
        for key in counted:
            self[key] += counted[key] if isinstance(counted, Tally) else 1

    def total(self) -> int:
        """How often anything was counted."""
        return sum(self.values())


@dataclass(slots=True)
class FormCount:
    """How often a form is written, in how many documents, and the first place by document and span."""

    count: int
    documents: int
    first: Seen


@dataclass(slots=True)
class Telling:
    """A role, affiliation or epithet that documents give: in how many, and the record of the first by id and span."""

    what: str
    record: Role | Affiliation | Epithet
    documents: set[int]


@dataclass(slots=True)
class Node:
    """One name, in all documents that give it.

    Attributes:
        key: see `LocalName`.
        plain: the key without a country.
        documents: numbers of the documents.
        aliases: keys of what it is said to be also known as -> number of documents; `slashed`: see `LocalName`.
        shorts: single words used for it -> number of documents; `defined`: those that explained them.
        cited: name of the citing document's outlet -> statements that came through it.
        published: numbers of the documents it published; `carried`: their statements.
        alone: documents in which nothing but this short form names it.
    """

    key: str
    plain: str
    documents: "array[int]" = field(default_factory=lambda: array("l"))
    forms: dict[str, FormCount] = field(default_factory=dict[str, FormCount])
    kinds: Tally[EntityKind | None] = field(default_factory=Tally[EntityKind | None])
    male: int = 0
    female: int = 0
    placed: int = 0
    articled: int = 0
    named: int = 0
    shorts: Tally[str] = field(default_factory=Tally[str])
    defined: Tally[str] = field(default_factory=Tally[str])
    aliases: Tally[str] = field(default_factory=Tally[str])
    slashed: Tally[str] = field(default_factory=Tally[str])
    speaks: Tally[int] = field(default_factory=Tally[int])
    cited: Tally[str] = field(default_factory=Tally[str])
    published: int = 0
    carried: int = 0
    told: dict[tuple[str, str], Telling] = field(default_factory=dict[tuple[str, str], Telling])
    _judged: tuple[tuple[int, int], EntityKind | None] | None = None

    @property
    def text(self) -> str:
        """The form of its own words that is written most; of several the one with fewest capitals, then by alphabet."""
        whole = [form for form in self.forms if name_key(form) == self.plain] or list(self.forms)
        return min(whole, key=self._best_form)

    def _best_form(self, form: str) -> tuple[bool, int, int, str]:
        shouted = " " in form and form.isupper()
        return shouted, -self.forms[form].count, sum(map(str.isupper, form)), form

    @property
    def roles(self) -> list[str]:
        """The roles that documents give it."""
        return [telling.what for telling in self.told.values() if isinstance(telling.record, Role)]

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
        counted = (len(self.documents), self.named)
        if self._judged is None or self._judged[0] != counted:
            self._judged = (counted, self._judge())
        return self._judged[1]

    def _judge(self) -> EntityKind | None:
        for kind in (EntityKind.PLACE, EntityKind.OUTLET):
            if self.kinds[kind] >= max(1, OUTLET_SHARE * len(self.documents)):
                return kind
        told = {kind: count for kind, count in self.kinds.items() if kind is not None}
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
        return known or self.shown >= max(SHOWN_AS_PERSON, SHOWN_SHARE * len(self.documents))

    @property
    def shown(self) -> int:
        """How often a role or a pronoun showed a person."""
        roles = (telling for telling in self.told.values() if isinstance(telling.record, Role))
        return sum(len(telling.documents) for telling in roles) + self.male + self.female


class Index:
    """The nodes of all documents, by key, and the nodes of every document.

    Documents may be added in any order: nothing that is read off the index depends on it.
    """

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.shorts: dict[str, dict[int, Node]] = {}
        self.document_ids: list[str] = []
        self.keys_of: list[tuple[str, ...]] = []
        self._canonical: dict[str, str] = {}

    def add(self, names: DocumentNames) -> None:
        """Add a document."""
        number = len(self.document_ids)
        self.document_ids.append(names.document)
        for local in names.names:
            self._add_name(number, names, local)
        self.keys_of.append(tuple(self._canonical.setdefault(local.key, local.key) for local in names.names))

    def ordered(self) -> Iterator[Node]:
        """The nodes by key."""
        return (self.nodes[key] for key in sorted(self.nodes))

    def documents(self, numbers: Iterable[int]) -> list[str]:
        """The ids of documents, sorted."""
        return sorted(self.document_ids[number] for number in numbers)

    def settle(self, key: str, numbers: Iterable[int]) -> None:
        """Make one node of what a short name names in these documents, where it stands for no longer name."""
        for number in sorted(numbers, key=self.document_ids.__getitem__):
            absorb(_kept(self.nodes, key, key, key), self.shorts[key][number])

    def _node(self, number: int, local: LocalName) -> Node:
        """The node that a name of a document counts for; short names stay apart by document until they are settled."""
        if is_short(local):
            return _kept(self.shorts.setdefault(local.plain, {}), number, local.plain, local.plain)
        return _kept(self.nodes, local.key, local.key, local.plain)

    def _add_name(self, number: int, names: DocumentNames, local: LocalName) -> None:
        node = self._node(number, local)
        node.documents.append(number)
        node.kinds[local.kind] += 1
        node.male += local.male
        node.female += local.female
        node.placed += local.placed
        node.articled += local.articled
        node.named += local.named
        node.shorts.add(local.shorts)
        node.defined.add(local.defined)
        node.aliases.add(local.aliases)
        node.slashed.add(local.slashed)
        if local.spoke:
            node.speaks[number] = local.spoke
        if local.cited:
            node.cited[names.outlet or ""] += local.cited
        if local.published:
            node.published += 1
            node.carried += names.statements
        for form in local.forms:
            _count(node.forms, form.text, FormCount(form.times, 1, (names.document, form.span)))
        for told in local.told:
            _tell(node, _told_key(told), Telling(told.what, told.record, {number}))


def _kept(nodes: dict[_Key, Node], at: _Key, key: str, plain: str) -> Node:
    """The node at a place, which is made only where there is none: a node is dear to make."""
    node = nodes.get(at)
    if node is None:
        node = nodes[at] = Node(key, plain)
    return node


def is_short(local: LocalName) -> bool:
    """Whether a name may be short for a longer one that its document does not give."""
    if " " in local.plain or local.published:
        return False
    return local.kind in (EntityKind.PERSON, None) or (
        local.kind is EntityKind.ORGANISATION and is_generic(local.plain)
    )


def absorb(node: Node, other: Node) -> None:
    """Add all that another node counts."""
    node.documents.extend(other.documents)
    for name in ("kinds", "shorts", "defined", "aliases", "slashed", "speaks", "cited"):
        getattr(node, name).add(getattr(other, name))
    for name in ("male", "female", "placed", "articled", "named", "published", "carried"):
        setattr(node, name, getattr(node, name) + getattr(other, name))
    for text, form in other.forms.items():
        _count(node.forms, text, form)
    for key, telling in other.told.items():
        _tell(node, key, telling)


def _count(forms: dict[str, FormCount], text: str, new: FormCount) -> None:
    known = forms.get(text)
    if known is None:
        forms[text] = FormCount(new.count, new.documents, new.first)
        return
    known.count += new.count
    known.documents += new.documents
    known.first = min(known.first, new.first)


def _told_key(told: Told) -> tuple[str, str]:
    """What tells one thing told from another: who says a word matters, how it is spelt does not."""
    user = told.record.user if isinstance(told.record, Epithet) else None
    return type(told.record).__name__, f"{told.what.casefold()} {user or ''}"


def _tell(node: Node, key: tuple[str, str], new: Telling) -> None:
    """Note what is told once for all documents, under the first record that says so."""
    known = node.told.get(key)
    if known is None:
        node.told[key] = Telling(new.what, new.record, set(new.documents))
        return
    known.documents |= new.documents
    if (new.record.document, new.record.span) < (known.record.document, known.record.span):
        known.what, known.record = new.what, new.record
