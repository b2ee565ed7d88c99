"""The clauses of a message: several questions often come in one, joined by a space or by a word (data)."""

import re

from knowledge.search import QueryMaker
from knowledge.text import normalise

STOP = " / "
_STOPS = re.compile(r"[?\n]+")
SHORTEST = 4  # letters
MOST = 5


def clauses(text: str, queries: QueryMaker) -> list[str]:
    """The pieces between joining words, lines, question marks, and spaces after the end of a question; at most five.

    One piece, the message itself, when it is a simple one. A space alone ends nothing: people put it where they like.
    """
    normal = normalise(_STOPS.sub(STOP, text))
    ends = queries.synonyms.quiet | queries.synonyms.particles | queries.synonyms.edge_particles
    pieces, start, before = [], 0, ""
    for begin, end in queries.words.cut_at(normal):
        word, between = normal[begin:end], normal[start:begin]
        stopped = STOP in between or (between.endswith(" ") and before in ends)
        if word in queries.synonyms.joins or stopped:
            pieces.append(between.replace(STOP, " "))
            start = begin
        before = word
    kept = [p.strip() for p in (*pieces, normal[start:]) if len(p.strip()) >= SHORTEST]
    return kept if 1 < len(kept) <= MOST else [text]
