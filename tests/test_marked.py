"""The helper for marked text itself."""

import pytest

from tests.marked import parse_marked


def test_tags_become_spans() -> None:
    marked = parse_marked("<q>“No,”</q> <s>Ana</s> <c>said</c>. <q>“Never.”</q>")
    assert marked.text == "“No,” Ana said. “Never.”"
    assert marked.words(marked.only.content) == ["“No,”", "“Never.”"]
    assert marked.words(marked.only.source) == ["Ana"]


def test_numbers_tell_attributions_apart() -> None:
    marked = parse_marked("<s>Ana</s> <c>said</c> <q><s2>Per</s2> <c2>said</c2> <q2>no</q2></q>.")
    assert marked.words(marked.attributions["2"].content) == ["no"]
    assert marked.words(marked.attributions[""].content) == ["Per said no"]


def test_an_open_tag_is_refused() -> None:
    with pytest.raises(AssertionError):
        parse_marked("<s>Ana said no.")
