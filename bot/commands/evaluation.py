"""km eval: how good the answers and the search are, measured through the code that answers people."""

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from bot.commands.jsonl import need_folder, read_lines, write_lines
from bot.commands.knowledge_pack import load_into
from bot.commands.opening import loaded_organisation, open_database
from bot.embedding import open_meaning
from bot.rehearsal import PERSONAS, Rehearsal
from bot.render.messages import words_of
from bot.retrieval import Retrieval
from bot.settings import settings
from knowledge import schema
from knowledge.db import open_engine
from knowledge.errors import BadSetting, KnowledgeError
from knowledge.library import Library

BUILT_IN = ("mueangkaset", "mueangchum")


@click.group("eval")
def evaluate() -> None:
    """Measure answers and search."""


@evaluate.command("questions")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="One JSON object a line.")
@click.option("--pack", "packs", multiple=True, help="Run on these packs in scratch databases instead.")
def questions(file: Path, out: Path | None, packs: tuple[str, ...]) -> None:
    """Each message through the real handlers, as a fresh person of its persona.

    Runs the rows of the organisation that is loaded; when none is, those of both built-in packs, each in a scratch
    database. Nothing is kept.
    """
    need_folder(out)
    rows = read_lines(file, ("id", "org", "text"), ("persona",))
    started = time.perf_counter()
    results = [r for engine, org in stages(packs) for r in _answers(engine, [q for q in rows if q["org"] == org])]
    seconds = time.perf_counter() - started
    if out:
        write_lines(out, results)
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(r["type"] for r in results).items()))
    click.echo(
        f"{len(results)} of {len(rows)} messages in {seconds:.1f} s: {kinds or 'none of the loaded organisation'}"
    )


@evaluate.command("retrieval")
@click.option("--passages", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--queries", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True)
def retrieval(passages: Path, queries: Path, out: Path | None, jobs: int) -> None:
    """Rank passages {id, title, text} for queries {id, query} by the search that answers people."""
    need_folder(out)
    wanted = read_lines(queries, ("id", "query"))
    started = time.perf_counter()
    search = Retrieval(read_lines(passages, ("id", "text")), open_meaning(settings(), wait=True))
    built = time.perf_counter() - started
    results, times = search.run(wanted, jobs)
    if out:
        write_lines(out, results)
    click.echo(f"indexed {search.size} passages in {built:.1f} s; {len(wanted)} queries, {_spread(times)}")
    judged = [(r, q["passage_id"]) for r, q in zip(results, wanted, strict=True) if q.get("passage_id")]
    if judged:
        click.echo(_quality(judged))


def stages(packs: tuple[str, ...]) -> Iterator[tuple[Engine, str]]:
    """Each database to run on, with its organisation's key."""
    if not packs:
        engine = _configured_database()
        organisation = loaded_organisation(engine) if engine else None
        if engine and organisation:
            yield engine, organisation.key
            return
    for pack in packs or BUILT_IN:
        with _scratch(pack) as engine:
            organisation = loaded_organisation(engine)
            yield engine, organisation.key if organisation else ""


def _configured_database() -> Engine | None:
    """The configured database, unless it was never made."""
    path = Path(settings().database.removeprefix("sqlite:///"))
    if settings().database.startswith("sqlite") and not path.exists():
        return None
    try:
        return open_database()
    except KnowledgeError:
        return None


@contextmanager
def _scratch(pack: str) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/scratch.db")
        schema.upgrade(engine)
        load_into(engine, pack)
        yield engine
        engine.dispose()


def _answers(engine: Engine, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    stage = Rehearsal(engine, Library(meaning=open_meaning(settings(), wait=True)))
    for row in rows:
        if not isinstance(row["persona"], str) or row["persona"] not in PERSONAS:
            raise BadSetting(f"Row {row['id']}: persona {row['persona']!r}; choose from {', '.join(PERSONAS)}.")
        reply = stage.ask(row["text"], row["persona"], datetime.now(UTC))
        yield {
            "id": row["id"],
            "type": reply.kind,
            "titles": list(reply.titles),
            "text": words_of(reply),
            "intent": reply.intent,
        }


def _spread(times: list[float]) -> str:
    if len(times) < 2:
        return "too few to time"
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    return f"p50 {p50 * 1000:.2f} ms, p99 {p99 * 1000:.2f} ms"


def _quality(judged: list[tuple[dict[str, Any], str]]) -> str:
    ranks = [next((n for n, (i, _) in enumerate(r["ranking"][:10], 1) if i == gold), 0) for r, gold in judged]
    top, mrr = sum(rank == 1 for rank in ranks), sum(1 / rank for rank in ranks if rank)
    return f"top-1 {100 * top / len(ranks):.2f} %, MRR@10 {mrr / len(ranks):.4f} over {len(ranks)} judged queries"


COMMANDS = [evaluate]
