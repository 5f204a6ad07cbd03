"""Makes small files of every kind that is read, byte for byte the same each time: for tests and for fuzzing.

The formats are written out by hand, so that each of their parts can be made wrong on purpose.
"""

import gzip
import html
import io
import tarfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from typing import NamedTuple

FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class Answer(NamedTuple):
    """One record of a web archive: what a server answered."""

    url: str
    body: bytes
    kind: str = "text/html; charset=utf-8"
    captured: str = "2024-02-03T10:11:12Z"
    status: str = "200 OK"
    headers: tuple[str, ...] = ()


def warc(answers: Sequence[Answer], *, packed: bool = True) -> bytes:
    """A WARC file with these answers; packed, each record is a gzip member of its own."""
    records = [_record(answer) for answer in answers]
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def _record(answer: Answer) -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {answer.status}", f"Content-Type: {answer.kind}", *answer.headers, "", ""))
    block = head.encode() + answer.body
    fields = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {answer.url}",
        f"WARC-Date: {answer.captured}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{zlib.crc32(block):012d}>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(fields).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with these lines on its pages, an empty one for a wider gap, in Latin letters."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        content = _page_content(lines)
        resources = "<< /Font << /F1 3 0 R >> >>"
        page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {resources} /Contents {5 + 2 * index} 0 R"
        objects.append(f"<< {page} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF with these objects, numbered from 1; the first is its catalog."""
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _page_content(lines: Sequence[str]) -> bytes:
    shown = ["BT /F1 11 Tf 14 TL 72 740 Td"]
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        shown.append(f"({escaped}) Tj T*" if line else "T*")
    return "\n".join((*shown, "ET")).encode("cp1252", "replace")


def rss(items: Sequence[Mapping[str, str]], *, title: str = "The Tower", before: str = "") -> bytes:
    """An RSS feed whose items have these elements, escaped; `before` stands before its root."""
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/"'
    )
    bodies = "".join(
        "<item>" + "".join(f"<{name}>{html.escape(value)}</{name}>" for name, value in item.items()) + "</item>"
        for item in items
    )
    channel = f"<channel><title>{html.escape(title)}</title><language>en-gb</language>{bodies}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0" {spaces}>{channel}</rss>'.encode()


def atom(entries: Sequence[str]) -> bytes:
    """An Atom feed with these entries, given as markup."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Lantern</title>{inside}</feed>'.encode()


def sitemap(addresses: Sequence[str], *, root: str = "urlset") -> bytes:
    """A sitemap of these addresses, or with the root `sitemapindex` an index of sitemaps."""
    child = "url" if root == "urlset" else "sitemap"
    inside = "".join(f"<{child}><loc>{html.escape(a)}</loc><lastmod>2024-03-05</lastmod></{child}>" for a in addresses)
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{root}>'.encode()


def message(text: str, page: str | None = None, headers: Mapping[str, str] | None = None) -> bytes:
    """A message with a part of plain text and, where `page` is given, one of HTML."""
    made = EmailMessage()
    for name, value in (headers or {"From": "The Tower <news@tower.example>", "Subject": "The day"}).items():
        made[name] = value
    made.set_content(text, cte="8bit")
    if page is not None:
        made.add_alternative(page, subtype="html", cte="base64")
        made.set_boundary("=====")
    return made.as_bytes()


def mbox(messages: Sequence[bytes]) -> bytes:
    """A mailbox with these messages."""
    return b"".join(b"From tower Tue Mar  5 10:00:00 2024\n" + one.rstrip(b"\n") + b"\n\n" for one in messages)


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tar_of(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    """A TAR archive with these members; `mode` as for `tarfile.open`."""
    out = io.BytesIO()
    level = {"compresslevel": 1} if mode == "w:bz2" else {}
    with tarfile.open(fileobj=out, mode=mode, **level) as archive:  # pyright: ignore[reportCallIssue, reportArgumentType]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
