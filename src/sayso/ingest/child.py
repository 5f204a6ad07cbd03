"""The limited process that parses what strangers made: `python -P -m sayso.ingest.child`, spoken to by `sandbox`.

It reads requests from its standard input and writes replies to its standard output until the input ends. When a parser
runs out of memory, or raises what it should not, the reply says so; when it is killed, the other side notices.
"""

import csv
import os
import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import structs

from sayso.ingest import wire
from sayso.ingest.confine import limit_files, limit_memory, limit_time
from sayso.ingest.container import Container
from sayso.ingest.expand import expand
from sayso.ingest.feeds import Feed, read_feed
from sayso.ingest.http import decoded_body
from sayso.ingest.kinds import Kind
from sayso.ingest.limits import Limits
from sayso.ingest.manifest import read_manifest
from sayso.ingest.pdf import find_places, read_pdf
from sayso.ingest.robots import Robots, read_robots
from sayso.ingest.sitemaps import Sitemap, read_sitemap
from sayso.ingest.tables import addresses_in, is_manifest
from sayso.ingest.walk import Row
from sayso.records import Diagnostic, Original


def main() -> None:
    """Serve until the input ends."""
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get between the frames
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = wire.receive_limits(requests)
    csv.field_size_limit(limits.max_bytes)
    limit_memory(limits.memory)
    limit_files()
    while (request := wire.receive_request(requests)) is not None:
        serve(request, limits, replies)


def serve(request: wire.Request, limits: Limits, replies: BinaryIO) -> None:
    """Answer one request: any number of replies, then `Done`."""
    failure = None
    try:
        limit_time(limits.cpu_seconds)
        for reply in _answers(request, limits):
            wire.send(replies, reply)
            limit_time(limits.cpu_seconds)
    except BrokenPipeError:
        raise
    except MemoryError:
        failure = "it needs more memory than its limit"
    except Exception as error:  # noqa: BLE001  the boundary of a container: its trouble must not cost the run
        failure = f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace").decode()
    wire.send(replies, wire.Done(failure=failure))


def _answers(request: wire.Request, limits: Limits) -> Iterator[wire.Reply]:
    match request:
        case wire.Expand():
            yield from _documents(request, limits)
        case wire.ReadPdf(spans=None):
            yield wire.Pages(text=read_pdf(request.data))
        case wire.ReadPdf():
            yield wire.Pages(places=find_places(request.data, request.spans or ()))
        case wire.ReadFetched():
            yield _fetched(request, limits)
        case wire.ReadManifest():
            yield _rows(request)


def _fetched(request: wire.ReadFetched, limits: Limits) -> wire.Fetched:
    found: Feed | Sitemap | Robots | tuple[dict[str, str], ...] | bytes | str
    match request.what:
        case "feed":
            found = read_feed(request.data)
        case "sitemap":
            found = read_sitemap(request.data)
        case "robots":
            found = read_robots(request.data, request.name)
        case "addresses":
            found = addresses_in(request.data, request.name)
        case _:
            body_limits = structs.replace(limits, max_bytes=request.most)
            found = decoded_body(request.data, request.encodings, body_limits)
    match found:
        case Feed():
            return wire.Fetched(feed=found)
        case Sitemap():
            return wire.Fetched(sitemap=found)
        case Robots():
            return wire.Fetched(robots=found)
        case tuple():
            return wire.Fetched(addresses=found)
        case bytes():
            return wire.Fetched(body=found)
        case str():
            return wire.Fetched(problem=found)


def _rows(request: wire.ReadManifest) -> wire.Rows:
    if not is_manifest(request.data):
        return wire.Rows(is_manifest=False)
    found = list(read_manifest(request.data, request.key))
    return wire.Rows(
        is_manifest=True,
        rows=tuple(item for item in found if isinstance(item, Row)),
        diagnostics=tuple(item for item in found if isinstance(item, Diagnostic)),
    )


def _documents(request: wire.Expand, limits: Limits) -> Iterator[wire.Reply]:
    container = Container(key=request.key, place=request.place, limits=limits)
    with open(os.fsdecode(request.path), "rb") as stream:  # noqa: PTH123 - names that are no UTF-8 stay as they are
        for item in expand(Kind(request.kind), stream, container):
            yield wire.Document(original=item) if isinstance(item, Original) else wire.Trouble(diagnostic=item)


if __name__ == "__main__":
    main()
