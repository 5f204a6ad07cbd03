"""How sure an attribution is: calibrated from the scores of its parts."""

import math
from collections.abc import Sequence

from sayso.extract.reader.decode import Found


def parts_of(found: Found, size: int) -> tuple[float, float, float, float]:
    """What the confidence is computed from: one, validity, log probability of the path, and that per unit."""
    return 1.0, found.valid, found.path, found.path / max(1, size)


def confidence_of(found: Found, size: int, weights: Sequence[float]) -> float:
    """The chance that source and content are right: a logistic function of the parts.

    Calibration: the weights are fitted on the tenth of the training articles kept apart (`training/calibrate.py`).
    """
    value = sum(w * p for w, p in zip(weights, parts_of(found, size), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


def reasons_of(found: Found) -> tuple[str, ...]:
    """The scores behind a confidence, as readable reasons."""
    cue = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, found.valid))))
    return (f"cue {cue:.2f}", f"source and content {math.exp(max(-30.0, found.path)):.2f}")
