"""Files that are not what they say, or mean harm: a sentence that says what to do, and nobody is the worse for it."""

import os
import random
import select
import signal
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from pdf_by_hand import plain_pdf
from PIL import Image

from bench_extract.blocks import HARD, Paragraph
from bench_extract.makers import Look, as_word, by_libreoffice, by_typst, missing
from knowledge import documents
from knowledge.documents import LARGEST, document, sandbox
from knowledge.documents.reading import read_here
from knowledge.errors import KnowledgeError


def locked(pdf: bytes) -> bytes:
    """The PDF with a password."""
    encrypt = b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"
    return pdf.replace(b"/Root", b"/Encrypt " + encrypt + b"/ID[<00><00>]/Root", 1)


def zip_bomb() -> bytes:
    """A Word file of 300 KB that unpacks to 300 MB."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 300 * 1024 * 1024)
    return file.getvalue()


def enormous_picture() -> bytes:
    """A PNG of some bytes that claims to be five thousand million pixels large."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 70_000, 70_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"%PDF-" + b" " * LARGEST, r"20 MB are the most"),
        (b"<html><script>alert(1)</script>", "none of them"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "none of them"),
        (b"MZ\x90\x00", "none of them"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "Word file is locked with a password"),
        (b"%PDF-1.4\n1 0 obj" + b"[" * 200_000 + b"endobj\ntrailer<</Root 1 0 R>>", "broken"),
        (b"%PDF-1.7\nnothing else", "broken"),
        (plain_pdf()[:200], "broken"),
        (plain_pdf(pages=51), "51 pages; 50 are the most"),
        (plain_pdf(box="0 0 300000 842"), "larger than 5 metres"),
        (b"\xff\xd8\xff\xe0 no picture", "picture is broken"),
        (enormous_picture(), "claims to be enormous"),
        (b"PK\x03\x04 word/ no zip", "Word file is broken"),
        (zip_bomb(), "unpacks to 300 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_not_taken_is_told_what_to_do(data, sentence):
    with pytest.raises(KnowledgeError, match=sentence):
        read_here(data)


def test_a_locked_pdf_is_told_to_be_unlocked():
    with pytest.raises(KnowledgeError, match="locked with a password"):
        read_here(locked(plain_pdf()))


def test_a_bomb_in_a_pdf_ends_in_its_own_process(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 3)
    unpacked = b"0 0 m 1 1 l S " * 4_000_000
    bomb = plain_pdf(content=zlib.compress(unpacked), more=b"/Filter/FlateDecode")
    assert len(bomb) < 200_000
    with pytest.raises(KnowledgeError, match="it takes more than 3 seconds"):
        documents.read(bomb)


PATIENCE = 10  # seconds; the process sleeps for 300
CRASH = """
import ctypes, pypdfium2.raw as pdfium
pdfium.FPDF_InitLibrary()
pdfium.FPDF_LoadPage(ctypes.cast(1, pdfium.FPDF_DOCUMENT), 0)
"""


def test_a_crash_of_pdfium_is_a_sentence(monkeypatch):
    crashes = [sys.executable, "-c", CRASH]
    assert subprocess.run(crashes, capture_output=True, check=False).returncode == -signal.SIGSEGV
    monkeypatch.setattr(sandbox, "COMMAND", crashes)
    with pytest.raises(KnowledgeError, match="is damaged"):
        documents.read(plain_pdf())


@dataclass
class Neighbour:
    """A web server in the office's own network."""

    address: str
    asked: list[str]


@pytest.fixture
def neighbour() -> Iterator[Neighbour]:
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Neighbour(f"http://127.0.0.1:{server.server_port}/picture.png", asked)
    server.shutdown()
    server.server_close()


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def pointing_at(target: str) -> bytes:
    """A Word file with a picture that it does not hold but points at."""
    made = BytesIO()
    word = zipfile.ZipFile(BytesIO(as_word([Paragraph("สวัสดี")], Look("Loma"))))
    link = f'<Relationship Id="rId99" Type="{RELATION}/image" Target="{target}" TargetMode="External"/></Relationships>'
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="3000000"'
        f' cy="3000000"/><wp:docPr id="1" name="p"/><a:graphic xmlns:a="{DRAWING}/main">'
        f'<a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{RELATION}" r:link="rId99"/><a:stretch><a:fillRect/></a:stretch>'
        "</pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="3000000"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    with zipfile.ZipFile(made, "w") as changed:
        for name in word.namelist():
            data = word.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", link.encode())
            if name == "word/document.xml":
                data = data.replace(b"<w:sectPr", picture.encode() + b"<w:sectPr", 1)
            changed.writestr(name, data)
    return made.getvalue()


def red(page: documents.PagePictures) -> int:
    """How many of a page's pixels are red."""
    picture = Image.open(BytesIO(page.large.jpeg)).convert("RGB").resize((128, 180))
    return sum(
        r > 200 and g < 80 and b < 80 for r, g, b in (picture.getpixel((x, y)) for x in range(128) for y in range(180))
    )


def test_a_word_file_makes_nobody_fetch_what_it_points_at(need, neighbour, tmp_path):
    need(missing(by_libreoffice))
    _, pages = read_here(pointing_at(neighbour.address))
    assert len(pages) == 1
    assert neighbour.asked == []
    Image.new("RGB", (300, 300), "red").save(tmp_path / "secret.png")
    _, (page,) = read_here(pointing_at(f"file://{tmp_path}/secret.png"))
    assert red(page) == 0


def ends(pid: int) -> bool:
    """Whether a process has ended or is just about to: the kernel kills in its own time."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], PATIENCE)[0])
    finally:
        os.close(process)


def test_what_the_reader_has_started_ends_with_it(monkeypatch, tmp_path):
    alive = tmp_path / "alive"
    monkeypatch.setattr(sandbox, "COMMAND", ["sh", "-c", f"sleep 300 & echo $! > {alive}; wait"])
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    with pytest.raises(KnowledgeError, match="more than 1 seconds"):
        documents.read(plain_pdf())
    assert ends(int(alive.read_text()))


@pytest.mark.parametrize("data", [locked(plain_pdf()), plain_pdf().replace(b"/Count 1", b"/Count 9")])
def test_a_sentence_of_the_reader_comes_alone(data):
    with pytest.raises(KnowledgeError) as told:
        documents.read(data)
    assert str(told.value).startswith("The PDF is ")


def test_nothing_is_left_of_a_reader_that_was_ended(monkeypatch, tmp_path):
    note = tmp_path / "folder"
    monkeypatch.setattr(sandbox, "COMMAND", ["sh", "-c", f"echo $TMPDIR > {note}; touch $TMPDIR/page; sleep 300"])
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    with pytest.raises(KnowledgeError, match="more than 1 seconds"):
        documents.read(plain_pdf())
    assert not Path(note.read_text().strip()).exists()


def test_any_bytes_end_in_a_document_or_a_sentence():
    chance = random.Random(7)
    whole = by_typst([Paragraph(line) for line in HARD], Look("Sarabun"))
    for _ in range(40):
        torn = bytearray(whole)
        for _ in range(chance.randrange(1, 60)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        try:
            read, _ = read_here(bytes(torn[: chance.randrange(9, len(torn))]))
        except KnowledgeError:
            continue
        assert read.content_type == document.PDF
