"""Names joined into entities: the likeliest first, and never so that two that cannot be one come together."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

DOMINANCE = 20
"""How many times as many documents a name must have than a rival, to be the one meant."""


class Link(NamedTuple):
    """Two keys that may be one, and why. `decision` is the id of the decision that says so."""

    score: float
    a: str
    b: str
    reasons: tuple[str, ...]
    decision: str | None = None
    stands_in: bool = False

    @property
    def order(self) -> tuple[float, str, str]:
        """The likeliest first; then by key."""
        return (-self.score, self.a, self.b)


class Clusters:
    """Sets of keys that are one entity; every key is a set of its own until it is joined.

    Args:
        cannot: what keeps two keys apart; None where nothing does.
        forbidden: what people decided keeps them apart.
    """

    def __init__(self, cannot: Callable[[str, str], str | None], forbidden: Callable[[str, str], str | None]) -> None:
        self._cannot, self._forbidden = cannot, forbidden
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._stand_ins: set[str] = set()
        self._decided: set[str] = set()
        self.links: dict[str, list[Link]] = {}

    def root(self, key: str) -> str:
        """What stands for the set of a key."""
        return self._root.get(key, key)

    def members(self, key: str) -> list[str]:
        """The keys of a set, sorted."""
        return sorted(self._members.get(self.root(key), [key]))

    def links_of(self, key: str) -> list[Link]:
        """The links that a set was joined by."""
        return sorted(self.links.get(self.root(key), []), key=lambda link: link.order)

    def stands_in(self, key: str) -> bool:
        """Whether a key is no proper name, and only stands for another of its set."""
        return key in self._stand_ins

    def join(self, link: Link, force: bool = False) -> str | None:
        """Join the sets of two keys; what speaks against it where it cannot be done.

        Args:
            link: the keys.
            force: whether only the decisions of people are asked, not the names.
        """
        a, b = self.root(link.a), self.root(link.b)
        if a == b:
            return None
        if not force and (problem := self._problem(a, b, link)):
            return problem
        if link.stands_in:
            self._stand_ins.add(link.b)
        if link.decision:
            self._decided |= {link.a, link.b}
        into, gone = sorted((a, b), key=lambda root: (-len(self.members(root)), root))
        moved = self._members.pop(gone, [gone])
        self._members.setdefault(into, [into]).extend(moved)
        for key in moved:
            self._root[key] = into
        self.links.setdefault(into, []).extend([*self.links.pop(gone, []), link])
        return None

    def _problem(self, a: str, b: str, link: Link) -> str | None:
        """What keeps two sets apart: every key of one is held against every key of the other."""
        direct = {link.a, link.b}
        for one in self.members(a):
            for other in self.members(b):
                if {one, other} == direct:
                    continue
                loose = self._is_loose(one, link) or self._is_loose(other, link)
                if problem := (self._forbidden if loose else self._cannot)(one, other):
                    return problem
        return None

    def _is_loose(self, key: str, link: Link) -> bool:
        """Whether a key's own words say nothing: it stands in for another, or people put it where it is."""
        return key in self._stand_ins or key in self._decided or (link.stands_in and key == link.b)


def without_rivals(
    links: Iterable[Link], cannot: Callable[[str, str], bool], documents: Mapping[str, int]
) -> tuple[list[Link], list[Link]]:
    """The links that stand, and those of names that may be short for either of two that cannot be one.

    Where one of the two is named in `DOMINANCE` times as many documents, it is the one meant.
    """
    by_key: dict[str, list[Link]] = {}
    for link in links:
        by_key.setdefault(link.a, []).append(link)
        by_key.setdefault(link.b, []).append(link)
    doubtful: dict[Link, str] = {}
    for key in sorted(by_key):
        for one, other in combinations(sorted(by_key[key], key=lambda link: link.order), 2):
            first, second = (link.b if link.a == key else link.a for link in (one, other))
            if not cannot(first, second):
                continue
            if documents[first] < DOMINANCE * documents[second]:
                doubtful[one] = second
            if documents[second] < DOMINANCE * documents[first]:
                doubtful[other] = first
    kept = [link for link in sorted(set(links), key=lambda link: link.order) if link not in doubtful]
    doubted = [link._replace(reasons=(*link.reasons, f"may be {rival}")) for link, rival in doubtful.items()]
    return kept, sorted(doubted, key=lambda link: link.order)
