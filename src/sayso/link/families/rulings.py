"""What people decided about pairs of statements."""

from collections.abc import Iterable

from sayso.records import Decision, DecisionKind, Value

IdPair = tuple[str, str]


class Rulings(Value, frozen=True, kw_only=True):
    """Pairs of ids, each ascending, with what was decided on them."""

    same: frozenset[IdPair] = frozenset()
    not_same: frozenset[IdPair] = frozenset()
    repeat: frozenset[IdPair] = frozenset()

    @property
    def apart(self) -> frozenset[IdPair]:
        """Pairs that must not stand in one family."""
        return self.not_same | self.repeat

    @property
    def ids(self) -> frozenset[str]:
        """All statements that something was decided about."""
        return frozenset(name for pair in (*self.same, *self.apart) for name in pair)


def rulings_of(decisions: Iterable[Decision]) -> Rulings:
    """The decisions on pairs of statements; of two on one pair the later counts."""
    last: dict[IdPair, DecisionKind] = {}
    for decision in decisions:
        one, blank, other = decision.target.partition(" ")
        if decision.kind in {DecisionKind.SAME, DecisionKind.NOT_SAME, DecisionKind.REPEAT} and blank and one != other:
            last[min(one, other), max(one, other)] = decision.kind

    def pairs(kind: DecisionKind) -> frozenset[IdPair]:
        return frozenset(pair for pair, decided in last.items() if decided is kind)

    return Rulings(
        same=pairs(DecisionKind.SAME), not_same=pairs(DecisionKind.NOT_SAME), repeat=pairs(DecisionKind.REPEAT)
    )
