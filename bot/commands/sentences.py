"""km eval sentences: whether the answer stands in what is shown of the article that was found."""

import time
from pathlib import Path
from typing import Any

import click

from bot.commands.evaluation import evaluate
from bot.commands.jsonl import read_lines
from bot.retrieval import Retrieval
from knowledge import excerpts
from knowledge.errors import BadSetting
from knowledge.search import QueryMaker
from knowledge.text_words import plain_words

LIMITS = (200, 300)  # characters


@evaluate.command("sentences")
@click.option("--passages", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--queries", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True)
def sentences(passages: Path, queries: Path, jobs: int) -> None:
    """Over queries {id, query, passage_id, answer} whose passage comes first: is the answer in the shown sentences?"""
    texts = {p["id"]: p for p in read_lines(passages, ("id", "text"))}
    asked = [q for q in read_lines(queries, ("id", "query"), ("passage_id", "answer")) if q["answer"]]
    found = _found_first(Retrieval(list(texts.values())), asked, jobs)
    if not found:
        raise BadSetting("No query's passage was found first, so there is nothing to show sentences of.")
    click.echo(f"{len(asked)} queries with an answer, {len(found)} with their passage first")
    for limit in LIMITS:
        began = time.perf_counter()
        inside = sum(q["answer"] in _shown(texts[q["passage_id"]], q["query"], limit) for q in found)
        each = (time.perf_counter() - began) / len(found)
        click.echo(f"answer inside {limit} characters: {100 * inside / len(found):.2f} %, {each * 1000:.2f} ms each")


def _found_first(search: Retrieval, asked: list[dict[str, Any]], jobs: int) -> list[dict[str, Any]]:
    results, _ = search.run(asked, jobs)
    firsts = [r["ranking"][0][0] if r["ranking"] else "" for r in results]
    return [q for q, first in zip(asked, firsts, strict=True) if q["passage_id"] == first]


def _shown(passage: dict[str, Any], question: str, limit: int) -> str:
    query = QueryMaker(plain_words()).make(question)
    return excerpts.choose(passage.get("title") or "", passage["text"], query, limit).text


COMMANDS: list[click.Command] = []
