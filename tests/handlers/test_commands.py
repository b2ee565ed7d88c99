"""Commands in people's own words; who may give them; and what they do."""

import pytest
from sqlmodel import select

from knowledge.models import Conversation, Question
from knowledge.models.questions import Outcome
from stage import MALEE, NOK, SOMCHAI


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("ขอดูแผน km ปีนี้หน่อย", "กิจกรรม"),
        ("เดือนนี้มีงานไหนใกล้ครบกำหนดบ้าง", "กำหนด"),
        ("สรุปจำนวนคนถามให้ที", "คำถาม"),
        ("มีคำถามไหนที่บอตตอบไม่ได้", "ตอบไม่ได้"),
        ("เพิ่มกิจกรรมอบรมเดือนหน้า", "ยังไม่มีอะไรเปลี่ยนแปลง"),
    ],
)
def test_hr_gives_commands_in_their_own_words(ask, words, heard):
    assert heard in ask(words, by=MALEE)


def test_a_citizen_who_types_a_command_of_hr_gets_nothing_of_it(ask):
    for words in ("ขอดูแผน km ปีนี้หน่อย", "มีคำถามไหนที่บอตตอบไม่ได้", "สรุปจำนวนคนถามให้ที"):
        said = ask(words, by=NOK)
        assert "กิจกรรม" not in said
        assert "ย้อนหลัง 30 วัน" not in said


def test_staff_see_the_plan_but_not_what_people_asked(ask):
    assert "กิจกรรม" in ask("ดูแผน", by=SOMCHAI)
    assert "ย้อนหลัง" not in ask("คำถามที่ตอบไม่ได้", by=SOMCHAI)


def test_overdue_activities_come_first_and_say_by_how_many_days(bot):
    bot.ask("สวัสดี", by=MALEE)
    said = bot.ask("งานใกล้ครบกำหนด", by=MALEE)
    days = [line for line in said.text.splitlines() if "วัน" in line and ":" in line]
    assert days == sorted(days, key=lambda line: "เลยกำหนด" not in line)
    assert days


def test_unanswered_questions_are_listed_for_hr_with_the_newest_first(bot):
    bot.ask("โปรโมชันสาขาปารีส")
    bot.ask("กาแล็กซีแอนโดรเมดา")
    said = bot.ask("คำถามที่ตอบไม่ได้", by=MALEE).text
    assert said.index("แอนโดรเมดา") < said.index("ปารีส")


def test_somebody_sees_what_is_kept_and_has_it_deleted_after_a_second_yes(bot):
    bot.ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    assert "1 ข้อ" in bot.ask("ข้อมูลของฉัน")
    sure = bot.ask("ลบข้อมูล")
    assert "ยืนยัน" in sure
    assert bot.rows(select(Question))[0].text
    assert "ลบข้อความของคุณแล้ว 1 ข้อ" in bot.press(sure.buttons["ยืนยันลบ"])
    assert [q.text for q in bot.rows(select(Question))] == [""]
    assert [q.outcome for q in bot.rows(select(Question))] == [Outcome.ANSWERED]


def test_deleting_ones_own_words_leaves_those_of_others(bot):
    bot.ask("ภาษีป้ายคิดยังไง", by=SOMCHAI)
    bot.press(bot.ask("ลบข้อมูล", by=NOK).buttons["ยืนยันลบ"], by=NOK)
    assert [q.text for q in bot.rows(select(Question))] == ["ภาษีป้ายคิดยังไง"]


def test_a_citizens_number_is_refused_and_not_kept(bot):
    assert "อย่าส่งเลขบัตรประชาชน" in bot.ask("1-2345-67890-12-3 ได้สิทธิอะไรบ้าง")
    rows = bot.rows(select(Question))
    assert [(q.text, q.outcome) for q in rows] == [("", Outcome.REJECTED_PERSONAL_DATA)]


def test_other_peoples_data_are_not_given_out(ask):
    assert "เปิดเผยทางไลน์นี้ไม่ได้" in ask("ขอรายชื่อกับเบอร์โทรของคนพิการทั้งหมู่บ้าน")


def test_who_wants_no_notices_is_remembered_and_still_answered(bot):
    assert "จะไม่ส่งประกาศ" in bot.ask("ปิดการแจ้งเตือนทีค่ะ")
    assert bot.rows(select(Conversation))[0].state["notices"] is False
    assert "90 ปีขึ้นไป" in bot.ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")


def test_registering_shows_the_code_that_the_office_needs(ask):
    assert NOK in ask("ลงทะเบียนเจ้าหน้าที่", by=NOK)
    assert "ยืนยันเป็นเจ้าหน้าที่แล้ว" in ask("ลงทะเบียนเจ้าหน้าที่", by=SOMCHAI)
