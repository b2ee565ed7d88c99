"""The text of a Word document."""

import zipfile
from io import BytesIO

from knowledge.documents.document import Page
from knowledge.documents.marks import put_right
from knowledge.errors import KnowledgeError

UNPACKED = 200 * 1024 * 1024  # bytes; a leaflet with many photographs has a tenth
BROKEN = "The Word file is broken. Open it in Word, save it anew, and add that one; or save it as PDF."


def pages(data: bytes) -> list[Page]:
    """The text: paragraphs, lists and tables in their order. Word knows pages only when it prints: this is one.

    Errors: KnowledgeError for a broken file, or one that unpacks to very much more than it is.
    """
    from docx import Document

    from knowledge.documents.word_text import blocks

    _refuse_bomb(data)
    try:
        read = list(blocks(Document(BytesIO(data)).element.body))
    except Exception:  # whatever python-docx and lxml stumble over: the file is not what it says
        raise KnowledgeError(BROKEN) from None
    return [Page(put_right("\n\n".join(read)).strip())]


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            unpacked = sum(entry.file_size for entry in file.infolist())
    except zipfile.BadZipFile:
        raise KnowledgeError(BROKEN) from None
    if unpacked > UNPACKED:
        raise KnowledgeError(f"The Word file unpacks to {unpacked // 2**20} MB. Save it with smaller pictures.")
