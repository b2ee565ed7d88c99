"""Our judge and the outside one agree on right and wrong replies to every message of the project's own set."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.evaluation.boundary import Boundary, draw
from bot.evaluation.cases import Case, read_case
from bot.evaluation.judging import Given, Outcome, judge
from bot.evaluation.tables import tallies

QUESTIONS = Path(__file__).parents[2] / "eval" / "questions.jsonl"
PACKS = ("mueangkaset", "mueangchum")
INVENTED = "เก็บขยะทุกวันจันทร์ ทุกวันพุธ เวลา ๐๘.๐๐ น. ค่าธรรมเนียม 99,999 บาท"


@pytest.fixture(scope="module")
def articles(shared):
    """The articles of each pack that the outside judge reads."""
    read = {org: (shared / "data" / "packs" / f"{org}.yaml").read_text(encoding="utf-8") for org in PACKS}
    return {org: yaml.safe_load(text)["articles"] for org, text in read.items()}


@pytest.fixture(scope="module")
def boundaries(articles) -> dict[str, Boundary]:
    """Where the inside of each pack begins."""
    return {
        org: draw([(a["title"], a["body"], a["audience"] == "external") for a in rows])
        for org, rows in articles.items()
    }


def _replies(case: Case, articles: list[dict[str, str]]) -> list[Given]:
    """Replies of every sort: right, right but late, wrong words, another article, the inside, another command."""
    expect = case.expect
    assert expect is not None
    outside = next(a for a in articles if a["audience"] == "external" and a["title"] not in expect.titles)
    inside = next(a for a in articles if a["audience"] == "internal")
    words = " ".join(expect.must_contain_any)
    late = (outside["title"], *reversed(expect.titles))
    return [
        Given(expect.type, expect.titles, words, expect.intent),
        Given(expect.type, expect.titles, INVENTED, expect.intent),
        Given("answer", late, words, None),
        Given("leaflet", (*expect.tolerated_titles, *expect.forbidden_titles), words, None),
        Given("answer", (outside["title"],), outside["body"], None),
        Given("answer", (), f"อ้างอิง: {inside['body'][:400]}", None),
        Given("abstain", (inside["title"],), words, None),
        Given("handoff", (), words, "handoff"),
        Given("command", (), words, "menu"),
        Given("smalltalk", (), "", None),
    ]


def test_both_judges_count_the_same(shared, articles, boundaries, tmp_path):
    rows, results, outcomes = [], [], []
    for row in map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines()):
        case = read_case(row["id"], row, lambda _: None)
        for number, given in enumerate(_replies(case, articles[case.org])):
            rows.append(row | {"id": f"{case.id}-{number}"})
            results.append({"id": f"{case.id}-{number}", **vars(given)})
            outcomes.append(Outcome(case, given, judge(case, given, boundaries[case.org])))
    theirs = _outside(shared, tmp_path, rows, results)
    for (group, name), t in tallies(outcomes).items():
        group = group.upper() if group == "all" else group
        line = (
            f"{group:8} {name:12} n={t.n:3}  strict {100 * t.right / t.n:5.1f}%  lenient {100 * t.in_top / t.n:5.1f}%"
        )
        assert line in theirs
    leaks = sum(bool(o.judgement and o.judgement.leak) for o in outcomes)
    assert f"LEAKS (must be 0): {leaks} " in theirs
    assert leaks > 0


def _outside(shared: Path, folder: Path, *files: list[dict[str, object]]) -> str:
    names = ("questions.jsonl", "results.jsonl")
    for name, rows in zip(names, files, strict=True):
        (folder / name).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    judge_them = [sys.executable, str(shared / "tools" / "score.py"), str(folder / names[1]), str(folder / names[0])]
    environment = {k: v for k, v in os.environ.items() if k != "PACKS"}
    return subprocess.run(judge_them, capture_output=True, text=True, env=environment).stdout
