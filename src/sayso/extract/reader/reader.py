"""The reader: finds attributions in the clean text of a document with the packaged model."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.extract.reader.classes import ActLexicon, class_of, load_acts
from sayso.extract.reader.confidence import confidence_of, reasons_of
from sayso.extract.reader.decode import TAGS, Found, Run, best_paths, found_of, without_doubles
from sayso.extract.reader.names import load_lexicon
from sayso.extract.reader.nesting import inner_blocks, parents_of
from sayso.extract.reader.network import REMEDY, Networks, Settings
from sayso.extract.reader.proposals import propose
from sayso.extract.reader.units import OUTSIDE, Block, Unit, blocks_of
from sayso.extract.reader.windows import Vocabulary, windows_of
from sayso.extract.triples import Triple
from sayso.records import ModelError, Span, Spans

ReadAttribution = Triple
"""What the reader returns: spans in the text it was given."""

LEAST_VALID = -3.0
"""Validity (a log-odds) below which a proposal is not looked at further; far below any threshold."""

QUOTED_MORE = 0.1
"""What an attribution inside somebody's quoted words needs more; there, false ones are twice as frequent."""


class Candidate(msgspec.Struct, frozen=True):
    """A triple of one block before the threshold, with its confidence."""

    found: Found
    block: Block
    confidence: float


class Reader:
    """A loaded model. One instance serves a process; it holds nothing that depends on what it has read."""

    def __init__(self, networks: Networks, vocabulary: Vocabulary, settings: Settings, model_sha256: str) -> None:
        self._networks = networks
        self._vocabulary = vocabulary
        self._settings = settings
        self._lexicon = load_lexicon()
        self._acts: ActLexicon = load_acts()
        self._transitions = np.array(settings.transitions, np.float32)
        self.version = settings.version
        self.model_sha256 = model_sha256

    @staticmethod
    def load() -> "Reader":
        """The reader with the packaged weights, loaded once a process.

        Raises:
            ModelError: ONNX Runtime, tokenizers or the weights are missing, or a file is not the one released.
        """
        return _packaged()

    @staticmethod
    def open(folder: Path) -> "Reader":
        """A reader with the weights of a folder.

        Raises:
            ModelError: as `load`.
        """
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError("model-runtime-missing", "The package tokenizers is not installed.", REMEDY) from error
        path = folder / "reader.json"
        if not path.exists():
            raise ModelError("model-weights-missing", "The weights of the reader are not installed.", REMEDY)
        raw = path.read_bytes()
        settings = msgspec.json.decode(raw, type=Settings)
        _check_files(folder, settings)
        vocabulary = Vocabulary(Tokenizer.from_file(str(folder / "tokenizer.json")))
        return Reader(Networks(folder), vocabulary, settings, hashlib.sha256(raw).hexdigest())

    def read(self, text: str, paragraphs: tuple[Span, ...]) -> tuple[Triple, ...]:
        """The attributions of one document, in the order of their content.

        Args:
            text: the clean layer of one document.
            paragraphs: its paragraphs, in text order and apart.

        Offsets: spans are half-open code points of `text`.

        Limits: an attribution is found only within a paragraph, or across the break after a colon or inside an open
        quotation.
        """
        settings = self._settings
        sure = [c for c in self.candidates(text, paragraphs) if c.confidence >= settings.threshold]
        triples = sorted((self._triple(c, text) for c in [*sure, *self._inside(sure)]), key=_place)
        nested = zip(triples, parents_of(triples), strict=True)
        return tuple(t if p is None else msgspec.structs.replace(t, nested_in=p) for t, p in nested)

    def read_many(self, documents: Iterable[tuple[str, tuple[Span, ...]]]) -> list[tuple[Triple, ...]]:
        """What `read` returns for each of the documents; the same bits, whatever stands beside them."""
        return [self.read(text, paragraphs) for text, paragraphs in documents]

    def candidates(self, text: str, paragraphs: Sequence[Span]) -> list[Candidate]:
        """All triples the model proposes, one a cue, with their confidence, before any threshold."""
        return self._read_blocks(blocks_of(text, paragraphs, self._lexicon))

    def _inside(self, outer: Sequence[Candidate]) -> list[Candidate]:
        """What stands inside the contents of attributions already found, and is not among them."""
        taken = {place for c in outer for place in range(*_cue_place(c))}
        blocks: list[Block] = []
        least: dict[Span, float] = {}
        for candidate in outer:
            opening = candidate.block.units[candidate.found.content[0][0]]
            needed = self._settings.nested_threshold + (QUOTED_MORE if opening.state != OUTSIDE else 0.0)
            inner = inner_blocks(candidate.found, candidate.block, self._lexicon.reporting)
            new = [block for block in inner if block.place not in least]
            least |= dict.fromkeys((block.place for block in new), needed)
            blocks += new
        out: list[Candidate] = []
        for inner in self._read_blocks(blocks):
            place = range(*_cue_place(inner))
            if inner.found.source and inner.confidence >= least[inner.block.place] and taken.isdisjoint(place):
                taken.update(place)
                out.append(inner)
        return out

    def _read_blocks(self, blocks: Sequence[Block]) -> list[Candidate]:
        """The candidates of the blocks of one document."""
        drafts: list[_Draft] = []
        for window in windows_of(blocks, self._vocabulary):
            states, chances = self._networks.encode(window)
            first = 0
            for block in window.blocks:
                last = first + len(block.units)
                drafts.extend(self._drafts(block, states[first:last], propose(chances[first:last])))
                first = last
        return self._decoded(drafts)

    def _drafts(self, block: Block, states: NDArray[np.float32], proposed: list[Run]) -> list["_Draft"]:
        if not proposed:
            return []
        scores, valid = self._networks.read_arguments(states, block.units, proposed)
        triples = zip(proposed, scores, valid.tolist(), strict=True)
        return [_Draft(block, cue, tags, sure) for cue, tags, sure in triples if sure >= LEAST_VALID]

    def _decoded(self, drafts: list["_Draft"]) -> list[Candidate]:
        if not drafts:
            return []
        lengths = np.array([len(d.block.units) for d in drafts], np.int64)
        scores = np.zeros((len(drafts), int(lengths.max()), TAGS), np.float32)
        for row, draft in zip(scores, drafts, strict=True):
            row[: len(draft.block.units)] = draft.scores
        paths = best_paths(scores, lengths, self._transitions)
        found: dict[Span, list[Candidate]] = {}
        for draft, tags, path in zip(drafts, paths.tags.tolist(), paths.chances.tolist(), strict=True):
            units = draft.block.units
            item = found_of(tags[: len(units)], draft.cue, units, (draft.valid, path))
            if item:
                found.setdefault(draft.block.place, []).append(self._candidate(item, draft.block))
        return [kept for same_block in found.values() for kept in _surest(same_block)]

    def _candidate(self, found: Found, block: Block) -> Candidate:
        sure = confidence_of(found, len(block.units), self._settings.calibration)
        return Candidate(found, block, sure)

    def _triple(self, candidate: Candidate, text: str) -> Triple:
        found, units = candidate.found, candidate.block.units
        cue, content = spans_of((found.cue,), units), spans_of(found.content, units)
        return Triple(
            source=spans_of(found.source, units),
            cue=cue,
            content=content,
            class_=class_of(text, cue, content, self._acts),
            confidence=round(candidate.confidence, 4),
            reasons=reasons_of(found),
        )


class _Draft(msgspec.Struct, frozen=True):
    """A proposed cue of a block with its tag scores, before decoding."""

    block: Block
    cue: Run
    scores: NDArray[np.float32]
    valid: float


def _surest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one block without doubles."""
    by_found = {id(c.found): c for c in candidates}
    return [by_found[id(found)] for found in without_doubles([c.found for c in candidates])]


def spans_of(runs: Sequence[Run], units: Sequence[Unit]) -> Spans:
    """Code points of runs of units."""
    return tuple((units[first].start, units[last - 1].end) for first, last in runs)


def _cue_place(candidate: Candidate) -> Span:
    return spans_of((candidate.found.cue,), candidate.block.units)[0]


def _place(triple: Triple) -> tuple[Spans, Spans, Spans]:
    return triple.content, triple.cue, triple.source


def _check_files(folder: Path, settings: Settings) -> None:
    for name, expected in settings.sha256.items():
        path = folder / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ModelError(
                "model-weights-changed", f"The file {name} is not the one released with the reader.", REMEDY
            )


@cache
def _packaged() -> Reader:
    return Reader.open(Path(str(files("sayso.extract.reader") / "weights")))
