"""Quotations of a paragraph, whatever the marks."""

import pytest

from sayso.extract.reader.quotes import left_open, quotations


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We stay,” she said.", ["“We stay,”"]),
        ('He said "no" and "never".', ['"no"', '"never"']),
        ("«Nous partons», dit-il.", ["«Nous partons»"]),
        ("``It rained,'' he said.", ["``It rained,''"]),
        ("''It rained,'' he said.", ["''It rained,''"]),
        ("‘We saw the lights go out,’ she said.", ["‘We saw the lights go out,’"]),
        ("The voters' choice and the mayor's plan.", []),
        ("“It goes on", ["“It goes on"]),
        ("It ends here.” Then rain.", []),
        ("No marks at all.", []),
    ],
)
def test_marks_of_every_style(text: str, inside: list[str]):
    assert [text[a:b] for a, b in quotations(text, (0, len(text)))] == inside


def test_only_the_paragraph_is_read():
    text = '"One"\n"Two"'
    assert quotations(text, (6, 11)) == ((6, 11),)


@pytest.mark.parametrize(
    ("text", "expected"), [("“It goes on", True), ("“Done.”", False), ("“Done.” “More", True), ("", False)]
)
def test_a_quotation_left_open(text: str, expected: bool):
    assert left_open(text, (0, len(text))) is expected
