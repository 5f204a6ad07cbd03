"""What kind of act an attribution reports."""

import pytest

from sayso.extract.reader.classes import class_of, inflections, load_acts
from tests.marked import parse_marked


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<s>Ana</s> <c>said</c> <q>taxes will fall</q>", "statement"),
        ("<s>Ana</s> <c>asked</c> <q>whether taxes will fall</q>", "question"),
        ("<s>Ana</s> <c>asked</c> <q>to see the list</q>", "demand"),
        ("<s>Ana</s> <c>urged</c> <q>the board to act</q>", "demand"),
        ("<s>Ana</s> <c>called for</c> <q>a ban</q>", "demand"),
        ("<s>Ana</s> <c>vowed</c> <q>to return</q>", "promise"),
        ("<s>Ana</s> <c>threatened</c> <q>to sue</q>", "threat"),
        ("<s>Ana</s> <c>denied</c> <q>the charge</q>", "denial"),
        ("<s>Ana</s> <c>believes</c> <q>that taxes will fall</q>", "attitude"),
        ("<s>Ana</s> <c>decided</c> <q>to leave</q>", "act"),
        ("<s>Ana</s> <c>believed</c>: <q>“We can win.”</q>", "statement"),
        ("<s>Ana</s> <c>said she hoped</c> <q>that taxes would fall</q>", "statement"),
        ("<q>“Will taxes fall?”</q> <s>Ana</s> <c>said</c>", "question"),
        ("<s>Ana</s> <c>gestured toward</c> <q>the idea</q>", "statement"),
    ],
)
def test_class_by_cue(marked: str, expected: str):
    parsed = parse_marked(marked)
    only = parsed.only
    assert class_of(parsed.text, only.cue, only.content, load_acts()) == expected


@pytest.mark.parametrize(
    ("word", "past"), [("urge", "urged"), ("deny", "denied"), ("plan", "planned"), ("wish", "wished")]
)
def test_regular_forms(word: str, past: str):
    assert past in inflections(word)
