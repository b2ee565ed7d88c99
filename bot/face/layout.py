"""Where each tab and each area of a menu lies on its picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.face.menus import Area, Menu, Tab

WIDTH, HEIGHT = 2500, 1686  # LINE's large size; width / height must be at least 1.45
STRIP = 240  # the organisation's name, or the tabs


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels of the picture."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Its centre."""
        return self.x + self.width // 2, self.y + self.height // 2

    def inset(self, by: int) -> "Box":
        """The rectangle made smaller on all four sides."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


def tab_boxes(menu: Menu) -> Iterator[tuple[Tab, Box]]:
    """The tabs with their places, side by side in the strip at the top."""
    yield from zip(menu.tabs, _across(len(menu.tabs), 0, STRIP), strict=True)


def area_boxes(menu: Menu) -> Iterator[tuple[Area, Box]]:
    """The areas with their places, row by row below the strip. They leave no gap: every tap hits something."""
    edges = _edges(len(menu.rows), STRIP, HEIGHT)
    for row, (top, bottom) in zip(menu.rows, pairwise(edges), strict=True):
        yield from zip(row, _across(len(row), top, bottom), strict=True)


def _across(count: int, top: int, bottom: int) -> Iterator[Box]:
    for left, right in pairwise(_edges(count, 0, WIDTH)):
        yield Box(left, top, right - left, bottom - top)


def _edges(count: int, start: int, end: int) -> list[int]:
    return [start + round(n * (end - start) / count) for n in range(count + 1)] if count else []
