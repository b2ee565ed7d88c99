"""The lines of a page: letters side by side, with the spaces that are really there, in the order of the file."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.documents.glyphs import SAME_LINE, Glyph
from knowledge.documents.marks import put_right

SPACE = 0.2  # of the letter size: a wider gap is a space, also where none was written
AM_ROOM = 0.31  # of the letter size: a cluster with ำ often names only the room of its consonant
BREAK = 0.6  # of the letter size: a wider gap parts what does not follow in the file (the other column)
CELL = 1.6  # of the letter size: a wider gap parts in any case
FOLLOWS = 4  # places in the file: marks and spaces may lie between two letters


@dataclass(frozen=True)
class Piece:
    """A stretch of letters without a wide gap, in points from the lower left; `order` is its place in the file."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    order: int


def pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The stretches of text of a page, in the order in which the file has them.

    What was drawn later than its neighbours (an arrow of another font) is put where it stands.
    """
    made = [p for row in _rows(glyphs) for run in _runs(row) if (p := _piece(run)) is not None]
    return sorted(made, key=lambda p: p.order)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The letters that stand on one height, whatever column they belong to, from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.baseline):
        if rows and abs(rows[-1][0].baseline - glyph.baseline) <= SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda g: (g.left, g.order)) for row in rows]


def _runs(row: list[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in row:
        if runs and _goes_on(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    gap, size = glyph.left - last.right, max(last.size, glyph.size)
    follows = 0 < glyph.order - last.order <= FOLLOWS
    return gap <= (CELL if follows else BREAK) * size


def _piece(run: list[Glyph]) -> Piece | None:
    solid = [g for g in run if not g.text.isspace()]
    if not solid:
        return None
    size = sorted(g.size for g in solid)[len(solid) // 2]
    order = sorted(g.order for g in solid)[len(solid) // 2]
    return Piece(put_right(_words(run)), solid[0].left, max(g.right for g in solid), solid[0].baseline, size, order)


def _words(run: list[Glyph]) -> str:
    text = ""
    for before, glyph in zip([None, *run], run, strict=False):
        gap = glyph.left - before.right if before else 0.0
        room = AM_ROOM if before and before.text.endswith("ำ") and len(before.text) > 1 else 0.0
        if gap > (SPACE + room) * glyph.size and not (text.endswith(" ") or glyph.text.isspace()):
            text += " "
        text += " " if glyph.text.isspace() else glyph.text
    return text
