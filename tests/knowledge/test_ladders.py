"""An age in the question, a ladder in the text: the step that holds it comes first, in the text's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ladders import age_in, step_for, steps

RATES = "• 60–69 ปี 600 บาท\n• 70–79 ปี 700 บาท\n• 80–89 ปี 800 บาท\n• 90 ปีขึ้นไป 1,000 บาท"


@pytest.mark.parametrize(
    ("question", "age"),
    [
        ("แม่อายุ 82 ได้เท่าไหร่", 82),
        ("ยายอายุแปดสิบสองแล้ว", 82),
        ("ตา ๙๐ ปี", 90),
        ("คนอายุครบ 60 ปีได้ไหม", 60),
        ("ได้เดือนละเท่าไหร่", None),
        ("ภาษีปี 2563", None),
        ("จ่าย 800 บาทใช่ไหม", None),
    ],
)
def test_an_age_is_recognised_and_other_numbers_are_not(question, age):
    assert age_in(question) == age


@given(st.integers(min_value=0, max_value=130))
def test_the_step_of_every_age_is_the_texts_own_line(age):
    paid = {6: "600", 7: "700", 8: "800"}.get(age // 10, "1,000")
    step = step_for(RATES, age)
    assert step is None if age < 60 else step is not None and f"{paid} บาท" in step and step in RATES


@pytest.mark.parametrize(
    "text", ["", "อายุ 60 ปีขึ้นไปลงทะเบียนได้", "ยื่นภายใน 15 วัน\nจ่ายภายใน 30 วัน", "กลุ่ม 1–5 คน\nกลุ่ม 6–9 คน"]
)
def test_what_is_no_ladder_has_no_steps(text):
    assert steps(text) == []


def test_steps_that_overlap_give_none():
    assert step_for("• 0–6 ปี 600 บาท\n• 5–9 ปี 700 บาท", 5) is None


def test_the_bot_puts_the_step_first_and_the_whole_list_after_it(ask):
    said = ask("แม่อายุ 82 ได้เบี้ยยังชีพเท่าไหร่").text
    assert said.index("80–89 ปี 800 บาท") < said.index("60–69 ปี 600 บาท")
    assert "90 ปีขึ้นไป 1,000 บาท" in said


def test_an_age_outside_of_the_ladder_gets_the_usual_answer(ask):
    assert "60–69 ปี 600 บาท" in ask("อายุ 45 ได้เบี้ยคนแก่เดือนละเท่าไหร่")
