"""The four measurements. Each checks what it measures: all answered 200, nothing lost, nothing twice."""

import math
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func
from sqlmodel import select

from bot import demo
from knowledge.db import open_engine, reading
from knowledge.models import Inbox

from . import load
from .line import Line, Replies
from .load import Volley
from .webhooks import Webhook, build

PREPARED = 8000  # requests a second of a closed run; a faster server ends its run early, which its rate allows for
ANSWER_PATIENCE = 50.0  # seconds until the last reply; a token does not live longer
FLUSHES = 20  # whose median tells what the disk is like just now


class Lost(Exception):
    """Something was acknowledged and is not there, or was answered twice."""


@dataclass(frozen=True)
class Side:
    """A server in a duel, and where the events that it acknowledged can be counted: its database, or LINE."""

    port: int
    database: str = ""
    line: Line | None = None

    def check(self, acknowledged: int) -> None:
        """Nothing more, nothing less than what was acknowledged. Errors: Lost."""
        if self.database:
            _same("rows in the inbox", stored(self.database), acknowledged)
        if self.line:
            _same("replies at LINE", len(self.line.replies()), acknowledged)


@dataclass
class Duel:
    """Runs of our bot and of an echo bot, in turns; `flush` is what a disk flush took, in seconds, before each pair."""

    ours: list[Volley] = field(default_factory=list)
    echo: list[Volley] = field(default_factory=list)
    flush: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Our rate divided by the echo bot's, for each pair of runs."""
        return [a.rate / b.rate for a, b in zip(self.ours, self.echo, strict=True)]


@dataclass(frozen=True)
class Answering:
    """An open run of questions: the acknowledgements, and the seconds from each question to its reply."""

    acknowledged: Volley
    replied: list[float]


def duel(ours: Side, echo: Side, rounds: int, seconds: float, folder: Path) -> Duel:
    """Ours and the echo bot in turns, so that a slow moment of the machine meets both. Errors: NotAccepted, Lost."""
    found = Duel()
    warming_up = [len(_burst(side, seconds).seconds) for side in (ours, echo)]
    for _ in range(rounds):
        found.flush.append(flush_time(folder))
        found.ours.append(_burst(ours, seconds))
        found.echo.append(_burst(echo, seconds))
    ours.check(warming_up[0] + _answers(found.ours))
    echo.check(warming_up[1] + _answers(found.echo))
    return found


def answering(port: int, database: str, line: Line, rate: float, number: int) -> Answering:
    """So many questions at a steady rate, each answered by one reply. Errors: NotAccepted, Lost."""
    before, known = stored(database), set(line.replies())
    webhooks = build(number, demo.CHANNEL_SECRET, lambda n: load.LEAD + n / rate)
    line.expect(webhooks)
    volley = load.open_loop(port, [w.request for w in webhooks], rate)
    _same("rows in the inbox", stored(database) - before, number)
    replies = _wait_for_replies(line, known, number)
    _same("questions with a reply", len(replies), number)
    _same("replies", sum(len(moments) for moments in replies.values()), number)
    return Answering(volley, _until_reply(webhooks, volley, replies))


def stored(database: str) -> int:
    """How many events the inbox holds."""
    engine = open_engine(database)
    with reading(engine) as session:
        found = session.exec(select(func.count()).select_from(Inbox)).one()
    engine.dispose()
    return found


def flush_time(folder: Path) -> float:
    """Seconds that a disk flush takes at this moment; on some machines it changes forty-fold within minutes."""
    taken = []
    with (folder / "flush").open("wb", buffering=0) as file:
        for _ in range(FLUSHES):
            file.seek(0)
            began = time.perf_counter()
            file.write(b"\0" * 4096)
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of the values that so many percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _burst(side: Side, seconds: float) -> Volley:
    webhooks = build(round(PREPARED * seconds), demo.CHANNEL_SECRET)
    return load.closed(side.port, [w.request for w in webhooks], seconds)


def _wait_for_replies(line: Line, known: set[str], number: int) -> Replies:
    """The replies that are not known yet, as soon as there are enough or it is too late."""
    deadline = time.monotonic() + ANSWER_PATIENCE
    while True:
        replies = {token: moments for token, moments in line.replies().items() if token not in known}
        if len(replies) >= number or time.monotonic() > deadline:
            return replies
        time.sleep(0.1)


def _until_reply(webhooks: Sequence[Webhook], volley: Volley, replies: Replies) -> list[float]:
    return [replies[w.reply_token][0] - due for w, due in zip(webhooks, volley.due, strict=True)]


def _answers(volleys: Sequence[Volley]) -> int:
    return sum(len(v.seconds) for v in volleys)


def _same(what: str, found: int, expected: int) -> None:
    if found != expected:
        raise Lost(f"{what}: {found}; expected: {expected}")
