"""Families out of judged pairs, without chains: whoever joins a family must fit most of those already in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

Pair = tuple[int, int]

LEAST_TIE = 0.4
"""The least mean of ties for two groups to become one; two statements must score as much. Of 0.2 to 0.5, tried on all
labelled pairs with families made of the whole corpora by weights that had not seen them, this gave the best F1."""
LEAST_SIDE = 0.35
"""The least mean of ties on either side: whoever is like one member alone does not join a group of three. Tried in five
folds: 0.2 to 0.3 gave F1 .79, this .78, 0.4 .78; under 0.35 precision on the sample fell from .83 to .72."""
MOST_CHECKED = 12
"""Members of a group that a merge is checked against: its first by number, which are the fullest."""


def components(edges: Iterable[Pair]) -> list[list[int]]:
    """The connected components with at least two members, each ascending, in the order of their first members.

    Example:
        >>> components([(3, 1), (1, 4)])
        [[1, 3, 4]]
    """
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        above = parent.setdefault(node, node)
        while above != node:
            parent[node] = parent[above]
            node, above = above, parent[above]
        return node

    for one, other in edges:
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for node in sorted(parent):
        found.setdefault(root(node), []).append(node)
    return [found[first] for first in sorted(found) if len(found[first]) > 1]


def partition(
    members: Sequence[int],
    scores: Mapping[Pair, float],
    scored: Callable[[Sequence[Pair]], Sequence[float]],
    musts: Iterable[Pair] = (),
    nevers: frozenset[Pair] = frozenset(),
) -> list[list[int]]:
    """The groups of one component, each ascending, in the order of their first members.

    Args:
        members: of the component.
        scores: of the pairs judged one utterance; pairs are ascending.
        scored: the scores of these ascending pairs; also asked for pairs without a common key.
        musts: pairs that a person decided are one.
        nevers: pairs that must not be in one group.

    Method: what a person joined is joined; then the pairs from the highest score down, each joining the groups of its
    two ends if the members of the two groups are tied well enough and no pair across is ruled out. A member's
    tie is its best score with one of the other group: a short part may be the same as two wordings that are not
    the same as each other. The mean of ties is taken in each group, then of the two groups, so that many short parts
    count no more than the one long wording they are parts of; neither group's alone may be under `LEAST_SIDE`.
    """
    group = {node: [node] for node in sorted(members)}
    for one, other in sorted(musts):
        if one in group and other in group and group[one] is not group[other]:
            _join(group, one, other)
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if group[one] is not group[other] and _may_join(group[one], group[other], scored, nevers):
            _join(group, one, other)
    return sorted({id(found): found for found in group.values()}.values())


def _may_join(
    one: list[int],
    other: list[int],
    scored: Callable[[Sequence[Pair]], Sequence[float]],
    nevers: frozenset[Pair],
) -> bool:
    if nevers and any(_ascending(a, b) in nevers for a, b in product(one, other)):
        return False
    ones, others = one[:MOST_CHECKED], other[:MOST_CHECKED]
    scores = scored([_ascending(a, b) for a, b in product(ones, others)])
    rows = [scores[at : at + len(others)] for at in range(0, len(scores), len(others))]
    ties = [[max(row) for row in rows], [max(column) for column in zip(*rows, strict=True)]]
    means = [sum(best) / len(best) for best in ties]
    return sum(means) >= 2 * LEAST_TIE and min(means) >= LEAST_SIDE


def _join(group: dict[int, list[int]], one: int, other: int) -> None:
    joined = sorted((*group[one], *group[other]))
    for node in joined:
        group[node] = joined


def _ascending(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
