"""The text that resolving works on."""

from sayso.records import Layout
from sayso.resolve.view import View


def test_what_cleaning_left_out_as_a_whole_is_read_only_for_spans_in_it() -> None:
    raw = "Ana Ruiz said on Monday that it is over."
    empty = Layout(document="d", blocks=(), segments=())
    assert View(raw, "", empty, ()).text == ""
    assert View(raw, "", empty, ((0, 8),)).text == raw
