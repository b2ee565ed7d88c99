"""The first minutes of a newcomer: the one command, the chat page, a question as a citizen and as staff."""

import pytest
from playwright.sync_api import expect

from faces import need_letters
from stage import NOK, SOMCHAI

pytestmark = pytest.mark.browser


def test_a_citizen_is_answered_and_internal_knowledge_stays_inside(say):
    rates = say(NOK, "เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ")
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in rates
    assert all(amount in rates for amount in ("600 บาท", "700 บาท", "800 บาท", "1,000 บาท"))

    asked = "ความรับผิดทางละเมิดของเจ้าหน้าที่"
    assert "ละเมิด" not in say(NOK, asked)
    assert "พ.ร.บ.ความรับผิดทางละเมิดของเจ้าหน้าที่" in say(SOMCHAI, asked)


def test_a_button_in_the_bubble_leads_on(page, say):
    say(NOK, "เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ")
    before = page.get_by_test_id("message-in").count()
    page.get_by_test_id("flex-button").filter(has_text="อ่านต่อ").last.click()
    expect(page.get_by_test_id("message-in").nth(before)).to_contain_text("หนังสือมอบอำนาจ")


def test_the_menu_of_ones_role_is_there_from_the_start(page):
    need_letters()
    tabs = {NOK: "ถามคำถาม", SOMCHAI: "ค้นคู่มือ"}
    for person, label in tabs.items():
        page.get_by_test_id(f"person-{person}").click()
        expect(page.get_by_test_id("menu").get_by_role("button", name=label)).to_be_visible(timeout=60_000)


def test_line_had_nothing_to_complain_of(page, say, desk):
    say(NOK, "ขอแผ่นพับภาษี")
    expect(page.get_by_test_id("problem")).to_have_count(0)
    calls = page.request.get(f"{desk.chat_page}_sim/requests").json()
    changing = [call for call in calls if call["method"] != "GET"]
    assert changing
    assert {call["status"] for call in changing} <= {200, 202}
