"""The room as a whole: any text in, a sound map out, whatever the newlines and scripts."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Media, Original, sha256
from sayso.text import REASONS, bad_segments, read_text, to_raw
from tests.text.helpers import plain, read

LINES = st.sampled_from(
    [
        "Monday, March 4, 2024",
        "HomeNewsThe Dam Opens Late",
        "The Dam Opens Late",
        "Norvan, dam, river council, water",
        "Latest news",
        "Farmers in three valleys have lost most...",
        "The river council said on Tuesday that the new dam would open in spring, a year later than it had planned to.",
        "The river council said on Tuesday that the dam would open in spring, a year later than it had planned to.",
        "Published: 4 March 2024",
        "FacebookTwitter",
        "© 2024 Norvan Courier",
        "مرحبا بالعالم، قال الرئيس.",
        "“No.”",
        "* * *",
    ]
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\x85", "\u2028", "\u2029", "\x0b"])
PAGES = st.lists(st.tuples(LINES, BREAKS), max_size=12).map(lambda pairs: "".join(line + end for line, end in pairs))
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@given(st.one_of(ANY, PAGES))
def test_every_clean_character_maps_to_its_raw_one(text: str) -> None:
    result = read(text)
    if result.layout is None:
        assert not text.removeprefix("\ufeff").strip()
        return
    assert bad_segments(result.raw, result.clean, result.layout) == ()
    for index, character in enumerate(result.clean):
        spans = to_raw(result.layout, (index, index + 1))
        assert spans == () if character.isspace() and not spans else result.raw[slice(*spans[0])] == character
    assert {b.reason for b in result.layout.blocks if b.reason} <= set(REASONS)


@given(PAGES)
def test_cleaning_is_idempotent(text: str) -> None:
    once = read(text).clean
    assert read(once).clean == once


@given(st.lists(PAGES, min_size=2, max_size=3))
def test_reading_order_does_not_matter(texts: list[str]) -> None:
    originals = [plain(text, key=str(index)) for index, text in enumerate(texts)]
    forward = [read_text(original) for original in originals]
    assert [read_text(original) for original in reversed(originals)] == forward[::-1]


def test_hard_wrapped_lines_are_joined_again() -> None:
    paragraph = (
        "The river council of Norvan said on Tuesday that the new dam would\n"
        "open in spring, a year later than planned, because the northern\n"
        "gates had to be cast again at the foundry which had made the first\n"
        "ones two winters ago, under another owner."
    )
    result = read(f"Dam opens late\n\n{paragraph}\n\n{paragraph.replace('Norvan', 'Tessin')}\n")
    assert result.clean.split("\n\n")[1] == paragraph.replace("\n", " ")
    assert result.layout is not None
    assert bad_segments(result.raw, result.clean, result.layout) == ()


def test_lines_of_their_own_are_not_joined() -> None:
    text = "The first short line\nThe second one\nA third line, somewhat longer than the others\nLast"
    assert read(text).clean == text.replace("\n", "\n\n")


def test_a_page_goes_the_way_of_markup() -> None:
    body = (
        "<p>The council said on Tuesday that the new dam would open in spring &amp; not before, after long talks.</p>"
    )
    data = f"<html><body><article><h1>Dam opens late</h1>{body * 3}</article></body></html>".encode()
    result = read_text(Original(key="a.html", media=Media.HTML, data=data, sha256=sha256(data)))
    assert result.layout is not None
    assert "spring & not before" in result.clean
    assert bad_segments(result.raw, result.clean, result.layout) == ()


def test_nothing_to_read() -> None:
    result = read(" \n ")
    assert result.document is None
    assert [d.code for d in result.diagnostics] == ["empty"]


def test_diagnostics_name_document_and_key() -> None:
    result = read("A\x00na said so.")
    assert result.document is not None
    assert "\x00" in result.clean
    assert {(d.key, d.document) for d in result.diagnostics} == {("a.txt", result.document.id)}
    assert "null_characters" in {d.code for d in result.diagnostics}
