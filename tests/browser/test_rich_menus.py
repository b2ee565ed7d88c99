"""The rich menus in the chat: areas are tapped, tabs change, the bar folds, the dot comes; all by keyboard as well."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from faces import set_up
from knowledge import people, waiting_for
from knowledge.db import transaction
from knowledge.models.menus import Kind
from stage import MALEE, NOK, SOMCHAI, Stage, now

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-gpu"]


@pytest.fixture
def bot(bot: Stage) -> Stage:
    """The bot at work, with its menus in place."""
    set_up(bot)
    bot.worker.start()
    return bot


@pytest.fixture
def page(chromium: str, bot: Stage) -> Iterator[Page]:
    """The chat page on a phone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        opened = browser.new_page(viewport={"width": 390, "height": 844}, locale="th-TH")
        mistakes: list[str] = []
        opened.on("pageerror", lambda error: mistakes.append(str(error)))
        opened.goto(bot.sim.url)
        yield opened
        browser.close()
        assert mistakes == []


def be(page: Page, person: str) -> None:
    """Speak as this person; who has a role says hello first, as their menu comes with their first message."""
    page.get_by_test_id(f"person-{person}").click()
    expect(page.get_by_test_id("menu-bar")).to_be_visible()


def area(page: Page, label: str):
    """The area of the menu with this label."""
    return page.get_by_test_id("menu").get_by_role("button", name=label, exact=True)


def test_a_citizen_taps_their_way_to_a_leaflet(page):
    be(page, NOK)
    area(page, "แผ่นพับ").click()
    expect(page.get_by_test_id("message-out").last).to_have_text("แผ่นพับ")
    expect(page.get_by_test_id("message-in").last).to_contain_text("แผ่นพับ")


def test_asking_opens_the_keyboard_and_folds_the_menu(page):
    be(page, NOK)
    area(page, "ถามคำถาม").click()
    expect(page.get_by_test_id("composer")).to_be_focused()
    expect(area(page, "แผ่นพับ")).to_be_hidden()
    expect(page.get_by_test_id("message-in").last).to_contain_text("พิมพ์คำถามได้เลย")
    expect(page.get_by_test_id("message-out")).to_have_count(0)
    page.get_by_test_id("menu-bar").click()
    expect(area(page, "แผ่นพับ")).to_be_visible()


def test_the_bar_folds_and_tells_so(page):
    be(page, NOK)
    bar = page.get_by_test_id("menu-bar")
    expect(bar).to_have_text("เมนู")
    expect(bar).to_have_attribute("aria-expanded", "true")
    bar.click()
    expect(bar).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_test_id("menu-area").first).to_be_hidden()


def test_tabs_change_the_menu_at_once_and_say_nothing(page, bot):
    be(page, MALEE)
    area(page, "เจ้าหน้าที่").click()
    expect(area(page, "ค้นคู่มือ")).to_be_visible()
    area(page, "ประชาชน").click()
    expect(area(page, "ถามคำถาม")).to_be_visible()
    area(page, "งานบุคคล").click()
    expect(area(page, "คำถามค้างตอบ")).to_be_visible()
    expect(page.get_by_test_id("message-in")).to_have_count(0)
    assert [d["status"] for d in bot.sim.deliveries] == [200, 200, 200]


def test_tabs_and_areas_work_by_keyboard(page):
    be(page, SOMCHAI)
    area(page, "ประชาชน").focus()
    page.keyboard.press("Enter")
    expect(area(page, "ถามคำถาม")).to_be_visible()
    expect(area(page, "เจ้าหน้าที่")).to_be_focused()
    page.keyboard.press("Enter")
    expect(area(page, "แผน KM")).to_be_visible()
    area(page, "แผน KM").focus()
    page.keyboard.press("Space")
    expect(page.get_by_test_id("message-in").last).to_contain_text("กิจกรรม")


def test_who_becomes_staff_has_the_tabs_after_one_message(page, bot):
    be(page, NOK)
    with transaction(bot.engine) as session:
        people.add_staff(session, NOK, "นก", None, ["staff"], now(), now().date())
    page.get_by_test_id("composer").fill("สวัสดี")
    page.get_by_test_id("send").click()
    expect(area(page, "ค้นคู่มือ")).to_be_visible()


def test_the_dot_leads_to_what_waits(page, bot):
    with transaction(bot.engine) as session:
        waiting_for.add(session, people.meet(session, NOK, now()).id or 0, Kind.ANSWER, "question:7", now())
    bot.keeper.look_at_all(now())
    be(page, NOK)
    area(page, "เรื่องของฉัน").click()
    expect(page.get_by_test_id("message-in").last).to_contain_text("คำตอบจากเจ้าหน้าที่ 1 เรื่อง")


def test_line_on_a_computer_shows_no_rich_menu(page):
    be(page, NOK)
    page.get_by_test_id("desktop-view").check()
    expect(page.get_by_test_id("menu-bar")).to_be_hidden()
    page.get_by_test_id("desktop-view").uncheck()
    expect(page.get_by_test_id("menu-bar")).to_be_visible()


def test_every_area_lies_where_it_is_drawn(page):
    be(page, NOK)
    sheet = page.locator("#menu .sheet").bounding_box()
    assert sheet is not None
    assert sheet["width"] == pytest.approx(390, abs=1)
    last = area(page, "วิธีใช้").bounding_box()
    assert last is not None
    assert last["x"] + last["width"] == pytest.approx(sheet["x"] + sheet["width"], abs=1)
    assert last["y"] + last["height"] == pytest.approx(sheet["y"] + sheet["height"], abs=1)
    assert last["height"] >= 44, "large enough for a finger"
