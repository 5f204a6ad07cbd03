"""The day of a record of a sitting is that of its labelled turns."""

import pytest

from tests.resolve.marked import statements

TURNS = "\n\n".join(f"<s{n}>{who}</s{n}><c{n}>:</c{n}> <q{n}>The tolls stay.</q{n}>" for n, who in enumerate(
    ("MR HALE", "MS RUIZ", "MR HALE", "MS RUIZ"), 1))  # fmt: skip


@pytest.mark.parametrize(
    ("head", "edtf"),
    [
        ("Record of 16 January 2018.", "2018-01-16"),
        ("Printed on 17 January 2018.\n\nSitting of 16 January 2018.", "2018-01-16"),
        ("On 15 January 2018 it rained. On 16 January 2018 it froze.", None),
        ("The record of the council.", None),
        ("In last weekend’s interview the two spoke of a vote next Monday.", "2018-01-13/2018-01-14"),
    ],
)
def test_the_day_at_the_head(head: str, edtf: str | None) -> None:
    found = statements(f"{head}\n\n{TURNS}", published="2018-01-19")
    assert {s.said.edtf if s.said else None for s in found} == {edtf}


def test_a_few_labels_make_no_record() -> None:
    text = "On 16 January 2018 it rained.\n\n<s>MS RUIZ</s><c>:</c> <q>The tolls stay.</q>"
    assert statements(text, published="2018-01-19")[0].said is None


def test_a_headline_with_a_colon_is_no_turn() -> None:
    head = (
        "<s0>Ruiz</s0><c0>:</c0> <q0>The Tolls Stay</q0>\n\nThe council sat on 16 January 2018 and spoke of its tolls."
    )
    found = statements(f"{head}\n\n{TURNS}", published="2018-01-19")
    assert [s.said.edtf if s.said else None for s in found[1:]] == ["2018-01-16"] * 4


def test_turns_may_open_with_a_quotation_mark() -> None:
    quoted = TURNS.replace("<s", '"<s')
    found = statements(f"Sitting of 16 January 2018.\n\n{quoted}", published="2018-01-19")
    assert [s.said.edtf if s.said else None for s in found] == ["2018-01-16"] * 4
