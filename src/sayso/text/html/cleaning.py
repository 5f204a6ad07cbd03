"""From markup to the clean layer: scan, choose, write."""

from itertools import groupby

from sayso.records import Block, BlockKind, Diagnostic, FoundFacts, Segment, Span
from sayso.records.base import Value
from sayso.text.html.choose import Choice, choose
from sayso.text.html.metadata import HtmlFacts, scanned_facts
from sayso.text.html.paragraphs import Elements, Paragraph, Written, paragraphs, write
from sayso.text.html.scanner import MAX_TAGS, Scan, Text, scan

MAX_CHARACTERS = 10_000_000
"""Pages with more characters are not read (real pages stay below 3 million)."""

HTML_REASONS = {
    "navigation": "menus, page header or page footer",
    "not_main_content": "not part of the article",
    "hidden": "not shown by browsers",
    "unmapped": "its place in the markup is not certain",
    "too_large": "the page is larger than the limit",
}
"""Why a block of a page was left out."""


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


class _Page:
    """One page while it is cleaned."""

    def __init__(self, raw: str, seen: Scan, choice: Choice, title: Span | None) -> None:
        self.raw = raw
        self.title = title
        self.texts = seen.texts
        self.choice = choice
        self.elements = Elements(raw, seen)
        self.paragraphs = paragraphs(seen.texts)
        self.reasons = [self._reason(paragraph) for paragraph in self.paragraphs]

    def _reason(self, paragraph: Paragraph) -> str | None:
        """Why a paragraph is left out; None where it is kept: chosen by most of its visible characters."""
        chosen = shown = 0
        for index in range(paragraph.first, paragraph.last + 1):
            size = self.texts[index].end - self.texts[index].start
            if index in self.choice.uncertain:
                return "unmapped"
            if index in self.choice.kept:
                chosen += size
                shown += size
            elif not self._hidden(index):
                shown += size
        if chosen and chosen * 2 >= shown:
            return None
        if not shown:
            return "hidden"
        return "navigation" if self.elements.navigation(self.texts[paragraph.first].element) else "not_main_content"

    def _hidden(self, index: int) -> bool:
        return self.elements.hidden(self.texts[index].element)

    def written(self) -> Written:
        """The paragraphs kept; cells of one row are one paragraph."""
        rows: list[list[Text]] = []
        kinds: list[BlockKind] = []
        for number, paragraph in enumerate(self.paragraphs):
            if self.reasons[number] is not None:
                continue
            row = self._row(paragraph)
            if paragraph.same_row and number and self.reasons[number - 1] is None:
                rows[-1].extend(row)
            else:
                rows.append(row)
                kinds.append(self._kind(row[0]))
        return write(self.raw, rows, kinds)

    def _kind(self, first: Text) -> BlockKind:
        if self.title and self.title[0] <= first.start < self.title[1]:
            return BlockKind.TITLE
        return self.elements.kind(first.element)

    def _row(self, paragraph: Paragraph) -> list[Text]:
        indexes = range(paragraph.first, paragraph.last + 1)
        return [self.texts[i] for i in indexes if i in self.choice.kept or not self._hidden(i)]

    def left_out(self) -> list[Block]:
        """The regions left out: neighbouring paragraphs with one reason are one region."""
        blocks: list[Block] = []
        numbered = zip(self.paragraphs, self.reasons, strict=True)
        for reason, group in groupby(numbered, key=lambda pair: pair[1]):
            if reason is not None:
                members = [paragraph for paragraph, _ in group]
                span = self.texts[members[0].first].start, self.texts[members[-1].last].end
                blocks.append(Block(span=span, kind=BlockKind.DEBRIS, reason=reason))
        return blocks


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
    choice = choose(raw, seen) if seen.texts else Choice(frozenset(), frozenset(), 0, "the page has no text")
    page = _Page(raw, seen, choice, title)
    written = page.written()
    blocks = sorted((*written.blocks, *page.left_out()), key=lambda block: block.span)
    return CleanedHtml(
        clean=written.clean,
        segments=written.segments,
        blocks=tuple(blocks),
        diagnostics=tuple(_diagnostics(key, seen, choice, blocks)),
    )


def _diagnostics(key: str, seen: Scan, choice: Choice, blocks: list[Block]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if seen.too_deep:
        found.append(Diagnostic(code="deep_markup", key=key, detail=f"{seen.too_deep} tags beyond the limit"))
    if choice.trouble:
        found.append(Diagnostic(code="no_main_content", key=key, detail=choice.trouble))
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
