"""Parsers of what was fetched or found beside files: each call is answered by the limited process."""

import threading
from typing import Self

from msgspec import structs

from sayso.ingest import wire
from sayso.ingest.feeds import Feed
from sayso.ingest.limits import DEFAULT_LIMITS
from sayso.ingest.robots import Robots
from sayso.ingest.sandbox import Broken, Sandbox
from sayso.ingest.sitemaps import Sitemap
from sayso.ingest.walk import Row
from sayso.records import Diagnostic

FETCHED_LIMITS = structs.replace(DEFAULT_LIMITS, cpu_seconds=20, wall_seconds=100)
"""One answer has some megabytes at most; longer than this only one that was made to take long is read."""


class Apart:
    """A limited process for single values; started when first asked. Several threads may share it.

    Every method raises Broken when the process dies, is late, or says that it failed.

    Example:
        >>> with Apart() as apart:  # doctest: +SKIP
        ...     feed = apart.feed(data)
    """

    def __init__(self, sandbox: Sandbox | None = None) -> None:
        self._sandbox, self._lock = sandbox or Sandbox(FETCHED_LIMITS), threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sandbox.close()

    def feed(self, data: bytes) -> Feed | str:
        """The feed in these bytes, or the reason (text) why there is none."""
        read = self._fetched(wire.ReadFetched(what="feed", data=data))
        return read.feed or read.problem

    def sitemap(self, data: bytes) -> Sitemap | str:
        """The sitemap in these bytes, or the reason (text) why there is none."""
        read = self._fetched(wire.ReadFetched(what="sitemap", data=data))
        return read.sitemap or read.problem

    def robots(self, data: bytes, product: str) -> Robots:
        """What a robots.txt says to the program with this name."""
        return self._fetched(wire.ReadFetched(what="robots", data=data, name=product)).robots or Robots()

    def addresses(self, data: bytes, name: str) -> tuple[dict[str, str], ...] | str:
        """The addresses that an export names, each with what it says of the article, or the reason (text) why none."""
        read = self._fetched(wire.ReadFetched(what="addresses", data=data, name=name))
        return read.addresses or read.problem

    def body(self, data: bytes, encodings: tuple[str, ...], most: int) -> bytes | str:
        """The body of an answer, at most so many bytes, with its encodings undone; or the reason (text) why not."""
        if not encodings:
            return data
        read = self._fetched(wire.ReadFetched(what="body", data=data, encodings=encodings, most=most))
        return read.problem or read.body

    def manifest(self, data: bytes, key: str) -> list[Row | Diagnostic] | None:
        """The rows of a manifest and what is wrong with others; None where a table is none."""
        found = self._ask(wire.ReadManifest(data=data, key=key))
        if not isinstance(found, wire.Rows):
            raise Broken("it did not answer")
        return [*found.diagnostics, *found.rows] if found.is_manifest else None

    def _fetched(self, request: wire.ReadFetched) -> wire.Fetched:
        found = self._ask(request)
        if not isinstance(found, wire.Fetched):
            raise Broken("it did not answer")
        return found

    def _ask(self, request: wire.Request) -> wire.Reply | None:
        with self._lock:
            replies = list(self._sandbox.ask(request))
        return replies[0] if replies else None
