"""Thai as people type it becomes one spelling; what is cut is cut between letters as a reader sees them."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.text import clean, fold_karaoke, graphemes, normalise, shorten, shorten_utf16, utf16_length

quick = settings(max_examples=150, deadline=None, derandomize=True)
# Thai letters, vowels, marks and digits in any order, with what else turns up in chats.
THAI = "".join(chr(n) for n in range(0x0E01, 0x0E5C) if unicodedata.category(chr(n)) != "Cn")
chats = st.text(alphabet=THAI + " .-/()%aABz019\u200b\u00a0😀", max_size=40)
anything = st.text(max_size=40)
WORDS = ["เบี้ยยังชีพผู้สูงอายุ", "น้ำท่วม", "แผ่นพับ", "กำหนดชำระภาษี", "ทำอะไรได้บ้าง", "เก้าอี้", "ก้ำกึ่ง", "ที่ดิน"]
sentences = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเผ่นพับ", "แผ่นพับ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทํา", "ทำ"),
        ("ที่่", "ที่"),
        ("ท่ี", "ที่"),
        ("ผู้้สูงอายุุ", "ผู้สูงอายุ"),
        ("๒๕๗๐", "2570"),
        ("ปี ๒๕๗๐ จ่าย ๖๐๐ บาท", "ปี 2570 จ่าย 600 บาท"),
        ("มากกกกก", "มาก"),
        ("ช่วยด้วยยยยย", "ช่วยด้วย"),
        ("มากกว่า", "มากกว่า"),
        ("ธรรรรม", "ธรรม"),
        ("จ้าาาาา", "จ้า"),
        ("heyyyyy", "heyy"),
        ("HELLO Thailand", "hello thailand"),
        ("ภา\u200bษี", "ภาษี"),
        ("\ufeffภาษี\u200e", "ภาษี"),
        ("ภาษี\u202eที่ดิน", "ภาษีที่ดิน"),
        ("ภาษี\xa0ที่ดิน\n\tและ   ป้าย ", "ภาษี ที่ดิน และ ป้าย"),
        ("ภาษี\x00ที่ดิน", "ภาษี ที่ดิน"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_is_typed_in_many_ways_is_one_word(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "word", ["สรรพสามิต", "กรรมการ", "ละเมิด", "นานา", "พัฒนา", "ต่างๆ", "ประชาชน", "รับรอง", "บรรณารักษ์"]
)
def test_a_word_that_is_spelt_rightly_stays_as_it_is(word):
    assert normalise(word) == word


@given(sentences)
@quick
def test_good_thai_is_left_alone(text):
    assert normalise(text) == " ".join(text.split())


@given(sentences)
@quick
def test_to_write_it_apart_changes_nothing(text):
    assert normalise(text.replace("ำ", "ํา").replace("แ", "เเ")) == normalise(text)


@given(chats)
@example("ก่้ิ")
@quick
def test_to_normalise_twice_is_to_normalise_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(chats)
@quick
def test_thai_never_gets_longer(text):
    assert len(normalise(text)) <= len(text)


@given(anything)
@quick
def test_nothing_gets_longer_than_unicode_itself_makes_it(text):
    assert len(normalise(text)) <= 3 * len(text)


@given(anything)
@quick
def test_nothing_invisible_and_no_half_letter_is_left(text):
    left = normalise(text)
    assert left.encode() is not None
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in left)
    assert left == left.strip()


@pytest.mark.parametrize("half", ["\ud83d", "\ude00", "ก\ud83dข", "\ude00\ud83d"])
def test_half_a_letter_becomes_one_that_can_be_stored(half):
    assert clean(half).encode()


def test_a_long_message_is_normalised_in_no_time():
    assert normalise("เ" * 100_000) in ("แ", "เ")
    assert len(normalise("ก่" * 50_000)) == 100_000


class TestGraphemes:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("ก้ำ", 1),
            ("น้ำ", 1),
            ("ที่", 1),
            ("กุ้ง", 2),
            ("ติดต่อเจ้าหน้าที่", 11),
            ("ขอแบบฟอร์มร้องเรียนเจ้าหน้าที่", 23),
            ("👨‍👩‍👧‍👦", 1),
            ("🇹🇭", 1),
            ("", 0),
        ],
    )
    def test_letters_are_counted_as_line_counts_them(self, text, count):
        assert len(graphemes(text)) == count

    @given(anything)
    @quick
    def test_the_pieces_make_the_text(self, text):
        assert "".join(graphemes(text)) == text


class TestShorten:
    @pytest.mark.parametrize("limit", range(1, 12))
    @pytest.mark.parametrize("text", ["ก้ก้ก้ก้ก้", "น้ำน้ำน้ำน้ำ", "ที่นี่ที่นั่น", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "ติดต่อเจ้าหน้าที่"])
    def test_no_letter_is_cut_in_two(self, text, limit):
        short = shorten(text, limit)
        kept = short.removesuffix("…") if short != text else short
        assert len(graphemes(short)) <= limit
        assert graphemes(text)[: len(graphemes(kept))] == graphemes(kept)

    def test_what_fits_stays_and_what_does_not_ends_in_an_ellipsis(self):
        assert shorten("ที่ดิน", 3) == "ที่ดิน"
        assert shorten("ที่ดิน", 2) == "ที่…"
        assert shorten("ภาษี ที่ดิน", 5) == "ภาษี…"

    @given(sentences, st.integers(1, 30))
    @quick
    def test_it_is_never_longer_than_asked(self, text, limit):
        assert len(graphemes(shorten(text, limit))) <= limit

    @given(st.one_of(sentences, chats, anything), st.integers(2, 60))
    @quick
    def test_lines_units_are_never_exceeded(self, text, limit):
        assert utf16_length(shorten_utf16(text, limit)) <= limit

    def test_a_smile_counts_two_units_and_is_not_cut(self):
        assert utf16_length("😀") == 2
        assert shorten_utf16("😀😀😀", 5) == "😀😀…"
        assert shorten_utf16("😀😀😀", 6) == "😀😀😀"
        assert shorten_utf16("😀😀😀", 4) == "😀…"

    def test_a_letter_with_endless_marks_is_left_out_rather_than_cut(self):
        assert shorten_utf16("ก" + "่" * 6000, 5000) == "…"


@pytest.mark.parametrize(
    ("one", "other"), [("phasi", "paasi"), ("khaya", "kaya"), ("thi din", "tidin"), ("soong", "sung"), ("", "!?")]
)
def test_thai_in_latin_letters_has_one_spelling(one, other):
    assert fold_karaoke(one) == fold_karaoke(other)
