"""The calibration of words used together, in short form: few runs, so the bounds are wide."""

from benchmarks.together import NULL, World, tally


def test_where_nothing_is_arranged_little_is_found() -> None:
    any_false, low, _, _ = tally(NULL[-1], 2)
    assert low <= 0.12
    assert any_false <= 0.5


def test_what_all_outlets_write_by_arrangement_is_mostly_found() -> None:
    _, _, found, _ = tally(World("planted", planted=8), 2)
    assert found >= 0.75
