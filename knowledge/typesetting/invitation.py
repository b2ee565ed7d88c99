"""The QR code of a leaflet: it opens the chat with the question already typed. The only file that knows segno."""

import re
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

import segno

from knowledge.errors import BadSetting
from knowledge.models import Article, Organisation
from knowledge.text import graphemes, pieces_of
from knowledge.text_words import plain_words
from knowledge.typesetting.characters import drawable
from knowledge.typesetting.imprint import subject

QUESTION = "อยากทราบเรื่อง {subject}"
CALL = "ถามต่อได้ทางไลน์"
SCAN = "สแกน QR เพื่อเปิดแชตของ{name} มีคำว่า “{question}” พิมพ์ไว้ให้แล้ว แตะส่งได้เลย"
SEEK = "ค้นหา “{name}” ในไลน์ เพิ่มเป็นเพื่อน แล้วพิมพ์ “{question}”"
ACCOUNT = "ไอดีไลน์ {basic_id}"
LONGEST_QUESTION = 60  # graphemes; a longer one makes the squares of the code too small for a telephone
_BASIC_ID = re.compile(r"@[A-Za-z0-9._-]{1,40}")


@dataclass(frozen=True)
class Invitation:
    """How a leaflet invites to ask on. `url` and `squares` are empty when the account is not known."""

    call: str
    caption: str
    account: str = ""
    url: str = ""
    side: int = 0
    squares: tuple[tuple[int, int, int], ...] = ()


def invitation(article: Article, organisation: Organisation, basic_id: str) -> Invitation:
    """The invitation to ask about an article.

    `basic_id` is "@…" as the LINE Official Account Manager shows it, "" while there is none. Errors: BadSetting for
    anything else.
    """
    said = {"name": organisation.short_name, "question": question(article)}
    if not basic_id:
        return Invitation(CALL, SEEK.format(**said))
    url = chat_url(basic_id, said["question"])
    side, squares = _squares(url)
    return Invitation(CALL, SCAN.format(**said), ACCOUNT.format(basic_id=basic_id), url, side, squares)


def question(article: Article) -> str:
    """What the code types: the subject in at most 60 graphemes, cut between words."""
    text = " ".join(drawable(subject(article)).split())
    if len(graphemes(text)) > LONGEST_QUESTION:
        limit = len("".join(graphemes(text)[:LONGEST_QUESTION]))
        ends = [end for _, end in plain_words().cut_at(text) if end <= limit]
        text = text[: ends[-1]] if ends else pieces_of(text, limit)[0]
    return QUESTION.format(subject=text).strip()


def chat_url(basic_id: str, text: str) -> str:
    """The address that opens the chat with a text typed, not sent (LINE URL scheme line.me/R/oaMessage)."""
    if not _BASIC_ID.fullmatch(basic_id):
        raise BadSetting(
            f"{basic_id!r} is no basic id of a LINE account. It looks like @123abcde; see LINE OA Manager."
        )
    return f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{quote(text, safe='')}"


def _squares(url: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The code's side in squares, and its dark ones as (column, row, how many in a line). Quiet zone not included."""
    rows = list(segno.make(url, error="m", micro=False).matrix)
    made = [(first, y, sum(1 for _ in run)) for y, row in enumerate(rows) for dark, first, run in _runs(row) if dark]
    return len(rows), tuple(made)


def _runs(row: bytearray) -> list[tuple[int, int, list[int]]]:
    made, at = [], 0
    for dark, group in groupby(row):
        run = list(group)
        made.append((dark, at, run))
        at += len(run)
    return made
