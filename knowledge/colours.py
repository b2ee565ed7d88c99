"""Arithmetic of colours written #RRGGBB: contrast, the ink that is legible on a colour, lighter and darker shades."""

import re

from knowledge.errors import BadSetting

PROGRAM_GREEN = "#0B6E4F"  # for an organisation that has named no colour
WHITE, BLACK = "#FFFFFF", "#000000"
READABLE = 4.5  # WCAG 2.x success criterion 1.4.3, level AA, for text of ordinary size
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_DARKER = 0.02  # share of black that each step adds


def own_or_green(colour: str) -> str:
    """The organisation's colour, or the program's green for ""."""
    return colour.upper() if colour else PROGRAM_GREEN


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1…21 (WCAG 2.x, definition of "contrast ratio").

    Errors: BadSetting for what is not #RRGGBB.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """White where it is readable on this colour (4.5 : 1), else black: one of the two always is."""
    return WHITE if contrast(WHITE, colour) >= READABLE else BLACK


def tint(colour: str, share: float) -> str:
    """The colour thinned with white; `share` is how much of it is left, 0…1."""
    return _mixed(colour, WHITE, share)


def readable_on(colour: str, ground: str) -> str:
    """The colour, darkened until it is readable (4.5 : 1) on a light ground; black if nothing lighter is."""
    share = 1.0
    while share > 0:
        shade = _mixed(colour, BLACK, share)
        if contrast(shade, ground) >= READABLE:
            return shade
        share -= _DARKER
    return BLACK


def _mixed(colour: str, other: str, share: float) -> str:
    parts = (round(share * a + (1 - share) * b) for a, b in zip(_rgb(colour), _rgb(other), strict=True))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _rgb(colour: str) -> tuple[int, int, int]:
    if not _COLOUR.fullmatch(colour):
        raise BadSetting(f"{colour!r} is not a colour. Write it as #RRGGBB, for example {PROGRAM_GREEN}.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
