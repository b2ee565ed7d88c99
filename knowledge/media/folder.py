"""The media store in a folder: the default."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from knowledge.errors import KnowledgeError
from knowledge.media.store import PIECE, Missing, Pieces, hash_of, is_hash, place


class Folder:
    """Files under one folder, as ab/cd/<hash>."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes, content_type: str) -> str:
        """Keep the bytes; returns their hash. Errors: KnowledgeError when the disk is full or cannot be written."""
        name = hash_of(data)
        path = self._root / place(name)
        try:
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, data)
        except OSError as error:
            raise KnowledgeError(
                f"The file was not stored, because {self._root} cannot take it ({error.strerror}): make room there or "
                "make it writable, or set MEDIA_URL to another place, then do it again; nothing was kept of it."
            ) from error
        return name

    def read(self, hash: str, start: int = 0, length: int | None = None) -> bytes:
        """`length` bytes from `start` on; None: all the rest."""
        with self._open(hash) as file:
            file.seek(start)
            return file.read(-1 if length is None else length)

    def pieces(self, hash: str, start: int = 0, length: int | None = None) -> Pieces:
        """The same in pieces; the file is opened at once."""
        return _Pieces(self._open(hash), start, length)

    def size(self, hash: str) -> int:
        """Bytes."""
        try:
            return (self._root / place(hash)).stat().st_size
        except OSError:
            raise Missing(hash) from None

    def has(self, hash: str) -> bool:
        """Whether it is there."""
        return is_hash(hash) and (self._root / place(hash)).is_file()

    def remove(self, hash: str) -> None:
        """Forget it."""
        (self._root / place(hash)).unlink(missing_ok=True)

    def _open(self, hash: str) -> BinaryIO:
        try:
            return (self._root / place(hash)).open("rb", buffering=0)
        except OSError:
            raise Missing(hash) from None


def _write(path: Path, data: bytes) -> None:
    """The file appears under its name when all of it is on the disk; a failed write leaves nothing behind."""
    with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Pieces:
    """What is left of a file, piece by piece. No generator: one that never began would not close its file."""

    def __init__(self, file: BinaryIO, start: int, length: int | None) -> None:
        self._file, self._left = file, length
        file.seek(start)

    def __iter__(self) -> "_Pieces":
        return self

    def __next__(self) -> bytes:
        piece = b"" if self._left == 0 else self._file.read(PIECE if self._left is None else min(PIECE, self._left))
        if not piece:
            self.close()
            raise StopIteration
        self._left = None if self._left is None else self._left - len(piece)
        return piece

    def close(self) -> None:
        """Close the file."""
        self._file.close()
