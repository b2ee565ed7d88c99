"""Paper: printed pages as a scanner or a telephone sees them, a little turned and a little grainy."""

import random
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image

from bench_extract.blocks import Block
from bench_extract.makers import Look, by_typst
from knowledge.documents import ocr

DPI = 200
TURNED = 0.4  # degrees
GRAIN = 12  # grey levels


def as_scan(blocks: list[Block], look: Look) -> bytes:
    """A PDF that holds pictures of the pages and no text."""
    first, *rest = _pages(blocks, look)
    file = BytesIO()
    first.save(file, "PDF", save_all=True, append_images=rest, resolution=DPI)
    return file.getvalue()


def as_photograph(blocks: list[Block], look: Look) -> bytes:
    """A JPEG of the first page."""
    file = BytesIO()
    _pages(blocks, look)[0].save(file, "JPEG", quality=80)
    return file.getvalue()


def missing(maker: object) -> str:
    """Why pictures cannot be read here, or nothing."""
    return (
        "" if maker not in (as_scan, as_photograph) or ocr.can_read_thai() else "Tesseract with Thai is not installed"
    )


def _pages(blocks: list[Block], look: Look) -> list[Image.Image]:
    with pdfium.PdfDocument(by_typst(blocks, look)) as document:
        return [_used(document[n].render(scale=DPI / 72).to_pil().convert("L")) for n in range(len(document))]


def _used(page: Image.Image) -> Image.Image:
    chance = random.Random(1)
    grain = Image.frombytes("L", (256, 256), bytes(chance.randrange(GRAIN) for _ in range(256 * 256))).resize(page.size)
    turned = page.rotate(TURNED, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return Image.blend(turned, grain.point(lambda level: 255 - level), 0.15)
