"""Clusters of passages, what they are, and what a copy changed."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.link.reuse import find_reuse
from sayso.link.reuse.changes import WordChangeKind, find_changes
from sayso.link.reuse.clusters import Published, Use, cluster_passages, index_passages, use_of, whole_span
from tests.link.reuse.helpers import OTHER, STORY, document


def use_in(facts: dict[str, Published], text: str) -> tuple[Use, int]:
    """What the passage is that all these documents have, and in how many it stands."""
    reuses = list(find_reuse(document(name, f"{name} {text}") for name in facts))
    (cluster,) = cluster_passages(reuses)
    return use_of(reuses[0].passages[0], cluster, facts), cluster.frequency


def test_a_note_that_one_outlet_repeats_is_a_standing_note() -> None:
    facts = {f"d{n}": Published("Harbor Post", f"2024-0{n}-01") for n in range(1, 6)}
    assert use_in(facts, STORY) == (Use.STANDING, 5)


def test_the_same_words_of_several_outlets_on_one_day_are_a_copy() -> None:
    facts = {f"d{n}": Published(f"Outlet {n}", "2024-05-01") for n in range(1, 6)}
    assert use_in(facts, STORY) == (Use.COPY, 5)


def test_a_short_passage_of_several_outlets_over_months_is_a_stock_phrase() -> None:
    facts = {f"d{n}": Published(f"Outlet {n}", f"2024-0{n}-01") for n in range(1, 6)}
    phrase = "the poll of one thousand likely voters has a margin of error of plus or minus three points"
    assert use_in(facts, phrase)[0] is Use.STOCK


def test_every_end_is_in_a_cluster() -> None:
    reuses = list(find_reuse([document("a", STORY), document("b", f"{OTHER}\n{STORY}"), document("c", OTHER)]))
    index = index_passages(reuses)
    for reuse in reuses:
        for passage in reuse.passages:
            assert (
                index[reuse.documents[0], whole_span(passage.first)]
                is index[reuse.documents[1], whole_span(passage.second)]
            )
    assert {cluster.frequency for cluster in index.values()} == {2}


def test_the_one_number_that_a_copy_changed() -> None:
    (change,) = find_changes(STORY, STORY.replace("40", "50"))
    assert (change.kind, change.base, change.own) == (WordChangeKind.NUMBER, "40", "50")
    assert change.own_span == (STORY.index("40"), STORY.index("40") + 2)


def test_what_a_copy_left_out_and_added() -> None:
    first, second, third = (sentence.strip() for sentence in STORY.split(". "))
    changes = find_changes(STORY, f"{first}. {third} {OTHER}")
    assert [change.kind for change in changes] == [WordChangeKind.LEFT_OUT, WordChangeKind.ADDED]
    assert changes[0].base == second


@given(st.integers(0, 50), st.integers(1, 5))
def test_changes_are_slices_of_both_texts(at: int, count: int) -> None:
    words = STORY.split()
    own = " ".join([*words[:at], *["surely"] * count, *words[at + count :]])
    for change in find_changes(STORY, own):
        assert change.base_span is None or STORY[slice(*change.base_span)] == change.base
        assert change.own_span is None or own[slice(*change.own_span)] == change.own
    assert find_changes(STORY, STORY) == ()
