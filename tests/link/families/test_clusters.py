"""Groups out of scored pairs: short parts join a long wording, chains do not hold."""

from collections.abc import Mapping, Sequence

from sayso.link.families.clusters import partition

Pair = tuple[int, int]


def groups(members: int, scores: Mapping[Pair, float], least: float = 0.25) -> list[list[int]]:
    def scored(pairs: Sequence[Pair]) -> list[float]:
        return [scores.get(pair, 0.0) for pair in pairs]

    return partition(range(members), {pair: score for pair, score in scores.items() if score >= least}, scored)


def test_two_parts_of_a_long_wording_join_it_though_they_share_nothing() -> None:
    assert groups(3, {(0, 1): 0.9, (0, 2): 0.8}) == [[0, 1, 2]]


def test_two_statements_need_the_least_tie() -> None:
    assert groups(2, {(0, 1): 0.39}) == [[0], [1]]
    assert groups(2, {(0, 1): 0.4}) == [[0, 1]]


def test_two_families_are_not_chained_by_one_likeness() -> None:
    one = dict.fromkeys([(0, 1), (0, 2), (1, 2)], 0.95)
    other = dict.fromkeys([(3, 4), (3, 5), (4, 5)], 0.95)
    assert groups(6, {**one, **other, (2, 3): 0.9}) == [[0, 1, 2], [3, 4, 5]]


def test_whoever_joins_a_family_needs_but_one_good_tie() -> None:
    one = dict.fromkeys([(0, 1), (0, 2), (1, 2)], 0.95)
    assert groups(4, {**one, (0, 3): 0.9, (1, 3): 0.5, (2, 3): 0.3}) == [[0, 1, 2, 3]]


def test_one_good_tie_and_a_weak_one_let_a_newcomer_into_a_group_of_three() -> None:
    one = dict.fromkeys([(0, 1), (0, 2), (1, 2)], 0.95)
    assert groups(4, {**one, (0, 3): 0.9, (1, 3): 0.2}) == [[0, 1, 2, 3]]
    assert groups(4, {**one, (0, 3): 0.9, (1, 3): 0.1}) == [[0, 1, 2], [3]]


def test_a_long_chain_is_cut() -> None:
    chain = {(at, at + 1): 0.9 for at in range(11)}
    assert max(map(len, groups(12, chain))) <= 6
