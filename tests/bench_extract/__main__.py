"""make bench-extract: a table of how well text comes out of every kind of file."""

import sys
import time
from collections.abc import Iterable

from bench_extract import corpus
from bench_extract.agreement import agreement
from bench_extract.corpus import Made
from knowledge import documents


def main() -> int:
    """Print the table; 1 when any file that a program wrote agrees by less than 99 %."""
    lowest = _table("files that programs wrote", corpus.born_digital())
    _table("pictures of paper, by OCR", corpus.scans())
    return 0 if lowest >= 0.99 else 1


def _table(heading: str, files: Iterable[Made]) -> float:
    print(f"\n{heading}\n{'':42}{'agree %':>8}{'reads well %':>14}{'seconds':>9}")
    shares = [share for made in files if (share := _row(made)) is not None]
    mean = sum(shares) / len(shares) if shares else 0.0
    lowest = min(shares, default=0.0)
    print(
        f"{len(shares)} files: mean {mean:.2%}, lowest {lowest:.2%}, {sum(s >= 0.99 for s in shares)} at 99 % or more"
    )
    return lowest


def _row(made: Made) -> float | None:
    if made.missing:
        print(f"{made.name:42}left out: {made.missing}")
        return None
    started = time.perf_counter()
    document, _ = documents.read(made.data)
    seconds = time.perf_counter() - started
    share = agreement(made.words, document.text)
    print(f"{made.name:42}{100 * share:8.2f}{100 * document.quality:14.1f}{seconds:9.1f}", flush=True)
    return share


if __name__ == "__main__":
    sys.exit(main())
