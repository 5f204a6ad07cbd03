"""Attributions inside the content of others: which are kept, and which holds which."""

from collections.abc import Sequence

from sayso.extract.rules.patterns import Draft
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens

_STRONG = frozenset(("cue_that", "cue_then_quote", "cue_colon", "quote_then_cue", "according_to"))
"""Patterns that are trusted inside the words of another."""

_SELF = frozenset(("i", "we", "you", "he", "she", "it", "they", "who", "which", "that"))


def outermost(drafts: Sequence[Draft]) -> list[Draft]:
    """Those drafts whose cue lies in no other's content."""
    return [draft for draft in drafts if not any(holds(other, draft) for other in drafts if other is not draft)]


def worth_keeping(tokens: Tokens, drafts: Sequence[Draft]) -> list[Draft]:
    """The outermost drafts, and of the others those that report the speech of somebody who is named.

    "She said she thinks so" is one attribution; "the agency reported that the mayor said so" is two.
    """
    outer = [draft for draft in outermost(drafts) if not (draft.content and _is_inside(tokens, draft))]
    inner = [draft for draft in drafts if draft not in outer and _reports_another(tokens, draft) and any(holds(o, draft) for o in outer)]
    return sorted((*outer, *inner), key=lambda draft: draft.cue[0] if draft.cue else draft.content[0])


def _is_inside(tokens: Tokens, draft: Draft) -> bool:
    """Whether the cue itself stands inside quotation marks: whoever speaks there is not the article."""
    return bool(draft.cue) and all(tokens.quote[i] != OUTSIDE for i in range(*draft.cue[0]))


def _reports_another(tokens: Tokens, draft: Draft) -> bool:
    if draft.kind != "speech" or draft.pattern not in _STRONG or not draft.source or not draft.content:
        return False
    start, end = draft.source[0]
    return tokens.low[start] not in _SELF and any(tokens.capital(i) for i in range(start, end))


def holds(outer: Draft, inner: Draft) -> bool:
    """Whether the cue of `inner` lies in the content of `outer`, and not the other way round."""
    return _cue_inside(outer, inner) and not (_cue_inside(inner, outer) and _size(inner) > _size(outer))


def holders(drafts: Sequence[Draft]) -> tuple[list[Draft], list[int | None]]:
    """The drafts, and for each the index of the one with the shortest content that holds all of it."""
    found: list[int | None] = []
    for index, draft in enumerate(drafts):
        around = [
            (_size(other), other_index)
            for other_index, other in enumerate(drafts)
            if other_index != index and _size(other) > _size(draft) and _covers(other, draft)
        ]
        found.append(min(around)[1] if around else None)
    return list(drafts), found


def _covers(outer: Draft, inner: Draft) -> bool:
    parts = (*inner.source, *inner.cue, *inner.content)
    return all(any(o[0] <= part[0] and part[1] <= o[1] for o in outer.content) for part in parts)


def _cue_inside(outer: Draft, inner: Draft) -> bool:
    if not inner.cue:
        return False
    cue = inner.cue[0]
    return any(o[0] <= cue[0] and cue[1] <= o[1] for o in outer.content)


def _size(draft: Draft) -> int:
    return sum(_length(part) for part in draft.content)


def _length(part: Range) -> int:
    return part[1] - part[0]
