"""Names of actors, found by their capitals, so that the model can be shown that a name stands there but not which.

The reader must treat the sides of a dispute alike. It therefore never sees who they are: every run of name words
becomes one anonymous unit, and words that differ only in gender are read as one. What is found here need not be
exact; it must be found in the same way for everyone.
"""

import itertools
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

_CAPITAL = r"[^\W\d_a-z]\w*"
TOKEN = re.compile(
    rf"[AaEe]l-{_CAPITAL}(?:[-'’]{_CAPITAL})*|{_CAPITAL}(?:[-'’]{_CAPITAL})+|(?:[A-Z]\.){{2,}}|``|''|\w+|[^\w\s]"
)
"""Words, compounds of capitalised words, dotted initials, double quotation marks and single other characters."""

_JOINTS = re.compile(r"[-'’]")
_SENTENCE_ENDS = frozenset(".?!:;•|-–—―*>")
MOST_PARTICLES = 3
_TITLE_CASE_SHARE = 0.6
"""Share of capitalised words from which a paragraph counts as a headline, where capitals say nothing."""


class Word(msgspec.Struct, frozen=True):
    """One match of `TOKEN`, with its place (half-open code points) and whether a sentence opens with it."""

    text: str
    start: int
    end: int
    opens: bool


class NameLexicon(msgspec.Struct, frozen=True):
    """The words of `lexicon.toml`, and the words known to be written small."""

    keep: frozenset[str]
    opening: frozenset[str]
    reporting: frozenset[str]
    surnames: frozenset[str]
    particles: frozenset[str]
    leading: frozenset[str]
    pairs: dict[str, str]
    acronyms: frozenset[str]
    plain: frozenset[str]

    def knows(self, lower: str) -> bool:
        """Whether the word is known to be written small, or to open sentences."""
        return lower in self.plain or lower in self.opening


@cache
def load_lexicon() -> NameLexicon:
    """The lexicon shipped with the reader."""
    folder = files("sayso.extract.reader")
    data = tomllib.loads((folder / "lexicon.toml").read_text(encoding="utf-8"))
    plain = (folder / "weights" / "plain_words.txt").read_text(encoding="utf-8").split()
    return NameLexicon(
        keep=frozenset(data["keep"].split()),
        opening=frozenset(data["opening"].split()),
        reporting=frozenset(data["reporting"].split()),
        surnames=frozenset(data["surnames"].split()),
        particles=frozenset(data["particles"].split()),
        leading=frozenset(data["leading"].split()),
        pairs=dict(pair.split(":") for pair in data["pairs"].split()),
        acronyms=frozenset(data["acronyms"].split()),
        plain=frozenset(plain),
    )


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of one paragraph, in text order."""
    out: list[Word] = []
    opens = True
    for match in TOKEN.finditer(text, start, end):
        token = match.group()
        out.append(Word(token, match.start(), match.end(), opens))
        if token[0].isalnum():
            opens = False
        elif token in _SENTENCE_ENDS:
            opens = True
    return out


def _is_capital(token: str) -> bool:
    if token[2:3] == "-" and token[:2] in ("al", "el"):
        return True
    return token[0].isalpha() and not token[0].islower() and token.lower() != token


def is_headline(words: Sequence[Word]) -> bool:
    """Whether capitals say nothing in this paragraph, because nearly every word has one."""
    alphabetic = [w.text for w in words if w.text[0].isalpha() and len(w.text) > 3]
    capitals = sum(_is_capital(token) for token in alphabetic)
    return len(alphabetic) > 1 and capitals >= _TITLE_CASE_SHARE * len(alphabetic)


def name_flags(words: Sequence[Word], lexicon: NameLexicon) -> list[bool]:
    """For each word, whether it is part of a name.

    Method: inside a sentence every capitalised word is one, unless the lexicon keeps it. Where a sentence opens, and
    throughout a headline, only a word that is not known to be written small is one; a word that opens a sentence and
    stands right before a name joins it unless it is a common opening word.
    """
    headline = is_headline(words)
    flags: list[bool] = []
    for word in words:
        token, lower = word.text, word.text.lower()
        if not _is_capital(token) or lower in lexicon.keep:
            flags.append(False)
        elif headline or word.opens or (token.isupper() and len(token) > 1 and token not in lexicon.acronyms):
            flags.append(not lexicon.knows(lower) and not all(map(lexicon.knows, _JOINTS.split(lower))))
        else:
            flags.append(lower not in lexicon.opening)
    for i in range(len(words) - 1):
        following = words[i + 1]
        if flags[i] and following.text.lower() in lexicon.surnames and _is_capital(following.text) and not headline:
            flags[i + 1] = True
        if words[i].opens and not flags[i] and flags[i + 1] and not headline:
            flags[i] = _joins(words[i], words[i + 1], lexicon)
    return flags


def _joins(word: Word, following: Word, lexicon: NameLexicon) -> bool:
    """Whether the word that opens a sentence belongs to the name right after it."""
    lower = word.text.lower()
    return (
        _is_capital(word.text)
        and following.start - word.end == 1
        and lower not in lexicon.opening
        and lower not in lexicon.keep
        and not lower.endswith(("ly", "ing", "ed"))
    )


def name_runs(text: str, words: Sequence[Word], lexicon: NameLexicon) -> list[tuple[int, int]]:
    """Half-open ranges of word indexes, each one name: name words with at most blanks, an initial's stop or
    particles between them, and particles that open it."""
    flags = name_flags(words, lexicon)
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        j = i + (1 if flags[i] else _particles(words, flags, i, lexicon.leading))
        if j == i:
            i += 1
            continue
        while (step := _continues(text, words, flags, j, lexicon)) > 0:
            j += step
        runs.append((i, j))
        i = j
    return runs


def _particles(words: Sequence[Word], flags: Sequence[bool], i: int, particles: frozenset[str]) -> int:
    """How many words the particles from `i` on and the name word right after them make; 0 where there are none."""
    j = i
    while j < len(words) and j - i < MOST_PARTICLES and words[j].text in particles:
        j += 1
    together = all(b.start - a.end == 1 for a, b in itertools.pairwise(words[i : j + 1]))
    return j + 1 - i if i < j < len(words) and flags[j] and together else 0


def _continues(text: str, words: Sequence[Word], flags: Sequence[bool], j: int, lexicon: NameLexicon) -> int:
    """How many words from `j` on continue the run that ends before `j`; 0 when it ends there."""
    if j >= len(words) or words[j].start - words[j - 1].end > 1 or "\n" in text[words[j - 1].end : words[j].start]:
        return 0
    if flags[j] and words[j].start > words[j - 1].end:
        return 1
    following = j + 1 < len(words) and flags[j + 1] and words[j + 1].start - words[j].end == 1
    if words[j].text == "." and len(words[j - 1].text) == 1 and following:
        return 2
    return _particles(words, flags, j, lexicon.particles)
