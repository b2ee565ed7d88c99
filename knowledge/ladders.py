"""Ladders of ages: of a list such as "60–69 ปี 600 บาท, 70–79 ปี 700 บาท" the step that holds the age in a question.

Nothing is invented: a step is a line of the text itself, and where no step holds the age there is none.
"""

import re
from dataclasses import dataclass

from knowledge.numerals import digits
from knowledge.text import normalise

FEWEST = 2  # steps of a ladder
OLDEST = 130  # years
_AGE = re.compile(r"อายุ\D{0,10}(\d{1,3})(?!\d)|(?<!\d)(\d{1,3})\s*(?:ปี|ขวบ)(?!\d)")
_RANGE = re.compile(r"(?<!\d)(\d{1,3})\s*(?:ปี)?\s*(?:–|-|ถึง|ไม่เกิน)\s*(\d{1,3})\s*ปี")
_UPWARDS = re.compile(r"(?<!\d)(\d{1,3})\s*ปี\s*(?:ขึ้นไป|เป็นต้นไป)")
_UNTIL = re.compile(r"(?:ไม่เกิน|ต่ำกว่า)\s*(\d{1,3})\s*ปี")


@dataclass(frozen=True)
class Step:
    """One line of a ladder and the ages it holds, both ends included."""

    first: int
    last: int
    line: str


def age_in(question: str) -> int | None:
    """The age that a question names, in figures or in words, or None."""
    found = _AGE.search(digits(normalise(question)))
    age = int(found[1] or found[2]) if found else OLDEST + 1
    return age if age <= OLDEST else None


def steps(text: str) -> list[Step]:
    """The steps of the ladder that a text states, in its order; empty when it states none."""
    found = [step for line in text.splitlines() for step in [_step(line)] if step]
    return found if len(found) >= FEWEST else []


def step_for(text: str, age: int) -> str | None:
    """The line of the step that holds this age, or None when no step does, or more than one."""
    holding = [s.line for s in steps(text) if s.first <= age <= s.last]
    return holding[0] if len(holding) == 1 else None


def _step(line: str) -> Step | None:
    plain, bare = normalise(line), line.strip("•-* \t")
    if between := _RANGE.search(plain):
        return Step(int(between[1]), int(between[2]), bare)
    if upwards := _UPWARDS.search(plain):
        return Step(int(upwards[1]), OLDEST, bare)
    if until := _UNTIL.search(plain):
        return Step(0, int(until[1]), bare)
    return None
