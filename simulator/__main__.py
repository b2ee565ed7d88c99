"""Start the simulator from the command line: `python -m simulator --bot http://127.0.0.1:8000/callback`."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from threading import Event
from types import FrameType

from simulator.errors import Json
from simulator.loopback import NotLoopback
from simulator.people import read_people
from simulator.sample_people import SAMPLE_ACCOUNT, SAMPLE_PEOPLE
from simulator.server import Simulator


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to stop; 2 means that it could not start, and stderr says why."""
    options = _options(arguments)
    stop = Event()
    _stop_on_signals(stop)
    try:
        simulator = Simulator(
            bot_url=options.bot,
            secret=options.secret,
            token=options.token,
            people=_people(options.people),
            port=options.port,
            name=options.name,
            redeliver=options.redeliver,
        )
    except (NotLoopback, ValueError) as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"Port {options.port} cannot be used ({error.strerror}); choose another with --port.")
    with simulator:
        print(f"Chat page and LINE API: {simulator.url}   Webhooks go to: {simulator.bot_url}", flush=True)
        stop.wait()
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="LINE on this machine only.")
    parser.add_argument("--port", type=int, default=8001, help="port of the chat page and the API")
    parser.add_argument("--bot", required=True, help="the bot's webhook address on this machine")
    parser.add_argument("--secret", required=True, help="the channel secret that signs webhooks")
    parser.add_argument("--token", required=True, help="the channel access token that the bot sends")
    parser.add_argument("--people", help='JSON list of {"id", "name", "role"}; three people if left out')
    parser.add_argument("--name", default=SAMPLE_ACCOUNT, help="name of the account on the page")
    parser.add_argument("--redeliver", action="store_true", help="post webhooks again that the bot failed")
    return parser.parse_args(arguments)


def _people(text: str | None) -> list[Json]:
    if text is None:
        return SAMPLE_PEOPLE
    try:
        return read_people(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"--people is not JSON: {error}.") from error


def _stop_on_signals(stop: Event) -> None:
    def handler(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, handler)
    signal.signal(signal.SIGINT, handler)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
