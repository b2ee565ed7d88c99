"""The part of an article that answers: an amount for เท่าไหร่, a list as a whole, never half a letter."""

import pytest
import regex

from knowledge.excerpts import EXCERPT_LIMIT, blocks, choose, plain
from knowledge.search import QueryMaker
from knowledge.text_words import plain_words

KITE = """\
การเล่นว่าวเป็นประเพณีของตำบล ทุกครัวเรือนเล่นได้

**เอกสารที่ใช้**
- บัตรประจำตัวประชาชน
- ทะเบียนบ้าน
- รูปถ่ายว่าว

**ค่าธรรมเนียม**
ว่าวตัวเล็ก 20 บาท ว่าวตัวใหญ่ 50 บาท

**กำหนดเวลา**
ยื่นคำขอภายในวันที่ 31 มกราคมของทุกปี

**ติดต่อ**
ยื่นที่กองช่าง ในวันราชการ
"""


@pytest.fixture(scope="module")
def maker() -> QueryMaker:
    return QueryMaker(plain_words())


@pytest.fixture
def shown(maker):
    """What is shown of the article about kites for a question."""
    return lambda question, body=KITE, **limit: choose("การเล่นว่าว", body, maker.make(question), **limit).shown


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("เล่นว่าวเสียเท่าไหร่", "50 บาท"),
        ("ว่าวกี่บาท", "20 บาท"),
        ("ค่าธรรมเนียมว่าวเท่าใด", "50 บาท"),
        ("เล่นว่าวใช้เอกสารอะไร", "ทะเบียนบ้าน"),
        ("ต้องเตรียมอะไรไปบ้าง", "บัตรประจำตัวประชาชน"),
        ("ยื่นเมื่อไหร่", "31 มกราคม"),
        ("หมดเขตวันไหน", "31 มกราคม"),
        ("ยื่นที่ไหน", "กองช่าง"),
    ],
)
def test_what_is_asked_for_is_shown(shown, question, words):
    assert words in shown(question)


def test_a_list_stays_whole_with_the_line_that_introduces_it(shown):
    said = shown("ใช้เอกสารอะไรบ้าง")
    assert said.startswith("เอกสารที่ใช้")
    assert all(item in said for item in ("บัตรประจำตัวประชาชน", "ทะเบียนบ้าน", "รูปถ่ายว่าว"))


def test_a_question_that_fits_nothing_shows_the_beginning(shown):
    assert shown("แมว").startswith("การเล่นว่าวเป็นประเพณี")


def test_marks_for_the_writer_are_not_shown(shown):
    assert "**" not in plain(KITE) + shown("ค่าธรรมเนียม")


def test_nothing_to_show_is_nothing(shown):
    assert shown("ว่าว", body="") == ""


def test_a_heading_without_text_is_still_a_block():
    assert [b.heading for b in blocks("**หัวข้อ**\n\nข้อความ")] == ["หัวข้อ", ""]


def test_a_long_paragraph_is_cut_at_spaces_around_what_was_asked(shown):
    body = " ".join(f"ข้อความที่{n}" for n in range(200)) + " ปลาวาฬสีม่วง " + " ".join(f"ท้าย{n}" for n in range(200))
    said = shown("ปลาวาฬสีม่วง", body=body)
    assert "ปลาวาฬสีม่วง" in said
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert len(said) <= EXCERPT_LIMIT + 4
    assert set(said.removeprefix("… ").removesuffix(" …").split()) <= set(body.split())


@pytest.mark.parametrize("limit", [10, 50, 200])
def test_a_limit_is_kept(shown, limit):
    assert len(shown("ว่าว", body="คำ " * 500, limit=limit)) <= limit + 4


def test_a_paragraph_without_spaces_is_cut_between_letters(shown):
    body = "ที่นี่น้ำดื่ม" * 40
    letters = regex.findall(r"\X", body)
    for limit in range(20, 33):
        said = regex.findall(r"\X", shown("น้ำ", body=body, limit=limit).rstrip(" …"))
        assert said == letters[: len(said)]


@pytest.mark.parametrize("organisation", ["mueangkaset", "mueangchum"])
def test_every_article_shows_something_readable_for_its_own_title(organisation, maker):
    from knowledge.packs import find_pack, read_pack

    for article in read_pack(find_pack(organisation)).articles:
        said = choose(article.title, article.body, maker.make(article.title)).shown
        assert 10 < len(said) <= EXCERPT_LIMIT + 120, article.title
        assert "**" not in said
        assert not regex.match(r"\p{M}", said)
