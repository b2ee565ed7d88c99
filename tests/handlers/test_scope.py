"""What is not ours: other agencies, other places, amusement; and what only looks so."""

import pytest
from sqlmodel import select

from knowledge.models import Question
from knowledge.models.questions import Outcome


def test_another_agencys_task_is_refused_by_name(bot):
    said = bot.ask("ต่อทะเบียนรถยนต์ใช้เอกสารอะไร")
    assert "สำนักงานขนส่งจังหวัด" in said
    assert [q.outcome for q in bot.rows(select(Question))] == [Outcome.OUT_OF_SCOPE]


def test_amusement_is_refused_without_naming_anybody(ask):
    assert "ไม่ใช่งานของ" in ask("เลขเด็ดหวยงวดนี้")


def test_the_municipality_with_the_like_name_is_not_ours(chum):
    assert "ไม่มีข้อมูลของหน่วยงานหรือพื้นที่อื่น" in chum.ask("ขอเบอร์เทศบาลตำบลศรีเมืองชุม")
    assert "ไม่มีข้อมูลของหน่วยงาน" not in chum.ask("เทศบาลตำบลเมืองชุมเก็บภาษีป้ายยังไง")


def test_each_organisation_is_elsewhere_for_the_other_one(bot, chum):
    question = "เบี้ยคนแก่ของเมืองเกษตร โคราช ยื่นที่ไหน"
    assert "ไม่มีข้อมูลของหน่วยงาน" in chum.ask(question)
    assert "ไม่มีข้อมูลของหน่วยงาน" not in bot.ask(question)


def test_who_moves_here_from_another_province_gets_an_answer(ask):
    assert "ย้าย" in ask("ย้ายมาจากเชียงราย รับเบี้ยยังชีพต่อยังไง")


@pytest.mark.parametrize("text", ["ขอยืมเต็นท์งานศพ", "อบต. มีรถดูดส้วมไหม", "รับสมัครงานตำแหน่งอะไรบ้าง"])
def test_services_that_no_article_names_are_not_answered_by_something_alike(ask, text):
    assert "ยังไม่มีข้อมูลเรื่องนี้" in ask(text)


def test_rude_words_get_a_calm_answer(ask):
    said = ask("บอทโง่จริง")
    assert "ขออภัยที่ทำให้ไม่พอใจ" in said
    assert "ถามเจ้าหน้าที่" in said.buttons
