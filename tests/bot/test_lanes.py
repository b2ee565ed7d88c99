"""Long answers have lanes of their own: they never take the threads that webhooks need."""

import threading

import pytest

from bot.lanes import Lanes
from knowledge.media.store import PIECE

FILE, PAGE = {"PATH_INFO": "/files/x"}, {"PATH_INFO": "/healthz"}


class Body:
    """An answer in three pieces that knows whether it was closed."""

    def __init__(self):
        self.left, self.closed = 3, 0

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return b"x" * PIECE

    def close(self):
        self.closed += 1


class Site:
    """A WSGI application that gives such an answer to everybody, and the statuses that were said."""

    def __init__(self, lanes=1):
        self.bodies, self.said = [], []
        self.lanes = Lanes(self.pages, lanes)

    def pages(self, environ, start_response):
        start_response("200 OK", [])
        self.bodies.append(Body())
        return self.bodies[-1]

    def ask(self, environ=FILE):
        return self.lanes(environ, lambda status, headers: self.said.append((status, dict(headers))))


def test_an_answer_comes_whole_and_gives_its_lane_back_once():
    site = Site()
    answer = site.ask()
    assert b"".join(answer) == b"x" * 3 * PIECE
    answer.close()
    answer.close()
    assert site.bodies[0].closed == 1
    site.ask()
    assert [status for status, _ in site.said] == ["200 OK", "200 OK"]


def test_a_reader_that_hangs_up_gives_its_lane_back():
    site = Site()
    answer = site.ask()
    next(answer)
    answer.close()
    site.ask()
    assert site.said[-1][0] == "200 OK"


def test_with_all_lanes_taken_a_reader_is_told_when_to_come_back():
    site = Site(lanes=2)
    site.ask(), site.ask()
    page = b"".join(site.ask()).decode()
    status, headers = site.said[-1]
    assert (status, headers["Retry-After"], headers["Content-Length"]) == (
        "503 Service Unavailable",
        "10",
        str(len(page.encode())),
    )
    assert "กรุณารอสักครู่" in page


def test_pages_and_webhooks_need_no_lane():
    site = Site()
    site.ask()
    assert site.ask(PAGE) is site.bodies[-1]
    assert site.said[-1][0] == "200 OK"


def test_a_page_that_fails_gives_its_lane_back():
    failing = Lanes(lambda *_: 1 / 0, 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            failing(FILE, None)


def test_many_readers_at_once_all_get_all():
    site = Site(lanes=40)
    got = []

    def read():
        answer = site.ask()
        got.append(sum(map(len, answer)))
        answer.close()

    threads = [threading.Thread(target=read) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [3 * PIECE] * 40
