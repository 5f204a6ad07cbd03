"""Joined names as records."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.link.entities.clusters import Clusters, Link
from sayso.link.entities.compare import RULES, SUGGEST
from sayso.link.entities.directions import Directions, touching
from sayso.link.entities.index import FormCount, Index, Node, Telling, absorb
from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import country_of, latin
from sayso.link.entities.shorts import Owner
from sayso.records import (
    Affiliation,
    CitedBy,
    Entity,
    EntityEpithet,
    EntityKind,
    EntityRole,
    EntityTie,
    Epithet,
    Merge,
    NameForm,
    OutletUse,
    Role,
    SeenAt,
    Suggestion,
    entity_id,
)

SPEAKS_FOR_A_PAGE = 2
"""In how many documents a person must be a named speaker to be shown by itself."""

CANDIDATES_SHOWN = 3
"""A short name that more may be meant by says nothing of any of them."""

FULL_SHARE = 0.05
"""A name in full stands for the entity if it is in this share of the documents that a shorter one is in."""

_SHORT_RULE = "short name"
_PRIVATE = (EntityKind.PERSON, None)


class Joined(NamedTuple):
    """All that records are made of.

    Attributes:
        names: every name of all documents.
        suggested: links that were not joined.
        owned: short name -> whom it stands for, by number of document.
        unsettled: short name -> roots that it may stand for elsewhere.
    """

    names: Index
    clusters: Clusters
    suggested: list[Link]
    owned: dict[str, dict[int, Owner]]
    unsettled: dict[str, list[str]]
    directions: Directions


def write_entities(joined: Joined) -> tuple[Entity, ...]:
    """The entities as records, by id."""
    writer = _Writer(joined)
    return tuple(sorted(writer.entities(), key=lambda entity: entity.id))


class _Writer:
    def __init__(self, joined: Joined) -> None:
        self._joined = joined
        self._index, self._clusters = joined.names, joined.clusters
        self._sets: dict[str, list[str]] = {}
        for key in sorted(self._index.nodes):
            self._sets.setdefault(self._clusters.root(key), []).append(key)
        self._own_shorts = self._shorts_by_root()
        self._main = {root: self._main_node(keys) for root, keys in self._sets.items()}
        self._suggestions = self._suggestions_by_root()

    def entities(self) -> Iterator[Entity]:
        """The entities, in no order."""
        return (self._entity(root, keys) for root, keys in self._sets.items())

    def _entity(self, root: str, keys: list[str]) -> Entity:
        whole = self._whole(root, keys)
        main = self._main[root]
        kind = whole.kind
        return Entity(
            id=entity_id(main.key),
            name=main.text,
            kind=kind,
            keys=tuple(sorted(set(self._ids(root, keys)) - {entity_id(main.key)})),
            names=_names(whole),
            documents=len(set(whole.documents)),
            speaks_in=len(whole.speaks),
            statements=whole.speaks.total(),
            merges=tuple(self._merges(root)),
            suggestions=self._suggestions.get(root, ()),
            roles=_roles(whole),
            affiliations=_ties(whole),
            epithets=_epithets(whole),
            outlet=_outlet(whole),
            page=self._page(keys, kind, whole),
            decisions=tuple(sorted(set(touching(self._joined.directions, keys)))),
        )

    def _whole(self, root: str, keys: list[str]) -> Node:
        """All that is counted for the names of a set together."""
        whole = Node(root, root)
        for key in keys:
            absorb(whole, self._index.nodes[key])
        for short, number in self._own_shorts.get(root, ()):
            absorb(whole, self._index.shorts[short][number])
        return whole

    def _main_node(self, keys: list[str]) -> Node:
        """The name that stands for a set: rather in full than an acronym, of several the one in most documents."""
        nodes = [self._index.nodes[key] for key in keys if not self._clusters.stands_in(key)]
        named = [node for node in nodes if node.plain not in entity_words().demonyms] or nodes
        most = max(len(node.documents) for node in named)
        full = [n for n in named if " " in n.plain and len(n.documents) >= FULL_SHARE * most]
        full = [n for n in named if country_of(n.plain) == n.plain] or full or named
        return min(full, key=lambda node: (-len(node.documents), -len(node.plain), node.key))

    def _ids(self, root: str, keys: list[str]) -> Iterator[str]:
        """The ids by which the set is found."""
        for key in keys:
            node = self._index.nodes[key]
            yield entity_id(key)
            if node.key != node.plain:
                yield from (entity_id(node.plain, document) for document in self._index.documents(node.documents))
        for short, number in self._own_shorts.get(root, ()):
            yield entity_id(short, self._index.document_ids[number])

    def _shorts_by_root(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for short, owners in sorted(self._joined.owned.items()):
            for number, owner in owners.items():
                found.setdefault(self._clusters.root(owner.root), []).append((short, number))
        return {
            root: sorted(rows, key=lambda row: (row[0], self._index.document_ids[row[1]]))
            for root, rows in found.items()
        }

    def _merges(self, root: str) -> Iterator[Merge]:
        """Why the names of a set are one: the links that joined them, then the short names."""
        for link in self._clusters.links_of(root):
            a, b = (self._index.nodes[key].text for key in (link.a, link.b))
            yield Merge(a=a, b=b, score=link.score, reasons=link.reasons, decision=link.decision)
        documents = Counter(short for short, _ in self._own_shorts.get(root, ()))
        for short, count in sorted(documents.items()):
            reasons = (f"{_SHORT_RULE}, in documents without a fuller one: {count}",)
            yield Merge(a=short, b=self._main[root].text, score=RULES[_SHORT_RULE], reasons=reasons)

    def _suggestions_by_root(self) -> dict[str, tuple[Suggestion, ...]]:
        found: dict[str, dict[str, tuple[float, tuple[str, ...]]]] = {}
        for score, a, b, reasons in self._pairs():
            one, other = self._clusters.root(a), self._clusters.root(b)
            if one == other or self._joined.directions.keeps_apart(a, b):
                continue
            for left, right in ((one, other), (other, one)):
                known = found.setdefault(left, {}).get(right)
                if known is None or (-score, reasons) < (-known[0], known[1]):
                    found[left][right] = (score, reasons)
        return {root: tuple(sorted(self._shown(rows), key=_best_first)) for root, rows in found.items()}

    def _pairs(self) -> Iterator[tuple[float, str, str, tuple[str, ...]]]:
        for link in self._joined.suggested:
            yield link.score, link.a, link.b, link.reasons
        for short, roots in sorted(self._joined.unsettled.items()):
            if short in self._index.nodes and len(roots) <= CANDIDATES_SHOWN:
                yield from ((SUGGEST, short, root, (f"may be {_SHORT_RULE} for it",)) for root in roots)

    def _shown(self, rows: dict[str, tuple[float, tuple[str, ...]]]) -> Iterator[Suggestion]:
        for root, (score, reasons) in rows.items():
            main = self._main[root]
            yield Suggestion(entity=entity_id(main.key), name=main.text, score=score, reasons=reasons)

    def _page(self, keys: list[str], kind: EntityKind | None, whole: Node) -> bool:
        """Whether it may be shown by itself: what may be a private person only as a speaker of several documents."""
        decided = [self._joined.directions.pages[key][0] for key in keys if key in self._joined.directions.pages]
        if decided:
            return decided[-1]
        words = latin(keys[0]).split()
        if len(keys) == 1 and len(words) == 1:
            doubtful = keys[0] in self._joined.unsettled or words[0] in entity_words().first_names
            if doubtful and kind in _PRIVATE:
                return False
        return kind not in _PRIVATE or len(whole.speaks) >= SPEAKS_FOR_A_PAGE


def _best_first(suggestion: Suggestion) -> tuple[float, str]:
    return (-suggestion.score, suggestion.entity)


def _names(node: Node) -> tuple[NameForm, ...]:
    def form(text: str, counted: FormCount) -> NameForm:
        document, span = counted.first
        first = SeenAt(document=document, span=span)
        return NameForm(text=text, count=counted.count, documents=counted.documents, first=first)

    ordered = sorted(node.forms.items(), key=lambda item: (-item[1].count, item[0]))
    return tuple(form(text, counted) for text, counted in ordered)


def _tellings(node: Node) -> Iterable[Telling]:
    return sorted(node.told.values(), key=lambda t: (-len(t.documents), t.what, t.record.document, t.record.span))


def _seen(telling: Telling) -> SeenAt:
    return SeenAt(document=telling.record.document, span=telling.record.span)


def _roles(node: Node) -> tuple[EntityRole, ...]:
    return tuple(
        EntityRole(
            role=telling.what,
            former=telling.record.former,
            rule=telling.record.rule,
            sayer=telling.record.sayer,
            documents=len(telling.documents),
            first=_seen(telling),
        )
        for telling in _tellings(node)
        if isinstance(telling.record, Role)
    )


def _ties(node: Node) -> tuple[EntityTie, ...]:
    return tuple(
        EntityTie(
            to=telling.what,
            words=telling.record.words,
            rule=telling.record.rule,
            sayer=telling.record.sayer,
            documents=len(telling.documents),
            first=_seen(telling),
        )
        for telling in _tellings(node)
        if isinstance(telling.record, Affiliation)
    )


def _epithets(node: Node) -> tuple[EntityEpithet, ...]:
    return tuple(
        EntityEpithet(
            word=telling.what,
            user=telling.record.user,
            rule=telling.record.rule,
            documents=len(telling.documents),
            first=_seen(telling),
        )
        for telling in _tellings(node)
        if isinstance(telling.record, Epithet)
    )


def _outlet(node: Node) -> OutletUse | None:
    """What it does as an outlet; None for what neither publishes nor is cited as one."""
    if not node.published and not node.cited:
        return None
    cited = sorted(node.cited.items(), key=lambda item: (-item[1], item[0]))
    return OutletUse(
        documents=node.published,
        statements=node.carried,
        cited=node.cited.total(),
        cited_by=tuple(CitedBy(outlet=outlet, statements=count) for outlet, count in cited),
    )
