"""The text of a Word document."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from knowledge.documents.document import Page
from knowledge.documents.marks import put_right
from knowledge.errors import KnowledgeError

UNPACKED = 200 * 1024 * 1024  # bytes; a leaflet with many photographs has a tenth
CELLS = " | "
BROKEN = "The Word file is broken. Open it in Word, save it anew, and add that one; or save it as PDF."


def pages(data: bytes) -> list[Page]:
    """The text: paragraphs, lists and tables in their order. Word knows pages only when it prints: this is one.

    Errors: KnowledgeError for a broken file, or one that unpacks to very much more than it is.
    """
    from docx import Document

    _refuse_bomb(data)
    try:
        body = Document(BytesIO(data)).element.body
        blocks = list(_blocks(body))
    except Exception:  # whatever python-docx and lxml stumble over: the file is not what it says
        raise KnowledgeError(BROKEN) from None
    return [Page(put_right("\n\n".join(b for b in blocks if b.strip())).strip())]


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            unpacked = sum(entry.file_size for entry in file.infolist())
    except zipfile.BadZipFile:
        raise KnowledgeError(BROKEN) from None
    if unpacked > UNPACKED:
        raise KnowledgeError(f"The Word file unpacks to {unpacked // 2**20} MB. Save it with smaller pictures.")


def _blocks(body: Any) -> Iterator[str]:
    from docx.oxml.ns import qn

    for part in body.iterchildren():
        if part.tag == qn("w:p"):
            yield _words(part)
        elif part.tag == qn("w:tbl"):
            rows = (CELLS.join(" ".join(_cell(c)) for c in row.iter(qn("w:tc"))) for row in part.iter(qn("w:tr")))
            yield "\n".join(rows)
        elif part.tag == qn("w:sdt"):
            yield from (b for content in part.iter(qn("w:sdtContent")) for b in _blocks(content))


def _cell(cell: Any) -> list[str]:
    from docx.oxml.ns import qn

    return [words for p in cell.iter(qn("w:p")) if (words := _words(p).strip())]


def _words(paragraph: Any) -> str:
    """The text of a paragraph; what stands in text boxes of it comes behind it. Deleted text is not there any more."""
    from docx.oxml.ns import qn

    ends = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    words = ""
    for part in paragraph.iter():
        if part.tag == qn("w:t"):
            words += part.text or ""
        elif part.tag == qn("w:p") and part is not paragraph:
            words += "\n"
        elif part.tag in ends and part.getparent().tag == qn("w:r"):
            words += ends[part.tag]
    return words
