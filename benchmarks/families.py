"""What families cost as the number of documents grows: real attributions in worlds of their own, resumable.

usage: python benchmarks/families.py [--documents 1000 2000 5000] [--out FILE]

Documents are made by editing PolNeAR's: every world has other names and other days than the next, and a tenth of its
documents is reprinted a day later by another outlet with a word in twenty left out. One boilerplate line stands in
every document. Attributions, speakers, dates and vectors are given: vectors are drawn from the hashes of words, so that
no model is run. A size that the file of results holds is not run again.
"""

import argparse
import json
import random
import re
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np
from benchmarks.families_corpus import article_utterances, articles
from numpy.typing import NDArray

from sayso.link.families import Tools, Utterance, join
from sayso.link.families.words import words_of
from sayso.records import short_id

WIDTH = 384
BOILERPLATE = (
    "The newsroom of the consortium publishes its corrections every Thursday at noon on the page of the ombudsman"
)
_NAME = re.compile(r"\b[A-Z][a-z]+\b")


class NoCache:
    """A cache that keeps nothing, so that everything is paid for."""

    def cached(self, space: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Nothing."""
        return {}

    def cache(self, space: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Let it go."""


def given_vectors(texts: Sequence[str]) -> NDArray[np.int8]:
    """Vectors by the telling words of texts, at hardly any cost."""
    rows = np.zeros((len(texts), WIDTH), np.int32)
    for row, text in zip(rows, texts, strict=True):
        for stem, weight in words_of(text).telling.items():
            row[int.from_bytes(blake2b(stem.encode(), digest_size=4).digest(), "big") % WIDTH] += round(60 * weight)
    return np.clip(rows, -127, 127).astype(np.int8)


def documents(count: int) -> Iterator[list[Utterance]]:
    """The utterances of `count` documents, one after the other."""
    names = sorted(articles())[:400]
    originals = [article_utterances(name) for name in names]
    made = 0
    world = 0
    while made < count:
        rename = _renamer(world)
        for at, original in enumerate(originals):
            if made >= count:
                return
            key = f"{world}-{at}"
            yield _edited(original, key, world, rename)
            made += 1
            if at % 10 == 0 and made < count:
                yield _edited(
                    original, f"{key}-again", world, lambda text, rename=rename: _trimmed(rename(text)), later=1
                )
                made += 1
        world += 1


def _renamer(world: int):
    def name(match: re.Match[str]) -> str:
        return match[0] if world == 0 else f"{match[0]}{_letters(world)}"

    return lambda text: _NAME.sub(name, text)


def _letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number, 26)
        found += chr(97 + rest)
    return found


def _trimmed(text: str) -> str:
    drawn = random.Random(text)
    return " ".join(word for word in text.split() if drawn.random() > 0.05)


def _edited(original: Sequence[Utterance], key: str, world: int, edit, later: int = 0) -> list[Utterance]:
    document = short_id("document", key)
    shift = 400 * world + later

    def days(pair: tuple[int | None, int | None] | None, by: int):
        return (pair[0] + by if pair[0] else None, pair[1] + by if pair[1] else None) if pair else None

    found = [
        msgspec.structs.replace(
            u, id=short_id(document, u.position), document=document, outlet=f"{u.outlet}-{later}",
            speaker=edit(u.speaker) if u.speaker else None, source=edit(u.source), content=edit(u.content),
            frame=edit(u.frame), published=days(u.published, shift), said=days(u.said, shift - later), holder=None,
        )
        for u in original
    ]  # fmt: skip
    line = Utterance(
        id=short_id(document, "line"), document=document, position=len(found), content=BOILERPLATE,
        speaker="Consortium", source="The consortium", cue="says", published=found[0].published if found else None,
    )  # fmt: skip
    return [*found, line]


def measure(count: int) -> dict[str, float]:
    """Cost of one size."""
    article_utterances(sorted(articles())[0])
    seen = 0

    def stream() -> Iterator[Utterance]:
        nonlocal seen
        for one in documents(count):
            seen += len(one)
            yield from one

    for _ in documents(1):
        pass
    began = time.process_time()
    families = sum(1 for family in join(stream(), Tools(vectors=given_vectors, cache=NoCache())) if family.statements)
    return {
        "documents": count,
        "statements": seen,
        "families": families,
        "cpu_seconds": round(time.process_time() - began, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Measure the sizes that are not yet in the file of results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 2000, 5000])
    parser.add_argument("--out", type=Path, default=Path("families-benchmark.jsonl"))
    asked = parser.parse_args()
    lines = asked.out.read_text("utf-8").splitlines() if asked.out.exists() else []
    done = {json.loads(line)["documents"]: line for line in lines}
    for count in asked.documents:
        line = done.get(count) or json.dumps(measure(count))
        print(line, flush=True)
        if count not in done:
            with asked.out.open("a", encoding="utf-8") as out:
                out.write(line + "\n")


if __name__ == "__main__":
    main()
