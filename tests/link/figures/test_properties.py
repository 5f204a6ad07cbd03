"""Properties that hold for any text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.link.figures.helpers import figures

WORDS = (
    "at least |half of that|40| to |50|1,400| people |killed |$|3bn|a third |of the |twice as many|dozens "
    "|tens of thousands|, |. |One |in ten|percent|-|between |and |million |Gate Four |\n|%|½"
)
PIECES = st.sampled_from(WORDS.split("|"))


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_spans_are_slices_in_order(text: str) -> None:
    found = figures(text)
    assert [figure.text for figure in found] == [text[slice(*figure.span)] for figure in found]
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


@given(st.lists(PIECES, max_size=14).map("".join))
def test_intervals_are_intervals(text: str) -> None:
    found = figures(text)
    ids = {figure.id for figure in found}
    assert all(f.low is None or f.high is None or f.low <= f.high for f in found)
    assert all(f.relative_to in ids for f in found if f.relative_to)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_the_same_again(text: str) -> None:
    assert figures(text) == figures(text)
