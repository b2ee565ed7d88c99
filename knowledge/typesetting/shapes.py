"""The shapes that a piece of a leaflet can have."""

from dataclasses import dataclass

TEXT, BULLETS, NUMBERS, LABELS, FACTS, TABLE = "text", "bullets", "numbers", "labels", "facts", "table"


@dataclass(frozen=True)
class Part:
    """Rows of one shape.

    A row of text or bullets has one cell, of numbers and labels a mark and its text, of facts a name and its amount;
    a table's first row is its head.
    """

    kind: str
    rows: tuple[tuple[str, ...], ...]
