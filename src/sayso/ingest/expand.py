"""From the bytes of one file to its documents: one table of readers. It runs in the limited process."""

import io
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from msgspec import structs

from sayso.ingest.archives import read_tar, read_zip
from sayso.ingest.container import Budget, Container, Count, Item, OverBudget, as_original, problem_of
from sayso.ingest.feeds import feed_of, feed_originals
from sayso.ingest.kinds import CONTAINERS, Kind
from sayso.ingest.lines import read_lines
from sayso.ingest.mail import read_mbox, read_message
from sayso.ingest.sitemaps import Sitemap, sitemap_of
from sayso.ingest.tables import read_table
from sayso.ingest.unpack import Unpacked, gunzip
from sayso.ingest.warcs import read_wacz, read_warc
from sayso.ingest.xml import local_name, xml_root
from sayso.records import Diagnostic, Facts, Media, Original, sha256

_HEAD = 65536
_SITEMAP_ROOTS = ("urlset", "sitemapindex")


def expand(kind: Kind, stream: BinaryIO, container: Container) -> Iterator[Item]:
    """The documents in an open file of this kind, with the trouble met; what was read before trouble is kept."""
    budget = Budget(container.limits, stream.seek(0, os.SEEK_END))
    stream.seek(0)
    try:
        yield from expand_member(kind, stream, structs.replace(container, budget=budget), Facts())
    except OverBudget as error:
        yield Diagnostic(code="bad_archive", key=container.key, detail=str(error))


def expand_member(kind: Kind, stream: BinaryIO, container: Container, facts: Facts) -> Iterator[Item]:
    """The same for what may lie in another container; `facts` are known of a file that is one document."""
    if kind in CONTAINERS:
        if container.depth > container.limits.max_depth:
            detail = f"more than {container.limits.max_depth} containers inside each other"
            yield Diagnostic(code="bad_archive", key=container.key, detail=detail)
            return
        yield from _READERS[kind](stream, container)
        return
    data = stream.read(container.limits.max_bytes + 1)
    if len(data) > container.limits.max_bytes:
        yield Diagnostic(code="too_large", key=container.key, detail=f"larger than {container.limits.max_bytes} bytes")
        return
    yield single(kind, data, container, facts)


def single(kind: Kind, data: bytes, container: Container, facts: Facts) -> Item:
    """The one document in the bytes of a file; facts that are given win over those of a message's headers."""
    if kind is Kind.MAIL:
        if not data.strip():
            return Diagnostic(code="empty", key=container.key, detail=f"{len(data)} bytes")
        return with_facts(read_message(data, container.key, container), facts)
    media = Media(kind.value)
    if media is Media.HTML_GZIP and data:
        page = gunzip(data, container.limits)
        problem = ("bad_gzip", page) if isinstance(page, str) else problem_of(page)
        if problem:
            return Diagnostic(code=problem[0], key=container.key, detail=problem[1])
        return Original(
            key=container.key, media=media, data=data, sha256=sha256(data), facts=facts, place=container.place
        )
    return as_original(container.key, media, data, facts, container.place)


def with_facts(item: Item, facts: Facts) -> Item:
    """The same item; facts that are given win over its own."""
    if isinstance(item, Diagnostic):
        return item
    given = {name: value for name in Facts.__struct_fields__ if (value := getattr(facts, name))}
    return structs.replace(item, facts=structs.replace(item.facts, **given)) if given else item


def _read_lines(stream: BinaryIO, container: Container) -> Iterator[Item]:
    problem = problem_of(stream.read(_HEAD))
    if problem:
        yield Diagnostic(code=problem[0], key=container.key, detail=problem[1])
        return
    stream.seek(0)
    yield from _counted(stream, container)


def _counted(stream: BinaryIO, container: Container) -> Iterator[Item]:
    """The documents on the lines of a file, and how many they are."""
    count = Count(container)
    yield from count.seen(read_lines(stream, container.key, container.place, container.limits))
    yield count.note()


def _read_packed_lines(stream: BinaryIO, container: Container) -> Iterator[Item]:
    plain = io.BufferedReader(Unpacked(stream, "gz", container.limits))
    try:
        yield from _counted(plain, container)
    except OSError as error:
        yield Diagnostic(code="bad_gzip", key=container.key, detail=str(error)[:200])


def _read_xml(stream: BinaryIO, container: Container) -> Iterator[Item]:
    data = stream.read(container.limits.max_bytes + 1)
    if len(data) > container.limits.max_bytes:
        yield Diagnostic(code="too_large", key=container.key, detail=f"larger than {container.limits.max_bytes} bytes")
        return
    yield from _feed_or_sitemap(data, container)


def _read_packed_xml(stream: BinaryIO, container: Container) -> Iterator[Item]:
    data = gunzip(stream.read(container.limits.max_bytes), container.limits)
    if isinstance(data, str):
        yield Diagnostic(code="bad_gzip", key=container.key, detail=data)
        return
    yield from _feed_or_sitemap(data, container)


def _feed_or_sitemap(data: bytes, container: Container) -> Iterator[Item]:
    if not data.strip():
        yield Diagnostic(code="empty", key=container.key, detail=f"{len(data)} bytes")
        return
    root = xml_root(data)
    if isinstance(root, str):
        yield Diagnostic(code="bad_feed", key=container.key, detail=root)
        return
    found = sitemap_of(root) if local_name(root) in _SITEMAP_ROOTS else feed_of(root)
    if isinstance(found, str):
        yield Diagnostic(code="bad_feed", key=container.key, detail=found)
    elif isinstance(found, Sitemap):
        detail = f"a sitemap of {len(found.urls)} addresses and {len(found.sitemaps)} further sitemaps"
        yield Diagnostic(code="addresses_only", key=container.key, detail=detail)
    else:
        count = Count(container)
        yield from count.seen(feed_originals(found, container))
        yield count.note()


_READERS: dict[Kind, Callable[[BinaryIO, Container], Iterator[Item]]] = {
    Kind.LINES: _read_lines,
    Kind.LINES_GZIP: _read_packed_lines,
    Kind.TABLE: read_table,
    Kind.XML: _read_xml,
    Kind.XML_GZIP: _read_packed_xml,
    Kind.MAILBOX: read_mbox,
    Kind.WARC: read_warc,
    Kind.WACZ: read_wacz,
    Kind.ZIP: lambda stream, container: read_zip(stream, container, expand_member),
    Kind.TAR: lambda stream, container: read_tar(stream, container, expand_member),
    Kind.TAR_GZIP: lambda stream, container: read_tar(stream, container, expand_member, "gz"),
    Kind.TAR_BZIP2: lambda stream, container: read_tar(stream, container, expand_member, "bz2"),
    Kind.TAR_XZ: lambda stream, container: read_tar(stream, container, expand_member, "xz"),
}
"""How each kind of container is read."""
