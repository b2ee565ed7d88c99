"""The last run of an evaluation file, kept so that the next one can say what changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.evaluation.judging import Outcome
from knowledge.errors import KnowledgeError


@dataclass(frozen=True)
class Kept:
    """A judged row of a run."""

    text: str
    right: bool


@dataclass(frozen=True)
class Run:
    """What was right at one time; a row's key is its organisation and id."""

    at: str
    rows: Mapping[str, Kept]


@dataclass(frozen=True)
class Changes:
    """The keys of rows that are right now and were not, and the other way round; `compared` rows stand in both runs."""

    newly_right: list[str]
    newly_wrong: list[str]
    compared: int


def run_of(judged: Sequence[Outcome], at: datetime) -> Run:
    """These outcomes as a run; `at` is the time to remember it by."""
    rows = {_key(o): Kept(o.case.text, o.judgement.right) for o in judged if o.judgement}
    return Run(f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", rows)


def changes(before: Run, after: Run) -> Changes:
    """What changed; a row whose message was written anew is not compared."""
    both = [key for key, row in after.rows.items() if key in before.rows and before.rows[key].text == row.text]
    turned = [key for key in both if before.rows[key].right != after.rows[key].right]
    right = [key for key in turned if after.rows[key].right]
    return Changes(right, [key for key in turned if key not in right], len(both))


def last_run(file: Path) -> Run | None:
    """The run kept in this file, or None when there is none. Errors: KnowledgeError when it cannot be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Run(found["at"], {key: Kept(row["text"], row["right"]) for key, row in found["rows"].items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"The last run in {file} cannot be read ({type(error).__name__}).") from None


def keep_run(file: Path, run: Run, before: Run | None, still_there: set[str]) -> None:
    """Keep a run for the next one, with the rows of `before` that were not asked this time but are `still_there`.

    Errors: KnowledgeError when it cannot be written.
    """
    kept = {key: row for key, row in before.rows.items() if key in still_there} if before else {}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(Run(run.at, {**kept, **run.rows})), ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"This run was not kept: {file} cannot be written ({error.strerror}).") from None


def key_of(org: str, number: str) -> str:
    """The key of a row: two organisations may use the same ids."""
    return f"{org} {number}"


def _key(outcome: Outcome) -> str:
    return key_of(outcome.case.org, outcome.case.id)
