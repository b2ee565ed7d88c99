"""Reads a file in a process of its own, with bounds on memory and time, so that a bad file harms nobody."""

import os
import subprocess
import sys

from knowledge.documents.child import REFUSED
from knowledge.documents.document import Document, PagePictures
from knowledge.documents.kinds import kind_of
from knowledge.documents.wire import read_back
from knowledge.errors import KnowledgeError

SECONDS = 180
BROKEN = "The file cannot be read: {reason}. Open it, save it anew as PDF, and add that one."
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "TESSDATA_PREFIX")


def read(data: bytes) -> tuple[Document, list[PagePictures]]:
    """The text of a file and the pictures of its pages. Errors: KnowledgeError with a sentence that says what to do."""
    kind_of(data)  # what is not taken is refused without a process
    command = [sys.executable, "-m", "knowledge.documents.child"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, env=_surroundings(), check=False
        )
    except subprocess.TimeoutExpired:
        raise KnowledgeError(BROKEN.format(reason=f"it takes more than {SECONDS} seconds")) from None
    if done.returncode == REFUSED:
        raise KnowledgeError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode:
        raise KnowledgeError(BROKEN.format(reason="it needs too much memory or time, or is damaged"))
    try:
        return read_back(done.stdout.decode("utf-8"))
    except (ValueError, KeyError, TypeError):
        raise KnowledgeError(BROKEN.format(reason="what was read of it makes no sense")) from None


def _surroundings() -> dict[str, str]:
    """The environment without the secrets of this one."""
    return {name: os.environ[name] for name in KEPT if name in os.environ}
