"""How the benchmarks tell what they found."""

from collections.abc import Sequence
from dataclasses import dataclass

from .measures import percentile


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    what: str
    target: str
    measured: str
    reached: bool


def say(words: str) -> None:
    print(words, flush=True)


def spread(seconds: Sequence[float]) -> str:
    return f"p50 {percentile(seconds, 50) * 1000:.1f} ms, p99 {percentile(seconds, 99) * 1000:.1f} ms"


def print_table(rows: Sequence[Row]) -> None:
    width = max(len(row.what) for row in rows)
    say(f"\n{'':{width}}  {'target':11}  measured")
    for row in rows:
        say(f"{row.what:{width}}  {row.target:11}  {row.measured:26}  {'ok' if row.reached else 'MISS'}")
