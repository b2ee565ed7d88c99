"""Reads a file in a process of its own, with bounds on memory and time, so that a bad file harms nobody."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress

from knowledge.documents.document import Document, PagePictures
from knowledge.documents.kinds import kind_of
from knowledge.documents.wire import REFUSED, read_back
from knowledge.errors import KnowledgeError

COMMAND = [sys.executable, "-m", "knowledge.documents.child"]
SECONDS = 600  # fifty scanned pages on a slow machine
BROKEN = "The file cannot be read: {reason}. Open it, save it anew as PDF, and add that one."
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV", "TESSDATA_PREFIX")


def read(data: bytes) -> tuple[Document, list[PagePictures]]:
    """The text of a file and the pictures of its pages. Errors: KnowledgeError with a sentence that says what to do."""
    kind_of(data)  # what is not taken is refused without a process
    # What was written on the way goes with the folder, also when the reader is killed and cannot clean up.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        done = _run(COMMAND, data, folder)
    if done.returncode == REFUSED:
        raise KnowledgeError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode:
        raise KnowledgeError(BROKEN.format(reason="it needs too much memory or time, or is damaged"))
    try:
        return read_back(done.stdout.decode("utf-8"))
    except (ValueError, KeyError, TypeError):
        raise KnowledgeError(BROKEN.format(reason="what was read of it makes no sense")) from None


def _run(command: list[str], data: bytes, folder: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the reader to its end, or end it and all that it has started."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=_surroundings(folder), start_new_session=True
    ) as process:
        try:
            told, said = process.communicate(data, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise KnowledgeError(BROKEN.format(reason=f"it takes more than {SECONDS} seconds")) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(command, process.returncode, told, said)


def _surroundings(folder: str) -> dict[str, str]:
    """The environment without the secrets of this one, with a folder for what is written on the way."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {"TMPDIR": folder}
