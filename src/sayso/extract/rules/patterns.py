"""Patterns of source, cue and content inside one sentence, each a small function."""

from collections.abc import Iterator
from dataclasses import replace

from sayso.extract.rules.contents import (
    clause_end,
    names_medium,
    only_adjuncts_follow,
    quotation_range,
    skip_addressee,
    skip_adjuncts,
    trim_end,
    trim_start,
)
from sayso.extract.rules.cues import NounCue, VerbCue, noun_cues, verb_cues
from sayso.extract.rules.drafts import Draft, Ranges, Stretch
from sayso.extract.rules.lexicon import FINITE, VerbForm, lexicon
from sayso.extract.rules.nouns import clause_subject, phrase_after, subject_before
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens
from sayso.records import StatementClass

_BEFORE_PARTICIPLE = frozenset({"and", "but", ",", "then", "by", "while", "after", "before", "in", "-", "—", "–"})
"""What may stand between a clause and a participle that shares its subject."""


def sentence_drafts(stretch: Stretch) -> list[Draft]:
    """The attributions of one sentence, in text order of their cues."""
    drafts: list[Draft] = []
    for cue in verb_cues(stretch.tokens, stretch.low, stretch.high):
        draft = _verb_draft(stretch, cue, drafts)
        if draft:
            drafts.append(draft)
    drafts = [draft for draft in drafts if not _is_second_half(draft, drafts)]
    drafts.extend(_according_drafts(stretch))
    drafts.extend(filter(None, (_noun_draft(stretch, cue) for cue in _nouns(stretch))))
    return sorted(drafts, key=lambda d: d.cue[0])


def _is_second_half(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a cue is the second piece of another's, as "saying" in "quoted … as saying"."""
    return any(draft.cue[0][0] in range(*piece) for other in drafts if other is not draft for piece in other.cue[1:])


def _nouns(stretch: Stretch) -> Iterator[NounCue]:
    return noun_cues(stretch.tokens, stretch.low, stretch.high)


def _verb_draft(stretch: Stretch, cue: VerbCue, before: list[Draft]) -> Draft | None:
    if cue.passive:
        return _passive(stretch, cue)
    if cue.infinitive:
        return None
    if cue.verb.kind == "hedge":
        return _impersonal(stretch, cue)
    source, shared = _source(stretch, cue, before)
    if source is None and not _inverted(stretch, cue):
        return None
    after = _content_after(stretch, cue)
    first = source[0] if source and not shared else cue.group[0]
    preceding = _content_before(stretch, cue, first, before) if "p" in cue.verb.frames else None
    if preceding:
        return _following_cue(stretch, cue, source, preceding, after)
    if source and not shared and _is_aside(stretch, source, cue):
        return _aside(stretch, cue, source)
    if after and cue.verb.lemma in ("quote", "cite"):
        after = _quoted_as_saying(stretch, cue) or after
    if source is None or after is None or after.source:
        return after if after and after.source else None
    return replace(after, source=(source,))


def _is_aside(stretch: Stretch, source: Range, cue: VerbCue) -> bool:
    """ "As the mayor noted, …": a sentence opened by "as", source and cue."""
    tokens = stretch.tokens
    opened = source[0] == stretch.low + 1 and tokens.low[stretch.low] == "as"
    at = skip_adjuncts(tokens, cue.group[1], stretch.high)
    return opened and bool(cue.verb.frames & {"c", "t"}) and at + 1 < stretch.high and tokens.low[at] == ","


def _aside(stretch: Stretch, cue: VerbCue, source: Range) -> Draft | None:
    at = skip_adjuncts(stretch.tokens, cue.group[1], stretch.high) + 1
    draft = _with(stretch, cue, at, "as_aside")
    return replace(draft, source=(source,)) if draft else None


def _quoted_as_saying(stretch: Stretch, cue: VerbCue) -> Draft | None:
    """ "The agency quoted the mayor as saying …": the mayor speaks."""
    tokens = stretch.tokens
    for at in range(cue.group[1] + 1, min(cue.group[1] + 22, stretch.high - 2)):
        if tokens.low[at] == "as" and tokens.low[at + 1] in ("saying", "telling", "stating", "writing"):
            source = phrase_after(tokens, cue.group[1], at)
            draft = _with(stretch, cue, at + 2, "quoted_as_saying")
            if source is None or draft is None:
                return None
            return replace(draft, source=(source,), cue=(cue.group, (at, at + 2)))
    return None


def _source(stretch: Stretch, cue: VerbCue, before: list[Draft]) -> tuple[Range | None, bool]:
    """The subject of the cue, and whether it is shared with an earlier clause."""
    tokens, start = stretch.tokens, cue.group[0]
    own = subject_before(tokens, start, stretch.low)
    if own and not _agrees(tokens, own, cue):
        return None, False
    if own and (cue.forms & FINITE or start < cue.head) and not (cue.forms == VerbForm.ING and start == cue.head):
        return own, False
    previous = tokens.low[start - 1] if start > stretch.low else ""
    participle = bool(cue.forms & VerbForm.ING) and start == cue.head
    if participle and previous not in _BEFORE_PARTICIPLE:
        return own, False
    if participle or previous in ("and", "but", ",", "then"):
        if not participle and previous == "," and not (start - 2 >= stretch.low and tokens.quote[start - 2] == OUTSIDE):
            return None, False
        for draft in reversed(before):
            if draft.source:
                return draft.source[0], True
        shared = clause_subject(tokens, stretch.low, start)
        return shared, True
    return None, False


def _agrees(tokens: Tokens, source: Range, cue: VerbCue) -> bool:
    """Whether number agrees: "the mayors say", "the mayor says"; a capitalised participle is no subject."""
    start, end = source
    last, words = tokens.low[end - 1], lexicon().words
    if end - start == 1 and last.endswith("ing") and last in lexicon().verbs:
        return False
    if cue.group[0] != cue.head or cue.forms & VerbForm.PAST:
        return True
    if cue.forms & VerbForm.THIRD:
        return last not in words.plural_pronouns
    if not cue.forms & VerbForm.BASE:
        return True
    plural = last.endswith("s") and not last.endswith(("'s", "ss")) and last not in ("this", "his", "its")
    joined = any(tokens.low[i] in ("and", "&") for i in range(start, end))
    return (
        plural
        or joined
        or last in words.plural_pronouns
        or last in words.plural_nouns
        or tokens.low[start] in words.plural_nouns
    )


def _inverted(stretch: Stretch, cue: VerbCue) -> bool:
    """Whether the source may stand behind the cue: "…," said the minister."""
    if "p" not in cue.verb.frames or not cue.forms & FINITE or cue.group[0] != cue.head:
        return False
    return _closes_content(stretch, cue.group[0])


def _closes_content(stretch: Stretch, at: int) -> bool:
    """Whether the token before `at` can end a content that its source and cue follow."""
    tokens = stretch.tokens
    if at - 1 <= stretch.low:
        return False
    if tokens.quote[at - 1] != OUTSIDE:
        return True
    return tokens.low[at - 1] in (",", "?", "!")


def _content_before(stretch: Stretch, cue: VerbCue, first: int, before: list[Draft]) -> Range | None:
    """The content that ends right before source and cue."""
    tokens = stretch.tokens
    if not _closes_content(stretch, first) or first - stretch.low < 3:
        return None
    bare = tokens.quote[first - 1] == OUTSIDE
    if bare and not _ends_here(stretch, cue):
        return None
    start = stretch.low
    for draft in before:
        for content in draft.content:
            if content[1] < first - 1 and content[1] > start and not _covers_all(draft, first):
                start = content[1]
    if not bare:
        inside = tokens.quote[first - 1]
        begin = first - 1
        while begin > start and tokens.quote[begin - 1] == inside:
            begin -= 1
        start = begin if _own_cue_between(before, start, begin) or begin - start < 2 else start
    start, end = trim_start(tokens, start, first), trim_end(tokens, start, first)
    return (start, end) if end - start >= 2 or (end > start and not bare) else None


def _covers_all(draft: Draft, first: int) -> bool:
    return draft.content[-1][1] >= first - 2


def _own_cue_between(before: list[Draft], start: int, end: int) -> bool:
    return any(start <= draft.cue[0][0] < end for draft in before)


def _ends_here(stretch: Stretch, cue: VerbCue) -> bool:
    """Whether nothing but a source, adjuncts or a further piece after a comma follows the cue."""
    tokens, at = stretch.tokens, cue.group[1]
    if only_adjuncts_follow(tokens, at, stretch.high):
        return True
    found = phrase_after(tokens, at, stretch.high) if cue.group[0] == cue.head else None
    return (
        bool(found) and _closes_content(stretch, cue.group[0]) and only_adjuncts_follow(tokens, found[1], stretch.high)
    )


def _following_cue(
    stretch: Stretch, cue: VerbCue, source: Range | None, preceding: Range, after: Draft | None
) -> Draft | None:
    """A cue behind its content: "…," he said; "…," said the minister, "…"; the plan, he said, will fail."""
    tokens = stretch.tokens
    at = cue.group[1]
    if source is None:
        source = phrase_after(tokens, skip_adjuncts(tokens, at, stretch.high), stretch.high)
        if source is None:
            return None
        at = source[1]
        after = None
    elif after and _sets_the_scene(tokens, preceding):
        return replace(after, source=(source,))
    contents: Ranges = (preceding,)
    further = _further_piece(stretch, at)
    if further:
        contents = (preceding, further)
    quoted = tokens.quote[preceding[1] - 1] != OUTSIDE
    name = "quote_then_cue" if quoted else "content_then_cue"
    return Draft(
        source=(source,), cue=(cue.group,), content=contents, pattern=name, class_=cue.verb.class_, kind=cue.verb.kind
    )


def _sets_the_scene(tokens: Tokens, preceding: Range) -> bool:
    """Whether words before source and cue are no content where another follows the cue.

    That is so for words without quotation marks before a comma, and for a phrase that only ends in quoted words:
    "In an interview with “Harbour Hour,” he said …", "Referring to the “pirates,” she said …".
    """
    if tokens.quote[preceding[1] - 1] == OUTSIDE:
        return tokens.low[preceding[1]] == ","
    word = tokens.low[preceding[0]]
    opens = word in lexicon().words.adjunct_openers or word.endswith("ing")
    return opens and tokens.quote[preceding[0]] == OUTSIDE


def _further_piece(stretch: Stretch, at: int) -> Range | None:
    """The rest of a content that source and cue interrupt: after a comma or colon, a quotation or a verb."""
    tokens, high = stretch.tokens, stretch.high
    at = skip_adjuncts(tokens, at, high)
    if at + 1 >= high or tokens.low[at] not in (",", ":", ";") or tokens.quote[at] != OUTSIDE:
        return None
    if tokens.quote[at + 1] != OUTSIDE:
        return at + 1, clause_end(tokens, at + 1, high, None)
    if tokens.low[at + 1] in lexicon().words.auxiliaries:
        return at + 1, clause_end(tokens, at + 1, high, None)
    return None


def _content_after(stretch: Stretch, cue: VerbCue) -> Draft | None:
    """The content that follows a cue, as a draft without source."""
    tokens, high, frames = stretch.tokens, stretch.high, cue.verb.frames
    at = cue.group[1]
    told = False
    if "a" in frames:
        end = skip_addressee(tokens, at, high)
        if _opens_content(stretch, skip_adjuncts(tokens, end, high)) or "o" not in frames:
            told, at = end > at, end
    if not (at < high and tokens.low[at] in cue.verb.prepositions and not _announces(stretch, at)):
        at = skip_adjuncts(tokens, at, high)
    if at >= high:
        return None
    word = tokens.low[at]
    if word == ":" and tokens.quote[at] == OUTSIDE:
        return _announced(stretch, cue, at + 1)
    if word == "," and at + 1 < high and tokens.quote[at + 1] != OUTSIDE:
        return _with(stretch, cue, at + 1, "cue_then_quote") if "q" in frames else None
    if tokens.quote[at] != OUTSIDE:
        return _with(stretch, cue, at, "cue_then_quote")
    if word in lexicon().words.content_openers and frames & {"c", "t", "a", "q", "o"}:
        return _with(stretch, cue, at, "cue_that" if word == "that" else "cue_question_word")
    if word == "to" and word not in cue.verb.prepositions:
        return _with(stretch, cue, at, "cue_infinitive") if "i" in frames or ("a" in frames and told) else None
    if word in cue.verb.prepositions:
        return _with(stretch, cue, at + 1, "cue_preposition")
    return _bare(stretch, cue, at, told)


def _announces(stretch: Stretch, at: int) -> bool:
    """Whether a prepositional phrase says where, when or to whom, so that it is no content."""
    end = skip_adjuncts(stretch.tokens, at, stretch.high)
    return end > at and names_medium(stretch.tokens, at, end)


def _opens_content(stretch: Stretch, at: int) -> bool:
    tokens = stretch.tokens
    if at >= stretch.high:
        return False
    return tokens.low[at] in lexicon().words.content_openers | {"to", ":", ","} or tokens.quote[at] != OUTSIDE


def _bare(stretch: Stretch, cue: VerbCue, at: int, told: bool) -> Draft | None:
    """A clause without "that", or an object."""
    tokens, frames = stretch.tokens, cue.verb.frames
    words = lexicon().words
    word = tokens.low[at]
    if not tokens.is_word(at) and word not in "$[":
        return None
    if word in words.noun_prepositions or word in words.conjunctions or word in ("as", "so", "than"):
        return None
    if "c" in frames or told:
        return _with(stretch, cue, at, "cue_bare_clause")
    return _with(stretch, cue, at, "cue_object") if "o" in frames else None


def _announced(stretch: Stretch, cue: VerbCue, at: int) -> Draft:
    """What follows a colon; empty and open where the colon ends the sentence."""
    if at >= stretch.high:
        return _draft(cue, (), "cue_colon", opened=True)
    return _draft(cue, ((at, trim_end(stretch.tokens, at, stretch.high)),), "cue_colon")


def _with(stretch: Stretch, cue: VerbCue, at: int, pattern: str) -> Draft | None:
    end = clause_end(stretch.tokens, at, stretch.high, cue)
    if pattern == "cue_then_quote":
        end = _quotation_end(stretch, at, end)
    return _draft(cue, ((at, end),), pattern) if end > at else None


def _quotation_end(stretch: Stretch, at: int, end: int) -> int:
    """A quotation ends its content where its last character ends a sentence or a clause."""
    _, close = quotation_range(stretch.tokens, at, stretch.high)
    tokens = stretch.tokens
    if close >= end:
        return end
    inside = [tokens.low[i] for i in range(max(at, close - 3), close)]
    return close if any(mark in inside for mark in (".", "?", "!", ",")) else end


def _draft(cue: VerbCue, content: Ranges, pattern: str, opened: bool = False) -> Draft:
    return Draft(
        source=(),
        cue=(cue.group,),
        content=content,
        pattern=pattern,
        class_=cue.verb.class_,
        kind=cue.verb.kind,
        open=opened,
    )


def _passive(stretch: Stretch, cue: VerbCue) -> Draft | None:
    """ "X is expected to …": the subject is part of the content; "it was reported that …": it is not."""
    tokens = stretch.tokens
    subject = subject_before(tokens, cue.group[0], stretch.low)
    at = cue.group[1]
    impersonal = subject is not None and tokens.low[subject[1] - 1] == "it"
    if not impersonal and "v" not in cue.verb.frames:
        return _asked(stretch, cue) if "a" in cue.verb.frames else None
    agent = phrase_after(tokens, at + 1, stretch.high) if at < stretch.high and tokens.low[at] == "by" else None
    at = agent[1] if agent else at
    end = clause_end(tokens, at, stretch.high, cue) if at < stretch.high else at
    if end <= at or (subject is None):
        return None
    content: Ranges = ((at, end),) if impersonal else (subject, (at, end))
    draft = _draft(cue, content, "passive_impersonal" if impersonal else "passive_subject")
    return replace(draft, source=(agent,)) if agent else draft


def _asked(stretch: Stretch, cue: VerbCue) -> Draft | None:
    """ "was asked whether …", "were told that …": nobody is named as the one who spoke."""
    at = skip_adjuncts(stretch.tokens, cue.group[1], stretch.high)
    if at >= stretch.high or stretch.tokens.low[at] not in lexicon().words.content_openers | {"about"}:
        return None
    return _with(stretch, cue, at, "passive_asked")


def _impersonal(stretch: Stretch, cue: VerbCue) -> Draft | None:
    """ "It appears that …", "X seemed to …"."""
    tokens, at = stretch.tokens, cue.group[1]
    subject = subject_before(tokens, cue.group[0], stretch.low)
    if subject is None or at >= stretch.high or tokens.low[at] not in ("that", "to"):
        return None
    end = clause_end(tokens, at, stretch.high, cue)
    impersonal = tokens.low[subject[1] - 1] == "it" and tokens.low[at] == "that"
    content: Ranges = ((at, end),) if impersonal else (subject, (at, end))
    return _draft(cue, content, "hedge")


def _according_drafts(stretch: Stretch) -> Iterator[Draft]:
    """One for each frame; frames that open a sentence one after the other hold each other, the first the second."""
    tokens, opened = stretch.tokens, stretch.low
    for at in range(stretch.low, stretch.high - 2):
        end = _according_end(tokens, at)
        source = _authority(stretch, end) if end else None
        if source is None:
            continue
        draft = _according(stretch, opened, (at, end), source)
        if at == opened and source[1] < stretch.high and tokens.low[source[1]] == ",":
            opened = source[1] + 1
        if draft:
            yield draft


def _according_end(tokens: Tokens, at: int) -> int:
    """Where a phrase such as "according to" that begins here ends; 0 where none does."""
    if tokens.quote[at] == OUTSIDE:
        for phrase in lexicon().according:
            if tokens.low[at] == phrase[0] and tuple(tokens.low[at : at + len(phrase)]) == phrase:
                return at + len(phrase)
    return 0


def _according(stretch: Stretch, opened: int, cue: Range, source: Range) -> Draft | None:
    """The attribution of one frame.

    Args:
        stretch: the sentence.
        opened: past the frames that open the sentence before this one.
        cue: "according to".
        source: whom it names.
    """
    tokens = stretch.tokens
    content: list[Range] = []
    before_end = trim_end(tokens, opened, cue[0])
    if before_end - opened >= 2:
        content.append((opened, before_end))
    rest = source[1]
    if rest + 2 < stretch.high and tokens.low[rest] in (",", ":"):
        content_end = (
            clause_end(tokens, rest + 1, stretch.high, None) if content else trim_end(tokens, rest + 1, stretch.high)
        )
        if not content or tokens.low[rest + 1] in lexicon().words.auxiliaries or tokens.quote[rest + 1] != OUTSIDE:
            content.append((rest + 1, content_end))
    if not content:
        return None
    return Draft(
        source=(source,),
        cue=(cue,),
        content=tuple(content),
        pattern="according_to",
        class_=StatementClass.STATEMENT,
        kind="speech",
    )


def _authority(stretch: Stretch, start: int) -> Range | None:
    """Whom "according to" names: up to the next comma, where nothing but a noun phrase stands before it."""
    tokens = stretch.tokens
    source = phrase_after(tokens, start, stretch.high)
    if source is None:
        return None
    end = source[1]
    while end < stretch.high and tokens.is_word(end) and tokens.quote[end] == OUTSIDE and end - start < 25:
        if tokens.low[end] in lexicon().words.auxiliaries | lexicon().words.breaking_prepositions:
            return source
        end += 1
    return (start, end) if end >= stretch.high or tokens.low[end] in (",", ".") else source


def _noun_draft(stretch: Stretch, cue: NounCue) -> Draft | None:
    """ "the minister's claim that …", "their call for …"."""
    tokens = stretch.tokens
    source = _possessor(stretch, cue.at)
    opener = tokens.low[cue.at + 1]
    if source is None or opener not in ("that", "to"):
        return None
    if tokens.low[source[0]] in lexicon().words.possessives:
        source = clause_subject(tokens, stretch.low, cue.at) or source
    start = cue.at + 1
    end = clause_end(tokens, start, stretch.high, None)
    if end <= start:
        return None
    return Draft(
        source=(source,),
        cue=((cue.at, cue.at + 1),),
        content=((start, end),),
        pattern="noun_" + opener,
        class_=cue.noun.class_,
        kind="noun",
    )


def _possessor(stretch: Stretch, at: int) -> Range | None:
    """The possessive before a cue noun, over up to two adjectives."""
    tokens = stretch.tokens
    for back in range(at - 1, max(stretch.low, at - 4) - 1, -1):
        word = tokens.low[back]
        if word in lexicon().words.possessives:
            return back, back + 1
        if word.endswith(("'s", "s'")):
            return subject_before(tokens, back + 1, stretch.low)
        if not tokens.is_word(back) or word in lexicon().words.determiners:
            return None
    return None
