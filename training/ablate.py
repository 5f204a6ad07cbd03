"""Measures what single choices of the runtime bring, by leaving out one at a time.

usage: python -m training.ablate --weights FOLDER [--fp32 FOLDER]

Left out in turn: the borders set by quotation marks, the verdict of the argument network on a proposed cue (the cue
tagger's own chance decides instead), anonymous names (names are shown as they are), the layouts taken from the rules,
the second reading of contents, 8-bit weights (with `--fp32`). The extractor by rules stands beside them.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np

from sayso.extract.reader import Reader, decode, units
from sayso.extract.reader.names import Word
from sayso.extract.reader.network import Networks
from sayso.score import Article, SpanTriple, score
from training.readers import polnear
from training.reading import Read, by_model, by_rules

SHOWN = ("AR", "AR direct", "AR mixed", "AR indirect", "AR-strict", "exact source", "exact cue", "exact content")
CUE_ALONE = 0.5
"""Chance of the cue tagger from which a cue counts when its verdict stands alone."""


@contextmanager
def without_quotation_borders() -> Iterator[None]:
    """Contents end where their tags end."""
    with mock.patch.object(decode, "_to_quotation", lambda run, _tags, _units: run):
        yield


@contextmanager
def without_anonymous_names() -> Iterator[None]:
    """Names are read as the words they are."""

    def no_runs(_text: str, _words: list[Word], _lexicon: object) -> list[tuple[int, int]]:
        return []

    with mock.patch.object(units, "name_runs", no_runs):
        yield


@contextmanager
def without_second_verdict() -> Iterator[None]:
    """Every cue that the tagger itself believes in is taken."""
    plain = Networks.read_arguments
    sure = mock.patch("sayso.extract.reader.reader.propose", decode_propose)

    def believing(self: Networks, *args: object) -> tuple[np.ndarray, np.ndarray]:
        scores, valid = plain(self, *args)  # pyright: ignore[reportArgumentType]
        return scores, np.full_like(valid, 30.0)

    with sure, mock.patch.object(Networks, "read_arguments", believing):
        yield


def decode_propose(chances: np.ndarray) -> list[tuple[int, int]]:
    """Proposals that the tagger alone would report."""
    from sayso.extract.reader.proposals import propose

    return propose(chances, CUE_ALONE)


@contextmanager
def without_layouts() -> Iterator[None]:
    """Labels, signatures and "according to" are left to the model."""
    with mock.patch("sayso.extract.reader.extractor.with_layouts", lambda model, _rules, _text: list(model)):
        yield


@contextmanager
def without_second_reading() -> Iterator[None]:
    """Contents are not looked through for attributions inside."""
    with mock.patch.object(Reader, "_inside", lambda _self, _outer: []):
        yield


@contextmanager
def as_it_is() -> Iterator[None]:
    """Nothing is left out."""
    yield


VARIANTS = {
    "as released": as_it_is,
    "no quotation borders": without_quotation_borders,
    "no second verdict": without_second_verdict,
    "names shown": without_anonymous_names,
    "no layouts by rules": without_layouts,
    "contents read once": without_second_reading,
}


def row(read: Read) -> str:
    """The dev figures of an extractor, F1 in per cent."""
    gold: list[Article] = []
    predicted: list[Article] = []
    for a in polnear("dev"):
        golds = tuple(SpanTriple(source=g.source, cue=g.cue, content=g.content) for g in a.attributions)
        found = read(a.text)
        gold.append(Article(id=a.id, text=a.text, attributions=golds))
        triples = tuple(SpanTriple(source=t.source, cue=t.cue, content=t.content) for t in found)
        predicted.append(Article(id=a.id, attributions=triples))
    measures = score(gold, predicted)
    return "  ".join(f"{name} {100 * measures[name].f1:.1f}" for name in SHOWN)


def main() -> None:
    """Print one line a variant."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--fp32", type=Path)
    args = parser.parse_args()
    read = by_model(args.weights)
    for name, variant in VARIANTS.items():
        with variant():
            print(f"{name:22} {row(read)}", flush=True)
    print(f"{'the rules alone':22} {row(by_rules())}", flush=True)
    if args.fp32:
        print(f"{'32-bit weights':22} {row(by_model(args.fp32))}")


if __name__ == "__main__":
    main()
