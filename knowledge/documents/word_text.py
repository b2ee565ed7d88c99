"""The blocks of a Word document in their order: paragraphs, text boxes behind the paragraph they hang on, tables.

Word writes some things twice: a text box once for new versions and once for old ones (mc:AlternateContent), and text
that was moved at both places. Each is read once.
"""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

CELLS = " | "
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICES, _CHOICE = f"{_MARKUP}AlternateContent", f"{_MARKUP}Choice"
_BOX, _PARAGRAPH, _TABLE = qn("w:txbxContent"), qn("w:p"), qn("w:tbl")
_ROW, _CELL, _RUN = qn("w:tr"), qn("w:tc"), qn("w:r")
_GONE = frozenset({qn("w:moveFrom"), qn("w:del"), qn("w:pPr"), qn("w:rPr")})
_STANDS_FOR = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def blocks(container: Any) -> Iterator[str]:
    """The text of what stands in a body, a cell or a text box, block by block; what is empty is left out."""
    for part in _within(container, {_PARAGRAPH, _TABLE}):
        if part.tag == _TABLE:
            yield from _table(part)
        else:
            if words := _words(part).strip():
                yield words
            for box in _within(part, {_BOX}):
                yield from blocks(box)


def _table(table: Any) -> Iterator[str]:
    """The rows, each on a line; the cells of a table in a cell are words of that cell."""
    rows = [CELLS.join(_cell(c) for c in _within(row, {_CELL})) for row in _within(table, {_ROW})]
    if text := "\n".join(row for row in rows if row.strip(" |")):
        yield text


def _cell(cell: Any) -> str:
    return " ".join(" ".join(blocks(cell)).split("\n"))


def _words(paragraph: Any) -> str:
    """The text of a paragraph without that of its text boxes."""
    text = ""
    for part in _within(paragraph, {qn("w:t"), *_STANDS_FOR}, closed=_BOX):
        if part.tag == qn("w:t"):
            text += part.text or ""
        elif part.getparent().tag == _RUN:
            text += _STANDS_FOR[part.tag]
    return text


def _within(element: Any, wanted: set[str], closed: str = "") -> Iterator[Any]:
    """The nearest elements of the wanted kinds, in order; nothing of what is gone or behind a `closed` element."""
    for part in _read_once(element):
        if part.tag in wanted:
            yield part
        elif part.tag not in _GONE and part.tag != closed:
            yield from _within(part, wanted, closed)


def _read_once(element: Any) -> list[Any]:
    """The children; of alternatives the first one."""
    if element.tag != _CHOICES:
        return list(element)
    return [next(iter(element.iterchildren(_CHOICE)), element[0])] if len(element) else []
