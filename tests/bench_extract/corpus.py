"""The corpus: which article is made into which kind of file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench_extract import makers, scanned
from bench_extract.blocks import Block, articles, words_of
from bench_extract.makers import Look, as_word, by_chromium, by_libreoffice, by_typst
from bench_extract.scanned import as_photograph, as_scan

Maker = Callable[[list[Block], Look], bytes]
PLAN: tuple[tuple[Maker, Look], ...] = (
    (by_typst, Look("Sarabun")), (by_typst, Look("Sarabun", 2)), (by_typst, Look("Loma")),
    (by_typst, Look("Garuda", 2)), (by_typst, Look("Kinnari")), (by_typst, Look("Laksaman", 2)),
    (by_typst, Look("Norasi")), (by_typst, Look("Waree", 2)),
    (by_libreoffice, Look("Garuda")), (by_libreoffice, Look("Kinnari", 2)), (by_libreoffice, Look("Laksaman")),
    (by_libreoffice, Look("Loma", 2)), (by_libreoffice, Look("Norasi")), (by_libreoffice, Look("Waree")),
    (by_libreoffice, Look("Umpush", 2)), (by_libreoffice, Look("Sawasdee")), (by_libreoffice, Look("Noto Sans Thai")),
    (by_chromium, Look("Loma")), (by_chromium, Look("Garuda", 2)), (by_chromium, Look("Kinnari")),
    (by_chromium, Look("Laksaman")), (by_chromium, Look("Noto Sans Thai", 2)),
    (as_word, Look("Garuda")), (as_word, Look("Loma", 2)), (as_word, Look("TH Sarabun New")), (as_word, Look("Norasi")),
)  # fmt: skip
SCANS: tuple[tuple[Maker, Look], ...] = (
    (as_scan, Look("Sarabun")), (as_scan, Look("Garuda")), (as_scan, Look("Norasi")), (as_photograph, Look("Loma")),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A file with the words that were written into it, or why it could not be made here."""

    name: str
    data: bytes
    words: str
    missing: str = ""


def born_digital() -> Iterator[Made]:
    """Files that programs wrote."""
    yield from _made(PLAN)


def scans() -> Iterator[Made]:
    """Pictures of printed pages."""
    yield from _made(SCANS)


def _made(plan: tuple[tuple[Maker, Look], ...]) -> Iterator[Made]:
    for (maker, look), blocks in zip(plan, articles(len(plan)), strict=True):
        name = f"{maker.__name__} {look.font}{' two columns' if look.columns > 1 else ''}"
        missing = makers.missing(maker) or scanned.missing(maker)
        yield Made(name, b"" if missing else maker(blocks, look), words_of(blocks), missing)
