"""Makes real PDF and WARC files of pages and reads them: `python -m tools.real_files FOLDER --out FOLDER [--pages 20]`.

Pages (`.html`, `.html.gz`) are printed by the system's Chromium, without scripts and without a network, and archived
by another program's writer of WARC, half of them compressed as servers send them; with `wget` on the system, also by
fetching them from a server on this machine. All files are built into one ledger, whose every span is proved. Printed
are how many were read, what the proof found, how many of the spans have a place on their page, and how much of the
clean text of a page is found in that of its PDF and its records. Files that were printed are not printed again.
"""

import argparse
import contextlib
import gzip
import io
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import NamedTuple

from fastwarc.warc import WarcRecord, WarcRecordType

from sayso import app, text
from sayso.ingest.sandbox import pdf_places
from sayso.ledger import Ledger
from sayso.records import Media, Original, sha256

SECONDS = 60
CHROMIUM = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking"),
    *("--proxy-server=http://127.0.0.1:9", "--timeout=20000"),
)
NOTHING_ELSE = b"<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">"
"""Put before a page: no scripts, and nothing that it names from elsewhere is asked for."""


class Found(NamedTuple):
    """What reading the files gave.

    Attributes:
        documents, statements: how many, by the end of the file's name.
        findings: what the proof of the ledger found.
        placed, spans: spans of statements in PDF that have a place on a page, and all of them.
        agreement: for each file the share of its page's clean words that are in its own clean text, in runs of four.
    """

    documents: Counter[str]
    statements: Counter[str]
    findings: int
    placed: int
    spans: int
    agreement: dict[str, list[float]]


def print_pages(pages: Mapping[str, bytes], out: Path) -> list[Path]:
    """The PDFs of pages, by name; those that are there are kept, pages that Chromium cannot print are left out."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in pages.items():
            if not (out / f"{name}.pdf").exists():
                _print_page(NOTHING_ELSE + data, Path(folder), out / f"{name}.pdf")
    return [path for name in pages if (path := out / f"{name}.pdf").exists()]


def _print_page(data: bytes, folder: Path, path: Path) -> None:
    page = folder / "page.html"
    page.write_bytes(data)
    command = [str(shutil.which("chromium")), *CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}"]
    with contextlib.suppress(subprocess.SubprocessError):
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=SECONDS)


def archive_pages(pages: Mapping[str, bytes], path: Path) -> Path:
    """A WARC with these pages, written by another program's library; every second one compressed."""
    with path.open("wb") as out:
        for number, (name, data) in enumerate(pages.items()):
            head, body = [b"HTTP/1.1 200 OK", b"Content-Type: text/html"], data
            if number % 2:
                head, body = [*head, b"Content-Encoding: gzip"], gzip.compress(data, mtime=0)
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://pages.example/{name}"
            record.headers["WARC-Date"] = "2024-03-05T10:00:00Z"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(b"\r\n".join((*head, b"Content-Length: %d" % len(body), b"", b"")) + body)
            plain = io.BytesIO()
            record.write(plain, checksum_data=True)
            out.write(gzip.compress(plain.getvalue(), mtime=0))
    return path


def fetch_pages(pages: Mapping[str, bytes], path: Path) -> Path | None:
    """A WARC that wget writes while it fetches these pages from this machine; None without wget."""
    wget = shutil.which("wget")
    if wget is None:
        return None
    with _serving(pages) as server:
        urls = [f"http://127.0.0.1:{server.server_port}/{name}" for name in pages]
        command = [wget, "-q", "--no-proxy", "--no-config", "-O", "/dev/null", f"--warc-file={path}", *urls]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return path.with_name(f"{path.name}.warc.gz")


def _serving(pages: Mapping[str, bytes]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = pages[self.path.strip("/")]
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def read_files(pages: Mapping[str, bytes], files: Sequence[Path], ledger_path: Path) -> Found:
    """Build files made of these pages into a new ledger, and what was found."""
    app.build(files, ledger_path, app.BuildOptions(extractor="rules"))
    truths = {name: clean_of(data) for name, data in pages.items()}
    found = Found(Counter(), Counter(), 0, 0, 0, {})
    placed = spans = 0
    with Ledger.open(ledger_path) as ledger:
        findings = len(list(app.verify(ledger)))
        for row in ledger.documents():
            kind = "pdf" if row.key.endswith(".pdf") else "warc"
            name = re.split(r"[/]", row.key.removesuffix(".pdf"))[-1]
            records = ledger.records(row.row)
            if records is None:
                continue
            found.documents[kind] += 1
            found.statements[kind] += len(records.statements)
            found.agreement.setdefault(kind, []).append(share_of(truths[name], records.clean))
            if kind == "pdf":
                one = [span for a in records.attributions for span in a.content]
                spans += len(one)
                original = ledger.original(row.input_id)
                placed += sum(bool(pdf_places(original.data, (span,))) for span in one) if original else 0
    return found._replace(findings=findings, placed=placed, spans=spans)


def clean_of(data: bytes) -> str:
    """The clean layer of a page."""
    return text.read_text(Original(key="page.html", media=Media.HTML, data=data, sha256=sha256(data))).clean


def share_of(truth: str, found: str) -> float:
    """How much of a text is in another one: the share of its runs of four words."""
    wanted, there = _runs(truth), _runs(found)
    return (wanted & there).total() / wanted.total() if wanted else 1.0


def _runs(text_: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text_)
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def pages_of(folder: Path, most: int) -> dict[str, bytes]:
    """The first pages of a folder, by the beginning of their name."""
    found = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])[:most]
    return {path.name.partition(".")[0][:40]: _bytes(path) for path in found}


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def rows(found: Found) -> Iterator[str]:
    """What was found, line by line."""
    for kind, shares in found.agreement.items():
        yield (
            f"{kind}: {found.documents[kind]} documents, {found.statements[kind]} statements, "
            f"shared text: median {median(shares):.3f}, least {min(shares):.3f}"
        )
    yield f"places: {found.placed} of {found.spans} spans; findings of the proof: {found.findings}"


def main() -> None:
    """Make the files, read them, print what was found; exit 1 where the proof found anything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=1000)
    options = parser.parse_args()
    pages = pages_of(options.folder, options.pages)
    files = [*print_pages(pages, options.out), archive_pages(pages, options.out / "written.warc.gz")]
    fetched = fetch_pages(pages, options.out / "fetched")
    ledger = options.out / "real.ledger"
    ledger.unlink(missing_ok=True)
    found = read_files(pages, [*files, *([fetched] if fetched else [])], ledger)
    print(f"{len(pages)} pages, {len(files) - 1} printed, {'also' if fetched else 'not'} fetched by wget")
    print(*rows(found), sep="\n")
    sys.exit(1 if found.findings else 0)


if __name__ == "__main__":
    main()
