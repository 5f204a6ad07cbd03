"""Answers of a server that misbehaves: each is cut off within its limits, and told."""

import gzip
import time
import zlib
from collections.abc import Callable

import pytest

from sayso.watch.addresses import Limited
from sayso.watch.fetching import Failed, Fetcher, FetchLimits, Request
from tests.watch.serving import Handler, Server

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def fetcher(server: Server, seconds: float = 5.0, body_bytes: int = 100_000) -> Fetcher:
    limited = Limited(ports=frozenset({server.port}), loopback=True)
    return Fetcher("sayso-test (+desk@example.org)", limited, FetchLimits(seconds=seconds, body_bytes=body_bytes))


def drip(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        handler.raw(b"x")
        time.sleep(0.05)


def drip_head(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\n")
    for _ in range(100):
        handler.raw(b"X-A: b\r\n")
        time.sleep(0.05)


def endless(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(1000):
        handler.raw(b"x" * 10_000)


def endless_chunks(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(1000):
        handler.raw(b"2710\r\n" + b"x" * 10_000 + b"\r\n")


def endless_head(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\n")
    for number in range(90):
        handler.raw(f"X-{number}: ".encode() + b"y" * 60_000 + b"\r\n")


def continues(handler: Handler) -> None:
    for _ in range(10_000):
        handler.raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 10)


def raw(data: bytes) -> Callable[[Handler], None]:
    return lambda handler: handler.raw(data)


def bomb(handler: Handler) -> None:
    handler.give(gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip")


def deep_bomb(handler: Handler) -> None:
    body = gzip.compress(gzip.compress(b"\0" * 20_000_000))
    handler.give(body, Content_Encoding="gzip, gzip")


def deflate_bomb(handler: Handler) -> None:
    handler.give(zlib.compress(b"\0" * 20_000_000), Content_Encoding="deflate")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (drip, "too long|timed out"),
        (drip_head, "too long|timed out"),
        (endless, "more than 100000 bytes"),
        (endless_chunks, "more than 100000 bytes"),
        (endless_head, "head has more"),
        (continues, "head has more"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"), "too early"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nshort"), "said to have"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffff\r\nshort"), "IncompleteRead"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nshort"), "IncompleteRead|ValueError"),
        (raw(b"nothing of the kind\r\n\r\n"), "BadStatusLine"),
        (raw(b""), "RemoteDisconnected"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"), "got more than 100 headers"),
        (bomb, "expands|more than"),
        (deep_bomb, "expands|more than"),
        (deflate_bomb, "expands|more than"),
        (lambda handler: handler.give(b"x", Content_Encoding="secret"), "not known"),
    ],
)
def test_a_server_that_misbehaves_is_cut_off(server: Server, page: Callable[[Handler], None], told: str) -> None:
    server.pages["/"] = page
    began = time.monotonic()
    with pytest.raises(Failed, match=told):
        fetcher(server, seconds=0.5 if page in (drip, drip_head) else 5.0).fetch(Request(url=server.url))
    assert time.monotonic() - began < 6


def test_a_length_that_is_too_short_ends_the_body(server: Server) -> None:
    server.pages["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort and more")
    assert fetcher(server).fetch(Request(url=server.url)).body == b"short"


def test_a_proper_answer(server: Server) -> None:
    server.page("/", gzip.compress(b"<p>Hello</p>"), Content_Encoding="gzip", ETag='"7"', Set_Cookie="a=b")
    answer = fetcher(server).fetch(Request(url=server.url))
    assert (answer.status, answer.body, answer.etag) == (200, b"<p>Hello</p>", '"7"')
    assert answer.url == f"{server.url}/"


def test_what_is_sent(server: Server) -> None:
    heads = []

    def keep(handler: Handler) -> None:
        heads.append(dict(handler.headers.items()))
        handler.give(b"", status=304)

    server.pages["/"] = keep
    answer = fetcher(server).fetch(Request(url=server.url, etag='"7"', modified="Mon, 15 Jan 2018 08:00:00 GMT"))
    assert (answer.status, answer.body) == (304, b"")
    assert heads == [
        {
            "Host": f"127.0.0.1:{server.port}",
            "User-Agent": "sayso-test (+desk@example.org)",
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            "If-None-Match": '"7"',
            "If-Modified-Since": "Mon, 15 Jan 2018 08:00:00 GMT",
        }
    ]


def test_a_header_cannot_bring_another_one_along(server: Server) -> None:
    server.pages["/"] = raw(b"HTTP/1.1 200 OK\r\nETag: a\r\n folded: b\r\nContent-Length: 0\r\n\r\n")
    assert "\n" not in fetcher(server).fetch(Request(url=server.url)).etag
