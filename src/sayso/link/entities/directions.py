"""What people decided on entities, as constraints on names: found by key, so that it holds in every later build."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sayso.link.entities.clusters import Link
from sayso.link.entities.names import proper_key
from sayso.records import (
    AliasValue,
    Decision,
    DecisionKind,
    NamedValue,
    PairValue,
    SplitValue,
    decision_value,
    entity_id,
    in_force,
    name_target,
)

_KINDS = frozenset(
    {DecisionKind.MERGE, DecisionKind.NEVER_MERGE, DecisionKind.ALIAS, DecisionKind.SPLIT, DecisionKind.ENTITY_PAGE}
)


class Directions(NamedTuple):
    """What is decided.

    Attributes:
        together: links that hold whatever the names say.
        apart: pairs of keys that are never joined -> id of the decision.
        pages: key -> whether it may be shown by itself, and the decision's id.
    """

    together: tuple[Link, ...]
    apart: dict[tuple[str, str], str]
    pages: dict[str, tuple[bool, str]]

    def keeps_apart(self, one: str, other: str) -> bool:
        """Whether two keys are never joined."""
        return ((one, other) if one < other else (other, one)) in self.apart


def read_directions(decisions: Iterable[Decision], forms: Iterable[tuple[str, Iterable[str]]]) -> Directions:
    """The decisions on entities as constraints on keys.

    Args:
        decisions: of two on one pair the later holds; those taken back or replaced are left out.
        forms: every key with its written forms, by key, so that ids and names of targets can be read; asked for
            only where there is a decision.
    """
    wanted = [decision for decision in in_force(decisions) if decision.kind in _KINDS]
    reader = _Reader(_named(wanted, forms) if wanted else {})
    for decision in wanted:
        reader.read(decision)
    return Directions(tuple(reader.together.values()), reader.apart, reader.pages)


def _named(decisions: Iterable[Decision], forms: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """The keys of all ids and names that decisions are about, as far as there are such."""
    asked = {one for decision in decisions for one in (decision.target, *decision.targets, *_members(decision))}
    by_form, by_key = dict[str, str](), dict[str, str]()
    for key, written in forms:
        by_form |= {target: key for form in written if (target := name_target(form)) in asked}
        by_key |= {target: key for target in (entity_id(key),) if target in asked}
    return by_form | by_key


def _members(decision: Decision) -> tuple[str, ...]:
    value = decision_value(decision)
    return value.members if isinstance(value, SplitValue) else ()


class _Reader:
    def __init__(self, by_id: Mapping[str, str]) -> None:
        self._by_id = by_id
        self.together: dict[tuple[str, str], Link] = {}
        self.apart: dict[tuple[str, str], str] = {}
        self.pages: dict[str, tuple[bool, str]] = {}

    def read(self, decision: Decision) -> None:
        """Take a decision in; one on names that no document gives any more has no effect."""
        value = decision_value(decision)
        if isinstance(value, PairValue) and decision.kind in (DecisionKind.MERGE, DecisionKind.NEVER_MERGE):
            names = value.names or (None, None)
            found = [self._key(target, name) for target, name in zip(decision.targets, names, strict=True)]
            self._pair(decision, found, together=decision.kind is DecisionKind.MERGE)
        elif isinstance(value, AliasValue):
            self._pair(decision, [self._key(decision.target, value.name), proper_key(value.alias)], together=True)
        elif isinstance(value, SplitValue):
            self._split(decision, value)
        elif isinstance(value, NamedValue) and decision.kind is DecisionKind.ENTITY_PAGE:
            key = self._key(decision.target, value.name)
            if key:
                self.pages[key] = (value.holds, decision.id)

    def _key(self, target: str, name: str | None) -> str | None:
        return self._by_id.get(target) or (proper_key(name) if name else None)

    def _pair(self, decision: Decision, found: list[str | None], *, together: bool) -> None:
        one, other = found
        if not one or not other or one == other:
            return
        pair = (one, other) if one < other else (other, one)
        if together:
            self.apart.pop(pair, None)
            self.together[pair] = Link(1.0, *pair, ("decided",), decision.id)
        else:
            self.together.pop(pair, None)
            self.apart[pair] = decision.id

    def _split(self, decision: Decision, value: SplitValue) -> None:
        """Keep the names that are split off together, and apart from the name they are split from."""
        base = self._key(decision.target, value.name)
        gone = [self._by_id.get(member) or proper_key(member) for member in value.members]
        for key in gone:
            self._pair(decision, [base, key], together=False)
        for key in gone[1:]:
            self._pair(decision, [gone[0], key], together=True)


def touching(directions: Directions, keys: Iterable[str]) -> Iterator[str]:
    """The ids of the decisions that shaped an entity with these keys."""
    own = set(keys)
    yield from (link.decision for link in directions.together if link.decision and {link.a, link.b} <= own)
    yield from (decision for pair, decision in directions.apart.items() if own & set(pair))
    yield from (decision for key, (_, decision) in directions.pages.items() if key in own)
