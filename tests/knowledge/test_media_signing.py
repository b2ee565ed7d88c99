"""A signed link says what was signed, or nothing: not one byte of it can be changed."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.errors import KnowledgeError
from knowledge.media import Links
from knowledge.media.signing import Expired, FileLink, Forged, expiry, sign, verify
from knowledge.models import Article

SECRET = b"the secret of these tests"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
HASH = "0123456789abcdef" * 4
LINK = FileLink("page", "leaflet-land-tax-2570", HASH, person_id=7, number=3)
SIGNED = sign(LINK, SECRET, LATER)
SEGMENT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

links = st.builds(
    FileLink,
    st.sampled_from(["file", "page", "thumbnail"]),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=61),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.none() | st.integers(1, 2**32 - 1),
    st.integers(0, 50),
)


@given(link=links)
def test_what_was_signed_comes_back(link):
    signed = sign(link, SECRET, LATER)
    assert verify(signed, SECRET, NOW) == link
    assert expiry(signed) == LATER
    assert len(signed) <= 300 and set(signed) <= set(SEGMENT)


@given(position=st.integers(0, len(SIGNED) - 1), letter=st.sampled_from(SEGMENT))
def test_no_letter_of_it_can_be_changed(position, letter):
    assume(SIGNED[position] != letter)
    with pytest.raises(Forged):
        verify(SIGNED[:position] + letter + SIGNED[position + 1 :], SECRET, NOW)


@given(length=st.integers(0, len(SIGNED) - 1))
def test_no_part_of_it_is_a_link(length):
    with pytest.raises(Forged):
        verify(SIGNED[:length], SECRET, NOW)
    with pytest.raises(Forged):
        verify(SIGNED[-length:] if length else "", SECRET, NOW)


@given(text=st.text(max_size=400))
def test_no_other_text_is_a_link(text):
    for forged in (text, SIGNED + text if text else text, text + SIGNED if text else text):
        with pytest.raises(Forged):
            verify(forged, SECRET, NOW)


@pytest.mark.parametrize("added", ["=", "==", "\n", " ", "A", "%3D", "/"])
def test_another_spelling_of_the_same_bytes_is_refused(added):
    with pytest.raises(Forged):
        verify(SIGNED + added, SECRET, NOW)


@pytest.mark.parametrize("secret", [b"another secret", SECRET + b"x", b""])
def test_another_secret_or_none_opens_nothing(secret):
    with pytest.raises(Forged):
        verify(SIGNED, secret, NOW)


def test_nothing_is_signed_without_a_secret():
    with pytest.raises(KnowledgeError, match="SECRET_KEY"):
        sign(LINK, b"", LATER)


def test_its_time_ends_with_its_second():
    assert verify(SIGNED, SECRET, LATER - timedelta(seconds=1)) == LINK
    with pytest.raises(Expired):
        verify(SIGNED, SECRET, LATER)


def test_a_forged_link_is_forged_after_its_time_too():
    with pytest.raises(Forged):
        verify(SIGNED[:-1] + ("A" if SIGNED[-1] != "A" else "B"), SECRET, LATER + timedelta(days=1))


def test_a_key_too_long_for_a_link_is_said():
    with pytest.raises(KnowledgeError, match="too long"):
        sign(FileLink("file", "x" * 200, HASH), SECRET, LATER)


def article(audience: str) -> Article:
    return Article(key="a-leaflet", title="แผ่นพับ", kind="faq", audience=audience, body="", checksum="", changed_at=NOW)


def opened(address: str | None) -> tuple[FileLink, datetime]:
    assert address is not None
    signed = urlsplit(address).path.rpartition("/")[2]
    return verify(signed, b"key", NOW), expiry(signed)


def test_a_public_link_names_nobody_and_stays_the_same_all_day():
    links = Links("https://km.example.go.th/", "key")
    address = links.thumbnail(article("external"), 1, HASH, 7, NOW)
    assert address is not None and address.startswith("https://km.example.go.th/files/")
    assert address == links.thumbnail(article("external"), 1, HASH, 8, NOW + timedelta(hours=5))
    link, end = opened(address)
    assert link == FileLink("thumbnail", "a-leaflet", HASH, None, 1)
    assert timedelta(days=400) <= end - NOW <= timedelta(days=401)


def test_a_public_file_lives_a_month():
    _, end = opened(Links("https://km.example.go.th", "key").file(article("external"), HASH, None, NOW))
    assert timedelta(days=30) <= end - NOW <= timedelta(days=31)


def test_an_internal_link_is_personal_and_short():
    links = Links("https://km.example.go.th", "key")
    for address in (links.file(article("internal"), HASH, 7, NOW), links.page(article("internal"), 2, HASH, 7, NOW)):
        link, end = opened(address)
        assert (link.person_id, end - NOW) == (7, timedelta(hours=1))


def test_an_address_is_short_enough_for_a_button():
    address = Links("https://km.example.go.th", "key").file(article("external"), HASH, None, NOW)
    assert address is not None and len(address) < 1000 and address.endswith("?openExternalBrowser=1")


@pytest.mark.parametrize(
    ("public_url", "key", "made"),
    [
        ("https://km.example.go.th", "key", True),
        ("http://127.0.0.1:8000", "key", True),
        ("http://localhost:8000", "key", True),
        ("http://km.example.go.th", "key", False),
        ("km.example.go.th", "key", False),
        ("https://", "key", False),
        ("http://[", "key", False),
        ("", "key", False),
        ("https://km.example.go.th", "", False),
    ],
)
def test_there_are_links_only_where_line_can_fetch_them(public_url, key, made):
    assert (Links(public_url, key).file(article("external"), HASH, None, NOW) is not None) == made
