"""Whether the words around an expression tell of the past or of what is to come.

Method: the nearest sign wins: first backwards to the beginning of the sentence, then forwards. A verb in -ed counts
as past unless a word of what is to come ("will be paid", "is expected") stands just before it.
"""

from collections.abc import Iterator
from enum import Enum

import msgspec

from sayso.resolve.dates.data import load_toml
from sayso.resolve.dates.tokens import KINDS, Lexed

_BACK, _AHEAD = 22, 12
_STOPS = frozenset(KINDS[name] for name in ("stop", "gap"))
_WORDS = msgspec.convert(load_toml("tense.toml"), dict[str, frozenset[str]])
_FUTURE, _PAST = _WORDS["future"], _WORDS["past"]
_WEAK_PAST, _NOT_VERBS = _WORDS["weak_past"], _WORDS["not_verbs"]
_ADJECTIVE_AFTER = frozenset(
    {"the", "a", "an", "of", "its", "his", "her", "their", "this", "any", "no", "some", "million", "billion"}
)


class Direction(Enum):
    """Which way from the anchor a date lies."""

    PAST = -1
    FUTURE = 1


class Sign(msgspec.Struct, frozen=True):
    """A direction, the number of the token that shows it, and how far it can be trusted.

    Attributes:
        direction, token: what is shown, and where.
        strong: a finite verb or auxiliary, rather than a word in -ed.
        saying: a verb of saying, whose past is not that of what is said.
    """

    direction: Direction
    token: int
    strong: bool
    saying: bool = False


def tense(lexed: Lexed, start: int, end: int, ahead: int = _AHEAD) -> Sign | None:
    """The nearest sign of past or future around the tokens from `start` up to `end`, None where there is none.

    Args:
        lexed: the text.
        start, end: the expression, as token numbers, half-open.
        ahead: how many tokens to look forwards.
    """
    if lexed.word(start - 1).lower() == "as" and lexed.word(start - 2).lower() in {"soon", "early"}:
        return Sign(Direction.FUTURE, start - 2, True)
    first = start
    while first > max(0, start - _BACK) and not _is_end(lexed, first - 1):
        first -= 1
        if sign := _sign(lexed, first):
            return sign
    for number in range(end, min(len(lexed.kinds), end + ahead)):
        if _is_end(lexed, number):
            return None
        if sign := _sign(lexed, number):
            return sign
    return None


def _is_end(lexed: Lexed, number: int) -> bool:
    """Whether a sentence ends with token `number`.

    Limits: a full stop counts only after a word of four letters or more, a number, or a word in lower case, so that
    "Gen. Smith" and "U.S. troops" are not cut; this errs towards long sentences.
    """
    if lexed.kinds[number] not in _STOPS:
        return False
    if lexed.kind(number) == "gap" or lexed.text[lexed.starts[number]] in "!?":
        return True
    word = lexed.word(number - 1)
    return len(word) >= 4 or not word.isalpha() or word.islower()


def _sign(lexed: Lexed, number: int) -> Sign | None:
    word = _verb(lexed, number)
    if not (word in _FUTURE or word in _PAST or word in _WEAK_PAST or _is_past_form(lexed, number, word)):
        return None
    earlier = {_verb(lexed, i) for i in _earlier_in_sentence(lexed, number)}
    if word in _FUTURE:
        over = bool(earlier & {"had", "was", "were"}) and word not in {"would", "will"}
        return Sign(Direction.PAST if over else Direction.FUTURE, number, not over)
    if earlier & _FUTURE and not earlier & _PAST:
        return Sign(Direction.FUTURE, number, True)
    return Sign(Direction.PAST, number, word in _PAST, word in _WEAK_PAST)


def _earlier_in_sentence(lexed: Lexed, number: int) -> Iterator[int]:
    """The up to four tokens before token `number` in its sentence, backwards."""
    for earlier in range(number - 1, max(0, number - 4) - 1, -1):
        if _is_end(lexed, earlier):
            return
        yield earlier


def _verb(lexed: Lexed, number: int) -> str:
    """The word in lower case, nothing for the name of a month: "May" is no sign."""
    return "" if lexed.kind(number) in {"month", "month_weak"} else lexed.word(number).lower()


def _is_past_form(lexed: Lexed, number: int, word: str) -> bool:
    if not word.endswith("ed") or len(word) < 5 or word in _NOT_VERBS:
        return False
    return lexed.word(number - 1).lower() not in _ADJECTIVE_AFTER
