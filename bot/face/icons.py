"""The icons of the menus: strokes on a grid of 24, drawn four times too large and made smaller for smooth edges."""

from collections.abc import Callable
from math import cos, radians, sin

from PIL import Image, ImageDraw

GRID, SMOOTH = 24, 4
STROKE = 1.9  # of the grid
Point = tuple[float, float]


class Pen:
    """Draws on the grid with round ends; the picture is the mask of what was drawn."""

    def __init__(self, size: int) -> None:
        self._scale = size * SMOOTH / GRID
        self.image = Image.new("L", (size * SMOOTH, size * SMOOTH))
        self._draw = ImageDraw.Draw(self.image)

    def line(self, *points: Point) -> None:
        """A stroke through these points."""
        scaled = [(x * self._scale, y * self._scale) for x, y in points]
        self._draw.line(scaled, 255, round(STROKE * self._scale), joint="curve")
        for x, y in points:
            self.dot(x, y, STROKE / 2)

    def dot(self, x: float, y: float, radius: float = STROKE * 0.62) -> None:
        """A filled circle."""
        self._draw.ellipse(self._square(x, y, radius), 255)

    def arc(self, x: float, y: float, radius: float, start: float = 0, end: float = 360) -> None:
        """A part of a circle, in degrees clockwise from three o'clock."""
        width = round(STROKE * self._scale)
        self._draw.arc(self._square(x, y, radius + STROKE / 2), start, end, 255, width)
        for angle in (start, end) if end - start < 360 else ():
            self.dot(x + radius * cos(radians(angle)), y + radius * sin(radians(angle)), STROKE / 2)

    def frame(self, left: float, top: float, right: float, bottom: float, corner: float = 1.5) -> None:
        """A rectangle with round corners."""
        half = STROKE / 2
        corners = [v * self._scale for v in (left - half, top - half, right + half, bottom + half)]
        self._draw.rounded_rectangle(corners, corner * self._scale, None, 255, round(STROKE * self._scale))

    def bar(self, left: float, top: float, right: float, bottom: float) -> None:
        """A filled rectangle."""
        corners = [v * self._scale for v in (left, top, right, bottom)]
        self._draw.rounded_rectangle(corners, 0.8 * self._scale, 255)

    def _square(self, x: float, y: float, radius: float) -> list[float]:
        return [v * self._scale for v in (x - radius, y - radius, x + radius, y + radius)]


def mask(name: str, size: int) -> Image.Image:
    """The icon as a mask of `size` pixels. Errors: KeyError for a name that is not in ICONS."""
    pen = Pen(size)
    ICONS[name](pen)
    return pen.image.resize((size, size), Image.Resampling.LANCZOS)


def _bubble(pen: Pen) -> None:
    pen.line((4, 4.5), (20, 4.5), (20, 16), (11, 16), (7, 20), (7, 16), (4, 16), (4, 4.5))


def _ask(pen: Pen) -> None:
    _bubble(pen)
    for x in (8.2, 12, 15.8):
        pen.dot(x, 10.3)


def _unanswered(pen: Pen) -> None:
    _bubble(pen)
    pen.line((12, 7.3), (12, 10.6))
    pen.dot(12, 13.3)


def _leaflet(pen: Pen) -> None:
    pen.line((3.5, 5), (9.2, 7), (9.2, 20), (3.5, 18), (3.5, 5))
    pen.line((9.2, 7), (14.8, 5), (14.8, 18), (9.2, 20))
    pen.line((14.8, 5), (20.5, 7), (20.5, 20), (14.8, 18))


def _headset(pen: Pen) -> None:
    pen.arc(12, 12, 8, 180, 360)
    pen.frame(3.6, 12.5, 6.4, 17.5, 1)
    pen.frame(17.6, 12.5, 20.4, 17.5, 1)
    pen.line((19.5, 18), (18, 20.5), (13.5, 20.5))


def _person(pen: Pen) -> None:
    pen.arc(12, 8, 3.8)
    pen.arc(12, 21, 7.5, 180, 360)
    pen.line((4.5, 21), (19.5, 21))


def _help(pen: Pen) -> None:
    pen.arc(12, 12, 9)
    pen.arc(12, 9.8, 2.7, 180, 405)
    pen.line((13.9, 11.7), (12, 13.8))
    pen.dot(12, 17)


def _book(pen: Pen) -> None:
    pen.line((12, 6.5), (8.5, 5), (3, 5), (3, 18.5), (8.5, 18.5), (12, 20), (15.5, 18.5), (21, 18.5), (21, 5))
    pen.line((21, 5), (15.5, 5), (12, 6.5), (12, 20))


def _plan(pen: Pen) -> None:
    pen.frame(3.8, 5.5, 20.2, 20.5, 2.5)
    pen.line((8, 3), (8, 7))
    pen.line((16, 3), (16, 7))
    pen.line((8, 13.5), (11, 16.5), (16.2, 11))


def _clock(pen: Pen) -> None:
    pen.arc(12, 12, 9)
    pen.line((12, 6.5), (12, 12.3), (16, 14.6))


def _bulb(pen: Pen) -> None:
    pen.arc(12, 9.5, 6.3, 130, 410)
    pen.line((7.95, 14.3), (9.3, 17), (14.7, 17), (16.05, 14.3))
    pen.line((10.2, 20.5), (13.8, 20.5))


def _bars(pen: Pen) -> None:
    pen.line((3, 20.5), (21, 20.5))
    for left, top in ((4.4, 12.5), (10.2, 5), (16, 9)):
        pen.bar(left, top, left + 3.6, 18.5)


ICONS: dict[str, Callable[[Pen], None]] = {
    "ask": _ask, "unanswered": _unanswered, "leaflet": _leaflet, "headset": _headset, "person": _person, "help": _help,
    "book": _book, "plan": _plan, "clock": _clock, "bulb": _bulb, "bars": _bars,
}  # fmt: skip
