"""Entries of dated lists, which the model has never seen, are read by the rules.

"3 May 2024—The Harbour Post (owned by the port): …": the training data has no such lines, so in paragraphs that open
like this the triples of the rules take the place of the model's.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from sayso.extract.triples import Triple
from sayso.records import Span

DATED_ENTRY = "layout_dated_list"
"""The pattern of the rules that marks an entry."""


def with_dated_entries(model: Sequence[Triple], rules: Sequence[Triple], paragraphs: Sequence[Span]) -> list[Triple]:
    """The triples of the model, but in paragraphs that are entries of a dated list those of the rules.

    Offsets: the clean layer.

    Args:
        model: of one document.
        rules: of the same document.
        paragraphs: its paragraphs, ascending.
    """
    starts = [start for start, _ in paragraphs]
    entries = {_paragraph(triple, starts) for triple in rules if DATED_ENTRY in triple.reasons}
    if not entries:
        return list(model)
    ours = _selected(model, {at for at, triple in enumerate(model) if _paragraph(triple, starts) not in entries}, 0)
    theirs = {at for at, triple in enumerate(rules) if _paragraph(triple, starts) in entries}
    return [*ours, *_selected(rules, theirs, len(ours))]


def _paragraph(triple: Triple, starts: Sequence[int]) -> int:
    """The index of the paragraph that holds the cue, or the content where there is none."""
    return bisect_right(starts, (triple.cue or triple.content)[0][0]) - 1


def _selected(triples: Sequence[Triple], chosen: Iterable[int], offset: int) -> list[Triple]:
    """The chosen triples, the indexes of their holders moved to where those will stand; a holder left out is none."""
    place = {at: offset + rank for rank, at in enumerate(sorted(chosen))}
    return [
        msgspec.structs.replace(
            triples[at], nested_in=place.get(-1 if (held := triples[at].nested_in) is None else held)
        )
        for at in place
    ]
