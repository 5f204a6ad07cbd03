"""Layouts of the press: transcripts, lists of dated statements, headlines with a colon, quotations with a signature."""

import re

from sayso.extract.rules.contents import trim_end
from sayso.extract.rules.drafts import Draft
from sayso.extract.rules.lexicon import lexicon
from sayso.extract.rules.nouns import phrase_after
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens
from sayso.records import Span, StatementClass

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\W*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    r"\s*(?:—|–|―|--?|:)\s*"
)
_DASHES = frozenset("—–―-")
_MAX_NAME = 7
_MAX_HEAD = 40
_MAX_SIGNATURE = 14


def layout_draft(tokens: Tokens, paragraph: Range, span: Span) -> Draft | None:
    """The attribution that the layout of a paragraph makes: its whole text is the content of a name before a colon.

    Args:
        tokens: the document.
        paragraph: its token range.
        span: its span in the clean layer.
    """
    dated = _DATE.match(tokens.text, *span)
    if dated:
        low = next((i for i in range(*paragraph) if tokens.starts[i] >= dated.end()), paragraph[1])
        return _dated(tokens, low, paragraph[1])
    return _transcript(tokens, paragraph)


def _dated(tokens: Tokens, low: int, high: int) -> Draft | None:
    """ "31 May 2019—The Harbour Post (owned by the port): the strike is over." """
    colon = _colon(tokens, low, min(high, low + _MAX_HEAD))
    if colon is None or colon + 1 >= high:
        return None
    source = phrase_after(tokens, low, colon)
    if source is None:
        return None
    bracket = next((i for i in range(*source) if tokens.low[i] == "("), source[1])
    return _colon_draft(tokens, (source[0], bracket), colon, high, "layout_dated_list")


def _colon(tokens: Tokens, low: int, high: int) -> int | None:
    """The colon outside quotation marks and brackets that ends the head of an entry."""
    depth = 0
    for at in range(low, high):
        word = tokens.low[at]
        depth += (word == "(") - (word == ")")
        if tokens.quote[at] == OUTSIDE and not depth:
            if word == ":":
                return at
            if word in (".", ";", "?", "!"):
                return None
    return None


def _transcript(tokens: Tokens, paragraph: Range) -> Draft | None:
    """ "RUIZ: We will not." and "Ruiz: taxes will fall"."""
    low, high = paragraph
    colon = _colon(tokens, low, min(high, low + _MAX_NAME + 1))
    if colon is None or colon == low or colon + 2 >= high or not _is_name(tokens, low, colon):
        return None
    if tokens.ends[colon] == tokens.starts[colon + 1] and tokens.quote[colon + 1] == OUTSIDE:
        return None
    return _colon_draft(tokens, (low, colon), colon, high, "layout_colon")


def _is_name(tokens: Tokens, low: int, high: int) -> bool:
    words = lexicon().words
    names = [i for i in range(low, high) if tokens.is_word(i)]
    if not names or any(tokens.low[i] in words.labels or tokens.low[i] in words.auxiliaries for i in names):
        return False
    if tokens.low[low] in words.not_names or tokens.words[low][0].isdigit():
        return False
    return all(
        tokens.capital(i) or tokens.low[i] in ("of", "the", "de", "al", "van", "von", "bin", "and") for i in names
    )


def _colon_draft(tokens: Tokens, source: Range, colon: int, high: int, pattern: str) -> Draft:
    return Draft(
        source=(source,),
        cue=((colon, colon + 1),),
        content=((colon + 1, trim_end(tokens, colon + 1, high)),),
        pattern=pattern,
        class_=StatementClass.STATEMENT,
        kind="layout",
    )


def signature_draft(tokens: Tokens, paragraph: Range) -> Draft | None:
    """A text signed behind a dash: "…" — Ana Ruiz; words — Ana Ruiz (@aruiz) June 1, 2019."""
    low, high = paragraph
    for at in range(high - 2, max(low + 2, high - _MAX_SIGNATURE), -1):
        if tokens.low[at] not in _DASHES or tokens.quote[at] != OUTSIDE:
            continue
        source = phrase_after(tokens, at + 1, high)
        if source is None or not tokens.capital(at + 1):
            return None
        handle = any(tokens.words[i].startswith("@") for i in range(at, high))
        quoted = tokens.quote[at - 1] != OUTSIDE and tokens.quote[low] == tokens.quote[at - 1]
        if not handle and not (quoted and source[1] >= high - 1):
            return None
        return Draft(
            source=(source,),
            cue=((at, at + 1),),
            content=((low, at if quoted else trim_end(tokens, low, at)),),
            pattern="layout_signature",
            class_=StatementClass.STATEMENT,
            kind="layout",
        )
    return None


def signed_by(tokens: Tokens, paragraph: Range) -> tuple[Range, Range] | None:
    """Dash and name, where a paragraph is nothing but the signature under a quotation."""
    low, high = paragraph
    if high - low > _MAX_SIGNATURE or tokens.low[low] not in _DASHES:
        return None
    source = phrase_after(tokens, low + 1, high)
    return ((low, low + 1), source) if source and tokens.capital(source[0]) else None
