"""The text and the pictures of a PDF, by PDFium."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from knowledge.documents.document import MOST_PAGES, Page, PagePictures
from knowledge.documents.glyphs import glyphs
from knowledge.documents.lines import pieces
from knowledge.documents.paragraphs import text_of
from knowledge.documents.pictures import LARGE, in_two_sizes
from knowledge.documents.turned import upright
from knowledge.errors import KnowledgeError

FEW_LETTERS = 20  # a page with fewer, and with a picture, is a scanned one
MANY_SHAPES = 20  # a frame and some rules are fewer
LONGEST_SIDE = 14_400  # points, 5 m: what PDF allows (ISO 32000-1, annex C)
OCR_DPI = 200
BROKEN = "The PDF is broken. Open it and save it anew as PDF, then add that one."


def pages(data: bytes) -> list[Page]:
    """The text of each page. Errors: KnowledgeError for a locked, broken or overlong file."""
    with _opened(data) as document:
        return [_page(_loaded(document, number)) for number in range(len(document))]


def pictures(data: bytes, what: str = "PDF") -> list[PagePictures]:
    """Each page as pictures, in RGB on white. `what` the file is called in sentences about it."""
    with _opened(data, what) as document:
        return [in_two_sizes(_rendered(_loaded(document, n), LARGE)) for n in range(len(document))]


def scan(data: bytes, number: int) -> Image.Image:
    """A page as a picture to be read by eye or by OCR."""
    with _opened(data) as document:
        page = _loaded(document, number)
        return _rendered(page, int(_inches(page) * OCR_DPI))


def _opened(data: bytes, what: str = "PDF") -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise KnowledgeError("The PDF is locked with a password. Save it without one and add it again.") from None
        raise KnowledgeError(BROKEN) from None
    if not count:
        raise KnowledgeError("The PDF has no pages.")
    if count > MOST_PAGES:
        raise KnowledgeError(f"The {what} has {count} pages; {MOST_PAGES} are the most. Add it in parts.")
    return document


def _loaded(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    try:
        return document[number]
    except pdfium.PdfiumError:
        raise KnowledgeError(BROKEN) from None


def _page(page: pdfium.PdfPage) -> Page:
    text = text_of(pieces(glyphs(upright(page))))
    return Page(text, scanned=len(text) < FEW_LETTERS and _is_drawn_on(page))


def _is_drawn_on(page: pdfium.PdfPage) -> bool:
    """Whether it holds a picture, or so many shapes that they may be letters: design programs draw text as outlines."""
    kinds = [thing.type for thing in page.get_objects(max_depth=4)]
    return pdfium_c.FPDF_PAGEOBJ_IMAGE in kinds or kinds.count(pdfium_c.FPDF_PAGEOBJ_PATH) >= MANY_SHAPES


def _rendered(page: pdfium.PdfPage, pixels: int) -> Image.Image:
    """The page so many pixels wide, whatever its size on paper."""
    width, height = page.get_size()
    if not 0 < width <= LONGEST_SIDE or not 0 < height <= LONGEST_SIDE:
        raise KnowledgeError("A page of the PDF is larger than 5 metres. Save it for A4 and add it again.")
    scale = min(pixels / width, 2 * pixels / height)
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture.convert("RGB")


def _inches(page: pdfium.PdfPage) -> float:
    return float(min(page.get_size()[0], 1200.0)) / 72
