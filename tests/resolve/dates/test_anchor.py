import pytest

from sayso.records import InputError
from sayso.resolve.dates import Anchor


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-01-18", "2018-01-18", "2018-01-18"),
        ("2018-01-18T15:44:00Z", "2018-01-18", "2018-01-18"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2018-12~", "2018-12-01", "2018-12-31"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-01-18/2018-02", "2018-01-18", "2018-02-28"),
        ("../2018-01-18", "None", "2018-01-18"),
    ],
)
def test_an_anchor_is_read_from_edtf(text: str, first: str, last: str):
    anchor = Anchor.parse(text)
    assert (str(anchor.first), str(anchor.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "2018-13", "2018-02-30", "18 Jan 2018", "2018-01-18/..", "2018-02/2018-01", "0000"]
)
def test_what_is_no_date_is_refused_with_a_remedy(text: str):
    with pytest.raises(InputError, match="bad_anchor"):
        Anchor.parse(text)
