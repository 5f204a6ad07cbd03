"""A target of fuzzing for watching: answers of servers, byte by byte, from the head to what is kept of them."""

import contextlib
import os
import random
import time
from collections.abc import Generator
from functools import cache
from http.client import HTTPException
from pathlib import Path
from typing import Any, cast

import msgspec
from tools import making
from tools.fuzz_inputs import mutated, page, prose
from tools.fuzz_running import Made

from sayso.ingest.apart import Apart
from sayso.ingest.feeds import Feed, read_feed
from sayso.ingest.robots import Robots, read_robots
from sayso.ingest.sitemaps import Sitemap, read_sitemap
from sayso.watch.addresses import Limited, Refused, joined, read_address
from sayso.watch.config import FeedPlan, WatchConfig
from sayso.watch.fetching import Failed, Fetcher, FetchLimits
from sayso.watch.reading import Reader
from sayso.watch.state import Kind, State, Watched

FEED = "https://tower.example/feed.xml"
HEADS = (
    *(b"Content-Length: 99\r\n", b"Content-Length: -1\r\n", b"Content-Length: x\r\n", b"Location: //[x\r\n"),
    *(b"Content-Encoding: gzip\r\n", b"Content-Encoding: br, deflate\r\n", b"Transfer-Encoding: chunked\r\n"),
    *(b"Retry-After: Tue, 99 Mar 0000 99:99:99 +9999\r\n", b"ETag: \x00\r\n", b"Location: /\xff\r\n", b" folded\r\n"),
    *(b"HTTP/1.1 100 Continue\r\n\r\n", b'Content-Type: text/html; charset="\r\n', b"X" * 70_000, b"\r\n"),
    *(b"7fffffffffffffff\r\n", b"-1\r\n"),
)
LINKS = (
    "/1",
    "http://[",
    "//[x",
    "javascript:1",
    "http://a\uff0fb/",
    "https://tower.example/\u202e",
    "http://127.1/",
    "",
)
STATUSES = (b"200 OK", b"200 OK", b"200 OK", b"301 Moved", b"304 Same", b"429 Busy", b"999 x", b"-1", b"")


class Here(Apart):
    """The readers of the limited process, called in this one, so that what they raise is seen."""

    def feed(self, data: bytes) -> Feed | str:
        """As in the limited process."""
        return read_feed(data)

    def sitemap(self, data: bytes) -> Sitemap | str:
        """As in the limited process."""
        return read_sitemap(data)

    def robots(self, data: bytes, product: str) -> Robots:
        """As in the limited process."""
        return read_robots(data, product)


class Link:
    """Bytes that come as from a connection, in pieces."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data, self._step = data, step

    def settimeout(self, seconds: float) -> None:
        """Nothing waits here."""

    def recv_into(self, buffer: memoryview) -> int:
        """The next piece; 0 at the end."""
        piece, self._data = self._data[: min(len(buffer), self._step)], self._data[min(len(buffer), self._step) :]
        buffer[: len(piece)] = piece
        return len(piece)


@cache
def _state(process: int) -> State:
    return State(Path(":memory:"))


def answers(chance: random.Random, folder: Path) -> Made:
    """The answer of a server to one of the requests of a watch."""
    kind = chance.choice((Kind.FEED, Kind.SITEMAP, Kind.ARTICLE, Kind.ARTICLE))
    body = _body(chance, kind)
    head = bytearray(b"HTTP/1.1 %s\r\nContent-Type: text/html\r\n" % chance.choice(STATUSES))
    for _ in range(chance.choice((0, 0, 1, 2, 5))):
        head += chance.choice(HEADS)
    data = bytes(head) + b"\r\n" + body
    data = mutated(chance, data) if chance.random() < 0.5 else data
    item = Watched(url=FEED, kind=kind, plan=FEED)
    return data, lambda: _problems(data, item, chance.choice((1, 7, 100_000)))


def _body(chance: random.Random, kind: Kind) -> bytes:
    links = chance.choices(LINKS, k=3)
    if kind is Kind.FEED:
        dates = ("/..", "2024-03-05", "Tue, 99 Mar 0000 99:99:99 +9999")
        return making.rss(
            [{"link": link, "title": prose(chance)[:300], "pubDate": chance.choice(dates)} for link in links]
        )
    if kind is Kind.SITEMAP:
        return making.sitemap(links, root=chance.choice(("urlset", "sitemapindex")))
    return page(chance).encode("utf-8", "replace")


def _problems(data: bytes, item: Watched, step: int) -> Generator[str]:
    state, limited = _state(os.getpid()), Limited()
    config = WatchConfig(contact="desk@example.org", feeds=(FeedPlan(url=FEED),))
    reader = Reader(config, state, Here())
    fetcher = Fetcher(config.agent, limited, FetchLimits(body_bytes=300_000))
    try:
        answer = fetcher._answer(cast(Any, Link(data, step)), read_address(FEED, limited), time.monotonic() + 300)
    except (Failed, OSError, HTTPException, ValueError):
        return  # what `fetch` makes a failure of the address
    if answer.location:
        with contextlib.suppress(Refused):
            read_address(joined(answer.url, answer.location), limited)
    with state.writing():
        found = reader._read(item, answer, 1_516_000_000.0)
    if not isinstance(found, str) and any(count < 0 for count in found.values()):
        yield "counted wrongly"
    msgspec.json.encode(found if isinstance(found, str) else dict(found))
