"""Thai typed with the keyboard left on English is read as Thai; everything else is left alone."""

import pytest

from knowledge.search import QueryMaker
from knowledge.text_words import plain_words, thai_from_english_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l;ylfu", "สวัสดี"),
        ("g[uhppy'=urz^hl^'vkp6", "เบี้ยยังชีพผู้สูงอายุ"),
        ("4kKumujfbo", "ภาษีที่ดิน"),
        ("ohemj;,", "น้ำท่วม"),
        ("czjory[", "แผ่นพับ"),
        ("0fmtg[upo", "จดทะเบียน"),
        ("-pt", "ขยะ"),
    ],
)
def test_a_word_typed_on_the_wrong_keyboard_is_repaired(typed, meant):
    assert thai_from_english_keys(typed, plain_words()) == meant


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "LINE",
        "tax",
        "What is the tax rate?",
        "Where can I pay my land and building tax?",
        "covid-19",
        "www.example.com",
        "somchai@example.com",
        "pdf",
        "5555",
        "08-1234-5678",
        "a",
        "?",
        "",
        "ภาษี",
        "ขอแผ่นพับเรื่อง LINE",
        "ภาษี l;ylfu",
        "asdfghjkl",
        "<script>alert(1)</script>",
        "SELECT * FROM person;",
    ],
)
def test_what_is_not_thai_on_english_keys_is_left_alone(text):
    assert thai_from_english_keys(text, plain_words()) is None


def test_a_question_on_the_wrong_keyboard_is_searched_as_thai():
    query = QueryMaker(plain_words()).make("4kKumujfbo")
    assert query.text == "ภาษีที่ดิน"
    assert ("4kKumujfbo", "ภาษีที่ดิน") in query.expansions


def test_it_is_answered_too(ask):
    assert "ภาษี" in ask("4kKumujfbo")
