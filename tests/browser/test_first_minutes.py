"""The first minutes of a newcomer: the one command, the chat page, a question as a citizen and as staff, a leaflet."""

import re

import pytest
from playwright.sync_api import expect

from bench_extract.blocks import Bullets, Heading, Paragraph
from bench_extract.makers import Look, by_typst
from faces import need_letters
from stage import NOK, SOMCHAI

pytestmark = pytest.mark.browser
ASKED = "ขอแผ่นพับโคมลอย"


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


def printed(folder, year: int):
    """A leaflet of two pages as an officer saves it."""
    rules = Bullets(tuple(f"ข้อ {n} ห้ามปล่อยโคมลอยใกล้สนามบินและชุมชน" for n in range(1, 45)))
    file = folder / f"โคมลอย {year}.pdf"
    file.write_bytes(by_typst([Heading(f"การปล่อยโคมลอย ปี {year}"), Paragraph("ต้องขออนุญาตก่อน"), rules], Look("Sarabun")))
    return str(file)


def button(page, label: str):
    """The newest button with this label."""
    return page.get_by_test_id("flex-button").filter(has_text=label).last


def pressed(page, label: str):
    """Press the newest button with this label; what comes in answer."""
    before = page.get_by_test_id("message-in").count()
    button(page, label).click()
    answer = page.get_by_test_id("message-in").nth(before)
    expect(answer).to_be_visible()
    return answer


def test_a_leaflet_lives_through_a_new_edition(page, say, desk, tmp_path):
    desk.km("leaflet", "add", printed(tmp_path, 2568), "--title", "แผ่นพับโคมลอย 2568")
    assert "แผ่นพับโคมลอย 2568" in say(NOK, ASKED)
    assert "หน้า 1 จาก 2" in pressed(page, "ดูทีละหน้า").inner_text()
    shown = page.get_by_test_id("message-in").last.locator("img")
    expect(shown.first).to_have_js_property("complete", True)
    assert all(picture.evaluate("picture => picture.naturalWidth") == 1024 for picture in shown.all())
    with page.context.expect_page() as tab:
        button(page, "เปิดดู").click()
    opened = page.request.get(tab.value.url)
    assert (opened.status, opened.headers["content-type"]) == (200, "application/pdf")
    assert opened.body().startswith(b"%PDF-")

    new, title = printed(tmp_path, 2569), "แผ่นพับโคมลอย 2569"
    replaced = desk.km("leaflet", "add", new, "--title", title, "--replaces", "แผ่นพับโคมลอย 2568")
    assert "is history from now on" in replaced
    old = pressed(page, "อ่านเป็นข้อความ").inner_text()
    assert "ข้อมูลย้อนหลัง" in old
    assert "แผ่นพับโคมลอย 2569" in pressed(page, "ดูฉบับปัจจุบัน").inner_text()
    said = say(NOK, ASKED)
    assert "แผ่นพับโคมลอย 2569" in said and "2568" not in said
    assert re.search(r"2568  \(history; 2 pages, 2 downloads", desk.km("leaflet", "list"))
