"""What kind of file some bytes are, told by the bytes alone: a name is only what somebody wrote."""

from knowledge.documents.document import JPEG, LARGEST, PDF, PNG, WORD
from knowledge.errors import KnowledgeError

TAKEN = "Leaflets are PDF, Word (.docx), JPEG or PNG files"
_MAGIC = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_PDF_WITHIN = 1024  # bytes in which a PDF may begin (ISO 32000-1, annex H.3)
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream of a .docx with a password (MS-OFFCRYPTO, 2.3)


def kind_of(data: bytes) -> str:
    """The media type of a file. Errors: KnowledgeError that says what is taken instead."""
    if not data:
        raise KnowledgeError("The file is empty; save it again and add that one.")
    if len(data) > LARGEST:
        raise KnowledgeError(
            f"The file has {len(data) / 2**20:.1f} MB; 20 MB are the most. Save it with smaller pictures, or in parts."
        )
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    if data.startswith(b"PK") and b"word/" in data:
        return WORD
    if data.startswith(_OLD_WORD) and _LOCKED in data:
        raise KnowledgeError("The Word file is locked with a password. Save it without one and add it again.")
    if data.startswith(_OLD_WORD):
        raise KnowledgeError(f"{TAKEN}; this is an old Word file. Save it as .docx or PDF.")
    raise KnowledgeError(f"{TAKEN}; this file is none of them. Save it as PDF.")
