"""Entities of all documents: names gathered, compared, joined, and made into records. A pure function."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import msgpack

from sayso.link.entities.candidates import candidates, may_be_person
from sayso.link.entities.clusters import Clusters, Link, without_rivals
from sayso.link.entities.compare import MERGE, STAND_INS, SUGGEST, SURE, compare, compatible
from sayso.link.entities.directions import Directions, read_directions
from sayso.link.entities.gather import DocumentNames, gather
from sayso.link.entities.index import SHOWN_AS_PERSON, Index, Node
from sayso.link.entities.names import is_generic
from sayso.link.entities.shorts import (
    Owner,
    ShortNames,
    acronym_links,
    alias_links,
    by_short_form,
    shared_shorts,
    short_outlets,
    short_ties,
)
from sayso.link.entities.support import Support
from sayso.link.entities.writing import CANDIDATES_SHOWN, Joined, write_entities
from sayso.link.inputs import LinkInputs
from sayso.records import Decision, Entity, EntityKind, Linked

VERSION = "3"
"""Version of what is made of the same documents and decisions."""

_ENCODER = msgpack.Encoder()
_NAMES = msgpack.Decoder(DocumentNames)

NO_SUPPORT_NEEDED = 0.94
"""Score of the words alone above which nothing that documents say counts for or against."""

GENERIC_SHARE = 0.8
"""Share of the documents whose country is known that one country must have, for those without to be its bodies too."""


def link_entities(inputs: LinkInputs) -> Iterator[Linked]:
    """The entities of all current documents; what each document tells of names is kept from build to build."""
    gathered = inputs.gather(f"names {VERSION}", lambda document: _ENCODER.encode(gather(document)))
    return _joined((_NAMES.decode(body) for _, body in gathered), inputs.decisions)


def join_names(documents: Iterable[DocumentNames], decisions: Sequence[Decision] = ()) -> tuple[Entity, ...]:
    """The entities of all documents, by id.

    Method: names are nodes, as full as their document gives them; those that share a block are compared by their words,
    then weighed by roles and company; the likeliest are joined first, and never if any two names of the joined would be
    a conflict. What lies between the two thresholds, and what a rival makes doubtful, is suggested. Acronyms and short
    names follow. See `docs/entities.md`.

    Args:
        documents: in any order; each is read once and not kept.
        decisions: those in force, the earliest first.

    Limits: English rules for titles and roles; two people of one full name are one until somebody splits them.
    """
    return tuple(sorted(_joined(documents, decisions), key=lambda entity: entity.id))


def _joined(documents: Iterable[DocumentNames], decisions: Sequence[Decision]) -> Iterator[Entity]:
    """As `join_names`, one by one in no order; all documents are read before the first comes."""
    with Index() as index:
        for document in documents:
            index.add(document)
        yield from _Linker(index, decisions).entities()


class _Linker:
    def __init__(self, index: Index, decisions: Sequence[Decision]) -> None:
        self._index = index
        self._directions: Directions = read_directions(decisions, _forms(index))
        self._support = Support(index)
        self._clusters = Clusters(self._problem, self._forbidden)
        self._suggested: list[Link] = []
        self._tied: set[frozenset[str]] = set()
        self._owned: dict[str, dict[int, Owner]] = {}
        self._unsettled: dict[str, list[str]] = {}

    def entities(self) -> Iterator[Entity]:
        """All entities, in no order."""
        self._settle_decided()
        self._decided()
        self._join(self._links(people=True))
        self._settle(people=True)
        self._decided()
        self._join(self._links(people=False))
        self._join(self._countries())
        self._join(self._ties())
        self._join(acronym_links(self._index, self._clusters, self._support))
        self._settle(people=False)
        self._decided()
        self._suggested.extend(shared_shorts(self._index, self._clusters))
        self._suggested.extend(short_outlets(self._index))
        return write_entities(
            Joined(
                names=self._index,
                clusters=self._clusters,
                suggested=self._suggested,
                owned=self._owned,
                unsettled=self._unsettled,
                directions=self._directions,
            )
        )

    def _ties(self) -> list[Link]:
        """What documents say of two names in so many words, or by their short forms: no words speak against it."""
        found = (*alias_links(self._index), *short_ties(self._index))
        ties = [link for link in found if not self._directions.keeps_apart(link.a, link.b)]
        self._tied = {frozenset((link.a, link.b)) for link in ties if link.score >= MERGE}
        return ties

    def _settle_decided(self) -> None:
        """Short names that people decided about are names like all others."""
        decided = {
            key for link in self._directions.together for key in (link.a, link.b)
        } | self._directions.pages.keys()
        for key in sorted(decided & self._index.shorts.keys()):
            self._index.settle(key, self._index.shorts.pop(key))

    def _decided(self) -> None:
        """Join what people decided, as far as the names are there."""
        for link in self._directions.together:
            if link.a in self._index.nodes and link.b in self._index.nodes:
                self._clusters.join(link, force=True)

    def _join(self, links: Iterable[Link]) -> None:
        """Join what is likely enough, the likeliest first; what is not, or cannot be joined, is suggested."""
        offered = sorted(links, key=lambda link: link.order)
        likely = [link for link in offered if link.score >= MERGE]
        documents = {key: len(self._index.nodes[key]) for link in likely for key in (link.a, link.b)}
        kept, doubted = without_rivals(likely, self._differ, documents)
        self._suggested.extend([link for link in offered if link.score < MERGE])
        self._suggested.extend(doubted)
        for link in kept:
            if problem := self._clusters.join(link):
                self._suggested.append(link._replace(reasons=(*link.reasons, problem)))

    def _links(self, people: bool) -> Iterable[Link]:
        nodes = [node for node in self._index.ordered() if self._is_compared(node, people)]
        for a, b in candidates(nodes, people):
            link = self._link(self._index.nodes[a], self._index.nodes[b])
            if link is not None:
                yield link

    def _is_compared(self, node: Node, people: bool) -> bool:
        return may_be_person(node) if people else node.kind is not EntityKind.PERSON

    def _link(self, one: Node, other: Node) -> Link | None:
        """What two names are worth together: their words, then what the documents say; None where nothing."""
        if self._directions.keeps_apart(one.key, other.key) or _countries_differ(one, other):
            return None
        likeness = compare(one.plain, one.kind, other.plain, other.kind)
        if likeness.score < SUGGEST or _genders_differ(one, other) or _no_outlet(likeness.rule, one, other):
            return None
        if likeness.score < SURE and self._support.side_by_side(one, other):
            return None
        score, reasons = likeness.score, [likeness.rule]
        if EntityKind.PERSON in (one.kind, other.kind) and not _surely_persons(one, other):
            score, reasons = min(score, SUGGEST), [*reasons, "neither is surely a person"]
        if score < NO_SUPPORT_NEEDED:
            gain, found = self._support.weigh(one, other)
            ceiling = MERGE - 0.01 if likeness.score < SUGGEST + 0.05 else 0.99
            score, reasons = min(score + gain, ceiling), reasons + found
        if score < SUGGEST:
            return None
        real, stand_in = _stand_in_last(likeness.rule, one.key, other.key)
        return Link(round(score, 4), real, stand_in, tuple(reasons), stands_in=likeness.rule in STAND_INS)

    def _problem(self, a: str, b: str) -> str | None:
        """What keeps two names from being one entity; None where nothing does."""
        return self._forbidden(a, b) or (f"{a} is not {b}" if self._differ(a, b) else None)

    def _forbidden(self, a: str, b: str) -> str | None:
        """What people decided against two names being one."""
        return f"decided: {a} is not {b}" if self._directions.keeps_apart(a, b) else None

    def _differ(self, a: str, b: str) -> bool:
        one, other = self._index.nodes[a], self._index.nodes[b]
        if frozenset((a, b)) in self._tied:
            return False
        if _genders_differ(one, other):
            return True
        likeness = compare(one.plain, one.kind, other.plain, other.kind)
        doubtful = likeness.score < SURE and " " in a and " " in b
        return likeness.conflict or (doubtful and self._support.side_by_side(one, other))

    def _settle(self, people: bool) -> None:
        """Give short names to those they stand for in their documents; the others are names of their own."""
        shorts = ShortNames(self._index, self._clusters, self._support)
        longer = by_short_form(self._index, self._clusters, people)
        for short in sorted(self._index.shorts):
            if is_generic(short) == people:
                continue
            owners, best = shorts.owners(short, longer.get(short, ()))
            kept = {row: owner for row, owner in owners.items() if not self._kept_apart(short, owner.root)}
            if kept:
                self._owned[short] = kept
            if best:
                self._unsettled[short] = best[: CANDIDATES_SHOWN + 1]
            self._index.settle(short, (row for row in self._index.shorts.pop(short) if row not in kept))

    def _kept_apart(self, short: str, root: str) -> bool:
        return any(self._directions.keeps_apart(short, key) for key in self._clusters.members(root))

    def _countries(self) -> Iterable[Link]:
        """Bodies that each country has, named without it: where nearly all are of one country, so are the others."""
        groups: dict[str, list[Node]] = {}
        for node in self._index.ordered():
            if is_generic(node.plain):
                groups.setdefault(node.plain, []).append(node)
        for plain, nodes in sorted(groups.items()):
            best = min(nodes, key=lambda node: (-len(node), node.key))
            share = len(best) / sum(len(node) for node in nodes)
            for node in nodes:
                if node is not best:
                    score = MERGE + 0.01 if share >= GENERIC_SHARE else SUGGEST
                    yield Link(score, best.key, node.key, (f"{share:.0%} of the documents mean this one",))
            explicit = plain + " of " + best.key.partition(" @")[2]
            if explicit in self._index.nodes:
                yield Link(0.95, explicit, best.key, ("the country its documents are about",))


def _forms(index: Index) -> Iterator[tuple[str, set[str]]]:
    """Every key with its written forms, by key."""
    for key in sorted(index.nodes.keys() | index.shorts.keys()):
        rows = (*(index.nodes[key].rows if key in index.nodes else ()), *index.shorts.get(key, ()))
        yield key, set(index.details(rows).forms)


def _stand_in_last(rule: str, one: str, other: str) -> tuple[str, str]:
    """Two keys, that which only stands in for the other last: the one with a title, or without a first name."""
    short, long = sorted((one, other), key=lambda key: (len(key), key))
    if rule == "title taken for a part of the name":
        return short, long
    return (long, short) if rule == "first name left out" else (min(one, other), max(one, other))


def _surely_persons(one: Node, other: Node) -> bool:
    return one.is_surely_person or other.is_surely_person or one.shown + other.shown >= SHOWN_AS_PERSON


def _no_outlet(rule: str, one: Node, other: Node) -> bool:
    """Whether a rule for outlets would join what nobody takes for one."""
    return rule in ("kind of outlet behind the name", "an outlet and its site") and EntityKind.OUTLET not in (
        one.kind,
        other.kind,
    )


def _genders_differ(one: Node, other: Node) -> bool:
    if EntityKind.PERSON not in (one.kind, other.kind) or not compatible(one.kind, other.kind):
        return False
    return {one.gender, other.gender} == {"male", "female"}


def _countries_differ(one: Node, other: Node) -> bool:
    """Whether two names are one that each country has, and their documents are about different countries."""
    return one.plain == other.plain and one.key != other.key
