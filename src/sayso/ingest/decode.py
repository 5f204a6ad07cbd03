"""The raw layer of an original: its bytes decoded, newlines untouched, nothing normalised."""

import codecs
import re
from collections.abc import Callable

from sayso.ingest.charsets import codec_of, guess_codec
from sayso.ingest.kinds import wide_encoding
from sayso.ingest.lines import FIELDS_OF_MEDIA, field_of, parse_line
from sayso.ingest.mail import readable_part
from sayso.ingest.sandbox import pdf_text
from sayso.ingest.unpack import gunzip
from sayso.records import Diagnostic, Media, Original, Value

_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16, whose little-endian mark it begins with."""

_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{1,40})"
    rb"|<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{1,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(Value, frozen=True, kw_only=True):
    """The raw layer of an original and how it came about.

    Offsets: code points of `text`; a byte-order mark of a file is not counted, in a `.jsonl` field every code point is.

    Attributes:
        encoding: name of the codec that was used.
        diagnostics: what had to be guessed or replaced.
    """

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(original: Original) -> Decoded:
    """The raw layer of an original; data that cannot be decoded gives an empty text and a diagnostic."""
    return _DECODERS[original.media](original)


def decode_bytes(data: bytes, declared: str | None) -> Decoded:
    """The text of bytes; its diagnostics have no key yet.

    Method: byte-order mark, then what the markup declares, then UTF-8, then a guess (see `guess_codec`). A declared
    Western single-byte encoding yields to text that is valid UTF-8 beyond ASCII: pages often declare it wrongly.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], codec)
    codec = codec_of(declared) if declared else None
    utf8 = _is_valid(data, "utf-8")
    if codec and not (utf8 and codec == "cp1252") and _is_valid(data, codec):
        return _decode_as(data, codec)
    if utf8 and not (data.count(0) and wide_encoding(data)):
        return _decode_as(data, "utf-8")
    guessed, why = guess_codec(data, codec)
    note = Diagnostic(code="encoding_guessed", key="", detail=f"{guessed}: {why}")
    decoded = _decode_as(data, guessed)
    return Decoded(text=decoded.text, encoding=guessed, diagnostics=(note, *decoded.diagnostics))


def declared_charset(data: bytes) -> str | None:
    """The encoding that markup declares in its first 4 KiB, in an XML declaration or a `meta` element."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else None


def _is_valid(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _decode_as(data: bytes, codec: str) -> Decoded:
    try:
        text, diagnostics = data.decode(codec), ()
    except UnicodeDecodeError as error:
        text = data.decode(codec, "replace")
        first = len(data[: error.start].decode(codec))
        count = text.count("\ufffd", first)
        diagnostics = (_replaced(count, first),)
    return Decoded(text=text, encoding=codec, diagnostics=diagnostics)


def _replaced(count: int, first: int) -> Diagnostic:
    detail = f"{count} replaced by U+FFFD, the first at {first}"
    return Diagnostic(code="replaced_characters", key="", span=(first, first + 1), detail=detail)


def _decode_file(original: Original) -> Decoded:
    return _finish(decode_bytes(original.data, original.facts.encoding or None), original.key)


def _decode_markup(original: Original) -> Decoded:
    declared = original.facts.encoding or declared_charset(original.data)
    return _finish(decode_bytes(original.data, declared), original.key)


def _decode_entry(original: Original) -> Decoded:
    return _finish(decode_bytes(original.data, "utf-8"), original.key)


def _decode_mail(original: Original) -> Decoded:
    part = readable_part(original.data)
    if part is None or part.media is not original.media:
        return Decoded(text="", encoding="utf-8", diagnostics=(_bad("bad_mail", original.key, "no part is text"),))
    declared = part.charset or (declared_charset(part.data) if part.media is Media.MAIL_HTML else None)
    return _finish(decode_bytes(part.data, declared), original.key)


def _decode_pdf(original: Original) -> Decoded:
    text, diagnostics = pdf_text(original.data, original.key)
    return _finish(Decoded(text=text, encoding="utf-8", diagnostics=diagnostics), original.key)


def _decode_nothing(original: Original) -> Decoded:
    return Decoded(text="", encoding="utf-8")


def _decode_gzip(original: Original) -> Decoded:
    data = gunzip(original.data)
    if isinstance(data, str):
        return Decoded(text="", encoding="utf-8", diagnostics=(_bad("bad_gzip", original.key, data),))
    return _finish(decode_bytes(data, declared_charset(data)), original.key)


def _decode_line(original: Original) -> Decoded:
    fields = parse_line(original.data)
    if isinstance(fields, str):
        return Decoded(text="", encoding="utf-8", diagnostics=(_bad("bad_json", original.key, fields),))
    field = field_of(fields, original.media)
    if field is None:
        detail = f"no field `{FIELDS_OF_MEDIA[original.media][0]}`"
        return Decoded(text="", encoding="utf-8", diagnostics=(_bad("bad_json", original.key, detail),))
    return _finish(_without_surrogates(field[1], original.data), original.key)


def _without_surrogates(field: str, line: bytes) -> Decoded:
    """The text of a JSON field; each lone surrogate becomes one U+FFFD, so that no offset moves."""
    text = _LONE_SURROGATE.sub("\ufffd", field)
    lone = [match.start() for match in _LONE_SURROGATE.finditer(field)] if text != field else []
    broken = 0 if _is_valid(line, "utf-8") else line.decode("utf-8", "replace").count("\ufffd")
    first = lone[0] if lone else text.find("\ufffd")
    diagnostics = (_replaced(len(lone) + broken, first),) if (lone or broken) and first >= 0 else ()
    return Decoded(text=text, encoding="utf-8", diagnostics=diagnostics)


def _bad(code: str, key: str, detail: str) -> Diagnostic:
    return Diagnostic(code=code, key=key, detail=detail)


def _finish(decoded: Decoded, key: str) -> Decoded:
    """The same with the key in its diagnostics and a note on null characters."""
    notes = [Diagnostic(code=d.code, key=key, span=d.span, detail=d.detail) for d in decoded.diagnostics]
    nulls = decoded.text.count("\0")
    if nulls:
        first = decoded.text.index("\0")
        detail = f"{nulls}, the first at {first}"
        notes.append(Diagnostic(code="null_characters", key=key, span=(first, first + 1), detail=detail))
    return Decoded(text=decoded.text, encoding=decoded.encoding, diagnostics=tuple(notes))


_DECODERS: dict[Media, Callable[[Original], Decoded]] = {
    Media.TEXT: _decode_file,
    Media.HTML: _decode_markup,
    Media.HTML_GZIP: _decode_gzip,
    Media.JSON_TEXT: _decode_line,
    Media.JSON_HTML: _decode_line,
    Media.PDF: _decode_pdf,
    Media.MAIL_TEXT: _decode_mail,
    Media.MAIL_HTML: _decode_mail,
    Media.ENTRY_HTML: _decode_entry,
    Media.UNREAD: _decode_nothing,
}
"""How each kind of original becomes text."""
