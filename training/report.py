"""Prints recall by kind of attribution and by outlet for a file of predictions.

usage: python -m training.report PRED.jsonl [--part dev]
"""

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from training.calibrate import calibration_error
from training.judge import is_right, tokens_of, touched
from training.readers import Article, Gold, Span, polnear

PRONOUNS = frozenset("i you he she it we they who that this his her their him them".split())  # noqa: SIM905
SENTENCE_END = re.compile(r"[.?!][”\"’']*\s+[“\"‘']?[A-Z]")
QUOTED = re.compile(r"[\"“”]")
RESAMPLES = 1000


def kinds_of(article: Article, gold: Gold) -> list[str]:
    """The kinds an attribution belongs to."""
    tokens = tokens_of(article.text)

    def text_of(spans: tuple[Span, ...]) -> str:
        return " ".join(article.text[s:e] for s, e in spans)

    cue, content, source = text_of(gold.cue).lower(), text_of(gold.content), text_of(gold.source).lower()
    checks = {
        "no source": not gold.source,
        "punctuation cue": not any(c.isalnum() for c in cue),
        "content of 1-3 tokens": len(touched(gold.content, tokens)) <= 3,
        "cue of 4 or more tokens": len(touched(gold.cue, tokens)) >= 4,
        "infinitive": content.startswith("to "),
        "several sentences": bool(SENTENCE_END.search(content)),
        "in pieces": len(gold.content) > 1,
        "pronoun source": source in PRONOUNS,
        "according to": cue.startswith("according to"),
    }
    return [kind for kind, holds in checks.items() if holds]


def judged(
    articles: list[Article], predicted: dict[str, list[dict[str, list[Span]]]]
) -> list[tuple[Article, int, list[bool]]]:
    """For each article, the number of predictions and which gold attributions were found."""
    out: list[tuple[Article, int, list[bool]]] = []
    for article in articles:
        rows = [(a["source"], a["content"]) for a in predicted.get(article.id, [])]
        golds = [(g.source, g.content) for g in article.attributions]
        out.append((article, len(rows), is_right(golds, rows, tokens_of(article.text))))
    return out


def f1_of(rows: list[tuple[Article, int, list[bool]]]) -> float:
    """F1 of attributions over articles."""
    right = sum(sum(found) for _, _, found in rows)
    return 2 * right / max(1, sum(n + len(found) for _, n, found in rows))


def interval(rows: list[tuple[Article, int, list[bool]]]) -> tuple[float, float]:
    """The middle 95 % of F1 when articles are drawn anew."""
    rng = random.Random(0)
    values = sorted(f1_of(rng.choices(rows, k=len(rows))) for _ in range(RESAMPLES))
    return values[RESAMPLES // 40], values[-RESAMPLES // 40 - 1]


def mix_of(article: Article, gold: Gold) -> tuple[str, ...]:
    """The cell of an attribution in the table that explains outlets: quotation marks or none, and its hard kinds."""
    marked = any(QUOTED.search(article.text, max(0, start - 1), end + 1) for start, end in gold.content)
    form = "quoted" if marked else "plain"
    hard = ("no source", "punctuation cue", "content of 1-3 tokens", "infinitive", "pronoun source")
    return (form, *(kind for kind in kinds_of(article, gold) if kind in hard))


def expected_recall(rows: list[tuple[Article, int, list[bool]]], outlet: str) -> float:
    """The recall an outlet would have if each cell of its mix were found as often as in the other outlets.

    Method: direct standardisation; a cell that the others lack counts as their mean.
    """
    found: Counter[tuple[str, ...]] = Counter()
    total: Counter[tuple[str, ...]] = Counter()
    own: Counter[tuple[str, ...]] = Counter()
    for article, _, hits in rows:
        for gold, hit in zip(article.attributions, hits, strict=True):
            cell = mix_of(article, gold)
            if article.outlet == outlet:
                own[cell] += 1
            else:
                total[cell] += 1
                found[cell] += hit
    mean = found.total() / total.total()
    return sum(n * (found[c] / total[c] if total[c] else mean) for c, n in own.items()) / own.total()


def error_of(articles: list[Article], predicted: dict[str, list[dict[str, Any]]]) -> float:
    """The expected calibration error: how far confidence is from the share that is right, over ten bins."""
    confidences: list[float] = []
    right: list[bool] = []
    for article in articles:
        rows = predicted.get(article.id, [])
        golds = [(g.source, g.content) for g in article.attributions]
        right += is_right([(a["source"], a["content"]) for a in rows], golds, tokens_of(article.text))
        confidences += [a["confidence"] for a in rows]
    return calibration_error(np.array(right), np.array(confidences))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--part", default="dev")
    args = parser.parse_args()
    lines = args.predicted.read_text(encoding="utf-8").splitlines()
    predicted = {row["id"]: row["attributions"] for row in map(json.loads, lines)}
    rows = judged(polnear(args.part), predicted)
    low, high = interval(rows)
    print(f"expected calibration error {error_of(polnear(args.part), predicted):.3f}")
    print(f"AR F1 {100 * f1_of(rows):.1f}, 95 % interval over articles {100 * low:.1f} to {100 * high:.1f}")
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for article, _, hits in rows:
        for gold, hit in zip(article.attributions, hits, strict=True):
            for kind in kinds_of(article, gold):
                total[kind] += 1
                found[kind] += hit
    for kind, count in total.most_common():
        print(f"recall {kind:24} {100 * found[kind] / count:5.1f} of {count}")
    for outlet in sorted({a.outlet for a, _, _ in rows}):
        part = [row for row in rows if row[0].outlet == outlet]
        right, golds = sum(sum(h) for _, _, h in part), sum(len(h) for _, _, h in part)
        line = f"outlet {outlet:14} F1 {100 * f1_of(part):5.1f} recall {100 * right / golds:5.1f} of {golds}"
        print(f"{line}, expected of its kinds {100 * expected_recall(rows, outlet):.1f}")


if __name__ == "__main__":
    main()
