"""Sentences of English news.

Offsets: code points of the clean layer, half-open; white space between sentences belongs to none.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from sayso.records import Layout, Span, Value

LONGEST_SENTENCE = 5_000
"""What is longer has lost its full stops; it is cut at white space so that no later step meets a line without end."""

_END = re.compile(r"\.(?: \.){2,3}[\"'”’]?|[.!?…。！？؟]+[\"'”’»›)\]]*|\n")
_OPENING = "\"'“‘«‹([—–-•"
_CLOSING_QUOTES = "\"'”’»›"
_LOOKED_BACK = 24
_LOOKED_AHEAD = 80
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_GLUED = re.compile(r"[^\W\d_]{2}[\"'”’»›)\]]*[.!?…]|\d[.!?]|[\"'”’»›)\]][.!?…]")
_GLUED_NEXT = re.compile(r"[“‘\"']?[^\W\d_][^\W\d_\s]*(?:\s|,|’|'|$)")
_LIST_NUMBER = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")


class _Words(Value, frozen=True, kw_only=True):
    """The lists of `sentences.toml`."""

    before_name: frozenset[str]
    may_end: frozenset[str]
    before_number: frozenset[str]
    openers: frozenset[str]
    reporting: frozenset[str]


@cache
def _words() -> _Words:
    table: dict[str, list[str]] = tomllib.loads(files("sayso.text").joinpath("sentences.toml").read_text("utf-8"))
    return _Words(**{name: frozenset(words) for name, words in table.items()})


def paragraphs(layout: Layout) -> tuple[Span, ...]:
    """The clean spans of the blocks that were kept, in order."""
    return tuple(block.clean for block in layout.blocks if block.clean is not None)


def sentences(clean: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of one paragraph, in order, without the white space around them.

    Method: every run of final punctuation with the closing marks after it is a candidate; what stands before and after
    decides, with the lists of `sentences.toml`. A line end always ends a sentence. A quoted question followed by
    its cue ("Why?" Ana Ruiz asked.) stays one sentence. A sentence of more than 5,000 characters is cut at white space.

    Example:
        >>> text = "Mr. Ruiz met the U.S. envoy. He left."
        >>> [text[s:e] for s, e in sentences(text, (0, len(text)))]
        ['Mr. Ruiz met the U.S. envoy.', 'He left.']
    """
    start, end = paragraph
    found: list[Span] = []
    begin = start
    for match in _END.finditer(clean, start, end):
        if match.end() < end and _ends_sentence(clean, begin, match, end):
            found += _trimmed(clean, begin, match.end())
            begin = match.end()
    return tuple(found + _trimmed(clean, begin, end))


def _trimmed(clean: str, start: int, end: int) -> list[Span]:
    """The piece without white space around it, cut where it is too long; nothing where it is white space."""
    pieces: list[Span] = []
    while end - start > LONGEST_SENTENCE:
        cut = clean.rfind(" ", start + 1, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return [_strip(clean, piece) for piece in pieces if clean[piece[0] : piece[1]].strip()]


def _strip(clean: str, piece: Span) -> Span:
    text = clean[piece[0] : piece[1]]
    return piece[0] + len(text) - len(text.lstrip()), piece[0] + len(text.rstrip())


def _ends_sentence(clean: str, begin: int, match: re.Match[str], end: int) -> bool:
    mark = match[0]
    if mark == "\n":
        return True
    ahead = clean[match.end() : min(end, match.end() + _LOOKED_AHEAD)]
    rest = ahead.lstrip()
    if not rest:
        return len(ahead) < _LOOKED_AHEAD
    if ahead[0] == rest[0] and not _is_glued(clean, begin, match, ahead):
        return False
    first = rest.lstrip(_OPENING + " ")[:1]
    if first.islower() or (rest[0] in ",;:)" and not rest.startswith((":)", ";)"))):
        return False
    if mark[0] != ".":
        return not (mark[-1] in _CLOSING_QUOTES and mark[0] in "!?" and _is_cue(rest))
    if mark.startswith(("..", ". .")):
        return not rest.startswith(("I ", "I'", "I’"))
    return mark[1:2] in ("!", "?") or _full_stop_ends(clean, begin, match.start(), rest)


def _is_glued(clean: str, begin: int, match: re.Match[str], ahead: str) -> bool:
    """Whether a sentence ends here although no blank follows: a word before, a capitalised word after."""
    at = match.start()
    before = clean[max(begin, at - _LOOKED_BACK) : at + 1]
    word = before.split()[-1] if before.split() else ""
    plain = word.count(".") == 1 and "@" not in word and "/" not in word
    tail = _GLUED.search(before, max(0, len(before) - 6))
    return bool(plain and tail and tail.end() == len(before) and ahead[:2].strip(_OPENING)[:1].isupper()) and bool(
        _GLUED_NEXT.match(ahead)
    )


def _full_stop_ends(clean: str, begin: int, at: int, rest: str) -> bool:
    """Whether the single full stop at `at` ends a sentence, `rest` following after white space."""
    words = _words()
    before = clean[max(begin, at - _LOOKED_BACK) : at].split()
    written = before[-1].lstrip("\"'“‘«([—–").rsplit("—", 1)[-1] if before and not clean[at - 1].isspace() else ""
    last = written.lower()
    next_word = _WORD.search(rest)
    opener = bool(next_word) and next_word[0].lower().replace("’", "'") in words.openers
    if last in words.before_number and not (len(written) == 1 and written.isupper()):
        return not rest[0].isdigit()
    if last in words.before_name:
        return False
    if _LIST_NUMBER.fullmatch(clean, begin, at):
        return False
    if last in words.may_end or _DOTTED.fullmatch(last):
        return (opener and not rest[0].isdigit()) or rest[0] in '“"‘'
    return True


def _is_cue(rest: str) -> bool:
    """Whether "Name verb" or "verb Name" follows, with a verb of reporting among the first words."""
    words = _WORD.findall(rest)[:5]
    reporting = _words().reporting
    for index, word in enumerate(words):
        if word in reporting:
            return True
        if not (word[0].isupper() or (index and word in ("the", "of", "a", "then"))):
            return False
    return False
