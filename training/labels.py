"""Gold attributions as labels of units, and back."""

from collections.abc import Sequence

import msgspec

from sayso.extract.reader.units import LINE, Unit
from training.readers import Gold, Span

OUT, SOURCE_B, SOURCE_I, CONTENT_B, CONTENT_I, CUE = range(6)
"""Tags of the argument head, for one cue."""


class Target(msgspec.Struct, frozen=True):
    """One attribution in one block: the cue's units (half-open) and a tag for every unit of the block.

    Attributes:
        exact: whether the tags follow our rules of borders, so that they are learnt and not only the cue's verdict.
    """

    cue: Span
    tags: tuple[int, ...]
    exact: bool = True


def touched(units: Sequence[Unit], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Half-open runs of the units that share a character with each of the spans."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        indexes = [i for i, u in enumerate(units) if u.case != LINE and u.start < end and start < u.end]
        if indexes:
            out.append((indexes[0], indexes[-1] + 1))
    return out


def target_of(units: Sequence[Unit], gold: Gold) -> Target | None:
    """The labels of one attribution, or None where its cue is not in the block.

    What of it lies outside the block is lost; on PolNeAR that is less than one in two hundred.
    """
    cues = touched(units, gold.cue)
    if not cues:
        return None
    cue = cues[0]
    tags = [OUT] * len(units)
    for spans, begin, inner in ((gold.content, CONTENT_B, CONTENT_I), (gold.source, SOURCE_B, SOURCE_I)):
        for first, last in touched(units, spans):
            tags[first:last] = [begin] + [inner] * (last - first - 1)
    for i in range(*cue):
        tags[i] = CUE
    return Target(cue, tuple(_reopened(tags)))


def _reopened(tags: list[int]) -> list[int]:
    """The tags with a fragment that another role interrupts begun anew behind it."""
    out = list(tags)
    for i, tag in enumerate(tags):
        if tag in (SOURCE_I, CONTENT_I) and (i == 0 or tags[i - 1] not in (tag, tag - 1)):
            out[i] = tag - 1
    return out


def mention_tags(units: Sequence[Unit], mentions: Sequence[Span]) -> list[int]:
    """For each unit its BIO tag (0 out, 1 begin, 2 inside) as mention of an entity."""
    tags = [0] * len(units)
    for first, last in touched(units, mentions):
        tags[first:last] = [1] + [2] * (last - first - 1)
    return tags


def tag_spans(tags: Sequence[int], begin: int, inner: int) -> list[tuple[int, int]]:
    """Half-open runs of one role."""
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag == begin or (tag == inner and not (out and out[-1][1] == i)):
            out.append((i, i + 1))
        elif tag == inner:
            out[-1] = (out[-1][0], i + 1)
    return out


def flat_tags(size: int, targets: Sequence[Target]) -> list[tuple[int, int, int]]:
    """For each unit its BIO tag (0 out, 1 begin, 2 inside) as cue, source and content of any attribution."""
    rows = [[0, 0, 0] for _ in range(size)]
    for target in targets:
        for i in range(*target.cue):
            rows[i][0] = 1 if i == target.cue[0] else 2
        for column, begin, inner in ((1, SOURCE_B, SOURCE_I), (2, CONTENT_B, CONTENT_I)):
            for first, last in tag_spans(target.tags, begin, inner):
                for i in range(first, last):
                    rows[i][column] = 1 if i == first else 2
    return [(a, b, c) for a, b, c in rows]
