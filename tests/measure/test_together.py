"""The same words in several outlets within a few days, against what each outlet does anyway."""

from collections.abc import Callable
from datetime import date

import pytest

from sayso.measure.together import Candidate, Reach, Sight, at_least, at_least_one, find_together

OUTLETS = ("Bell", "Quay", "Tide", "Wire")
REACH = Reach()


def candidate(used: Callable[[int, str], bool], days: int = 100, key: str = "word") -> Candidate:
    """Each outlet has one document a day with the occasion."""
    sights = tuple(
        Sight(document=f"{outlet}-{day:03}", outlet=outlet, day=738_000 + day, used=used(day, outlet))
        for day in range(days)
        for outlet in OUTLETS
    )
    return Candidate(key=(key,), sights=sights)


def test_four_outlets_that_use_a_rare_word_on_one_day_are_found() -> None:
    (found,), judged = find_together([candidate(lambda day, _: day == 50)], REACH)
    assert judged == 1
    assert (found.outlets, found.able, len(found.documents), found.of) == (OUTLETS, 4, 4, 12)
    assert (found.else_used, found.else_of) == (0, 240)
    assert found.first <= date.fromordinal(738_050).isoformat() <= found.last
    assert found.q < 0.01


def test_outlets_that_use_it_often_anyway_are_not() -> None:
    (found,), _ = find_together([candidate(lambda day, _: day % 5 == 0)], REACH)
    assert found.chance > 0.5


def test_outlets_that_use_it_as_seldom_but_apart_are_not() -> None:
    assert find_together([candidate(lambda day, outlet: day == 20 * OUTLETS.index(outlet))], REACH) == ((), 1)


def test_a_burst_of_one_outlet_is_none_of_several() -> None:
    assert find_together([candidate(lambda day, outlet: outlet == "Tide" and 40 < day < 44)], REACH) == ((), 0)


def test_a_story_that_all_write_about_is_no_finding_by_itself() -> None:
    """Four documents an outlet on one day, one on others; the word is in a quarter of all of them."""
    sights = tuple(
        Sight(document=f"{outlet}-{day}-{at}", outlet=outlet, day=day + 738_000, used=(day + at) % 4 == 0)
        for day in range(60)
        for outlet in OUTLETS
        for at in range(8 if day == 30 else 1)
    )
    (found,), _ = find_together([Candidate(key=("word",), sights=sights)], REACH)
    assert found.chance > 0.05


def test_a_fashion_that_lasts_is_no_finding() -> None:
    (found,), _ = find_together([candidate(lambda day, outlet: day >= 50 and (day + len(outlet)) % 3 == 0)], REACH)
    assert found.chance > 0.05


def test_one_that_is_found_alone_may_not_be_among_many() -> None:
    one = candidate(lambda day, outlet: day == 50 and outlet != "Bell")
    (alone,), _ = find_together([one], REACH)
    many = [candidate(lambda day, outlet: day == 30 * OUTLETS.index(outlet), key=f"w{at}") for at in range(300)]
    (among, *_), judged = find_together([one, *many], REACH)
    assert judged == 301
    assert among.q == pytest.approx(min(1.0, alone.chance * 301), rel=0.05, abs=1e-4)


def test_the_order_of_documents_and_candidates_does_not_matter() -> None:
    words = [candidate(lambda day, _: day == 50, key="a"), candidate(lambda day, _: day in {20, 70}, key="b")]
    turned = [Candidate(key=c.key, sights=c.sights[::-1]) for c in words[::-1]]
    assert find_together(words, REACH) == find_together(turned, REACH)


def test_chances_are_those_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for whole, used, drawn in ((40, 3, 5), (7, 7, 1), (12, 0, 4), (9, 2, 8)):
        assert at_least_one(whole, used, drawn) == pytest.approx(stats.hypergeom.sf(0, whole, used, drawn))
    coins = (0.1, 0.02, 0.5, 0.3, 0.07)
    if hasattr(stats, "poisson_binom"):
        assert at_least(coins) == pytest.approx([stats.poisson_binom.sf(k - 1, coins) for k in range(6)])
    assert at_least((0.2,) * 6) == pytest.approx([stats.binom.sf(k - 1, 6, 0.2) for k in range(7)])
