"""From markup to the clean layer: scan, choose, select, write."""

from collections.abc import Iterator
from itertools import groupby

from sayso.records import Block, BlockKind, Diagnostic, FoundFacts, Segment, Span
from sayso.records.base import Value
from sayso.text.html.choose import Choice, choose
from sayso.text.html.metadata import HtmlFacts, scanned_facts
from sayso.text.html.scanner import MAX_TAGS, Scan, Text, scan
from sayso.text.html.selection import Selection
from sayso.text.html.writing import Written, write

MAX_CHARACTERS = 10_000_000
"""Pages with more characters are not read (real pages stay below 3 million)."""


class CleanedHtml(Value, frozen=True, kw_only=True):
    """The main content of a page.

    Attributes:
        clean: the clean layer: paragraphs with a blank line between them.
        segments: the map from `clean` to the raw layer.
        blocks: the paragraphs kept, and the regions with visible text that were left out, in text order.
        diagnostics: what was not found, not certain or too large.
    """

    clean: str
    segments: tuple[Segment, ...] = ()
    blocks: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class HtmlPage(Value, frozen=True, kw_only=True):
    """What was made of a page: its main content, and what it says about itself."""

    cleaned: CleanedHtml
    facts: HtmlFacts


def clean_html(raw: str, key: str) -> CleanedHtml:
    """The main content of a page with its map and blocks.

    Args:
        raw: the raw layer: the page's markup as decoded.
        key: key of the document, for diagnostics.

    Method: the scanner finds every piece of text by position; trafilatura chooses among them (see `choose`); a
    paragraph is kept whole when most of its visible characters were chosen.
    """
    return read_html(raw, key).cleaned


def read_html(raw: str, key: str) -> HtmlPage:
    """What `clean_html` and `html_facts` return, with one scan of the page for both.

    Args:
        raw: the raw layer: the page's markup as decoded.
        key: key of the document, for diagnostics.
    """
    if len(raw) > MAX_CHARACTERS:
        return _too_large(raw, key, f"{len(raw)} characters, limit {MAX_CHARACTERS}")
    seen = scan(raw)
    if seen.cut:
        return _too_large(raw, key, f"more than {MAX_TAGS} tags")
    facts = scanned_facts(raw, key, seen)
    title = facts.found.title
    shown = title.span if title and title.how == "heading" else None
    return HtmlPage(cleaned=_clean(raw, key, seen, shown), facts=facts)


def _clean(raw: str, key: str, seen: Scan, title: Span | None) -> CleanedHtml:
    choice = choose(raw, seen)
    selection = Selection(raw, seen, choice, title)
    written = _written(raw, selection)
    left_out = (*_left_out(seen, selection), *_hidden_inside(selection))
    blocks = sorted((*written.blocks, *left_out), key=lambda block: block.span)
    return CleanedHtml(
        clean=written.clean,
        segments=written.segments,
        blocks=tuple(blocks),
        diagnostics=tuple(_diagnostics(key, seen, choice, blocks)),
    )


def _written(raw: str, selection: Selection) -> Written:
    """The paragraphs kept; cells of one row are one paragraph."""
    rows: list[list[Text]] = []
    kinds: list[BlockKind] = []
    before: str | None = "nothing"
    for paragraph, reason in zip(selection.paragraphs, selection.reasons, strict=True):
        if reason is None and before is None and paragraph.same_row:
            rows[-1].extend(selection.pieces(paragraph))
        elif reason is None:
            rows.append(selection.pieces(paragraph))
            kinds.append(selection.kind(paragraph))
        before = reason
    return write(raw, rows, kinds)


def _left_out(seen: Scan, selection: Selection) -> list[Block]:
    """The regions left out: neighbouring paragraphs with one reason are one region."""
    blocks: list[Block] = []
    numbered = zip(selection.paragraphs, selection.reasons, strict=True)
    for reason, group in groupby(numbered, key=lambda pair: pair[1]):
        if reason is not None:
            members = [paragraph for paragraph, _ in group]
            span = seen.texts[members[0].first].start, seen.texts[members[-1].last].end
            blocks.append(Block(span=span, kind=BlockKind.DEBRIS, reason=reason))
    return blocks


def _hidden_inside(selection: Selection) -> Iterator[Block]:
    """Text that browsers hide inside paragraphs that were kept."""
    for paragraph, reason in zip(selection.paragraphs, selection.reasons, strict=True):
        if reason is None:
            for text in selection.hidden_pieces(paragraph):
                yield Block(span=(text.start, text.end), kind=BlockKind.DEBRIS, reason="hidden")


def _diagnostics(key: str, seen: Scan, choice: Choice, blocks: list[Block]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if seen.too_deep:
        found.append(Diagnostic(code="deep_markup", key=key, detail=f"{seen.too_deep} tags beyond the limit"))
    if choice.trouble:
        code = "main_content_guessed" if any(block.kept for block in blocks) else "no_main_content"
        found.append(Diagnostic(code=code, key=key, detail=choice.trouble))
    if choice.unmarked:
        found.append(Diagnostic(code="unmapped", key=key, detail=f"{choice.unmarked} characters without a place"))
    unmapped = (block for block in blocks if block.reason == "unmapped")
    found.extend(Diagnostic(code="unmapped", key=key, span=block.span) for block in unmapped)
    return found


def _too_large(raw: str, key: str, detail: str) -> HtmlPage:
    block = Block(span=(0, len(raw)), kind=BlockKind.DEBRIS, reason="too_large")
    diagnostic = Diagnostic(code="too_large", key=key, detail=detail)
    cleaned = CleanedHtml(clean="", blocks=(block,), diagnostics=(diagnostic,))
    return HtmlPage(cleaned=cleaned, facts=HtmlFacts(found=FoundFacts()))
