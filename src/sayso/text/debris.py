"""Debris of saved pages in plain text: found with a reason, left out of the clean layer, never deleted.

Every rule looks at its own text alone. To leave out a paragraph of the article is worse than to keep debris: a rule
speaks only where the form of a line, its place, or both are telling.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from sayso.records import Value
from sayso.text.datelines import is_date_line
from sayso.text.days import lone_day, masthead_day
from sayso.text.lexicon import debris_words
from sayso.text.page import Page, fold, is_cut
from sayso.text.repeats import find_repeats

_ORNAMENT = re.compile(r"[\s\-*_=~•·#|—–+◆■●►▼▲<>/\\]+")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z][A-Za-z])")
_LAST_OF_PATH = re.compile(rf"{_GLUED.pattern}|\s*[>»›→|/\\]\s*|\s+::\s+")
_PATH_MARK = re.compile(r"\s*[>»›→|/\\]\s*|\s+::\s+")
_ENDS_PATH = re.compile(r"(?:[^\W_]|[>»›→|/\\:-]\s*)$")
_SPLIT_BUTTONS = re.compile(r"[\s,|/•·&+()\d:.]+")
_LABEL = re.compile(r"([^:]{2,24}):\s*\S")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
_ADDRESS = re.compile(r"(?:(?i:url|link|source|address)\s*:\s*)?https?://\S+")
_TAG = re.compile(r"[^\W\d_][\w'’&./-]*(?:\s+[\w'’&./-]+){0,3}")

_MOST_PASSES = 8
_QUOTES = ('"', "“", "‘", "'", "«")
_LINK_LINE_WORDS = 25
_TEASER_WORDS = 60
_TITLE_LINE_WORDS = 30
_SENTENCE_TITLE_WORDS = 12
_BUTTON_WORDS = 14
_BUTTON_CHARACTERS = 200
_SOCIAL_WORDS = 25
_PROMOTION_WORDS = 30
_NOTICE_WORDS = 60
_CREDIT_WORDS = 12
_TAG_LINE_WORDS = 40
_FEWEST_TITLE_CHARACTERS = 15


class Debris(Value, frozen=True, kw_only=True):
    """What is debris in a text.

    Attributes:
        reasons: a reason of `REASONS` by index of paragraph.
        title: index of the paragraph that is the title, None where there is none.
    """

    reasons: Mapping[int, str]
    title: int | None


def find_debris(page: Page) -> Debris:
    """The paragraphs of a plain text that are no part of its article, each with a reason.

    Method: the rules are asked again about what is left, until they find nothing more, so that cleaning a clean text
    changes nothing.
    """
    reasons: dict[int, str] = {}
    kept, rest = range(len(page)), page
    for _ in range(_MOST_PASSES):
        fresh = _one_pass(rest)
        if not fresh:
            break
        reasons |= {kept[index]: reason for index, reason in fresh.items()}
        kept = [index for index in range(len(page)) if index not in reasons]
        rest = Page(tuple(page.paragraphs[index] for index in kept))
    title = find_title(rest)
    return Debris(reasons=reasons, title=None if title is None else kept[title])


def _one_pass(page: Page) -> dict[int, str]:
    """What the rules find in a text; never its last full paragraph."""
    reasons: dict[int, str] = {}
    for reason, rule in RULES:
        for index in rule(page):
            reasons.setdefault(index, reason)
    for index in _repeated_title(page, find_title(page, reasons)):
        reasons.setdefault(index, "repeated_title")
    if all(index in reasons for index, prose in enumerate(page.prose) if prose):
        return {index: reason for index, reason in reasons.items() if not page.prose[index]}
    return reasons


def find_title(page: Page, reasons: Mapping[int, str] = MappingProxyType({})) -> int | None:
    """The index of the title: the first line of the head that is left and reads like one, None where none does."""
    for index in page.head:
        if index in reasons:
            continue
        text = page.texts[index]
        words = _SENTENCE_TITLE_WORDS if text.endswith(".") else _TITLE_LINE_WORDS
        is_line = page.words[index] <= words and not text.endswith((":", ",", ";"))
        return index if is_line and not lone_day(text) and not _is_byline(text) else None
    return None


def _is_byline(text: str) -> bool:
    return bool(re.match(r"(?i:by)\s+[A-Z]", text))


def _ornament(page: Page) -> Iterator[int]:
    return (index for index, text in enumerate(page.texts) if _ORNAMENT.fullmatch(text))


def _masthead_date(page: Page) -> Iterator[int]:
    """Lines with a day on top, alone or between marks, above something that is no full paragraph."""
    for index in range(len(page) - 1):
        if page.prose[index + 1] or not masthead_day(page.texts[index]):
            return
        yield index


def _date_line(page: Page) -> Iterator[int]:
    return (index for index in (*page.head, *page.tail) if is_date_line(page.texts[index]))


def _breadcrumb(page: Page) -> Iterator[int]:
    """A line of the head that ends in the title below it, glued or after a mark, or that is a path from "Home"."""
    for index in page.head:
        text = page.texts[index]
        if page.words[index] <= _TAG_LINE_WORDS and (_leads_to_title(page, index) or _is_path(text)):
            yield index


def _leads_to_title(page: Page, index: int) -> bool:
    key, cut = page.keys[index], is_cut(page.texts[index])
    for below in range(index + 1, min(index + 4, len(page))):
        title = page.keys[below]
        if len(title) < _FEWEST_TITLE_CHARACTERS or page.prose[below]:
            continue
        shortest = _FEWEST_TITLE_CHARACTERS if cut else len(title)
        fitting = (key[:-length] for length in range(len(title), shortest - 1, -1) if key.endswith(title[:length]))
        if any(_ENDS_PATH.search(before) for before in fitting) or _ends_in_short_title(page.texts[index], title):
            return True
    return False


def _ends_in_short_title(text: str, title: str) -> bool:
    """Whether what follows the last glue or mark of a path is how the title below begins, up to the end of a word."""
    last = fold(_LAST_OF_PATH.split(text)[-1])
    rest = title.removeprefix(last)
    return len(last) >= _FEWEST_TITLE_CHARACTERS and last != fold(text) and rest != title and not rest[:1].isalnum()


def _is_path(text: str) -> bool:
    """Whether a line is a path through a site: "Home > News > Iran", "HomeNewsIran"."""
    parts = [fold(part) for part in _PATH_MARK.split(text)]
    starts = debris_words().path_starts
    if len(parts) >= 2 and parts[0] in starts:
        return True
    glued = _GLUED.split(text)
    return len(glued) >= 2 and fold(glued[0]) in starts


def _tags(page: Page) -> Iterator[int]:
    """A line of keywords between title and text or after it; with a label anywhere there."""
    for index in (*page.head[1:], *page.tail):
        text = page.texts[index]
        if page.words[index] > _TAG_LINE_WORDS or _SENTENCE_END.search(text):
            continue
        label = _LABEL.match(text)
        if (label and fold(label[1]) in debris_words().tag_labels) or (_is_tag_list(text) and not _is_byline(text)):
            yield index


def _is_tag_list(text: str) -> bool:
    """Whether a line is "one, two, three words, four": items of up to four words, some of them no names."""
    items = [item.strip() for item in text.split(",")]
    if len(items) < 3 or not all(_TAG.fullmatch(item) for item in items):
        return False
    if any(re.match(r"(?:and|or)\s", item) for item in items):
        return False
    return len(items) >= 5 or any(item[0].islower() for item in items)


def _tail(page: Page) -> Iterator[int]:
    """From the first heading of a tail to the end, where no full paragraph follows it."""
    first = next((index for index in page.tail if _is_tail_heading(page.texts[index])), None)
    if first is None:
        first = _heading_before_teasers(page)
    if first is not None:
        yield from range(first, len(page))


def _heading_before_teasers(page: Page) -> int | None:
    """The heading of a tail whose teasers are whole sentences, of at most sixty words, under lines like titles."""
    body = next((index for index in range(len(page)) if page.prose[index]), len(page))
    found, full = None, 0
    for index in range(len(page) - 1, body, -1):
        if page.prose[index]:
            full += 1
            if page.words[index] > _TEASER_WORDS or page.prose[index - 1]:
                break
        elif 2 * full <= len(page) - index - 1 and _is_tail_heading(page.texts[index]):
            found = index
    return found


def _is_tail_heading(text: str) -> bool:
    """Whether a line consists of headings of tails, also glued to one another."""
    if len(text) > 80:
        return False
    headings = debris_words().tail_headings
    return fold(text) in headings or all(fold(part) in headings for part in _glued_parts(text))


def _glued_parts(text: str) -> list[str]:
    """A line parted where a small letter meets a capital one."""
    return re.split(r"(?<=[a-z])(?=[A-Z])", text)


def _teasers(page: Page) -> Iterator[int]:
    """Cut teasers at the end without a heading above them: at least two, with the lines like titles between them."""
    first = len(page)
    cut: list[int] = []
    for index in reversed(page.tail):
        text = page.texts[index]
        if is_cut(text) and page.words[index] <= _TEASER_WORDS:
            cut.append(index)
        elif _SENTENCE_END.search(text) or page.words[index] > _TITLE_LINE_WORDS:
            break
        first = index
    if len(cut) >= 2:
        yield from range(first, len(page))


def _link_line(page: Page) -> Iterator[int]:
    starts = debris_words().link_line_starts
    for index, text in enumerate(page.texts):
        label = _LABEL.match(text) if page.words[index] <= _LINK_LINE_WORDS else None
        leads_on = label and fold(label[1]) in starts and not text.endswith((".", '."', ".”"))
        if leads_on or _ADDRESS.fullmatch(text):
            yield index


def _social(page: Page) -> Iterator[int]:
    starts = debris_words().social_starts
    last = len(page) - 1
    for index, text in enumerate(page.texts):
        edge = index in page.head or index in page.tail
        invites = page.words[index] <= _SOCIAL_WORDS and page.keys[index].startswith(starts)
        few = page.words[index] <= _BUTTON_WORDS and not text.endswith(".")
        if text.startswith(_QUOTES):
            continue
        if invites or (few and _is_buttons(text, edge=edge, last=index == last)):
            yield index


def _is_buttons(text: str, *, edge: bool, last: bool) -> bool:
    """Whether a line is a row of buttons; the last one of a text may be cut in the middle of a word."""
    pieces = [piece for piece in _SPLIT_BUTTONS.split(text.casefold()) if piece]
    networks = debris_words().button_networks
    if len(text) > _BUTTON_CHARACTERS or not any(network in text.casefold() for network in networks):
        return False
    if len(pieces) == 1 and pieces[0] in networks:
        return edge
    whole = pieces[:-1] if last and _is_cut_button(pieces[-1]) else pieces
    return all(_buttons().fullmatch(piece) for piece in whole)


def _is_cut_button(piece: str) -> bool:
    """Whether a piece is buttons glued together, the last of them cut: "facebooktwitterpint"."""
    glued = _buttons().match(piece)
    rest = piece[glued.end() :] if glued else piece
    known = (*debris_words().button_networks, *debris_words().button_words)
    return any(word.startswith(rest) for word in known)


@cache
def _buttons() -> re.Pattern[str]:
    """Words of buttons, also glued together."""
    known = sorted((*debris_words().button_networks, *debris_words().button_words), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, known)) + ")+")


def _promotion(page: Page) -> Iterator[int]:
    words = debris_words()
    for index, key in enumerate(page.keys):
        if page.words[index] > _PROMOTION_WORDS or not key or page.texts[index].startswith(_QUOTES):
            continue
        asks = key.startswith(words.promotion_starts) and any(w in words.promotion_words for w in re.split(r"\W+", key))
        if key in words.promotion_lines or asks:
            yield index


def _notice(page: Page) -> Iterator[int]:
    starts = debris_words().notice_starts
    for index, text in enumerate(page.texts):
        if page.words[index] <= _NOTICE_WORDS and text[:80].casefold().lstrip(" *").startswith(starts):
            yield index


def _credit(page: Page) -> Iterator[int]:
    words = debris_words()
    for index, text in enumerate(page.texts):
        if page.words[index] > _CREDIT_WORDS:
            continue
        lower = text.casefold()
        ends = lower.rstrip(" .)]").endswith(words.credit_ends) and not _SENTENCE_END.search(text)
        if lower.startswith(words.credit_starts) or ends:
            yield index


def _repeated_title(page: Page, title: int | None) -> Iterator[int]:
    """The title once more in head or tail."""
    if title is None or len(page.keys[title]) < _FEWEST_TITLE_CHARACTERS:
        return
    key = page.keys[title]
    yield from (index for index in (*page.head, *page.tail) if index != title and page.keys[index] == key)


RULES: tuple[tuple[str, Callable[[Page], Iterator[int]]], ...] = (
    ("ornament", _ornament),
    ("masthead_date", _masthead_date),
    ("date_line", _date_line),
    ("breadcrumb", _breadcrumb),
    ("tags", _tags),
    ("tail", _tail),
    ("teaser", _teasers),
    ("link_line", _link_line),
    ("social", _social),
    ("promotion", _promotion),
    ("notice", _notice),
    ("credit", _credit),
    ("repeated_paragraph", find_repeats),
)
"""The rules with the reason each gives; where several speak, the first one's reason stands."""
