"""Starting and stopping; never anything but this machine."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.loopback import NotLoopback, require_loopback
from simulator.server import Simulator

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "url",
    [
        "https://api.line.me/callback",
        "http://example.com/callback",
        "http://127.0.0.1@example.com/",
        "http://127.0.0.1.example.com/",
        "http://10.0.0.1/",
        "http://0.0.0.0:8000/",
        "https://127.0.0.1/",
        "127.0.0.1:8000",
        "http://[::ffff:8.8.8.8]/",
        "",
    ],
)
def test_only_this_machine(url: str) -> None:
    with pytest.raises(NotLoopback):
        require_loopback(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "LOCALHOST", "[::1]"])
def test_this_machine(host: str) -> None:
    assert require_loopback(f"http://{host}:8000/callback")


def test_bot_url_may_come_later_but_not_from_elsewhere() -> None:
    with Simulator() as sim:
        sim.bot_url = "http://127.0.0.1:9/callback"
        with pytest.raises(NotLoopback):
            sim.bot_url = "http://example.com/"
        sim.say("U" + "a" * 32, "ไม่มีใครฟัง")
        assert sim.deliveries[0]["status"] is None


def test_listens_on_loopback_only_and_frees_the_port() -> None:
    sim = Simulator().start()
    port = sim.port
    sim.stop()
    with Simulator(port=port) as again:
        assert again.port == port


def start(*more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "simulator", "--secret", "s", "--token", "t", *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_command_stops_quietly(number: signal.Signals) -> None:
    process = start("--port", "0", "--bot", "http://127.0.0.1:8000/callback", "--name", "อบต.เมืองเกษตร")
    assert process.stdout and "http://127.0.0.1:" in process.stdout.readline()
    process.send_signal(number)
    _, complaint = process.communicate(timeout=10)
    assert (process.returncode, complaint) == (0, "")


def refusal(*more: str) -> str:
    process = start(*more)
    _, complaint = process.communicate(timeout=10)
    assert process.returncode == 2
    assert complaint.count("\n") == 1
    return complaint


def test_command_refuses_in_one_sentence() -> None:
    bot = ("--bot", "http://127.0.0.1:8000/callback")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"Port {port} cannot be used" in refusal("--port", port, *bot)
    assert "on this machine" in refusal("--bot", "https://example.com/callback")
    assert "--people is not JSON" in refusal(*bot, "--people", "[")
    assert "32 hexadecimal digits" in refusal(*bot, "--people", '[{"id": "U1", "name": "x"}]')
