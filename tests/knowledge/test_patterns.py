"""What a message says by its form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import digits
from knowledge.patterns import said_by_form


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("แปดสิบสอง", "82"),
        ("หกสาม", "63"),
        ("สี่พันห้าร้อย", "4500"),
        ("ยี่สิบเอ็ด", "21"),
        ("สามเดือน", "3เดือน"),
        ("สองแถว", "สองแถว"),
        ("สิบห้าวัน", "15วัน"),
    ],
)
def test_numbers_in_words_are_read(written, read):
    assert digits(written) == read


@given(st.integers(min_value=20, max_value=99))
def test_every_age_in_words_is_read(age):
    figures = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
    tens = "ยี่สิบ" if age // 10 == 2 else figures[age // 10] + "สิบ"
    ones = "เอ็ด" if age % 10 == 1 else figures[age % 10]
    assert digits(tens + ones) == str(age)


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("ม.39 ทวิ", "มาตรา 39 ทวิ"),
        ("พรบ.ควบคุมอาคาร ม.21", "มาตรา 21"),
        ("ถนนหมู่ 3 พัง", "หมู่ที่ 3"),
        ("ส่งภายใน 15 ก.พ.", "กุมภาพันธ์"),
        ("ภาษีปี 63", "2563"),
        ("แม่อายุ 82", "ผู้สูงอายุ"),
    ],
)
def test_context_decides_what_an_abbreviation_means(message, meant):
    assert meant in [says for _, says in said_by_form(message)]


@pytest.mark.parametrize("message", ["สำนักงาน ก.พ. คืออะไร", "อายุความกี่ปี", "ม.ขอนแก่น", ""])
def test_without_its_context_nothing_is_read_into_it(message):
    assert said_by_form(message) == []
