"""What documents say for or against two names being one: roles, company, side by side in one document."""

from functools import lru_cache

from sayso.link.entities.index import Index, Node
from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import name_key

ROLE_GAIN = 0.08
"""A role in common."""

COMPANY_GAIN = 0.06
"""Named with the same others."""

SELDOM_GAIN = 0.04
"""A spelling that is seldom beside another."""

SELDOM = 5
"""How many times as many documents the usual spelling must have."""

ROLE_LOSS = 0.05
"""Both with roles, and none in common."""

COMPANY = 2
"""How many others must be in common."""

RARE_SHARE = 0.05
"""Others count that are named in at most this share of the documents."""

RARE_DOCUMENTS = 4
"""In a small collection, others count that are named in at most so many."""

KEPT_LOOKUPS = 5_000
"""Names of which what was looked up last is remembered."""

DOCUMENTS_LOOKED_AT = 200
"""Documents of a name that its company is taken from: the first by id."""

_EMPTY_ROLE_WORDS = frozenset(
    {"former", "then", "late", "current", "longtime", "senior", "who", "is", "was", "has", "been"}
)


class Support:
    """Looks up what the index says of two names."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._frequent = index.frequent(max(RARE_DOCUMENTS, int(RARE_SHARE * len(index.document_ids))))
        self._kept_company = lru_cache(KEPT_LOOKUPS)(self._company)
        self._kept_documents = lru_cache(KEPT_LOOKUPS)(self._document_set)
        self._kept_roles = lru_cache(KEPT_LOOKUPS)(self._role_words)

    def weigh(self, one: Node, other: Node) -> tuple[float, list[str]]:
        """What to add to a score, and why."""
        gain, reasons = 0.0, list[str]()
        roles, others = self.roles(one), self.roles(other)
        if shared := roles & others:
            gain, reasons = ROLE_GAIN, [f"role in common: {', '.join(sorted(shared)[:3])}"]
        elif roles and others:
            gain, reasons = -ROLE_LOSS, ["no role in common"]
        shared = (self.company(one) & self.company(other)) - {one.key, other.key}
        if len(shared) >= COMPANY:
            gain += COMPANY_GAIN
            reasons.append(f"named with the same: {', '.join(sorted(shared)[:3])}")
        few, many = sorted((len(one), len(other)))
        if gain >= 0 and many >= SELDOM * few:
            gain += SELDOM_GAIN
            reasons.append(f"one is in {few}, the other in {many} documents")
        return gain, reasons

    def roles(self, node: Node) -> frozenset[str]:
        """The words of the roles that documents give a name."""
        return self._kept_roles(node.key, len(node)) if node.roles_told else frozenset()

    def company(self, node: Node) -> frozenset[str]:
        """The rare names that stand in the documents of a name."""
        return self._kept_company(node.key, len(node))

    def side_by_side(self, one: Node, other: Node) -> bool:
        """Whether a document names both, as two."""
        few, many = sorted((one, other), key=lambda node: (len(node), node.key))
        documents = self._kept_documents(many.key, len(many))
        return any(number in documents for number in self._index.numbers(few))

    def company_in(self, number: int) -> frozenset[str]:
        """The rare names of one document."""
        return frozenset(key for key in self._index.keys_of[number] if key not in self._frequent)

    # A size tells a node from the same one before short names were added to it.

    def _company(self, key: str, size: int) -> frozenset[str]:
        numbers = sorted(self._document_set(key, size), key=self._index.document_ids.__getitem__)
        return frozenset[str]().union(*map(self.company_in, numbers[:DOCUMENTS_LOOKED_AT]))

    def _document_set(self, key: str, size: int) -> frozenset[int]:
        return frozenset(map(self._index.document, self._index.nodes[key].rows[:size]))

    def _role_words(self, key: str, size: int) -> frozenset[str]:
        return role_words(self._index.details(self._index.nodes[key].rows[:size]).roles)


def role_words(roles: list[str]) -> frozenset[str]:
    """The words of roles that tell one from another."""
    generic = entity_words().small | _EMPTY_ROLE_WORDS
    return frozenset(word for role in roles for word in name_key(role).split() if word not in generic and len(word) > 2)
