"""Fetching one address: within limits of bytes and time, without cookies, without following anything by itself."""

import io
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, cast

from sayso.ingest.http import decoded_body
from sayso.ingest.limits import Limits
from sayso.ingest.sandbox import Broken
from sayso.records import Value
from sayso.watch.addresses import Address, Limited, Refused, Resolve, checked_numbers, read_address, resolve

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

READ_TOGETHER = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})


Unpack = Callable[[bytes, tuple[str, ...], int], bytes | str]
"""Undoes the encodings of a body of at most so many bytes, or says why not; raises Broken where it was broken by it."""


class Failed(Exception):  # noqa: N818 - it is no error of ours
    """An address could not be fetched this time; the text says why.

    Attributes:
        evidence: the address and the bytes that broke their reader; None where nothing broke.
    """

    def __init__(self, problem: str, evidence: tuple[str, bytes] | None = None) -> None:
        super().__init__(problem)
        self.evidence = evidence


class FetchLimits(Value, frozen=True, kw_only=True):
    """What one answer may cost.

    Units: bytes; seconds by the clock, from the connection to the last byte.

    Attributes:
        header_bytes: of the head of an answer.
        body_bytes: of a body, as it is sent and after decompression.
        seconds: for all of one request; an answer that drips is cut off.
    """

    header_bytes: int = 64 * 1024
    body_bytes: int = 16 * 1024 * 1024
    seconds: float = 30.0


class Request(Value, frozen=True, kw_only=True):
    """What is asked for.

    Attributes:
        etag, modified: what the server said when it was last asked; it may answer that nothing changed.
        post: a body of JSON to send instead of asking.
        key: names what is sent, so that the receiver can tell when it is sent again.
    """

    url: str
    etag: str = ""
    modified: str = ""
    post: bytes | None = None
    key: str = ""


class Answer(Value, frozen=True, kw_only=True):
    """What a server answered.

    Attributes:
        url: that was asked for, in its one form.
        etag, modified, content_type, location, retry_after: headers, empty where they are missing.
        body: decompressed; empty for a redirect.
    """

    url: str
    status: int
    etag: str = ""
    modified: str = ""
    content_type: str = ""
    location: str = ""
    retry_after: str = ""
    body: bytes = b""


def unpacked(body: bytes, encodings: tuple[str, ...], most: int) -> bytes | str:
    """Undo encodings in this process; a watch has it done by the limited one (`sayso.ingest.apart`)."""
    return decoded_body(body, encodings, Limits(max_bytes=most))


class Fetcher:
    """Fetches addresses one by one; may be used by several threads at once."""

    def __init__(
        self, agent: str, limited: Limited, limits: FetchLimits, ask: Resolve = resolve, unpack: Unpack = unpacked
    ) -> None:
        self.agent, self.limited, self._limits, self._ask, self._unpack = agent, limited, limits, ask, unpack

    def fetch(self, request: Request) -> Answer:
        """The answer to one request. Redirects are answers too: whoever follows one asks again, and is checked again.

        Raises:
            Refused: the address, or the machine it leads to, must not be asked; no connection was tried.
            Failed: there was no answer, or none that keeps to the limits.
        """
        address = read_address(request.url, self.limited)
        ends = time.monotonic() + self._limits.seconds
        with ExitStack() as stack:
            try:
                numbers = checked_numbers(address, self.limited, self._ask)
                link = stack.enter_context(_connect(address, numbers, ends))
                link.settimeout(_left(ends))
                link.sendall(_head(address, request, self.agent) + (request.post or b""))
                return self._answer(link, address, ends)
            except (OSError, HTTPException, ValueError) as error:
                raise Failed(f"{type(error).__name__}: {error}"[:200]) from None

    def _answer(self, link: socket.socket, address: Address, ends: float) -> Answer:
        reader = _Reader(link, ends, self._limits.header_bytes)
        response = HTTPResponse(cast(socket.socket, reader), method="GET")
        response.begin()
        reader.most = None
        redirected = response.status in REDIRECTS
        body = b"" if redirected or response.status == 304 else self._body(response, address.url)
        head = response.headers
        return Answer(
            url=address.url,
            status=response.status,
            etag=_header(head.get("ETag")),
            modified=_header(head.get("Last-Modified")),
            content_type=_header(head.get("Content-Type")),
            location=_header(head.get("Location")),
            retry_after=_header(head.get("Retry-After")),
            body=body,
        )

    def _body(self, response: HTTPResponse, url: str) -> bytes:
        most = self._limits.body_bytes
        if (response.length or 0) > most:
            raise Failed(f"its body is said to have {response.length} bytes, more than {most}")
        body = bytearray()
        while piece := response.read(READ_TOGETHER):
            body += piece
            if len(body) > most:
                raise Failed(f"its body has more than {most} bytes")
        if response.length:
            raise Failed(f"its body ends {response.length} bytes too early")
        encodings = _header(response.headers.get("Content-Encoding")).lower().replace(",", " ").split()
        named = tuple(name for name in reversed(encodings) if name != "identity")
        try:
            plain = self._unpack(bytes(body), named, most)
        except Broken as broken:
            raise Failed(f"its body broke its reader: {broken}"[:200], (url, bytes(body))) from None
        if isinstance(plain, str):
            raise Failed(f"its body cannot be decompressed: {plain}")
        if len(plain) > most:
            raise Failed(f"its body has more than {most} bytes after decompression")
        return plain


class _Reader(io.RawIOBase):
    """The bytes of a connection, read against the clock; stands for a socket in `HTTPResponse`."""

    def __init__(self, link: socket.socket, ends: float, most: int) -> None:
        self._link, self._ends, self._read = link, ends, 0
        self.most: int | None = most

    def makefile(self, mode: str) -> io.BufferedReader:
        """Itself, buffered."""
        return io.BufferedReader(self, 8192)

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read what has come, while there is time left."""
        self._link.settimeout(_left(self._ends))
        count = self._link.recv_into(buffer)
        self._read += count
        if self.most is not None and self._read > self.most + 8192:
            raise HTTPException(f"its head has more than {self.most} bytes")
        return count


def _connect(address: Address, numbers: tuple[str, ...], ends: float) -> socket.socket:
    """A connection to the first of these numbers that answers, with TLS where the address asks for it."""
    problem: OSError = OSError("the host has no number")
    for number in numbers:
        try:
            plain = socket.create_connection((number, address.port), timeout=_left(ends))
        except OSError as error:
            problem = error
            continue
        return plain if address.scheme == "http" else _encrypted(plain, address.host)
    raise problem


def _encrypted(plain: socket.socket, host: str) -> socket.socket:
    try:
        return _tls().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


@cache
def _tls() -> ssl.SSLContext:
    """TLS that checks certificates and the host's name, with the system's authorities."""
    return ssl.create_default_context()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("the answer takes too long")
    return left


def _head(address: Address, request: Request, agent: str) -> bytes:
    """The head of a request. All values are of one line: addresses are quoted, headers were cleaned when they came."""
    fields = {
        "Host": address.authority,
        "User-Agent": agent,
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "If-None-Match": request.etag,
        "If-Modified-Since": request.modified,
        "Idempotency-Key": request.key,
    }
    if request.post is not None:
        fields |= {"Content-Type": "application/json", "Content-Length": str(len(request.post))}
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    verb = "GET" if request.post is None else "POST"
    return "\r\n".join([f"{verb} {address.target} HTTP/1.1", *lines, "", ""]).encode("latin-1", "replace")


def _header(value: str | None) -> str:
    """The value of a header on one line."""
    return " ".join((value or "").split())[:2000]


__all__ = ["REDIRECTS", "Answer", "Failed", "FetchLimits", "Fetcher", "Refused", "Request"]
