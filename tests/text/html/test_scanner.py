"""The scanner finds every piece of visible text at its place, as browsers do, in any markup."""

import pytest

from sayso.text.html.scanner import MAX_DEPTH, Gap, attributes, scan


def pieces(raw: str) -> list[str]:
    return [raw[text.start : text.end] for text in scan(raw).texts]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("a < b, <3 and </3> x", ["a < b, <3 and", "x"]),
        ("a<!-- <p>no</p> -->b", ["a", "b"]),
        ("a<!-->b<!--->c", ["a", "b", "c"]),
        ("a<!-- never closed <p>b", ["a"]),
        ("a<![CDATA[ b ]]>c", ["a", "c"]),
        ("a<?php echo ?>b<!DOCTYPE html>c", ["a", "b", "c"]),
        ("<script>if (a < b) '<p>no</p>'</script>yes", ["yes"]),
        ("<style>p { }</style><title>T</title><textarea>x</textarea>yes", ["yes"]),
        ("<script>never closed", []),
        ("<plaintext><p>all text</p>", ["<p>all text</p>"]),
        ("<a title='x > y' data-b=\"</a>\">in</a>", ["in"]),
        ("<a href=it's>in</a>", ["in"]),
        ("x<a href=\"never closed>y</a>", ["x", "y"]),
        ("text<a href='cut in the", ["text"]),
        ("<svg><path d='M0'/><text>drawn</text></svg>after", ["drawn", "after"]),
        ("<p>  spaces\n around\t</p>", ["spaces\n around"]),
        ("", []),
        ("\x00", ["\x00"]),
    ],
)  # fmt: skip
def test_pieces_of_text(raw: str, expected: list[str]) -> None:
    assert pieces(raw) == expected


@pytest.mark.parametrize(
    ("raw", "gap"),
    [
        ("a<b>b</b>", Gap.NONE),
        ("a <b>b</b>", Gap.SPACE),
        ("a<br>b", Gap.SPACE),
        ("a<br><br>b", Gap.BREAK),
        ("<td>a</td><td>b</td>", Gap.CELL),
        ("<tr><td>a<tr><td>b", Gap.BREAK),
        ("<p>a<p>b", Gap.BREAK),
        ("<div>a</div>b", Gap.BREAK),
    ],
)
def test_what_stands_between_two_pieces(raw: str, gap: Gap) -> None:
    assert scan(raw).texts[1].gap is gap


def test_unclosed_items_rows_and_paragraphs_are_not_nested() -> None:
    raw = "<ul>" + "<li><b>x" * 500 + "</ul><table>" + "<tr><td>x<td>y" * 500 + "</table>" + "<p>x" * 500
    assert scan(raw).too_deep == 0


def test_tags_beyond_the_limit_of_depth_are_counted_and_their_text_is_kept() -> None:
    raw = "<div>" * (MAX_DEPTH + 7) + "deep" + "</div>" * (MAX_DEPTH + 7) + "<p>after"
    seen = scan(raw)
    assert seen.too_deep == 7
    assert pieces(raw) == ["deep", "after"]
    assert seen.texts[1].element == len(seen.tags) - 1


def test_attributes_have_places_and_the_first_of_a_name_counts() -> None:
    raw = "<a ID=one id='two' href=\"x&amp;y\" hidden>"
    found = attributes(raw, scan(raw).tags[0])
    assert {name: raw[value.start : value.end] for name, value in found.items()} == {
        "id": "one",
        "href": "x&amp;y",
        "hidden": "",
    }
