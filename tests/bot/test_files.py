"""/files/<signed> as HTTP: parts, repeats, names, types, and what counts as a download."""

from datetime import timedelta

import pytest
from shelf_of_files import PDF, Browser, nothing_found

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JPEG = b"\xff\xd8\xff\xe0 a small picture"


def test_a_citizen_gets_the_leaflet(site, browser):
    got = browser.get(site.link(site.public))
    assert (got.status, got.body) == (200, PDF)
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Length"] == str(len(PDF))
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Cache-Control"] == "public, max-age=3600"
    assert "set-cookie" not in got.headers


def test_the_thai_file_name_survives(site, browser):
    got = browser.get(site.link(site.public))
    assert got["Content-Disposition"] == (
        'inline; filename="2570.pdf"; '
        "filename*=UTF-8''%E0%B8%A0%E0%B8%B2%E0%B8%A9%E0%B8%B5%E0%B8%97%E0%B8%B5%E0%B9%88%E0%B8%94%E0%B8%B4%E0%B8%99%202570.pdf"
    )


def test_head_tells_all_but_the_bytes(site, browser):
    whole, head = browser.get(site.link(site.public)), browser.get(site.link(site.public), "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in whole.headers.items() if k != "date"
    }


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, None),
        ("bytes=-50", 206, -50, None),
        ("bytes=5-99999999", 206, 5, None),
        ("bytes=0-1,5-6", 200, 0, None),
        ("lines=1-2", 200, 0, None),
        ("bytes=9-1", 200, 0, None),
        ("nonsense", 200, 0, None),
    ],
)
def test_a_part_can_be_asked_for(site, browser, asked, status, start, end):
    got = browser.get(site.link(site.public), Range=asked)
    expected = PDF[start:end]
    assert (got.status, got.body, got["Content-Length"]) == (status, expected, str(len(expected)))
    if status == 206:
        first = start % len(PDF)
        assert got["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(PDF)}"


def test_a_part_beyond_the_end_is_416(site, browser):
    got = browser.get(site.link(site.public), Range=f"bytes={len(PDF)}-")
    assert (got.status, got["Content-Range"], got.body) == (416, f"bytes */{len(PDF)}", b"")


@pytest.mark.parametrize(
    ("version", "status"),
    [('"{hash}"', 206), ('"another"', 200), ('W/"{hash}"', 200), ("Mon, 23 Nov 2026 03:00:00 GMT", 200)],
)
def test_a_part_of_another_version_is_the_whole(site, browser, version, status):
    got = browser.get(site.link(site.public), Range="bytes=0-9", If_Range=version.replace("{hash}", site.hash))
    assert got.status == status


@pytest.mark.parametrize("known", ['"{hash}"', 'W/"{hash}"', '"other", "{hash}"', "*"])
def test_what_a_cache_has_is_not_sent_again(site, browser, known):
    got = browser.get(site.link(site.public), If_None_Match=known.replace("{hash}", site.hash))
    assert (got.status, got.body, got["ETag"]) == (304, b"", f'"{site.hash}"')


def test_an_expired_link_says_how_to_get_a_new_one(site, browser, clock):
    address = site.link(site.public)
    clock.move(days=32)
    got = browser.get(address)
    assert got.status == 410
    assert "ลิงก์นี้หมดอายุแล้วค่ะ" in got.body.decode() and "พิมพ์ “แผ่นพับ” ในแชตค่ะ" in got.body.decode()
    assert "องค์การบริหารส่วนตำบลเมืองเกษตร" in got.body.decode()
    assert got["Content-Type"] == "text/html; charset=utf-8" and got["Cache-Control"] == "no-store"


def test_a_cache_keeps_a_public_file_no_longer_than_its_link(site, browser, clock):
    address = site.link(site.public)
    end = site.moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=31)
    clock.now = end - timedelta(seconds=90)
    assert browser.get(address)["Cache-Control"] == "public, max-age=90"


@pytest.mark.parametrize(
    ("content_type", "served", "how"),
    [
        ("application/pdf", "application/pdf", "inline"),
        ("image/jpeg", "image/jpeg", "inline"),
        ("image/png", "image/png", "inline"),
        (DOCX, DOCX, "attachment"),
        ("text/html", "application/octet-stream", "attachment"),
        ("image/svg+xml", "application/octet-stream", "attachment"),
        ("application/xhtml+xml", "application/octet-stream", "attachment"),
        ("TEXT/HTML; charset=utf-8", "application/octet-stream", "attachment"),
        ("", "application/octet-stream", "attachment"),
    ],
)
def test_only_what_is_harmless_is_shown(site, browser, content_type, served, how):
    hash = site.add(site.public, b"<script>alert(1)</script>", content_type, "page.html")
    got = browser.get(site.link(site.public, hash=hash))
    assert (got.status, got["Content-Type"]) == (200, served)
    assert got["Content-Disposition"].startswith(how + ";") and ".html" not in got["Content-Disposition"]
    assert got["X-Content-Type-Options"] == "nosniff"
    if served != "application/pdf":
        assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_link_means_the_version_it_was_made_for(site, browser):
    old = site.link(site.public)
    new = site.link(site.public, hash=site.add(site.public, b"%PDF-1.7 the new one"))
    assert browser.get(old).body == PDF
    assert browser.get(new).body == b"%PDF-1.7 the new one"


def test_bytes_that_are_gone_are_not_there(site, browser):
    address = site.link(site.public)
    site.store.remove(site.hash)
    assert nothing_found(browser.get(address))
    assert nothing_found(browser.get(address, Range="bytes=0-9"))
    assert browser.get(address, "HEAD").status == 404


def test_a_download_is_counted_from_its_first_byte(site, browser):
    address = site.link(site.public)
    browser.get(address)
    browser.get(address, Range="bytes=0-")
    for uncounted in ({"Range": "bytes=1000-"}, {"Range": "bytes=0-1"}, {"If_None_Match": f'"{site.hash}"'}):
        browser.get(address, **uncounted)
    browser.get(address, "HEAD")
    browser.get("/files/nonsense")
    assert site.downloads(site.public) == 2


def test_a_picture_is_no_download(site, browser):
    hash = site.add(site.public, JPEG, "image/jpeg")
    assert browser.get(site.picture(site.public, None, hash)).status == 200
    assert site.downloads(site.public) == 0


def test_without_a_secret_key_there_is_no_such_page(stage):
    one = stage()
    assert Browser(one._server.server_port).get("/files/anything").status == 404
