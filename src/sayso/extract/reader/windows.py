"""Blocks packed into windows of sub-words, the unit of work of the encoder."""

from collections.abc import Sequence

import msgspec
from tokenizers import Tokenizer

from sayso.extract.reader.units import BREAK, CASES, LINE, NAME, STATES, Block, Unit

MAX_SUBWORDS = 128
"""Sub-words of a window; shorter ones cost less attention, longer ones give more context. From 128 to 224 the figures
on PolNeAR dev differ by less than chance."""
MOST_SUBWORDS = 512
"""Sub-words that the encoder has places for."""
MAX_PIECES = 5
"""Sub-words kept of one unit: addresses and hashtags say nothing more after that."""
NAME_ID = 1
"""The vocabulary's first unused entry stands for every name."""
START_ID, BREAK_ID, UNKNOWN_ID = 101, 102, 100
FEATURES = CASES * STATES + 1
"""Number of values of the feature of a sub-word; the last one is for the window's own marks."""


class Window(msgspec.Struct, frozen=True):
    """One input of the encoder: some blocks in a row.

    Attributes:
        ids, features: one value a sub-word.
        firsts: index of the first sub-word of each unit, all blocks in a row.
        blocks: the blocks, in text order.
    """

    ids: tuple[int, ...]
    features: tuple[int, ...]
    firsts: tuple[int, ...]
    blocks: tuple[Block, ...]


Pieces = list[tuple[int, ...]]
"""The sub-word ids of each unit of a block."""


class Vocabulary:
    """Looks up the sub-words of units; remembers what it has seen, which changes no result."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {NAME: (NAME_ID,), BREAK: (BREAK_ID,)}

    def pieces(self, form: str) -> tuple[int, ...]:
        """The sub-word ids of one unit, at least one and at most `MAX_PIECES`."""
        ids = self._known.get(form)
        if ids is None:
            found = self._tokenizer.encode(form, add_special_tokens=False).ids
            ids = self._known[form] = tuple(found[:MAX_PIECES]) or (UNKNOWN_ID,)
        return ids


def feature_of(unit: Unit) -> int:
    """The feature of a unit's sub-words: its case class and quotation state in one number."""
    return unit.case * STATES + unit.state


def windows_of(blocks: Sequence[Block], vocabulary: Vocabulary, most: int = MAX_SUBWORDS) -> list[Window]:
    """The blocks of one document in windows of at most `most` sub-words, cut only between blocks.

    A block that is longer than a window alone makes a longer window. The cut depends on the document alone.
    """
    pieced = [(block, [vocabulary.pieces(u.form) for u in block.units]) for block in blocks]
    out: list[Window] = []
    start, total = 0, 1
    for i, (_, pieces) in enumerate(pieced):
        size = _size(pieces)
        if i > start and total + size > most:
            out.append(_window(pieced[start:i]))
            start, total = i, 1
        total += size
    if start < len(blocks):
        out.append(_window(pieced[start:]))
    return out


def _size(pieces: Pieces) -> int:
    """Sub-words of a block with the break behind it."""
    return sum(map(len, pieces)) + 1


def _window(pieced: Sequence[tuple[Block, Pieces]]) -> Window:
    ids, features, firsts = [START_ID], [FEATURES - 1], list[int]()
    most = _pieces_kept(pieced)
    for block, pieces in pieced:
        for unit, of_unit in zip(block.units, pieces, strict=True):
            kept = of_unit[:most]
            firsts.append(len(ids))
            ids += kept
            features += [feature_of(unit)] * len(kept)
        ids.append(BREAK_ID)
        features.append(FEATURES - 1)
    return Window(tuple(ids), tuple(features), tuple(firsts), tuple(block for block, _ in pieced))


def _pieces_kept(pieced: Sequence[tuple[Block, Pieces]]) -> int:
    """Sub-words kept of each unit: all, but fewer in a long block of debris that the encoder has no places for."""
    if 1 + sum(_size(pieces) for _, pieces in pieced) <= MOST_SUBWORDS:
        return MAX_PIECES
    return (MOST_SUBWORDS - 1 - len(pieced)) // sum(len(pieces) for _, pieces in pieced)


__all__ = ["FEATURES", "LINE", "MAX_SUBWORDS", "Vocabulary", "Window", "feature_of", "windows_of"]
