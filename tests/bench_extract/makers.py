"""Makes files of blocks: by typst, by Chromium, as Word documents, and from these by LibreOffice."""

import html
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import typst
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from bench_extract.blocks import Block, Bullets, Heading, Paragraph, Table

FONTS = ["/usr/share/fonts/truetype/tlwg", str(Path(__file__).parents[2] / "knowledge/typesetting/fonts")]
CHROMIUM = "/usr/bin/chromium"
_TYPST = """
#let blocks = json(bytes(sys.inputs.blocks))
#set page(paper: "a4", margin: 2cm)
#set text(font: sys.inputs.font, size: 13pt, lang: "th")
#show: body => columns(int(sys.inputs.columns), body)
#for block in blocks {
  if block.kind == "heading" { heading(block.text) }
  else if block.kind == "bullets" { list(..block.items) }
  else if block.kind == "table" { table(columns: block.rows.at(0).len(), ..block.rows.flatten()) }
  else { par(block.text) }
}
"""
_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ font: 15px/1.8 "{font}"; column-count: {columns}; }} table {{ border-collapse: collapse; }}
td {{ border: 1px solid; padding: 2px 8px; }}</style>{body}"""


@dataclass(frozen=True)
class Look:
    """How a document is set."""

    font: str
    columns: int = 1


def by_typst(blocks: list[Block], look: Look) -> bytes:
    """A PDF by typst."""
    inputs = {"blocks": json.dumps([_plain(b) for b in blocks]), "font": look.font, "columns": str(look.columns)}
    return typst.compile(_TYPST.encode(), font_paths=FONTS, sys_inputs=inputs)  # type: ignore[no-any-return]


def as_word(blocks: list[Block], look: Look) -> bytes:
    """A .docx as Word writes Thai: the font and size of complex scripts are set apart (w:cs, w:szCs)."""
    document = Document()
    _set_font(document, look.font)
    if look.columns > 1:
        document.sections[0]._sectPr.find(qn("w:cols")).set(qn("w:num"), str(look.columns))
    for block in blocks:
        _write(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def by_libreoffice(blocks: list[Block], look: Look) -> bytes:
    """The Word document, printed to PDF by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "leaflet.docx")
        source.write_bytes(as_word(blocks, look))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return source.with_suffix(".pdf").read_bytes()


def by_chromium(blocks: list[Block], look: Look) -> bytes:
    """A web page, printed to PDF by Chromium."""
    from playwright.sync_api import sync_playwright

    body = "".join(_html(b) for b in blocks)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(_PAGE.format(font=look.font, columns=look.columns, body=body))
        printed = page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"})
        browser.close()
    return bytes(printed)


def missing(maker: object) -> str:
    """Why a maker cannot run here, or nothing."""
    if maker is by_libreoffice and not shutil.which("soffice"):
        return "LibreOffice is not installed"
    if maker is by_chromium and not Path(CHROMIUM).exists():
        return "Chromium is not installed"
    return ""


def _plain(block: Block) -> dict[str, object]:
    return {"kind": type(block).__name__.lower(), **vars(block)}


def _set_font(document: object, font: str) -> None:
    style = document.styles["Normal"]  # type: ignore[attr-defined]
    style.font.name, style.font.size = font, Pt(14)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), font)
    size = properties.makeelement(qn("w:szCs"), {qn("w:val"): "28"})
    properties.append(size)


def _write(document: object, block: Block) -> None:
    add = document.add_paragraph  # type: ignore[attr-defined]
    match block:
        case Heading(text=text):
            add().add_run(text).bold = True
        case Paragraph(text=text):
            add(text)
        case Bullets(items=items):
            for item in items:
                add(item, style="List Bullet")
        case Table(rows=rows):
            table = document.add_table(len(rows), len(rows[0]))  # type: ignore[attr-defined]
            table.style, table.autofit = "Table Grid", True
            _fit(table, document)
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text


def _fit(table: object, document: object) -> None:
    """Word's own table is as wide as a column; python-docx makes it as wide as the page."""
    section = document.sections[0]  # type: ignore[attr-defined]
    count = int(section._sectPr.find(qn("w:cols")).get(qn("w:num")) or 1)
    room = (section.page_width - section.left_margin - section.right_margin) / count * 0.9
    for column in table.columns:  # type: ignore[attr-defined]
        column.width = int(room / len(table.columns))  # type: ignore[attr-defined]
    for row in table.rows:  # type: ignore[attr-defined]
        for cell in row.cells:
            cell.width = int(room / len(row.cells))


def _html(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"<h3>{html.escape(text)}</h3>"
        case Paragraph(text=text):
            return f"<p>{html.escape(text)}</p>"
        case Bullets(items=items):
            return "<ul>" + "".join(f"<li>{html.escape(i)}</li>" for i in items) + "</ul>"
        case Table(rows=rows):
            cells = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in rows)
            return "<table>" + "".join(f"<tr>{c}</tr>" for c in cells) + "</table>"
