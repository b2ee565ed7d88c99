"""Whether a confidence means what it says: how often the answers given with it were right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Messages whose confidence lies in [low, low + 0.1); the last bin has 1 too. Means are over its messages."""

    low: float
    count: int
    confidence: float
    right: float


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """The bins that have messages, lowest first. All confidences lie in 0…1."""
    p, r = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    # Rounded first, so that 0.3 / 0.1 = 2.999… falls into its own bin.
    numbers = np.minimum(np.floor(np.round(p * BINS, 9)).astype(int), BINS - 1)
    return [Bin(n / BINS, int(here.sum()), float(p[here].mean()), float(r[here].mean()))
            for n in range(BINS) if (here := numbers == n).any()]  # fmt: skip


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: mean distance of confidence and share right over the bins, by their size."""
    return sum(abs(b.confidence - b.right) * b.count for b in bins) / max(sum(b.count for b in bins), 1)


def auroc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """The chance that a right answer has a higher confidence than a wrong one, ties counted half.

    The area under the ROC curve by the Mann-Whitney statistic; None when all are right, or all wrong.
    """
    p, r = np.asarray(confidences, dtype=float), np.asarray(right, dtype=bool)
    good, bad = p[r], np.sort(p[~r])
    if not len(good) or not len(bad):
        return None
    below = np.searchsorted(bad, good, side="left") + np.searchsorted(bad, good, side="right")
    return float(below.mean() / (2 * len(bad)))


def answered_at_precision(
    confidences: Sequence[float], right: Sequence[bool], precision: float
) -> tuple[float, float] | None:
    """The lowest threshold that keeps this precision, and the share of the right ones that it still shows.

    None when no threshold does.
    """
    p, r = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    for threshold in np.unique(p):
        shown = p >= threshold
        if r[shown].mean() >= precision:
            return float(threshold), float(r[shown].sum() / max(r.sum(), 1.0))
    return None
