"""The first minutes of a newcomer: the one command, the chat page, a question as a citizen and as staff."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from faces import need_letters
from stage import NOK, SOMCHAI

pytestmark = pytest.mark.browser
QUIET = ("background-networking", "component-update", "sync", "gpu")
FLAGS = ["--no-sandbox", "--no-first-run", *(f"--disable-{feature}" for feature in QUIET)]


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def chat_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What `make run` starts, in a folder of its own; the address it prints."""
    folder: Path = tmp_path_factory.mktemp("desk")
    simulator_port = free_port()
    command = [str(Path(sys.executable).parent / "km"), "serve", "--simulator", "--load", "mueangkaset"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LINE_", "DATABASE_"))}
    environment |= {"PORT": str(free_port()), "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [*command, "--simulator-port", str(simulator_port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    for line in process.stdout:
        if "Ready in" in line:
            break
    yield f"http://127.0.0.1:{simulator_port}/"
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture
def page(chromium: str, chat_page: str) -> Iterator[Page]:
    """The chat page in Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1280, "height": 900}, locale="th-TH")
        opened.goto(chat_page)
        yield opened
        browser.close()


def say(page: Page, person: str, text: str) -> str:
    """Type a message as this person and return the words of the answer."""
    page.get_by_test_id(f"person-{person}").click()
    expect(page.get_by_test_id("composer")).to_be_enabled()
    before = page.get_by_test_id("message-in").count()
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("send").click()
    answer = page.get_by_test_id("message-in").nth(before)
    expect(answer).to_be_visible()
    return answer.inner_text()


def test_a_citizen_is_answered_and_internal_knowledge_stays_inside(page):
    rates = say(page, NOK, "เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ")
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in rates
    assert all(amount in rates for amount in ("600 บาท", "700 บาท", "800 บาท", "1,000 บาท"))

    asked = "ความรับผิดทางละเมิดของเจ้าหน้าที่"
    assert "ละเมิด" not in say(page, NOK, asked)
    assert "พ.ร.บ.ความรับผิดทางละเมิดของเจ้าหน้าที่" in say(page, SOMCHAI, asked)


def test_a_button_in_the_bubble_leads_on(page):
    say(page, NOK, "เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ")
    before = page.get_by_test_id("message-in").count()
    page.get_by_test_id("flex-button").filter(has_text="อ่านต่อ").last.click()
    expect(page.get_by_test_id("message-in").nth(before)).to_contain_text("หนังสือมอบอำนาจ")


def test_the_menu_of_ones_role_is_there_from_the_start(page):
    need_letters()
    tabs = {NOK: "ถามคำถาม", SOMCHAI: "ค้นคู่มือ"}
    for person, label in tabs.items():
        page.get_by_test_id(f"person-{person}").click()
        expect(page.get_by_test_id("menu").get_by_role("button", name=label)).to_be_visible(timeout=60_000)


def test_line_had_nothing_to_complain_of(page, chat_page):
    say(page, NOK, "ขอแผ่นพับภาษี")
    expect(page.get_by_test_id("problem")).to_have_count(0)
    calls = page.request.get(f"{chat_page}_sim/requests").json()
    changing = [call for call in calls if call["method"] != "GET"]
    assert changing
    assert {call["status"] for call in changing} <= {200, 202}
