"""Small worlds of utterances for tests: words, speakers and days, without documents."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sayso.link.families import Tools, Utterance, join
from sayso.link.families.rulings import Rulings
from sayso.link.families.words import words_of
from sayso.records import Family, short_id

DAY = 738_000
"""The first day of the world, as an ordinal."""


class Memory:
    """A cache in memory that counts what is kept under each name."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], bytes] = {}

    def cached(self, space: str, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self.held[space, key] for key in keys if (space, key) in self.held}

    def cache(self, space: str, items: Iterable[tuple[str, bytes]]) -> None:
        self.held.update({(space, key): body for key, body in items})

    def count(self, space: str) -> int:
        return sum(name == space for name, _ in self.held)


def word_vectors(texts: Sequence[str]) -> NDArray[np.int8]:
    """Vectors by the telling words of texts: alike where words are; no model is loaded."""
    rows = np.zeros((len(texts), 384), np.int32)
    for row, text in zip(rows, texts, strict=True):
        for stem, weight in words_of(text).telling.items():
            row[int.from_bytes(blake2b(stem.encode(), digest_size=4).digest(), "big") % 384] += round(60 * weight)
    return np.clip(rows, -127, 127).astype(np.int8)


def said(content: str, document: str = "a", day: int = 0, **facts: object) -> Utterance:
    """An utterance of Ana Ruiz, published on a day of the world."""
    known = {"speaker": "Ana Ruiz", "source": "Ana Ruiz", "cue": "said", "frame": "Ana Ruiz said on Tuesday", **facts}
    return Utterance(
        id=short_id(document, content, sorted(map(str, facts.items()))),
        document=document,
        content=content,
        published=(DAY + day, DAY + day),
        **known,  # pyright: ignore[reportArgumentType]
    )


def families(world: Iterable[Utterance], rulings: Rulings | None = None, memory: Memory | None = None) -> list[Family]:
    """The families of a world."""
    tools = Tools(vectors=word_vectors, cache=memory or Memory(), rulings=rulings or Rulings())
    return list(join(world, tools))


def groups(found: Iterable[Family]) -> set[frozenset[str]]:
    """The members of the families with several statements."""
    return {frozenset(family.statements) for family in found if len(family.statements) > 1}
