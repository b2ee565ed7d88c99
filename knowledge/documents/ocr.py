"""Reads pictures of text by Tesseract, where it is installed with Thai (Debian: tesseract-ocr-tha)."""

import os
import re
import shutil
import subprocess
from io import BytesIO

from PIL import Image

from knowledge.documents.marks import put_right

PROGRAM = "tesseract"
LANGUAGES = "tha+eng"
SECONDS = 60  # for a page
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}  # its threads wait for each other: a page took 8.7 s with them, 1.6 s without
HINT = "apt install tesseract-ocr tesseract-ocr-tha"
_BETWEEN_THAI = re.compile(r"(?<=[ก-๛]) (?=[ก-๛])")
_LINE_END = re.compile(r"(?<=[ก-๛])\n(?=[ก-๛])")


def can_read_thai() -> bool:
    """Whether Tesseract is here, and has learnt Thai."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)
    return "tha" in listed.stdout.split()


def read(picture: Image.Image) -> str:
    """The text in a picture, as well as Tesseract sees it: 85 to 92 letters of a hundred; empty when it fails."""
    file = BytesIO()
    picture.save(file, "PNG")
    command = [PROGRAM, "stdin", "stdout", "-l", LANGUAGES, "--psm", "3"]
    try:
        found = subprocess.run(
            command,
            input=file.getvalue(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env=os.environ | ONE_THREAD,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    text = put_right(found.stdout.decode("utf-8", "replace")).replace("\x0c", "")
    return _LINE_END.sub("", _BETWEEN_THAI.sub("", text)).strip()
