"""The two files of evaluation messages are well formed, disjoint, and agree with the packs."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
PACKS = HERE.parents[1] / "knowledge" / "data"
FILES = {"questions": "E", "fitting": "F"}
ORGS = ("mueangkaset", "mueangchum")
PERSONAS = {"citizen", "staff", "hr"}
STYLES = {
    *("abbrev", "adversarial", "colloquial", "dialect", "layout", "long", "multi"),
    *("offtopic", "plain", "thai-digits", "typo"),
}
TYPES = {"answer", "leaflet", "abstain", "smalltalk", "denied", "command"}
INTENTS = {
    *("plan_view", "due_list", "mark_done", "add_activity", "change_deadline", "stats", "unanswered", "remind_now"),
    *("report", "export", "contribute", "register", "approve", "unsubscribe", "handoff", "pdpa_delete"),
    *("pdpa_access", "menu"),
}
OPEN_INTENTS = {"contribute", "register", "unsubscribe", "handoff", "pdpa_delete", "pdpa_access", "menu"}
MARKS = {"near_miss", "cross_org", "emergency", "safety", "no_fabrication", "titles_all"}
LISTS = {"titles", "acceptable_types", "tolerated_titles", "forbidden_titles", "must_contain_any"}

Row = dict[str, Any]


def read(name: str) -> list[Row]:
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def articles(org: str) -> dict[str, Row]:
    pack = yaml.safe_load((PACKS / f"{org}.yaml").read_text(encoding="utf-8"))
    return {article["title"]: article for article in pack["articles"]}


ROWS = {name: read(name) for name in FILES}
ARTICLES = {org: articles(org) for org in ORGS}


def same(text: str) -> str:
    """A message without what does not make it another message: spaces, case and composition."""
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFC", text)).lower()


def unanswered(row: Row) -> bool:
    expect = row["expect"]
    urgent = expect.get("emergency") or expect.get("safety")
    return expect["type"] in ("abstain", "denied") and not urgent


@pytest.fixture(params=FILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_ids_run_without_gaps(name: str) -> None:
    wanted = [f"{FILES[name]}{number:03d}" for number in range(1, len(ROWS[name]) + 1)]
    assert [row["id"] for row in ROWS[name]] == wanted


def test_rows_have_the_fields_of_the_format(name: str) -> None:
    for row in ROWS[name]:
        assert set(row) == {"id", "org", "persona", "text", "expect", "style"}, row["id"]
        assert row["org"] in ORGS, row["id"]
        assert row["persona"] in PERSONAS, row["id"]
        assert row["style"] in STYLES, row["id"]
        assert row["text"] == row["text"].strip() != "", row["id"]
        assert row["text"].isprintable() or "\u200b" in row["text"], row["id"]
        expect = row["expect"]
        assert expect["type"] in TYPES, row["id"]
        assert set(expect) <= {"type", "intent", "must_not_regex"} | MARKS | LISTS, row["id"]
        for key in LISTS & set(expect):
            assert isinstance(expect[key], list), row["id"]
            assert all(isinstance(word, str) and word for word in expect[key]), row["id"]
            assert len(expect[key]) == len(set(expect[key])), row["id"]
        for key in MARKS & set(expect):
            assert expect[key] is True, row["id"]
        re.compile(expect.get("must_not_regex", ""))


def test_each_type_carries_what_it_needs(name: str) -> None:
    for row in ROWS[name]:
        expect = row["expect"]
        answered = expect["type"] in ("answer", "leaflet")
        assert bool(expect["titles"]) == answered, row["id"]
        assert ("intent" in expect) == (expect["type"] == "command"), row["id"]
        assert ("forbidden_titles" in expect) == (expect["type"] == "denied"), row["id"]
        assert ("acceptable_types" in expect) == (expect["type"] in ("abstain", "denied")), row["id"]
        if expect["type"] == "abstain":
            assert expect["acceptable_types"][:3] == ["abstain", "handoff", "smalltalk"], row["id"]
            harmless = expect.get("emergency") or expect.get("safety") or expect.get("no_fabrication")
            assert set(expect["acceptable_types"][3:]) <= ({"answer"} if harmless else set()), row["id"]
        if expect["type"] == "denied":
            assert row["persona"] == "citizen", row["id"]
            assert expect["acceptable_types"] == ["denied", "abstain"], row["id"]
        if expect["type"] == "command":
            assert expect["intent"] in INTENTS, row["id"]
            assert row["persona"] != "citizen" or expect["intent"] in OPEN_INTENTS, row["id"]
        if expect.get("emergency") or expect.get("safety"):
            assert expect["must_contain_any"], row["id"]
        if expect.get("titles_all"):
            assert len(expect["titles"]) > 1, row["id"]


def test_titles_are_titles_of_the_pack(name: str) -> None:
    for row in ROWS[name]:
        known = ARTICLES[row["org"]]
        for key in ("titles", "tolerated_titles", "forbidden_titles"):
            assert set(row["expect"].get(key, [])) <= set(known), row["id"]
        for title in row["expect"].get("forbidden_titles", []):
            assert known[title]["audience"] == "internal", row["id"]
        if row["expect"]["type"] == "leaflet":
            assert all(known[title]["leaflet"] for title in row["expect"]["titles"]), row["id"]


def test_citizens_are_never_promised_internal_articles(name: str) -> None:
    for row in ROWS[name]:
        if row["persona"] == "citizen":
            promised = row["expect"]["titles"] + row["expect"].get("tolerated_titles", [])
            assert all(ARTICLES[row["org"]][title]["audience"] == "external" for title in promised), row["id"]


def test_every_article_is_asked_for_twice(name: str) -> None:
    asked = Counter((row["org"], title) for row in ROWS[name] for title in row["expect"]["titles"])
    rare = [(org, title) for org in ORGS for title in ARTICLES[org] if asked[org, title] < 2]
    assert not rare


def test_there_are_enough_messages_of_every_kind(name: str) -> None:
    rows = ROWS[name]
    assert len(rows) >= 300
    assert sum(unanswered(row) for row in rows) >= 80
    for org in ORGS:
        share = sum(row["org"] == org for row in rows) / len(rows)
        assert 0.4 <= share <= 0.6, org
        styles = Counter(row["style"] for row in rows if row["org"] == org)
        assert set(styles) == STYLES, (org, STYLES - set(styles))
        assert {row["expect"]["type"] for row in rows if row["org"] == org} == TYPES, org
        assert {row["persona"] for row in rows if row["org"] == org} == PERSONAS, org
    for mark in MARKS:
        assert any(row["expect"].get(mark) for row in rows), mark
    assert {row["expect"].get("intent") for row in rows} >= INTENTS


def test_no_message_stands_twice() -> None:
    seen = Counter(same(row["text"]) for rows in ROWS.values() for row in rows)
    assert not [text for text, times in seen.items() if times > 1]
