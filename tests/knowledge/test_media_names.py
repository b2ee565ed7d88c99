"""File names as officers give them, made safe for a header and a disk with their Thai kept."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.media.names import disposition, safe_name

PDF, JPEG = "application/pdf", "image/jpeg"


@pytest.mark.parametrize(
    ("given_name", "content_type", "safe"),
    [
        ("ภาษีที่ดิน 2570.pdf", PDF, "ภาษีที่ดิน 2570.pdf"),
        ("น้ำดื่ม ฝั่งซ้าย.PDF", PDF, "น้ำดื่ม ฝั่งซ้าย.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\งาน\\ภาษี.docx", PDF, "ภาษี.pdf"),
        ('ภาษี"; filename=x.exe', PDF, "ภาษี filename x.pdf"),
        ("ภาษี\r\nSet-Cookie: a=b.pdf", PDF, "ภาษี Set-Cookie a b.pdf"),
        ("🎉ภาษี❤️.pdf", PDF, "ภาษี.pdf"),
        ("🎉", PDF, "leaflet.pdf"),
        ("", PDF, "leaflet.pdf"),
        (".pdf", PDF, "leaflet.pdf"),
        ("..", JPEG, "leaflet.jpg"),
        ("ระเบียบ ข้อ 1.5", PDF, "ระเบียบ ข้อ 1.5.pdf"),
        ("page.html", "text/html", "page.bin"),
        ("picture.svg", "image/svg+xml", "picture.bin"),
        ("abc\u202efdp.exe", PDF, "abc fdp.pdf"),
    ],
)
def test_a_name_becomes_safe(given_name, content_type, safe):
    assert safe_name(given_name, content_type) == safe


@given(name=st.text(max_size=300))
def test_every_name_becomes_one_line_that_a_disk_takes(name):
    safe = safe_name(name, PDF)
    assert safe.endswith(".pdf") and not safe.startswith((".", "-")) and len(safe.encode()) <= 255
    assert not set(safe) & set('/\\"\r\n\0;:<>|?*')
    assert safe_name(safe, PDF) == safe


@given(name=st.text(max_size=100))
def test_the_header_is_plain_and_carries_the_thai_name(name):
    safe = safe_name(name, PDF)
    header = disposition("inline", safe)
    assert header.isascii() and header.isprintable() and header.count('"') == 2
    assert unquote(header.partition("filename*=UTF-8''")[2]) == safe
    assert header.partition('filename="')[2].partition('"')[0].removesuffix(".pdf")


def test_a_long_name_is_not_cut_inside_a_letter():
    safe = safe_name("ที่" * 100, PDF)
    assert set(safe.removesuffix(".pdf").split("ที่")) == {""}
