"""Choosing the main content: trafilatura decides, by markers, which pieces of text belong to the article."""

from typing import NamedTuple

from sayso.text.html.markers import read_marked, visible, write_marked
from sayso.text.html.scanner import Scan
from sayso.text.html.trees import BROKEN_PAGE, chosen_text

MAX_TAGS_TO_CHOOSE = 30_000
MAX_MARKUP_TO_CHOOSE = 4_000_000
"""Trafilatura's time grows with the square of the tags; real pages stay below 10,000 tags and 1 million characters."""


class Choice(NamedTuple):
    """What was chosen of a page.

    Attributes:
        kept: indexes of the pieces of text that were chosen.
        uncertain: indexes of chosen pieces that came back with other characters than they have in the page.
        unmarked: characters of the chosen text that no marker leads back from.
        trouble: why nothing was chosen, None where something was.
    """

    kept: frozenset[int]
    uncertain: frozenset[int] = frozenset()
    unmarked: int = 0
    trouble: str | None = None


def choose(raw: str, scan: Scan) -> Choice:
    """The pieces of text that belong to the main content."""
    if not scan.texts:
        return Choice(frozenset(), trouble="the page has no text")
    if len(scan.tags) > MAX_TAGS_TO_CHOOSE:
        return Choice(frozenset(), trouble=f"too many tags to choose from: {len(scan.tags)}")
    markup = write_marked(raw, scan)
    if len(markup) > MAX_MARKUP_TO_CHOOSE:
        return Choice(frozenset(), trouble=f"too much markup to choose from: {len(markup)} characters")
    try:
        text = chosen_text(markup)
    except BROKEN_PAGE as error:
        return Choice(frozenset(), trouble=f"the choice failed with {type(error).__name__}")
    if text is None:
        return Choice(frozenset(), trouble="the choice was refused")
    return _read_back(raw, scan, text)


def _read_back(raw: str, scan: Scan, chosen: str) -> Choice:
    reads, before = read_marked(chosen, len(scan.texts))
    kept: set[int] = set()
    uncertain: set[int] = set()
    unmarked = len(before.strip())
    for read in reads:
        if read.piece >= len(scan.texts):
            unmarked += len(read.text)
            continue
        kept.add(read.piece)
        text = scan.texts[read.piece]
        if _letters(read.text) != _letters(visible(raw[text.start : text.end])):
            uncertain.add(read.piece)
    return Choice(frozenset(kept), frozenset(uncertain), unmarked, None if kept else "nothing was chosen")


def _letters(text: str) -> str:
    """What both sides of the comparison show: trafilatura drops characters that cannot be printed."""
    bare = "".join(text.split())
    return bare if bare.isprintable() else "".join(filter(str.isprintable, bare))
