"""As many passages as wanted, recombined from sentences of a public set; the same ones in every run."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.search import Entry

SEED = 2569
_BREAK = re.compile(r"(?<=\s)")
SENTENCE = 60  # characters at least; pieces between spaces are put together up to this


def questions(folder: Path) -> list[tuple[str, str]]:
    """Each question of the set with its passage, in a shuffled order that is always the same."""
    with (folder / "iapp_queries.jsonl").open(encoding="utf-8") as lines:
        asked = [(row["query"], row["passage_id"]) for row in map(json.loads, lines)]
    random.Random(SEED).shuffle(asked)
    return asked


def passages(folder: Path, count: int) -> list[Entry]:
    """The first passages are those of the set; further ones take each sentence from a passage drawn by lot."""
    with (folder / "iapp_passages.jsonl").open(encoding="utf-8") as lines:
        real = [json.loads(line) for line in lines]
    made = [Entry(p["id"], p["id"], p["text"], p.get("title") or "") for p in real[:count]]
    return made + list(_recombined(real, count - len(made)))


def _recombined(real: list[dict[str, str]], count: int) -> Iterator[Entry]:
    lot = random.Random(SEED)
    cut = [list(_sentences(p["text"])) for p in real]
    for number in range(max(count, 0)):
        like = lot.randrange(len(real))
        text = "".join(lot.choice(cut[lot.randrange(len(cut))]) for _ in cut[like])
        title = f"{real[like].get('title') or ''} {real[lot.randrange(len(real))].get('title') or ''}".strip()
        yield Entry(f"made-{number}", f"made-{number}", text, title)


def _sentences(text: str) -> Iterator[str]:
    sentence = ""
    for piece in _BREAK.split(text):
        sentence += piece
        if len(sentence) >= SENTENCE:
            yield sentence
            sentence = ""
    if sentence or not text:
        yield sentence
