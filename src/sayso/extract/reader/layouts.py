"""What the layout of a text says is read by the rules, everything else by the model.

"3 May 2024—The Harbour Post (owned by the port): …": the training data has no such lines, so in paragraphs that open
like this the triples of the rules take the place of the model's. Labels of speakers ("RUIZ: …", "Q: …"), signatures
behind a dash and "according to" are rare in it and regular in form: there a triple of the rules takes the place of
those of the model at the same cue.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from sayso.extract.reader.nesting import parents_of
from sayso.extract.triples import Triple
from sayso.records import Span, Spans

DATED_ENTRY = "layout_dated_list"
"""The pattern of the rules that marks an entry."""

LABEL, SIGNATURE = "layout_colon", "layout_signature"
"""Patterns of the rules in which a whole paragraph is the content."""

FORMULA = "according_to"
"""The pattern of `according to`."""

HEADLINE_SHARE = 0.7
"""Share of longer words with a capital from which words behind a colon are a headline: "Moon Rush: Private Lander"."""

SMALL = 3
"""Letters of the words that headlines leave small."""
SENTENCE_ENDS = tuple('.?!”"…')
LEAST_SPOKEN = 6
"""Words behind a label that are taken for speech without a stop at their end."""


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


def with_layouts(model: Sequence[Triple], rules: Sequence[Triple], text: str) -> list[Triple]:
    """The triples of the model, but at labels, signatures and "according to" those of the rules; in order of content.

    Offsets: the clean layer, which is `text`.

    Limits: names before the colon of a headline are as often its subject as a speaker; these are left to the model.
    """
    taken = [t for t in rules if t.source and _is_sure(t, text)]
    if not taken:
        return list(model)
    kept = [t for t in model if not any(_gives_way(t, other) for other in taken)]
    merged = sorted([*kept, *taken], key=lambda t: (t.content, t.cue, t.source))
    return [msgspec.structs.replace(t, nested_in=p) for t, p in zip(merged, parents_of(merged), strict=True)]


def _is_sure(triple: Triple, text: str) -> bool:
    """Whether a triple of the rules is of a form in which they are more often right than the model."""
    if LABEL in triple.reasons:
        label, end = text[slice(*triple.source[0])], triple.content[-1][1]
        line = text[triple.content[0][0] : end]
        return _is_speaker(label) and _is_speech(line, text[end : end + 1]) and not _is_title(line)
    return SIGNATURE in triple.reasons or FORMULA in triple.reasons


def _is_speaker(label: str) -> bool:
    """Whether a label may name who speaks: no entry with a bracket, no salutation, which names who is spoken to."""
    return "(" not in label and label.split(maxsplit=1)[0].lower() != "dear"


def _is_speech(line: str, follows: str) -> bool:
    """Whether words behind a label are a sentence, and no entry of a list of facts ("Group A: tenth appearance")."""
    return (line[-1:] + follows).strip()[-1:] in SENTENCE_ENDS or len(line.split()) >= LEAST_SPOKEN


def _is_title(line: str) -> bool:
    """Whether words are written as those of a headline."""
    words = [w for w in line.split() if w.isalpha() and len(w) > SMALL]
    return sum(w[0].isupper() for w in words) >= HEADLINE_SHARE * max(len(words), 1)


def _gives_way(triple: Triple, other: Triple) -> bool:
    """Whether the rules' triple stands for the model's: at the same cue, or, as a layout, inside what that quotes."""
    if _meet(triple.cue, other.cue):
        return True
    return FORMULA not in other.reasons and _meet(triple.content, other.cue) and _meet(triple.content, other.content)


def _meet(these: Spans, those: Spans) -> bool:
    return any(a < d and c < b for a, b in these for c, d in those)


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
