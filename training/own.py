"""Measures the reader on texts of our own, by kind.

usage: python -m training.own [--weights FOLDER | --extractor rules]
"""

import argparse
import re
from collections import Counter
from pathlib import Path

import msgspec

from training.judge import is_right, tokens_of
from training.readers import Article, Gold, Span
from training.reading import Read, by_model, by_rules

OWN = Path(__file__).with_name("data") / "own.txt"
_TAG = re.compile(r"<(/?)([scq])(\d*)>")


class Case(msgspec.Struct, frozen=True):
    """One text of a kind."""

    kind: str
    article: Article


def parse(marked: str) -> tuple[str, tuple[Gold, ...]]:
    """The text without its marks, and the attributions by number."""
    pieces: list[str] = []
    begun: dict[tuple[str, str], int] = {}
    spans: dict[tuple[str, str], list[Span]] = {}
    at = length = 0
    for tag in _TAG.finditer(marked):
        pieces.append(marked[at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        key = (tag[3], tag[2])
        if tag[1]:
            spans.setdefault(key, []).append((begun.pop(key), length))
        else:
            begun[key] = length
    numbers = sorted({number for number, _ in spans})
    golds = (Gold(*(tuple(spans.get((number, role), ())) for role in "scq")) for number in numbers)
    return "".join([*pieces, marked[at:]]), tuple(golds)


def cases() -> list[Case]:
    """The texts of `own.txt`."""
    out: list[Case] = []
    kind = ""
    for part in OWN.read_text(encoding="utf-8").split("\n\n"):
        body = "\n".join(line for line in part.splitlines() if not line.startswith("# "))
        if body.startswith("## "):
            kind = body[3:].strip()
        elif body.strip():
            text, golds = parse(body.strip("\n"))
            out.append(Case(kind, Article(f"own-{len(out)}", kind, text, golds)))
    return out


def measure(read: Read) -> dict[str, tuple[int, int, int]]:
    """By kind: right ones, predicted ones, gold ones."""
    counts: dict[str, Counter[str]] = {}
    for case in cases():
        article = case.article
        found = read(article.text)
        right = is_right(
            [(t.source, t.content) for t in found],
            [(g.source, g.content) for g in article.attributions],
            tokens_of(article.text),
        )
        count = counts.setdefault(case.kind, Counter())
        count.update(right=sum(right), found=len(found), gold=len(article.attributions))
    return {kind: (c["right"], c["found"], c["gold"]) for kind, c in counts.items()}


def main() -> None:
    """Print the counts by kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--extractor", choices=("model", "rules"), default="model")
    args = parser.parse_args()
    rows = measure(by_rules() if args.extractor == "rules" else by_model(args.weights))
    rows["all"] = tuple(sum(r[i] for r in rows.values()) for i in range(3))  # pyright: ignore[reportArgumentType]
    for kind, (right, found, gold) in rows.items():
        print(f"{kind:14} right {right:3} of {found:3} found, {gold:3} gold")


if __name__ == "__main__":
    main()
