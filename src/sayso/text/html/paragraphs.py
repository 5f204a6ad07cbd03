"""Paragraphs: pieces of text put together to what a reader sees as one, and what the elements around say about them."""

import re
from typing import NamedTuple

from sayso.records import BlockKind
from sayso.text.html.scanner import INLINE, Gap, Scan, Tag, Text, attributes

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.ITEM),
    "blockquote": BlockKind.QUOTE,
}
_HIDING = re.compile(r"hidden|none", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SINGLE = frozenset((*_KINDS, "p", "ul", "ol", "dl"))
_BOXES = frozenset(("div", "aside", "section", "li", "fieldset"))
_NAVIGATION = frozenset(("nav", "header", "footer", "menu"))


class Paragraph(NamedTuple):
    """Pieces of text `first` to `last` (both included) that a reader sees as one paragraph, or as one table cell."""

    first: int
    last: int
    same_row: bool
    """Whether it is a cell of the same table row as the paragraph before it."""


def paragraphs(texts: list[Text]) -> list[Paragraph]:
    """All pieces of text of a page as paragraphs."""
    starts = [index for index, text in enumerate(texts) if index == 0 or text.gap >= Gap.CELL]
    ends = [*starts[1:], len(texts)][: len(starts)]
    return [
        Paragraph(start, end - 1, start > 0 and texts[start].gap is Gap.CELL)
        for start, end in zip(starts, ends, strict=True)
    ]


class Elements:
    """What the elements around a piece of text say about it; answers are remembered for one page."""

    def __init__(self, raw: str, scan: Scan) -> None:
        self._raw = raw
        self._tags = scan.tags
        self._hidden: dict[int, bool] = {-1: False}
        self._linked: dict[int, bool] = {-1: False}
        self._nests: dict[int, tuple[str, ...]] = {}

    def around(self, element: int) -> list[Tag]:
        """The tags around, from the inside out."""
        found: list[Tag] = []
        while element >= 0:
            found.append(self._tags[element])
            element = found[-1].parent
        return found

    def hidden(self, element: int) -> bool:
        """Whether browsers do not show it: by attribute, by its own style, or since it is there for other programs."""
        if element not in self._hidden:
            tag = self._tags[element]
            self._hidden[element] = _hides(self._raw, tag) or self.hidden(tag.parent)
        return self._hidden[element]

    def linked(self, element: int) -> bool:
        """Whether it is a link or inside one."""
        if element not in self._linked:
            tag = self._tags[element]
            self._linked[element] = tag.name == "a" or self.linked(tag.parent)
        return self._linked[element]

    def kind(self, element: int) -> BlockKind:
        """What a paragraph inside it is."""
        in_block = False
        for tag in self.around(element):
            if tag.name in _KINDS:
                return _KINDS[tag.name]
            if tag.name in ("td", "th") and not in_block:
                return BlockKind.CELL
            in_block = in_block or tag.name in ("p", "div", "article", "table")
        return BlockKind.PARAGRAPH

    def named(self, element: int, name: str) -> list[int]:
        """The elements around with this name, from the inside out."""
        return [index for index in self.inside(element) if self._tags[index].name == name]

    def inside(self, element: int) -> list[int]:
        """The element and those around it, from the inside out."""
        found: list[int] = []
        while element >= 0:
            found.append(element)
            element = self._tags[element].parent
        return found

    def form_boxes(self) -> frozenset[int]:
        """The boxes that hold a form: the first element around it that only groups."""
        forms = [index for index, tag in enumerate(self._tags) if tag.name == "form"]
        boxes = (self.inside(index)[1:2] for index in forms)
        return frozenset(box for found in boxes for box in found if self._tags[box].name in _BOXES)

    def nest(self, element: int) -> tuple[str, ...]:
        """The names and classes of the elements around, from the inside out."""
        if element < 0:
            return ()
        if element not in self._nests:
            tag = self._tags[element]
            mark = attributes(self._raw, tag).get("class")
            self._nests[element] = (f"{tag.name} {mark.value if mark else ''}", *self.nest(tag.parent))
        return self._nests[element]

    def holder(self, element: int) -> int:
        """The element that holds paragraphs like the one inside `element`: the first that can hold several."""
        while element >= 0 and (self._tags[element].name in INLINE or self._tags[element].name in _SINGLE):
            element = self._tags[element].parent
        return element

    def navigation(self, element: int) -> bool:
        """Whether it belongs to the frame of the page: menus, headers, footers."""
        names = {tag.name for tag in self.around(element)}
        return not names.isdisjoint(_NAVIGATION)


def _hides(raw: str, tag: Tag) -> bool:
    if tag.name in ("noscript", "template"):
        return True
    if not _HIDING.search(raw, tag.start, tag.end):
        return False
    found = attributes(raw, tag)
    style = found.get("style")
    return "hidden" in found or bool(style and _HIDING_STYLE.search(style.value))
