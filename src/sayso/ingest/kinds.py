"""What kind of file a name or its first bytes promise: one table for names, one for bytes."""

from enum import Enum

from sayso.records import Media


class Kind(Enum):
    """How a file becomes originals."""

    TEXT = Media.TEXT
    HTML = Media.HTML
    HTML_GZIP = Media.HTML_GZIP
    PDF = Media.PDF
    MAIL = "eml"
    MAILBOX = "mbox"
    LINES = "jsonl"
    LINES_GZIP = "jsonl.gz"
    TABLE = "csv"
    """A manifest, where it has a column `path`; else a table whose rows are documents."""
    XML = "xml"
    """A feed or a sitemap."""
    XML_GZIP = "xml.gz"
    WARC = "warc"
    WACZ = "wacz"
    ZIP = "zip"
    TAR = "tar"
    TAR_GZIP = "tar.gz"
    TAR_BZIP2 = "tar.bz2"
    TAR_XZ = "tar.xz"


KIND_OF_SUFFIX: dict[str, Kind] = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".html.gz": Kind.HTML_GZIP,
    ".htm.gz": Kind.HTML_GZIP,
    ".xhtml.gz": Kind.HTML_GZIP,
    ".pdf": Kind.PDF,
    ".eml": Kind.MAIL,
    ".mbox": Kind.MAILBOX,
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
    ".jsonl.gz": Kind.LINES_GZIP,
    ".csv": Kind.TABLE,
    ".xml": Kind.XML,
    ".rss": Kind.XML,
    ".atom": Kind.XML,
    ".rdf": Kind.XML,
    ".xml.gz": Kind.XML_GZIP,
    ".warc": Kind.WARC,
    ".warc.gz": Kind.WARC,
    ".warc.zst": Kind.WARC,
    ".wacz": Kind.WACZ,
    ".zip": Kind.ZIP,
    ".tar": Kind.TAR,
    ".tar.gz": Kind.TAR_GZIP,
    ".tgz": Kind.TAR_GZIP,
    ".tar.bz2": Kind.TAR_BZIP2,
    ".tbz2": Kind.TAR_BZIP2,
    ".tar.xz": Kind.TAR_XZ,
    ".txz": Kind.TAR_XZ,
}
"""The readers, by the end of a file's name (in small letters)."""

REMEDY_OF_SUFFIX: dict[str, str] = {
    ".doc": "save it as plain text (.txt)",
    ".docx": "save it as plain text (.txt)",
    ".odt": "save it as plain text (.txt)",
    ".rtf": "save it as plain text (.txt)",
    ".json": "write one document a line as .jsonl",
    ".gz": "decompress it",
    ".7z": "unpack it and name the folder",
    ".rar": "unpack it and name the folder",
    ".tar.zst": "unpack it and name the folder",
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".jpg": "an image has no text; give its text as .txt",
    ".jpeg": "an image has no text; give its text as .txt",
    ".png": "an image has no text; give its text as .txt",
    ".gif": "an image has no text; give its text as .txt",
    ".webp": "an image has no text; give its text as .txt",
    ".tsv": "write it as .csv",
}
"""What to do with a kind of file that has no reader."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x28\xb5\x2f\xfd", "Zstandard-compressed"),
    (b"BZh9", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
)

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_LOOKED_AT = 65536
_FEWEST_CONTROLS = 6
_CONTROL_SHARE = 0.08
"""Random bytes hold 10 % of these controls, text next to none; a stray null in a short text stays below six."""


def kind_of(name: str) -> Kind | None:
    """The kind of a file by the end of its name, None where there is no reader."""
    lower = name.lower()
    return next((kind for suffix, kind in KIND_OF_SUFFIX.items() if lower.endswith(suffix)), None)


def remedy_for(name: str) -> str:
    """What a person can do with a file that has no reader."""
    lower = name.lower()
    fitting = (remedy for suffix, remedy in REMEDY_OF_SUFFIX.items() if lower.endswith(suffix))
    return next(fitting, "rename it to .txt or .html if it is text")


def binary_reason(data: bytes) -> str | None:
    """Why the bytes are no text, None where they may be text.

    Method: magic numbers, then the share of control characters in the first 64 KiB. Text in UTF-16 or UTF-32 is full
    of nulls; it passes with its byte-order mark, or where all nulls stand on one side of the two-byte units.
    """
    named = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if named:
        return f"it is {named}"
    head = data[:_LOOKED_AT]
    if head.startswith(_WIDE_MARKS) or wide_encoding(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls >= _FEWEST_CONTROLS and controls > _CONTROL_SHARE * len(head):
        return f"{controls} of the first {len(head)} bytes are control characters"
    return None


def wide_encoding(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where nulls show that mostly Latin text was saved so without a mark."""
    head = data[: _LOOKED_AT - _LOOKED_AT % 2]
    units = len(head) // 2
    if not units:
        return None
    first, second = head[0::2].count(0), head[1::2].count(0)
    few, most = units * 0.02, units * 0.6
    if second >= most and first <= few:
        return "utf-16-le"
    return "utf-16-be" if first >= most and second <= few else None


SINGLE = frozenset({Kind.TEXT, Kind.HTML, Kind.HTML_GZIP, Kind.PDF, Kind.MAIL})
"""The kinds whose files are one document each, of which a manifest can speak."""

CONTAINERS = frozenset(Kind) - SINGLE
"""The kinds whose files hold documents; a table may be a manifest instead."""
