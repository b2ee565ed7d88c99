"""The benchmarks run and count right; what they find on this machine is not asserted."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bench import downloads, echo, leaflet, load
from bench.line import SimulatedLine, SlowLine
from bench.measures import Lost, Side, answering, duel, percentile
from bench.servers import SECRET_KEY
from bench.webhooks import body_of, build
from werkzeug.serving import WSGIRequestHandler, make_server

from bot import demo
from bot.commands.knowledge_pack import load_into
from bot.runtime import Runtime
from bot.settings import read_settings
from knowledge import schema
from knowledge.db import open_engine
from stage import sqlite_url


class Quiet(WSGIRequestHandler):
    """No line for each request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Any], int]]:
    """Serves a WSGI application in this process and returns its port."""
    servers = []

    def start(app: Any) -> int:
        servers.append(make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()
        return int(servers[-1].server_port)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Callable[..., Runtime]]:
    """Makes the parts of a bot with an empty database, or with a pack in it."""
    made = []

    def make(line_url: str = "http://127.0.0.1:9", pack: str = "") -> Runtime:
        database = sqlite_url(tmp_path / "bench.db")
        engine = open_engine(database)
        schema.upgrade(engine)
        if pack:
            load_into(engine, pack)
        engine.dispose()
        key = {"secret_key": SECRET_KEY, "media_url": str(tmp_path / "media")}
        secrets = {"line_channel_secret": demo.CHANNEL_SECRET, "line_channel_access_token": demo.ACCESS_TOKEN}
        made.append(Runtime(read_settings(database_url=database, line_api_host=line_url, **secrets, **key)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_duel_counts_every_acknowledged_event(serve, runtime, tmp_path):
    with closing(SlowLine(0.001)) as line:
        bot = runtime()
        ours = Side(serve(bot.web()), str(bot.engine.url))
        theirs = Side(serve(echo.replying_bot(demo.CHANNEL_SECRET, demo.ACCESS_TOKEN, line.url)), line=line)
        found = duel(ours, theirs, rounds=1, seconds=0.1, folder=tmp_path)

        assert found.ratios[0] > 0 and found.flush[0] > 0
        with pytest.raises(Lost, match="rows in the inbox"):
            ours.check(1)


def test_every_question_of_a_steady_run_gets_one_reply(serve, runtime):
    with closing(SimulatedLine()) as line:
        bot = runtime(line.url, "mueangkaset")
        port = serve(bot.web())
        bot.start_worker()
        found = answering(port, str(bot.engine.url), line, rate=40, number=20)

    assert len(found.acknowledged.seconds) == len(found.replied) == 20
    assert all(seconds > 0 for seconds in found.replied)


def test_a_refused_webhook_stops_the_benchmark(serve):
    port = serve(echo.parsing_bot("another secret"))
    with pytest.raises(load.NotAccepted, match="400"):
        load.closed(port, [w.request for w in build(1, demo.CHANNEL_SECRET)], 1.0)


def test_an_open_run_counts_the_time_a_request_waits_for_a_connection(serve):
    port = serve(echo.parsing_bot(demo.CHANNEL_SECRET))
    requests = [w.request for w in build(40, demo.CHANNEL_SECRET)]
    found = load.open_loop(port, requests, rate=1e6, connections=1)

    assert max(found.seconds) > found.duration / 2


@pytest.mark.parametrize("rate", [0, 40_000_000])
def test_readers_download_the_whole_file_again_and_again(serve, runtime, tmp_path, rate):
    data = bytes(range(256)) * 4000
    bot = runtime(pack="mueangkaset")
    path = leaflet.add(str(bot.engine.url), tmp_path / "media", data)
    readers = [downloads.Reader(serve(bot.web()), path, len(data), rate) for _ in range(3)]
    taken = downloads.read_until(readers, enough=4)

    assert taken.files == 4 and taken.bytes >= 4 * len(data)
    assert taken.seconds > 0 and len(taken.first) >= 4


def test_a_refused_download_stops_the_benchmark(serve, runtime):
    reader = downloads.Reader(serve(runtime(pack="mueangkaset").web()), "/files/nonsense", 5, 0)
    with pytest.raises(downloads.Cut, match="404"):
        downloads.read_until([reader], enough=1)


def test_webhooks_differ_in_all_that_must_be_unique_and_are_as_long_as_real_ones():
    webhooks = build(100, demo.CHANNEL_SECRET)

    assert len({w.reply_token for w in webhooks}) == len({body_of(w.request) for w in webhooks}) == 100
    assert 500 < sum(len(body_of(w.request)) for w in webhooks) / 100 < 700


@pytest.mark.parametrize(("percent", "expected"), [(0, 1), (50, 5), (99, 10), (100, 10)])
def test_percentiles_are_values_that_were_seen(percent, expected):
    assert percentile(range(1, 11), percent) == expected
