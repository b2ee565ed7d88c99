"""A leaflet through the real server into a real browser: the PDF is shown, and a page of HTML is never run."""

import http.client
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench import leaflet, servers
from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright

from stage import sqlite_url

pytestmark = pytest.mark.browser
GREEN = (0, 160, 60)
HTML = b"<html><body><script>document.title = 'it ran'</script><h1>it was shown</h1></body></html>"
TRIES = 200  # screenshots until the viewer has drawn the page
FLAGS = ["--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Site:
    """`km web`, and addresses of files in its store."""

    folder: Path
    port: int

    def address(self, data: bytes, content_type: str) -> str:
        """Put a file in, as the only leaflet; its address."""
        path = leaflet.add(sqlite_url(self.folder / "km.db"), self.folder / "media", data, content_type)
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture(scope="module")
def site(loaded, tmp_path_factory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("files")
    shutil.copy(loaded["mueangkaset"][0], folder / "km.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDIA_URL", str(folder / "media"))
        with servers.km_web(folder, sqlite_url(folder / "km.db")) as port:
            yield Site(folder, port)


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser.new_page()
        browser.close()


def green_pdf() -> bytes:
    """One page, all green."""
    made = io.BytesIO()
    Image.new("RGB", (595, 842), GREEN).save(made, "PDF")
    return made.getvalue()


def middle(page: Page) -> tuple[int, ...]:
    """The colour in the middle of the window."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    colour = picture.getpixel((picture.width // 2, picture.height // 2))
    return colour if isinstance(colour, tuple) else ()


def test_a_pdf_is_shown_in_the_browser(site, page):
    page.goto(site.address(green_pdf(), "application/pdf"))
    near = any(all(abs(a - b) < 8 for a, b in zip(middle(page), GREEN, strict=True)) for _ in range(TRIES))
    assert near, f"the middle of the page is {middle(page)}"


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/xhtml+xml"])
def test_a_page_of_html_is_saved_and_never_opened(site, page, content_type):
    page.goto("about:blank")
    with page.expect_download() as saved, pytest.raises(Error, match="Download is starting"):
        page.goto(site.address(HTML, content_type))
    assert saved.value.suggested_filename.endswith(".bin")
    assert (page.title(), page.url) == ("", "about:blank")


def test_html_that_calls_itself_a_picture_does_not_run(site, page):
    page.goto(site.address(HTML, "image/png"))
    assert page.title() != "it ran" and "it was shown" not in page.content()


def test_the_server_answers_head_parts_and_repeats_as_it_should(site):
    data = bytes(range(256)) * 8000
    path = urlsplit(site.address(data, "application/pdf")).path
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    seen = []
    for method, headers in (
        ("HEAD", {}),
        ("GET", {}),
        ("GET", {"Range": "bytes=-5"}),
        ("GET", {"Range": "bytes=9999999-"}),
    ):
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        seen.append((answer.status, answer.getheader("Content-Length"), answer.read()))
    connection.request("GET", path, headers={"If-None-Match": "*"})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (304, b"")
    connection.close()
    assert seen == [(200, str(len(data)), b""), (200, str(len(data)), data), (206, "5", data[-5:]), (416, "0", b"")]
