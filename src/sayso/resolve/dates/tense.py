"""Whether the words around an expression tell of the past or of what is to come.

Method: the nearest sign wins: first backwards to the beginning of the sentence, then forwards. A verb in -ed counts as past
unless a word of what is to come ("will be paid", "is expected") stands just before it.
"""

from enum import Enum

import msgspec

from sayso.resolve.dates.data import load_toml
from sayso.resolve.dates.tokens import KINDS, Lexed

_BACK, _AHEAD = 22, 12
_STOPS = frozenset(KINDS[name] for name in ("stop", "gap"))
_WORDS = msgspec.convert(load_toml("tense.toml"), dict[str, frozenset[str]])
_FUTURE, _PAST = _WORDS["future"], _WORDS["past"]
_NOT_VERBS = frozenset({"united", "hundred", "red", "need", "indeed", "speed", "bed", "fed", "feed", "seed", "breed", "exceed"})


class Direction(Enum):
    """Which way from the anchor a date lies."""

    PAST = -1
    FUTURE = 1


class Sign(msgspec.Struct, frozen=True):
    """A direction and the number of the token that shows it."""

    direction: Direction
    token: int


def sentence_bounds(lexed: Lexed, number: int) -> tuple[int, int]:
    """The token numbers, half-open, of the sentence that token `number` stands in.

    Limits: a full stop counts as an end only after a word of four letters or more, a number, or before a line break, so
    that "Gen. Smith" and "U.S. troops" are not cut; this errs towards long sentences.
    """
    start, end = number, number
    while start > 0 and not _is_end(lexed, start - 1):
        start -= 1
    while end < len(lexed.kinds) and not _is_end(lexed, end):
        end += 1
    return start, end


def _is_end(lexed: Lexed, number: int) -> bool:
    if lexed.kinds[number] not in _STOPS:
        return False
    if lexed.kind(number) == "gap" or lexed.text[lexed.starts[number]] in "!?":
        return True
    word = lexed.word(number - 1)
    return len(word) >= 4 or not word.isalpha() or word.islower()


def tense(lexed: Lexed, start: int, end: int) -> Sign | None:
    """The nearest sign of past or future around the tokens from `start` up to `end`, None where there is none."""
    first, last = sentence_bounds(lexed, start)
    for number in range(start - 1, max(first, start - _BACK) - 1, -1):
        if sign := _sign(lexed, number, first):
            return sign
    for number in range(end, min(last, end + _AHEAD)):
        if sign := _sign(lexed, number, first):
            return sign
    return None


def _sign(lexed: Lexed, number: int, first: int) -> Sign | None:
    word = lexed.word(number).lower()
    if word in _FUTURE:
        return Sign(Direction.FUTURE, number)
    if word in _PAST or (word.endswith("ed") and len(word) > 4 and word not in _NOT_VERBS):
        earlier = {lexed.word(i).lower() for i in range(max(first, number - 3), number)}
        return Sign(Direction.FUTURE if earlier & _FUTURE and not earlier & _PAST else Direction.PAST, number)
    return None
