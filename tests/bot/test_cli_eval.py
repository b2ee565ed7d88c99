"""`km eval`: answers and search are measured through the code that answers people; a bad line is named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import Session, select

from knowledge.db import open_engine
from knowledge.models import Person, Question
from stage import sqlite_url

ROW = {"id": "K1", "org": "mueangkaset", "persona": "citizen", "text": "เบี้ยคนแก่ได้เดือนละเท่าไหร่"}
PASSAGES = [
    {"id": "kite", "title": "ว่าว", "text": "ห้ามเล่นว่าวใกล้สายไฟฟ้าแรงสูง"},
    {"id": "pond", "title": "บึง", "text": "ตกปลาในบึงได้เฉพาะวันหยุดราชการ"},
    {"id": "dog", "title": "สุนัข", "text": "พาสุนัขไปฉีดวัคซีนป้องกันโรคพิษสุนัขบ้าปีละครั้ง"},
]
QUERIES = [
    {"id": "q1", "query": "เล่นว่าวตรงไหนไม่ได้", "passage_id": "kite"},
    {"id": "q2", "query": "ตกปลาวันไหนได้", "passage_id": "pond"},
    {"id": "q3", "query": "ฉีดวัคซีนหมา", "passage_id": "dog"},
]
OURS = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.fixture
def lines(tmp_path):
    """Writes a .jsonl file of these lines: objects, or text as it is."""

    def write(*rows: object, name: str = "in.jsonl") -> str:
        text = "".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


@pytest.fixture
def results(tmp_path):
    """The lines that came out."""
    return lambda: [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


class TestQuestions:
    @pytest.fixture
    def run(self, loaded_km, lines):
        """`km eval questions` on these rows."""
        return lambda *rows: loaded_km("eval", "questions", lines(*rows), "--out", "out.jsonl")

    def test_each_message_goes_through_the_handlers_as_its_persona(self, run, results, tmp_path):
        internal = ROW | {"text": "ความรับผิดทางละเมิดของเจ้าหน้าที่"}
        result = run(
            ROW,
            internal | {"id": "K2"},
            internal | {"id": "K3", "persona": "staff"},
            ROW | {"id": "K4", "text": "เมนู"},
            ROW | {"id": "K5", "text": "ขอแผ่นพับเบี้ยยังชีพผู้สูงอายุ"},
            ROW | {"id": "C1", "org": "mueangchum"},
        )
        assert result.exit_code == 0
        assert "5 of 6 messages" in result.output
        rows = results()
        assert [set(row) for row in rows] == [{"id", "type", "titles", "text", "intent"}] * 5
        assert [row["id"] for row in rows] == ["K1", "K2", "K3", "K4", "K5"]
        assert [row["type"] for row in rows] == ["answer", "abstain", "answer", "command", "leaflet"]
        assert [row["intent"] for row in rows] == [None, None, None, "menu", None]
        assert rows[0]["titles"][0] == "แผ่นพับเบี้ยยังชีพผู้สูงอายุ"
        assert "1,000 บาท" in rows[0]["text"]
        assert rows[1]["titles"] == []
        assert _kept(tmp_path) == 0

    def test_an_empty_file_is_no_trouble(self, run, results):
        assert "0 of 0 messages" in run().output
        assert results() == []

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("{bad\n", "in.jsonl:2: not a JSON object"),
            ("5\n", "in.jsonl:2: not a JSON object"),
            ("null\n", "in.jsonl:2: not a JSON object"),
            ("{}\n", "in.jsonl:2: the field id is missing"),
            ('{"id": "K2"}\n', "in.jsonl:2: the field org is missing"),
            (ROW | {"persona": "king"}, "persona 'king'; choose from citizen, staff, hr"),
            pytest.param('"id org persona text"\n', "in.jsonl:2: not a JSON object"),
            pytest.param('["id", "org", "persona", "text"]\n', "in.jsonl:2: not a JSON object"),
            pytest.param(ROW | {"text": 5}, "in.jsonl:2: "),
            pytest.param(ROW | {"persona": ["staff"]}, "persona ['staff']; choose from"),
        ],
    )
    def test_a_bad_line_is_named(self, run, says, line, sentence):
        result = run(ROW | {"org": "elsewhere"}, line)
        assert result.exit_code == 2, repr(result.exception)
        assert sentence in says(result)

    def test_a_line_separator_inside_a_message_does_not_cut_the_line(self, run, results):
        run(ROW | {"text": "เบี้ยคนแก่\u2028ได้เดือนละเท่าไหร่"})
        assert [row["id"] for row in results()] == ["K1"]

    def test_blank_lines_are_left_out(self, run):
        assert "0 of 1 messages" in run("\n", ROW | {"org": "elsewhere"}, "  \n", "\n").output

    def test_a_file_that_is_not_utf8_is_named(self, loaded_km, says, tmp_path):
        (tmp_path / "in.jsonl").write_bytes("ไทย".encode("cp874"))
        assert "in.jsonl" in says(loaded_km("eval", "questions", "in.jsonl"))

    def test_a_folder_that_is_not_there_is_named_before_the_work_begins(self, loaded_km, lines):
        result = loaded_km("eval", "questions", lines(ROW), "--out", "nowhere/out.jsonl")
        assert result.exit_code == 2
        assert "nowhere" in result.stderr

    def test_a_file_that_is_not_there_is_named(self, loaded_km):
        result = loaded_km("eval", "questions", "nosuch.jsonl")
        assert result.exit_code == 2
        assert "nosuch.jsonl" in result.stderr

    def test_without_a_database_both_packs_that_come_along_are_asked(self, km, lines, results):
        km("eval", "questions", lines(ROW, ROW | {"id": "C1", "org": "mueangchum"}), "--out", "out.jsonl")
        assert sorted(row["id"] for row in results()) == ["C1", "K1"]


class TestJudging:
    GOOD = ROW | {"style": "colloquial", "expect": {"type": "answer", "titles": ["แผ่นพับเบี้ยยังชีพผู้สูงอายุ"]}}
    BAD = ROW | {"id": "K2", "persona": "staff", "expect": {"type": "leaflet", "titles": ["แผ่นพับเบี้ยยังชีพผู้สูงอายุ"]}}

    @pytest.fixture
    def run(self, loaded_km, lines):
        """`km eval questions` on these rows, with options."""
        return lambda *rows, options=(): loaded_km("eval", "questions", lines(*rows), *options)

    def test_rows_that_say_what_is_good_are_judged_in_a_table(self, run):
        result = run(self.GOOD, self.BAD)
        assert result.exit_code == 0
        counted = [line.split() for line in result.output.splitlines()]
        for row in (
            ["all", "2", "1", "50.0", "50.0"],
            ["type", "answer", "1", "1", "100.0", "100.0"],
            ["type", "leaflet", "1", "0", "0.0", "0.0"],
            ["style", "colloquial", "1", "1", "100.0", "100.0"],
            ["style", "none", "1", "0", "0.0", "0.0"],
            ["org", "mueangkaset", "2", "1", "50.0", "50.0"],
            ["persona", "citizen", "1", "1", "100.0", "100.0"],
        ):
            assert row in counted
        assert "leaks to citizens (must be none): none" in result.output

    def test_failures_are_listed_on_request_only(self, run):
        assert "expected" not in run(self.GOOD, self.BAD).output
        shown = run(self.GOOD, self.BAD, options=["--verbose"]).output
        assert "K2  เบี้ยคนแก่ได้เดือนละเท่าไหร่  (mueangkaset staff)" in shown
        assert "expected  leaflet; titles แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in shown
        assert "came      answer; แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in shown
        assert "K1  " not in shown

    def test_a_row_without_expect_among_others_is_answered_and_not_judged(self, run, results):
        result = run(self.GOOD, ROW | {"id": "K9"}, ROW | {"id": "K8", "expect": None}, options=["--out", "out.jsonl"])
        assert "2 without expect: answered, not judged" in result.output
        assert [row["id"] for row in results()] == ["K1", "K9", "K8"]
        assert "all".ljust(10) in result.output

    def test_an_unknown_field_of_expect_is_remarked_on(self, run):
        result = run(self.GOOD | {"expect": self.GOOD["expect"] | {"must_contian": ["1"]}})
        assert result.exit_code == 0
        assert "km: in.jsonl:1: expect has fields that are not known and not judged: must_contian." in result.stderr

    @pytest.mark.parametrize("expect", ["answer", {"type": "anwser"}, {"type": "answer", "titles": "x"}])
    def test_a_row_that_cannot_be_judged_is_named_before_the_work_begins(self, run, says, tmp_path, expect):
        result = run(self.GOOD, ROW | {"expect": expect}, options=["--out", "out.jsonl"])
        assert result.exit_code == 2
        assert "in.jsonl:2: expect" in says(result)
        assert not (tmp_path / "out.jsonl").exists()

    def test_the_next_run_says_what_changed(self, run):
        wrong = self.GOOD["expect"] | {"titles": ["อื่น"]}
        assert "No earlier run of in.jsonl" in run(self.GOOD, self.BAD | {"expect": self.GOOD["expect"]}).output
        result = run(self.GOOD | {"expect": wrong}, self.BAD | {"expect": self.GOOD["expect"]})
        assert "0 newly right, 1 newly wrong (2 rows compared)" in result.output
        assert "  - mueangkaset K1  เบี้ยคนแก่ได้เดือนละเท่าไหร่" in result.output
        assert "1 newly right, 0 newly wrong" in run(self.GOOD).output

    def test_without_comparing_nothing_is_kept(self, run, tmp_path):
        assert "earlier run" not in run(self.GOOD, options=["--no-compare"]).output
        assert not (tmp_path / "var").exists()

    def test_a_folder_that_cannot_be_written_is_only_a_remark(self, run, tmp_path):
        (tmp_path / "var").write_text("in the way", encoding="utf-8")
        result = run(self.GOOD)
        assert result.exit_code == 0
        assert "var/eval/in.json cannot be" in result.stderr
        assert "type      answer" in result.output

    def test_a_kept_run_that_is_broken_is_replaced(self, run, tmp_path):
        run(self.GOOD)
        (tmp_path / "var" / "eval" / "in.json").write_text("{", encoding="utf-8")
        assert "in.json cannot be read (JSONDecodeError). It is replaced." in run(self.GOOD).stderr
        assert "0 newly right, 0 newly wrong (1 rows compared)" in run(self.GOOD).output

    def test_a_file_that_is_not_json_is_named(self, run, says):
        assert "in.jsonl:1: not a JSON object" in says(run("id,text\n"))


class TestCalibration:
    @pytest.fixture
    def run(self, loaded_km, lines):
        """`km eval calibration` on these rows."""
        return lambda *rows: loaded_km("eval", "calibration", lines(*rows))

    def test_questions_to_the_knowledge_are_rated(self, run):
        abstain = {"type": "abstain", "acceptable_types": ["abstain"]}
        result = run(
            TestJudging.GOOD,
            ROW | {"id": "K2", "text": "???", "expect": abstain},
            ROW | {"id": "K3", "text": "เมนู", "expect": {"type": "command", "intent": "menu"}},
            ROW | {"id": "C1", "org": "mueangchum", "expect": abstain},
        )
        assert result.exit_code == 0
        assert "2 questions to the knowledge in in.jsonl" in result.output
        assert "AUROC 1.000" in result.output
        assert "100.0 % of the right ones are answered" in result.output

    def test_an_empty_file_is_no_trouble(self, run):
        result = run()
        assert result.exit_code == 0
        assert "nothing to rate" in result.output

    def test_a_row_without_its_judgement_is_named(self, run, says):
        assert "in.jsonl:2: the field expect is missing" in says(run(TestJudging.GOOD, ROW))
        assert "in.jsonl:2: expect is null" in says(run(TestJudging.GOOD, ROW | {"expect": None}))

    def test_a_file_that_is_not_json_is_named(self, run, says):
        assert "in.jsonl:1: not a JSON object" in says(run("id,text\n"))


class TestRetrieval:
    @pytest.fixture
    def run(self, km, lines):
        """`km eval retrieval` on these passages and queries."""

        def retrieve(passages=PASSAGES, queries=QUERIES, clean=None):
            given = lines(*passages, name="p.jsonl"), lines(*queries, name="q.jsonl")
            twins = ["--clean", clean] if clean else []
            return km("eval", "retrieval", "--passages", given[0], "--queries", given[1], "--out", "out.jsonl", *twins)

        return retrieve

    def test_passages_are_ranked_with_a_confidence(self, run, results):
        result = run()
        assert result.exit_code == 0
        assert "indexed 3 passages" in result.output
        assert "p50" in result.output
        assert "p99" in result.output
        assert "top-1 100.00 %" in result.output
        rows = results()
        assert [row["ranking"][0][0] for row in rows] == ["kite", "pond", "dog"]
        assert all(0 <= row["confidence"] <= 1 for row in rows)
        assert all(row["ranking"] == sorted(row["ranking"], key=lambda r: -r[1]) for row in rows)

    def test_several_processes_find_the_same(self, run, results, tmp_path):
        run()
        alone = results()
        command = "from bot.cli import main; main()", "eval", "retrieval", "--passages", "p.jsonl"
        rest = "--queries", "q.jsonl", "--out", "out.jsonl", "--jobs", "2"
        subprocess.run([sys.executable, "-c", *command, *rest], cwd=tmp_path, env=OURS, check=True, capture_output=True)
        assert results() == alone

    def test_the_same_id_may_stand_for_several_kinds_also_in_several_processes(self, run, results, tmp_path):
        kinds = [query | {"kind": kind} for query in QUERIES for kind in ("edit1", "chatty")]
        assert run(queries=kinds).exit_code == 0
        alone = results()
        assert [row["id"] for row in alone] == ["q1", "q1", "q2", "q2", "q3", "q3"]
        assert [set(row) for row in alone] == [{"id", "ranking", "confidence"}] * 6
        command = "from bot.cli import main; main()", "eval", "retrieval", "--passages", "p.jsonl"
        rest = "--queries", "q.jsonl", "--out", "out.jsonl", "--jobs", "3"
        subprocess.run([sys.executable, "-c", *command, *rest], cwd=tmp_path, env=OURS, check=True, capture_output=True)
        assert results() == alone

    def test_kinds_of_slips_are_told_apart_and_set_beside_the_clean_queries(self, run, lines, results):
        slips = [
            {"id": "q1-edit1", "kind": "edit1", "query": "เล่นว่สวตรงไหนไม่ได้", "passage_id": "kite"},
            {"id": "q2-edit1", "kind": "edit1", "query": "ฉีดวัคซีน", "passage_id": "pond"},
        ]
        result = run(queries=slips, clean=lines(*QUERIES, name="c.jsonl"))
        table = [line.split() for line in result.output.splitlines()]
        assert ["clean", "2", "100.00", "1.0000"] in table
        assert ["edit1", "2", "50.00"] in [line[:3] for line in table]
        assert "top-1 -50.00" in result.output
        assert "over 2" in result.output
        assert [row["id"] for row in results()] == ["q1-edit1", "q2-edit1"]

    def test_clean_queries_may_stand_in_the_same_file(self, run):
        result = run(queries=[*QUERIES, QUERIES[0] | {"kind": "edit1"}])
        assert "top-1 +0.00, MRR@10 +0.00 over 1" in result.output

    def test_clean_queries_with_other_ids_are_remarked_on(self, run, lines):
        other = lines(QUERIES[0] | {"id": "z"}, name="c.jsonl")
        result = run(queries=[QUERIES[0] | {"kind": "edit1"}], clean=other)
        assert result.exit_code == 0
        assert "nothing to compare with" in result.stderr

    def test_queries_without_kinds_get_no_table(self, run):
        assert "kind" not in run().output

    @pytest.mark.parametrize("field", ["kind", "passage_id"])
    def test_a_field_that_is_no_text_is_named(self, run, says, field):
        assert f"q.jsonl:1: the field {field} must be a text" in says(run(queries=[QUERIES[0] | {field: ["x"]}]))

    def test_at_most_a_hundred_are_ranked(self, run, results):
        crowd = [{"id": f"p{number}", "text": f"ว่าวตัวที่ {number}"} for number in range(150)]
        run(crowd, QUERIES[:1])
        assert len(results()[0]["ranking"]) == 100

    @pytest.mark.parametrize(("passages", "queries"), [([], QUERIES), (PASSAGES, []), (PASSAGES, QUERIES[:1])])
    def test_too_little_to_measure_is_no_trouble(self, run, passages, queries):
        assert run(passages, queries).exit_code == 0

    def test_a_bad_line_is_named(self, run, says):
        assert "q.jsonl:1: the field query is missing" in says(run(PASSAGES, [{"id": "q1"}]))
        assert "p.jsonl:1: the field text is missing" in says(run([{"id": "p1"}], QUERIES))

    def test_a_query_that_finds_nothing_has_no_confidence(self, run, results):
        run(PASSAGES, [{"id": "q", "query": "???"}])
        assert results() == [{"id": "q", "ranking": [], "confidence": 0.0}]


class TestFit:
    JUDGED = ROW | {"expect": {"type": "answer", "titles": ["แผ่นพับเบี้ยยังชีพผู้สูงอายุ"]}}

    @pytest.fixture
    def run(self, loaded_km, lines):
        """`km eval fit` on these rows."""
        return lambda *rows: loaded_km("eval", "fit", lines(*rows), "--out", "fit.json")

    def test_too_few_messages_are_refused_with_the_number_it_needs(self, run, says):
        assert "Only 3 messages of this organisation in in.jsonl; a fit needs 50" in says(run(*[self.JUDGED] * 3))

    def test_a_line_without_its_judgement_is_named(self, run, says):
        assert "in.jsonl:2: the field expect is missing" in says(run(self.JUDGED, ROW))

    @pytest.mark.parametrize("change", [{"persona": "king"}, {"expect": "answer"}, {"expect": {}}, {"expect": None}])
    def test_a_line_that_is_judged_wrongly_is_named(self, run, says, change):
        assert "in.jsonl:2: " in says(run(self.JUDGED, self.JUDGED | change))


def _kept(folder) -> int:
    """Rows of people and questions beyond the cast."""
    engine = open_engine(sqlite_url(folder / "cli.db"))
    with Session(engine) as session:
        rows = [*session.exec(select(Question)), *session.exec(select(Person))]
    engine.dispose()
    return len(rows) - 2
