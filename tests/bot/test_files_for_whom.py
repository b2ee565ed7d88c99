"""/files/<signed>: a leaflet comes out for whom it is meant, as long as its link lives; all others see one page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf_of_files import PDF, nothing_found

from bot.files import COOKIE
from knowledge.db import transaction
from knowledge.models import Leaflet

JPEG = b"\xff\xd8\xff\xe0 a small picture"


def refusals(site, clock):
    """Every way in which a file is not for somebody, or not there: a name and an address for each."""
    yield "no link at all", "/files/hello"
    yield "a path", "/files/../../etc/passwd"
    yield "an empty name", "/files/"
    yield "a folder", "/files/a/b/c"
    yield "forged", site.path(site.link(site.public))[:-1] + "_"
    yield "a citizen's link to an internal leaflet", site.link(site.internal)
    yield "a person who is no staff", site.link(site.internal, 999)
    yield "other bytes than were ever stored", site.link(site.public, hash="0" * 64)
    yield "an article that is not there", site.link(site.public.model_copy(update={"key": "nowhere"}))


def test_not_for_you_and_not_there_are_the_same_to_the_last_byte(site, browser, clock):
    seen = {}
    for name, address in refusals(site, clock):
        got = browser.get(address)
        assert nothing_found(got), name
        seen[name] = (got.status, {k: v for k, v in got.headers.items() if k != "date"}, got.body)
    assert len({str(answer) for answer in seen.values()}) == 1


def test_staff_get_an_internal_leaflet_and_no_cache_keeps_it(site, browser):
    got = browser.get(site.link(site.internal, site.somchai))
    assert (got.status, got.body) == (200, PDF)
    assert got["Cache-Control"] == "private, no-cache"


def test_who_left_after_the_link_was_made_gets_nothing(site, browser):
    address = site.link(site.internal, site.somchai)
    assert browser.get(address).status == 200
    site.dismiss(site.somchai, site.moment - timedelta(days=2))
    assert nothing_found(browser.get(address))
    assert nothing_found(browser.get(address, If_None_Match=f'"{site.hash}"'))
    assert browser.get(address, "HEAD").status == 404


@pytest.mark.parametrize("change", [{"audience": "internal"}, {"withdrawn": True}])
def test_a_link_goes_by_the_audience_of_this_moment(site, browser, change):
    address = site.link(site.public)
    assert browser.get(address).status == 200
    site.change(site.public, **change)
    assert nothing_found(browser.get(address))
    assert nothing_found(browser.get(address, Range="bytes=0-9"))


def test_a_leaflet_that_waits_for_a_person_is_shown_to_nobody(site, browser):
    address = site.link(site.public)
    with_hold(site, True)
    assert nothing_found(browser.get(address))
    with_hold(site, False)
    assert browser.get(address).status == 200


def with_hold(site, held):
    with transaction(site.engine) as session:
        session.get_one(Leaflet, site.public.key).held = held


def test_a_last_years_leaflet_can_still_be_read(site, browser):
    address = site.link(site.public)
    site.change(site.public, archived=True)
    assert browser.get(address).status == 200


def test_an_internal_link_belongs_to_the_first_browser(site, browser):
    address = site.link(site.internal, site.somchai)
    assert browser.get(address).status == 200
    assert browser.get(address, Range="bytes=500000-").status == 206
    forwarded = site.browser()
    assert nothing_found(forwarded.get(address))
    assert forwarded.get(address, "HEAD").status == 404
    assert browser.get(address).status == 200


def test_of_many_browsers_at_once_one_is_the_first(site):
    address = site.link(site.internal, site.somchai)
    with ThreadPoolExecutor(6) as many:
        found = list(many.map(lambda _: site.browser().get(address).status, range(6)))
    assert sorted(found) == [200, 404, 404, 404, 404, 404]


def test_a_browser_cannot_make_itself_the_first(site, browser):
    address = site.link(site.internal, site.somchai)
    browser.get(address)
    other = site.browser()
    other.cookies[COOKIE] = "guessed"
    assert nothing_found(other.get(address))


def test_one_browser_opens_all_its_links(site, browser, clock):
    first = site.link(site.internal, site.somchai)
    browser.get(first)
    site.moment += timedelta(minutes=5)
    second = site.link(site.internal, site.somchai)
    assert second != first
    assert [browser.get(a).status for a in (second, first)] == [200, 200]


def test_looking_at_the_head_takes_nothing(site, browser):
    address = site.link(site.internal, site.somchai)
    crawler = site.browser()
    assert crawler.get(address, "HEAD").status == 200
    assert crawler.cookies == {}
    assert browser.get(address).status == 200


@pytest.mark.parametrize(("public_url", "secure"), [("https://km.example.go.th", True), ("", False)])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(make_files, public_url, secure):
    site = make_files(public_url=public_url)
    got = site.browser().get(site.link(site.internal, site.somchai))
    assert ("Secure" in got["Set-Cookie"]) == secure
    for part in ("HttpOnly", "SameSite=Lax", "Path=/files/", "Max-Age=3600"):
        assert part in got["Set-Cookie"]


def test_pictures_of_an_internal_leaflet_go_to_line_s_servers_for_an_hour(site, browser, clock):
    hash = site.add(site.internal, JPEG, "image/jpeg")
    address = site.picture(site.internal, site.somchai, hash)
    for fetcher in (browser, site.browser()):
        got = fetcher.get(address)
        assert (got.status, got.body, got["Content-Type"]) == (200, JPEG, "image/jpeg")
        assert "set-cookie" not in got.headers
    clock.move(minutes=61)
    assert browser.get(address).status == 410


@given(path=st.one_of(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=60),
                      st.lists(st.sampled_from(["..", ".", "etc", "%2e%2e", "%2f", "%00", "km.db", "a" * 64]))
                      .map("/".join)))  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_no_path_leads_to_a_file(site, browser, path):
    got = browser.get("/files/" + path.replace("#", "").replace("?", ""))
    assert got.status in (404, 308)  # Flask tidies double slashes by sending the browser round once
    assert b"PDF" not in got.body and b"SQLite" not in got.body
