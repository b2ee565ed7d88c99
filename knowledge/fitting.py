"""Fits the confidence to messages whose right answers are known: ridge logistic regression by Newton's method."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
import numpy.typing as npt

from knowledge.confidence import Evidence, Model

RIDGE = 0.05  # keeps the weights small where the data say little
STEPS = 60
ANSWER_PRECISION = 0.95  # one article is shown from the confidence on at which this share of them is right
MISS_COST, NEARLY = 1.5, 0.995

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """One message: what spoke for the first article, whether that was right, and whether any could have been.

    `evidence` is None when nothing was found.
    """

    evidence: Evidence | None
    right: bool
    answerable: bool


def fit(judged: Sequence[Judged]) -> Model:
    """The model that explains these judgements best; where nothing was found there is nothing to explain."""
    judged = [j for j in judged if j.evidence is not None]
    inputs, right = _arrays(judged)
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        p = _sigmoid(inputs @ weights)
        slope = inputs.T @ (right - p) - RIDGE * np.r_[0.0, weights[1:]]
        curve = (inputs * (p * (1 - p))[:, None]).T @ inputs + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    p = _sigmoid(inputs @ weights)
    choose_at = _choose_threshold(p, right, np.array([not j.answerable for j in judged]))
    return Model(
        bias=round(float(weights[0]), 4),
        weights={f.name: round(float(w), 4) for f, w in zip(fields(Evidence), weights[1:], strict=True)},
        answer_at=max(_answer_threshold(p, right), choose_at),
        choose_at=choose_at,
    )


def _choose_threshold(p: Array, right: Array, unanswerable: npt.NDArray[np.bool_]) -> float:
    """The lowest threshold that serves nearly the most: shown what is right, or told honestly that there is nothing.

    A needless choice costs a glance, a miss a telephone call: showing what is right counts MISS_COST times. The lowest,
    because messages that were not fitted to find less of themselves.
    """
    candidates = np.round(np.arange(0.02, 0.6, 0.01), 2)
    served = np.array([MISS_COST * right[p >= t].sum() + unanswerable[p < t].sum() for t in candidates])
    return float(candidates[int(np.argmax(served >= NEARLY * served.max()))])


def _answer_threshold(p: Array, right: Array) -> float:
    candidates = np.round(np.arange(0.1, 0.95, 0.01), 2)
    good = [t for t in candidates if (p >= t).any() and right[p >= t].mean() >= ANSWER_PRECISION]
    return float(good[0]) if good else 0.9


def _arrays(judged: Sequence[Judged]) -> tuple[Array, Array]:
    inputs = np.array([[1.0, *asdict(j.evidence).values()] for j in judged if j.evidence is not None])
    return inputs, np.array([j.right for j in judged], dtype=float)


def _sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -40, 40))), dtype=float)
