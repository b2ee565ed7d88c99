"""Reads a file of any kind that is taken: its text page by page, its pages as pictures, and how well that went."""

import time
from dataclasses import replace

from knowledge.documents import ocr, pdf, pictures, printing, word
from knowledge.documents.document import JPEG, PDF, PNG, WORD, Document, Page, PagePictures
from knowledge.documents.kinds import kind_of
from knowledge.documents.quality import worst

NO_OCR = "Page {number} is a picture of text and Tesseract is not installed: {hint}"
NOTHING_READ = "On page {number} no text could be read."
BY_OCR = "Page {number} was read from a picture: compare it with the paper."
TOO_MANY = "Page {number} is a picture of text and was not read: there are too many. Add the file in parts."
NO_LIBREOFFICE = "There are no pictures of the pages; for these: apt install libreoffice-writer-nogui"
NOT_PRINTED = "There are no pictures of the pages: LibreOffice cannot print the file. Save it as PDF and add that one."
OCR_SECONDS = 450  # for all pages of a file, so that the rest is told before the reader is ended

Read = tuple[Document, list[PagePictures]]


def read_here(data: bytes) -> Read:
    """What is in a file, read in this process; `read` does it in one of its own. Errors: KnowledgeError."""
    kind = kind_of(data)
    document, shown = {PDF: _pdf, WORD: _word, JPEG: _picture, PNG: _picture}[kind](data)
    return replace(document, content_type=kind, quality=worst(p.text for p in document.pages)), shown


def _pdf(data: bytes) -> Read:
    pages, problems = [], []
    can_read, until = ocr.can_read_thai(), time.monotonic() + OCR_SECONDS
    for number, page in enumerate(pdf.pages(data), 1):
        if page.scanned and can_read and time.monotonic() > until:
            pages.append(page)
            problems.append(TOO_MANY.format(number=number))
            continue
        text = ocr.read(pdf.scan(data, number - 1)) if page.scanned and can_read else page.text
        pages.append(replace(page, text=text))
        problems += _problems(number, pages[-1], can_read)
    return Document(PDF, tuple(pages), problems=tuple(problems)), pdf.pictures(data)


def _word(data: bytes) -> Read:
    pages = word.pages(data)
    printed = printing.printed(data)
    if printed is None:
        problem = NOT_PRINTED if printing.installed() else NO_LIBREOFFICE
        return Document(WORD, tuple(pages), problems=(problem,)), []
    return Document(WORD, tuple(pages)), pdf.pictures(printed, "Word file")


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
