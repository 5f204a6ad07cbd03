"""PDF: the text of the pages in reading order, and where on its page a piece of it stands.

This runs in the limited process of `sayso.ingest.sandbox` only: PDFium is a large program that reads what strangers
made. Its characters keep their order; ours is where lines, paragraphs and pages end.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from sayso.records import Span, Value

if TYPE_CHECKING:
    import pypdfium2

PAGE_BREAK = "\f"
PARAGRAPH_BREAK = "\n\n"
LINE_BREAK = "\n"
SOFT_HYPHEN = "\u00ad"
"""Stands at the end of a line where the page has a hyphen that only the line's end asked for."""

MAX_PAGES = 2000
_HYPHENS = ("\x02", "\ufffe")
_CONTROLS = dict.fromkeys([*range(32), 0x7F, 0xFFFE, 0xFFFF], " ")
_GAP = 1.45
"""A line that lies so many usual distances below the last one begins a paragraph."""

_WIDEST = 1.5
_ENDS = (".", "!", "?", ":", "”", '"', "’", ")", "…")


class Line(Value, frozen=True, kw_only=True):
    """A line of a page.

    Units: points, from the lower left corner of the page.

    Attributes:
        bottom, right: of its last letter; PDFium now and then takes two lines for one.
        top, left, height: of its first letter.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    height: float

    @property
    def begins_at(self) -> float:
        """How far up its first letter stands."""
        return self.top - self.height


class Place(Value, frozen=True, kw_only=True):
    """Where a piece of the raw layer stands: a line of a page.

    Units: points, from the lower left corner of the page; the box is that of the whole line.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


class PdfText(Value, frozen=True, kw_only=True):
    """The raw layer of a PDF.

    Attributes:
        text: paragraphs parted by an empty line, pages by a form feed.
        pages: how many there are.
        pictures: numbers of the pages (from 1) that hold pictures and no text.
        problem: why there is no text, None where there is.
    """

    text: str = ""
    pages: int = 0
    pictures: tuple[int, ...] = ()
    problem: str | None = None


def read_pdf(data: bytes) -> PdfText:
    """The text of a PDF; what cannot be read is told in the result."""
    document = _open(data)
    if isinstance(document, str):
        return PdfText(problem=document)
    try:
        number = len(document)
        if number > MAX_PAGES:
            return PdfText(pages=number, problem=f"{number} pages, limit {MAX_PAGES}")
        pages = [_page_lines(document, index) for index in range(number)]
        pictures = tuple(n for n, lines in enumerate(pages, 1) if not lines and _has_picture(document, n - 1))
        text = PAGE_BREAK.join("".join(piece for piece, _ in _pieces(lines)) for lines in pages)
        return PdfText(text=text, pages=number, pictures=pictures)
    finally:
        document.close()


def find_places(data: bytes, spans: tuple[Span, ...]) -> tuple[Place, ...]:
    """The lines on the pages that the spans of the raw layer touch, in text order; none for a PDF that is broken.

    Offsets: half-open code points of the raw layer, as `read_pdf` gives it.
    """
    document = _open(data)
    if isinstance(document, str):
        return ()
    found: list[Place] = []
    at = 0
    try:
        for index in range(min(len(document), MAX_PAGES)):
            for piece, line in _pieces(_page_lines(document, index)):
                end = at + len(line.text)
                if any(start < end and at < stop for start, stop in spans):
                    box = (line.left, line.bottom, line.right, line.top)
                    left, bottom, right, top = (round(side, 1) for side in box)
                    found.append(Place(page=index + 1, left=left, bottom=bottom, right=right, top=top))
                at += len(piece)
            at += len(PAGE_BREAK)
    finally:
        document.close()
    return tuple(found)


def _open(data: bytes) -> "pypdfium2.PdfDocument | str":
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return str(error)[:200]


def _page_lines(document: "pypdfium2.PdfDocument", index: int) -> list[Line]:
    """The lines of a page; a page that cannot be loaded has none."""
    import pypdfium2

    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return _joined(list(_printed_lines(text_page)))
    finally:
        text_page.close()
        page.close()


def _has_picture(document: "pypdfium2.PdfDocument", index: int) -> bool:
    import pypdfium2
    from pypdfium2 import raw

    try:
        page: Any = document[index]
        return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    except pypdfium2.PdfiumError:
        return False


def _printed_lines(text_page: Any) -> Iterator[Line]:
    """What PDFium takes for lines, with their places."""
    text = _text_of(text_page)
    at = 0
    for given in text.split("\r\n"):
        stripped = given.strip()
        if stripped:
            first = at + len(given) - len(given.lstrip())
            last = first + len(stripped) - 1
            yield _line(text_page, stripped, (first, last))
        at += len(given) + 2


def _text_of(text_page: Any) -> str:
    """The text of a page.

    The library looks by recursion for the first and last characters that have text; where a thousand have none, what
    lies within the page is taken, and the places of lines are those of the characters counted there.
    """
    try:
        return text_page.get_text_range()
    except (RecursionError, ctypes.ArgumentError):
        return text_page.get_text_bounded()


def _line(text_page: Any, text: str, ends: Span) -> Line:
    """A line with the box from its first to its last character."""
    import pypdfium2

    most = text_page.count_chars() - 1
    try:
        left, first_bottom, _, top = text_page.get_charbox(min(ends[0], most), loose=True)
        _, bottom, right, _ = text_page.get_charbox(min(ends[1], most), loose=True)
    except pypdfium2.PdfiumError:
        left = first_bottom = bottom = right = top = 0.0
    soft = text.endswith(_HYPHENS)
    clean = text.translate(_CONTROLS).strip()
    text = clean + SOFT_HYPHEN if soft else clean
    return Line(text=text, left=left, bottom=bottom, right=right, top=top, height=top - first_bottom)


def _joined(lines: list[Line]) -> list[Line]:
    """The lines, those that stand on one base line side by side made one: PDFium parts them at some changes of font."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is None or not _side_by_side(last, line):
            joined.append(line)
            continue
        space = "" if line.left - last.right < 0.15 * max(last.height, 1) else " "
        joined[-1] = Line(
            text=last.text + space + line.text,
            left=last.left,
            bottom=min(last.bottom, line.bottom),
            right=line.right,
            top=max(last.top, line.top),
            height=last.height,
        )
    return [line for line in joined if line.text.strip()]


def _side_by_side(first: Line, second: Line) -> bool:
    height = max(min(first.height, second.height), 1.0)
    level = abs(first.bottom - second.begins_at) < 0.4 * height
    return level and -0.5 * height < second.left - first.right < 1.5 * height


def _pieces(lines: list[Line]) -> Iterator[tuple[str, Line]]:
    """Each line with the break that follows it."""
    usual = _usual_distance(lines)
    margin, highest = max((line.right for line in lines), default=0.0), 0.0
    for index, line in enumerate(lines):
        highest = max(highest, line.bottom)
        if index + 1 == len(lines):
            yield line.text, line
        elif _begins_paragraph((line, lines[index + 1]), usual, margin, highest):
            yield line.text + PARAGRAPH_BREAK, line
        else:
            yield line.text + LINE_BREAK, line


def _usual_distance(lines: list[Line]) -> float:
    """How far the lines of a paragraph lie apart: a quarter of the distances on the page are no larger.

    Never more than one and a half times the height of letters, for pages that hold single lines only.
    """
    below = sorted(first.bottom - second.begins_at for first, second in pairwise(lines))
    down = [distance for distance in below if distance > 0]
    height = median(line.height for line in lines) if lines else 0.0
    return min(down[len(down) // 4], _WIDEST * height) if down else 0.0


def _begins_paragraph(pair: tuple[Line, Line], usual: float, margin: float, highest: float) -> bool:
    """Whether the second of two lines opens a paragraph.

    Method: it lies further down than usual, its letters have another size, or it is set in after a line that ends
    early. A line further up is the next column, where a paragraph goes on unless the last line ends a sentence; one
    above all lines so far is the head of the page.

    Args:
        pair: the lines, one after the other.
        usual: how far the lines of a paragraph lie apart.
        margin: where the longest line of the page ends.
        highest: how far up the lines so far stand.
    """
    line, below = pair
    distance = line.bottom - below.begins_at
    ends = line.text.endswith(_ENDS)
    if abs(line.height - below.height) > 0.15 * max(line.height, 1.0):
        return True
    if distance <= 0:
        return ends or below.bottom > highest + below.height
    if distance > _GAP * usual:
        return True
    set_in = below.left - line.left > 0.6 * line.height
    short = line.right < margin - 6 * line.height
    return ends and (set_in or (short and abs(below.left - line.left) < line.height))
