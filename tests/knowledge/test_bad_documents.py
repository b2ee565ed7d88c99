"""Files that are not what they say, or mean harm: a sentence that says what to do, and nobody is the worse for it."""

import random
import struct
import subprocess
import zipfile
import zlib
from io import BytesIO

import pytest

from bench_extract.blocks import HARD, Paragraph
from bench_extract.makers import Look, by_typst
from knowledge import documents
from knowledge.documents import LARGEST, document, sandbox
from knowledge.documents.reading import read_here
from knowledge.errors import KnowledgeError


def locked(pdf: bytes) -> bytes:
    """The PDF with a password."""
    encrypt = b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"
    return pdf.replace(b"/Root", b"/Encrypt " + encrypt + b"/ID[<00><00>]/Root", 1)


def plain_pdf(pages: int = 1, box: str = "0 0 595 842", content: bytes = b"", more: bytes = b"") -> bytes:
    """A small PDF written by hand."""
    kids = " ".join(f"{n + 4} 0 R" for n in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()]
    objects.append(b"<<" + more + b"/Length %d>>stream\n" % len(content) + content + b"\nendstream")
    objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R>>".encode()] * pages
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return out + end + b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


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


def test_a_crash_of_the_reader_is_a_sentence(monkeypatch):
    class Crashed:
        returncode, stdout, stderr = -11, b"", b""

    monkeypatch.setattr(subprocess, "run", lambda *_, **__: Crashed)
    with pytest.raises(KnowledgeError, match="is damaged"):
        documents.read(plain_pdf())


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
