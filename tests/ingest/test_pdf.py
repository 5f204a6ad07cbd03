"""PDF: paragraphs, pages, places, and files without text."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tools import making

from sayso.engines.stages import Job, Plan, run_job, text_of
from sayso.ingest import decode
from sayso.ingest.sandbox import pdf_places
from sayso.records import Attribution, Media, Original, sha256
from sayso.text import read_text
from sayso.text.pdf import page_of

LONG = "The harbour master told The Tower that nobody had asked him about the plan,"


def original(data: bytes) -> Original:
    return Original(key="a.pdf", media=Media.PDF, data=data, sha256=sha256(data))


def test_lines_become_paragraphs_over_page_ends() -> None:
    first = ["Dam opens in Norvan", "", LONG, "and that the ministry had ignored three of his letters"]
    second = ["since the spring of that year.", "", "He said that he would resign."]
    read = read_text(original(making.pdf([first, second])))
    assert read.clean.split("\n\n") == [
        "Dam opens in Norvan",
        f"{LONG} {first[3]} {second[0]}",
        "He said that he would resign.",
    ]
    assert page_of(read.raw, read.raw.index("ministry")) == 1
    assert page_of(read.raw, read.raw.index("resign")) == 2


def test_furniture_of_pages_is_left_out() -> None:
    pages = [
        [f"The Tower, page {n}", "", f"Paragraph {n} says that the dam held.", "", "tower.example"] for n in range(1, 4)
    ]
    read = read_text(original(making.pdf(pages)))
    assert read.clean.split("\n\n") == [f"Paragraph {n} says that the dam held." for n in range(1, 4)]
    assert read.layout is not None
    assert {block.reason for block in read.layout.blocks if not block.kept} == {"page_furniture"}


def test_a_span_has_a_place_on_its_page() -> None:
    data = making.pdf([["Nothing here."], [LONG, "", "He said no."]])
    raw = decode(original(data)).text
    start = raw.index("He said no.")
    (place,) = pdf_places(data, ((start, start + 2),))
    assert (place.page, place.left) == (2, pytest.approx(72, abs=2))
    assert 792 - 740 < 792 - place.bottom < 120


def test_statements_of_a_pdf_point_into_its_raw_layer() -> None:
    data = making.pdf([["Mayor Ana Ruiz said on Monday that the port would reopen.", '"It will be safe," she said.']])
    result = run_job(Job(original=original(data)), Plan(extractor="rules"))
    parts = text_of(result.steps[0])
    assert parts is not None
    found = [r for r in result.steps[1].records if isinstance(r, Attribution)]
    assert {parts[2][slice(*span)] for a in found for span in a.cue} >= {"said"}


def test_pages_without_text() -> None:
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    paint = b"q 600 0 0 700 0 0 cm /I Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(paint), paint),
        image + b"\nstream\n\x00\nendstream",
    ]
    decoded = decode(original(making.pdf_of(objects)))
    assert (decoded.text, [d.code for d in decoded.diagnostics]) == ("", ["scanned_pdf"])


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n" + b"x" * 500, making.pdf([["x"]])[:200]])
def test_broken_files(data: bytes) -> None:
    decoded = decode(original(data))
    assert decoded.text == ""
    assert [d.code for d in decoded.diagnostics] in (["bad_pdf"], ["scanned_pdf"])


def test_a_page_printed_by_a_browser(tmp_path: Path, sample_news: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no Chromium: install it to print real pages")
    page = next(iter(sorted(sample_news.glob("*.html"))))
    made = tmp_path / "page.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={made}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    data = page.read_bytes()
    markup = read_text(Original(key="p", media=Media.HTML, data=data, sha256=sha256(data)))
    printed = read_text(original(made.read_bytes()))
    words, of_page = set(printed.clean.split()), markup.clean.split()
    assert sum(word in words for word in of_page) >= 0.9 * len(of_page)
    assert printed.layout is not None
    for segment in printed.layout.segments:
        if segment.kind == "copy":
            copied = printed.raw[segment.raw_start : segment.raw_end]
            assert copied == printed.clean[segment.clean_start : segment.clean_end]


@pytest.mark.parametrize("lines", [["\0" * 3000, "Ana Ruiz said so."], ["Ana Ruiz said so. " + "\0" * 3000]])
def test_thousands_of_characters_without_text(lines: list[str]) -> None:
    decoded = decode(original(making.pdf([lines])))
    assert (decoded.text.strip(), decoded.diagnostics) == ("Ana Ruiz said so.", ())
