"""`make bench-search`: how search grows with the number of passages, beside other engines on the same terms.

A report: it exits 0 whatever it finds. An engine that is not installed is named as missing. BENCH_QUICK=1 stops at
1,000 passages; BENCH_PEERS is the largest size at which the other engines run as well (10,000).
"""

import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .engines import ENGINES
from .plot import draw

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BENCH_DATA", ROOT.parent / "shared" / "data" / "retrieval"))
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
PICTURE = ROOT / "docs" / "bench-search.svg"
HEAD = f"{'engine':8} {'passages':>9} {'build s':>8} {'open s':>7} {'disk MB':>8} {'memory MB':>10} " \
       f"{'p50 ms':>7} {'p99 ms':>7} {'add ms':>7} {'top-1 %':>8}"  # fmt: skip


def main() -> None:
    """Measure, print the table, draw the picture."""
    if not DATA.is_dir():
        _say(f"{DATA} is not here; set BENCH_DATA to a folder with iapp_passages.jsonl and iapp_queries.jsonl")
        return
    quick, largest = os.environ.get("BENCH_QUICK") == "1", int(os.environ.get("BENCH_PEERS", "10000"))
    _say(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores\n{HEAD}")
    began, lines = time.monotonic(), {name: [] for name in ENGINES}
    for size in SIZES[:1] if quick else SIZES:
        for name in ENGINES:
            if name == "ours" or size <= largest:
                found = _run(name, size)
                lines[name] += [(size, found["p99"] * 1000)] if found else []
    if not quick:
        draw(PICTURE, lines, "Question to hits, 99th percentile")
    _say(f"{time.monotonic() - began:.0f} seconds; building counts the cutting of text for ours alone")


def _run(name: str, size: int) -> dict | None:
    if name in ("tantivy", "bm25s") and importlib.util.find_spec(name) is None:
        _say(f"{name:8} {size:9,} not installed: pip install '.[bench]'")
        return None
    with tempfile.TemporaryDirectory(dir=_var()) as scratch:
        folder = Path(scratch) / "index"
        found = _one(name, size, folder, "build")
        disk = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
        found |= _one(name, size, folder, "ask")
    _say(_row(name, size, disk, found))
    return found


def _row(name: str, size: int, disk: int, found: dict) -> str:
    add = f"{found['add'] * 1000:7.1f}" if found["add"] else "rebuild"
    built = f"{name:8} {size:9,} {found['build']:8.1f} {found['open']:7.2f}"
    held = f"{disk / 1e6:8.1f} {found['memory'] / 1e6:10.1f}"
    return f"{built} {held} {found['p50'] * 1000:7.2f} {found['p99'] * 1000:7.2f} {add} {found['top'] * 100:8.1f}"


def _one(name: str, size: int, folder: Path, step: str) -> dict:
    command = [sys.executable, "-m", "tests.bench_search.one", name, str(size), str(DATA), str(folder), step]
    one_core = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=os.environ | one_core, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _var() -> Path:
    (ROOT / "var").mkdir(exist_ok=True)
    return ROOT / "var"


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
