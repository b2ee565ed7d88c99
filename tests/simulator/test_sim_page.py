"""The chat page in a real browser: faithful cards, safe text, several people."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sim_cast import NOK, SOMCHAI, Api, Bot, text

from simulator.server import Simulator

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ATTACK = "<img src=x onerror=alert(1)>"

# On CI a missing browser is a failure; on a desk these tests are left out.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and os.environ.get("CI") != "true", reason="chromium is not installed"
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, sim: Simulator) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.set_default_timeout(5000)
    alarms: list[str] = []
    opened.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    opened.on("pageerror", lambda error: alarms.append(str(error)))
    opened.goto(sim.url)
    expect(opened.get_by_test_id(f"person-{NOK}")).to_be_visible()
    yield opened
    opened.close()
    assert alarms == []


def card(*components: dict[str, Any], **bubble: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": list(components)}, **bubble}


def flex(contents: dict[str, Any], alt: str = "การ์ด") -> dict[str, Any]:
    return {"type": "flex", "altText": alt, "contents": contents}


def test_people_talk_each_in_their_own_chat(page: Page, sim: Simulator, api: Api) -> None:
    page.get_by_test_id("composer").fill("สวัสดี")
    page.get_by_test_id("composer").press("Shift+Enter")
    page.get_by_test_id("composer").press_sequentially("ค่ะ")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("message-out")).to_have_text("สวัสดี\nค่ะ")
    api.push(SOMCHAI, text("ถึงสมชาย"))
    expect(page.get_by_test_id(f"person-{SOMCHAI}").locator(".unread")).to_have_text("1")
    page.get_by_test_id(f"person-{SOMCHAI}").click()
    expect(page.get_by_test_id("message-in")).to_have_text("ถึงสมชาย")
    page.reload()
    expect(page.get_by_test_id("message-in")).to_have_text("ถึงสมชาย")
    page.get_by_test_id(f"person-{NOK}").click()
    expect(page.get_by_test_id("message-out")).to_have_count(1)


def test_markup_is_shown_as_text(page: Page, api: Api) -> None:
    span = {"type": "text", "text": ATTACK, "contents": [{"type": "span", "text": ATTACK}]}
    button = {"type": "button", "action": {"type": "message", "label": ATTACK, "text": "x"}}
    chips = {"items": [{"type": "action", "action": {"type": "message", "label": ATTACK[:20], "text": "x"}}]}
    confirm = {"type": "confirm", "text": ATTACK, "actions": [{"type": "message", "label": "x", "text": "x"}] * 2}
    messages = [
        flex(card({"type": "text", "text": ATTACK}, span, button), ATTACK),
        {"type": "template", "altText": ATTACK, "template": confirm},
        text(ATTACK, quickReply=chips),
    ]
    assert api.push(NOK, *messages)[0] == 200
    expect(page.get_by_test_id("message-in")).to_have_count(3)
    expect(page.get_by_test_id("message-in").last).to_have_text(ATTACK)
    expect(page.get_by_test_id("flex-button")).to_have_text(ATTACK)
    assert page.locator("img[src='x']").count() == 0


def test_flex_is_drawn_as_ordered(page: Page, api: Api) -> None:
    title = {"type": "text", "text": "บรรทัดหนึ่ง\nบรรทัดสอง", "wrap": True, "size": "xl", "color": "#0B6B46"}
    cut = {"type": "text", "text": "ยาวมาก" * 60, "wrap": True, "maxLines": 2}
    row = {
        "type": "box",
        "layout": "horizontal",
        "spacing": "md",
        "contents": [{"type": "text", "text": "ก", "flex": 1}, {"type": "text", "text": "ข", "flex": 3}],
    }
    bubble = card(title, cut, row, size="kilo", styles={"body": {"backgroundColor": "#FFF3D1"}})
    assert api.push(NOK, flex({"type": "carousel", "contents": [bubble] * 3}, "สามการ์ด"))[0] == 200
    drawn = page.get_by_test_id("message-in")
    expect(drawn.get_by_role("group", name="สามการ์ด")).to_be_visible()
    expect(drawn.locator(".fx-bubble")).to_have_count(3)
    style = "node => { const s = getComputedStyle(node); return [s.fontSize, s.color, s.fontWeight, s.whiteSpace] }"
    words = drawn.locator(".fx-words").first
    assert words.evaluate(style)[:2] == ["22px", "rgb(11, 107, 70)"]
    assert words.inner_text() == "บรรทัดหนึ่ง\nบรรทัดสอง"
    height = "node => node.getBoundingClientRect().height"
    assert drawn.locator(".fx-words").nth(1).evaluate(height) == pytest.approx(2 * 16 * 1.6, abs=1)
    width = "node => node.getBoundingClientRect().width"
    narrow, broad = (drawn.locator(".fx-text").nth(index).evaluate(width) for index in (2, 3))
    assert broad == pytest.approx(3 * narrow, abs=1)
    assert drawn.locator(".fx-bubble").first.evaluate(width) == 260


def test_quick_replies_vanish_with_the_next_message(page: Page, api: Api, bot: Bot) -> None:
    chip = {"type": "action", "action": {"type": "message", "label": "เมนู", "text": "ขอเมนู"}}
    api.push(NOK, text("แรก", quickReply={"items": [chip] * 3}), text("ท้าย", quickReply={"items": [chip]}))
    expect(page.get_by_test_id("quick-reply")).to_have_count(1)
    page.get_by_test_id("desktop-view").check()
    expect(page.get_by_test_id("quick-reply")).to_have_count(0)
    page.get_by_test_id("desktop-view").uncheck()
    page.get_by_test_id("quick-reply").click()
    expect(page.get_by_test_id("message-out")).to_have_text("ขอเมนู")
    expect(page.get_by_test_id("quick-reply")).to_have_count(0)
    bot.wait_for(1)
    assert bot.events[-1]["message"]["text"] == "ขอเมนู"


def test_buttons_do_what_line_does(page: Page, sim: Simulator, api: Api, bot: Bot) -> None:
    postback = {"type": "postback", "label": "รับ", "data": "take=1", "displayText": "ขอรับแผ่นพับ"}
    script = {"type": "uri", "label": "ร้าย", "uri": "javascript:alert(1)"}
    buttons = [{"type": "button", "action": action} for action in (postback, script)]
    with sim.platform.changed:
        # Straight into the chat: the API would refuse the second button, the page has to as well.
        sim.platform.deliver(NOK, [flex(card(*buttons))], "push")
    page.get_by_test_id("flex-button").last.click()
    page.get_by_test_id("flex-button").first.click()
    expect(page.get_by_test_id("message-out")).to_have_text("ขอรับแผ่นพับ")
    bot.wait_for(1)
    bot.wait_for(1)
    assert [event["postback"] for event in bot.events] == [{"data": "take=1"}]


def test_loading_lasts_until_the_next_message(page: Page, api: Api) -> None:
    assert api.post("/v2/bot/chat/loading/start", {"chatId": NOK})[0] == 202
    expect(page.get_by_test_id("loading")).to_be_visible()
    api.push(NOK)
    expect(page.get_by_test_id("loading")).to_have_count(0)


def test_mistakes_of_the_bot_are_shown(page: Page, sim: Simulator, api: Api, bot: Bot) -> None:
    bot.statuses = [500]
    sim.say(NOK, "ถาม")
    expect(page.get_by_test_id("problem")).to_contain_text("500")
    api.push(NOK, text(""))
    expect(page.get_by_test_id("problem").last).to_contain_text("messages[0].text: May not be empty")


def test_block_and_unblock(page: Page, sim: Simulator, bot: Bot) -> None:
    page.get_by_test_id("block").click()
    expect(page.get_by_test_id("composer")).to_be_disabled()
    page.get_by_test_id("follow").click()
    expect(page.get_by_test_id("composer")).to_be_enabled()
    bot.wait_for(2)
    bot.wait_for(2)
    assert [event["type"] for event in bot.events] == ["unfollow", "follow"]
    assert bot.events[1]["follow"] == {"isUnblocked": True}


@pytest.mark.parametrize("width", [1280, 390])
def test_page_fits_and_thai_has_air(page: Page, api: Api, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    bubble = card({"type": "text", "text": "ที่นี่น้ำท่วมกี่ครั้ง " * 5, "wrap": True}, size="giga")
    api.push(NOK, text("ผู้ใหญ่ลีตีกลองประชุม " * 20), flex(bubble), flex({"type": "carousel", "contents": [bubble] * 4}))
    expect(page.get_by_test_id("message-in")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    tight = """() => [...document.querySelectorAll("body *")].filter((node) => {
        const style = getComputedStyle(node);
        const written = [...node.childNodes].some((child) => child.nodeType === 3 && /[ก-๙]/.test(child.data));
        return written && parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.59
            && !node.classList.contains("avatar");
    }).map((node) => node.className || node.tagName)"""
    assert page.evaluate(tight) == []
