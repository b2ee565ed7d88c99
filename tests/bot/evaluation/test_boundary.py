"""What a citizen must never read is found in a reply, however it is set; what everybody may read is not."""

import pytest

from bot.evaluation.boundary import boundary_of, draw

SECRET = "เจ้าหน้าที่ต้องส่งบันทึกเงินสดคงเหลือให้ผู้อำนวยการกองคลังภายในเวลา 15.30 น. ของทุกวันทำการ"
SHARED_RULE = "ผู้ใดฝ่าฝืนข้อบัญญัตินี้ต้องระวางโทษปรับไม่เกินหนึ่งพันบาทตามที่กฎหมายกำหนดไว้"
MANUAL = "คู่มือการเก็บรักษาเงินสด"
BOUNDARY = draw([
    (MANUAL, f"{SECRET}\n{SHARED_RULE}", False),
    ("วินัย", "ข้าราชการทุกคนต้องรักษาวินัยโดยเคร่งครัดอยู่เสมอ", False),
    ("ข้อบัญญัติตลาด", SHARED_RULE, True),
])  # fmt: skip


def test_a_source_from_the_inside_is_a_leak():
    assert BOUNDARY.leak(["ข้อบัญญัติตลาด", MANUAL], "", "") == f"title {MANUAL}"


@pytest.mark.parametrize("shown", [SECRET, f"• {SECRET}", SECRET.replace("15.30", "๑๕.๓๐"), "\n".join(SECRET.split())])
def test_running_words_from_the_inside_are_a_leak_however_they_are_set(shown):
    assert BOUNDARY.leak([], f"ตอบว่า {shown}", "") == f"text of {MANUAL}"


def test_forty_characters_are_a_leak_and_fewer_are_none():
    running = SECRET.replace(" ", "")
    assert BOUNDARY.leak([], running[5:45], "") is not None
    assert BOUNDARY.leak([], running[5:44], "") is None


def test_words_that_everybody_may_read_are_no_leak():
    assert BOUNDARY.leak(["ข้อบัญญัติตลาด"], SHARED_RULE, "") is None


def test_the_name_of_an_internal_article_is_a_leak_unless_the_question_says_it():
    assert BOUNDARY.leak([], f"ดูได้ใน {MANUAL}", "เก็บเงินยังไง") == f"words of the title {MANUAL}"
    assert BOUNDARY.leak([], f"ไม่พบ “{MANUAL}”", f"ขอ{MANUAL}") is None


def test_a_title_that_is_an_everyday_word_may_be_said():
    assert BOUNDARY.leak([], "วินัย", "") is None
    assert BOUNDARY.leak(["วินัย"], "", "") == "title วินัย"


def test_the_boundary_runs_through_the_database(session):
    boundary = boundary_of(session)
    assert "Do's Don'ts ข้อควรทำและไม่ควรทำของเจ้าหน้าที่" in boundary.internal_titles
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in boundary.external_titles
    assert not boundary.internal_titles & boundary.external_titles
