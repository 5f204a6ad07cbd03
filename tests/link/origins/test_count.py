"""The two bounds."""

import random

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from sayso.link.origins import OriginsInput, Relay, Sayer, count_origins, find_origins
from tests.link.origins.helpers import given, report, shared, through, unnamed


def bounds(item: OriginsInput) -> tuple[int, int]:
    found = count_origins(item).origins
    return found.low, found.high


def test_five_articles_that_name_one_sayer_have_one_origin() -> None:
    assert bounds(given(*(report(name, "Ana Ruiz") for name in "abcde"))) == (1, 1)


def test_articles_that_name_one_agency_have_one_origin() -> None:
    assert bounds(given(*(report(name, relays=through("Wire")) for name in "abc"))) == (1, 1)
    assert bounds(given(*(report(name, credits=through("Wire")) for name in "abc"))) == (1, 1)


def test_articles_that_name_nobody_add_to_the_upper_bound_only() -> None:
    assert bounds(given(report("a"), report("b"), report("c"))) == (1, 3)


def test_informants_without_a_name_may_be_one_or_several() -> None:
    assert bounds(given(report("a", unnamed("a")), report("b", unnamed("b")), report("c", "Ana Ruiz"))) == (1, 3)


def test_copies_count_once_however_long_the_row() -> None:
    reports = [report(name, unnamed(name)) for name in "abcd"]
    assert bounds(given(*reports, sharings=(shared("a", "b"), shared("b", "c"), shared("c", "d")))) == (1, 1)


def test_a_copy_that_names_nobody_has_it_from_the_sayer_of_the_other() -> None:
    assert bounds(given(report("a", "Ana Ruiz"), report("b"), sharings=(shared("a", "b"),))) == (1, 1)


def test_whoever_cites_an_outlet_rests_on_its_article() -> None:
    item = given(
        report("a", "Ana Ruiz", "2024-05-03", outlet="Post"), report("b", None, "2024-05-04", relays=through("Post"))
    )
    assert bounds(item) == (1, 1)


def test_an_article_that_came_out_later_is_not_what_was_cited() -> None:
    item = given(
        report("a", "Ana Ruiz", "2024-05-09", outlet="Post"), report("b", None, "2024-05-04", relays=through("Post"))
    )
    assert bounds(item) == (1, 2)


def test_outlets_that_cite_each_other_have_one_origin() -> None:
    circle = (report("a", outlet="A", relays=through("B")), report("b", outlet="B", relays=through("A")))
    assert bounds(given(*circle)) == (1, 1)
    assert bounds(given(*circle, report("c", "Ana Ruiz"))) == (1, 2)


def test_another_name_alone_is_not_shown_to_be_distinct() -> None:
    later = given(report("a", "Ana Ruiz", "2024-05-03"), report("b", "Tomas Lind", "2024-05-05"))
    assert bounds(later) == (1, 2)
    undated = given(report("a", "Ana Ruiz"), report("b", "Tomas Lind"))
    assert bounds(undated) == (1, 2)


def test_who_spoke_before_the_other_was_published_is_distinct() -> None:
    item = given(report("a", "Ana Ruiz", "2024-05-03"), report("b", "Tomas Lind", "2024-05-05", said_by="2024-05-02"))
    assert bounds(item) == (2, 2)


def test_two_who_saw_it_are_distinct() -> None:
    saw = Relay(key="", name="", text="I saw")
    item = given(report("a", "Ana Ruiz", first_hand=saw), report("b", "Tomas Lind", first_hand=saw))
    assert bounds(item) == (2, 2)


def test_figures_that_exclude_each_other_come_of_distinct_sayers() -> None:
    apart = given(
        report("a", "Ana Ruiz", value=(40.0, 40.0)), report("b", "Tomas Lind", value=(50.0, None)), kind="ladder"
    )
    assert bounds(apart) == (2, 2)
    alike = given(
        report("a", "Ana Ruiz", value=(40.0, 40.0)), report("b", "Tomas Lind", value=(30.0, None)), kind="ladder"
    )
    assert bounds(alike) == (1, 2)


@pytest.mark.parametrize("ties", [{"bodies": ("guild",)}, {"speaks_for": ("Ana Ruiz",)}])
def test_sayers_of_one_body_are_not_shown_to_be_distinct(ties: dict) -> None:
    saw = Relay(key="", name="", text="I saw")
    one = Sayer(key="Ana Ruiz", name="Ana Ruiz", bodies=("guild",))
    other = Sayer(key="Tomas Lind", name="Tomas Lind", **ties)
    low, high = bounds(given(report("a", one, first_hand=saw), report("b", other, first_hand=saw)))
    assert (low, high) == (1, 1 if "speaks_for" in ties else 2)


def test_names_that_may_be_one_are_not_shown_to_be_distinct() -> None:
    saw = Relay(key="", name="", text="I saw")
    assert bounds(given(report("a", "Ana Ruiz", first_hand=saw), report("b", "Ruiz", first_hand=saw))) == (1, 2)


def test_a_person_who_passes_on_what_another_says_is_no_further_origin() -> None:
    person = Relay(key="Tomas Lind", name="Tomas Lind", person=True)
    item = given(report("a", "Ana Ruiz", relays=(person,)), report("b", "Tomas Lind"))
    assert bounds(item) == (1, 1)


def test_an_outlet_that_speaks_adds_nothing_to_the_lower_bound() -> None:
    outlet = Sayer(key="Wire", name="Wire", outlet=True)
    assert bounds(given(report("a", "Ana Ruiz", "2024-05-03"), report("b", outlet, "2024-05-01"))) == (1, 2)


def test_reports_are_counted_apart_from_sayers() -> None:
    told = Relay(key="A", name="A", text="told A")
    one = report("a", "Ana Ruiz", outlet="A", access=told)
    other = report("b", "Ana Ruiz", outlet="B", access=told)
    found = count_origins(given(one, other, report("c", "Ana Ruiz", relays=through("Wire"))))
    assert (found.origins.low, found.origins.high) == (1, 1)
    assert (found.reports.low, found.reports.high) == (2, 3)


REPORTS = st.lists(
    st.builds(
        lambda number, sayer, relay, day: report(
            f"r{number}",
            sayer,
            f"2024-05-0{day}",
            outlet=f"Outlet {number % 4}",
            relays=through(relay) if relay else (),
        ),
        st.integers(0, 30),
        st.sampled_from(("Ana Ruiz", "Tomas Lind", "Jo Brandt", None)),
        st.sampled_from(("Outlet 1", "Outlet 2", "Wire", None)),
        st.integers(1, 5),
    ),
    max_size=9,
    unique_by=lambda r: r.id,
)


@cases(REPORTS, st.randoms(use_true_random=False), st.data())
def test_bounds_hold_in_any_order_and_never_cross(reports: list, rng: random.Random, data: st.DataObject) -> None:
    names = [r.id for r in reports]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=4)) if names else []
    item = given(*reports, sharings=tuple(shared(*pair) for pair in pairs))
    found = find_origins(item)
    assert 0 <= found.origins.low <= found.origins.high <= len(reports)
    assert found.reports.low <= found.reports.high
    rng.shuffle(reports)
    again = find_origins(given(*reports, sharings=tuple(shared(*pair) for pair in reversed(pairs))))
    assert again == found


@cases(REPORTS)
def test_an_article_that_names_nobody_never_raises_the_lower_bound(reports: list) -> None:
    before = count_origins(given(*reports)).origins.low
    after = count_origins(given(*reports, report("zz"))).origins.low
    assert after == max(before, 1)
