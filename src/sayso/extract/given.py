"""Spans made elsewhere (another extractor, annotation by hand), read from JSON Lines and taken as they are.

Format: one object a line, `{"id": KEY, "attributions": [{"source": [[s, e]], "cue": [[s, e]], "content": [[s, e]]}]}`;
other fields are ignored, and a role that is missing is empty. Offsets are half-open code points of the raw layer.
"""

import re
from collections import Counter
from pathlib import Path

import msgspec

from sayso.extract.finish import position
from sayso.extract.quotation import Quotation, form_of, quotations
from sayso.extract.rules.classes import class_of
from sayso.records import (
    MARKUP,
    UNREADABLE,
    Attribution,
    Diagnostic,
    Document,
    InputError,
    MadeBy,
    Media,
    Spans,
    Value,
    content_hash,
    covers,
    sha256,
    short_id,
    slice_spans,
)

_LINE = re.compile(r"[^\n]+")
_TAG = re.compile(r"<[^<>]{0,5000}>")
_OPENING_ENTITY = re.compile(r"&(?:ldquo|lsquo|laquo|bdquo|#8220|#8216|#x201[cC]);")
_CLOSING_ENTITY = re.compile(r"&(?:rdquo|rsquo|raquo|#8221|#8217|#x201[dD]);")
_STRAIGHT_ENTITY = re.compile(r"&(?:quot|#34);")


class GivenAttribution(Value, frozen=True, kw_only=True):
    """One attribution as given.

    Attributes:
        source, cue, content: fragments in the order given. Raw layer.
        version: SHA-256 of its line.
        index: its position in the list of its line.
    """

    source: Spans
    cue: Spans
    content: Spans
    version: str
    index: int

    @property
    def spans(self) -> Spans:
        """All fragments of all roles."""
        return (*self.source, *self.cue, *self.content)


class GivenLine(Value, frozen=True, kw_only=True):
    """All that was given for one document.

    Attributes:
        key: the key of the document.
        sha256: of its line; of the list of their hashes where several lines have this id.
        attributions: in the order given.
    """

    key: str
    sha256: str
    attributions: tuple[GivenAttribution, ...]


class Given(Value, frozen=True, kw_only=True):
    """What a file of given spans holds.

    Attributes:
        lines: by key.
        diagnostics: one for each line that cannot be used.
    """

    lines: dict[str, GivenLine]
    diagnostics: tuple[Diagnostic, ...] = ()

    def for_key(self, key: str) -> GivenLine | None:
        """What was given for the document with this key; None where it is not listed."""
        return self.lines.get(key)

    def keys(self) -> frozenset[str]:
        """The ids of all usable lines."""
        return frozenset(self.lines)


class _Triple(msgspec.Struct):
    source: list[tuple[int, int]] = msgspec.field(default_factory=list[tuple[int, int]])
    cue: list[tuple[int, int]] = msgspec.field(default_factory=list[tuple[int, int]])
    content: list[tuple[int, int]] = msgspec.field(default_factory=list[tuple[int, int]])


class _Line(msgspec.Struct):
    id: str
    attributions: list[_Triple]


_DECODER = msgspec.json.Decoder(_Line)


def read_given(path: Path) -> Given:
    """What the file holds, by document.

    A line that is no attribution list is a diagnostic `given_bad_line` with its number, and no other line is touched.
    Several lines with one id are taken together, in their order.

    Raises:
        InputError: `not_found` when the file does not exist, `unreadable` when it cannot be opened.
    """
    lines: dict[str, GivenLine] = {}
    bad: list[Diagnostic] = []
    for number, line in enumerate(_read_bytes(path).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            read = given_line(line)
        except UNREADABLE as error:
            bad.append(Diagnostic(code="given_bad_line", key=path.name, detail=f"line {number}: {error}"[:300]))
            continue
        lines[read.key] = _together(lines[read.key], read) if read.key in lines else read
    return Given(lines=lines, diagnostics=tuple(bad))


def _read_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("not_found", f"{path} does not exist.", "Check the path of the given spans.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError("unreadable", f"{path} cannot be read: {reason}.", "Name a file that can be opened.") from None
    return data.removeprefix(b"\xef\xbb\xbf")


def given_line(line: bytes) -> GivenLine:
    """What one line gives.

    Raises:
        msgspec.MsgspecError, UnicodeDecodeError, RecursionError: for a line that is no attribution list.
    """
    read = _DECODER.decode(line)
    version = sha256(line.rstrip(b"\r"))
    attributions = tuple(
        GivenAttribution(
            source=tuple(triple.source),
            cue=tuple(triple.cue),
            content=tuple(triple.content),
            version=version,
            index=index,
        )
        for index, triple in enumerate(read.attributions)
    )
    return GivenLine(key=read.id, sha256=version, attributions=attributions)


def _together(first: GivenLine, second: GivenLine) -> GivenLine:
    return GivenLine(
        key=first.key,
        sha256=content_hash(first.sha256, second.sha256),
        attributions=(*first.attributions, *second.attributions),
    )


def take_given(
    document: Document, raw: str, given: GivenLine
) -> tuple[tuple[Attribution, ...], tuple[Diagnostic, ...]]:
    """One record for each attribution given, fragments exactly as given, and a diagnostic for each that cannot be.

    An attribution with a span outside the raw layer is left out with `given_span_outside`; the others are kept. Form
    and class are computed. Of attributions with equal fragments the second and later ones get ids of their own, so
    that none is lost.

    Offsets: raw layer throughout.

    Args:
        document: whose key the line names.
        raw: its raw layer.
        given: `Given.for_key` of its key.
    """
    readable = _readable(raw, document.media)
    found = quotations(readable, [match.span() for match in _LINE.finditer(readable)])
    usable = [item for item in given.attributions if _fits(item.spans, len(raw))]
    seen: Counter[str] = Counter()
    records = [_record(document, readable, found, item, seen) for item in usable]
    outside = [_outside(document, item, len(raw)) for item in given.attributions if not _fits(item.spans, len(raw))]
    return tuple(sorted(_with_holders(records), key=position)), tuple(outside)


def _fits(spans: Spans, length: int) -> bool:
    return all(0 <= start < end <= length for start, end in spans)


def _outside(document: Document, item: GivenAttribution, length: int) -> Diagnostic:
    wrong = [list(span) for span in item.spans if not _fits((span,), length)]
    detail = f"attribution {item.index}: {wrong[:3]}, the document has {length} code points"
    return Diagnostic(code="given_span_outside", key=document.key, document=document.id, detail=detail)


def _record(
    document: Document, text: str, found: tuple[Quotation, ...], item: GivenAttribution, seen: "Counter[str]"
) -> Attribution:
    identity = Attribution.make_id(document.id, item.source, item.cue, item.content)
    seen[identity] += 1
    if seen[identity] > 1:
        identity = short_id(identity, seen[identity])
    return Attribution(
        id=identity,
        document=document.id,
        source=item.source,
        cue=item.cue,
        content=item.content,
        form=form_of(text, item.content, found),
        class_=class_of(slice_spans(text, item.cue), slice_spans(text, item.content)),
        confidence=1.0,
        reasons=("given",),
        made_by=MadeBy(extractor="given", version=item.version, index=item.index),
    )


def _with_holders(records: list[Attribution]) -> list[Attribution]:
    """The records, each nested in the one with the shortest content that holds all of it and more."""
    by_length = sorted(records, key=lambda r: (_length(r.content), r.id))
    return [_with_holder(record, by_length) for record in records]


def _with_holder(record: Attribution, by_length: list[Attribution]) -> Attribution:
    spans = (*record.source, *record.cue, *record.content)
    for other in by_length:
        if _length(other.content) > _length(record.content) and spans and covers(other.content, spans):
            return msgspec.structs.replace(record, nested_in=other.id)
    return record


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _readable(raw: str, media: Media) -> str:
    """The raw layer with markup blanked out, character for character, so that only the text's own marks count."""
    if media not in MARKUP:
        return raw
    blanked = _TAG.sub(_blank, raw)
    blanked = _OPENING_ENTITY.sub(lambda match: "“".rjust(len(match.group())), blanked)
    blanked = _CLOSING_ENTITY.sub(lambda match: "”".ljust(len(match.group())), blanked)
    return _STRAIGHT_ENTITY.sub(_straight, blanked)


def _blank(match: re.Match[str]) -> str:
    return ("\n" if _is_block(match.group()) else " ") * len(match.group())


def _is_block(tag: str) -> bool:
    return re.match(r"</?(?:p|div|li|h\d|blockquote|td|tr|br|article|section)\b", tag, re.IGNORECASE) is not None


def _straight(match: re.Match[str]) -> str:
    """A straight mark on the side of the entity that touches a word."""
    after = match.string[match.end() : match.end() + 1]
    width = len(match.group())
    return '"'.rjust(width) if after.isalnum() else '"'.ljust(width)
