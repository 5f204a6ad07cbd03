"""From an original to a document: decoded, cleaned, with what was found about it."""

from collections.abc import Iterator

from msgspec import structs

from sayso.ingest import decode
from sayso.records import (
    MARKUP,
    Block,
    Diagnostic,
    Document,
    Found,
    FoundFacts,
    Layout,
    Media,
    Original,
    ReadText,
    Segment,
    Value,
    sha256,
)
from sayso.text.debris import find_debris
from sayso.text.facts import plain_facts
from sayso.text.html import read_html
from sayso.text.language import SUPPORTED, find_language
from sayso.text.page import Page
from sayso.text.pdf import split_pdf
from sayso.text.plain import Paragraph, assemble, split_paragraphs

VERSION = "3"
"""Changes whenever the same original may give another document, layer, map or block."""


class _Content(Value, frozen=True, kw_only=True):
    """What either kind of text becomes."""

    clean: str
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    facts: FoundFacts
    diagnostics: tuple[Diagnostic, ...]


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
        told = decoded.diagnostics or original.media is Media.UNREAD
        nothing = () if told else (Diagnostic(code="empty", key=original.key),)
        return ReadText(document=None, diagnostics=(*decoded.diagnostics, *nothing))
    content = _content_of(original, raw)
    content = _bounded(content, original)
    language = find_language(content.clean) if content.clean else None
    raw_sha256 = sha256(raw.encode())
    document = Document(
        id=Document.make_id(original.key, raw_sha256, original.facts),
        key=original.key,
        original=original.sha256,
        media=original.media,
        encoding=decoded.encoding,
        raw_sha256=raw_sha256,
        clean_sha256=sha256(content.clean.encode()),
        outside=original.facts,
        inside=structs.replace(content.facts, language=language),
    )
    found = (*decoded.diagnostics, *_wanted(content.diagnostics, document), *_notes(document, content))
    return ReadText(
        document=document,
        raw=raw,
        clean=content.clean,
        layout=Layout(document=document.id, segments=content.segments, blocks=content.blocks),
        diagnostics=tuple(structs.replace(d, key=document.key, document=document.id) for d in found),
    )


def _bounded(content: _Content, original: Original) -> _Content:
    """The same; a page without a date was published when it was captured at the latest."""
    captured = original.facts.captured
    if not captured or content.facts.published is not None:
        return content
    found = Found(value=f"../{captured[:10]}", how="captured")
    note = Diagnostic(code="published_bounded", key="", detail=f"{found.value}, by {found.how}")
    facts = structs.replace(content.facts, published=found)
    return structs.replace(content, facts=facts, diagnostics=(*content.diagnostics, note))


def _read_markup(raw: str, key: str) -> _Content:
    page = read_html(raw, key)
    return _Content(
        clean=page.cleaned.clean,
        segments=page.cleaned.segments,
        blocks=page.cleaned.blocks,
        facts=page.facts.found,
        diagnostics=(*page.cleaned.diagnostics, *page.facts.diagnostics),
    )


def _content_of(original: Original, raw: str) -> _Content:
    if original.media in MARKUP:
        return _read_markup(raw, original.key)
    if original.media is Media.PDF:
        return _read_plain(raw, *split_pdf(raw))
    return _read_plain(raw, split_paragraphs(raw), frozenset[int]())


def _read_plain(raw: str, paragraphs: tuple[Paragraph, ...], furniture: frozenset[int]) -> _Content:
    """What paragraphs become; furniture of pages is left out before the rules on debris see them."""
    seen = [index for index in range(len(paragraphs)) if index not in furniture]
    page = Page(tuple(paragraphs[index] for index in seen))
    debris = find_debris(page)
    reasons = {seen[index]: reason for index, reason in debris.reasons.items()}
    reasons |= dict.fromkeys(furniture, "page_furniture")
    title = None if debris.title is None else seen[debris.title]
    cleaned = assemble(raw, paragraphs, reasons, title)
    facts = plain_facts(page, debris)
    return _Content(
        clean=cleaned.clean,
        segments=cleaned.segments,
        blocks=cleaned.blocks,
        facts=facts.found,
        diagnostics=facts.diagnostics,
    )


def _wanted(diagnostics: tuple[Diagnostic, ...], document: Document) -> tuple[Diagnostic, ...]:
    """The diagnostics without those on a date that is known from outside."""
    known = document.outside.published is not None
    return tuple(d for d in diagnostics if not (known and d.code.startswith("published_")))


def _notes(document: Document, content: _Content) -> Iterator[Diagnostic]:
    """What is missing or cannot be used."""
    if not content.clean and not content.diagnostics:
        yield Diagnostic(code="no_main_content", key=document.key, detail="every paragraph was left out")
    if document.fact("published") is None:
        yield Diagnostic(code="published_unknown", key=document.key)
    language = document.fact("language")
    if language is not None and language not in SUPPORTED:
        yield Diagnostic(code="language_unsupported", key=document.key, detail=language)
