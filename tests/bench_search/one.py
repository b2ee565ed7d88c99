"""One engine at one size, in a process of its own so that its memory can be told: prints one line of JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .engines import ENGINES, Engine
from .passages import passages, questions

ASKED, ADDED = 500, 20


def main(name: str, size: int, data: Path, folder: Path, step: str) -> None:
    """Build and leave what was built in the folder, or open it and measure."""
    every = passages(data, size + ADDED)
    engine = ENGINES[name](folder)
    if step == "build":
        engine.prepare(every[:size])
        print(json.dumps({"build": _seconds(engine.build)}))
        return
    asked = [(q, gold) for q, gold in questions(data) if gold in {e.id for e in every[:size]}][: ASKED + 1]
    engine.prepare(every[:size]) if name == "ours" else _only_ids(engine, every[:size])
    print(json.dumps(_measured(engine, asked, every[size:])))


def _measured(engine: Engine, asked: list[tuple[str, str]], more: list) -> dict[str, float]:
    before = _resident()
    opened = _seconds(engine.open)
    engine.ask(asked[0][0])
    times, right = [], 0
    for question, gold in asked[1:]:
        began = time.perf_counter()
        found = engine.ask(question)
        times.append(time.perf_counter() - began)
        right += found[:1] == [gold]
    memory = _resident() - before
    found = {"open": opened, "memory": memory, "p50": _share(times, 0.5), "p99": _share(times, 0.99)}
    return found | {"top": right / len(times), "add": _adding(engine, more)}


def _adding(engine: Engine, more: list) -> float | None:
    try:
        return _share([_seconds(lambda entry=entry: engine.add(entry)) for entry in more], 0.5)
    except NotImplementedError:
        return None


def _only_ids(engine, entries) -> None:
    engine._ids = [e.id for e in entries]


def _seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def _resident() -> float:
    """Bytes of this process that are in memory, mapped files among them (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return float(pages * 4096)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]), sys.argv[5])
