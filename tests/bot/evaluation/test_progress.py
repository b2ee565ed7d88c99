"""A long run says how far it has come, a short one nothing; a log gets lines, a terminal one line that moves."""

from io import StringIO

import pytest

from bot.evaluation.progress import watched


class Terminal(StringIO):
    """A stream somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run():
    """Watches `total` items of so many seconds each on a stream; returns what was written."""

    def watch(stream: StringIO, total: int, seconds: float) -> str:
        passed = [0.0]

        def slow_items():
            for number in range(total):
                passed[0] += seconds
                yield number

        assert list(watched(slow_items(), "messages", total, stream, lambda: passed[0])) == list(range(total))
        return stream.getvalue()

    return watch


@pytest.mark.parametrize("stream", [StringIO, Terminal])
def test_a_short_run_says_nothing(run, stream):
    assert run(stream(), 10, 0.1) == ""


def test_a_log_gets_a_line_every_few_seconds(run):
    assert run(StringIO(), 12, 1.0) == "messages: 2 of 12\nmessages: 7 of 12\n"


def test_a_terminal_gets_one_line_that_is_gone_at_the_end(run):
    shown = run(Terminal(), 4, 1.0)
    assert "messages: 2 of 4" in shown
    assert "messages: 3 of 4" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")


def test_nothing_is_no_trouble(run):
    assert run(StringIO(), 0, 1.0) == ""
