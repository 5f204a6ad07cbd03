"""Selection: which paragraphs of a page are kept, and why the others are left out."""

from collections import Counter
from collections.abc import Iterator

from sayso.records import BlockKind, Span
from sayso.text.datelines import is_date_line
from sayso.text.html.choose import Choice
from sayso.text.html.markers import visible
from sayso.text.html.paragraphs import Elements, Paragraph, paragraphs
from sayso.text.html.scanner import Scan, Text

HTML_REASONS = {
    "navigation": "menus, page header or page footer",
    "not_main_content": "not part of the article",
    "links": "nothing but links to other pages",
    "other_article": "another article on the same page",
    "hidden": "not shown by browsers",
    "unmapped": "its place in the markup is not certain",
    "too_large": "the page is larger than the limit",
}
"""Why a block of a page was left out."""

_LINKED = 0.9
"""A paragraph with at least this share of its characters inside links leads elsewhere."""
_SIBLING_LINKED = 0.4
_SIBLING_SIZE = 80
_PROSE_SIZE = 40
_KICKER_SIZE = 40
_KICKER_WITHIN = 3
_BOX_SIZE = 400
"""A box with a form and so little text is an invitation to sign up, and no part of the article."""
_CONTAINER_SIZE = 140
"""A container found without trafilatura needs paragraphs of this many characters in all."""


class Selection:
    """The paragraphs of one page, each with the reason why it is left out, or None where it is kept.

    Args:
        raw: the page.
        scan: what the scanner saw.
        choice: what trafilatura chose.
        title: where the title stands that readers see, if it was found.
    """

    def __init__(self, raw: str, scan: Scan, choice: Choice, title: Span | None) -> None:
        self._raw = raw
        self._scan = scan
        self._choice = choice
        self._title = title
        self._elements = Elements(raw, scan)
        self.paragraphs = paragraphs(scan.texts)
        self.reasons = [self._voted(paragraph) for paragraph in self.paragraphs]
        if not choice.kept:
            self._keep_largest_container()
        self._leave_out_other_articles()
        self._add_siblings()
        self._leave_out_links()
        self._leave_out_form_boxes()
        self._leave_out_around_the_title()
        if None in self.reasons:
            self._add_title()

    def pieces(self, paragraph: Paragraph) -> list[Text]:
        """The pieces of text of a paragraph that readers see, or that were chosen although browsers hide them."""
        return [text for text, shown in self._with_shown(paragraph) if shown]

    def hidden_pieces(self, paragraph: Paragraph) -> list[Text]:
        """The pieces of text of a paragraph that browsers hide and that were not chosen."""
        return [text for text, shown in self._with_shown(paragraph) if not shown]

    def kind(self, paragraph: Paragraph) -> BlockKind:
        """What a paragraph is."""
        return BlockKind.TITLE if self._is_title(paragraph) else self._elements.kind(self._element(paragraph))

    def _with_shown(self, paragraph: Paragraph) -> Iterator[tuple[Text, bool]]:
        for index in range(paragraph.first, paragraph.last + 1):
            yield self._scan.texts[index], index in self._choice.kept or not self._hidden(index)

    def _voted(self, paragraph: Paragraph) -> str | None:
        """Why a paragraph is left out; None where at least half of its visible characters were chosen.

        Trafilatura drops some words behind links inside paragraphs that it keeps; the vote brings them back.
        """
        chosen = shown = 0
        for index in range(paragraph.first, paragraph.last + 1):
            size = self._scan.texts[index].end - self._scan.texts[index].start
            if index in self._choice.uncertain:
                return "unmapped"
            if index in self._choice.kept:
                chosen += size
            if index in self._choice.kept or not self._hidden(index):
                shown += size
        if chosen and chosen * 2 >= shown:
            return None
        if not shown:
            return "hidden"
        return "navigation" if self._elements.navigation(self._element(paragraph)) else "not_main_content"

    def _keep_largest_container(self) -> None:
        """Where nothing was chosen: the element that holds most text of paragraphs outside links and page frames."""
        sizes: Counter[int] = Counter()
        holders = [self._elements.holder(self._element(paragraph)) for paragraph in self.paragraphs]
        for number, paragraph in enumerate(self.paragraphs):
            if self._is_prose(number):
                sizes[holders[number]] += self._size(paragraph)
        if not sizes:
            return
        largest, size = max(sizes.items(), key=lambda item: (item[1], -item[0]))
        if size < _CONTAINER_SIZE:
            return
        for number, holder in enumerate(holders):
            if holder == largest and self.reasons[number] == "not_main_content":
                self.reasons[number] = None

    def _is_prose(self, number: int) -> bool:
        paragraph = self.paragraphs[number]
        prose = self.reasons[number] == "not_main_content" and self._size(paragraph) >= _PROSE_SIZE
        return prose and self._linked(paragraph) < _SIBLING_LINKED

    def _leave_out_other_articles(self) -> None:
        """Several articles inside the article are others, for example the next ones of an endless page."""
        inner: set[int] = set()
        own = False
        for number in self._kept():
            articles = self._elements.named(self._element(self.paragraphs[number]), "article")
            inner.update(articles[:1] if len(articles) > 1 else ())
            own = own or len(articles) == 1
        if not own or len(inner) < 2:
            return
        for number in self._kept():
            articles = self._elements.named(self._element(self.paragraphs[number]), "article")
            if len(articles) > 1:
                self.reasons[number] = "other_article"

    def _add_siblings(self) -> None:
        """Long paragraphs in the same nest of elements and classes as most of the kept text belong to it."""
        sizes: Counter[tuple[str, ...]] = Counter()
        for number in self._kept():
            sizes[self._nest(self.paragraphs[number])] += self._size(self.paragraphs[number])
        if not sizes:
            return
        nest, size = max(sizes.items(), key=lambda item: (item[1], item[0]))
        if size * 2 < sizes.total() or not nest or nest[0].split(" ")[0] != "p":
            return
        for number, paragraph in enumerate(self.paragraphs):
            if self.reasons[number] in ("not_main_content", "navigation") and self._is_sibling(paragraph, nest):
                self.reasons[number] = None

    def _is_sibling(self, paragraph: Paragraph, nest: tuple[str, ...]) -> bool:
        long = self._size(paragraph) >= _SIBLING_SIZE
        return long and self._nest(paragraph) == nest and self._linked(paragraph) < _SIBLING_LINKED

    def _leave_out_links(self) -> None:
        for number in self._kept():
            paragraph = self.paragraphs[number]
            if self._linked(paragraph) >= _LINKED and self.kind(paragraph) is not BlockKind.HEADING:
                self.reasons[number] = "links"

    def _leave_out_form_boxes(self) -> None:
        """Paragraphs in a small box around a form: newsletters, searches, log-ins."""
        boxes = self._elements.form_boxes()
        if not boxes:
            return
        inside: dict[int, list[int]] = {box: [] for box in boxes}
        for number, paragraph in enumerate(self.paragraphs):
            for box in boxes.intersection(self._elements.inside(self._element(paragraph))):
                inside[box].append(number)
        for numbers in inside.values():
            small = sum(self._size(self.paragraphs[number]) for number in numbers) <= _BOX_SIZE
            for number in numbers if small else ():
                self.reasons[number] = self.reasons[number] or "not_main_content"

    def _leave_out_around_the_title(self) -> None:
        """Kickers right above the title, and lines above the first long paragraph that only give a date."""
        title = next((number for number, paragraph in enumerate(self.paragraphs) if self._is_title(paragraph)), 0)
        for number in self._kept():
            paragraph = self.paragraphs[number]
            if self._size(paragraph) >= _CONTAINER_SIZE:
                return
            if is_date_line(self._text(paragraph)):
                self.reasons[number] = "date_line"
            elif title - _KICKER_WITHIN <= number < title and self._size(paragraph) <= _KICKER_SIZE:
                self.reasons[number] = "not_main_content"

    def _text(self, paragraph: Paragraph) -> str:
        """The words of a paragraph for looking at its form."""
        texts = self._scan.texts[paragraph.first : paragraph.last + 1]
        return " ".join(" ".join(visible(self._raw[text.start : text.end]) for text in texts).split())

    def _add_title(self) -> None:
        for number, paragraph in enumerate(self.paragraphs):
            if self._is_title(paragraph):
                self.reasons[number] = None

    def _kept(self) -> list[int]:
        return [number for number, reason in enumerate(self.reasons) if reason is None]

    def _is_title(self, paragraph: Paragraph) -> bool:
        start = self._scan.texts[paragraph.first].start
        return self._title is not None and self._title[0] <= start < self._title[1]

    def _element(self, paragraph: Paragraph) -> int:
        return self._scan.texts[paragraph.first].element

    def _hidden(self, index: int) -> bool:
        return self._elements.hidden(self._scan.texts[index].element)

    def _size(self, paragraph: Paragraph) -> int:
        return self._scan.texts[paragraph.last].end - self._scan.texts[paragraph.first].start

    def _linked(self, paragraph: Paragraph) -> float:
        """The share of a paragraph's characters inside links."""
        linked = total = 0
        for text in self._scan.texts[paragraph.first : paragraph.last + 1]:
            total += text.end - text.start
            if self._elements.linked(text.element):
                linked += text.end - text.start
        return linked / total

    def _nest(self, paragraph: Paragraph) -> tuple[str, ...]:
        """The names and classes of the elements around a paragraph."""
        return self._elements.nest(self._element(paragraph))
