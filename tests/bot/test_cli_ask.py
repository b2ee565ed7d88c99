"""`km ask`: a question at the terminal, answered as in the chat, and forgotten."""

import json
import shutil

import pytest
from sqlmodel import Session, select

from knowledge.db import open_engine
from knowledge.models import Conversation, Person, Question
from stage import SOMCHAI, sqlite_url

RATES = "เบี้ยคนแก่ได้เดือนละเท่าไหร่"
INTERNAL = "ความรับผิดทางละเมิดของเจ้าหน้าที่"


def test_a_question_is_answered_in_plain_text(loaded_km):
    result = loaded_km("ask", RATES)
    assert result.exit_code == 0
    assert "90 ปีขึ้นไป 1,000 บาท" in result.output


def test_as_json_it_is_what_line_would_get(loaded_km, ask):
    result = loaded_km("ask", RATES, "--json")
    messages = json.loads(result.output)
    (sent,) = ask(RATES).messages
    assert [m["type"] for m in messages] == ["flex"]
    assert messages[0]["contents"]["body"] == sent["contents"]["body"]


@pytest.mark.parametrize(("persona", "sees"), [("citizen", False), ("staff", True), ("hr", True)])
def test_everybody_sees_what_they_may(loaded_km, persona, sees):
    result = loaded_km("ask", INTERNAL, "--as", persona)
    assert ("พ.ศ. 2539" in result.output) == sees


def test_nothing_is_kept(loaded_km, tmp_path, loaded):
    loaded_km("ask", RATES, "--as", "hr")
    engine = open_engine(sqlite_url(tmp_path / "cli.db"))
    with Session(engine) as session:
        assert session.exec(select(Question)).all() == session.exec(select(Conversation)).all() == []
        assert SOMCHAI in session.exec(select(Person.line_user_id)).all()
        assert len(session.exec(select(Person)).all()) == 2
    engine.dispose()


def test_explain_tells_how_the_answer_was_found(loaded_km):
    output = loaded_km("ask", "เงินคนแก่ได้เท่าไหร่", "--explain").output
    for word in ("typed", "searched", "words", "added", "evidence", "decision"):
        assert f"\n{word}" in output
    assert "เงินคนแก่ → เบี้ยยังชีพผู้สูงอายุ" in output
    assert "ตรงเพราะคำว่า" in output
    assert "ความมั่นใจ" in output


def test_the_explanation_is_data_too(loaded_km):
    told = json.loads(loaded_km("ask", RATES, "--explain", "--json").output)
    assert told["messages"][0]["type"] == "flex"
    assert told["explanation"]["candidates"][0]["title"] == "แผ่นพับเบี้ยยังชีพผู้สูงอายุ"


def test_a_citizens_explanation_holds_nothing_internal(loaded_km):
    question = "ความรับผิดทางละเมิดของเจ้าหน้าที่"
    to_citizen = loaded_km("ask", question, "--explain").output
    assert "พ.ร.บ.ความรับผิดทางละเมิด" not in to_citizen
    assert "rivalry" not in to_citizen
    assert "พ.ร.บ.ความรับผิดทางละเมิด" in loaded_km("ask", question, "--explain", "--as", "staff").output


@pytest.mark.parametrize("text", ["", "😀", "\x00", "ก" * 20_000, "{org} %s 1"])
def test_whatever_is_asked_there_is_an_answer(loaded_km, text):
    result = loaded_km("ask", text, "--explain")
    assert result.exit_code == 0, repr(result.exception)
    assert result.output.strip()


def test_before_a_pack_is_loaded_it_says_how(km, says):
    result = km("ask", RATES)
    assert result.exit_code == 1
    assert "km load mueangkaset" in says(result)


def test_a_persona_that_is_none_is_refused(loaded_km):
    assert loaded_km("ask", RATES, "--as", "king").exit_code == 2


def test_the_other_organisation_answers_with_its_own_knowledge(km, loaded, tmp_path):
    shutil.copy(loaded["mueangchum"][0], tmp_path / "cli.db")
    assert "เมืองชุม" in km("ask", "คุณคือใคร").output
