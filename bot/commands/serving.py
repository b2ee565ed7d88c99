"""km serve, web, worker, clock: the running parts."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from bot import demo, runtime
from bot.commands.knowledge_pack import load_into
from bot.commands.opening import loaded_organisation, open_database
from bot.settings import Settings, read_settings
from console import try_it as try_it_page
from knowledge.errors import BadSetting
from knowledge.media import open_store

SIMULATOR_PORT = 8001
EVERYTHING = frozenset({"web", "worker", "clock"})
SECRETS = ("line_channel_secret", "line_channel_access_token")


@click.command("serve")
@click.option("--simulator", is_flag=True, help="Talk to a LINE platform on this machine; no LINE account needed.")
@click.option("--simulator-port", type=int, default=SIMULATOR_PORT, show_default=True)
@click.option("--load", "pack", default=None, help="Load this pack first: mueangkaset, mueangchum or a file.")
def serve(simulator: bool, simulator_port: int, pack: str | None) -> None:
    """Web, worker and clock in one process: the embedded default."""
    started = time.monotonic()
    settings = _for_simulator(pack, simulator_port) if simulator else read_settings()
    settings.require(*SECRETS)
    _need_files(settings)
    _need_free_port(settings.host, settings.port, "PORT")
    name = _prepare(settings, pack, simulator)
    with _simulator(settings, simulator_port, name) if simulator else _nothing():
        where = _where(settings, simulator_port if simulator else None)
        runtime.serve(settings, EVERYTHING, lambda: _say_ready(name, where, time.monotonic() - started))


@click.command("web")
def web() -> None:
    """The web side alone: takes webhooks and stores them."""
    settings = read_settings()
    settings.require("line_channel_secret")
    _need_files(settings)
    _need_free_port(settings.host, settings.port, "PORT")
    open_database(settings).dispose()
    runtime.serve(settings, frozenset({"web"}), lambda: click.echo(f"web: listening on port {settings.port}"))


@click.command("worker")
def worker() -> None:
    """The worker alone: answers what was stored and sends it."""
    settings = read_settings()
    settings.require("line_channel_access_token")
    _need_files(settings)
    open_database(settings).dispose()
    parts = runtime.Runtime(settings)
    runtime.run_until_stopped(parts, parts.start_worker, lambda: click.echo("worker: ready"))


@click.command("clock")
def clock() -> None:
    """The timetable alone."""
    settings = read_settings()
    open_database(settings).dispose()
    parts = runtime.Runtime(settings)
    runtime.run_until_stopped(parts, parts.start_clock, lambda: click.echo("clock: ready"))


def _for_simulator(pack: str | None, port: int) -> Settings:
    """Settings that lead to the simulator, whatever the environment says about the real LINE."""
    found = read_settings()
    host = f"http://127.0.0.1:{port}"
    return read_settings(
        beside_simulator=True,
        line_channel_secret=demo.CHANNEL_SECRET,
        line_channel_access_token=demo.ACCESS_TOKEN,
        line_api_host=host,
        line_data_api_host=host,
        secret_key=found.secret_key.get_secret_value() or demo.SECRET_KEY,
        public_url=found.public_url or f"http://{found.host}:{found.port}",
        database_url=found.database_url or f"sqlite:///var/{pack if pack and pack.isidentifier() else 'km'}.db",
    )


def _need_files(settings: Settings) -> None:
    """With an address that LINE can fetch from, links to files are made: then there must be a key and a store."""
    if settings.public_url:
        settings.require("secret_key")
    open_store(settings.media_url)


def _prepare(settings: Settings, pack: str | None, simulator: bool) -> str:
    """Migrate, load, verify the cast; returns the organisation's name. The connections close before the fork."""
    engine = open_database(settings, migrate=True)
    if pack:
        load_into(engine, pack)
    organisation = loaded_organisation(engine)
    if organisation is None:
        raise BadSetting("No organisation is loaded. Load one first: km load mueangkaset")
    if simulator:
        demo.verify_cast(engine, datetime.now(UTC))
    engine.dispose()
    return organisation.name


@contextmanager
def _simulator(settings: Settings, port: int, name: str) -> Iterator[None]:
    """The simulator as a process of its own: no room imports it."""
    _need_free_port("127.0.0.1", port, "--simulator-port")
    command = [sys.executable, "-m", "simulator", "--port", str(port), "--name", name]
    command += ["--bot", f"http://127.0.0.1:{settings.port}/callback", "--people", json.dumps(demo.people_json())]
    command += ["--secret", demo.CHANNEL_SECRET, "--token", demo.ACCESS_TOKEN]
    process = subprocess.Popen(command, preexec_fn=runtime.die_with_parent)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=5)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def _need_free_port(host: str, port: int, setting: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise BadSetting(f"{setting} {port} is no port; choose one from 1024 to 65535.") from None
        except OSError as error:
            raise BadSetting(
                f"Port {port} cannot be used ({error.strerror}). Stop the program that has it, or set {setting} to "
                "another number."
            ) from None


def _where(settings: Settings, simulator_port: int | None) -> str:
    if simulator_port is None:
        return f"Webhook: {settings.public_url or f'http://{settings.host}:{settings.port}'}/callback"
    try_it = f"http://{settings.host}:{settings.port}{try_it_page.PATH}"
    return f"Open the chat page: http://127.0.0.1:{simulator_port}/\n  See why it answers: {try_it}"


def _say_ready(name: str, where: str, seconds: float) -> None:
    click.echo(f"\n  {name}\n  {where}\n  Ready in {seconds:.1f} seconds. Stop with Ctrl-C.\n")
    sys.stdout.flush()


COMMANDS = [serve, web, worker, clock]
