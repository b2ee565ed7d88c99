"""Prints a Word document to PDF by LibreOffice, which loads nothing that the document only points at.

A linked picture would otherwise be fetched while it is printed: from the office's own network, or from this machine's
disk into a picture that everybody is sent.
"""

import re
import shutil
import subprocess
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from subprocess import DEVNULL

PROGRAM = "soffice"
SECONDS = 90
_LINKED = re.compile(rb"<(?:\w+:)?Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?![^>]*/hyperlink[\"'])[^>]*>")
# Only where Word keeps what a field does: the same words in the text are the office's own.
_INSTRUCTIONS = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>[^<]*|\binstr\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_FIELDS = re.compile(rb"\b(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|LINK|IMPORT)(?=\s|\\|&quot;|\")", re.IGNORECASE)
# LibreOffice, "Block any links from documents not among the trusted locations": there is none.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def installed() -> bool:
    """Whether LibreOffice is here."""
    return shutil.which(PROGRAM) is not None


def printed(word: bytes) -> bytes | None:
    """The document as PDF, or None where LibreOffice is not installed or cannot."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, "leaflet.docx")
        source.write_bytes(without_links(word))
        command = [program, f"-env:UserInstallation=file://{_profile(folder)}", "--headless", "--convert-to", "pdf"]
        try:
            command += ["--outdir", folder, str(source)]
            # No pipes: a part of LibreOffice that hangs would hold them open, and the time limit with them.
            subprocess.run(command, check=True, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, timeout=SECONDS)
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None


def without_links(word: bytes) -> bytes:
    """The document with what it embeds, and nothing that it points at; addresses to click may stay."""
    cleaned = BytesIO()
    with zipfile.ZipFile(BytesIO(word)) as before, zipfile.ZipFile(cleaned, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename.endswith(".rels"):
                data = _LINKED.sub(b"", data)
            elif entry.filename.endswith(".xml"):
                data = _INSTRUCTIONS.sub(lambda found: _FIELDS.sub(b"QUOTE", found[0]), data)
            after.writestr(entry.filename, data)
    return cleaned.getvalue()


def _profile(folder: str) -> Path:
    profile = Path(folder, "profile")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return profile
