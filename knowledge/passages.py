"""Cuts an article into passages at its paragraphs."""

from knowledge.text import pieces_of

PASSAGE_LIMIT = 1200  # characters


def split(body: str, limit: int = PASSAGE_LIMIT) -> list[str]:
    """The body in passages of whole paragraphs, each at most `limit` characters unless one line alone is longer."""
    passages: list[str] = []
    for paragraph in (p.strip() for p in body.split("\n\n")):
        for piece in _lines_within(paragraph, limit):
            if passages and len(passages[-1]) + len(piece) + 2 <= limit:
                passages[-1] += "\n\n" + piece
            elif piece:
                passages.append(piece)
    return passages


def _lines_within(paragraph: str, limit: int) -> list[str]:
    if len(paragraph) <= limit:
        return [paragraph]
    pieces: list[str] = []
    for line in paragraph.split("\n"):
        for part in pieces_of(line, limit):
            if pieces and len(pieces[-1]) + len(part) + 1 <= limit:
                pieces[-1] += "\n" + part
            else:
                pieces.append(part)
    return pieces
