"""What passes between a run and its limited process: frames of MessagePack, which can carry data and nothing else."""

import struct
from typing import BinaryIO

import msgspec

from sayso.ingest.feeds import Feed
from sayso.ingest.limits import Limits
from sayso.ingest.pdf import PdfText, Place
from sayso.ingest.robots import Robots
from sayso.ingest.sitemaps import Sitemap
from sayso.ingest.walk import Row
from sayso.records import Diagnostic, Original, Span


class Expand(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Asks for the documents in the file at `path` (as the system has it)."""

    path: bytes
    key: str
    place: str
    kind: str


class ReadPdf(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Asks for the text of a PDF, or, with spans, for where they stand on its pages."""

    data: bytes
    spans: tuple[Span, ...] | None = None


class ReadFetched(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Asks what was fetched holds: a "feed", a "sitemap", the "robots" for a product, the
    "addresses" in a file of a name, or a "body" to be unpacked.
    """

    what: str
    data: bytes
    encodings: tuple[str, ...] = ()
    most: int = 0
    name: str = ""


class ReadManifest(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Asks for the rows of a table if it is a manifest."""

    data: bytes
    key: str


class Document(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A document that was found."""

    original: Original


class Trouble(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A diagnostic."""

    diagnostic: Diagnostic


class Pages(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What `ReadPdf` asked for."""

    text: PdfText | None = None
    places: tuple[Place, ...] = ()


class Fetched(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What `ReadFetched` asked for, or why there is none."""

    feed: Feed | None = None
    sitemap: Sitemap | None = None
    robots: Robots | None = None
    addresses: tuple[dict[str, str], ...] = ()
    body: bytes = b""
    problem: str = ""


class Rows(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What `ReadManifest` asked for."""

    is_manifest: bool
    rows: tuple[Row, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Done(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The end of an answer; with why it ended early where it did."""

    failure: str | None = None


Request = Expand | ReadPdf | ReadFetched | ReadManifest
Reply = Document | Trouble | Pages | Fetched | Rows | Done

_LENGTH = struct.Struct(">I")
_ENCODER = msgspec.msgpack.Encoder()
_REQUESTS = msgspec.msgpack.Decoder(Request)
_REPLIES = msgspec.msgpack.Decoder(Reply)
_LIMITS = msgspec.msgpack.Decoder(Limits)


def send(stream: BinaryIO, message: Request | Reply | Limits) -> None:
    """Write one message."""
    body = _ENCODER.encode(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive_request(stream: BinaryIO) -> Request | None:
    """The next request; None at the end."""
    body = _frame(stream)
    return _REQUESTS.decode(body) if body is not None else None


def receive_reply(stream: BinaryIO, most: int) -> Reply | None:
    """The next reply; None where the other side has ended.

    Raises:
        msgspec.MsgspecError: when the bytes are no reply, or more than `most`.
    """
    body = _frame(stream, most)
    return _REPLIES.decode(body) if body is not None else None


def receive_limits(stream: BinaryIO) -> Limits:
    """The limits, which are sent first."""
    return _LIMITS.decode(_frame(stream) or b"")


def _frame(stream: BinaryIO, most: int = 2**32) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise msgspec.ValidationError(f"it has {length} bytes, more than {most}")
    body = stream.read(length)
    return body if len(body) == length else None
