"""Leaflet files: their text comes out as it was written, their pages as pictures, and bad files harm nobody."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from pdf_by_hand import plain_pdf
from PIL import Image

from bench_extract import makers, scanned
from bench_extract.agreement import agreement
from bench_extract.blocks import HARD, TABLE, Bullets, Heading, Paragraph, Table, articles, words_of
from bench_extract.makers import Look, as_word, by_chromium, by_libreoffice, by_typst
from bench_extract.scanned import as_photograph, as_scan
from knowledge import documents
from knowledge.documents import LOOKS_BROKEN, document, ocr, pictures, quality, reading
from knowledge.documents.kinds import kind_of
from knowledge.documents.marks import put_right
from knowledge.documents.quality import worst
from knowledge.documents.reading import read_here

SARABUN = Look("Sarabun")
SHORT = [Heading("แผ่นพับขยะ"), *(Paragraph(line) for line in HARD), Bullets(("ถังเขียว", "ถังเหลือง")), Table(TABLE)]


@pytest.fixture
def made(need):
    """A file made of blocks, where the program that makes it is here."""

    def make(maker, blocks, look=SARABUN):
        need(makers.missing(maker) or scanned.missing(maker))
        return maker(blocks, look)

    return make


@pytest.mark.parametrize("maker", [by_typst, as_word, by_libreoffice, by_chromium], ids=lambda m: m.__name__)
@pytest.mark.parametrize("columns", [1, 2])
def test_the_words_come_out_as_they_went_in(made, maker, columns):
    blocks = [*articles(1)[0], *SHORT] if columns == 1 else [*articles(2)[1], *SHORT[:-1]]
    font = "Sarabun" if maker is by_typst else "Loma"
    read, _ = read_here(made(maker, blocks, Look(font, columns)))
    assert agreement(words_of(blocks), read.text) >= 0.99
    assert read.quality > LOOKS_BROKEN


@pytest.mark.parametrize("font", ["Waree", "Laksaman", "Norasi", "Kinnari"])
def test_marks_stay_with_their_letters_in_every_font(made, font):
    read, _ = read_here(made(by_chromium, SHORT, Look(font)))
    assert agreement(words_of(SHORT), read.text) >= 0.99


def test_a_row_of_a_table_stays_one_line(made):
    read, _ = read_here(made(by_typst, SHORT))
    assert "80–89 | 800 | ไม่ต้องยื่นใหม่" in read.text
    assert "80–89 | 800 | ไม่ต้องยื่นใหม่" in read_here(as_word(SHORT, Look("Loma")))[0].text


def test_lines_of_a_paragraph_are_joined_without_breaking_words(made):
    long = Paragraph("เจ้าหน้าที่ตรวจคุณสมบัติและประกาศรายชื่อผู้มีสิทธิภายในสิบห้าวันนับแต่วันที่ยื่นคำขอครบถ้วน" * 3)
    read, _ = read_here(made(by_typst, [long], Look("Sarabun", 2)))
    assert read.text.replace("\n", "") == long.text
    assert read.text.count("\n") == 0


def test_items_of_a_list_stay_apart(made):
    read, _ = read_here(made(by_typst, SHORT))
    assert "• ถังเขียว\n• ถังเหลือง" in read.text


@pytest.mark.parametrize("turns", [1, 2, 3])
@pytest.mark.parametrize("is_shown_upright", [True, False])
def test_a_page_that_was_drawn_sideways_reads_the_same(made, turns, is_shown_upright):
    blocks = [*articles(4)[3], *SHORT]
    upside = drawn_sideways(made(by_typst, blocks, Look("Loma", 2)), turns, is_shown_upright)
    assert agreement(words_of(blocks), read_here(upside)[0].text) >= 0.99


def drawn_sideways(pdf: bytes, turns: int, is_shown_upright: bool) -> bytes:
    """The file with its pages drawn in quarter turns to the left, and /Rotate for the reader to see them upright."""
    file = BytesIO()
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            places = {1: (0, 1, -1, 0, height, 0), 2: (-1, 0, 0, -1, width, height), 3: (0, -1, 1, 0, 0, width)}
            for thing in page.get_objects(max_depth=1):
                thing.transform(pdfium.PdfMatrix(*places[turns]))
            page.set_mediabox(0, 0, *((width, height) if turns == 2 else (height, width)))
            page.set_rotation(90 * turns if is_shown_upright else 0)
            page.gen_content()
        document.save(file)
    return file.getvalue()


def test_letters_drawn_as_outlines_are_read_by_ocr(made):
    blocks = articles(2)[1][:8]
    made(as_photograph, blocks)
    read, _ = read_here(as_outlines(by_typst(blocks, SARABUN)))
    assert read.pages[0].scanned
    assert agreement(words_of(blocks), read.text) > 0.75


def as_outlines(pdf: bytes) -> bytes:
    """A page without letters, as design programs export it: the ink of each line as many small shapes."""
    with pdfium.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
        ink = document[0].render(scale=2).to_pil().convert("1")
    shapes = []
    for y in range(ink.height):
        dark = [x for x in range(ink.width) if not ink.getpixel((x, y))]
        shapes += [f"{x / 2} {height - y / 2} 0.5 0.5 re f" for x in dark]
    return plain_pdf(box=f"0 0 {width} {height}", content="\n".join(shapes).encode())


def test_one_broken_page_among_many_is_seen():
    good = words_of(articles(1)[0])
    other_codes = "".join(chr(ord(c) + 1) if "ก" <= c <= "ฮ" else c for c in good)
    assert quality("\n\n".join([good] * 19 + [other_codes])) > LOOKS_BROKEN
    assert worst([good] * 19 + [other_codes]) < LOOKS_BROKEN
    assert worst([good] * 19 + ["นายกฤษณ์"]) > LOOKS_BROKEN
    assert worst([good] * 19 + ["\n".join(HARD[3:4] * 3)]) > LOOKS_BROKEN


def test_pages_that_ocr_has_no_time_for_are_named_and_the_rest_is_read(made, monkeypatch):
    data = made(as_scan, articles(2)[1][:8])
    monkeypatch.setattr(reading, "OCR_SECONDS", -1)
    read, shown = read_here(data)
    assert read.problems == (reading.TOO_MANY.format(number=1),)
    assert len(shown) == 1


@pytest.mark.parametrize("maker", [as_scan, as_photograph], ids=lambda m: m.__name__)
def test_paper_is_read_by_ocr_and_a_person_is_told_to_compare(made, maker):
    blocks = articles(2)[1][:8]
    read, shown = read_here(made(maker, blocks))
    assert all(page.scanned for page in read.pages)
    assert agreement(words_of(blocks), read.text) > 0.75
    assert "compare it with the paper" in read.problems[0]
    assert len(shown) == 1


def test_without_tesseract_a_picture_is_kept_and_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setattr(ocr, "PROGRAM", "no-such-program")
    read, shown = read_here(photograph())
    assert read.text == ""
    assert "apt install tesseract-ocr" in read.problems[0]
    assert len(shown) == 1


def test_every_page_becomes_two_pictures_that_line_takes(made):
    _, shown = documents.read(made(by_typst, [*articles(1)[0]] * 6))
    assert len(shown) > 1
    for page in shown:
        assert page.large.width == 1024 and len(page.large.jpeg) <= 1024 * 1024
        assert page.small.width == 240
        assert Image.open(BytesIO(page.large.jpeg)).format == "JPEG"


def photograph(size=(600, 800), orientation: int = 1, form: str = "JPEG") -> bytes:
    """A white picture, as a telephone takes it: with the way it was held, and the place."""
    picture = Image.new("RGB", size, "white")
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x8825] = {1: "N", 2: (14.0, 58.0, 0.0)}
    file = BytesIO()
    picture.save(file, form, exif=notes)
    return file.getvalue()


def test_a_picture_is_turned_upright_and_forgets_where_it_was_taken():
    _, (page,) = read_here(photograph((800, 600), orientation=6))
    assert page.large.height > page.large.width
    assert dict(Image.open(BytesIO(page.large.jpeg)).getexif()) == {}


def test_a_scan_with_sixteen_bits_a_pixel_is_not_white():
    grey, file = Image.frombytes("I;16", (60, 60), b"\x00\x40" * 3600), BytesIO()
    grey.save(file, "PNG")
    assert pictures.opened(file.getvalue()).getpixel((5, 5)) == (64, 64, 64)


def test_a_picture_is_what_its_bytes_say_whatever_its_name():
    assert kind_of(photograph(form="PNG")) == document.PNG


def test_old_codes_of_windows_fonts_become_letters():
    assert put_right("ป\uf710ญหาท\uf70a\uf702ปู\uf713") == "ปัญหาท" + "ี่" + "ปู่"


@pytest.mark.parametrize(("broken", "right"), [("น้ํา", "น้ำ"), ("เเม่นํ้า", "แม่น้ำ"), ("ท่ี่", "ที่")])
def test_marks_come_in_the_order_in_which_they_are_typed(broken, right):
    assert put_right(broken) == right


def test_good_thai_reads_well_and_broken_thai_does_not():
    good = words_of(articles(1)[0])
    assert quality(good) > 0.98
    for broken in (
        good.encode("cp874", "ignore").decode("latin-1"),
        "".join(chr(ord(c) + 1) if "ก" <= c <= "ฮ" else c for c in good),
        "".join(c for c in good if c not in "ัิีึืุู่้๊๋์็"),
    ):
        assert quality(broken) < LOOKS_BROKEN
    assert quality("") == 0.0


def test_the_first_page_is_what_people_will_see(made):
    data = made(by_typst, SHORT)
    _, (page,) = read_here(data)
    with pdfium.PdfDocument(data) as pdf:
        width, height = pdf[0].get_size()
    assert page.large.width / page.large.height == pytest.approx(width / height, abs=0.01)
