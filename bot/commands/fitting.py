"""km eval fit: fits the confidence to messages whose right answers are known."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from bot.commands.evaluation import evaluate, stages
from bot.commands.jsonl import need_folder, read_lines
from bot.embedding import open_meaning
from bot.rehearsal import PERSONAS
from bot.settings import settings
from knowledge import answers, fitting, scope
from knowledge.access import Reader, visible
from knowledge.confidence import Model
from knowledge.db import reading, transaction
from knowledge.errors import BadSetting
from knowledge.fitting import Judged
from knowledge.library import CONFIDENCE, LEAFLET, Library, Shelf
from knowledge.models import Setting
from knowledge.revisions import bump

FEWEST = 50
JUDGED_TYPES = ("answer", "leaflet", "abstain", "denied")


@evaluate.command("fit")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pack", "packs", multiple=True, help="Fit over these packs in scratch databases (for the program).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Write the fit as JSON.")
@click.option("--test", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None,
              help="Other messages to print the calibration on.")  # fmt: skip
def fit(file: Path, packs: tuple[str, ...], out: Path | None, test: Path | None) -> None:
    """Fit the confidence and its thresholds to judged messages; without --out the organisation keeps the fit."""
    need_folder(out)
    engines: list[Engine] = []
    judged: list[Judged] = []
    tested: list[Judged] = []
    for engine, org in stages(packs):
        engines.append(engine)
        judged += _judge(engine, org, file)
        tested += _judge(engine, org, test) if test else []
    if len(judged) < FEWEST:
        raise BadSetting(f"Only {len(judged)} messages of this organisation in {file.name}; a fit needs {FEWEST}.")
    model = fitting.fit(judged)
    _print(model, judged, tested)
    if out:
        out.write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8")
    elif not packs:
        _keep(engines[0], model)


def _judge(engine: Engine, org: str, file: Path) -> Iterator[Judged]:
    rows = [r for r in read_lines(file, ("org", "persona", "text"), ("expect",)) if r["org"] == org]
    library = Library(meaning=open_meaning(settings(), wait=True))
    with reading(engine) as session:
        shelf = library.shelf(session)
        for row in rows:
            _need_judgement(file, row)
            if row["expect"]["type"] not in JUDGED_TYPES:
                continue
            if row["expect"]["type"] == "abstain" and _refused_before(shelf, row["text"]):
                continue
            reader = Reader(frozenset(PERSONAS[row["persona"]]))
            label = LEAFLET if row["expect"]["type"] == "leaflet" else None
            hits, evidence = answers.look(shelf, shelf.queries.make(row["text"]), reader, label)
            if evidence is not None:
                first = visible(session, [hits[0].entry.group], reader)[0]
                if scope.is_beside(shelf.queries.make(row["text"]).text, first):
                    continue
                titles = _right_titles(row["expect"])
                yield Judged(evidence, first.title in titles, bool(titles))


def _refused_before(shelf: Shelf, text: str) -> bool:
    """Whether the tables of other agencies and places end the matter, so that no confidence is asked for."""
    said = shelf.queries.make(text).text
    elsewhere = shelf.organisation is not None and scope.names_elsewhere(said, shelf.organisation)
    return elsewhere or scope.agency_for(said) is not None


def _need_judgement(file: Path, row: dict[str, Any]) -> None:
    """Errors: BadSetting for a row whose judgement cannot be read."""
    if not isinstance(row["expect"], dict) or not isinstance(row["expect"].get("type"), str):
        raise BadSetting(f"{file.name}:{row['line']}: expect must be an object with a type")
    if not isinstance(row["persona"], str) or row["persona"] not in PERSONAS:
        raise BadSetting(f"{file.name}:{row['line']}: persona must be one of {', '.join(PERSONAS)}")


def _right_titles(expect: dict[str, Any]) -> list[str]:
    return [*expect.get("titles", []), *expect.get("tolerated_titles", [])]


def _print(model: Model, judged: list[Judged], tested: list[Judged]) -> None:
    weights = ", ".join(f"{name} {value:+.2f}" for name, value in model.weights.items())
    click.echo(f"bias {model.bias:+.2f}, {weights}")
    click.echo(f"answer from {model.answer_at:.2f}, choose from {model.choose_at:.2f}")
    for name, rows in (("fitted on", judged), ("tested on", tested)):
        if rows:
            _print_calibration(name, model, rows)


def _print_calibration(name: str, model: Model, rows: list[Judged]) -> None:
    bins, error = fitting.calibration(model, rows)
    click.echo(f"\n{name} {len(rows)} messages: expected calibration error {error:.3f}")
    click.echo("  confidence   right   messages")
    for mean, share, count in bins:
        click.echo(f"     {mean:5.2f}     {100 * share:5.1f} %   {count:5d}")
    threshold, shown = fitting.answered_at_precision(model, rows, 0.95)
    click.echo(f"  at 95 % precision (from {threshold:.2f}) {100 * shown:.1f} % of the right ones are answered")


def _keep(engine: Engine, model: Model) -> None:
    with transaction(engine) as session:
        session.merge(Setting(key=CONFIDENCE, value=json.dumps(asdict(model))))
        bump(session)
    click.echo("The organisation answers by this fit from now on.")


COMMANDS: list[click.Command] = []
