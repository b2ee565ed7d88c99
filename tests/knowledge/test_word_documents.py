"""What Word writes twice is read once, and its pictures say what it says."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml

from bench_extract import makers
from bench_extract.blocks import Paragraph
from knowledge.documents import pdf, printing, word

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
)
BOX = "<w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p></w:txbxContent>"
BOXED = (
    f"<w:p {NAMES}><w:r><w:t>นอกกล่อง</w:t></w:r><w:r><mc:AlternateContent>"
    f'<mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
MOVED = (
    f'<w:p {NAMES}><w:moveFrom w:id="1" w:author="ก"><w:r><w:t>ย้าย</w:t></w:r></w:moveFrom>'
    '<w:moveTo w:id="2" w:author="ก"><w:r><w:t>ย้าย</w:t></w:r></w:moveTo></w:p>'
)
IN_CONTROLS = (
    f"<w:sdt {NAMES}><w:sdtContent><w:sdt><w:sdtContent><w:p><w:r><w:t>สารบัญ</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    "</w:sdtContent></w:sdt>"
)


def saved(document) -> bytes:
    """The bytes of a document."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def holding(xml: str) -> bytes:
    """A document that begins with this."""
    document = Document()
    document.element.body.insert(0, parse_xml(xml))
    return saved(document)


@pytest.mark.parametrize(
    ("xml", "text"),
    [(BOXED, "นอกกล่อง\n\nในกล่อง"), (MOVED, "ย้าย"), (IN_CONTROLS, "สารบัญ")],
    ids=["box", "moved", "controls"],
)
def test_what_word_writes_twice_is_read_once(xml, text):
    assert word.pages(holding(xml))[0].text == text


def test_a_text_box_in_a_table_is_words_of_its_cell():
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0)._tc.insert(1, parse_xml(BOXED))
    table.cell(0, 1).text = "ข้าง"
    assert word.pages(saved(document))[0].text == "นอกกล่อง ในกล่อง | ข้าง"


def test_a_table_in_a_table_is_words_of_its_cell():
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "นอก"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "หนึ่ง", "สอง"
    assert word.pages(saved(document))[0].text == "นอก | หนึ่ง | สอง"


def test_words_that_are_also_names_of_fields_stay_in_the_pictures(need):
    need(makers.missing(makers.by_libreoffice))
    text = "กด LINK นี้ เพื่อ Import ข้อมูล"
    shown = printing.printed(makers.as_word([Paragraph(text)], makers.Look("Loma")))
    assert shown is not None
    assert pdf.pages(shown)[0].text == text


@pytest.mark.parametrize(
    "xml", ["<w:instrText> INCLUDEPICTURE &quot;a&quot;</w:instrText>", '<w:fldSimple w:instr="dde a b"/>']
)
def test_fields_that_fetch_are_taken_out(xml):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", xml)
    left = zipfile.ZipFile(BytesIO(printing.without_links(file.getvalue()))).read("word/document.xml").lower()
    assert b"quote" in left and b"includepicture" not in left and b"dde" not in left
