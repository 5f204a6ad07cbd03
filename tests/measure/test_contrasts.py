"""Base rates and contrasts of labels."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.measure.codebook import own_codebook
from sayso.measure.contrasts import by_outlet, contrasts, false_discovery, label_rows, share_interval
from sayso.measure.labels import Label, LabelKind, find_labels
from tests.measure.marked import passages

NAMES = {"Ana Ruiz": "ruiz", "Tomas Lind": "lind"}
SWAPPED = {"Ana Ruiz": "lind", "Tomas Lind": "ruiz"}


def corpus(names: dict[str, str]) -> list[Label]:
    """Two outlets of twelve documents; one writes "embattled" of Ruiz in most, the other in none."""
    ruiz, lind = (next(name for name, entity in names.items() if entity == who) for who in ("ruiz", "lind"))
    documents = [
        passages(
            f"The {'embattled' if outlet == 'Tide' and at % 4 else 'popular'} {ruiz} spoke. "
            f"{lind}, a pilot, left. {ruiz} {'boasted' if at % 3 else 'said'} that the {lind} regime fell.",
            names,
            said=((f"that the {lind} regime fell", "ruiz", "boasted" if at % 3 else "said"),),
            document=f"{outlet}-{at}",
            outlet=outlet,
        )
        for outlet in ("Tide", "Wire")
        for at in range(12)
    ]
    return [label for document in documents for label in find_labels(document, own_codebook())]


def test_a_share_stands_beside_its_base_rate() -> None:
    rows = label_rows(corpus(NAMES), by_outlet)
    row = next(r for r in rows if r.label == "embattled" and r.by == "Tide")
    assert (row.entity, row.documents, row.of, row.share, row.base) == ("ruiz", 9, 12, 0.75, 0.375)


def test_a_contrast_has_an_interval_and_a_rate() -> None:
    found = contrasts(corpus(NAMES), by_outlet, "Tide", "Wire")
    first = next(c for c in found if c.label == "embattled")
    assert (first.a, first.of_a, first.b, first.of_b) == (9, 12, 0, 12)
    assert 0 < first.low < first.log_odds < first.high
    assert first.q < 0.05
    same = next(c for c in found if c.label == "pilot")
    assert same.low < 0 < same.high
    assert same.log_odds == 0


def test_contrasting_the_other_way_round_turns_the_signs() -> None:
    there = {(c.entity, c.kind, c.label): c.log_odds for c in contrasts(corpus(NAMES), by_outlet, "Tide", "Wire")}
    back = {(c.entity, c.kind, c.label): -c.log_odds for c in contrasts(corpus(NAMES), by_outlet, "Wire", "Tide")}
    assert there == pytest.approx(back)


def test_swapping_the_actors_swaps_the_tables_and_nothing_else() -> None:
    def table(names: dict[str, str]) -> set[tuple[object, ...]]:
        rows = label_rows(corpus(names), by_outlet)
        return {(r.entity, r.kind, r.label, r.voice, r.by, r.uses, r.documents, r.of, r.base)
                for r in rows if r.kind is not LabelKind.NAME}  # fmt: skip

    assert table(NAMES) == table(SWAPPED)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_rates_are_never_below_chances_and_keep_their_order(chances: list[float]) -> None:
    rates = false_discovery(chances)
    assert all(rate >= chance - 1e-4 for chance, rate in zip(chances, rates, strict=True))
    ordered = [rate for _, rate in sorted(zip(chances, rates, strict=True))]
    assert ordered == sorted(ordered)


def test_rates_are_those_of_scipy() -> None:
    scipy = pytest.importorskip("scipy.stats")
    chances = [0.001, 0.2, 0.03, 0.04, 0.9, 0.013]
    assert false_discovery(chances) == pytest.approx(scipy.false_discovery_control(chances), abs=1e-4)


def test_intervals_of_shares_are_those_of_scipy() -> None:
    scipy = pytest.importorskip("scipy.stats")
    for part, whole in ((0, 3), (2, 7), (40, 90), (5, 5)):
        known = scipy.binomtest(part, whole).proportion_ci(method="wilson")
        assert share_interval(part, whole) == pytest.approx((known.low, known.high), abs=1e-6)


def test_a_contrast_is_that_of_the_paper() -> None:
    """Monroe, Colaresi and Quinn (2008), equations 16, 19 and 22, worked out for one label by hand."""
    found = contrasts(corpus(NAMES), by_outlet, "Tide", "Wire")
    first = next(c for c in found if (c.label, c.kind) == ("embattled", LabelKind.BEFORE))
    # Tide has 9 embattled and 3 popular, Wire 12 popular; the prior is 10 documents, shared out as 9 to 15.
    prior, other = 0.01 + 10 * 9 / 24, 0.01 + 10 * 15 / 24
    odds = [math.log((9 + prior) / (3 + other + 0.01)), math.log(prior / (12 + other + 0.01))]
    error = math.sqrt(1 / (9 + prior) + 1 / prior)
    assert first.log_odds == pytest.approx(odds[0] - odds[1], abs=1e-3)
    assert first.high - first.low == pytest.approx(2 * 1.959964 * error, abs=1e-3)
