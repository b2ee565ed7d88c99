"""How good rankings are, by kind of slip, beside the same questions without one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DEPTH = 10  # ranks that count
CLEAN = "clean"


@dataclass(frozen=True)
class Ranked:
    """The rank of the right passage for one query, from 1; 0 when it is not among the first ten."""

    base: str
    kind: str
    rank: int


@dataclass(frozen=True)
class Quality:
    """Over `n` queries: the share with the right passage first, and the mean of 1/rank within the first ten (MRR@10).

    Both are shares in 0…1.
    """

    n: int
    top: float
    mrr: float


def ranked(query: Mapping[str, Any], result: Mapping[str, Any]) -> Ranked:
    """A query with what came for it. A slip has the id of its clean query, with or without "-kind" at the end."""
    kind = query.get("kind") or CLEAN
    found = [passage for passage, _ in result["ranking"][:DEPTH]]
    rank = found.index(query["passage_id"]) + 1 if query["passage_id"] in found else 0
    return Ranked(str(query["id"]).removesuffix(f"-{kind}"), kind, rank)


def quality(rows: Sequence[Ranked]) -> Quality:
    """The quality over at least one row."""
    n = len(rows)
    return Quality(n, sum(r.rank == 1 for r in rows) / n, sum(1 / r.rank for r in rows if r.rank) / n)


def by_kind(rows: Sequence[Ranked]) -> dict[str, list[Ranked]]:
    """The rows of each kind, clean ones first, then as the kinds first came."""
    kinds = dict.fromkeys([r.kind for r in sorted(rows, key=lambda r: r.kind != CLEAN)])
    return {kind: [r for r in rows if r.kind == kind] for kind in kinds}


def against_clean(rows: Sequence[Ranked], clean: Sequence[Ranked]) -> tuple[Quality, Quality] | None:
    """The rows that have a clean twin, and their twins; None when none has."""
    twins = {c.base: c for c in clean}
    paired = [r for r in rows if r.base in twins]
    return (quality(paired), quality([twins[r.base] for r in paired])) if paired else None


def table(rows: Sequence[Ranked], clean: Sequence[Ranked]) -> Iterator[str]:
    """A line for each kind; the differences are in points, over the queries that have a clean twin."""
    head = f"{'kind':12}{'n':>6}{'top-1 %':>9}{'MRR@10':>9}"
    yield f"{head}   against the same queries clean, in points" if clean else head
    for kind, group in by_kind(rows).items():
        found = quality(group)
        yield f"{kind:12}{found.n:6}{100 * found.top:9.2f}{found.mrr:9.4f}   {_difference(group, clean)}".rstrip()


def _difference(group: Sequence[Ranked], clean: Sequence[Ranked]) -> str:
    pair = against_clean(group, clean) if group[0].kind != CLEAN else None
    if pair is None:
        return ""
    slips, twins = pair
    top, mrr = 100 * (slips.top - twins.top), 100 * (slips.mrr - twins.mrr)
    return f"top-1 {top:+.2f}, MRR@10 {mrr:+.2f} over {slips.n}"
