"""A running simulator, the bot it talks to and the clock both go by."""

from collections.abc import Iterator

import pytest
from sim_cast import PEOPLE, Api, Bot, Clock

from simulator.server import Simulator


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot() -> Iterator[Bot]:
    running = Bot()
    yield running
    running.stop()


@pytest.fixture
def sim(bot: Bot, clock: Clock) -> Iterator[Simulator]:
    with Simulator(bot_url=bot.url, people=PEOPLE, clock=clock, redelivery_waits=(0, 0, 0)) as running:
        yield running


@pytest.fixture
def api(sim: Simulator) -> Api:
    return Api(sim)
