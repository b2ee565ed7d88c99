"""Chooses the part of an article that answers a question: whole paragraphs and lists, never half a table."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.cues import looks_of_answers
from knowledge.ladders import age_in, step_for
from knowledge.search.analysis import trigrams
from knowledge.search.query import Query
from knowledge.text import pieces_of
from knowledge.windows import window

EXCERPT_LIMIT = 420  # characters; about eight lines on a telephone
TITLE_SHARE = 0.25  # weight of what the title says already
_HEADING = re.compile(r"^\*\*(.+?)\*\*\s*")
_ITEM = re.compile(r"^[-*]\s+", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A paragraph or list with the heading that stands over it."""

    heading: str
    text: str

    @property
    def shown(self) -> str:
        """The block as it is shown: its heading on a line of its own."""
        return f"{self.heading}\n{self.text}".strip() if self.heading else self.text


NOTHING = Block("", "")


def blocks(body: str) -> list[Block]:
    """The paragraphs of a body; a list stays with the line that introduces it."""
    return [Block(heading, _readable(text)) for heading, text in headed(body)]


def headed(body: str) -> list[tuple[str, str]]:
    """The paragraphs of a body as (heading, text), the text with its marks; the heading is "" where there is none."""
    made: list[tuple[str, str]] = []
    for paragraph in (p.strip() for p in body.split("\n\n")):
        heading = _HEADING.match(paragraph)
        text = paragraph[heading.end() :] if heading else paragraph
        if text or heading:
            made.append((heading[1].strip() if heading else "", text))
    return made


def _readable(text: str) -> str:
    """Without marks; list items with a round bullet."""
    return _ITEM.sub("• ", text.replace("**", "")).strip()


def plain(body: str) -> str:
    """The whole body as it is read: headings on their own lines, no marks."""
    return "\n\n".join(b.shown for b in blocks(body))


def choose(title: str, body: str, query: Query, limit: int = EXCERPT_LIMIT) -> Block:
    """The block that answers best, in at most `limit` characters; at a tie the earlier one.

    What the title says counts little: the whole article is about it, so it does not tell one block from another.
    """
    candidates = blocks(body)
    if not candidates:
        return NOTHING
    step = _step_asked_for(candidates, query.text)
    if step is not None:
        return step
    cues = looks_of_answers(query.text)
    matched = [sum(bool(cue.search(b.text)) for cue in cues) for b in candidates]
    terms = [trigrams(b.shown) for b in candidates]
    wanted = _telling(query.trigrams, terms, trigrams(title))
    fits = [sum(weight for term, weight in wanted.items() if term in held) for held in terms]
    # An amount, a day or a place that is asked for comes before any likeness of words.
    best = max(range(len(candidates)), key=lambda n: (matched[n], fits[n], -n))
    return Block(candidates[best].heading, _within(candidates[best].text, query, limit))


def _step_asked_for(candidates: list[Block], question: str) -> Block | None:
    """The ladder with the step of the age that is asked about put first, or None when there is no such step."""
    age = age_in(question)
    for block in candidates if age is not None else ():
        line = step_for(block.text, age or 0)
        if line is not None:
            return Block(block.heading, f"{line}\n\n{block.text}")
    return None


def _telling(asked: Mapping[str, float], held: list[Counter[str]], title: Counter[str]) -> dict[str, float]:
    """The query's trigrams, lighter the more blocks have them, and lightest when the title has them."""
    holders = {t: sum(t in terms for terms in held) for t in asked}
    return {
        t: w * math.log(1 + len(held) / holders[t]) * (TITLE_SHARE if t in title else 1.0)
        for t, w in asked.items()
        if holders[t]
    }


def _within(text: str, query: Query, limit: int) -> str:
    """The text, or the stretch of it that answers; never cut inside a grapheme."""
    if len(text) <= limit:
        return text
    start, end = window(text, query.text, limit)
    shown = pieces_of(text[start:], end - start)[0].strip()
    return ("… " if start else "") + shown + (" …" if end < len(text) else "")
