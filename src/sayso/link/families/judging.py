"""The decisions on many pairs: kept ones are not made again, vectors are made only where they can matter."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.extract.meaning import similarity_of_pairs
from sayso.link.families.ceilings import Ceilings
from sayso.link.families.decide import TOLD_AGAIN, Judged, Outcome, decide, outcome_of
from sayso.link.families.features import Features, Prepared, compare, text_to_embed, with_meaning
from sayso.link.families.kept import Cache
from sayso.link.families.shelf import Shelf
from sayso.link.versions import FAMILIES
from sayso.records import Value, sha256

Pair = tuple[int, int]
Vectors = Callable[[Sequence[str]], NDArray[np.int8]]

BATCH = 4_000
"""Pairs judged at once."""
LEAST_SHARED = 0.4
"""The least weight of telling words in common for a pair to be judged; less is different, unless quoted alike."""
ROUGHLY = 0.05
"""How far the share of words in common may be off here: one stem may have other weights in the other statement."""
VERDICTS = f"families verdicts {FAMILIES}"
"""Where verdicts are kept."""
VECTORS_AT_HAND = 20_000
"""Vectors kept in memory."""


class Verdict(Value, frozen=True, kw_only=True, array_like=True):
    """What is kept of a decision on a pair."""

    outcome: Outcome
    score: float


_DECODER = msgspec.msgpack.Decoder(Verdict)
_ENCODER = msgspec.msgpack.Encoder()
_DIFFERENT = Verdict(outcome=Outcome.DIFFERENT, score=0.0)


class Judge:
    """Decides on pairs of a shelf."""

    def __init__(self, shelf: Shelf, vectors: Vectors, cache: Cache) -> None:
        self._shelf, self._vectors, self._cache = shelf, vectors, cache
        self._ceilings = Ceilings(shelf)

    def verdicts(self, pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Verdict]]:
        """The verdicts on the pairs, in their order."""
        waiting = iter(pairs)
        while batch := list(islice(waiting, BATCH)):
            keys = [self._key(pair) for pair in batch]
            kept = self._cache.cached(VERDICTS, keys)
            missing = [pair for pair, key in zip(batch, keys, strict=True) if key not in kept]
            made = self._make(missing)
            self._cache.cache(VERDICTS, ((self._key(pair), _ENCODER.encode(made[pair])) for pair in missing))
            for pair, key in zip(batch, keys, strict=True):
                yield pair, made[pair] if pair in made else _DECODER.decode(kept[key])

    def judged(self, pair: Pair) -> Judged:
        """The decision on one pair with its reasons."""
        return decide(self._with_meanings({pair: self._compared(pair)})[pair])

    def scores(self, pairs: Sequence[Pair]) -> list[float]:
        """The scores of pairs of one component, also of those that are different; not kept."""
        hopeful = {pair: features for pair in pairs if (features := self._hopeful(pair, 1.0))}
        made = {pair: _verdict(features).score for pair, features in self._with_meanings(hopeful).items()}
        return [made.get(pair, 0.0) for pair in pairs]

    def _make(self, pairs: Sequence[Pair]) -> Mapping[Pair, Verdict]:
        """Verdicts made anew, with vectors only where the highest possible meaning would not be different."""
        hopeful = {pair: features for pair in pairs if (features := self._hopeful(pair))}
        made = {pair: _verdict(features) for pair, features in self._with_meanings(hopeful).items()}
        return {pair: made.get(pair, _DIFFERENT) for pair in pairs}

    def _compared(self, pair: Pair) -> Features:
        """How a pair compares if the meaning is one."""
        return compare(self._shelf.prepared(pair[0]), self._shelf.prepared(pair[1]), 1.0)

    def _hopeful(self, pair: Pair, highest: float | None = None) -> Features | None:
        """How a pair compares if the meaning is one; None where it is different even with the highest meaning.

        Args:
            pair: numbers of two utterances.
            highest: the highest meaning to think of; without it, the highest that their words allow.
        """
        if not _is_worth_it(*(self._shelf.prepared(number) for number in pair)):
            return None
        features = self._compared(pair)
        highest = self._ceilings.of(*pair) if highest is None else highest
        likely = features if highest >= 1 else with_meaning(features, highest)
        return None if outcome_of(likely)[0] is Outcome.DIFFERENT else features

    def _with_meanings(self, pairs: Mapping[Pair, Features]) -> dict[Pair, Features]:
        """The features of pairs, compared as if the meaning were one, with what their vectors say it is."""
        numbers = sorted({number for pair in pairs for number in pair})
        texts = [text_to_embed(self._shelf.prepared(number).utterance) for number in numbers]
        place = {number: at for at, number in enumerate(numbers)}
        if not pairs:
            return {}
        vectors = self._vectors(texts)
        ones, others = ([place[pair[side]] for pair in pairs] for side in (0, 1))
        meanings = similarity_of_pairs(vectors[ones], vectors[others])
        return {pair: with_meaning(pairs[pair], float(meaning)) for pair, meaning in zip(pairs, meanings, strict=True)}

    def _key(self, pair: Pair) -> str:
        one, other = sorted(self._shelf.fingerprint(number) for number in pair)
        return (one + other).hex()


def _is_worth_it(one: Prepared, other: Prepared) -> bool:
    """Whether a pair has words enough in common to be anything but different."""
    few, many = (one, other) if len(one.telling) <= len(other.telling) else (other, one)
    shared = math.fsum(weight for stem, weight in few.telling.items() if stem in many.telling)
    quoting = not one.quoted_pairs.isdisjoint(other.pairs) or not other.quoted_pairs.isdisjoint(one.pairs)
    if one.utterance.document == other.utterance.document:
        least = TOLD_AGAIN / 2 if quoting else TOLD_AGAIN
        return shared >= (least - ROUGHLY) * min(one.total, other.total)
    return quoting or shared >= LEAST_SHARED


def kept_vectors(embed: Vectors, cache: Cache, space: str) -> Vectors:
    """Vectors by the hash of their text, made only where none is kept.

    Args:
        embed: makes them.
        cache: keeps them.
        space: name of the place they are kept in; names the model's version.
    """

    at_hand: dict[str, bytes] = {}

    def vectors(texts: Sequence[str]) -> NDArray[np.int8]:
        keys = [sha256(text.encode()) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in at_hand}
        found = cache.cached(space, missing) if missing else {}
        new = [key for key in missing if key not in found]
        made = dict(zip(new, (row.tobytes() for row in embed([missing[key] for key in new])), strict=True))
        cache.cache(space, made.items())
        rows = {**found, **made, **{key: at_hand[key] for key in keys if key in at_hand}}
        at_hand.update(rows)
        for key in list(islice(at_hand, max(0, len(at_hand) - VECTORS_AT_HAND))):
            del at_hand[key]
        return np.stack([np.frombuffer(rows[key], dtype=np.int8) for key in keys])

    return vectors


def _verdict(features: Features) -> Verdict:
    outcome, score, _ = outcome_of(features)
    return Verdict(outcome=outcome, score=round(score, 4))
