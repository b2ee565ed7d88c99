"""Reads a file of any kind that is taken: its text page by page, its pages as pictures, and how well that went."""

from dataclasses import replace

from knowledge.documents import ocr, pdf, pictures, printing, word
from knowledge.documents.document import JPEG, PDF, PNG, WORD, Document, Page, PagePictures
from knowledge.documents.kinds import kind_of
from knowledge.documents.quality import quality

NO_OCR = "Page {number} is a picture of text and Tesseract is not installed: {hint}"
NOTHING_READ = "On page {number} no text could be read."
BY_OCR = "Page {number} was read from a picture: compare it with the paper."
NO_LIBREOFFICE = "There are no pictures of the pages; for these: apt install libreoffice-writer-nogui"

Read = tuple[Document, list[PagePictures]]


def read_here(data: bytes) -> Read:
    """What is in a file, read in this process; `read` does it in one of its own. Errors: KnowledgeError."""
    kind = kind_of(data)
    document, shown = {PDF: _pdf, WORD: _word, JPEG: _picture, PNG: _picture}[kind](data)
    return replace(document, content_type=kind, quality=quality(document.text)), shown


def _pdf(data: bytes) -> Read:
    pages, problems = [], []
    can_read = ocr.can_read_thai()
    for number, page in enumerate(pdf.pages(data), 1):
        text = ocr.read(pdf.scan(data, number - 1)) if page.scanned and can_read else page.text
        pages.append(replace(page, text=text))
        problems += _problems(number, pages[-1], can_read)
    return Document(PDF, tuple(pages), problems=tuple(problems)), pdf.pictures(data)


def _word(data: bytes) -> Read:
    pages = word.pages(data)
    printed = printing.printed(data)
    problems = () if printed else (NO_LIBREOFFICE,)
    return Document(WORD, tuple(pages), problems=problems), pdf.pictures(printed) if printed else []


def _picture(data: bytes) -> Read:
    picture, can_read = pictures.opened(data), ocr.can_read_thai()
    page = Page(ocr.read(picture) if can_read else "", scanned=True)
    return Document(JPEG, (page,), problems=tuple(_problems(1, page, can_read))), [pictures.in_two_sizes(picture)]


def _problems(number: int, page: Page, can_read: bool) -> list[str]:
    if not page.scanned:
        return [] if page.text else [NOTHING_READ.format(number=number)]
    if not can_read:
        return [NO_OCR.format(number=number, hint=ocr.HINT)]
    return [(BY_OCR if page.text else NOTHING_READ).format(number=number)]
