"""JSON Lines: one document a line, read as a stream."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

from sayso.ingest.facts import HTML_FIELDS, ID_FIELDS, TEXT_FIELDS, read_facts
from sayso.ingest.limits import Limits
from sayso.records import Diagnostic, Media, Original, sha256

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FIELDS_OF_MEDIA: dict[Media, tuple[str, ...]] = {Media.JSON_TEXT: TEXT_FIELDS, Media.JSON_HTML: HTML_FIELDS}
"""Which field is the raw layer: the first that is there; a line that has both is read as text."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_lines(stream: BinaryIO, key: str, place: str, limits: Limits) -> Iterator[Original | Diagnostic]:
    """The documents of a `.jsonl` file, in its order; lines of white space are passed over.

    Args:
        stream: the open file.
        key: key of the file; lines without an `id` are `key#number`.
        place: path for messages.
        limits: the longest line that is read.
    """
    for number, line in _numbered_lines(stream, limits.max_bytes):
        line_key = f"{key}#{number}"
        if line is None:
            detail = f"line {number} is longer than {limits.max_bytes} bytes"
            yield Diagnostic(code="too_large", key=line_key, detail=detail)
        elif line.strip():
            yield from read_line(line, line_key, f"{place}:{number}")


def parse_line(line: bytes) -> Mapping[str, object] | str:
    """The object on a line, or the reason (text) why there is none; broken UTF-8 becomes U+FFFD."""
    try:
        parsed: object = json.loads(line.decode("utf-8", "replace"))
    except ValueError as error:
        return f"not JSON: {error}"
    except RecursionError:
        return "nested too deeply"
    return cast("dict[str, object]", parsed) if isinstance(parsed, dict) else "not an object"


def _numbered_lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Line numbers from 1 with the line's bytes without its end; None for a line over the limit."""
    number = 0
    while line := stream.readline(longest + 2):
        number += 1
        if number == 1:
            line = line.removeprefix(BYTE_ORDER_MARK)
        if len(line) == longest + 2 and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, None
        else:
            yield number, line.removesuffix(b"\n").removesuffix(b"\r")


def _skip_line(stream: BinaryIO) -> None:
    while piece := stream.readline(1024 * 1024):
        if piece.endswith(b"\n"):
            return


def field_of(fields: Mapping[str, object], media: Media) -> tuple[str, str] | None:
    """Name and value of the field that is the raw layer, None where there is none."""
    found = ((name, fields.get(name)) for name in FIELDS_OF_MEDIA[media])
    return next(((name, value) for name, value in found if isinstance(value, str)), None)


def read_line(line: bytes, line_key: str, place: str, address: str | None = None) -> Iterator[Original | Diagnostic]:
    """The document on a line, with what is wrong with it.

    Args:
        line: its bytes.
        line_key: the key where the line gives none.
        place: for messages.
        address: the key where the line gives no id and this is not None.
    """
    fields = parse_line(line)
    if isinstance(fields, str):
        yield Diagnostic(code="bad_json", key=line_key, detail=fields)
        return
    media = next((media for media in FIELDS_OF_MEDIA if field_of(fields, media)), None)
    field = field_of(fields, media) if media else None
    if media is None or field is None:
        yield Diagnostic(code="bad_json", key=line_key, detail="it has neither `text` nor `html`")
        return
    key, problems = _key_of(fields, address or line_key)
    facts, bad_facts = read_facts(fields)
    if not field[1].strip():
        yield Diagnostic(code="empty", key=key, detail=f"field `{field[0]}`")
        return
    yield from (Diagnostic(code="bad_fact", key=key, detail=problem) for problem in (*problems, *bad_facts))
    yield Original(key=key, media=media, data=line, sha256=sha256(line), facts=facts, place=place)


def _key_of(fields: Mapping[str, object], line_key: str) -> tuple[str, tuple[str, ...]]:
    """The key of a line and what is wrong with its `id`; whole numbers count as text."""
    given = next((fields[name] for name in ID_FIELDS if fields.get(name) not in (None, "")), fields.get("id"))
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given), ()
    if isinstance(given, str) and given and not _LONE_SURROGATE.search(given):
        return given, ()
    return line_key, () if given is None else (f"id: {given!r:.80} cannot be used; the line number stands in",)
