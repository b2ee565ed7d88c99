"""What changed since the last run of an evaluation file, which is kept under var/eval."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from bot.evaluation.cases import Case
from bot.evaluation.history import Run, changes, keep_run, key_of, last_run, run_of
from bot.evaluation.judging import Outcome
from bot.evaluation.tables import in_a_line
from bot.settings import var_folder
from knowledge.errors import KnowledgeError


def compare_with_last_run(file: Path, judged: Sequence[Outcome], cases: Sequence[Case], now: datetime) -> None:
    """Print the rows that turned right or wrong, and keep this run; what hinders that is only remarked on."""
    kept_in = var_folder() / "eval" / f"{file.stem}.json"
    run = run_of(judged, now)
    try:
        before = last_run(kept_in)
    except KnowledgeError as error:
        click.echo(f"km: {error} It is replaced.", err=True)
        before = None
    click.echo(
        "\n" + "\n".join(_changes(before, run) if before else [f"No earlier run of {file.name} to compare with."])
    )
    try:
        keep_run(kept_in, run, before, {key_of(c.org, c.id) for c in cases})
    except KnowledgeError as error:
        click.echo(f"km: {error} Use --no-compare, or make the folder writable.", err=True)


def _changes(before: Run, after: Run) -> Iterator[str]:
    found = changes(before, after)
    yield (f"since {before.at}: {len(found.newly_right)} newly right, {len(found.newly_wrong)} newly wrong"
           f" ({found.compared} rows compared)")  # fmt: skip
    for sign, keys in (("+", found.newly_right), ("-", found.newly_wrong)):
        yield from (f"  {sign} {key}  {in_a_line(after.rows[key].text)}" for key in keys)
