"""Messages: newsletters saved as `.eml` or kept in an `.mbox`; the part that people read is the raw layer."""

import email.errors
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from sayso.ingest.container import Container, Count, Item
from sayso.ingest.facts import read_facts
from sayso.records import Diagnostic, Facts, Media, Original, Value, sha256

_SUBTYPES: tuple[tuple[str, Media], ...] = (("text/html", Media.MAIL_HTML), ("text/plain", Media.MAIL_TEXT))
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
_MOST_PARTS = 1000
_LONGEST_HEADER = 2000
"""What is read of a header, in characters: undoing its encodings takes the square of its length."""


class Part(Value, frozen=True, kw_only=True):
    """The part of a message that people read.

    Attributes:
        data: its bytes, the transport encoding undone.
        charset: what its header says of them.
    """

    media: Media
    data: bytes
    charset: str | None


def read_message(data: bytes, key: str | None, container: Container) -> Item:
    """The original of one message; the bytes are those of the whole message, headers and all.

    Args:
        data: the message.
        key: None where the message's own id is to be its key, as in a mailbox.
        container: where it lies.
    """
    message = _parse(data)
    if message is None:
        return Diagnostic(code="bad_mail", key=key or container.key, detail="its parts cannot be told apart")
    own = key or _header(message, "Message-ID").strip("<> ") or container.key
    part = _part_of(message)
    if part is None:
        return Diagnostic(code="bad_mail", key=own, detail="no part of it is text")
    return Original(
        key=own, media=part.media, data=data, sha256=sha256(data), facts=_facts_of(message), place=container.place
    )


def read_mbox(stream: BinaryIO, container: Container) -> Iterator[Item]:
    """The messages of a mailbox, in its order; their keys are their own ids, else `file#number`."""
    count = Count(container)
    yield from count.seen(_messages(stream, container))
    yield count.note()


def readable_part(data: bytes) -> Part | None:
    """The part of a message that people read: HTML before plain text, no attachment; None where there is none."""
    message = _parse(data)
    return _part_of(message) if message is not None else None


def _parse(data: bytes) -> Message | None:
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except (email.errors.MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return None  # the parser of the standard library promises not to raise, and does


def _messages(stream: BinaryIO, container: Container) -> Iterator[Item]:
    for number, data in enumerate(_split(stream, container.limits.max_bytes), 1):
        place = Container(key=f"{container.key}#{number}", place=f"{container.place}#{number}", limits=container.limits)
        if len(data) > container.limits.max_bytes:
            detail = f"larger than {container.limits.max_bytes} bytes"
            yield Diagnostic(code="too_large", key=place.key, detail=detail)
        else:
            yield read_message(data, None, place)


def _split(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The messages between the lines that begin with "From " at the start or after an empty line.

    Of a message over the limit a little more than the limit is given, so that it can be told.
    """
    message = bytearray()
    blank, begun = True, False
    while line := stream.readline(1024 * 1024):
        if blank and line.startswith(b"From "):
            if begun and message.strip():
                yield bytes(message)
            message, begun = bytearray(), True
        elif len(message) <= most:
            message += line
        blank = not line.strip(b"\r\n")
    if message.strip():
        yield bytes(message)


def _part_of(message: Message) -> Part | None:
    try:
        return _first_text(message)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, email.errors.MessageError):
        return None


def _first_text(message: Message) -> Part | None:
    parts = [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False) if _is_read(part)]
    for subtype, media in _SUBTYPES:
        for part in parts:
            if part.get_content_type() == subtype:
                data = part.get_payload(decode=True)
                if isinstance(data, bytes) and data.strip():
                    return Part(media=media, data=data, charset=part.get_content_charset())
    return None


def _is_read(part: Message) -> bool:
    return not part.is_multipart() and part.get_content_disposition() != "attachment"


def _facts_of(message: Message) -> Facts:
    """Subject, sender and day as the headers have them; the sender of a mailing list is an outlet, else an author."""
    name, address = parseaddr(_header(message, "From"))
    role = "outlet" if any(message.get(header) for header in _LIST_HEADERS) else "author"
    fields = {
        "title": _header(message, "Subject"),
        role: name or address,
        "url": _header(message, "Archived-At").strip("<> "),
        "published": _day(_header(message, "Date")),
    }
    return read_facts({name: _printable(value) for name, value in fields.items() if value})[0]


def _header(message: Message, name: str) -> str:
    value = str(message.get(name) or "")[:_LONGEST_HEADER]
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (email.errors.MessageError, ValueError, LookupError, AttributeError, TypeError):
        return " ".join(value.split())


def _printable(text: str) -> str:
    """Headers of broken messages hold bytes as lone surrogates; no record may."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _day(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
