"""Joined names as records."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.link.entities.clusters import Clusters, Link
from sayso.link.entities.compare import RULES, SUGGEST
from sayso.link.entities.details import Details, FormCount, Telling
from sayso.link.entities.directions import Directions, touching
from sayso.link.entities.index import Index, Node
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
        owned: short name -> whom it stands for, by row of the shelf.
        unsettled: short name -> roots that it may stand for elsewhere.
    """

    names: Index
    clusters: Clusters
    suggested: list[Link]
    owned: dict[str, dict[int, Owner]]
    unsettled: dict[str, list[str]]
    directions: Directions


def write_entities(joined: Joined) -> Iterator[Entity]:
    """The entities as records, in no order."""
    return _Writer(joined).entities()


class _Writer:
    def __init__(self, joined: Joined) -> None:
        self._joined = joined
        self._index, self._clusters = joined.names, joined.clusters
        self._own_shorts = self._shorts_by_root()
        self._suggestions = self._suggestions_by_root()

    def entities(self) -> Iterator[Entity]:
        """The entities, in no order."""
        roots = (key for key in sorted(self._index.nodes) if self._clusters.root(key) == key)
        return (self._entity(root, self._clusters.members(root)) for root in roots)

    def _entity(self, root: str, keys: list[str]) -> Entity:
        counted = self._counted(root, keys)
        whole = self._index.details(counted.rows)
        main = self._main_node(keys)
        kind = counted.kind
        return Entity(
            id=entity_id(main.key),
            name=whole.text(main.plain) if len(counted) == len(main) else self._index.text(main),
            kind=kind,
            keys=tuple(sorted(set(self._ids(root, keys)) - {entity_id(main.key)})),
            names=_names(whole),
            documents=len(set(self._index.numbers(counted))),
            speaks_in=len(whole.speaks),
            statements=whole.speaks.total(),
            merges=tuple(self._merges(root)),
            suggestions=self._suggestions.get(root, ()),
            roles=_roles(whole),
            affiliations=_ties(whole),
            epithets=_epithets(whole),
            outlet=_outlet(whole),
            page=self._page(keys, kind, len(whole.speaks)),
            decisions=tuple(sorted(set(touching(self._joined.directions, keys)))),
        )

    def _counted(self, root: str, keys: list[str]) -> Node:
        """All that is counted for the names of a set together."""
        counted = Node(root, root)
        for key in keys:
            counted.absorb(self._index.nodes[key])
        for _, row in self._own_shorts.get(root, ()):
            counted.absorb(self._index.short(row))
        return counted

    def _main_node(self, keys: list[str]) -> Node:
        """The name that stands for a set: rather in full than an acronym, of several the one in most documents."""
        nodes = [self._index.nodes[key] for key in keys if not self._clusters.stands_in(key)]
        named = [node for node in nodes if node.plain not in entity_words().demonyms] or nodes
        most = max(len(node) for node in named)
        full = [n for n in named if " " in n.plain and len(n) >= FULL_SHARE * most]
        full = [n for n in named if country_of(n.plain) == n.plain] or full or named
        return min(full, key=lambda node: (-len(node), -len(node.plain), node.key))

    def _ids(self, root: str, keys: list[str]) -> Iterator[str]:
        """The ids by which the set is found."""
        for key in keys:
            node = self._index.nodes[key]
            yield entity_id(key)
            if node.key != node.plain:
                yield from (entity_id(node.plain, document) for document in self._index.documents(node))
        for short, row in self._own_shorts.get(root, ()):
            yield entity_id(short, self._index.document_ids[self._index.document(row)])

    def _shorts_by_root(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for short, owners in sorted(self._joined.owned.items()):
            for row, owner in owners.items():
                found.setdefault(self._clusters.root(owner.root), []).append((short, row))
        return {root: sorted(rows, key=self._by_document) for root, rows in found.items()}

    def _by_document(self, own: tuple[str, int]) -> tuple[str, str]:
        short, row = own
        return short, self._index.document_ids[self._index.document(row)]

    def _merges(self, root: str) -> Iterator[Merge]:
        """Why the names of a set are one: the links that joined them, then the short names."""
        for link in self._clusters.links_of(root):
            a, b = (self._index.text(self._index.nodes[key]) for key in (link.a, link.b))
            yield Merge(a=a, b=b, score=link.score, reasons=link.reasons, decision=link.decision)
        documents = Counter(short for short, _ in self._own_shorts.get(root, ()))
        for short, count in sorted(documents.items()):
            reasons = (f"{_SHORT_RULE}, in documents without a fuller one: {count}",)
            main = self._index.text(self._main_node(self._clusters.members(root)))
            yield Merge(a=short, b=main, score=RULES[_SHORT_RULE], reasons=reasons)

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
            main = self._main_node(self._clusters.members(root))
            yield Suggestion(entity=entity_id(main.key), name=self._index.text(main), score=score, reasons=reasons)

    def _page(self, keys: list[str], kind: EntityKind | None, speaks: int) -> bool:
        """Whether it may be shown by itself: what may be a private person only as a speaker of several documents."""
        decided = [self._joined.directions.pages[key][0] for key in keys if key in self._joined.directions.pages]
        if decided:
            return decided[-1]
        words = latin(keys[0]).split()
        if len(keys) == 1 and len(words) == 1:
            doubtful = keys[0] in self._joined.unsettled or words[0] in entity_words().first_names
            if doubtful and kind in _PRIVATE:
                return False
        return kind not in _PRIVATE or speaks >= SPEAKS_FOR_A_PAGE


def _best_first(suggestion: Suggestion) -> tuple[float, str]:
    return (-suggestion.score, suggestion.entity)


def _names(whole: Details) -> tuple[NameForm, ...]:
    def form(text: str, counted: FormCount) -> NameForm:
        document, span = counted.first
        first = SeenAt(document=document, span=span)
        return NameForm(text=text, count=counted.count, documents=counted.documents, first=first)

    ordered = sorted(whole.forms.items(), key=lambda item: (-item[1].count, item[0]))
    return tuple(form(text, counted) for text, counted in ordered)


def _tellings(whole: Details) -> Iterable[Telling]:
    return sorted(whole.told.values(), key=lambda t: (-len(t.documents), t.what, t.record.document, t.record.span))


def _seen(telling: Telling) -> SeenAt:
    return SeenAt(document=telling.record.document, span=telling.record.span)


def _roles(whole: Details) -> tuple[EntityRole, ...]:
    return tuple(
        EntityRole(
            role=telling.what,
            former=telling.record.former,
            rule=telling.record.rule,
            sayer=telling.record.sayer,
            documents=len(telling.documents),
            first=_seen(telling),
        )
        for telling in _tellings(whole)
        if isinstance(telling.record, Role)
    )


def _ties(whole: Details) -> tuple[EntityTie, ...]:
    return tuple(
        EntityTie(
            to=telling.what,
            words=telling.record.words,
            rule=telling.record.rule,
            sayer=telling.record.sayer,
            documents=len(telling.documents),
            first=_seen(telling),
        )
        for telling in _tellings(whole)
        if isinstance(telling.record, Affiliation)
    )


def _epithets(whole: Details) -> tuple[EntityEpithet, ...]:
    return tuple(
        EntityEpithet(
            word=telling.what,
            user=telling.record.user,
            rule=telling.record.rule,
            documents=len(telling.documents),
            first=_seen(telling),
        )
        for telling in _tellings(whole)
        if isinstance(telling.record, Epithet)
    )


def _outlet(whole: Details) -> OutletUse | None:
    """What it does as an outlet; None for what neither publishes nor is cited as one."""
    if not whole.published and not whole.cited:
        return None
    cited = sorted(whole.cited.items(), key=lambda item: (-item[1], item[0]))
    return OutletUse(
        documents=whole.published,
        statements=whole.carried,
        cited=whole.cited.total(),
        cited_by=tuple(CitedBy(outlet=outlet, statements=count) for outlet, count in cited),
    )
