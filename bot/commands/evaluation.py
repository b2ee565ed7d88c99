"""km eval questions: how good the answers are, measured through the code that answers people."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Engine

from bot.commands.comparing import compare_with_last_run
from bot.commands.jsonl import need_folder, read_lines, write_lines
from bot.commands.knowledge_pack import load_into
from bot.commands.opening import loaded_organisation, open_database
from bot.embedding import open_meaning
from bot.evaluation import tables
from bot.evaluation.boundary import boundary_of
from bot.evaluation.cases import Case, read_case
from bot.evaluation.judging import Given, Outcome, judge
from bot.evaluation.progress import watched
from bot.rehearsal import Rehearsal
from bot.render.messages import words_of
from bot.settings import settings
from handlers.reply import Reply
from knowledge import schema
from knowledge.db import open_engine, reading
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
@click.option("-v", "--verbose", is_flag=True, help="List the wrong ones: what was expected and what came.")
@click.option("--compare/--no-compare", default=True, show_default=True,
              help="Say what changed since the last run of a file of this name, and keep this run.")  # fmt: skip
def questions(file: Path, out: Path | None, packs: tuple[str, ...], verbose: bool, compare: bool) -> None:
    """Each message through the real handlers, as a fresh person of its persona; judged where the row has `expect`.

    Runs the rows of the organisation that is loaded; when none is, those of both built-in packs, each in a scratch
    database. Nothing that is said is kept.
    """
    need_folder(out)
    cases = read_cases(file)
    started = time.perf_counter()
    outcomes = [o for engine, org in stages(packs) for o in _answers(engine, org, [c for c in cases if c.org == org])]
    seconds = time.perf_counter() - started
    if out:
        write_lines(out, ({"id": o.case.id, **asdict(o.given)} for o in outcomes))
    click.echo(_summary(len(cases), outcomes, seconds))
    judged = [o for o in outcomes if o.judgement]
    if judged:
        _report(judged, len(outcomes) - len(judged), verbose)
    if judged and compare:
        compare_with_last_run(file, judged, cases, datetime.now(UTC))


def read_cases(file: Path, judged: bool = False) -> list[Case]:
    """The cases of a file; what is odd about them is said on stderr.

    Errors: BadSetting with file and line, also for a row without `expect` when all must be judged.
    """
    rows = read_lines(file, ("id", "org", "text"), ("persona", "expect") if judged else ("persona",))
    cases = [(row["line"], read_case(f"{file.name}:{row['line']}", row, remark)) for row in rows]
    for line, case in cases:
        if judged and case.expect is None:
            raise BadSetting(f"{file.name}:{line}: expect is null; say what a good reply is.")
    return [case for _, case in cases]


def remark(sentence: str) -> None:
    """Say something that stops nothing."""
    click.echo(f"km: {sentence}", err=True)


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


def _answers(engine: Engine, org: str, cases: list[Case]) -> Iterator[Outcome]:
    stage = Rehearsal(engine, Library(meaning=open_meaning(settings(), wait=True)))
    with reading(engine) as session:
        boundary = boundary_of(session)
    for case in watched(cases, f"{org} messages", len(cases)):
        given = _given(stage.ask(case.text, case.persona, datetime.now(UTC)))
        yield Outcome(case, given, judge(case, given, boundary))


def _given(reply: Reply) -> Given:
    return Given(reply.kind, reply.titles, words_of(reply), reply.intent)


def _summary(rows: int, outcomes: Iterable[Outcome], seconds: float) -> str:
    kinds = Counter(o.given.type for o in outcomes)
    said = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    return f"{kinds.total()} of {rows} messages in {seconds:.1f} s: {said or 'none of the loaded organisation'}"


def _report(judged: list[Outcome], unjudged: int, verbose: bool) -> None:
    if unjudged:
        click.echo(f"{unjudged} without expect: answered, not judged")
    if verbose:
        click.echo("\n" + "\n".join(tables.failures(judged)))
    click.echo("\n" + "\n".join(tables.table(judged)))


COMMANDS = [evaluate]
