"""km eval retrieval: how good the search is on a public set of passages and queries."""

import statistics
import time
from functools import partial
from pathlib import Path
from typing import Any

import click

from bot.commands.evaluation import evaluate, remark
from bot.commands.jsonl import need_folder, read_lines, write_lines
from bot.embedding import open_meaning
from bot.evaluation.progress import watched
from bot.evaluation.ranking import CLEAN, Ranked, quality, ranked, table
from bot.retrieval import Retrieval
from bot.settings import settings
from knowledge.errors import BadSetting

Rows = list[dict[str, Any]]


@evaluate.command("retrieval")
@click.option("--passages", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--queries", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--clean", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None,
              help="The same queries without slips, to compare kinds of slips with.")  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True)
def retrieval(passages: Path, queries: Path, clean: Path | None, out: Path | None, jobs: int) -> None:
    """Rank passages {id, title, text} for queries {id, query} by the search that answers people.

    Queries with a passage_id are judged, by `kind` where they have one.
    """
    need_folder(out)
    wanted, twins = _queries(queries), _queries(clean) if clean else []
    started = time.perf_counter()
    search = Retrieval(read_lines(passages, ("id", "text")), open_meaning(settings(), wait=True))
    built = time.perf_counter() - started
    results, times = search.run(wanted, jobs, partial(watched, name="queries", total=len(wanted)))
    if out:
        write_lines(out, results)
    click.echo(f"indexed {search.size} passages in {built:.1f} s; {len(wanted)} queries, {_spread(times)}")
    judged = _judged(wanted, results)
    if judged:
        _print_quality(judged)
    if any(r.kind != CLEAN for r in judged):
        _print_kinds(judged, _clean_ones(search, judged, twins, jobs))


def _queries(file: Path) -> Rows:
    rows = read_lines(file, ("id", "query"))
    for row in rows:
        for field in ("kind", "passage_id"):
            if not isinstance(row.get(field, ""), str):
                raise BadSetting(f"{file.name}:{row['line']}: the field {field} must be a text")
    return rows


def _judged(queries: Rows, results: Rows) -> list[Ranked]:
    return [ranked(q, r) for q, r in zip(queries, results, strict=True) if q.get("passage_id")]


def _clean_ones(search: Retrieval, judged: list[Ranked], twins: Rows, jobs: int) -> list[Ranked]:
    """The clean queries to compare with: those of the file for them, else those among the judged."""
    bases = {r.base for r in judged}
    needed = [t for t in twins if t["id"] in bases]
    if twins and not needed:
        remark("No query has the id of a clean one (with or without -kind at its end); nothing to compare with.")
    results, _ = search.run(needed, jobs, partial(watched, name="clean queries", total=len(needed)))
    return _judged(needed, results) if needed else [r for r in judged if r.kind == CLEAN]


def _print_quality(judged: list[Ranked]) -> None:
    found = quality(judged)
    click.echo(f"top-1 {100 * found.top:.2f} %, MRR@10 {found.mrr:.4f} over {found.n} judged queries")


def _print_kinds(judged: list[Ranked], clean: list[Ranked]) -> None:
    shown = judged if any(r.kind == CLEAN for r in judged) else [*clean, *judged]
    click.echo("\n" + "\n".join(table(shown, clean)))


def _spread(times: list[float]) -> str:
    if len(times) < 2:
        return "too few to time"
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    return f"p50 {p50 * 1000:.2f} ms, p99 {p99 * 1000:.2f} ms"


COMMANDS: list[click.Command] = []
