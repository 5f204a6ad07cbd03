"""Reads a part of PolNeAR and writes the predictions in the scorer's format.

usage: python -m training.evaluate [--weights FOLDER | --extractor rules] --part dev --out PRED.jsonl
"""

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path

from training.readers import Article, polnear
from training.reading import Read, by_model, by_rules


def predictions(read: Read, articles: Iterable[Article]) -> list[dict[str, object]]:
    """One row an article, in the format of `corpora/polnear`."""
    rows: list[dict[str, object]] = []
    for article in articles:
        attributions = [
            {"source": t.source, "cue": t.cue, "content": t.content, "confidence": t.confidence, "class": t.class_}
            for t in read(article.text)
        ]
        rows.append({"id": article.id, "attributions": attributions})
    return rows


def main() -> None:
    """Read the command line, read the articles, print the speed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, help="another folder than the packaged one")
    parser.add_argument("--extractor", choices=("model", "rules"), default="model")
    parser.add_argument("--part", choices=("dev", "calibration"), default="dev")
    parser.add_argument("--articles", type=int, help="only so many")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    read = by_rules() if args.extractor == "rules" else by_model(args.weights)
    articles = polnear(args.part)[: args.articles]
    began = time.process_time()
    rows = predictions(read, articles)
    words = sum(len(a.text.split()) for a in articles)
    print(f"{words / (time.process_time() - began):.0f} words per CPU second, one thread")
    with args.out.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
