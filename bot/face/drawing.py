"""Draws a menu's picture: 2500 pixels wide, in the organisation's colour, a PNG with a small palette."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.face import icons
from bot.face.layout import HEIGHT, STRIP, WIDTH, Box, area_boxes, tab_boxes
from bot.face.lettering import fitting, write
from bot.face.menus import DOT, Area, Menu
from knowledge.colours import ink_on, own_or_green, readable_on, tint
from knowledge.text import shorten

PAPER, INK, RULE = "#FFFFFF", "#1B2127", "#D5DCE1"
ALERT, ON_ALERT = "#C62828", "#FFFFFF"
LABEL, TAB, TITLE, BADGE = 128, 120, 124, 92  # sizes of letters, in pixels of the picture
TITLE_GRAPHEMES = 32
DISC, ICON, ABOVE = 340, 220, 104  # ABOVE: from the area's top to the disc
BADGE_WIDTH, BADGE_HEIGHT = 410, 156  # marks stand high above Thai letters
TAB_TOP = 28
SMOOTH = 3  # drawn so many times larger, for smooth edges
PALETTE = 128  # colours: enough for smooth edges, small enough for LINE's 1 MB
MARGIN = 44


@dataclass(frozen=True)
class Colours:
    """What is drawn on what; every pair of ink and ground is readable (WCAG AA)."""

    strip: str
    on_strip: str
    open_tab: str
    disc: str
    icon: str

    @classmethod
    def of(cls, colour: str) -> "Colours":
        """The colours for an organisation; "" for the program's own green."""
        own = own_or_green(colour)
        disc = tint(own, 0.12)
        return cls(own, ink_on(own), readable_on(own, PAPER), disc, readable_on(own, disc))


def draw(menu: Menu, title: str, colour: str) -> bytes:
    """The picture of a menu as PNG, at most 1 MB; `title` stands in the strip where there are no tabs.

    Errors: KnowledgeError where Thai cannot be drawn; BadSetting for a colour that is none.
    """
    colours = Colours.of(colour)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    ImageDraw.Draw(image).rectangle((0, 0, WIDTH, STRIP - 1), colours.strip)
    if menu.tabs:
        _tabs(image, menu, colours)
    else:
        _title(image, title, colours)
    places = list(area_boxes(menu))
    size = min(fitting([area.label], box.width - 2 * MARGIN, LABEL) for area, box in places)
    for area, box in places:
        _rules(image, box)
        _icon(image, area, box, colours)
        write(ImageDraw.Draw(image), area.label, _label_place(box), size, INK)
        if menu.dotted and area.waits:
            _badge(image, box)
    return _png(image)


def _title(image: Image.Image, title: str, colours: Colours) -> None:
    box = Box(0, 0, WIDTH, STRIP).inset(MARGIN)
    shown = shorten(title, TITLE_GRAPHEMES)
    write(ImageDraw.Draw(image), shown, box, fitting([shown], box.width, TITLE), colours.on_strip)


def _tabs(image: Image.Image, menu: Menu, colours: Colours) -> None:
    pen = ImageDraw.Draw(image)
    places = list(tab_boxes(menu))
    size = min(fitting([tab.label], box.width - 3 * MARGIN, TAB) for tab, box in places)
    after_closed = False
    for tab, box in places:
        is_open = tab.label == menu.open
        if is_open:
            _plate(image, Box(box.x + 16, TAB_TOP, box.width - 32, STRIP), 48, PAPER)
        elif after_closed:
            pen.line((box.x, 70, box.x, STRIP - 60), colours.on_strip, 4)
        after_closed = not is_open
        ink = colours.open_tab if is_open else colours.on_strip
        write(pen, tab.label, Box(box.x, TAB_TOP, box.width, STRIP - TAB_TOP), size, ink)


def _rules(image: Image.Image, box: Box) -> None:
    """Thin lines to the area on the left and to the one above."""
    pen = ImageDraw.Draw(image)
    if box.x:
        pen.line((box.x, box.y + 70, box.x, box.y + box.height - 70), RULE, 5)
    if box.y > STRIP:
        pen.line((box.x + 50, box.y, box.x + box.width - 50, box.y), RULE, 5)


def _icon(image: Image.Image, area: Area, box: Box, colours: Colours) -> None:
    disc = _disc_place(box)
    _plate(image, disc, DISC // 2, colours.disc)
    x, y = disc.middle
    image.paste(colours.icon, (x - ICON // 2, y - ICON // 2), icons.mask(area.icon, ICON))


def _badge(image: Image.Image, box: Box) -> None:
    """The red dot beside the icon, with what it means in words."""
    left = min(box.middle[0] + 60, box.x + box.width - BADGE_WIDTH - 10)
    plate = Box(left, box.y + 8, BADGE_WIDTH, BADGE_HEIGHT)
    _plate(image, plate, plate.height // 2, ALERT)
    write(ImageDraw.Draw(image), DOT, Box(plate.x, plate.y + 14, plate.width, plate.height - 8), BADGE, ON_ALERT)


def _disc_place(box: Box) -> Box:
    return Box(box.middle[0] - DISC // 2, box.y + ABOVE, DISC, DISC)


def _label_place(box: Box) -> Box:
    above = ABOVE + DISC
    return Box(box.x, box.y + above, box.width, box.height - above - 30)


def _plate(image: Image.Image, box: Box, corner: int, colour: str) -> None:
    """A filled rectangle with round corners and smooth edges."""
    big = Image.new("L", (box.width * SMOOTH, box.height * SMOOTH))
    ImageDraw.Draw(big).rounded_rectangle((0, 0, big.width - 1, big.height - 1), corner * SMOOTH, 255)
    image.paste(colour, (box.x, box.y), big.resize((box.width, box.height), Image.Resampling.LANCZOS))


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.quantize(PALETTE, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
