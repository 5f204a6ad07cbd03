"""Attributions inside the content of others: which are kept, and which holds which."""

from collections.abc import Sequence

from sayso.extract.rules.drafts import Draft
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
    inner = [
        draft
        for draft in drafts
        if draft not in outer and _reports_another(tokens, draft) and any(holds(o, draft) for o in outer)
    ]
    return sorted((*outer, *inner), key=lambda draft: draft.cue[0] if draft.cue else draft.content[0])


def _is_inside(tokens: Tokens, draft: Draft) -> bool:
    """Whether the cue itself stands inside quotation marks: whoever speaks there is not the article."""
    return bool(draft.cue) and all(tokens.quote[i] != OUTSIDE for i in range(*draft.cue[0]))


def _reports_another(tokens: Tokens, draft: Draft) -> bool:
    return draft.pattern in _STRONG and _is_speech_of_another(tokens, draft)


def worth_keeping_in_layout(tokens: Tokens, drafts: Sequence[Draft]) -> list[Draft]:
    """The outermost drafts in the content of a layout, those that report the speech of somebody who is named."""
    return [draft for draft in worth_keeping(tokens, drafts) if _is_speech_of_another(tokens, draft)]


def _is_speech_of_another(tokens: Tokens, draft: Draft) -> bool:
    if draft.kind != "speech" or not draft.source or not draft.content:
        return False
    return tokens.low[draft.source[0][0]] not in _SELF


def holds(outer: Draft, inner: Draft) -> bool:
    """Whether the cue of `inner` lies in the content of `outer`, and not the other way round."""
    return _cue_inside(outer, inner) and not (_cue_inside(inner, outer) and _size(inner) > _size(outer))


def holders(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the one with the shortest content that holds all of it.

    Method: a sweep over the hulls of the contents, so that the time grows with the depth of nesting only.
    """
    found: list[int | None] = [None] * len(drafts)
    order = sorted(range(len(drafts)), key=lambda i: (_hull(drafts[i].content)[0], -_size(drafts[i]), i))
    parts = sorted(range(len(drafts)), key=lambda i: (_hull(_parts(drafts[i]))[0], i))
    open_: list[int] = []
    at = 0
    for index in parts:
        start = _hull(_parts(drafts[index]))[0]
        while at < len(order) and _hull(drafts[order[at]].content)[0] <= start:
            open_.append(order[at])
            at += 1
        open_ = [i for i in open_ if _hull(drafts[i].content)[1] > start]
        around = [(_size(drafts[i]), i) for i in open_ if i != index and _is_held(drafts[i], drafts[index])]
        found[index] = min(around)[1] if around else None
    return found


def _is_held(outer: Draft, inner: Draft) -> bool:
    return _size(outer) > _size(inner) and _covers(outer, inner)


def _hull(parts: Sequence[Range]) -> Range:
    return min(part[0] for part in parts), max(part[1] for part in parts)


def _parts(draft: Draft) -> tuple[Range, ...]:
    return (*draft.source, *draft.cue, *draft.content)


def _covers(outer: Draft, inner: Draft) -> bool:
    return all(any(o[0] <= part[0] and part[1] <= o[1] for o in outer.content) for part in _parts(inner))


def _cue_inside(outer: Draft, inner: Draft) -> bool:
    if not inner.cue:
        return False
    cue = inner.cue[0]
    return any(o[0] <= cue[0] and cue[1] <= o[1] for o in outer.content)


def _size(draft: Draft) -> int:
    return sum(_length(part) for part in draft.content)


def _length(part: Range) -> int:
    return part[1] - part[0]
