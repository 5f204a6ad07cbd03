"""From an original to a document: decoded, cleaned, with what was found about it."""

from msgspec import structs

from sayso.ingest import decode
from sayso.records import (
    Diagnostic,
    Document,
    FoundFacts,
    Layout,
    Media,
    Original,
    ReadText,
    sha256,
)
from sayso.text.language import SUPPORTED, find_language
from sayso.text.plain import CleanedText, assemble, split_paragraphs

VERSION = "1"
"""Changes whenever the same original may give another document, layer, map or block."""

_MARKUP = frozenset({Media.HTML, Media.HTML_GZIP, Media.JSON_HTML})


def read_text(original: Original) -> ReadText:
    """The document in an original: both layers, the map, the blocks, and what was found about it.

    Offsets: all spans are of the raw layer, see `sayso.ingest.decode`.

    Returns:
        `document` is None where there is nothing to read; the diagnostics say why.

    Method: decode, clean, find facts in the raw layer, tell the language of the clean layer.
    """
    decoded = decode(original)
    raw = decoded.text
    if not raw.strip():
        nothing = () if decoded.diagnostics else (Diagnostic(code="empty", key=original.key),)
        return ReadText(document=None, diagnostics=(*decoded.diagnostics, *nothing))
    cleaned, facts, notes = _read_plain(raw)
    inside = structs.replace(facts, language=find_language(cleaned.clean)) if cleaned.clean else facts
    raw_sha256 = sha256(raw.encode())
    document = Document(
        id=Document.make_id(original.key, raw_sha256, original.facts),
        key=original.key,
        original=original.sha256,
        media=original.media,
        encoding=decoded.encoding,
        raw_sha256=raw_sha256,
        clean_sha256=sha256(cleaned.clean.encode()),
        outside=original.facts,
        inside=inside,
    )
    found = (*decoded.diagnostics, *cleaned.diagnostics, *notes, *_language_notes(document))
    return ReadText(
        document=document,
        raw=raw,
        clean=cleaned.clean,
        layout=Layout(document=document.id, segments=cleaned.segments, blocks=cleaned.blocks),
        diagnostics=tuple(structs.replace(d, key=document.key, document=document.id) for d in found),
    )


def _read_plain(raw: str) -> tuple[CleanedText, FoundFacts, tuple[Diagnostic, ...]]:
    return assemble(raw, split_paragraphs(raw), {}, None), FoundFacts(), ()


def _language_notes(document: Document) -> tuple[Diagnostic, ...]:
    language = document.fact("language")
    if language is None or language in SUPPORTED:
        return ()
    return (Diagnostic(code="language_unsupported", key=document.key, detail=language),)
