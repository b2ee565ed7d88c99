"""What an embedding model must do, whoever runs it."""

from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.errors import KnowledgeError

Vectors = npt.NDArray[np.float32]
Kind = Literal["query", "passage"]
TRIAL = ["ภาษีที่ดิน", "ถนน"]


class Unusable(KnowledgeError):
    """A model that cannot be used; the search goes on without it."""


class Embedder(Protocol):
    """Turns texts into vectors whose cosine says how near two meanings are."""

    @property
    def fingerprint(self) -> str:
        """A name for exactly these weights: vectors of another fingerprint are worth nothing beside these."""

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        """One row of unit length for each text: float32, shape (texts, dimension)."""


def unit(vectors: npt.ArrayLike) -> Vectors:
    """Each row at length 1. Errors: Unusable for anything but finite rows of one length."""
    rows: Vectors = np.asarray(vectors, dtype=np.float32)
    if rows.ndim != 2 or not np.isfinite(rows).all():
        raise Unusable(f"The embedding model gives no vectors but an array of shape {rows.shape}; use another model.")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return made


def dimension(embedder: Embedder) -> int:
    """The length of the model's vectors, found by a trial of both kinds. Errors: Unusable when they do not fit."""
    try:
        queries, passages = embedder.encode(TRIAL, "query"), embedder.encode(TRIAL, "passage")
    except Unusable:
        raise
    except Exception as error:  # whatever the library raises, the reader needs one sentence
        raise Unusable(f"The embedding model fails on its first text ({type(error).__name__}: {error}).") from error
    if queries.shape != passages.shape or queries.ndim != 2 or len(queries) != len(TRIAL) or queries.shape[1] < 2:
        raise Unusable(
            f"The embedding model gives shapes {queries.shape} for questions and {passages.shape} for passages; "
            f"({len(TRIAL)}, d) twice is needed."
        )
    return int(queries.shape[1])
