"""Where the content of a cue begins and ends: clause boundaries by light rules."""

from sayso.extract.rules.cues import VerbCue
from sayso.extract.rules.lexicon import VerbForm, lexicon
from sayso.extract.rules.nouns import phrase_after
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens

_TERMINAL = frozenset(".;")
_QUOTE_MARKS = frozenset("\"“”„‟«»‘’‚'‹›`")
_COMMA_CUES = frozenset(("according", "reports", "sources"))


def skip_adjuncts(tokens: Tokens, at: int, high: int) -> int:
    """The index after adverbs, times and phrases like "in a statement on Friday" that stand behind a cue."""
    words = lexicon().words
    while at < high and tokens.quote[at] == OUTSIDE:
        word = tokens.low[at]
        if word in words.times:
            at = _after_day(tokens, at + 1, high)
            continue
        if (word in words.adverbs and word != "all") or (word.endswith("ly") and len(word) > 4):
            at += 1
            continue
        if word == "," and at + 1 < high and tokens.low[at + 1] in ("however", "though", "too"):
            at += 3
            continue
        end = _adjunct_phrase(tokens, at, high)
        if end is None:
            return at
        at = end
    return at


def _after_day(tokens: Tokens, at: int, high: int) -> int:
    """The index after the day and year that may follow the name of a month or weekday."""
    while at < high and (tokens.low[at].isdigit() or (tokens.low[at] == "," and _is_year(tokens, at + 1, high))):
        at += 1
    return at


def _is_year(tokens: Tokens, at: int, high: int) -> bool:
    return at < high and tokens.low[at].isdigit() and len(tokens.low[at]) == 4


def _adjunct_phrase(tokens: Tokens, at: int, high: int) -> int | None:
    """The end of a prepositional phrase that says where, when or to whom something was said."""
    words = lexicon().words
    if tokens.low[at] not in words.adjunct_openers and tokens.low[at] not in ("to", "with", "of", "for", "from"):
        return None
    reach = min(high, at + 14)
    for end in range(at + 1, reach):
        word = tokens.low[end]
        if word in ("that", ":") or (tokens.quote[end] != OUTSIDE and _begins_quotation(tokens, end)):
            return end if not _is_relative(tokens, end) else None
        if tokens.quote[end] != OUTSIDE or not tokens.is_word(end) or word in words.auxiliaries:
            break
    for end in range(at + 1, min(reach, at + 7)):
        word = tokens.low[end]
        if word in words.media or _is_year(tokens, end, high):
            return end + 1
        if word in words.times:
            return _after_day(tokens, end + 1, high)
        if not tokens.is_word(end) or word in words.auxiliaries or word in words.subject_pronouns:
            return None
    return None


def _is_relative(tokens: Tokens, at: int) -> bool:
    return tokens.low[at] == "that" and at + 1 < len(tokens.low) and tokens.low[at + 1] in lexicon().words.auxiliaries


def _begins_quotation(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens.quote[at - 1] != tokens.quote[at]


def names_medium(tokens: Tokens, low: int, high: int) -> bool:
    """Whether a stretch names a medium, a time or listeners: where, when or to whom something was said."""
    words = lexicon().words
    return any(
        tokens.low[i] in words.media or tokens.low[i] in words.times or tokens.low[i] in words.hearers - {"the"}
        for i in range(low, high)
    )


def skip_addressee(tokens: Tokens, at: int, high: int) -> int:
    """The index after the one spoken to ("told reporters …"); `at` itself where nobody is named."""
    words = lexicon().words
    if at >= high or tokens.quote[at] != OUTSIDE:
        return at
    if tokens.low[at] in words.object_pronouns or tokens.low[at] in words.hearers - {"the", "crowd"}:
        return at + 1
    found = phrase_after(tokens, at, min(high, at + 12))
    return found[1] if found else at


def clause_end(tokens: Tokens, start: int, high: int, cue: VerbCue | None) -> int:
    """Past the last token of the content that begins at `start`."""
    at = start
    while at < high:
        if tokens.quote[at] == OUTSIDE and _breaks(tokens, at, start, high, cue):
            break
        at += 1
    return trim_end(tokens, start, at)


def trim_end(tokens: Tokens, start: int, end: int) -> int:
    """The end without punctuation outside quotation marks."""
    while (
        end > start
        and tokens.quote[end - 1] == OUTSIDE
        and not tokens.is_word(end - 1)
        and tokens.low[end - 1] not in ")%]"
    ):
        end -= 1
    return end


def trim_start(tokens: Tokens, start: int, end: int) -> int:
    """The start without punctuation outside quotation marks."""
    while (
        start < end and tokens.quote[start] == OUTSIDE and not tokens.is_word(start) and tokens.low[start] not in "([$"
    ):
        start += 1
    return start


def _breaks(tokens: Tokens, at: int, start: int, high: int, cue: VerbCue | None) -> bool:
    """Whether a content ends before this token."""
    word = tokens.low[at]
    after = tokens.low[at + 1] if at + 1 < high else ""
    if at == start:
        return False
    if word == ",":
        return _comma_breaks(tokens, at, high, after) or _clause_goes_on(tokens, at, start, after)
    if word in ("and", "but"):
        return _next_cue(tokens, at + 1, high, cue)
    if word == "according" and after == "to":
        return True
    if word in _TERMINAL:
        return word == ";"
    if word in ("—", "–", "--") or (word == "-" and after == "-"):
        return False
    return False


def _comma_breaks(tokens: Tokens, at: int, high: int, after: str) -> bool:
    words = lexicon().words
    if after in ("but", "which", "while", "although", "though"):
        return True
    if after == "according":
        return True
    entries = lexicon().verbs.get(after, ())
    if any(entry.forms & VerbForm.ING and len(entry.words) == 1 for entry in entries):
        return any("c" in entry.verb.frames or "o" in entry.verb.frames for entry in entries)
    if after == "and" and at + 2 < high:
        third = tokens.low[at + 2]
        return third in words.subject_pronouns or _next_cue(tokens, at + 2, high, None)
    return _source_and_cue_follow(tokens, at + 1, high)


def _clause_goes_on(tokens: Tokens, at: int, start: int, after: str) -> bool:
    """Whether the clause around goes on with its verb behind the first comma: "his claim that it is so, is false"."""
    return after in lexicon().words.auxiliaries and not any(tokens.low[i] == "," for i in range(start, at))


def _next_cue(tokens: Tokens, at: int, high: int, cue: VerbCue | None) -> bool:
    """Whether a verb of saying in a finite form stands here, so that a new attribution begins."""
    words = lexicon().words
    while at < high and (tokens.low[at] in words.adverbs or tokens.low[at].endswith("ly")):
        at += 1
    if at >= high:
        return False
    wanted = (
        VerbForm.PAST | VerbForm.THIRD if cue is None else cue.forms & (VerbForm.PAST | VerbForm.THIRD | VerbForm.ING)
    )
    return any(entry.forms & wanted for entry in lexicon().verbs.get(tokens.low[at], ()))


def _source_and_cue_follow(tokens: Tokens, at: int, high: int) -> bool:
    """Whether a short source and a cue that follows its content stand from here to the end, as in "…, he said"."""
    for head in range(at, min(high, at + 8)):
        if tokens.quote[head] != OUTSIDE:
            return False
        entries = lexicon().verbs.get(tokens.low[head], ())
        if any("p" in e.verb.frames and e.forms & (VerbForm.PAST | VerbForm.THIRD) for e in entries):
            rest = head + 1
            return rest >= high or tokens.low[rest] in ".,!?:" or tokens.low[head - 1] == "," or head == at
    return False


def only_adjuncts_follow(tokens: Tokens, at: int, high: int) -> bool:
    """Whether nothing that could be a content stands from here to the end or the next comma."""
    at = skip_adjuncts(tokens, at, high)
    return at >= high or (tokens.quote[at] == OUTSIDE and not tokens.is_word(at))


def quotation_range(tokens: Tokens, at: int, high: int) -> Range:
    """The tokens of the quotation that `at` lies in, within a stretch."""
    number, end = tokens.quote[at], at
    while end < high and tokens.quote[end] == number:
        end += 1
    return at, end
