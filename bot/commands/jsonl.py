"""Reads and writes files with one JSON object a line, and names the line that is wrong."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from knowledge.errors import BadSetting


def read_lines(file: Path, texts: tuple[str, ...], others: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The objects of a file; each must have these fields, the first ones as texts. Blank lines are left out.

    Each carries the number of its line in `line`, for later complaints.

    Errors: BadSetting with file and line.
    """
    try:
        # Not splitlines(): it also cuts at U+2028, which JSON allows inside a text.
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file.name} cannot be read as UTF-8 text ({type(error).__name__}).") from None
    return [_object(file, number, line, texts, others) for number, line in enumerate(lines, 1) if line.strip()]


def write_lines(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write the objects, one a line."""
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def need_folder(file: Path | None) -> None:
    """Stop before the work when its result could not be written. Errors: BadSetting."""
    if file is not None and not file.resolve().parent.is_dir():
        raise BadSetting(f"There is no folder {file.parent} for {file.name}; make it first.")


def _object(file: Path, number: int, line: str, texts: tuple[str, ...], others: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise BadSetting(f"{file.name}:{number}: not a JSON object")
    for field in (*texts, *others):
        if field not in row:
            raise BadSetting(f"{file.name}:{number}: the field {field} is missing")
        if field in texts and not isinstance(row[field], str):
            raise BadSetting(f"{file.name}:{number}: the field {field} must be a text")
    return {**row, "line": number}
