import pytest

from sayso.ledger.days import edtf_days


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2018-01-18", ("2018-01-18", "2018-01-18")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2018", ("2018-01-01", "2018-12-31")),
        ("2018~", ("2018-01-01", "2018-12-31")),
        ("2018-01/2018-03-04", ("2018-01-01", "2018-03-04")),
        ("../2024-02-22", (None, "2024-02-22")),
        ("2024-02-22/..", ("2024-02-22", None)),
        ("2018-13", (None, None)),
        ("0000-02", (None, None)),
        ("soon", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_first_and_last_day(edtf, days):
    assert edtf_days(edtf) == days
