"""Quotations that no known cue claims: what stands before or behind them still tells whose they are."""

from collections.abc import Iterable

from sayso.extract.rules.contents import quotation_range
from sayso.extract.rules.drafts import Draft
from sayso.extract.rules.lexicon import lexicon
from sayso.extract.rules.nouns import clause_subject, phrase_after
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens
from sayso.records import StatementClass

MIN_TOKENS = 6
"""A quotation with fewer tokens, its marks included, is a name or a phrase, not an utterance."""


def loose_drafts(tokens: Tokens, unit: Range, claimed: Iterable[Draft]) -> list[Draft]:
    """Attributions of the quotations of a unit that none of `claimed` covers."""
    contents = [content for draft in claimed for content in draft.content]
    drafts: list[Draft] = []
    at = unit[0]
    while at < unit[1]:
        if tokens.quote[at] == OUTSIDE:
            at += 1
            continue
        quoted = quotation_range(tokens, at, unit[1])
        at = quoted[1]
        if quoted[1] - quoted[0] < MIN_TOKENS or any(c[0] < quoted[1] and quoted[0] < c[1] for c in contents):
            continue
        draft = _led_in(tokens, unit, quoted) or _unknown_verb(tokens, unit, quoted)
        if draft:
            drafts.append(draft)
    return drafts


def _led_in(tokens: Tokens, unit: Range, quoted: Range) -> Draft | None:
    """ "The mayor was blunt: "…"", "Ruiz thundered, "…""."""
    before = quoted[0] - 1
    if before <= unit[0] or tokens.low[before] not in (",", ":") or tokens.quote[before] != OUTSIDE:
        return None
    source = clause_subject(tokens, unit[0], before)
    if source is None:
        return None
    colon = tokens.low[before] == ":"
    if not colon and before - source[1] > 8:
        return None
    cue = (before, before + 1) if colon else (source[1], min(source[1] + 1, before))
    if cue[0] >= cue[1]:
        return None
    return _draft(source, cue, quoted, "quote_after_colon" if colon else "quote_after_comma")


def _unknown_verb(tokens: Tokens, unit: Range, quoted: Range) -> Draft | None:
    """ ""…," thundered the mayor." and ""…," the mayor thundered."."""
    at, high = quoted[1], unit[1]
    if quoted[0] != unit[0] or high - at < 2 or tokens.low[at - 2] not in ",?!":
        return None
    if tokens.low[at].endswith("ed") and tokens.words[at].islower():
        source = phrase_after(tokens, at + 1, high)
        return _draft(source, (at, at + 1), quoted, "quote_then_unknown") if source else None
    source = phrase_after(tokens, at, high)
    if source is None or source[1] >= high or not tokens.words[source[1]].islower():
        source = clause_subject(tokens, at, high)
    if source is None or source[1] >= high or source[1] - at > 12 or not tokens.is_word(source[1]):
        return None
    if tokens.low[source[1]] in lexicon().words.noun_prepositions | lexicon().words.conjunctions:
        return None
    return _draft(source, (source[1], source[1] + 1), quoted, "quote_then_unknown")


def _draft(source: Range, cue: Range, quoted: Range, pattern: str) -> Draft:
    return Draft(
        source=(source,),
        cue=(cue,),
        content=(quoted,),
        pattern=pattern,
        class_=StatementClass.STATEMENT,
        kind="speech",
    )
