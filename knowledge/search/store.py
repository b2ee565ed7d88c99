"""The index on disk: a folder of segments as plain .npy arrays, opened memory-mapped, and a header that lists them.

Nothing in the folder is changed in place. A segment is written to a folder of a temporary name, flushed, renamed; then
the header is replaced the same way, and folders that it does not list are removed (whoever has them mapped keeps them).
The tables hold the truth: a folder that is damaged, foreign or of an older format is passed over and written anew.
"""

import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.search.analysis import CHANNELS
from knowledge.search.holdings import SMALL, Holdings, told_apart
from knowledge.search.postings import Postings
from knowledge.search.segment import Labels, Segment, Standing, whole

FORMAT = 1
HEADER = "index.json"
PREFIX = "segment-"
MAPPED = 1 << 14  # bytes; a smaller file is read
Arrays = dict[str, npt.NDArray[Any]]


class Unusable(Exception):
    """What lies in the folder cannot be used; the message says why."""


def load(folder: Path, fingerprint: str) -> tuple[Holdings, dict[str, Segment]]:
    """What was saved, all passages of it, and the saved segments by name. Errors: Unusable; OSError."""
    header = _header(folder)
    if (header["format"], header["fingerprint"]) != (FORMAT, fingerprint):
        raise Unusable("it was written by another version of the program or of its dictionary")
    segments = {s["name"]: _open(folder / s["name"], s["checksums"]) for s in header["segments"]}
    standings = [_standing(segments[s["name"]], s["dead"]) for s in header["segments"]]
    alive = np.flatnonzero(np.concatenate([np.zeros(0, bool), *(s.alive for s in standings)]))
    contents = told_apart([row.tobytes() for s in standings for row in s.segment.contents[s.alive]])
    return Holdings(tuple(standings), alive, contents, frozenset(header["own_words"])), segments


def save(folder: Path, fingerprint: str, held: Holdings, saved: Mapping[str, Segment]) -> dict[str, Segment]:
    """Write what is not saved yet, but for a last small segment; the saved segments by name. Errors: OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {id(segment): name for name, segment in saved.items() if (folder / name).is_dir()}
    with _locked(folder):
        listed = []
        for standing in _worth_saving(held):
            name = names.get(id(standing.segment)) or _write(folder, standing.segment)
            listed.append((name, standing))
        _write_header(folder, fingerprint, held, listed)
        _remove_others(folder, {name for name, _ in listed})
    return {name: standing.segment for name, standing in listed}


def is_saved(held: Holdings, saved: Mapping[str, Segment]) -> bool:
    """Whether a restart would find everything but the last few changes."""
    return {id(s.segment) for s in _worth_saving(held)} <= {id(s) for s in saved.values()}


def _worth_saving(held: Holdings) -> list[Standing]:
    """A small segment is written at the latest with what it is merged into; until then it is analysed again."""
    large = [s for s in held.standings if s.segment.size >= SMALL]
    return large or list(held.standings)


def _standing(segment: Segment, dead: list[int]) -> Standing:
    return whole(segment).without(np.array(dead, np.int64))


def _header(folder: Path) -> dict[str, Any]:
    try:
        read = json.loads((folder / HEADER).read_bytes())
        body = read["body"]
        if read["checksum"] != _checksum_of(body):
            raise Unusable("its header does not match its checksum")
        return dict(body)
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable("its header cannot be read") from error


def _write_header(folder: Path, fingerprint: str, held: Holdings, listed: list[tuple[str, Standing]]) -> None:
    body = {
        "format": FORMAT,
        "fingerprint": fingerprint,
        "own_words": sorted(held.own_words),
        "segments": [
            {
                "name": name,
                "dead": np.flatnonzero(~standing.alive).tolist(),
                "checksums": {f.name: _checksum(f) for f in sorted((folder / name).iterdir())},
            }
            for name, standing in listed
        ],
    }
    temporary = folder / f"{HEADER}.new"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump({"checksum": _checksum_of(body), "body": body}, file, ensure_ascii=False)
        _flush(file.fileno(), file)
    temporary.replace(folder / HEADER)
    _flush_folder(folder)


def _write(folder: Path, segment: Segment) -> str:
    temporary = Path(tempfile.mkdtemp(prefix="new-", dir=folder))
    temporary.chmod(0o755)
    for name, array in _arrays(segment).items():
        with (temporary / f"{name}.npy").open("wb") as file:
            np.save(file, array, allow_pickle=False)
            _flush(file.fileno(), file)
    _flush_folder(temporary)
    name = PREFIX + temporary.name.removeprefix("new-")
    temporary.rename(folder / name)
    return name


def _open(folder: Path, checksums: Mapping[str, int]) -> Segment:
    try:
        if any(_checksum(folder / name) != right for name, right in checksums.items()):
            raise Unusable("a file does not match its checksum")
        arrays = {name.removesuffix(".npy"): _map(folder / name) for name in checksums}
        return _segment(arrays)
    except (ValueError, KeyError, FileNotFoundError) as error:
        raise Unusable("a file is missing or cannot be read") from error


def _map(path: Path) -> npt.NDArray[Any]:
    """A large file mapped, a small one read; as a plain array, which numpy handles faster than a memmap."""
    mapped = path.stat().st_size >= MAPPED
    return np.asarray(np.load(path, mmap_mode="r" if mapped else None, allow_pickle=False))


def _arrays(segment: Segment) -> Arrays:
    found: Arrays = {"contents": segment.contents, "lengths": segment.lengths}
    for channel, postings in zip(CHANNELS, segment.channels, strict=True):
        found |= _named(channel.name, postings)
    for name, labels in (("titles", segment.titles), ("names", segment.names)):
        found |= _named(name, labels.postings) | {f"{name}-owners": labels.owners}
    return found


def _named(name: str, postings: Postings) -> Arrays:
    return {f"{name}-{field}": getattr(postings, field) for field in ("keys", "starts", "numbers", "counts")}


def _segment(arrays: Arrays) -> Segment:
    def postings(name: str) -> Postings:
        return Postings(*(arrays[f"{name}-{field}"] for field in ("keys", "starts", "numbers", "counts")))

    titles, names = (Labels(postings(name), arrays[f"{name}-owners"]) for name in ("titles", "names"))
    channels = tuple(postings(channel.name) for channel in CHANNELS)
    return Segment(arrays["contents"], arrays["lengths"], channels, titles, names)


def _remove_others(folder: Path, names: set[str]) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in names and path.name.startswith((PREFIX, "new-")):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; another process that saves already makes this one give up (BlockingIOError)."""
    with (folder / "lock").open("w") as file:
        flock(file, LOCK_EX | LOCK_NB)
        yield


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found = zlib.crc32(piece, found)
    return found


def _checksum_of(body: Any) -> int:
    return zlib.crc32(json.dumps(body, ensure_ascii=False, sort_keys=True).encode())


def _flush(number: int, file: Any) -> None:
    file.flush()
    os.fsync(number)


def _flush_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
