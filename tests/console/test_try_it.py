"""ลองถาม: the reply as it would be sent, and why; on one's own desk only."""

import pytest

from bot import trying, web
from bot.runtime import Runtime
from bot.settings import read_settings
from console import try_it


@pytest.fixture
def page(bot):
    """`page(q=…, as_=…)`: what the browser gets."""
    app = web.create_app(bot.engine, bot.intake, "secret", [try_it.pages(trying.asker(bot.engine, bot.library))])
    client = app.test_client()
    return lambda as_="citizen", **query: client.get(try_it.PATH, query_string={"as": as_, **query})


def test_a_question_gets_its_reply_and_the_reason(page):
    said = page(q="เบี้ยคนแก่ได้เดือนละเท่าไหร่").text
    assert "90 ปีขึ้นไป 1,000 บาท" in said
    assert "ตรงเพราะคำว่า" in said
    assert "เกณฑ์ตอบ" in said


def test_staff_see_internal_articles_and_citizens_nothing_of_them(page):
    question = "ความรับผิดทางละเมิดของเจ้าหน้าที่"
    assert "พ.ร.บ.ความรับผิดทางละเมิดของเจ้าหน้าที่" in page("staff", q=question).text
    assert "พ.ร.บ.ความรับผิดทางละเมิดของเจ้าหน้าที่" not in page("citizen", q=question).text


def test_what_is_typed_is_text_and_nothing_else(page):
    said = page(q="<script>alert(1)</script> ภาษี").text
    assert "<script>" not in said
    assert "&lt;script&gt;" in said


@pytest.mark.parametrize("text", ["", "   ", "ก" * 5000, "\u202e\u200b", "😀", "{{ 7*7 }}"])
def test_any_text_gives_a_page(page, text):
    answer = page(q=text)
    assert answer.status_code == 200
    assert "49" not in answer.text.split("</form>")[0]


def test_an_unknown_persona_is_a_citizen(page):
    assert 'value="citizen" checked' in page("mayor", q="ภาษี").text


def test_the_page_loads_nothing_from_elsewhere_and_is_not_stored(page):
    headers = page(q="ภาษี").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changes", "status"),
    [({}, 404), ({"beside_simulator": True, "host": "0.0.0.0"}, 404), ({"beside_simulator": True}, 200)],
)
def test_it_is_there_beside_the_simulator_on_loopback_only(empty_database, changes, status):
    runtime = Runtime(read_settings(database_url=empty_database, line_channel_secret="x", **changes))
    try:
        assert runtime.web().test_client().get(try_it.PATH).status_code == status
    finally:
        runtime.close()
