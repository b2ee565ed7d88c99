"""Whose turn it is to write."""

import threading

from knowledge.turns import Turns


def test_turns_are_taken_in_order_and_an_urgent_one_goes_first() -> None:
    turns, order = Turns(), list[str]()

    def write(name: str, urgent: bool) -> None:
        with turns.take(urgent):
            order.append(name)

    with turns.take():
        threads = []
        for waiting, (name, urgent) in enumerate((("first", False), ("second", False), ("urgent", True)), start=1):
            threads.append(threading.Thread(target=write, args=(name, urgent)))
            threads[-1].start()
            while len(turns._waiting) < waiting:
                pass
    for thread in threads:
        thread.join()
    assert order == ["urgent", "first", "second"]


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns()
    try:
        with turns.take():
            raise ValueError
    except ValueError:
        pass
    with turns.take():
        pass  # would wait for ever


def test_no_two_hold_the_turn_at_once() -> None:
    turns, inside, most = Turns(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for n in range(200):
            with turns.take(urgent=n % 3 == 0):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
