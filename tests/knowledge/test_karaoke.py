"""Thai in Latin letters."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.karaoke import Karaoke

TABLE = Karaoke.build(["ภาษี", "ป้าย", "ขยะ", "ทะเบียน", "พาณิชย์", "อย่างไร"], [("obt", "อบต.")])


def test_spellings_of_one_sound_are_one():
    assert {TABLE.read(text) for text in ("phasi pai", "pasee pai", "Paasi pay")} == {"ภาษีป้าย"}


def test_spaces_are_where_people_put_them():
    assert TABLE.read("ta bian pa nit") == TABLE.read("tabianpanit") == "ทะเบียนพาณิชย์"


def test_given_spellings_go_first():
    assert TABLE.read("obt khaya") == "อบต.ขยะ"


def test_thai_and_foreign_messages_are_left_alone():
    assert TABLE.read("ภาษี pai") is None
    assert TABLE.read("how much is the fish") is None
    assert TABLE.read("12345") is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_left_alone(text):
    read = TABLE.read(text)
    assert read is None or read
