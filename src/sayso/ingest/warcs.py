"""Web archives: the pages in WARC and WACZ files, each with its address and the time it was captured."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO

from msgspec import UNSET

from sayso.ingest.charsets import codec_of
from sayso.ingest.container import Container, Count, Item, as_original
from sayso.ingest.http import decoded_body
from sayso.ingest.walk import printable
from sayso.records import Diagnostic, Facts, Media

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_MEDIA_OF_TYPE: dict[str, Media] = {
    "text/html": Media.HTML,
    "application/xhtml+xml": Media.HTML,
    "text/plain": Media.TEXT,
    "application/pdf": Media.PDF,
}
_NO_ARTICLES = ("/robots.txt", "/ads.txt", "/app-ads.txt", "/security.txt", "/humans.txt", "/llms.txt")
_WEB = ("http://", "https://")


def read_warc(stream: BinaryIO, container: Container) -> Iterator[Item]:
    """The pages of a WARC file, plain or compressed, in its order; the key of a page is its address.

    The original of a page is its record's payload: the body of the answer, its transfer and content encodings undone.
    Pictures, scripts, answers other than 200 and records without a page are counted.
    """
    count = Count(container)
    yield from count.seen(_pages(stream, container, count))
    yield count.note()


def read_wacz(stream: BinaryIO, container: Container) -> Iterator[Item]:
    """The pages of all WARC files in a WACZ package, as `read_warc` gives them."""
    count = Count(container)
    try:
        with zipfile.ZipFile(stream) as package:
            names = sorted(name for name in package.namelist() if name.startswith("archive/") and ".warc" in name)
            for name in names[: container.limits.max_members]:
                inner = Container(
                    key=f"{container.key}/{printable(name)}",
                    place=f"{container.place}/{printable(name)}",
                    limits=container.limits,
                )
                with package.open(name) as member:
                    yield from count.seen(_pages(member, inner, count))  # pyright: ignore[reportArgumentType]
            if not names:
                yield Diagnostic(code="bad_archive", key=container.key, detail="no archive/*.warc in it")
                return
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        yield Diagnostic(code="bad_archive", key=container.key, detail=str(error)[:200])
        return
    yield count.note()


def _pages(stream: BinaryIO, container: Container, count: Count) -> Iterator[Item]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
    records = 0
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=False):
            records += 1
            yield from _page(record, container, count, records)
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        detail = f"after {records} records: {error}"[:200]
        yield Diagnostic(code="bad_warc", key=container.key, detail=detail)
        return
    if not records and not stream.tell():
        yield Diagnostic(code="empty", key=container.key, detail="0 bytes")


def _page(record: "WarcRecord", container: Container, count: Count, number: int) -> Iterator[Item]:
    from fastwarc.warc import WarcRecordType

    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if record.record_type == WarcRecordType.revisit:
        count.pass_over("revisits (the page as captured before)")
        return
    if not address.startswith(_WEB) or address.split("?")[0].endswith(_NO_ARTICLES):
        count.pass_over("records that are no page")
        return
    if record.content_length > container.limits.max_bytes:
        detail = f"larger than {container.limits.max_bytes} bytes"
        yield Diagnostic(code="too_large", key=printable(address), detail=detail)
        return
    yield from _damage(record, address)
    if record.is_http:
        record.parse_http()  # pyright: ignore[reportUnknownMemberType]
        if record.http_headers.status_code != 200:
            count.pass_over(f"answers with status {record.http_headers.status_code}")
            return
    declared = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    media = _MEDIA_OF_TYPE.get((declared or "").partition(";")[0].strip().lower())
    if media is None:
        count.pass_over((declared or "answers without a type").partition(";")[0].strip().lower())
        return
    yield _original(record, address, media, f"{container.place}#{number}", container)


def _original(record: "WarcRecord", address: str, media: Media, place: str, container: Container) -> Item:
    key = printable(address)
    data = record.reader.read(container.limits.max_bytes + 1)
    body = decoded_body(data, _encodings(record), container.limits)
    if isinstance(body, str):
        return Diagnostic(code="bad_warc", key=key, detail=f"its body cannot be decoded: {body}")
    charset = record.http_charset if record.is_http else None
    captured = record.record_date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if record.record_date else None
    known = charset and codec_of(charset) and media is not Media.PDF
    facts = Facts(url=key, captured=captured or UNSET, encoding=charset.strip().lower() if charset and known else UNSET)
    return as_original(key, media, body, facts, place)


def _encodings(record: "WarcRecord") -> tuple[str, ...]:
    """The encodings of the body, in the order in which they have to be undone."""
    if not record.is_http:
        return ()
    headers = record.http_headers
    transfer = headers.get("Transfer-Encoding") or ""
    content = headers.get("Content-Encoding") or ""
    named = [name.strip().lower() for value in (transfer, content) for name in reversed(value.split(","))]
    return tuple(name for name in named if name and name != "identity")


def _damage(record: "WarcRecord", address: str) -> Iterator[Diagnostic]:
    """What the record's own digest or length says against its bytes."""
    if record.headers.get("WARC-Truncated"):
        yield Diagnostic(code="damaged_record", key=printable(address), detail="the capture was cut off")
    if record.headers.get("WARC-Block-Digest") and not record.verify_block_digest():
        yield Diagnostic(code="damaged_record", key=printable(address), detail="the digest of the record does not fit")
