"""Short names: acronyms, and a surname, first name or bare noun in a document that gives no fuller form."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from sayso.link.entities.clusters import Clusters, Link
from sayso.link.entities.compare import RULES, compatible
from sayso.link.entities.index import Index, Node
from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import initials, latin
from sayso.link.entities.support import COMPANY, Support, role_words
from sayso.records import EntityKind

EXPLAINED_SHARE = 0.8
"""Share of the documents that must explain an acronym in one way for it to mean that everywhere."""

ONLY_SHARE = 0.85
"""Share of the documents that one of several candidates must have to be the one a short name means."""

KNOWN_DOCUMENTS = 20
"""In how many documents such a candidate must be named; the only one needs two."""

TIED_AT_MOST = 12
"""How many names with one short form are held against each other: those in most documents."""

SHOWN = 3
"""How many candidates are put before a person."""


class Owner(NamedTuple):
    """Whom a short name stands for in one document."""

    root: str
    reasons: tuple[str, ...]


class ShortNames:
    """Finds who short names stand for, by the names that have been joined so far."""

    def __init__(self, index: Index, clusters: Clusters, support: Support) -> None:
        self._index, self._clusters, self._support = index, clusters, support
        self._documents: dict[str, int] = {}
        self._roles: dict[str, frozenset[str]] = {}
        self._companies: dict[str, frozenset[str]] = {}

    def owners(self, short: str, roots: Iterable[str]) -> tuple[dict[int, Owner], list[str]]:
        """For each document that gives only the short name: whom it means there, where one stands out.

        Method: the only candidate, or one with `ONLY_SHARE` of the documents of all, and in the document itself a role
        in common or the company it keeps elsewhere. A role that only another candidate has speaks for that one.

        Returns:
            The owners by row of the shelf; the likeliest candidates, the best first.
        """
        weights = {root: self._document_count(root) for root in roots}
        best = sorted(weights, key=lambda root: (-weights[root], root))
        if not best:
            return {}, []
        total, known = sum(weights.values()), weights[best[0]]
        sure = self._index.nodes[best[0]].is_surely_person or self._index.nodes[best[0]].kind is not EntityKind.PERSON
        stands_out = sure and self._stands_out(len(best), known, total)
        found: dict[int, Owner] = {}
        for row in self._index.shorts[short] if stands_out else ():
            if reasons := self._reasons(row, best):
                found[row] = Owner(best[0], reasons)
        return found, best

    @staticmethod
    def _stands_out(candidates: int, known: int, total: int) -> bool:
        return (candidates == 1 and known > 1) or (known >= KNOWN_DOCUMENTS and known >= ONLY_SHARE * total)

    def _reasons(self, row: int, best: list[str]) -> tuple[str, ...]:
        """What speaks for the first of the candidates in a document; nothing where another has the role given there."""
        roles = role_words(self._index.details((row,)).roles)
        shared = roles & self._role_words(best[0])
        if roles and not shared and any(roles & self._role_words(other) for other in best[1:]):
            return ()
        near = self._support.company_in(self._index.document(row)) & self._company(best[0])
        return (
            *((f"role in common: {', '.join(sorted(shared)[:3])}",) if shared else ()),
            *((f"named with the same: {', '.join(sorted(near)[:3])}",) if len(near) >= COMPANY else ()),
        )

    def _company(self, root: str) -> frozenset[str]:
        if root not in self._companies:
            members = map(self._index.nodes.__getitem__, self._clusters.members(root))
            self._companies[root] = frozenset[str]().union(*map(self._support.company, members))
        return self._companies[root]

    def _document_count(self, root: str) -> int:
        if root not in self._documents:
            self._documents[root] = sum(len(self._index.nodes[key]) for key in self._clusters.members(root))
        return self._documents[root]

    def _role_words(self, root: str) -> frozenset[str]:
        if root not in self._roles:
            members = map(self._index.nodes.__getitem__, self._clusters.members(root))
            self._roles[root] = frozenset[str]().union(*map(self._support.roles, members))
        return self._roles[root]


def by_short_form(index: Index, clusters: Clusters, people: bool) -> dict[str, list[str]]:
    """The roots that a single word may be short for: by surname or first name, or by the last word of a body's name."""
    found: dict[str, set[str]] = {}
    for node in index.nodes.values():
        words = latin(node.plain).split()
        if len(words) < 2 or (node.kind is EntityKind.PERSON) != people:
            continue
        ends = {words[0], words[-1]} if people else {words[-1]} & entity_words().heads
        for word in ends & index.shorts.keys():
            found.setdefault(word, set()).add(clusters.root(node.key))
    return {word: sorted(roots) for word, roots in found.items()}


def acronym_links(index: Index, clusters: Clusters, support: Support) -> Iterator[Link]:
    """Links between acronyms that stand alone in some documents and what others explain them as.

    One that no document explains is linked to the one body with these first letters, for what that is worth.
    """
    meanings, defined = _meanings(index, clusters)
    by_letters = _by_letters(index, clusters)
    for short in sorted(index.nodes):
        node = index.nodes[short]
        if " " in short or node.kind in (EntityKind.PERSON, EntityKind.PLACE):
            continue
        roots = meanings.get(short)
        if roots:
            yield from _explained(short, roots, defined)
        elif len(short) > 2 and len(by_letters.get(short, ())) == 1 and index.text(node).isupper():
            yield from _spelt_out(node, index.nodes[next(iter(by_letters[short]))], support)


def alias_links(index: Index) -> Iterator[Link]:
    """Links between names of which a document says that they are one's, in so many words or by "ABC/XYZ"."""
    for node in index.ordered():
        for rule, others in (("also known as", node.aliases), ("short forms joined by a slash", node.slashed)):
            for other, documents in sorted(others.items()):
                if other in index.nodes and compatible(node.kind, index.nodes[other].kind):
                    a, b = sorted((node.key, other))
                    yield Link(RULES[rule], a, b, (rule, f"documents that say so: {documents}"))


def short_ties(index: Index) -> Iterator[Link]:
    """Links between bodies of other words that documents tie by short forms.

    Method: two short forms in common, one of them explained; or one that both explain and that is spelt from one name
    alone, so that it is another name of the other ("… (ABC/XYZ)" beside "… (XYZ)"); or one that both explain where one
    name has all words of the other.
    """
    users: dict[str, list[Node]] = {}
    for node in index.ordered():
        if " " in node.plain and node.kind not in (EntityKind.PERSON, EntityKind.PLACE):
            for short in node.shorts:
                if len(short) > 2:
                    users.setdefault(short, []).append(node)
    pairs = {
        (one.key, other.key)
        for nodes in users.values()
        for one, other in combinations(sorted(nodes, key=_in_most)[:TIED_AT_MOST], 2)
    }
    for a, b in sorted({(min(pair), max(pair)) for pair in pairs}):
        if rule := _tie(index.nodes[a], index.nodes[b]):
            yield Link(RULES[rule[0]], a, b, (rule[0], f"short forms: {', '.join(rule[1])}"))


def _tie(one: Node, other: Node) -> tuple[str, list[str]] | None:
    """The rule that two names are tied by, and the short forms."""
    if not compatible(one.kind, other.kind):
        return None
    shared = sorted(short for short in one.shorts if short in other.shorts and len(short) > 2)
    if len(shared) > 1 and any(one.defined[short] or other.defined[short] for short in shared):
        return "two short forms in common", shared
    explained = [short for short in shared if _explains(one, short) and _explains(other, short)]
    if any((initials(one.plain) == short) != (initials(other.plain) == short) for short in explained):
        beside = [short for short in explained if _beside(one, other, short)]
        if beside:
            return "short form of its other name", beside
    if explained and _within(one.plain, other.plain):
        return "a part of the name, and the same short form", explained
    return None


def _explains(node: Node, short: str) -> bool:
    return bool(node.defined[short]) or initials(node.plain) == short


def _beside(one: Node, other: Node, short: str) -> bool:
    """Whether one of two names is explained by this short form beside one of its own letters: "… (ABC/XYZ)"."""
    return any(
        node.defined[short]
        and any(node.defined[own] and initials(node.plain) == own for own in node.shorts if own != short)
        for node in (one, other)
        if initials(node.plain) != short
    )


def _within(one: str, other: str) -> bool:
    """Whether the longer of two names has all words of the shorter, in their order, numbers of nouns aside."""
    short, long = sorted((latin(one).split(), latin(other).split()), key=len)
    words = iter(word.removesuffix("s") for word in long)
    return len(short) > 1 and all(word.removesuffix("s") in words for word in short)


def _in_most(node: Node) -> tuple[int, str]:
    return -len(node), node.key


def shared_shorts(index: Index, clusters: Clusters) -> Iterator[Link]:
    """Bodies that documents call by one short form, and that were not joined: to be put before a person."""
    for short, roots in sorted(_meanings(index, clusters)[0].items()):
        best = sorted(roots, key=lambda root: (-roots[root], root))[:SHOWN]
        for other in best[1:]:
            rule = "the same short form"
            yield Link(RULES[rule], best[0], other, (f"{rule}: {short}",))


def short_outlets(index: Index) -> Iterator[Link]:
    """Outlets of one word, with the only outlet whose name ends in it: to be put before a person."""
    ending: dict[str, list[str]] = {}
    outlets = [node for node in index.ordered() if node.kind is EntityKind.OUTLET]
    for node in outlets:
        if " " in node.plain:
            ending.setdefault(node.plain.split()[-1], []).append(node.key)
    for node in outlets:
        longer = ending.get(node.plain, [])
        if len(longer) == 1:
            yield Link(RULES["a part of the name"], longer[0], node.key, ("the only outlet whose name ends so",))


def _meanings(index: Index, clusters: Clusters) -> tuple[dict[str, Counter[str]], Mapping[str, set[str]]]:
    """Short form -> roots that documents use it for, with the number of documents; and the roots that explain it."""
    found: dict[str, Counter[str]] = {}
    defined: dict[str, set[str]] = {}
    for node in index.ordered():
        if node.kind is EntityKind.PERSON:
            continue
        for short, documents in node.shorts.items():
            found.setdefault(short, Counter())[clusters.root(node.key)] += documents + 2 * node.defined[short]
            if node.defined[short]:
                defined.setdefault(short, set()).add(clusters.root(node.key))
    return found, defined


def _explained(short: str, roots: Counter[str], defined: Mapping[str, set[str]]) -> Iterator[Link]:
    best = sorted(roots, key=lambda root: (-roots[root], root))
    share = roots[best[0]] / roots.total()
    for root in best[:SHOWN]:
        rule = "acronym explained" if root in defined.get(short, ()) else "named together"
        sure = root == best[0] and share >= EXPLAINED_SHARE
        score = RULES[rule] if sure else RULES["the same short form"]
        reasons = (rule,) if sure else (rule, f"{len(best)} names have this short form")
        yield Link(score, min(short, root), max(short, root), reasons)


def _spelt_out(node: Node, other: Node, support: Support) -> Iterator[Link]:
    rule = "acronym, by its letters"
    gain, reasons = support.weigh(node, other)
    if not support.side_by_side(node, other):
        a, b = sorted((node.key, other.key))
        yield Link(round(RULES[rule] + gain, 4), a, b, (rule, *reasons))


def _by_letters(index: Index, clusters: Clusters) -> dict[str, set[str]]:
    """The roots of bodies, by the first letters of a name, where these are a name, too."""
    found: dict[str, set[str]] = {}
    for node in index.nodes.values():
        if " " in node.plain and node.kind in (EntityKind.ORGANISATION, EntityKind.OUTLET, EntityKind.GROUP):
            letters = initials(node.plain)
            if letters in index.nodes:
                found.setdefault(letters, set()).add(clusters.root(node.key))
    return found
