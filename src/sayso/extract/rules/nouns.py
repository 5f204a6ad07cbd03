"""Noun phrases by light rules: whom a cue has before it or behind it. No parser, no list of names."""

from itertools import pairwise

from sayso.extract.rules.lexicon import FINITE, VerbForm, Words, lexicon
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens

_MAX_PHRASE = 22
_MAX_SEGMENTS = 6
_APPOSITION_OPENERS = frozenset(("a", "an", "the", "his", "her", "its", "their"))
_CLOSE_TO = frozenset(("close", "familiar", "loyal", "aligned", "affiliated", "linked", "opposed", "allied", "privy"))
_TITLED = frozenset(("titled", "entitled", "called", "headlined", "named", "dubbed", "nicknamed"))


def subject_before(tokens: Tokens, end: int, low: int) -> Range | None:
    """The noun phrase that ends where a verb group begins, with its apposition; None where there is none.

    Args:
        tokens: the document.
        end: index of the first token of the verb group.
        low: index that the phrase may not reach beyond, to the left.
    """
    if end <= low:
        return None
    end = _before_title(tokens, end, low)
    if tokens.low[end - 1] == "," and end - 2 >= low:
        return _with_apposition(tokens, end - 1, low)
    return phrase_before(tokens, end, low)


def _before_title(tokens: Tokens, end: int, low: int) -> int:
    """The end of a phrase whose title in quotation marks stands behind it: a report titled "…"."""
    at, number = end - 1, tokens.quote[end - 1]
    while number != OUTSIDE and at > low and tokens.quote[at] == number:
        at -= 1
    if number == OUTSIDE or at <= low or tokens.low[at] not in _TITLED:
        return end
    return at - 1 if tokens.low[at - 1] == "," and at - 1 > low else at


def phrase_before(tokens: Tokens, end: int, low: int) -> Range | None:
    """The noun phrase without apposition that ends at `end`."""
    words = lexicon().words
    start = _leftmost(tokens, end, max(low, end - _MAX_PHRASE), words)
    while start < end and _cannot_begin(tokens, start, words):
        start += 1
    return (start, end) if start < end and _is_phrase(tokens, (start, end), words) else None


def _leftmost(tokens: Tokens, end: int, low: int, words: Words) -> int:
    at = end
    while at > low:
        step = _step_left(tokens, at, end, low, words)
        if not step:
            break
        at -= step
        if tokens.low[at] in words.determiners and not _goes_on(tokens, at, low, words):
            break
    return at


def _step_left(tokens: Tokens, at: int, end: int, low: int, words: Words) -> int:
    """How many tokens to the left of `at` still belong to the phrase; 0 where it begins here."""
    word = tokens.low[at - 1]
    if word == ")":
        return _bracket(tokens, at, low)
    if not tokens.is_word(at - 1):
        return 1 if word in "&.%" or _plural_possessive(tokens, at - 1, low) else 0
    if word in words.subject_pronouns:
        return 1 if at == end else 0
    if word in words.auxiliaries or word in words.breaking_prepositions or word in words.adverbs:
        return 0
    if word in words.times and not word.endswith("'s"):
        return 0
    if word in words.conjunctions:
        return _and(tokens, at, end, low)
    if word in words.noun_prepositions:
        return 1 if at < end and _attaches(tokens, at - 1, low, words) else 0
    return 0 if _finite(tokens, at - 1, low, words) else 1


def _plural_possessive(tokens: Tokens, at: int, low: int) -> bool:
    """Whether a mark is the apostrophe of a plural: the dockers' leader."""
    return (
        tokens.low[at] in ("'", "’") and at > low and tokens.low[at - 1].endswith("s") and tokens.quote[at] == OUTSIDE
    )


def _bracket(tokens: Tokens, at: int, low: int) -> int:
    """The length of a short bracket that ends at `at`, for example a party and state after a name."""
    for back in range(2, 9):
        if at - back < low:
            return 0
        if tokens.low[at - back] == "(":
            return back
    return 0


def _and(tokens: Tokens, at: int, end: int, low: int) -> int:
    """An "and" joins two names or two plain nouns; elsewhere it opens a clause."""
    if at >= end or at - 2 < low:
        return 0
    left, right = at - 2, at
    if tokens.capital(left) and tokens.capital(right) and tokens.is_word(left):
        return 1
    return 1 if tokens.low[left].endswith("s") and tokens.low[end - 1].endswith("s") else 0


def _attaches(tokens: Tokens, preposition: int, low: int, words: Words) -> bool:
    """Whether a preposition belongs to a noun on its left ("a spokesman for …"), not to a clause."""
    before = preposition - 1
    if before < low or not tokens.is_word(before) or tokens.low[before] in words.times:
        return False
    if tokens.low[preposition] == "of":
        return tokens.low[before] not in words.not_names
    noun = tokens.low[before]
    if noun in _CLOSE_TO:
        return True
    return noun in words.titles or (
        noun.endswith(("man", "ist", "er", "or", "ers", "ors")) and not tokens.capital(before)
    )


def _goes_on(tokens: Tokens, at: int, low: int, words: Words) -> bool:
    """Whether a phrase goes on to the left of a determiner: only over a preposition that attaches."""
    return at - 1 > low and tokens.low[at - 1] in words.noun_prepositions and _attaches(tokens, at - 1, low, words)


def _finite(tokens: Tokens, index: int, low: int, words: Words) -> bool:
    """Whether a word is surely a verb: a past form of a cue that nothing makes a noun's."""
    if tokens.capital(index):
        return False
    entries = lexicon().verbs.get(tokens.low[index], ())
    if not any(len(entry.words) == 1 and entry.forms & (VerbForm.PAST | VerbForm.ING) for entry in entries):
        return False
    before = tokens.low[index - 1] if index > low else ""
    return before not in words.determiners


def _cannot_begin(tokens: Tokens, index: int, words: Words) -> bool:
    word = tokens.low[index]
    if word in words.subject_pronouns or word in words.determiners:
        return False
    return (
        not tokens.is_word(index)
        or word in words.noun_prepositions
        or word in words.conjunctions
        or word in words.not_names
        or word in words.adverbs
    )


def _is_phrase(tokens: Tokens, found: Range, words: Words) -> bool:
    """Whether a stretch can name somebody: it has a pronoun, a name, a determiner, a title or a plural."""
    start, end = found
    if any(tokens.capital(i) or tokens.low[i] in words.titles for i in range(start, end)):
        return tokens.low[end - 1] not in words.times
    first, last = tokens.low[start], tokens.low[end - 1]
    if end - start == 1:
        return first in words.pronouns or (first.endswith("s") and first.isalpha() and first not in words.be)
    return first in words.determiners or last.endswith("s") or first[0].isdigit()


def _with_apposition(tokens: Tokens, comma: int, low: int) -> Range | None:
    """A head noun phrase followed by pieces between commas, the last of which ends at `comma`."""
    commas = [comma]
    at = comma - 1
    while at >= low and len(commas) <= _MAX_SEGMENTS:
        if tokens.low[at] == ",":
            commas.append(at)
        elif not tokens.is_word(at) and tokens.low[at] in ';:"”“!?':
            break
        at -= 1
    for right, left in pairwise(commas):
        if not _can_be_apposition(tokens, (left + 1, right)):
            return None
        head = phrase_before(tokens, left, low)
        if head and _is_head(tokens, head, low):
            relative = tokens.low[left + 1] in ("who", "which", "whose", "speaking", "where")
            return head if relative else (head[0], comma)
    return None


def _can_be_apposition(tokens: Tokens, piece: Range) -> bool:
    start, end = piece
    if start >= end:
        return False
    if tokens.low[start] in ("who", "which", "whose", "speaking", "citing", "where", "when", "in", "on", "at"):
        return True
    words = lexicon().words
    return not any(
        tokens.low[i] in words.auxiliaries or tokens.low[i] in words.subject_pronouns for i in range(start, end)
    )


def _is_head(tokens: Tokens, head: Range, low: int) -> bool:
    """Whether a phrase is a head: it opens its clause, is no time, place or age, and no apposition itself."""
    start, end = head
    if tokens.words[start][0].isdigit() and end - start == 1:
        return False
    before = tokens.low[start - 1] if start > low else ""
    return before not in ("of", "from", "in", "at", "near", "outside")


def phrase_after(tokens: Tokens, start: int, high: int) -> Range | None:
    """The noun phrase that begins at `start`, with its apposition; None where there is none."""
    words = lexicon().words
    if start >= high or not _may_open(tokens, start, words):
        return None
    end = _rightmost(tokens, start, high, words)
    while end > start and (not tokens.is_word(end - 1) and tokens.low[end - 1] != ")"):
        end -= 1
    if end <= start or not _is_phrase(tokens, (start, end), words):
        return None
    return start, _apposition_after(tokens, end, high, words)


def _may_open(tokens: Tokens, start: int, words: Words) -> bool:
    word = tokens.low[start]
    if word in words.subject_pronouns or word in words.determiners or tokens.capital(start):
        return True
    return tokens.is_word(start) and word not in words.not_names and word not in words.auxiliaries


def _rightmost(tokens: Tokens, start: int, high: int, words: Words) -> int:
    if tokens.low[start] in words.subject_pronouns:
        return start + 1
    at = start
    while at < min(high, start + _MAX_PHRASE):
        word = tokens.low[at]
        if word == "(":
            closing = next((i for i in range(at, min(at + 9, high)) if tokens.low[i] == ")"), None)
            if closing is None:
                break
            at = closing + 1
            continue
        if at > start and _ends_phrase(tokens, at, start, words):
            break
        if not tokens.is_word(at) and word not in "&%." and not _plural_possessive(tokens, at, start):
            break
        at += 1
    return at


def _ends_phrase(tokens: Tokens, at: int, start: int, words: Words) -> bool:
    word = tokens.low[at]
    if word in words.auxiliaries or word in words.breaking_prepositions or word in words.times:
        return True
    if word in words.adverbs or word in words.subject_pronouns:
        return True
    if word in words.conjunctions:
        return not (at + 1 < len(tokens.low) and tokens.capital(at - 1) and tokens.capital(at + 1))
    if word in ("of", "for", "from", "at"):
        return word != "of" and not _attaches(tokens, at, start, words)
    if word in words.noun_prepositions:
        return not _attaches(tokens, at, start, words) or word in ("on", "to", "in", "with", "by", "against")
    return False


def _apposition_after(tokens: Tokens, end: int, high: int, words: Words) -> int:
    """The end of the phrase with its apposition, where one stands between commas or up to the end of the sentence."""
    if end + 1 >= high or tokens.low[end] != "," or not _opens_apposition(tokens, end + 1, words):
        return end
    at = end + 1
    while at < min(high, end + 1 + _MAX_PHRASE):
        word = tokens.low[at]
        if word in words.auxiliaries or word in words.subject_pronouns or _finite(tokens, at, end, words):
            return end
        if word in words.breaking_prepositions or (not tokens.is_word(at) and word not in "&%()"):
            break
        at += 1
    return at if at > end + 1 and (at >= high or tokens.low[at] in ",.;?!") else end


def _opens_apposition(tokens: Tokens, at: int, words: Words) -> bool:
    word = tokens.low[at]
    if word.isdigit():
        return at + 1 < len(tokens.low) and tokens.low[at + 1] in (",", ".")
    return word in _APPOSITION_OPENERS or word in words.titles


def clause_subject(tokens: Tokens, low: int, high: int) -> Range | None:
    """The subject of the first clause of a stretch: the phrase before its first finite verb."""
    words = lexicon().words
    for at in range(low + 1, high):
        if tokens.quote[at] >= 0:
            continue
        if tokens.low[at] in words.auxiliaries or _looks_finite(tokens, at):
            found = subject_before(tokens, at, low)
            if found:
                return found
    return None


def _looks_finite(tokens: Tokens, at: int) -> bool:
    if tokens.capital(at):
        return False
    word = tokens.low[at]
    if any(entry.forms & FINITE for entry in lexicon().verbs.get(word, ())):
        return True
    return word.endswith("ed") and len(word) > 4
