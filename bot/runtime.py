"""Puts the parts of one process together and takes them apart again."""

import ctypes
import logging
import multiprocessing.util
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import trying, wake, web
from bot.embedding import open_meaning
from bot.face.keeping import Keeper
from bot.face.setting_up import Setup
from bot.intake import Intake
from bot.line import Line
from bot.line_account import open_account
from bot.rephraser import open_rephraser
from bot.settings import Settings, var_folder
from bot.sheets import render_into
from bot.worker import Worker
from console import try_it
from knowledge.db import index_folder, open_engine, reading
from knowledge.library import Library
from knowledge.media import open_store
from knowledge.media.links import Links
from scheduler.clock import Clock

LOOPBACK = ("127.0.0.1", "localhost", "::1")
log = logging.getLogger(__name__)


class Runtime:
    """The web side, the worker and the clock of one process; each only when it is asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.engine: Engine = open_engine(settings.database)
        self._intake: Intake | None = None
        self._bell: wake.Bell | None = None
        self._worker: Worker | None = None
        self._clock: Clock | None = None
        self.beside_simulator = settings.beside_simulator

    def web(self) -> Flask:
        """The Flask application, with the thread that stores events."""
        self._bell = wake.ringer(self.engine)
        self._intake = Intake(self.engine, self._bell.ring)
        web.ping(self.engine)
        secret = self._settings.line_channel_secret.get_secret_value()
        return web.create_app(self.engine, self._intake, secret, self._pages())

    def _pages(self) -> list[Blueprint]:
        """Pages without a login are for one's own desk only: beside the simulator, which listens on loopback."""
        settings = self._settings
        if not settings.beside_simulator or settings.host not in LOOPBACK:
            return []
        return [try_it.pages(trying.asker(self.engine, Library()))]

    def start_worker(self) -> None:
        """Connect to LINE, read the knowledge, then handle and send."""
        settings = self._settings
        line = Line(settings.line_api_host, settings.line_channel_access_token.get_secret_value())
        library = Library(folder=index_folder(settings.database, var_folder()), meaning=open_meaning(settings))
        self._warm(library)
        keeper = Keeper(self.engine, open_account(settings))
        links = Links(settings.public_url, settings.secret_key.get_secret_value())
        self._worker = Worker(
            self.engine, line, library, settings.worker_threads, open_rephraser(settings), links, keeper
        )
        self._worker.start()

    def put_menus_in_place(self) -> None:
        """Rich menus for the simulator, which has none when it starts. The bot answers without them as well."""
        with closing(open_account(self._settings)) as account:
            try:
                Setup(self.engine, account, datetime.now(UTC), log.debug).run()
            except Exception as error:
                log.warning("no rich menus on the chat page: %s", error)

    def draw_leaflets(self) -> None:
        """Sheets for the leaflets of the pack; until they are there, the leaflets are text."""
        try:
            render_into(self.engine, open_store(self._settings.media_url), log.debug)
        except Exception as error:
            log.warning("the leaflets have no sheets: %s", error)

    def start_clock(self) -> None:
        """Start the timetable."""
        self._clock = Clock(self.engine)
        self._clock.start()

    def close(self) -> None:
        """End each part in the order in which work flows."""
        if self._intake:
            self._intake.close()
        if self._bell:
            self._bell.close()
        if self._clock:
            self._clock.stop()
        if self._worker:
            self._worker.stop()
        self.engine.dispose()

    def _warm(self, library: Library) -> None:
        """Build the index before the first question needs it."""
        try:
            with reading(self.engine) as session:
                library.shelf(session)
        except SQLAlchemyError as error:
            log.error("the knowledge could not be read yet: %s", type(error).__name__)


def serve(settings: Settings, parts: frozenset[str], ready: Callable[[], None] = lambda: None) -> None:
    """Serve the web side by Granian until a signal ends it; the other parts run in the same process.

    Granian's own process watches this one, passes SIGTERM on so that requests in flight are answered, and starts it
    again when it dies.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    server = Granian(
        "km",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        blocking_threads=settings.web_threads,
        http1_settings=HTTP1Settings(pipeline_flush=False),
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    )
    server.serve(target_loader=lambda: _in_worker_process(settings, parts, ready), wrap_loader=False)


def _in_worker_process(settings: Settings, parts: frozenset[str], ready: Callable[[], None]) -> Flask:
    die_with_parent()
    runtime = Runtime(settings)
    app = runtime.web()
    multiprocessing.util.Finalize(None, runtime.close, exitpriority=10)
    threading.Thread(target=_start_the_rest, args=(runtime, parts, ready), name="start", daemon=True).start()
    return app


def _start_the_rest(runtime: Runtime, parts: frozenset[str], ready: Callable[[], None]) -> None:
    """Beside the web side, which takes webhooks from the first moment on."""
    if "worker" in parts:
        runtime.start_worker()
    if "clock" in parts:
        runtime.start_clock()
    ready()
    if runtime.beside_simulator:
        runtime.put_menus_in_place()
        runtime.draw_leaflets()


def run_until_stopped(runtime: Runtime, *starts: Callable[[], None]) -> None:
    """Run parts without a web side until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    for start in starts:
        start()
    stopping.wait()
    runtime.close()


def die_with_parent(_: Any = None) -> None:
    """Linux: end this process when its parent is killed, so that no orphan keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
