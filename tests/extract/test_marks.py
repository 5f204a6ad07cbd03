"""Quotation marks: pairing of every style, and the form of a content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.quotation import form_of, quotations
from sayso.records import Form


def quoted(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in quotations(text, _lines(text))]


def _lines(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


@pytest.mark.parametrize(
    "text",
    [
        "“one two,” he said",
        '"one two," he said',
        "„one two,“ he said",
        "„one two,” he said",
        "«one two,» he said",
        "»one two,« he said",
        "‘one two,’ he said",
        "'one two,' he said",
        "``one two,'' he said",
        "''one two,'' he said",
        "‹one two,› he said",
        "she said “one two,”",
    ],
)
def test_every_style_is_paired(text: str) -> None:
    assert quoted(text) == ["one two,"]


@pytest.mark.parametrize(
    "text",
    [
        "The workers' council and the dockers’ union met; it's Ana's.",
        "It was the ’90s, rock ’n’ roll, ’tis said.",
        "A 5'10\" man left.",
        "Don't, can't, won't.",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_end_a_single_quotation() -> None:
    assert quoted("‘We back the workers’ council,’ he said.") == ["We back the workers’ council,"]


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one() -> None:
    assert quoted("“He called it ‘a joke’ again,” she said.") == ["He called it ‘a joke’ again,"]


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    found = quotations("He said, “it is over.\nThe next day came.", [(0, 21), (22, 41)])
    assert [q.closed for q in found] == [False]
    assert found[0].inner == (10, 21)


def test_a_quotation_reopened_by_the_next_paragraph_runs_on() -> None:
    text = "“First part.\n“Second part,” he said."
    first, second = quotations(text, _lines(text))
    assert first.reopened and second.continues and second.closed


@pytest.mark.parametrize(
    ("content", "form"),
    [("“all of it”", Form.DIRECT), ("none of it", Form.INDIRECT), ("that it is “some of it”", Form.MIXED)],
)
def test_the_form_follows_from_the_marks(content: str, form: Form) -> None:
    text = f"She said {content}."
    assert form_of(text, ((9, 9 + len(content)),), quotations(text, [(0, len(text))])) is form


@given(st.text(alphabet="ab \n\"'“”‘’«»„`.,s9—", max_size=80))
def test_quotations_stay_in_their_paragraph_and_never_overlap(text: str) -> None:
    found = quotations(text, _lines(text))
    ends = 0
    for quotation in found:
        start, end = quotation.outer
        assert ends <= start <= quotation.inner[0] <= quotation.inner[1] <= end <= len(text)
        assert "\n" not in text[start:end]
        ends = end
