"""Pictures of pages as LINE takes them: JPEG, at most 1 MB and 1,024 pixels wide; nothing of the camera is kept."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from knowledge.documents.document import PagePictures, Picture
from knowledge.errors import KnowledgeError

LARGE, SMALL = 1024, 240  # pixels across
MOST_BYTES = 1024 * 1024  # LINE's limit for previews
MOST_PIXELS = 60_000_000  # a page at 600 dpi has 35 million
TALLEST = 3  # times the width: LINE shows nothing taller
QUALITIES = (85, 70, 50, 30)


def opened(data: bytes) -> Image.Image:
    """A JPEG or PNG as it is to be seen: turned upright, without transparency and without the camera's notes.

    Errors: KnowledgeError for a broken picture, or one that claims to be enormous.
    """
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise KnowledgeError(
                    f"The picture is {picture.width} × {picture.height} pixels large; save it smaller, A4 at 300 dpi."
                )
            upright = ImageOps.exif_transpose(_eight_bits(picture)).convert("RGBA")
    except Image.DecompressionBombError:
        raise KnowledgeError("The picture claims to be enormous; save it smaller, A4 at 300 dpi.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise KnowledgeError("The picture is broken. Open it, save it anew as JPEG, and add that one.") from None
    white = Image.new("RGB", upright.size, "white")
    white.paste(upright, mask=upright.getchannel("A"))
    return white


def in_two_sizes(picture: Image.Image) -> PagePictures:
    """The page to be read, and the page in a list."""
    return PagePictures(_fitted(picture, LARGE), _fitted(picture, SMALL))


def _eight_bits(picture: Image.Image) -> Image.Image:
    """The picture with 256 levels: Pillow cuts the 65,536 of some scanners' PNG off instead, and all is white."""
    if not picture.mode.startswith("I"):
        return picture
    shown = picture.convert("I").point(lambda level: level / 256).convert("L")
    shown.info = picture.info
    return shown


def _fitted(picture: Image.Image, width: int) -> Picture:
    shown = picture.copy()
    shown.thumbnail((width, TALLEST * width), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        file = BytesIO()
        shown.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= MOST_BYTES:
            break
    return Picture(file.getvalue(), shown.width, shown.height)
