"""`make bench`: our bot against a plain echo bot, in one run on one machine. A report: it exits 0 whatever it finds.

It fails loudly, with a traceback, when a webhook is refused, or an event lost or answered twice. BENCH_QUICK=1 takes
a minute and is good for seeing that everything runs, not for figures.
"""

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.commands.knowledge_pack import load_into
from bot.settings import var_folder
from knowledge import schema
from knowledge.db import open_engine

from . import servers
from .beside import beside_readers
from .load import CONNECTIONS, Volley
from .measures import Answering, Duel, Side, answering, duel, percentile
from .report import Row, print_table, say, spread

PACK = "mueangkaset"
STEADY, CALM = 50, 10  # questions a second
WARM_UP_QUESTIONS = 20


@dataclass(frozen=True)
class Plan:
    """How long: pairs of runs and seconds of each run in the duels, seconds of the steady runs; how many readers."""

    rounds: int
    seconds: float
    slow_rounds: int
    slow_seconds: float
    steady_seconds: int
    calm_seconds: int
    readers: int
    reading_seconds: int


LONG = Plan(rounds=12, seconds=2.0, slow_rounds=5, slow_seconds=2.0, steady_seconds=20, calm_seconds=25, readers=200,
            reading_seconds=30)  # fmt: skip
QUICK = Plan(rounds=2, seconds=0.5, slow_rounds=1, slow_seconds=0.5, steady_seconds=1, calm_seconds=1, readers=20,
             reading_seconds=1)  # fmt: skip


def main() -> None:
    """Measure, then print the table."""
    plan = QUICK if os.environ.get("BENCH_QUICK") == "1" else LONG
    began = time.monotonic()
    say(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    with _folder() as folder:
        rows = [_against_parsing(folder, plan), _against_replying(folder, plan), *_whole_bot(folder, plan)]
        rows += _with_readers(folder, plan)
    print_table(rows)
    say(f"{time.monotonic() - began:.0f} seconds")


def _against_parsing(folder: Path, plan: Plan) -> Row:
    say(f"(i) as many webhooks as {CONNECTIONS} connections can bring: {plan.rounds} pairs of {plan.seconds} s ...")
    database = _new_database(folder, "accept")
    with servers.km_web(folder, database) as ours, servers.echo(folder, "parse") as echo:
        found = duel(Side(ours, database), Side(echo), plan.rounds, plan.seconds, folder)
    return _ratio("(i) acknowledgements, stored first / echo that parses only", 1.0, found)


def _against_replying(folder: Path, plan: Plan) -> Row:
    say(f"(ii) the same while LINE takes 100 ms for a call: {plan.slow_rounds} pairs of {plan.slow_seconds} s ...")
    database = _new_database(folder, "slow", PACK)
    with ExitStack() as stack:
        for_ours, for_echo = (stack.enter_context(servers.line("slow")) for _ in range(2))
        ours = Side(stack.enter_context(servers.km_serve(folder, database, for_ours.url)), database)
        echo = Side(stack.enter_context(servers.echo(folder, "reply", for_echo.url)), line=for_echo)
        found = duel(ours, echo, plan.slow_rounds, plan.slow_seconds, folder)
    return _ratio("(ii) acknowledgements, whole bot / echo that replies, LINE slow", 3.0, found)


def _whole_bot(folder: Path, plan: Plan) -> list[Row]:
    database = _new_database(folder, "whole", PACK)
    with servers.line("simulator") as line, servers.km_serve(folder, database, line.url) as port:
        answering(port, database, line, 2 * CALM, WARM_UP_QUESTIONS)
        say(f"(iii) the whole bot at {STEADY} questions a second, {plan.steady_seconds} s ...")
        steady = answering(port, database, line, STEADY, STEADY * plan.steady_seconds)
        _report(steady)
        say(f"(iv) the whole bot at {CALM} questions a second, {plan.calm_seconds} s ...")
        calm = answering(port, database, line, CALM, CALM * plan.calm_seconds)
        _report(calm)
    acknowledged, replied = steady.acknowledged.seconds, calm.replied
    return [
        Row(f"(iii) acknowledgement at {STEADY} questions/s", "p99 < 50 ms", spread(acknowledged),
            percentile(acknowledged, 99) < 0.05),
        Row(f"(iv) question to outgoing reply at {CALM} questions/s", "p50 < 60 ms", spread(replied),
            percentile(replied, 50) < 0.06),
    ]  # fmt: skip


def _with_readers(folder: Path, plan: Plan) -> list[Row]:
    database = _new_database(folder, "readers", PACK)
    return beside_readers(folder, database, STEADY, plan.readers, plan.reading_seconds)


def _ratio(what: str, target: float, found: Duel) -> Row:
    say(f"    ours: {_pooled(found.ours)}")
    say(f"    echo: {_pooled(found.echo)}")
    say(f"    a disk flush: {_middle([s * 1000 for s in found.flush], '.2f')} ms")
    return Row(what, f">= {target:.1f}", _middle(found.ratios, ".2f"), statistics.median(found.ratios) >= target)


def _report(found: Answering) -> None:
    say(f"    {len(found.replied)} questions, each answered once; acknowledged: "
         f"{spread(found.acknowledged.seconds)}; replied to: {spread(found.replied)}")  # fmt: skip


def _pooled(volleys: Sequence[Volley]) -> str:
    seconds = [s for v in volleys for s in v.seconds]
    return f"{_middle([v.rate for v in volleys], ',.0f')} a second, {spread(seconds)}"


def _middle(values: Sequence[float], form: str) -> str:
    """The median, and in brackets the least and the greatest."""
    return f"{statistics.median(values):{form}} ({min(values):{form}}-{max(values):{form}})"


def _new_database(folder: Path, name: str, pack: str = "") -> str:
    url = f"sqlite:///{folder}/{name}.db"
    engine = open_engine(url)
    schema.upgrade(engine)
    if pack:
        load_into(engine, pack)
    engine.dispose()
    return url


@contextmanager
def _folder() -> Iterator[Path]:
    """On the disk that a real database would be on; /tmp may be memory, where a flush costs nothing."""
    var_folder().mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=var_folder()) as folder:
        yield Path(folder).resolve()


if __name__ == "__main__":
    main()
