"""What kind of act an attribution reports, from the words of its cue and the marks of its content."""

import re
from functools import cache
from importlib.resources import files

import msgspec

from sayso.records import Spans, StatementClass, slice_spans

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_FULL_QUOTE = re.compile(r"^[\"“«‘'].*[\"”»’']$", re.DOTALL)
_UNSAID = frozenset({StatementClass.ATTITUDE, StatementClass.ACT})
SPOKEN = "spoken"
"""The row of the lexicon with words of saying."""


class ActLexicon(msgspec.Struct, frozen=True):
    """Cue words and phrases by their first word, longest first, each with the class it signals."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], StatementClass], ...]]
    spoken: frozenset[str]
    """Words that settle that something was uttered, whatever else the cue holds."""


def inflections(word: str) -> tuple[str, ...]:
    """A verb's regular forms.

    Example:
        >>> inflections("urge")
        ('urge', 'urges', 'urged', 'urging')
    """
    stem = word.removesuffix("e")
    if re.search(r"[^aeiou]y$", word):
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    plural = word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")
    doubled = stem + stem[-1] if re.search(r"[^aeiou][aeiou][npt]$", word) and len(word) < 5 else stem
    return word, plural, doubled + "ed", doubled + "ing"


def _forms(entry: str) -> list[tuple[str, ...]]:
    if not entry.startswith("~"):
        return [tuple(entry.split())]
    first, *rest = entry[1:].split()
    return [(form, *rest) for form in inflections(first)]


@cache
def load_acts() -> ActLexicon:
    """The cue lexicon shipped with the reader."""
    text = (files("sayso.extract.reader") / "acts.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    spoken = frozenset(rows.pop(SPOKEN).split(", "))
    phrases = [
        (form, StatementClass(name))
        for name, entries in rows.items()
        for entry in entries.split(", ")
        for form in _forms(entry)
    ]
    first_listed = dict(reversed(phrases))
    longest_first = sorted(first_listed.items(), key=lambda p: (-len(p[0]), p[0]))
    heads = dict.fromkeys(form[0] for form, _ in longest_first)
    by_head = {head: tuple(p for p in longest_first if p[0][0] == head) for head in heads}
    return ActLexicon(by_head, spoken)


def class_of(text: str, cue: Spans, content: Spans, lexicon: ActLexicon) -> StatementClass:
    """The class of one attribution; what nothing speaks for is a statement.

    Method: the first word or longest phrase of the cue that the lexicon knows decides, unless a verb of saying stands
    in the cue. A content wholly in quotation marks was uttered, so it is no attitude or act; one that ends with a
    question mark is a question.
    """
    words = [w.lower() for w in _WORD.findall(slice_spans(text, cue))]
    body = slice_spans(text, content).strip()
    quoted = bool(_FULL_QUOTE.match(body))
    found = _signalled(words, lexicon)
    if quoted and body.rstrip("\"”»’'").endswith("?"):
        return StatementClass.QUESTION
    if found is StatementClass.QUESTION and re.match(r"to\b|that\b", body):
        return StatementClass.DEMAND
    if found in _UNSAID and (quoted or not lexicon.spoken.isdisjoint(words)):
        return StatementClass.STATEMENT
    return found


def _signalled(words: list[str], lexicon: ActLexicon) -> StatementClass:
    for start, word in enumerate(words):
        for phrase, name in lexicon.phrases.get(word, ()):
            if tuple(words[start : start + len(phrase)]) == phrase:
                return name
    return StatementClass.STATEMENT
