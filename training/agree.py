"""Compares two files of predictions of one reader: how many attributions another processor or runtime changes.

usage: python -m training.agree ONE.jsonl OTHER.jsonl

Make the files with `training.evaluate`, on two machines, under an emulated processor, or with two versions of the
runtime. Only articles that both files hold are compared.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

Key = tuple[str, ...]


def attributions(path: Path) -> Mapping[str, Counter[Key]]:
    """By article the attributions: spans and class, each as text; the confidence apart from them is left out."""
    out: dict[str, Counter[Key]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        keys = (
            tuple(json.dumps(a[role]) for role in ("source", "cue", "content", "class")) for a in row["attributions"]
        )
        out[row["id"]] = Counter(keys)
    return out


def confidences(path: Path) -> dict[tuple[str, str, str], float]:
    """The confidence of each attribution, by article, cue and content."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {
        (row["id"], json.dumps(a["cue"]), json.dumps(a["content"])): a["confidence"]
        for row in rows
        for a in row["attributions"]
    }


def main() -> None:
    """Print the share of attributions that stand in one file only, and how far confidences are apart."""
    parser = argparse.ArgumentParser()
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    args = parser.parse_args()
    one, other = attributions(args.one), attributions(args.other)
    both = sorted(one.keys() & other.keys())
    total = sum(one[key].total() for key in both)
    lost = sum((one[key] - other[key]).total() for key in both)
    won = sum((other[key] - one[key]).total() for key in both)
    print(f"{len(both)} articles, {total} attributions; {lost} not in the other, {won} only there: {lost / total:.4f}")
    mine, its = confidences(args.one), confidences(args.other)
    gaps = [abs(mine[k] - its[k]) for k in mine.keys() & its.keys()]
    print(f"confidence: {sum(g > 0 for g in gaps)} of {len(gaps)} differ in four digits, at most by {max(gaps):.4f}")


if __name__ == "__main__":
    main()
