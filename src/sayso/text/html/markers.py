"""Markers: how a piece of text is known again after trafilatura has chosen among the markup.

Each piece of text gets a rare character in front of it that names its index. The markup is written anew from the scan
(closed where something closes, without what nobody reads), so that the tree that is chosen from is the scanner's own
tree, and nothing in it can be mistaken.

Method: characters of CJK Extension B pass through lxml and trafilatura untouched (private use characters do not).
"""

import html
import re
from typing import NamedTuple

from sayso.text.html.scanner import RAW_TEXT, Event, Scan, attributes

_FIRST, _LAST = 0x20000, 0x2A6DF
_BASE = _LAST - _FIRST + 1
_MARKER = f"[{chr(_FIRST)}-{chr(_LAST)}]"
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|{_MARKER}")
_LONG_TAG = 2_000
_KEPT_ATTRIBUTES = ("class", "id", "role", "itemprop", "style", "type", "rel", "hidden", "aria-hidden")
_STRUCTURED = ("application/ld+json", "application/settings+json")


class Read(NamedTuple):
    """One marker read back: the piece of text it names, and the text behind it up to the next marker."""

    piece: int
    text: str


def marker_width(count: int) -> int:
    """How many characters make one marker of a page with `count` pieces of text."""
    return 1 if count <= _BASE else 2


def marker(index: int, width: int) -> str:
    """The marker of the piece of text with this index."""
    digits = ""
    for _ in range(width):
        index, digit = divmod(index, _BASE)
        digits = chr(_FIRST + digit) + digits
    return digits


def visible(text: str) -> str:
    """Text as it stands in the tree: entities read, a blank for each character that XML forbids or that markers use."""
    return _writable(html.unescape(text))


def write_marked(raw: str, scan: Scan) -> str:
    """The page's markup written anew with a marker before each piece of text."""
    width = marker_width(len(scan.texts))
    return _write(raw, scan, [marker(index, width) for index in range(len(scan.texts))])


def write_plain(raw: str, scan: Scan) -> str:
    """The page's markup written anew without markers: what `write_marked` writes, for libraries that only look."""
    return _write(raw, scan, [""] * len(scan.texts))


def _write(raw: str, scan: Scan, before: list[str]) -> str:
    pieces: list[str] = []
    for event, index in scan.events:
        if event is Event.TEXT:
            text = scan.texts[index]
            words = before[index] + html.escape(visible(raw[text.start : text.end]), quote=False)
            pieces.append(f" {words}" if text.gap else words)
        elif event is Event.OPEN:
            pieces.append(_start_tag(raw, scan, index))
        else:
            pieces.append(f"</{scan.tags[index].name}>")
    return "".join(pieces)


def read_marked(text: str, count: int) -> tuple[list[Read], str]:
    """The markers in the text of a chosen tree, in its order, and what stands before the first one.

    Args:
        text: all text of the tree.
        count: how many pieces of text the page has.
    """
    before, *found = re.split(f"({_MARKER}{{{marker_width(count)}}})", text)
    return [Read(_value(m), following) for m, following in zip(found[::2], found[1::2], strict=True)], before


def _value(digits: str) -> int:
    index = 0
    for digit in digits:
        index = index * _BASE + ord(digit) - _FIRST
    return index


def _writable(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)


def _start_tag(raw: str, scan: Scan, index: int) -> str:
    tag = scan.tags[index]
    written = raw[tag.start : tag.end]
    if tag.odd or len(written) > _LONG_TAG:
        found = attributes(raw, tag)
        kept = (f' {name}="{html.escape(found[name].value[:_LONG_TAG])}"' for name in _KEPT_ATTRIBUTES if name in found)
        written = f"<{tag.name}{''.join(kept)}>"
    if written.endswith("/>") and not tag.empty:
        written = f"{written[:-2]}>"
    written = _writable(written)
    if tag.name not in RAW_TEXT or tag.empty:
        return written
    return f"{written}{_raw_content(raw, scan, index)}</{tag.name}>"


def _raw_content(raw: str, scan: Scan, index: int) -> str:
    """What is written of a raw text element: titles and structured data, which the choice looks at; nothing else."""
    tag = scan.tags[index]
    start, end = scan.contents[index]
    if tag.name == "title":
        return _writable(raw[start:end])
    if tag.name == "script" and any(kind in raw[tag.start : tag.end].lower() for kind in _STRUCTURED):
        return _writable(raw[start:end])
    return ""
