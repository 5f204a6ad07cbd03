"""Cues: verb groups and phrases that signal an attribution, found in a stretch of tokens."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extract.rules.lexicon import Noun, Verb, VerbForm, VerbWord, lexicon
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens

_MAY_BE_SUBJECT = frozenset(
    """
    this that these those all some many few most both others her he's she's it's who's that's what's
    """.split()  # noqa: SIM905  a list of words reads best as words
)
"""Words that look like determiners or possessives but can be a subject."""


_ISSUED_WORDS = 5
"""How far before its noun the verb of "issued a short written statement" may stand."""


@dataclass(frozen=True, slots=True)
class VerbCue:
    """One verb group that may be a cue.

    Attributes:
        group: from its first auxiliary to its last word.
        head: index of the first word of the verb itself.
        verb: its entry.
        forms: the forms its head can be.
        passive: whether a form of "be" stands before a participle.
        infinitive: whether it is "to" with a base form.
    """

    group: Range
    head: int
    verb: Verb
    forms: VerbForm
    passive: bool
    infinitive: bool


@dataclass(frozen=True, slots=True)
class NounCue:
    """One noun that may be a cue, with the word that opens its content at index `at + 1`."""

    at: int
    noun: Noun


def verb_cues(tokens: Tokens, low: int, high: int) -> Iterator[VerbCue]:
    """The verb groups of a stretch outside quotation marks, left to right.

    Args:
        tokens: the document.
        low: first token.
        high: past the last token.
    """
    verbs = lexicon().verbs
    at = low
    while at < high:
        entry = _entry(tokens, at, high, verbs.get(tokens.low[at], ())) if tokens.quote[at] == OUTSIDE else None
        if entry is None:
            at += 1
            continue
        cue = _cue(tokens, at, low, entry)
        if cue:
            yield cue
        at += len(entry.words)


def noun_cues(tokens: Tokens, low: int, high: int) -> Iterator[NounCue]:
    """The cue nouns of a stretch that a word which may open their content follows."""
    nouns = lexicon().nouns
    for at in range(low, high - 2):
        noun = nouns.get(tokens.low[at])
        if noun and tokens.quote[at] == OUTSIDE and tokens.low[at + 1] in noun.openers:
            yield NounCue(at=at, noun=noun)


def _entry(tokens: Tokens, at: int, high: int, entries: tuple[VerbWord, ...]) -> VerbWord | None:
    for entry in entries:
        length = len(entry.words)
        if at + length <= high and tuple(tokens.low[at : at + length]) == entry.words:
            return entry
    return None


def _cue(tokens: Tokens, at: int, low: int, entry: VerbWord) -> VerbCue | None:
    if _is_noun(tokens, at, low, entry):
        return None
    words = lexicon().words
    start, be, to = at, False, False
    while start > low:
        word = tokens.low[start - 1]
        if word in words.auxiliaries:
            be = be or word in words.be
        elif word == "to" and start == at and entry.forms & VerbForm.BASE:
            to = True
        elif to and word in words.catenatives | {"on"} and _catenative(tokens, start - 1, low):
            to = False
        elif not (word in words.adverbs or word.endswith("ly")) or (word == "all"):
            break
        start -= 1
    start = _drop_leading_adverbs(tokens, start, at)
    forms = entry.forms
    if start == at and forms & VerbForm.ING:
        start = _issuing_start(tokens, at, low)
    passive = be and bool(forms & VerbForm.PARTICIPLE)
    end = at + len(entry.words)
    return VerbCue(group=(start, end), head=at, verb=entry.verb, forms=forms, passive=passive, infinitive=to)


def _issuing_start(tokens: Tokens, at: int, low: int) -> int:
    """Where "issued a statement on Monday, saying" begins; `at` itself where no such words stand before it.

    What was issued is part of the cue, so that the one who issued it is the source.
    """
    words = lexicon().words
    last = at - 1
    while last > low and (tokens.low[last] in words.times or tokens.low[last] in (",", "on", "late", "early")):
        last -= 1
    if last <= low or tokens.low[last] not in words.media:
        return at
    for first in range(last - 1, max(low, last - _ISSUED_WORDS) - 1, -1):
        if tokens.low[first] in words.issuing and tokens.quote[first] == OUTSIDE:
            return first
    return at


def _catenative(tokens: Tokens, at: int, low: int) -> bool:
    return tokens.low[at] != "on" or (at - 1 >= low and tokens.low[at - 1] in ("went", "goes", "going", "gone"))


def _drop_leading_adverbs(tokens: Tokens, start: int, head: int) -> int:
    """Adverbs stay in the group, but not those a comma or the sentence's start sets off."""
    while start < head and tokens.capital(start) and tokens.low[start] in lexicon().words.adverbs:
        start += 1
    return start


def _is_noun(tokens: Tokens, at: int, low: int, entry: VerbWord) -> bool:
    """Whether a word that is spelt like a verb's base or third form stands as a noun or an adjective."""
    words = lexicon().words
    before = tokens.low[at - 1] if at > low else ""
    if tokens.capital(at) and at > low and not _headline_like(tokens, at, low):
        return True
    if before in words.determiners or before.endswith("'s") or before.endswith("s'"):
        return before not in _MAY_BE_SUBJECT or (before in ("this", "her") and bool(entry.forms & VerbForm.BASE))
    if entry.forms & (VerbForm.PAST | VerbForm.PARTICIPLE | VerbForm.ING):
        return before in ("of", "for", "from") and not entry.forms & VerbForm.ING
    return before in words.noun_prepositions and before != "to"


def _headline_like(tokens: Tokens, at: int, low: int) -> bool:
    """Whether most words around are capitalised, as in a headline."""
    around = range(max(low, at - 3), min(len(tokens.words), at + 4))
    words = [i for i in around if tokens.is_word(i) and len(tokens.words[i]) > 3]
    return len(words) >= 3 and sum(tokens.capital(i) for i in words) * 5 >= len(words) * 4
