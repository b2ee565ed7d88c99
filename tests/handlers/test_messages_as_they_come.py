"""Several questions in one message, follow-ups, corrections, karaoke, numbers in words."""

from datetime import timedelta

import pytest

from handlers import follow_up


def test_two_questions_get_two_answers(ask):
    said = ask("ภาษีป้ายคิดยังไงคะ แล้วจดทะเบียนพาณิชย์เสียกี่บาท")
    assert "ภาษีป้าย: การยื่นแบบและอัตราภาษี" in said
    assert "การจดทะเบียนพาณิชย์" in said


def test_two_leaflets_are_asked_for_at_once(ask):
    said = ask("ขอแผ่นพับเบี้ยยังชีพกับแผ่นพับก่อสร้าง")
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in said
    assert "แผ่นพับการขออนุญาตก่อสร้าง" in said


def test_one_question_in_two_clauses_stays_one(ask):
    assert len(ask("ผมอายุ 61 แล้วครับ จะขอเบี้ยคนแก่ต้องทำยังไง").messages) == 1


def test_a_follow_up_is_read_with_the_last_answer(ask):
    ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    said = ask("แล้วต้องใช้เอกสารอะไร")
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in said
    assert "บัตรประจำตัวประชาชน" in said


def test_without_an_answer_before_it_a_follow_up_is_about_nothing(ask):
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" not in ask("แล้วต้องใช้เอกสารอะไร")


def test_a_message_that_stands_on_its_own_is_no_follow_up(ask):
    ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    assert "ภาษีป้าย: การยื่นแบบและอัตราภาษี" in ask("ภาษีป้ายคิดยังไง")
    ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" not in ask("โปรโมชันสาขาปารีส")


def test_after_a_while_a_short_message_is_a_new_matter(ask, monkeypatch):
    ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    monkeypatch.setattr(follow_up, "FRESH", timedelta(seconds=-1))
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" not in ask("แล้วต้องใช้เอกสารอะไร")


def test_a_correction_by_the_next_message_is_answered(ask):
    ask("ภาษีปาย")
    assert "ภาษีป้าย: การยื่นแบบและอัตราภาษี" in ask("*ภาษีป้ายคิดยังไง")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("bia khon phikan khor yang ngai", "เบี้ยความพิการ"),
        ("jod tabian panit", "การจดทะเบียนพาณิชย์"),
        ("pasee pai kid yang ngai", "ภาษีป้าย"),
    ],
)
def test_thai_in_latin_letters_is_read_by_its_sound(ask, written, title):
    assert title in ask(written)


def test_english_is_not_taken_for_thai(ask):
    assert "ยังไม่มีข้อมูลเรื่องนี้" in ask("where is the nearest airport lounge")


def test_an_age_in_words_is_an_age(ask):
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in ask("คุณทวดอายุเก้าสิบสองได้เงินเดือนละเท่าไหร่")


def test_a_topic_word_alone_gets_a_choice(ask):
    said = ask("ภาษี")
    assert "หมายถึงเรื่องไหน" in said
    assert len([label for label in said.buttons if label[0].isdigit()]) >= 2


@pytest.mark.parametrize(
    ("first", "then", "title", "words"),
    [
        ("เบี้ยคนแก่ได้เดือนละเท่าไหร่", "แล้วถ้าอายุ 85 ล่ะ", "แผ่นพับเบี้ยยังชีพผู้สูงอายุ", "80–89 ปี 800 บาท"),
        ("จดทะเบียนพาณิชย์ทำยังไง", "กี่บาท", "การจดทะเบียนพาณิชย์", "50 บาท"),
        ("จดทะเบียนพาณิชย์ทำยังไง", "ไปยื่นที่ไหนคะ", "การจดทะเบียนพาณิชย์", "ให้ยื่นที่"),
        ("ขออนุญาตก่อสร้างบ้าน", "ค่าธรรมเนียมเท่าไหร่", "แผ่นพับการขออนุญาตก่อสร้าง", "ใบอนุญาตก่อสร้าง 20 บาท"),
    ],
)
def test_what_names_no_matter_is_about_the_last_one(ask, first, then, title, words):
    ask(first)
    said = ask(then)
    assert title in said
    assert words in said


@pytest.mark.parametrize(("then", "title"), [("แล้วคนพิการล่ะ", "เบี้ยความพิการ"), ("ภาษีป้ายล่ะ", "ภาษีป้าย")])
def test_what_names_another_matter_is_about_that(ask, then, title):
    ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    assert title in ask(then)
