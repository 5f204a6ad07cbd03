"""Learn when two statements report one utterance, by cross-validation inside the labelled pairs; write the weights.

usage: python -m training.families [--write] [--seeds 3] [--by utterance|document]

The pairs are `links/pairs.jsonl` of the corpora; gold spans are given, speakers and dates are resolved by the package.
Weights are fitted on these and on our own pairs of PolNeAR's train part (`training/data/family_pairs.tsv`); thresholds
are chosen on the corpora's pairs only. Every figure printed is of the corpora's pairs of which no utterance (or no
document) was seen while weights, strength of the penalty and thresholds were chosen: ten outer folds, five inner ones.
Weights keep the sign that a reader would expect. What a proposal tells is set beforehand (`EXPECTED`), because most
labelled proposals are one; and what days tell that cannot fit, because few labelled pairs have them.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.families_corpus import own_rows, pair_rows
from numpy.typing import NDArray

from sayso.link.families.decide import may_only_repeat, numbers_of

TARGET = Path(__file__).resolve().parents[1] / "src" / "sayso" / "link" / "families" / "weights.json"
FACTORS: dict[str, dict[str, int]] = {
    "wording": {
        "inside": 1, "both": 1, "order": 1, "quoted_run": 1, "verbatim": 1, "unlike": -1, "numbers": -1, "withheld": -1,
        "meaning": 1, "close": 1, "setting": 1, "said_same": 1, "proposal": 1, "short": -1, "said_fits": 1,
        "impossible": -1,
    },
    "speaker": {"speaker_same": 1, "speaker_related": 1, "speaker_near": 1, "speaker_others": -1},
    "occasion": {
        "run": 1, "order": 1, "verbatim": 1, "unlike": -1, "said_same": 1, "said_apart": -1, "near": 1,
        "impossible": -1, "said_fits": 1, "channel": 1, "standing": -1, "setting_share": 1, "proposal": 1,
    },
}  # fmt: skip
"""The features of each factor, with the sign their weight may have."""
PENALTIES = ((0.02, 0.01, 0.03), (0.03, 0.01, 0.03))
EXPECTED = {
    ("wording", "proposal"): 3.0, ("occasion", "proposal"): 3.0,
    ("occasion", "impossible"): -3.0, ("occasion", "said_apart"): -1.0,
}  # fmt: skip
"""Weights that the penalty pulls to these instead of to zero: a named proposal has one origin, whenever it is told;
what was said after the other was published, or on another day, is another occasion, however few pairs show it."""
GRID = np.arange(0.05, 0.651, 0.025)
"""Thresholds to choose from."""
OWN_WEIGHT = 0.1
"""What a pair of our own counts beside one of the corpora: they were drawn near the border of a model, so they are
harder than pairs are. From 0.1 to 0.5 the figures hardly differ; at 0 and at 1 they are lower."""
STEPS = 160
OUTER, INNER = 10, 5
CHOICES = 5
"""Seeds of the folds in which penalties and threshold of what is released are chosen."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Data(NamedTuple):
    """The pairs as numbers: a matrix for each factor, labels (0 same, 1 repeat, 2 different), groups.

    `measured` are the pairs of the corpora, `barred` those that a rule bars from being one utterance.
    """

    designs: tuple[Floats, ...]
    labels: NDArray[np.int64]
    rows: list[Any]
    groups: NDArray[np.int64]
    measured: Bools
    barred: Bools

    @property
    def same(self) -> Bools:
        """Which pairs are one utterance."""
        return self.labels == 0


class Fit(NamedTuple):
    """Weights and bias of each factor, for features as they are."""

    weights: tuple[Floats, ...]
    biases: tuple[float, ...]

    def chances(self, designs: tuple[Floats, ...]) -> tuple[Floats, ...]:
        """What each factor says of the pairs."""
        return tuple(_logistic(x @ w + b) for x, w, b in zip(designs, self.weights, self.biases, strict=True))


def data(by: str) -> Data:
    """All pairs but the unsure ones."""
    rows = [row for row in (*pair_rows(), *own_rows()) if row.label != "unsure"]
    numbers = [numbers_of(row.features) for row in rows]
    designs = tuple(np.array([[n[name] for name in names] for n in numbers]) for names in FACTORS.values())
    labels = np.array([("same", "repeat", "different").index(row.label) for row in rows])
    measured = np.array([not row.own for row in rows])
    barred = np.array([may_only_repeat(row.features) for row in rows])
    return Data(designs, labels, rows, _groups([row.ends(by) for row in rows]), measured, barred)


def fit(part: Data, penalties: tuple[float, ...]) -> Fit:
    """Weights that make the labels likely, by Adam with projection on the signs; features are scaled first."""
    designs, labels = part.designs, part.labels
    counts = np.where(part.measured, 1.0, OWN_WEIGHT)
    counts = counts / counts.sum()
    middles = [x.mean(0) for x in designs]
    scales = [x.std(0) + 1e-6 for x in designs]
    scaled = [(x - m) / s for x, m, s in zip(designs, middles, scales, strict=True)]
    signs = [np.array(list(names.values())) for names in FACTORS.values()]
    expected = [
        np.array([EXPECTED.get((factor, name), 0.0) for name in names]) * s
        for (factor, names), s in zip(FACTORS.items(), scales, strict=True)
    ]
    values = [np.concatenate([e, [start]]) for e, start in zip(expected, (0.0, 2.0, 1.0), strict=True)]
    first = [np.zeros_like(v) for v in values]
    second = [np.zeros_like(v) for v in values]
    for step in range(1, STEPS + 1):
        chances = [_logistic(x @ v[:-1] + v[-1]) for x, v in zip(scaled, values, strict=True)]
        rate = 0.08 if step < 0.6 * STEPS else 0.03
        for k, slope in enumerate(_slopes(chances, labels, counts)):
            strain = penalties[k] * (values[k][:-1] - expected[k])
            pull = np.concatenate([-scaled[k].T @ slope + strain, [-slope.sum()]])
            first[k] = 0.9 * first[k] + 0.1 * pull
            second[k] = 0.99 * second[k] + 0.01 * pull**2
            values[k] = values[k] - rate * (first[k] / (1 - 0.9**step)) / (np.sqrt(second[k] / (1 - 0.99**step)) + 1e-8)
            values[k][:-1] = np.where(signs[k] * values[k][:-1] < 0, 0, values[k][:-1])
    weights = tuple(v[:-1] / s for v, s in zip(values, scales, strict=True))
    biases = tuple(float(v[-1] - w @ m) for v, w, m in zip(values, weights, middles, strict=True))
    return Fit(weights, biases)


def _slopes(chances: list[Floats], labels: NDArray[np.int64], counts: Floats) -> list[Floats]:
    """Derivatives of the log-likelihood by the three sums: same w·s·o, repeat w·s·(1-o), different 1-w·s.

    Each pair counts as `counts` says; these sum to 1.
    """
    wording, speaker, occasion = chances
    match = labels != 2
    rest = 1 - wording * speaker + 1e-6
    by_wording = np.where(match, 1 - wording, -wording * (1 - wording) * speaker / rest)
    by_speaker = np.where(match, 1 - speaker, -speaker * (1 - speaker) * wording / rest)
    by_occasion = np.where(labels == 0, 1 - occasion, np.where(labels == 1, -occasion, 0.0))
    return [slope * counts for slope in (by_wording, by_speaker, by_occasion)]


def nested(all_: Data, seed: int) -> tuple[Floats, Floats, Floats]:
    """For every pair, unseen by its model: score, score less threshold, chance of one occasion."""
    scores, margins, occasions = (np.zeros(len(all_.labels)) for _ in range(3))
    for train, test in folds(all_.groups, OUTER, seed):
        penalties, threshold = choose(_part(all_, train), seed + 100)
        fitted = fit(_part(all_, train), penalties)
        chances = fitted.chances(tuple(x[test] for x in all_.designs))
        scores[test], occasions[test] = np.prod(chances, axis=0), chances[2]
        margins[test] = scores[test] - threshold
    return scores, margins, occasions


def choose(all_: Data, seed: int) -> tuple[tuple[float, ...], float]:
    """Penalties and threshold with the best F1 of "same" in inner folds."""
    best = (-1.0, PENALTIES[0], 0.5)
    for penalties in PENALTIES:
        scores = np.where(all_.barred, 0.0, inner_scores(all_, penalties, seed))[all_.measured]
        same = all_.same[all_.measured]
        threshold = best_threshold(same, scores)
        found = f1(same, scores >= threshold)
        if found > best[0] + 1e-9:
            best = (found, penalties, threshold)
    return best[1], best[2]


def inner_scores(all_: Data, penalties: tuple[float, ...], seed: int) -> Floats:
    """Scores of every pair from models that saw nothing of its group."""
    scores = np.zeros(len(all_.labels))
    for train, test in folds(all_.groups, INNER, seed):
        chances = fit(_part(all_, train), penalties).chances(tuple(x[test] for x in all_.designs))
        scores[test] = np.prod(chances, axis=0)
    return scores


def folds(groups: NDArray[np.int64], count: int, seed: int) -> Iterator[tuple[Bools, Bools]]:
    """Train and test masks; groups stay whole, and go to the fold that has least, in an order drawn by the seed."""
    names, sizes = np.unique(groups, return_counts=True)
    order = sorted(np.random.default_rng(seed).permutation(len(names)), key=lambda i: -sizes[i])
    loads = [0] * count
    place: dict[int, int] = {}
    for index in order:
        fold = int(np.argmin(loads))
        place[int(names[index])] = fold
        loads[fold] += int(sizes[index])
    where = np.array([place[int(group)] for group in groups])
    return ((where != fold, where == fold) for fold in range(count))


def f1(gold: Bools, found: Bools) -> float:
    """F1 of the pairs found."""
    return float(2 * (gold & found).sum() / max(1, gold.sum() + found.sum()))


def best_threshold(gold: Bools, scores: Floats) -> float:
    """The threshold of a grid with the best F1, each taken with its four neighbours, so that no single pair decides."""
    found = [f1(gold, scores >= t) for t in GRID]
    smooth = [float(np.mean(found[max(0, at - 2) : at + 3])) for at in range(len(GRID))]
    return float(GRID[int(np.argmax(smooth))])


def area(above: Floats, below: Floats) -> float:
    """The chance that one of `above` is greater than one of `below` (area under the curve)."""
    return float(np.mean((above[:, None] > below).mean(1) + 0.5 * (above[:, None] == below).mean(1)))


def figures(all_: Data, seed: int) -> dict[str, float]:
    """What is reported, from nested folds."""
    scores, margins, occasions = (found[all_.measured] for found in nested(all_, seed))
    part = _part(all_, all_.measured)
    same, margins = part.same, np.where(part.barred, -1.0, margins)
    found = margins >= 0
    across = np.array([row.a.outlet != row.b.outlet for row in part.rows])
    paraphrased = same & np.array([row.drift == "paraphrased" for row in part.rows])
    by_margin = [t for t in np.unique(margins) if (same & (margins >= t)).sum() >= 0.8 * (margins >= t).sum()]
    at_precision = [float((paraphrased & (margins >= t)).sum() / paraphrased.sum()) for t in by_margin]
    return {
        "F1": f1(same, found),
        "F1 across outlets": f1(same[across], found[across]),
        "precision": float((same & found).sum() / found.sum()),
        "recall": float((same & found).sum() / same.sum()),
        "paraphrased recall": float((paraphrased & found).sum() / paraphrased.sum()),
        "paraphrased recall at precision .8": max(at_precision, default=0.0),
        "same against repeat (area)": area(occasions[same], occasions[part.labels == 1]),
        "same against all (area)": area(scores[same], scores[~same]),
    }


def write(all_: Data) -> None:
    """Fit on all pairs and write the weights; penalties and threshold are the medians of those chosen in folds."""
    chosen = sorted(choose(all_, seed) for seed in range(CHOICES))
    penalties, same = chosen[CHOICES // 2][0], sorted(threshold for _, threshold in chosen)[CHOICES // 2]
    fitted = fit(all_, penalties)
    matched = [np.prod(fitted.chances(all_.designs)[:2], axis=0)]
    match = best_threshold((all_.labels != 2)[all_.measured], matched[0][all_.measured])
    table: dict[str, Any] = {
        name: {"bias": round(bias, 4), "weights": dict(zip(names, (round(float(w), 4) for w in weights), strict=True))}
        for (name, names), weights, bias in zip(FACTORS.items(), fitted.weights, fitted.biases, strict=True)
    }
    table.update(same=round(same, 4), match=round(max(match, same), 4))
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Print the figures, and write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--by", choices=("utterance", "document"), default="utterance")
    asked = parser.parse_args()
    all_ = data(asked.by)
    tables = [figures(all_, seed) for seed in range(asked.seeds)]
    for name in tables[0] if tables else ():
        values = [table[name] for table in tables]
        print(f"{name:36} {np.mean(values):.3f}  ({min(values):.3f} to {max(values):.3f})")
    if asked.write:
        write(all_)


def _logistic(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def _part(all_: Data, mask: Bools) -> Data:
    rows = [row for row, taken in zip(all_.rows, mask, strict=True) if taken]
    designs: tuple[Floats, ...] = tuple(x[mask] for x in all_.designs)
    return Data(designs, all_.labels[mask], rows, all_.groups[mask], all_.measured[mask], all_.barred[mask])


def _groups(ends: list[tuple[str, str]]) -> NDArray[np.int64]:
    """Numbers of the connected components of pairs that share an end."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            name = parent[name]
        return name

    for one, other in ends:
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)
    names = sorted({root(one) for one, _ in ends})
    return np.array([names.index(root(one)) for one, _ in ends])


if __name__ == "__main__":
    main()
