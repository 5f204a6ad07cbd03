"""Measures the classes of attributions against hand labels.

usage: python -m training.classes
"""

import json
from collections import Counter
from pathlib import Path

from sayso.extract.reader.classes import class_of, load_acts
from training.readers import polnear

LABELS = Path(__file__).with_name("data") / "classes.jsonl"
NOT_UTTERED = frozenset({"attitude", "act"})


def measure(part: str) -> tuple[float, float, Counter[tuple[str, str]]]:
    """Share right of uttered or not, share right of eight classes, and the confusions, on gold spans."""
    articles = {a.id: a for a in polnear(part)}
    lexicon = load_acts()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["part"] == part:
            article = articles[row["id"]]
            gold = article.attributions[row["attribution"]]
            pairs[row["class"], str(class_of(article.text, gold.cue, gold.content, lexicon))] += 1
    total = pairs.total()
    two = sum(n for (a, b), n in pairs.items() if (a in NOT_UTTERED) == (b in NOT_UTTERED))
    return two / total, sum(n for (a, b), n in pairs.items() if a == b) / total, pairs


if __name__ == "__main__":
    for part in ("fit", "dev"):
        uttered, eight, pairs = measure(part)
        print(f"{part}: uttered or not {uttered:.3f}, eight classes {eight:.3f}, of {pairs.total()}")
        print("  ", {f"{a}>{b}": n for (a, b), n in pairs.most_common() if a != b})
