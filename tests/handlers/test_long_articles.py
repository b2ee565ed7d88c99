"""อ่านต่อ shows the whole article, however long it is, as far as five messages reach."""

import pytest
from sqlmodel import select

from handlers.registry import button_data
from knowledge.db import transaction
from knowledge.models import Article


@pytest.fixture
def read(bot):
    """Read the whole of an article that has this body."""

    def more(body: str):
        with transaction(bot.engine) as session:
            article = session.exec(select(Article).where(Article.audience == "external")).first()
            article.body, key = body, article.key
        return bot.press({"type": "postback", "data": button_data("more", key=key)})

    return more


def lines(count: int) -> list[str]:
    """So many different lines of thirty letters."""
    return [f"ข้อ {number:04} ทุกข้อสำคัญเท่ากันทั้งหมด" for number in range(count)]


@pytest.mark.parametrize("count", [1, 50, 200])
def test_every_line_of_an_article_is_shown(read, count):
    said = read("\n".join(lines(count)))
    assert [line for line in lines(count) if line not in said] == []


def test_every_line_of_a_very_long_article_is_shown_or_people_are_told(read):
    said = read("\n".join(lines(400)))
    assert [line for line in lines(400) if line not in said] == [] or "ยังไม่หมด" in said


def test_the_source_and_the_buttons_stand_under_the_end(read):
    said = read("\n".join(lines(200)))
    assert "ถามเจ้าหน้าที่" in said.buttons
    assert "footer" in said.messages[-1]["contents"]
    assert "footer" not in said.messages[0]["contents"]
