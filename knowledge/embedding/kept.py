"""Vectors that were made once, in one file for each model: name of a text -> row."""

import hashlib
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from knowledge.embedding.embedder import Vectors

log = logging.getLogger(__name__)


def name_of(text: str) -> str:
    """The name of a text: the hash of its content."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Kept:
    """The vectors of one model, `dimension` long, in memory and in a file of `folder`."""

    folder: Path
    fingerprint: str
    dimension: int
    rows: dict[str, Vectors] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """Where they are kept."""
        return self.folder / f"{self.fingerprint}.npz"

    def read(self) -> "Kept":
        """Fill in what the file has; a damaged file is the same as none."""
        try:
            with self.file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
                names, vectors = stored["names"], stored["vectors"]
            if vectors.shape == (len(names), self.dimension):
                self.rows.update(zip(names.tolist(), vectors.astype(np.float32), strict=True))
        except FileNotFoundError:
            pass
        except Exception as error:  # zip, NumPy and the disk each have errors of their own
            log.warning("%s cannot be read (%s); its vectors are made again", self.file, type(error).__name__)
        return self

    def write(self, needed: set[str]) -> None:
        """Write those that are needed, in one piece; others are forgotten. A disk that refuses is logged."""
        self.rows = {name: row for name, row in self.rows.items() if name in needed}
        part = self.file.with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as opened:
                np.savez(opened, names=np.array(list(self.rows)), vectors=np.array(list(self.rows.values())))
            part.replace(self.file)
        except OSError as error:
            part.unlink(missing_ok=True)
            log.warning("%s cannot be written (%s); the vectors are made again at the next start", self.file, error)

    def matrix(self, names: list[str]) -> Vectors | None:
        """The rows of these names, shape (names, dimension), or None while one is missing."""
        if any(n not in self.rows for n in names):
            return None
        return np.array([self.rows[n] for n in names], dtype=np.float32).reshape(len(names), self.dimension)
