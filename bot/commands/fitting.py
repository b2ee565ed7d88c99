"""km eval fit and km eval calibration: fits the confidence to judged messages, and shows what it is worth."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from sqlalchemy import Engine

from bot.commands.evaluation import evaluate, read_cases, stages
from bot.commands.jsonl import need_folder
from bot.embedding import open_meaning
from bot.evaluation import reliability
from bot.evaluation.cases import Case
from bot.evaluation.evidence import weighed
from bot.settings import settings
from knowledge import fitting
from knowledge.confidence import Model
from knowledge.db import reading, transaction
from knowledge.errors import BadSetting
from knowledge.fitting import Judged
from knowledge.library import CONFIDENCE, Library
from knowledge.models import Setting
from knowledge.revisions import bump

FEWEST = 50

Given = click.Path(exists=True, dir_okay=False, path_type=Path)


@evaluate.command("fit")
@click.argument("file", type=Given)
@click.option("--pack", "packs", multiple=True, help="Fit over these packs in scratch databases (for the program).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Write the fit as JSON.")
@click.option("--test", type=Given, default=None, help="Other messages to print the calibration on.")
def fit(file: Path, packs: tuple[str, ...], out: Path | None, test: Path | None) -> None:
    """Fit the confidence and its thresholds to judged messages; without --out the organisation keeps the fit."""
    need_folder(out)
    cases, others = _judged_cases(file), _judged_cases(test) if test else []
    engines: list[Engine] = []
    judged: list[Judged] = []
    tested: list[Judged] = []
    for engine, org in stages(packs):
        engines.append(engine)
        judged += _weigh(engine, org, cases)[0]
        tested += _weigh(engine, org, others)[0] if others else []
    if sum(j.evidence is not None for j in judged) < FEWEST:
        raise BadSetting(f"Only {len(judged)} messages of this organisation in {file.name}; a fit needs {FEWEST}.")
    model = fitting.fit(judged)
    _print(model, judged, tested)
    if out:
        out.write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8")
    elif not packs:
        _keep(engines[0], model)


@evaluate.command("calibration")
@click.argument("file", type=Given)
@click.option("--pack", "packs", multiple=True, help="Run on these packs in scratch databases instead.")
def calibration(file: Path, packs: tuple[str, ...]) -> None:
    """Whether the confidence in use means what it says, on judged messages that ask the knowledge."""
    cases = _judged_cases(file)
    rated: list[tuple[float, bool]] = []
    for engine, org in stages(packs):
        judged, model = _weigh(engine, org, cases)
        rated += _rate(model, judged)
    click.echo(f"{len(rated)} questions to the knowledge in {file.name}")
    click.echo("\n".join(reliability.lines(rated)))


def _judged_cases(file: Path) -> list[Case]:
    """Errors: BadSetting for a row whose judgement is missing or cannot be read."""
    return read_cases(file, judged=True)


def _weigh(engine: Engine, org: str, cases: list[Case]) -> tuple[list[Judged], Model]:
    library = Library(meaning=open_meaning(settings(), wait=True))
    with reading(engine) as session:
        shelf = library.shelf(session)
        return list(weighed(session, shelf, [c for c in cases if c.org == org])), shelf.model


def _rate(model: Model, judged: list[Judged]) -> list[tuple[float, bool]]:
    return [(model.confidence(j.evidence), j.right) for j in judged]


def _print(model: Model, judged: list[Judged], tested: list[Judged]) -> None:
    weights = ", ".join(f"{name} {value:+.2f}" for name, value in model.weights.items())
    click.echo(f"bias {model.bias:+.2f}, {weights}")
    click.echo(f"answer from {model.answer_at:.2f}, choose from {model.choose_at:.2f}")
    for name, rows in (("fitted on", judged), ("tested on", tested)):
        if rows:
            click.echo(f"\n{name} {len(rows)} messages")
            click.echo("\n".join(reliability.lines(_rate(model, rows))))


def _keep(engine: Engine, model: Model) -> None:
    with transaction(engine) as session:
        session.merge(Setting(key=CONFIDENCE, value=json.dumps(asdict(model))))
        bump(session)
    click.echo("The organisation answers by this fit from now on.")


COMMANDS: list[click.Command] = []
