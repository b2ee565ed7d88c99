"""Puts the lines of a page together: rows of a table stay rows, running text becomes paragraphs without broken words.

Thai has no spaces between words, so a line that ends because it is full goes on in the next without one. A line is full
when the first word of the next would not have fitted any more; else it ends there because the writer wanted it.
"""

import re
from dataclasses import dataclass, replace

from knowledge.documents.lines import Piece
from knowledge.text_words import plain_words

SAME_ROW = 0.35  # of the letter size: how far the baselines of one row may be apart
FAR = 1.35  # of the usual distance of lines: a wider one begins a new block
ALIKE = 0.12  # how much the sizes of letters within a paragraph may differ
WRAPS = 1.8  # of the letter size: how far below a cell its next line may be
SLACK = 1.2  # of the letter size: what is left of a full line besides the room of a word
MUCH = 0.4  # of a column: a line that leaves more than that ends because its writer wanted it
LONGEST_WORD = 16  # letters looked at on either side of a line's end
CELLS = " | "
_BEGINS = re.compile(r"\s*([•●○▪■◆\-–*✓➢→]|\(?[0-9๐-๙]{1,3}[.)]|\([0-9๐-๙]{1,3}\)|[ก-ฮ]\.)\s")
_THAI_END, _THAI_START = re.compile(r"[ก-๛]$"), re.compile(r"^[ก-๛]")


@dataclass(frozen=True)
class Line:
    """A line of running text, or a row of cells; `last_left` is where the last of several cells begins."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    cells: int = 1
    last_left: float = 0.0


def text_of(pieces: list[Piece]) -> str:
    """The text of a page: paragraphs and rows on lines of their own, blocks apart by blank lines."""
    rows = lines(pieces)
    usual, edge = _usual_distance(rows), _edges(rows)
    text = ""
    for before, line, right in zip([None, *rows], rows, [0.0, *edge], strict=False):
        text += (_between(before, line, right, usual) if before else "") + line.text
    return re.sub(r" *\n *", "\n", text).strip()


def lines(pieces: list[Piece]) -> list[Line]:
    """Pieces that follow each other on one height, as rows of cells; each other piece as a line."""
    made: list[Line] = []
    for p in pieces:
        last = made[-1] if made else None
        if last and (wrapped := _wrapped(last, p)) is not None:
            made[-1] = wrapped
        elif last and abs(last.baseline - p.baseline) <= SAME_ROW * p.size and p.left >= last.right:
            row = last.text + CELLS + p.text.strip()
            made[-1] = Line(row, last.left, p.right, last.baseline, last.size, last.cells + 1, p.left)
        else:
            made.append(Line(p.text, p.left, p.right, p.baseline, p.size))
    return made


def _wrapped(row: Line, piece: Piece) -> Line | None:
    """The row with a piece that stands right under its last cell, or None when it does not: the cell was too narrow."""
    down = row.baseline - piece.baseline
    if row.cells < 2 or not 0 < down <= WRAPS * piece.size or abs(piece.left - row.last_left) > SLACK * piece.size:
        return None
    joint = "" if _THAI_END.search(row.text) and _THAI_START.search(piece.text) else " "
    text = row.text.rstrip() + joint + piece.text
    return replace(row, text=text, right=max(row.right, piece.right), baseline=piece.baseline)


def _between(before: Line, line: Line, edge: float, usual: float) -> str:
    """What stands between two lines: nothing or a space in running text, else one line end or two."""
    down = before.baseline - line.baseline
    if before.cells > 1 or line.cells > 1:
        return "\n" if before.cells == line.cells else "\n\n"
    if abs(before.size - line.size) > ALIKE * before.size:
        return "\n\n"
    if _goes_on(before, line, edge, down, usual):
        thai = _THAI_END.search(before.text) and _THAI_START.search(line.text)
        return "" if thai or before.text.endswith((" ", "-", "–")) else " "
    return "\n" if 0 < down <= FAR * usual else "\n\n"


def _goes_on(before: Line, line: Line, edge: float, down: float, usual: float) -> bool:
    if _BEGINS.match(line.text) or down > FAR * max(usual, 1.4 * line.size):
        return False
    left_over = edge - before.right
    if left_over <= _first_word(line) + SLACK * line.size:
        return True
    return left_over <= MUCH * (edge - before.left) and _is_broken_word(before.text, line.text)


def _is_broken_word(before: str, after: str) -> bool:
    """Whether a word runs across the end of a line: programs that know no Thai break lines anywhere."""
    tail, head = before[-LONGEST_WORD:], after[:LONGEST_WORD]
    return any(start < len(tail) < end for start, end in plain_words().cut_at(tail + head))


def _first_word(line: Line) -> float:
    """The room that the first word of a line takes, in points."""
    text = line.text.lstrip()
    until_space = text.split(" ", 1)[0]
    places = plain_words().cut_at(until_space[:40])
    letters = places[0][1] if places else len(until_space)
    return (line.right - line.left) * letters / max(len(text), 1)


def _usual_distance(rows: list[Line]) -> float:
    """The middle distance from one line to the next below it, in points."""
    steps = sorted(a.baseline - b.baseline for a, b in zip(rows, rows[1:], strict=False) if a.baseline > b.baseline)
    return steps[len(steps) // 2] if steps else 0.0


def _edges(rows: list[Line]) -> list[float]:
    """For each line the right edge of its column: that of the widest line of those that overlap it."""
    return [
        max(other.right for other in rows if other.left < row.right and row.left < other.right and _beside(row, other))
        for row in rows
    ]


def _beside(row: Line, other: Line) -> bool:
    """Whether two lines are of one column: a heading over both columns is of neither."""
    return other is row or (other.right - other.left) <= 1.6 * max(row.right - row.left, 12 * row.size)
