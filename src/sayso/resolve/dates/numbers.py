"""Amounts of time: "two and a half months", "a dozen years", "several weeks", "two to six days"."""

import itertools

import msgspec

from sayso.resolve.dates.tokens import Token

_UNIT_KINDS = frozenset({"unit", "units", "year_word", "quarter", "century"})
_CLOCK_KINDS = frozenset({"clock_unit", "clock_units"})
_NUMBER_KINDS = frozenset(
    {"one_word", "small", "teen", "ten", "large", "dozen", "day_no", "number", "decimal", "year", "couple"}
)
_MODS = {
    "least": "EQUAL_OR_MORE",
    "most": "EQUAL_OR_LESS",
    "up": "EQUAL_OR_LESS",
    "nearly": "LESS_THAN",
    "almost": "LESS_THAN",
}
_YEARS_IN = {"DE": 10, "CE": 100, "ML": 1000}


class Amount(msgspec.Struct, frozen=True):
    """An amount of time.

    Attributes:
        count: how many units, None where only that there are several.
        letter: the TIMEX3 letter of the unit; MIN for minutes, 2W for fortnights.
        mod: the TIMEX3 `mod`, None where exact.
    """

    count: float | None
    letter: str
    mod: str | None

    @property
    def value(self) -> str:
        """The TIMEX3 value.

        Method: decades and centuries count as years; a fraction is given in the unit itself ("P1.5Y") where it is not
        a whole number of the next smaller one.

        Example:
            >>> Amount(1.5, "Y", None).value, Amount(None, "W", None).value, Amount(4.0, "DE", None).value
            ('P18M', 'PXW', 'P40Y')
        """
        if self.letter in {"H", "MIN", "S"}:
            return f"PT{_digits(self.count)}{self.letter[0]}"
        letter, count = self.letter, self.count
        if letter in _YEARS_IN and count is not None:
            letter, count = "Y", count * _YEARS_IN[letter]
        if letter == "2W":
            letter, count = "W", count * 2 if count is not None else None
        if count is not None and count != int(count) and letter == "Y" and count * 12 == int(count * 12):
            letter, count = "M", count * 12
        return f"P{_digits(count)}{letter}"


def _digits(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else f"{count:g}"


def unit_letter(tokens: tuple[Token, ...]) -> str | None:
    """The TIMEX3 letter of the last unit that is named, None where there is none."""
    for token in reversed(tokens):
        if token.kind in _UNIT_KINDS:
            return str(token.value)
        if token.kind in _CLOCK_KINDS:
            return "MIN" if token.value == "M" else str(token.value)
    return None


def amount_of(tokens: tuple[Token, ...]) -> Amount | None:
    """The amount of time that is named, None where no unit is.

    Method: of "two to six days" the first number is kept as TIMEX3 has it when both are words of one number,
    otherwise X.
    """
    letter = unit_letter(tokens)
    if letter is None:
        return None
    return Amount(_count(tokens), letter, _mod(tokens))


def _mod(tokens: tuple[Token, ...]) -> str | None:
    words = [token.text.lower() for token in tokens]
    for first, second in itertools.pairwise(words):
        if second == "than" and first in {"more", "less", "fewer"}:
            return "MORE_THAN" if first == "more" else "LESS_THAN"
    for token, word in zip(tokens, words, strict=True):
        if word in _MODS and token.kind in {"least", "about"}:
            return _MODS[word]
        if token.kind in {"about", "couple"}:
            return "APPROX"
    return None


def _count(tokens: tuple[Token, ...]) -> float | None:
    kinds = [token.kind for token in tokens]
    if {"few", "score_words"} & set(kinds):
        return None
    half = _half(kinds)
    numbers = [i for i, kind in enumerate(kinds) if kind in _NUMBER_KINDS]
    if not numbers:
        plural = any(kind in {"units", "clock_units"} for kind in kinds)
        return half or (None if plural and "a" not in kinds else 1.0 + half)
    if _is_range(kinds, numbers):
        return None
    return _sum([float(tokens[i].value) for i in numbers]) + half


def _half(kinds: list[str]) -> float:
    """0.5 where a half is added or stands alone, else 0."""
    if "half" not in kinds:
        return 0.0
    at = kinds.index("half")
    alone = "and" not in kinds[:at]
    return 0.5 if alone else 0.5 + (1.0 if not _NUMBER_KINDS & set(kinds) else 0.0)


def _is_range(kinds: list[str], numbers: list[int]) -> bool:
    between = kinds[numbers[0] : numbers[-1] + 1]
    if {"to", "dash"} & set(between):
        return True
    digits = {"day_no", "number", "decimal"}
    joined = {"and", "hyphen"} & set(between)
    return bool(joined) and between[0] in digits and between[-1] in digits


def _sum(numbers: list[float]) -> float:
    """The number that number words add up to: 3 · 100 + 60 + 5."""
    total = 0.0
    for number in numbers:
        total = max(total, 1.0) * number if number in {12.0, 100.0, 1000.0, 1e6} and total else total + number
    return total
