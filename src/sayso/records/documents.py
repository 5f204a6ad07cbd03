"""Documents: what came in, its two text layers, the map between them, and what was found about it."""

from enum import StrEnum

from msgspec import UNSET, UnsetType, structs

from sayso.records.base import Record, Value, short_id
from sayso.records.diagnostics import Diagnostic
from sayso.records.spans import Span


class Media(StrEnum):
    """How the bytes of an original become its raw layer."""

    TEXT = "text"
    HTML = "html"
    HTML_GZIP = "html.gz"
    JSON_TEXT = "json.text"
    """One line of a `.jsonl` file whose field `text` is the raw layer."""
    JSON_HTML = "json.html"
    """One line of a `.jsonl` file whose field `html` is the raw layer."""
    PDF = "pdf"
    """A PDF file; the raw layer is the text of its pages, parted by form feeds."""
    MAIL_TEXT = "mail.text"
    """A message whose part of plain text is the raw layer."""
    MAIL_HTML = "mail.html"
    """A message whose part of HTML is the raw layer."""
    ENTRY_HTML = "entry.html"
    """The content of one entry of a feed, its own escapes undone, in UTF-8."""
    UNREAD = "unread"
    """Bytes that broke the reader they were given to, kept as evidence; they have no raw layer."""


class Facts(Value, frozen=True, kw_only=True):
    """What is known of a document; of its outside (a manifest, a `.jsonl` line) or of its inside.

    Attributes:
        published: EDTF, for example "2018-01-18", "2018-01", "../2024-02-22" (on or before that day).
        language: an ISO 639-1 code.
        captured: when the bytes were fetched, in UTC, for example "2018-01-18T09:30:00Z"; only from outside.
        encoding: the character encoding that the server gave with the bytes; only from outside.

    What is not set is left out of the JSON, so that the ids of documents that have none stay as they were.
    """

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    captured: str | UnsetType = UNSET
    encoding: str | UnsetType = UNSET


class Original(Value, frozen=True, kw_only=True):
    """Bytes as they came, and how they came; the only thing stages ever read.

    Attributes:
        key: the id its input line gave it, or its path relative to what was named (always with "/").
        media: how to decode `data`.
        data: the file's bytes, or the bytes of its line in a `.jsonl` file.
        sha256: of `data`.
        facts: what is known from outside.
        place: where it was read, for messages: path, and line number in a `.jsonl` file. In no id and no digest.
    """

    key: str
    media: Media
    data: bytes
    sha256: str
    facts: Facts = Facts()
    place: str = ""

    @property
    def input_id(self) -> str:
        """The id of this input: what `text` makes of it depends on nothing else."""
        return short_id("input", self.key, self.media, self.sha256, self.facts)


class Found(Value, frozen=True, kw_only=True):
    """A value found inside a document.

    Attributes:
        value: the value (EDTF for dates).
        how: name of the rule or library that found it, for example "json-ld", "dateline", "masthead".
        span: where in the raw layer it stands, None where the finder does not tell.
    """

    value: str
    how: str
    span: Span | None = None


class FoundFacts(Value, frozen=True, kw_only=True):
    """What was found inside a document, each with how."""

    title: Found | None = None
    url: Found | None = None
    outlet: Found | None = None
    author: Found | None = None
    published: Found | None = None
    language: Found | None = None


class MapKind(StrEnum):
    """What a segment of the offset map promises."""

    COPY = "copy"
    """Clean and raw characters are equal, one for one."""
    ENTITY = "entity"
    """The clean text is the HTML unescape of the raw slice."""
    SPACE = "space"
    """The clean text is white space of our own; the raw slice is what it stands for (markup, blanks), or empty."""


class Segment(Value, frozen=True, kw_only=True, array_like=True):
    """One row of the offset map: clean[clean_start:clean_end] comes from raw[raw_start:raw_end].

    Offsets: half-open code points of the clean and of the raw layer. The segments of a document cover the clean
    layer without gap or overlap, and their raw slices ascend without overlap.
    """

    clean_start: int
    clean_end: int
    raw_start: int
    raw_end: int
    kind: MapKind


class BlockKind(StrEnum):
    """What a block of a document is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """An item of a list."""
    QUOTE = "quote"
    """A block quotation."""
    CELL = "cell"
    """A row of a table."""
    DEBRIS = "debris"


class Block(Value, frozen=True, kw_only=True):
    """A piece of the raw layer that was kept as a paragraph of the clean layer, or left out with a reason.

    Attributes:
        span: in the raw layer. Blocks ascend and do not overlap, but text that browsers hide may lie inside a kept
            block; for plain text they cover all but white space.
        kind: what it is.
        clean: its span in the clean layer; None where it was left out.
        reason: why it was left out; None where it was kept. One of `sayso.text.REASONS`.
    """

    span: Span
    kind: BlockKind
    clean: Span | None = None
    reason: str | None = None

    @property
    def kept(self) -> bool:
        """Whether the block is part of the clean layer."""
        return self.clean is not None


class Document(Record, frozen=True, kw_only=True, tag="document"):
    """A document: identity, provenance, what was known from outside and what was found inside.

    Attributes:
        id: hash of (key, hash of the raw text, facts known from outside).
        key: see `Original.key`.
        original: SHA-256 of the original's bytes.
        media: how they were decoded.
        encoding: the character encoding used.
        raw_sha256, clean_sha256: of the UTF-8 of the two layers.
        outside: facts known from outside; they win.
        inside: facts found inside.
    """

    id: str
    key: str
    original: str
    media: Media
    encoding: str
    raw_sha256: str
    clean_sha256: str
    outside: Facts
    inside: FoundFacts

    @staticmethod
    def make_id(key: str, raw_sha256: str, outside: Facts) -> str:
        """The id of the document with this key, raw text and facts from outside.

        When and how the bytes were fetched is in no id: the same page fetched twice is one document.
        """
        return short_id("document", key, raw_sha256, structs.replace(outside, captured=UNSET, encoding=UNSET))

    @property
    def captured(self) -> str | None:
        """When its bytes were fetched, None where that is not known."""
        return self.outside.captured or None

    def fact(self, name: str) -> str | None:
        """The value of a fact: from outside if known there, else as found inside."""
        outside: str | None = getattr(self.outside, name)
        found: Found | None = getattr(self.inside, name)
        return outside if outside is not None else found.value if found else None

    def how(self, name: str) -> str | None:
        """How a fact is known: "given" from outside, else the rule that found it; None where unknown."""
        found: Found | None = getattr(self.inside, name)
        return "given" if getattr(self.outside, name) is not None else found.how if found else None


class Layout(Record, frozen=True, kw_only=True, tag="layout"):
    """The offset map and the blocks of one document."""

    document: str
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]


class ReadText(Value, frozen=True, kw_only=True):
    """What the room `text` returns for one original.

    `document` is None when nothing could be read; then `diagnostics` says why.
    """

    document: Document | None
    raw: str = ""
    clean: str = ""
    layout: Layout | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
