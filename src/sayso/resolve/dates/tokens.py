"""Text as tokens of kinds, each kind one character, so that rules can be written over kinds instead of characters."""

import re
from collections.abc import Mapping

import msgspec

from sayso.records import Span
from sayso.resolve.dates.data import HOLIDAYS, load_toml

TokenValue = int | float | str
"""What a token means to the readers: a number, a letter of TIMEX3, or its own lower-case form."""

OTHER, CAPITALISED, PUNCTUATION = "x", "X", "~"
"""Characters of tokens that no rule names: a plain word, a capitalised word, a mark."""

_FIXED_KINDS = {
    "other": OTHER, "capitalised": CAPITALISED, "punctuation": PUNCTUATION, "stop": ".", "gap": "¶", "comma": ",",
    "hyphen": "-", "dash": "–", "possessive": "s", "money": "$", "iso": "I", "slash": "/", "clock": "c", "decade": "D",
    "short_year": "y", "ordinal_no": "o", "quarter_no": "Q", "ampm": "m", "day_no": "d", "number": "n", "year": "Y",
    "decimal": "f", "holiday": "H", "open": "(", "close": ")",
}  # fmt: skip


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token of a match: its kind by name, its text and its value."""

    kind: str
    text: str
    value: TokenValue


def _kind_chars(tables: Mapping[str, object]) -> dict[str, str]:
    if twice := _FIXED_KINDS.keys() & tables.keys():
        raise ValueError(f"lexicon.toml names built-in kinds {sorted(twice)}")
    return _FIXED_KINDS | {name: chr(0x100 + number) for number, name in enumerate(tables)}


class _Table(msgspec.Struct, frozen=True):
    words: dict[str, TokenValue] = {}
    forms: tuple[str, ...] = ()
    capital: bool = False


def _entries(tables: Mapping[str, _Table], chars: Mapping[str, str]) -> dict[str, tuple[str, TokenValue]]:
    """The kind and value of every form of every word: lower case where it may have it, capitalised, and in capitals."""
    entries: dict[str, tuple[str, TokenValue]] = {}
    for name, table in tables.items():
        own: dict[str, TokenValue] = {word: word for word in table.forms}
        for word, value in (own | table.words).items():
            if word.capitalize() in entries:
                raise ValueError(f"lexicon.toml gives {word!r} two kinds")
            forms = {word.capitalize(), word.upper()} if table.capital else {word, word.capitalize(), word.upper()}
            entries.update(dict.fromkeys(forms, (chars[name], value)))
    return entries


_TABLES = msgspec.convert(load_toml("lexicon.toml"), dict[str, _Table])
KINDS = _kind_chars(_TABLES)
"""Character of every kind of token, by name."""
KIND_NAMES = {char: name for name, char in KINDS.items()}
"""Name of every kind of token, by character."""
_LEXICON = _entries(_TABLES, KINDS)

_ABBREVIATIONS = "|".join(sorted(({re.escape(w[:-1].lower()) for w in _LEXICON if w.endswith(".")}), reverse=True))
_HOLIDAY_NAMES = sorted(((name, i) for i, h in enumerate(HOLIDAYS) for name in h.names), key=lambda n: -len(n[0]))
_HOLIDAY_INDEX = dict(_HOLIDAY_NAMES)
_HOLIDAY_PATTERN = "|".join(re.escape(name).replace("\\ ", r"\s") for name, _ in _HOLIDAY_NAMES)

_TOKEN = re.compile(
    rf"""
    (?P<plain_word>[b-nq-z][^\W\d_]*(?:['’]t\b)?)
  | (?P<holiday>(?=[A-CE-ILMNPSTV])(?:{_HOLIDAY_PATTERN})\b)
  | (?P<abbreviation>(?i:(?=[adfjmnostw])\b(?:{_ABBREVIATIONS})\.(?!\w)))
  | (?P<ampm>(?i:\b[ap]\.\s?m\.|(?:(?<=\d)|(?<=\d\s))[ap]m\b))
  | (?P<quarter_no>\bQ[1-4]\b|\b[1-4]Q\b)
  | (?P<time_word>\bo['’]clock\b)
  | (?P<word>[^\W\d_]+(?:['’]t\b)?)
  | (?P<iso>\b\d{{4}}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?\b)
  | (?P<slash>\b\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)\b)
  | (?P<clock>\b\d{{1,2}}:\d\d(?!\d)(?::\d\d)?)
  | (?P<decade>\b(?:1\d|20)\d0['’]?s\b|['’]?\b[1-9]0s\b)
  | (?P<short_year>['’]\d\d\b)
  | (?P<ordinal_no>\b\d{{1,3}}(?:st|nd|rd|th)\b)
  | (?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)
  | (?P<possessive>['’](?:s|S)\b)
  | (?P<gap>\n[ \t\r]*\n)
  | (?P<dash>--+|[–—])
  | (?P<punctuation>['’](?:ll|d|re|ve|m)\b|[^\w\s])
    """,
    re.VERBOSE,
)

_WORDS = frozenset({"plain_word", "word"})
"""Most words begin with a letter that no longer token begins with; trying those first is what makes lexing fast."""

_LONGEST_NUMBER = 15
"""Characters; what is longer counts no time."""

_PUNCTUATION_KINDS = {".": "stop", "!": "stop", "?": "stop", ",": "comma", "-": "hyphen", "$": "money", "£": "money",
                      "€": "money", "#": "money", "(": "open", ")": "close", "[": "open", "]": "close"}  # fmt: skip


class Lexed(msgspec.Struct, frozen=True):
    """A text and its tokens: `kinds` has one character a token; starts, ends and values run beside it.

    Offsets: code points of `text`, half-open.
    """

    text: str
    kinds: str
    starts: list[int]
    ends: list[int]
    values: list[TokenValue]

    def tokens(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens from number `start` up to `end`."""
        return tuple(Token(KIND_NAMES[self.kinds[i]], self.word(i), self.values[i]) for i in range(start, end))

    def word(self, number: int) -> str:
        """The characters of token `number`; empty outside the text."""
        return self.text[self.starts[number] : self.ends[number]] if 0 <= number < len(self.starts) else ""

    def kind(self, number: int) -> str:
        """The name of the kind of token `number`; "gap" outside the text."""
        return KIND_NAMES[self.kinds[number]] if 0 <= number < len(self.kinds) else "gap"

    def span(self, start: int, end: int) -> Span:
        """The span from token `start` up to token `end`."""
        return self.starts[start], self.ends[end - 1]


def lex(text: str) -> Lexed:
    """The tokens of a text.

    Offsets: code points of `text`; every token is a slice of it.
    """
    starts: list[int] = []
    ends: list[int] = []
    values: list[TokenValue] = []
    kinds: list[str] = []
    words = _LEXICON
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        raw = text[start:end]
        if match.lastgroup in _WORDS:
            char, value = words.get(raw) or (CAPITALISED if raw[0].isupper() else OTHER, raw)
        else:
            char, value = _special(match.lastgroup or "punctuation", raw)
        starts.append(start)
        ends.append(end)
        kinds.append(char)
        values.append(value)
    return Lexed(text, "".join(kinds), starts, ends, values)


def _special(group: str, raw: str) -> tuple[str, TokenValue]:
    """The kind, as a character, and the value of what is no plain word."""
    match group:
        case "punctuation":
            return KINDS[_PUNCTUATION_KINDS.get(raw, group)], raw
        case "number":
            kind, value = _number(raw)
            return KINDS[kind], value
        case "abbreviation":
            return _LEXICON[raw.capitalize()]
        case "ordinal_no":
            return KINDS[group], int(raw[:-2])
        case "short_year":
            return KINDS[group], int(raw[1:])
        case "holiday":
            return KINDS[group], _HOLIDAY_INDEX[re.sub(r"\s", " ", raw)]
        case "ampm":
            return KINDS[group], raw[0].lower()
        case _:
            return KINDS[group], raw


def _number(raw: str) -> tuple[str, TokenValue]:
    if len(raw) > _LONGEST_NUMBER:
        return "other", raw
    if "." in raw:
        return "decimal", float(raw.replace(",", ""))
    value = int(raw.replace(",", ""))
    if raw.isdigit() and len(raw) == 4 and 1000 <= value <= 2199:
        return "year", value
    return ("day_no" if 1 <= value <= 31 and len(raw) <= 2 else "number"), value
