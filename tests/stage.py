"""The whole bot on a stage: the real web side and worker, the simulator as LINE, HTTP between them."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session
from werkzeug.serving import make_server

from bot import demo, web
from bot.face.keeping import Keeper
from bot.intake import Intake
from bot.line import Line
from bot.line_account import LineAccount
from bot.rephraser import Rephraser
from bot.respond import NOWHERE
from bot.worker import Worker
from knowledge.confidence import Model
from knowledge.db import open_engine, reading
from knowledge.library import Library, Shelf
from knowledge.media.links import Links
from simulator.server import Simulator

NOK, SOMCHAI, MALEE = (actor.line_user_id for actor in demo.CAST)


@dataclass
class Said:
    """What the bot said in answer to one thing."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Every word a person can read in it."""
        return "\n".join(w for m in self.messages for w in _words(m))

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """The actions of buttons inside bubbles, by label."""
        return {a["label"]: a for m in self.messages for a in _actions(m.get("contents", {}))}

    @property
    def chips(self) -> dict[str, dict[str, Any]]:
        """The actions of quick replies, by label."""
        items = [i for m in self.messages for i in m.get("quickReply", {}).get("items", [])]
        return {i["action"]["label"]: i["action"] for i in items}

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __bool__(self) -> bool:
        return bool(self.messages)


class Stage:
    """One bot with its own database. Work is done in the test's thread, when `settle` is called."""

    def __init__(self, database: str, shelf: Shelf | None = None, sim: Simulator | None = None,
                 rephraser: Rephraser | None = None, links: Links = NOWHERE) -> None:  # fmt: skip
        self.engine: Engine = open_engine(database)
        self.sim = sim or simulator().start()
        self.line = Line(self.sim.url, demo.ACCESS_TOKEN)
        self.library = Library(shelf)
        self.account = LineAccount(self.sim.url, self.sim.url, demo.ACCESS_TOKEN)
        self.keeper = Keeper(self.engine, self.account)
        self.worker = Worker(
            self.engine, self.line, self.library, threads=1, rephraser=rephraser, links=links, keeper=self.keeper
        )
        self.intake = Intake(self.engine)
        app = web.create_app(self.engine, self.intake, demo.CHANNEL_SECRET)
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.sim.bot_url = f"http://127.0.0.1:{self._server.server_port}/callback"

    def settle(self) -> None:
        """Handle and send all that waits."""
        self.worker.work_off()

    def ask(self, text: str, by: str = NOK, **fields: Any) -> Said:
        """Say something in the private chat and return what comes back."""
        return self.after(by, lambda: self.sim.say(by, text, **fields))

    def press(self, action: dict[str, Any], by: str = NOK) -> Said:
        """Tap a button or chip."""
        if action["type"] == "message":
            return self.ask(action["text"], by)
        return self.after(by, lambda: self.sim.postback(by, action["data"]))

    def event(self, partial: dict[str, Any], by: str = NOK) -> Said:
        """Anything else that can happen."""
        return self.after(by, lambda: self.sim.event(by, partial))

    def after(self, person: str, act: Any) -> Said:
        """What a person (or group) receives because of an act."""
        before = len(self.sim.sent(person))
        act()
        self.settle()
        return Said([m["message"] for m in self.sim.sent(person)[before:]])

    def reading(self) -> Any:
        """A session on the bot's database."""
        return reading(self.engine)

    def rows(self, statement: Any) -> list[Any]:
        """All rows of a select."""
        with Session(self.engine) as session:
            return list(session.exec(statement))

    def close(self) -> None:
        """End everything."""
        self._server.shutdown()
        self._server.server_close()
        self.intake.close()
        self.worker.stop()
        self.sim.stop()
        self.engine.dispose()


def simulator() -> Simulator:
    """A LINE platform with the cast on it, not started."""
    return Simulator(secret=demo.CHANNEL_SECRET, token=demo.ACCESS_TOKEN, people=demo.people_json())


def never_sure(patch: Any) -> None:
    """Make every question that finds something get a choice."""
    between = lambda model, evidence: (model.choose_at + model.answer_at) / 2 if evidence else 0.0  # noqa: E731
    patch.setattr(Model, "confidence", between)


def sqlite_url(path: Path) -> str:
    """The DATABASE_URL of a SQLite file."""
    return f"sqlite:///{path}"


def now() -> datetime:
    """The moment, for functions that take it; tests that depend on a day name the day."""
    return datetime.now(UTC)


def _words(node: Any) -> list[str]:
    if isinstance(node, list):
        return [w for n in node for w in _words(n)]
    if not isinstance(node, dict):
        return []
    own = [node[k] for k in ("text", "altText", "label") if isinstance(node.get(k), str)]
    return own + [w for k, v in node.items() if k not in ("text", "altText", "label", "data") for w in _words(v)]


def _actions(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [a for n in node for a in _actions(n)]
    if not isinstance(node, dict):
        return []
    own = [node["action"]] if isinstance(node.get("action"), dict) else []
    return own + [a for v in node.values() for a in _actions(v)]
