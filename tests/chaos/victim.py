"""A whole bot in a process that kills itself, with SIGKILL, at a chosen step of a message's life.

The parent imports everything once and forks a victim for each line on stdin: {"step", "database", "line"}. The victim
prints the address of its web side; the parent prints how it died.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import linebot.v3.messaging  # noqa: F401  (two seconds that each victim need not spend again)
from werkzeug.serving import make_server

import bot.mailroom
from bot import demo, wake, web
from bot.intake import Intake
from bot.line import Line
from bot.worker import Worker
from knowledge import inbox, outbox
from knowledge.db import open_engine
from knowledge.library import Library
from knowledge.text_words import plain_words

Function = Callable[..., Any]


def die(*_: object) -> None:
    """What a power cut does to a process."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying_before(function: Function) -> Function:
    """The function, if it were ever reached."""

    def killed(*args: Any, **values: Any) -> Any:
        die()
        return function(*args, **values)

    return killed


def dying_after(function: Function) -> Function:
    """The function, with nothing after it."""

    def killed(*args: Any, **values: Any) -> Any:
        done = function(*args, **values)
        die()
        return done

    return killed


# Where each step lies: the object, the function's name, and on which side of it the process dies.
STEPS: dict[str, tuple[Any, str, Callable[[Function], Function]]] = {
    "while the event is inserted": (inbox, "store", dying_after),
    "after the insert, before the 200": (Intake, "store", dying_after),
    "before the handler": (bot.mailroom, "respond", dying_before),
    "in the handler, after its work": (bot.mailroom, "respond", dying_after),
    "before the commit": (outbox, "put", dying_after),
    "after the commit, before the sending": (bot.mailroom, "deliver", dying_before),
    "after the sending, before it is recorded": (Line, "reply", dying_after),
    "while the sending is recorded": (outbox, "sent", dying_after),
    "after everything": (bot.mailroom, "deliver", dying_after),
}


def run(step: str, database: str, line: str) -> None:
    """Live until the step, or for ever when it is none of them."""
    if step in STEPS:
        owner, name, kill = STEPS[step]
        setattr(owner, name, kill(getattr(owner, name)))
    engine = open_engine(database)
    worker = Worker(engine, Line(line, demo.ACCESS_TOKEN), Library(), threads=2)
    intake = Intake(engine, wake.ringer(engine).ring)
    server = make_server("127.0.0.1", 0, web.create_app(engine, intake, demo.CHANNEL_SECRET), threaded=True)
    worker.start()
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}/callback", "pid": os.getpid()}), flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Event().wait()


def main() -> None:
    """Fork a victim for each line."""
    plain_words()  # the dictionary, once for all
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            run(order["step"], order["database"], order["line"])
        _, status = os.waitpid(child, 0)
        print(json.dumps({"killed_by": os.WTERMSIG(status)}), flush=True)


if __name__ == "__main__":
    main()
