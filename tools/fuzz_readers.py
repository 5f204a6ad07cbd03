"""Targets of fuzzing for all that takes files apart: made sound, then made wrong, then read as in a build.

They are read by the code of the limited process, in a fuzzing process with limits of its own: what would be an answer
of a reader that broke, or its death, is a failure here, although a run would go on.
"""

import base64
import csv
import gzip
import io
import json
import random
import zlib
from collections.abc import Callable, Generator
from pathlib import Path

from tools import making
from tools.fuzz_inputs import encoded, mutated, page, prose
from tools.fuzz_running import Made

from sayso import ingest, text
from sayso.ingest.container import Container
from sayso.ingest.expand import expand
from sayso.ingest.kinds import Kind
from sayso.ingest.limits import Limits
from sayso.ingest.pdf import PdfText, find_places, read_pdf
from sayso.records import Diagnostic, Original

LIMITS = Limits()
READ_TWICE = 0.1
"""This share of the inputs is read twice, and its first documents are decoded."""

READ_IN_FULL = 0.02
"""Of this share of the inputs documents are cleaned too and their maps checked; the target `html` does so always."""

LOOKED_AT = 3
"""So many documents of an input are decoded."""

PDF_PIECES = (
    *(b"/Kids [2 0 R]", b"/Count 99999999", b"/Length -1", b"/Filter /FlateDecode", b"/Parent 2 0 R", b"endobj"),
    *(b"stream\n", b"endstream", b"/Prev 0", b"/Type /ObjStm /N 9 /First 9", b"<<" * 50, b"[" * 50, b"9 Tf ", b"Td ("),
    *(b"/Encrypt 3 0 R", b"xref\n", b"trailer <<", b"/Root 2 0 R", b"/Contents [5 0 R 5 0 R 4 0 R]", b"1e38 0 Td "),
)
WARC_PIECES = (
    *(b"Content-Length: 0\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -5\r\n", b"WARC/1.1\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n", b"\r\n\r\n"),
    *(b"WARC-Type: revisit\r\n", b"WARC-Target-URI: <http://x/>\r\n", b"WARC-Date: never\r\n", b"ffffffff\r\n"),
    b"WARC-Block-Digest: sha1:AAAA\r\n",
)
XML_PIECES = (
    *(b"<!DOCTYPE a [<!ENTITY x '&x;&x;'>]>", b"&x;", b"<![CDATA[", b"]]>", b"<?xml version='1.0' encoding='utf-16'?>"),
    *(b"<item>", b"</item>", b"<content:encoded>", b"<loc>", b"<entry xmlns='http://www.w3.org/2005/Atom'>", b"&nbsp;"),
    *(b"<sitemapindex>", b"<link href='", b"<!--", b"<a>" * 400, b"<pubDate>Tue, 99 Mar 0000 99:99:99 +9999</pubDate>"),
)
MAIL_PIECES = (
    *(b'Content-Type: multipart/mixed; boundary="====="\n', b"--=====\n", b"--=====--\n", b"\nFrom x\n", b"\n\n"),
    *(b"Content-Transfer-Encoding: base64\n", b"Content-Type: text/html; charset=utf-7\n", b"Subject: =?x?q?=ff?=\n"),
    *(b"Content-Type: message/rfc822\n", b"Date: 1\n", b"From: \xff\xfe\n", b"Content-Disposition: attachment\n"),
)


def _sprinkled(chance: random.Random, data: bytes, pieces: tuple[bytes, ...]) -> bytes:
    """Bytes with pieces of their format thrown in, and mutated."""
    out = bytearray(data)
    for _ in range(chance.choice((0, 1, 1, 2, 6))):
        at = chance.randint(0, len(out))
        out[at : at + chance.choice((0, 0, 5, 30))] = chance.choice(pieces)
    return mutated(chance, bytes(out))


def _items(data: bytes, name: str, kind: Kind) -> list[Original | Diagnostic]:
    csv.field_size_limit(LIMITS.max_bytes)  # as the limited process has it
    return list(expand(kind, io.BytesIO(data), Container(key=name, place=name, limits=LIMITS)))


def check_file(data: bytes, name: str, kind: Kind) -> Generator[str]:
    """The properties that reading a file and the first documents in it breaks."""
    found = _items(data, name, kind)
    originals = [item for item in found if isinstance(item, Original)]
    if sum(len(original.data) for original in originals) > max(LIMITS.ratio_free_bytes, LIMITS.max_ratio * len(data)):
        yield "more came out than may"
    share = zlib.crc32(data) % 1000 / 1000
    if share >= READ_TWICE:
        return
    if found != _items(data, name, kind):
        yield "not the same twice"
    for original in originals[:LOOKED_AT]:
        yield from check_text(original) if share < READ_IN_FULL else check_decoding(original)


def check_decoding(original: Original) -> Generator[str]:
    """The properties that decoding an original breaks."""
    first = ingest.decode(original)
    yield from (f"the reader broke: {d.detail}" for d in first.diagnostics if d.code == "quarantined")
    if ingest.decode(original) != first:
        yield "not the same text twice"


def check_text(original: Original) -> Generator[str]:
    """The properties that reading the text of an original breaks."""
    first = text.read_text(original)
    yield from (f"the reader broke: {d.detail}" for d in first.diagnostics if d.code == "quarantined")
    if text.read_text(original) != first:
        yield "not the same text twice"
    if first.layout:
        yield from (f"segment {index}" for index in text.bad_segments(first.raw, first.clean, first.layout))
        yield from (f"block {b.span}" for b in first.layout.blocks if not 0 <= b.span[0] <= b.span[1] <= len(first.raw))


def _file(name: str, data: bytes, kind: Kind) -> Made:
    return data, lambda: check_file(data, name, kind)


def jsonl(chance: random.Random, folder: Path) -> Made:
    """Lines of documents; keys and values of all kinds."""
    lines: list[str] = []
    for number in range(chance.randint(1, 5)):
        key = chance.choice(("a", number, "", None, "\ud800", "b" * 300))
        fields: dict[str, object] = {"id": key, chance.choice(("text", "text", "story_text")): prose(chance)}
        if chance.random() < 0.3:
            fields["html"] = page(chance)
        for name in ("title", "url", "outlet", "published", "language", "date", "captured"):
            if chance.random() < 0.3:
                values = ("2018-01-18", "2018-13", "en", "../2024", "x\0", 7, None, [], {"a": 1}, "\ud83d")
                fields[name] = chance.choice(values)
        lines.append(json.dumps(fields, ensure_ascii=chance.random() < 0.5))
    content = chance.choice(("\n", "\r\n", "\n\n", " ")).join(lines).encode("utf-8", "surrogatepass")
    return _file("fuzz.jsonl", mutated(chance, content), Kind.LINES)


def table(chance: random.Random, folder: Path) -> Made:
    """A table of documents."""
    mark = chance.choice(",;\t")
    names = chance.choices(("story_text", "text", "url", "title", "publish_date", "media_name", "stories_id", ""), k=5)
    cells = ("2018-01-18", '"', "=1+1", "", "https://tower.example/1", "\r", "é", "7", '"' + prose(chance) + '"')
    rows = [mark.join(names), *(mark.join(chance.choices(cells, k=chance.randint(0, 7))) for _ in range(4))]
    data = chance.choice(("\n", "\r\n", "\r")).join(rows).encode("utf-8", "replace")
    return _file("fuzz.csv", mutated(chance, data), Kind.TABLE)


def packed_page(chance: random.Random, folder: Path) -> Made:
    """A page, gzip-compressed."""
    data = gzip.compress(encoded(chance, page(chance)), chance.choice((1, 9)), mtime=0)
    return _file("fuzz.html.gz", mutated(chance, data), Kind.HTML_GZIP)


def _warc(chance: random.Random) -> bytes:
    answers: list[making.Answer] = []
    for number in range(chance.randint(1, 4)):
        body = encoded(chance, page(chance))
        headers: tuple[str, ...] = ()
        match chance.randrange(6):
            case 0:
                body, headers = gzip.compress(body, mtime=0), ("Content-Encoding: gzip",)
            case 1:
                body, headers = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), ("Transfer-Encoding: chunked",)
            case 2:
                body, headers = zlib.compress(body), ("Content-Encoding: deflate",)
            case _:
                pass
        kind = chance.choice(("text/html", "text/html; charset=cp1251", "text/plain", "application/pdf", "image/png"))
        answers.append(making.Answer(f"https://tower.example/{number}", body, kind, headers=headers))
    if chance.random() < 0.5:
        return _sprinkled(chance, making.warc(answers), WARC_PIECES)
    plain = _sprinkled(chance, making.warc(answers, packed=False), WARC_PIECES)
    return gzip.compress(plain, mtime=0) if chance.random() < 0.3 else plain


def warc(chance: random.Random, folder: Path) -> Made:
    """A web archive."""
    return _file("fuzz.warc", _warc(chance), Kind.WARC)


def wacz(chance: random.Random, folder: Path) -> Made:
    """A package of web archives."""
    names = ("archive/a.warc.gz", "archive/b.warc", "archive/../c.warc", "pages/pages.jsonl")
    data = making.zip_of({name: _warc(chance) for name in chance.sample(names, k=chance.randint(1, 3))})
    return _file("fuzz.wacz", mutated(chance, data), Kind.WACZ)


def pdf(chance: random.Random, folder: Path) -> Made:
    """A PDF."""
    pages = [prose(chance)[:3000].splitlines() or [""] for _ in range(chance.randint(0, 3))]
    data = _sprinkled(chance, making.pdf(pages), PDF_PIECES)
    return data, lambda: check_pdf(data)


def check_pdf(data: bytes) -> Generator[str]:
    """The properties that reading a PDF breaks."""
    found = read_pdf(data)
    yield from _pdf_problems(found)
    if found.problem is None:
        places = find_places(data, ((0, len(found.text)),))
        yield from (f"page {place.page} of {found.pages}" for place in places if not 1 <= place.page <= found.pages)
    if zlib.crc32(data) % 1000 < 1000 * READ_TWICE and read_pdf(data) != found:
        yield "not the same twice"


def _pdf_problems(found: PdfText) -> Generator[str]:
    try:
        found.text.encode("utf-8")
    except UnicodeEncodeError as error:
        yield f"its text is none: {error}"
    if found.problem is None and found.pages and found.text.count("\f") != found.pages - 1:
        yield "pages are parted wrongly"


def feed(chance: random.Random, folder: Path) -> Made:
    """An RSS or Atom feed."""
    if chance.random() < 0.5:
        names = ("title", "link", "guid", "pubDate", "dc:creator", "description", "content:encoded", "media:title")
        values = ("Port reopens", "https://tower.example/1", "Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05")
        items = [
            {name: chance.choice((*values, page(chance))) for name in chance.sample(names, k=chance.randint(1, 7))}
            for _ in range(chance.randint(0, 3))
        ]
        data = making.rss(items)
    else:
        kind = chance.choice(("html", "xhtml", "text", "application/xml", ""))
        data = making.atom([f"<id>1</id><content type='{kind}'>{prose(chance)}<p>x</p></content>"] * 2)
    return _file("fuzz.xml", _sprinkled(chance, data, XML_PIECES), Kind.XML)


def sitemap(chance: random.Random, folder: Path) -> Made:
    """A sitemap or an index of sitemaps."""
    addresses = ["https://tower.example/1", "javascript:1", prose(chance)[:200]]
    data = making.sitemap(addresses, root=chance.choice(("urlset", "sitemapindex")))
    return _file("fuzz.xml", _sprinkled(chance, data, XML_PIECES), Kind.XML)


def _message(chance: random.Random) -> bytes:
    head = [b"From: The Tower <news@tower.example>", b"Subject: The day", b"Message-ID: <1@tower.example>"]
    if chance.random() < 0.5:
        head += [b"List-Id: x", b"Date: Tue, 05 Mar 2024 10:00:00 -0500"]
    plain = b"Content-Type: text/plain; charset=utf-8\n\n" + prose(chance).encode("utf-8", "replace") + b"\n"
    if chance.random() < 0.4:
        return b"\n".join((*head, plain))
    markup = base64.encodebytes(page(chance).encode("utf-8", "replace"))
    html = b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + markup
    kind = b'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="====="\n'
    return b"\n".join((*head, kind, b"--=====", plain, b"--=====", html, b"--=====--", b""))


def mail(chance: random.Random, folder: Path) -> Made:
    """A message."""
    return _file("fuzz.eml", _sprinkled(chance, _message(chance), MAIL_PIECES), Kind.MAIL)


def mailbox(chance: random.Random, folder: Path) -> Made:
    """A mailbox."""
    data = making.mbox([_message(chance) for _ in range(chance.randint(1, 3))])
    return _file("fuzz.mbox", _sprinkled(chance, data, MAIL_PIECES), Kind.MAILBOX)


def archive(chance: random.Random, folder: Path) -> Made:
    """A ZIP or TAR archive, now and then inside another one."""
    names = ("a.txt", "b.html", "../c.txt", "/d.txt", "C:\\e.txt", "f/g.jsonl", "h.html.gz", "about.csv", "i.png", ".j")
    members = {name: _member(chance, name) for name in chance.sample(names, k=chance.randint(1, 5))}
    inner = chance.choice((making.zip_of(members), making.tar_of(members), making.tar_of(members, "w:bz2")))
    if chance.random() < 0.3:
        inner = making.zip_of({"x.zip": mutated(chance, inner), "y.txt": b"Ana Ruiz said so."})
    kind = Kind.ZIP if inner[:2] == b"PK" else Kind.TAR_BZIP2 if inner[:2] == b"BZ" else Kind.TAR
    return _file("fuzz.bin", mutated(chance, inner), kind)


def _member(chance: random.Random, name: str) -> bytes:
    if name.endswith(".csv"):
        return b"path,outlet\na.txt,The Tower\n../c.txt,X\n"
    if name.endswith(".jsonl"):
        return json.dumps({"id": "x", "text": prose(chance)}).encode()
    content = page(chance) if "html" in name else prose(chance)
    data = content.encode("utf-8", "replace")
    return gzip.compress(data, mtime=0) if name.endswith(".gz") else data


READERS: dict[str, Callable[[random.Random, Path], Made]] = {
    "jsonl": jsonl,
    "table": table,
    "gzip": packed_page,
    "warc": warc,
    "wacz": wacz,
    "pdf": pdf,
    "feed": feed,
    "sitemap": sitemap,
    "mail": mail,
    "mailbox": mailbox,
    "archive": archive,
}
"""The readers, and what makes input for each."""
