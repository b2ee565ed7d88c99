"""What a media store can do, whether it is a folder or a bucket.

Bytes are kept by their SHA-256: the same bytes are kept once, and a name never comes to mean other bytes.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Protocol

from knowledge.errors import KnowledgeError

PIECE = 256 * 1024  # bytes read at a time
_HASH = re.compile(r"[0-9a-f]{64}")


class Missing(KnowledgeError):
    """Nothing is stored under this name, or the name is no hash."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No file {name[:80]!r} is in the media store; add the leaflet again, or restore a backup.")


class Pieces(Protocol):
    """Bytes that come one piece after the other, for a reader that may leave before the end."""

    def __iter__(self) -> Iterator[bytes]:
        """Itself."""

    def __next__(self) -> bytes:
        """The next piece."""

    def close(self) -> None:
        """No more is wanted. Twice is once."""


class Store(Protocol):
    """Content-addressed bytes. `hash` is SHA-256 as 64 hexadecimal digits. Errors: Missing, KnowledgeError."""

    def put(self, data: bytes, content_type: str) -> str:
        """Keep the bytes, durably and wholly or not at all; returns their hash. Twice is once."""

    def read(self, hash: str, start: int = 0, length: int | None = None) -> bytes:
        """`length` bytes from `start` on, fewer at the end; None: all the rest."""

    def pieces(self, hash: str, start: int = 0, length: int | None = None) -> Pieces:
        """The same in pieces of at most PIECE bytes. Missing is raised at once, not at the first piece."""

    def size(self, hash: str) -> int:
        """How many bytes it has."""

    def has(self, hash: str) -> bool:
        """Whether it is there; False for a name that is no hash."""

    def remove(self, hash: str) -> None:
        """Forget it; what is not there is no error."""


def hash_of(data: bytes) -> str:
    """The name under which these bytes are kept."""
    return hashlib.sha256(data).hexdigest()


def is_hash(name: str) -> bool:
    """Whether this can be the name of stored bytes. Everything else is refused: no path leads out of the store."""
    return _HASH.fullmatch(name) is not None


def place(hash: str) -> str:
    """ab/cd/<hash>: few enough entries in a folder for any file system. Errors: Missing for what is no hash."""
    if not is_hash(hash):
        raise Missing(hash)
    return f"{hash[:2]}/{hash[2:4]}/{hash}"
