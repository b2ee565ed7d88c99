"""Lists that an article writes in running text: "(1) … (2) …", "a → b → c", "**a** … **b** … **c** …"."""

import re

from knowledge.typesetting.shapes import LABELS, NUMBERS, TEXT, Part

FEWEST_STEPS, FEWEST_LABELS = 3, 3
_COUNT = re.compile(r"(?<!\S)\((\d{1,2})\)\s+")
_ARROW = re.compile(r"\s+(?:→|->)\s+")
_LABEL = re.compile(r"(?<!\S)\*\*([^*]+)\*\*\s+")


def running(line: str) -> list[Part]:
    """A line of text as it is set: a list where it counts, leads on by arrows or names labels; else a paragraph."""
    return _counted(line) or _led_on(line) or _labelled(line) or [Part(TEXT, ((line,),))]


def _counted(line: str) -> list[Part]:
    """(1), (2) and so on, from one and without a gap: numbers of sections of a law are not counting."""
    marks = list(_COUNT.finditer(line))
    if len(marks) < 2 or [int(m[1]) for m in marks] != list(range(1, len(marks) + 1)):
        return []
    return _cut(line, marks, NUMBERS)


def _led_on(line: str) -> list[Part]:
    steps = _ARROW.split(line)
    if len(steps) < FEWEST_STEPS:
        return []
    return [Part(NUMBERS, tuple((str(n), step.strip()) for n, step in enumerate(steps, 1)))]


def _labelled(line: str) -> list[Part]:
    """Fewer bold words than these are emphasis, not labels."""
    marks = list(_LABEL.finditer(line))
    return _cut(line, marks, LABELS) if len(marks) >= FEWEST_LABELS else []


def _cut(line: str, marks: list[re.Match[str]], kind: str) -> list[Part]:
    """The line cut at its marks; what stands before the first is a paragraph."""
    ends = [*(m.start() for m in marks[1:]), len(line)]
    rows = tuple((m[1].strip(), line[m.end() : end].strip()) for m, end in zip(marks, ends, strict=True))
    before = line[: marks[0].start()].strip()
    return [*([Part(TEXT, ((before,),))] if before else []), Part(kind, rows)]
