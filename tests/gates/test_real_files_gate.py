"""PDF and WARC files that other programs made of pages are read, and every span of them is proved."""

import shutil
from pathlib import Path

import pytest
from tools import real_files

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="install chromium to print pages")
PRINTED = 4
SAMPLE_SHARED, REAL_SHARED = 0.95, 0.8
"""Least median of the clean words of a page that must be in its PDF: invented pages, and real ones."""


def read(pages: dict[str, bytes], out: Path) -> real_files.Found:
    files = [*real_files.print_pages(pages, out), real_files.archive_pages(pages, out / "written.warc.gz")]
    return real_files.read_files(pages, files, out / "real.ledger")


def check(found: real_files.Found, pages: dict[str, bytes], least: float) -> None:
    assert found.findings == 0
    assert found.documents["warc"] == len(pages)
    assert found.documents["pdf"] >= len(pages) // 2  # some real pages Chromium does not print without what they name
    assert min(found.agreement["warc"]) == 1.0
    assert sorted(found.agreement["pdf"])[len(found.agreement["pdf"]) // 2] >= least
    assert found.spans
    assert found.placed == found.spans


def test_invented_pages(sample_news: Path, tmp_path: Path) -> None:
    pages = real_files.pages_of(sample_news, PRINTED)
    check(read(pages, tmp_path), pages, SAMPLE_SHARED)


def test_real_pages(corpora: Path, tmp_path: Path) -> None:
    pages = real_files.pages_of(corpora / "pages", PRINTED)
    check(read(pages, tmp_path), pages, REAL_SHARED)


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_pages_that_wget_archives(corpora: Path, tmp_path: Path) -> None:
    pages = real_files.pages_of(corpora / "pages", PRINTED)
    fetched = real_files.fetch_pages(pages, tmp_path / "fetched")
    archive = fetched or real_files.archive_pages(pages, tmp_path / "written.warc.gz")
    found = real_files.read_files(pages, [archive], tmp_path / "real.ledger")
    assert (found.documents["warc"], found.findings) == (len(pages), 0)
    assert min(found.agreement["warc"]) == 1.0
