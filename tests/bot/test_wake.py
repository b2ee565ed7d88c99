"""A ring wakes whoever waits, at once; a ring that nobody hears does no harm."""

import threading

import pytest

from bot import wake
from knowledge.db import open_engine

LONG = 3600  # seconds that nobody will wait


@pytest.fixture
def engine(empty_database):
    made = open_engine(empty_database)
    yield made
    made.dispose()


@pytest.fixture
def listener(engine):
    made = wake.listener(engine)
    yield made
    made.close()


@pytest.fixture
def ringer(engine):
    made = wake.ringer(engine)
    yield made
    made.close()


def wakes(bell) -> bool:
    """Whether somebody who waits on the bell wakes up."""
    waiting = threading.Thread(target=bell.wait, args=(LONG,), daemon=True)
    waiting.start()
    waiting.join(5)
    return not waiting.is_alive()


def test_a_ring_before_the_wait_is_not_lost(listener, ringer):
    ringer.ring()
    assert wakes(listener)


def test_a_ring_during_the_wait_is_heard_at_once(listener, ringer):
    waiting = threading.Thread(target=listener.wait, args=(LONG,))
    waiting.start()
    ringer.ring()
    waiting.join(5)
    assert not waiting.is_alive()


def test_everybody_who_listens_is_woken(engine, ringer):
    listeners = [wake.listener(engine) for _ in range(3)]
    ringer.ring()
    assert [wakes(one) for one in listeners] == [True] * 3
    for one in listeners:
        one.close()


def test_a_thousand_rings_while_nobody_waits_hold_up_nobody(listener, ringer):
    for _ in range(1000):
        ringer.ring()
    assert wakes(listener)


def test_a_ring_that_nobody_hears_does_no_harm(ringer):
    ringer.ring()


def test_a_bell_that_only_rings_cannot_be_waited_on(ringer):
    with pytest.raises(RuntimeError):
        ringer.wait(1)


def test_another_database_has_another_bell(listener, tmp_path):
    other = open_engine(f"sqlite:///{tmp_path}/other.db")
    elsewhere, listens = wake.ringer(other), wake.listener(other)
    elsewhere.ring()
    assert wakes(listens)
    assert elsewhere._folder != listener._folder
    for bell in (elsewhere, listens):
        bell.close()
    other.dispose()


def test_who_listened_leaves_nothing_behind(engine):
    bell = wake.listener(engine)
    bell.close()
    assert not bell._folder.exists()


def test_a_waiter_that_hears_nothing_goes_on_by_itself(listener):
    listener.wait(0.001)
