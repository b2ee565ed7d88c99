"""The stretch of a long text that answers."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.windows import window

FILLER = "ตำบลนี้มีแม่น้ำสายยาวไหลผ่านทุ่งนา " * 12


def test_the_stretch_around_what_was_asked_is_taken():
    text = f"{FILLER}สะพานไม้เก่าแก่สร้างเมื่อ พ.ศ. 2475 โดยชาวบ้าน {FILLER}"
    start, end = window(text, "สะพานไม้สร้างเมื่อใด", 120)
    assert "พ.ศ. 2475" in text[start:end]


def test_words_that_stand_everywhere_tell_nothing():
    text = f"{FILLER}แม่น้ำสายยาวชื่อคลองบางแพ {FILLER}"
    start, end = window(text, "แม่น้ำสายยาวชื่ออะไร", 100)
    assert "คลองบางแพ" in text[start:end]


def test_cuts_are_at_spaces():
    text = f"{FILLER}ปลาวาฬ {FILLER}"
    start, end = window(text, "ปลาวาฬ", 80)
    assert start == 0 or text[start - 1] == " "
    assert end == len(text) or text[end] == " "


@given(st.text(max_size=600), st.text(max_size=60), st.integers(min_value=1, max_value=300))
def test_any_text_gives_a_stretch_within_the_limit(text, asked, limit):
    start, end = window(text, asked, limit)
    assert 0 <= start <= end <= len(text)
    assert end - start <= limit
