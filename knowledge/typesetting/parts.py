"""Reads the body of an article into what a leaflet is set from: sections of paragraphs, lists, steps and tables."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from knowledge.excerpts import headed
from knowledge.typesetting.running import running
from knowledge.typesetting.shapes import BULLETS, FACTS, LABELS, NUMBERS, TABLE, TEXT, Part

FEWEST_FACTS = 2
LABELS_AFTER_HEADING = 2
_SHARP = re.compile(r"^#{1,4}[ \t]+(.+)")
_BULLET = re.compile(r"^\s*[-*•][ \t]+(?=\S)")
_NUMBER = re.compile(r"^\s*(\d{1,2})[.)][ \t]+(?=\S)")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_RULE = re.compile(r"[\s|:-]+")
_AMOUNT = re.compile(r"(.*\D)\s+(\d[\d,.]*(?:[–-]\d[\d,.]*)?\s?(?:บาท\S*|%))")


@dataclass(frozen=True)
class Section:
    """A heading, "" where there is none, and what stands under it."""

    heading: str
    parts: tuple[Part, ...]


def sections(body: str) -> list[Section]:
    """The sections of a body in its order. Text keeps its ** marks; nothing is left out."""
    return [_section(*_sharp_heading(heading, text)) for heading, text in headed(body)]


def _sharp_heading(heading: str, text: str) -> tuple[str, str]:
    """A heading may also be written as "# …" on a line of its own."""
    sharp = None if heading else _SHARP.match(text)
    return (sharp[1].strip(), text[sharp.end() :].strip()) if sharp else (heading, text)


def _section(heading: str, text: str) -> Section:
    """A paragraph of several labels in a row ("**a** … **b** … **c** …") is a list of them, its first no heading."""
    if heading and "\n" not in text:
        all_labels = running(f"**{heading}** {text}")
        if len(all_labels) == 1 and all_labels[0].kind == LABELS and len(all_labels[0].rows) > LABELS_AFTER_HEADING:
            return Section("", tuple(all_labels))
    return Section(heading, tuple(_parts(text)))


def _parts(text: str) -> list[Part]:
    lines = [line for line in text.split("\n") if line.strip()]
    return [part for kind, group in groupby(lines, _kind_of) for part in _READ[kind](list(group))]


def _kind_of(line: str) -> str:
    marks = ((BULLETS, _BULLET), (NUMBERS, _NUMBER), (TABLE, _ROW))
    return next((kind for kind, mark in marks if mark.match(line)), TEXT)


def _paragraphs(lines: list[str]) -> list[Part]:
    return [part for line in lines for part in running(line.strip())]


def _bullets(lines: list[str]) -> list[Part]:
    """A list; one whose every item ends with an amount is a table of these."""
    items = [_BULLET.sub("", line).strip() for line in lines]
    facts = [_AMOUNT.fullmatch(item) for item in items]
    if len(items) >= FEWEST_FACTS and all(facts):
        return [Part(FACTS, tuple((f[1], f[2]) for f in facts if f))]
    return [Part(BULLETS, tuple((item,) for item in items))]


def _numbers(lines: list[str]) -> list[Part]:
    found = [(_NUMBER.match(line), line) for line in lines]
    return [Part(NUMBERS, tuple((n[1], line[n.end() :].strip()) for n, line in found if n))]


def _table(lines: list[str]) -> list[Part]:
    """The rows of a table; the line of dashes under its head is no row, and short rows are filled up."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if not _RULE.fullmatch(line)
    ]
    wide = max(map(len, rows), default=0)
    return [Part(TABLE, tuple((*row, *[""] * (wide - len(row))) for row in rows))] if rows else []


_READ: dict[str, Callable[[list[str]], list[Part]]] = {
    TEXT: _paragraphs, BULLETS: _bullets, NUMBERS: _numbers, TABLE: _table,
}  # fmt: skip
