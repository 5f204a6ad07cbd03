"""Names of encodings, and the policy for bytes that do not say what they are."""

import codecs
import re

import charset_normalizer

from sayso.ingest.kinds import wide_encoding

_CODEC_OF_LABEL: dict[str, str] = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "unicode": "utf-8",
}
"""Labels whose everyday meaning on the web is another, larger encoding; markup that can be read at all is no UTF-16."""

_CODECS = frozenset(
    {"utf-8", "gb18030", "big5", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp", "koi8-r", "koi8-u"}
    | {"mac-roman", "mac-cyrillic", "cp866", "cp874"}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)
"""The encodings of the web; other codecs of Python (escapes, UTF-7) can be made to yield what is no text."""

_WESTERN_SHARE = 0.3
_SAMPLE = 32768
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
_HIGH = re.compile(rb"[\x80-\xff]")
_LIKELY_WESTERN = re.compile(
    rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f\xa0-\xbf]"
    rb"|(?<=[A-Za-z'])[\xc0-\xfd]|[\xc0-\xfd](?=[A-Za-z'])|(?<=[\s(])[\xc0\xc8\xe0\xe8\xe9\xf2](?=\s)",
)


def codec_of(label: str) -> str | None:
    """The Python codec for a declared label, None where the label is unknown or no encoding of the web."""
    lower = label.strip().lower()
    try:
        name = codecs.lookup(_CODEC_OF_LABEL.get(lower, lower)).name
    except (LookupError, ValueError):
        return None
    return name if name in _CODECS else None


def guess_codec(data: bytes, declared: str | None) -> tuple[str, str]:
    """The codec for bytes that are not what they declare and no valid UTF-8, with the reason in words.

    Method, in this order: UTF-16 without a mark by its nulls; UTF-8 with damage where whole sequences outnumber broken
    bytes; what was declared, with damage; cp1252 where few bytes are beyond ASCII and most of those make sense in it;
    charset-normalizer. The same bytes always give the same answer.
    """
    wide = wide_encoding(data)
    if wide:
        return wide, "nulls beside Latin letters"
    high = len(_HIGH.findall(data))
    sequences = _UTF8_SEQUENCE.findall(data)
    in_sequences = sum(map(len, sequences))
    if len(sequences) > high - in_sequences:
        return "utf-8", "mostly valid UTF-8 with broken bytes"
    if declared:
        return declared, "declared, with broken bytes"
    if high <= _WESTERN_SHARE * len(data):
        western = len(_LIKELY_WESTERN.findall(data)) * 2 >= high
        return ("cp1252", "Western bytes") if western else ("utf-8", "bytes that fit no encoding")
    return _detect(data)


def _detect(data: bytes) -> tuple[str, str]:
    first = _HIGH.search(data)
    start = max(0, first.start() - 64) if first else 0
    best = charset_normalizer.from_bytes(data[start : start + _SAMPLE]).best()
    codec = codec_of(best.encoding) if best else None
    return (codec, "detected") if codec else ("cp1252", "nothing fits better")
