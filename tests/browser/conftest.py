"""What a newcomer has before them: the one command's whole system, in a folder of its own, and its chat page."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

QUIET = ("background-networking", "component-update", "sync", "gpu")
FLAGS = ["--no-sandbox", "--no-first-run", *(f"--disable-{feature}" for feature in QUIET)]


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Desk:
    """What `make run` starts: the address it prints, and `km` with arguments beside it."""

    chat_page: str
    km: Callable[..., str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The whole system in a folder of its own."""
    folder: Path = tmp_path_factory.mktemp("desk")
    simulator_port = free_port()
    program = str(Path(sys.executable).parent / "km")
    command = [program, "serve", "--simulator", "--load", "mueangkaset"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LINE_", "DATABASE_", "MEDIA_"))}
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

    def km(*arguments: str) -> str:
        beside = environment | {"DATABASE_URL": "sqlite:///var/mueangkaset.db"}
        done = subprocess.run([program, *arguments], cwd=folder, env=beside, capture_output=True, text=True, check=True)
        return done.stdout

    yield Desk(f"http://127.0.0.1:{simulator_port}/", km)
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture
def page(chromium: str, desk: Desk) -> Iterator[Page]:
    """The chat page in Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1280, "height": 900}, locale="th-TH")
        opened.goto(desk.chat_page)
        yield opened
        browser.close()


@pytest.fixture
def say(page: Page) -> Callable[[str, str], str]:
    """`say(NOK, "…")` types a message as this person and returns the words of the answer."""

    def type_it(person: str, text: str) -> str:
        page.get_by_test_id(f"person-{person}").click()
        expect(page.get_by_test_id("composer")).to_be_enabled()
        before = page.get_by_test_id("message-in").count()
        page.get_by_test_id("composer").fill(text)
        page.get_by_test_id("send").click()
        answer = page.get_by_test_id("message-in").nth(before)
        expect(answer).to_be_visible()
        return answer.inner_text()

    return type_it
