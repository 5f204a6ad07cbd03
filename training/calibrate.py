"""Fits the confidence and chooses the thresholds on the tenth of train kept apart, and reports on dev.

usage: python -m training.calibrate --weights FOLDER --version TEXT
"""

import argparse
import json
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.extract.reader.confidence import parts_of
from sayso.extract.reader.reader import Candidate, Reader, spans_of
from training.judge import is_right, tokens_of
from training.readers import Article, paragraphs_of, polnear

FLOOR = 0.02
"""Candidates below this first confidence are left out of the fit."""
BINS = 10
NESTED_LEAST = 0.7
"""Confidence needed by what is found when a content is read once more. PolNeAR marks nothing there, so it cannot be
fitted on PolNeAR; chosen on the nested texts of our own in the range 0.4 to 0.9, by what it costs on PolNeAR dev."""


class Judged(msgspec.Struct, frozen=True):
    """Candidates of all articles: parts of the confidence, whether right; and the number of gold attributions."""

    parts: NDArray[np.float64]
    right: NDArray[np.bool_]
    golds: int


def judge(reader: Reader, articles: list[Article]) -> Judged:
    """Every candidate of the articles, judged against gold."""
    parts: list[tuple[float, ...]] = []
    right: list[bool] = []
    golds = 0
    for article in articles:
        tokens = tokens_of(article.text)
        found = reader.candidates(article.text, paragraphs_of(article.text))
        found = [c for c in found if c.confidence >= FLOOR]
        marked = is_right([_roles(c) for c in found], [(g.source, g.content) for g in article.attributions], tokens)
        parts += [parts_of(c.found, len(c.block.units)) for c in found]
        right += marked
        golds += sum(bool(g.content) for g in article.attributions)
    return Judged(np.array(parts), np.array(right), golds)


def _roles(candidate: Candidate) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    units = candidate.block.units
    return spans_of(candidate.found.source, units), spans_of(candidate.found.content, units)


def fit(judged: Judged, steps: int = 60) -> NDArray[np.float64]:
    """Weights of a logistic regression, by Newton's method with a light penalty."""
    x, y = judged.parts, judged.right.astype(float)
    weights = np.zeros(x.shape[1])
    penalty = np.diag([0.0, *[1e-2] * (x.shape[1] - 1)])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty @ weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def chances(judged: Judged, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The confidence of each candidate."""
    return 1 / (1 + np.exp(-judged.parts @ weights))


def best_threshold(judged: Judged, confidence: NDArray[np.float64]) -> float:
    """The threshold with the best F1 of right attributions, in steps of a hundredth."""

    def f1(threshold: float) -> float:
        kept = confidence >= threshold
        return 2 * judged.right[kept].sum() / (kept.sum() + judged.golds)

    return max((round(t, 2) for t in np.arange(0.1, 0.8, 0.01)), key=f1)


def calibration_error(right: NDArray[np.bool_], confidence: NDArray[np.float64]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(right[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).sum() for b in np.unique(bins)]
    return float(sum(gaps) / len(confidence))


def calibrate(folder: Path, version: str) -> None:
    """Fit on the calibration tenth, write `reader.json`, print the errors there and on dev."""
    reader = Reader.open(folder)
    judged = judge(reader, polnear("calibration"))
    weights = fit(judged)
    threshold = best_threshold(judged, chances(judged, weights))
    path = folder / "reader.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings |= {"calibration": [round(float(w), 6) for w in weights], "threshold": threshold}
    settings |= {"nested_threshold": round(max(threshold, NESTED_LEAST), 2), "version": version}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    for part in ("calibration", "dev"):
        seen = judged if part == "calibration" else judge(reader, polnear(part))
        sure = chances(seen, weights)
        kept = sure >= threshold
        error = calibration_error(seen.right[kept], sure[kept])
        print(f"{part}: threshold {threshold}, {kept.sum()} reported, calibration error {error:.4f}", flush=True)


def main() -> None:
    """Read the command line and calibrate."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--version", required=True)
    args = parser.parse_args()
    calibrate(args.weights, args.version)


if __name__ == "__main__":
    main()
