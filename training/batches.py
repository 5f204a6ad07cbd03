"""Training batches: windows with their targets, padded into tensors; the order is a function of seed and epoch."""

import random

import msgspec
import numpy as np
import torch
from torch import Tensor

from sayso.extract.reader.names import NameLexicon
from sayso.extract.reader.proposals import distances
from sayso.extract.reader.units import Block, blocks_of
from sayso.extract.reader.windows import Vocabulary, Window, feature_of, windows_of
from training.augment import changed
from training.labels import Target, flat_tags, mention_tags, target_of
from training.readers import Article, Gold, paragraphs_of

MASK_ID = 103
UNMARKED = -100
"""Stands for a tag that is not known; losses leave it out."""
WINDOW_SIZES = (128, 160, 192, 224)


class Example(msgspec.Struct, frozen=True):
    """A window with the targets of each of its blocks.

    Attributes:
        mentions: for each block the mention tags of its units; empty where the corpus marks no mentions.
        partial: what is not marked may be an attribution all the same.
    """

    window: Window
    targets: tuple[tuple[Target, ...], ...]
    mentions: tuple[tuple[int, ...], ...] = ()
    partial: bool = False


class Candidate(msgspec.Struct, frozen=True):
    """One proposed cue: its window's row, its block's first unit and size, its units, and its gold target or None."""

    row: int
    first: int
    size: int
    cue: tuple[int, int]
    target: Target | None


def targets_of(block: Block, golds: list[Gold]) -> tuple[Target, ...]:
    """The targets of one block."""
    start, end = block.units[0].start, block.units[-1].end
    near = (g for g in golds if g.cue and g.cue[0][0] < end and g.cue[0][1] > start)
    found = (target_of(block.units, gold) for gold in near)
    return tuple(t for t in found if t is not None)


class Read(msgspec.Struct, frozen=True):
    """One article read: for each block its targets and, where the corpus marks mentions, the tags of its units."""

    blocks: list[Block]
    targets: list[tuple[Target, ...]]
    mentions: list[tuple[int, ...]] = []
    partial: bool = False


class Examples:
    """Makes an epoch's examples from articles; unchanged articles are read once and remembered."""

    def __init__(self, articles: list[Article], lexicon: NameLexicon, vocabulary: Vocabulary) -> None:
        self.articles = articles
        self.lexicon = lexicon
        self.vocabulary = vocabulary
        self._plain: dict[str, Read] = {}

    def _read(self, article: Article) -> Read:
        blocks = blocks_of(article.text, paragraphs_of(article.text), self.lexicon)
        golds = list(article.attributions)
        targets = [targets_of(block, golds) for block in blocks]
        if not article.partial:
            return Read(blocks, targets)
        loose = [tuple(msgspec.structs.replace(t, exact=False) for t in of_block) for of_block in targets]
        return Read(blocks, loose, [tuple(mention_tags(b.units, article.mentions)) for b in blocks], partial=True)

    def of_article(self, article: Article, most: int) -> list[Example]:
        """The examples of one article in windows of at most `most` sub-words."""
        return self._pack(self._read(article), most)

    def _pack(self, read: Read, most: int) -> list[Example]:
        out: list[Example] = []
        done = 0
        for window in windows_of(read.blocks, self.vocabulary, most):
            here = slice(done, done + len(window.blocks))
            out.append(Example(window, tuple(read.targets[here]), tuple(read.mentions[here]), read.partial))
            done += len(window.blocks)
        return out

    def epoch(self, seed: int, epoch: int) -> list[Example]:
        """The examples of one epoch, in article order."""
        out: list[Example] = []
        for article in self.articles:
            rng = random.Random(f"{seed} {epoch} {article.id}")
            seen = changed(article, rng) if epoch > 0 else article
            if seen is article:
                if article.id not in self._plain:
                    self._plain[article.id] = self._read(article)
                read = self._plain[article.id]
            else:
                read = self._read(seen)
            out.extend(self._pack(read, rng.choice(WINDOW_SIZES)))
        return out


def batches_of(examples: list[Example], tokens: int, seed: str) -> list[list[Example]]:
    """The examples in batches of about `tokens` sub-words, alike in length, in shuffled order."""
    rng = random.Random(seed)
    order = list(examples)
    rng.shuffle(order)
    out: list[list[Example]] = []
    pool = 400
    for start in range(0, len(order), pool):
        part = sorted(order[start : start + pool], key=lambda e: len(e.window.ids))
        batch: list[Example] = []
        for example in part:
            if batch and (len(batch) + 1) * len(example.window.ids) > tokens:
                out.append(batch)
                batch = []
            batch.append(example)
        out.append(batch)
    rng.shuffle(out)
    return out


class Inputs(msgspec.Struct, frozen=True):
    """The tensors of a batch of windows: (rows, sub-words) and (rows, units); `flat` has three tags a unit."""

    ids: Tensor
    features: Tensor
    keep: Tensor
    firsts: Tensor
    unit_keep: Tensor
    unit_features: Tensor
    flat: Tensor
    mentions: Tensor


def inputs_of(batch: list[Example], dropped: float, rng: np.random.Generator) -> Inputs:
    """The padded tensors of a batch; a share `dropped` of the sub-words is masked."""
    rows, length = len(batch), max(len(e.window.ids) for e in batch)
    width = max(len(e.window.firsts) for e in batch)
    ids = np.zeros((rows, length), np.int64)
    features = np.zeros((rows, length), np.int64)
    keep = np.zeros((rows, length), bool)
    firsts = np.zeros((rows, width), np.int64)
    unit_keep = np.zeros((rows, width), bool)
    unit_features = np.zeros((rows, width), np.int64)
    flat = np.zeros((rows, width, 3), np.int64)
    mentions = np.full((rows, width), UNMARKED, np.int64)
    for r, example in enumerate(batch):
        window = example.window
        size, units = len(window.ids), len(window.firsts)
        ids[r, :size] = window.ids
        features[r, :size] = window.features
        keep[r, :size] = True
        firsts[r, :units] = window.firsts
        unit_keep[r, :units] = True
        unit_features[r, :units] = [feature_of(u) for block in window.blocks for u in block.units]
        rows_flat = [
            row
            for block, targets in zip(window.blocks, example.targets, strict=True)
            for row in flat_tags(len(block.units), targets)
        ]
        flat[r, :units] = UNMARKED if example.partial else rows_flat
        if example.mentions:
            mentions[r, :units] = [tag for tags in example.mentions for tag in tags]
    if dropped:
        ids[(rng.random(ids.shape) < dropped) & (ids > 999)] = MASK_ID
    tensors = (torch.from_numpy(a) for a in (ids, features, keep, firsts, unit_keep, unit_features, flat, mentions))
    return Inputs(*tensors)


class Marked(msgspec.Struct, frozen=True):
    """The tensors of candidates of alike length: row and unit index to gather, distance, mask, tags, truth, exact."""

    row: Tensor
    index: Tensor
    distance: Tensor
    keep: Tensor
    tags: Tensor
    truth: Tensor
    exact: Tensor


def marked_of(candidates: list[Candidate]) -> Marked:
    """The padded tensors of candidates."""
    count, length = len(candidates), max(c.size for c in candidates)
    index = np.zeros((count, length), np.int64)
    distance = np.ones((count, length), np.int64)
    keep = np.zeros((count, length), bool)
    tags = np.zeros((count, length), np.int64)
    for i, c in enumerate(candidates):
        index[i, : c.size] = np.arange(c.first, c.first + c.size)
        distance[i, : c.size] = distances(c.size, c.cue)
        keep[i, : c.size] = True
        if c.target is not None:
            tags[i, : c.size] = c.target.tags
    row = np.array([c.row for c in candidates])
    truth = np.array([c.target is not None for c in candidates], np.float32)
    exact = np.array([c.target is not None and c.target.exact for c in candidates])
    return Marked(*(torch.from_numpy(a) for a in (row, index, distance, keep, tags, truth, exact)))
