"""One rule for every way LINE can answer: bot/delivery.py's table, cell by cell, over real HTTP."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.delivery import MAY_BE_REPEATED, deliver
from bot.line import Line
from knowledge import outbox
from knowledge.db import transaction
from knowledge.models import Outbox
from knowledge.outbox import Route
from simulator.errors import MONTHLY_LIMIT, RATE_LIMIT
from stage import NOK, SOMCHAI, Stage

REPLY, PUSH = "/v2/bot/message/reply", "/v2/bot/message/push"
SENDER = "this process"
WORDS = [{"type": "text", "text": "คำตอบค่ะ"}]


@dataclass
class Post:
    """The post office of these tests: puts rows in, sends them, tells how they stand."""

    bot: Stage
    clock: object

    def answer(self, to: str = NOK, recipient: str = "") -> Outbox:
        """An answer with a fresh reply token, about to be sent by this process."""
        token = f"token-{len(self.bot.sim.platform.tokens.rows)}"
        self.bot.sim.platform.tokens.hand_out(token, to, self.clock())
        return self._put(Route(recipient or f"user:{to}", token, self.clock.now + outbox.TOKEN_LIFE))

    def nudge(self, to: str = NOK) -> Outbox:
        """A message that nobody asked for: there is no token."""
        return self._put(Route(f"user:{to}"))

    def _put(self, route: Route) -> Outbox:
        with transaction(self.bot.engine) as session:
            return outbox.put(session, route, WORDS, self.clock.now, sender=SENDER)

    def send(self, row: Outbox, line: Line | None = None) -> Outbox:
        """Deliver a row and return how it stands then."""
        deliver(self.bot.engine, line or self.bot.line, row, self.clock.now)
        return self.now(row)

    def send_due(self, **later: float) -> list[Outbox]:
        """Let time pass, then claim and deliver what is due; returns these rows as they stand then."""
        self.clock.move(**later)
        sent = []
        while row := self.claim():
            sent.append(self.send(row))
        return sent

    def claim(self, sender: str = SENDER) -> Outbox | None:
        """Claim the next row that is due."""
        with transaction(self.bot.engine) as session:
            return outbox.claim_due(session, self.clock.now, sender)

    def now(self, row: Outbox) -> Outbox:
        """The row as it stands."""
        with Session(self.bot.engine) as session:
            return session.exec(select(Outbox).where(Outbox.id == row.id)).one()

    def arrived(self, who: str = NOK) -> list[tuple[str, str]]:
        """How and what a person received."""
        return [(m["via"], m["message"]["text"]) for m in self.bot.sim.sent(who)]

    def calls(self) -> list[str]:
        """The sending calls that LINE saw, in order."""
        return [r["path"] for r in self.bot.sim.requests]


@pytest.fixture
def post(bot, clock) -> Post:
    return Post(bot, clock)


@pytest.fixture
def faults(bot):
    """`faults.add("status", PUSH, times=1, status=500)`: bad days of LINE."""
    return bot.sim.faults


@pytest.fixture
def nobody_home(bot):
    """A LINE that takes no connection."""
    line = Line("http://127.0.0.1:9", "token")
    yield line
    line.close()


ONCE_BY_REPLY = [("reply", "คำตอบค่ะ")]
ONCE_BY_PUSH = [("push", "คำตอบค่ะ")]


class TestAnAnswerByReplyToken:
    def test_is_sent_when_line_takes_it(self, post):
        row = post.send(post.answer())
        assert (row.state, row.sent_via, row.sent_at) == ("sent", "reply", post.clock.now)
        assert post.arrived() == ONCE_BY_REPLY
        assert post.calls() == [REPLY]

    def test_carries_no_retry_key_which_line_would_refuse(self, post):
        post.send(post.answer())
        assert "x-line-retry-key" not in post.bot.sim.requests[0]["headers"]

    def test_counts_as_sent_when_line_says_that_it_was_accepted_before(self, post, faults):
        faults.add("status", REPLY, status=409)
        assert post.send(post.answer()).state == "sent"

    def test_goes_by_push_when_its_token_is_too_old_to_try(self, post):
        row = post.answer()
        post.clock.move(seconds=51)
        row = post.send(row)
        assert (row.state, row.sent_via) == ("sent", "push")
        assert post.calls() == [PUSH]
        assert post.arrived() == ONCE_BY_PUSH

    def test_goes_by_push_when_line_refuses_the_token(self, post):
        row = post.answer()
        post.bot.sim.platform.tokens.rows.clear()
        row = post.send(row)
        assert (row.state, row.sent_via) == ("sent", "push")
        assert post.calls() == [REPLY, PUSH]
        assert post.bot.sim.requests[-1]["headers"]["x-line-retry-key"] == row.id
        assert post.arrived() == ONCE_BY_PUSH

    @pytest.mark.parametrize("status", [400, 404, 413])
    def test_fails_for_ever_when_line_refuses_the_body(self, post, faults, status):
        faults.add("status", REPLY, status=status, message="The request body has 1 error(s)")
        assert post.send(post.answer()).state == "failed"
        assert post.send_due(days=2) == []
        assert post.calls() == [REPLY]

    @pytest.mark.parametrize("status", [401, 403])
    def test_waits_when_the_access_token_is_wrong(self, post, faults, status):
        faults.add("status", REPLY, times=1, status=status)
        row = post.send(post.answer())
        assert (row.state, row.error, row.unsure) == ("pending", "unauthorised", False)
        assert post.send_due(seconds=1)[0].sent_via == "reply"

    def test_waits_and_keeps_its_token_when_line_says_too_fast(self, post, faults):
        faults.add("status", REPLY, times=1, status=429, message=RATE_LIMIT)
        row = post.send(post.answer())
        assert (row.state, row.error) == ("pending", "rate_limited")
        assert post.send_due(seconds=1)[0].sent_via == "reply"
        assert post.arrived() == ONCE_BY_REPLY

    def test_is_held_when_the_month_is_used_up(self, post, faults):
        faults.add("status", REPLY, times=1, status=429, message=MONTHLY_LIMIT)
        assert post.send(post.answer()).state == "held"
        assert post.send_due(days=2) == []

    def test_waits_when_line_cannot_be_reached(self, post, nobody_home):
        row = post.send(post.answer(), nobody_home)
        assert (row.state, row.error, row.unsure) == ("pending", "not_sent", False)
        assert post.send_due(seconds=1)[0].sent_via == "reply"

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_tries_the_same_token_again_when_line_stumbles(self, post, faults, status):
        faults.add("status", REPLY, times=1, status=status)
        row = post.send(post.answer())
        assert (row.state, row.error, row.unsure) == ("pending", "unknown", True)
        assert post.send_due(seconds=1)[0].sent_via == "reply"
        assert post.arrived() == ONCE_BY_REPLY

    def test_tries_the_same_token_again_when_the_connection_breaks_before(self, post, faults):
        faults.add("reset_before", REPLY, times=1)
        assert post.send(post.answer()).error == "unknown"
        assert post.send_due(seconds=1)[0].sent_via == "reply"
        assert post.arrived() == ONCE_BY_REPLY

    @pytest.mark.parametrize("trouble", ["reset_after", "status_after"])
    def test_had_arrived_when_its_token_is_refused_after_an_unsure_try(self, post, faults, trouble):
        faults.add(trouble, REPLY, times=1)
        assert post.send(post.answer()).state == "pending"
        (row,) = post.send_due(seconds=1)
        assert (row.state, row.sent_via) == ("sent", "reply")
        assert post.calls() == [REPLY, REPLY]
        assert post.arrived() == ONCE_BY_REPLY

    def test_is_repeated_with_a_note_when_nobody_can_know(self, post, faults):
        """Unsure, and the token's minute is over: the one case in which a person may read an answer twice."""
        faults.add("reset_after", REPLY, times=1)
        post.send(post.answer())
        (row,) = post.send_due(seconds=61)
        assert (row.state, row.sent_via) == ("sent", "push")
        assert post.arrived() == [*ONCE_BY_REPLY, ("push", MAY_BE_REPEATED), *ONCE_BY_PUSH]

    def test_asks_by_its_token_first_when_unsure_even_after_the_minute(self, post, faults):
        """The token works once: if LINE still takes it, the first try had not arrived."""
        faults.add("reset_before", REPLY, times=1)
        post.send(post.answer())
        assert post.send_due(seconds=55)[0].sent_via == "reply"
        assert post.arrived() == ONCE_BY_REPLY

    def test_of_somebody_without_a_user_id_fails_when_the_token_is_spent(self, post):
        row = post.answer(recipient="event:01ABC")
        post.clock.move(minutes=2)
        assert post.send(row).state == "failed"
        assert post.calls() == []


class TestAPush:
    def test_is_sent_with_its_own_id_as_the_retry_key(self, post):
        row = post.send(post.nudge())
        assert (row.state, row.sent_via) == ("sent", "push")
        assert post.bot.sim.requests[0]["headers"]["x-line-retry-key"] == row.id
        assert post.arrived() == ONCE_BY_PUSH

    @pytest.mark.parametrize("trouble", ["reset_after", "status_after"])
    def test_had_arrived_when_line_knows_its_key_already(self, post, faults, trouble):
        faults.add(trouble, PUSH, times=1)
        assert post.send(post.nudge()).unsure
        assert post.send_due(seconds=1)[0].state == "sent"
        assert [r["status"] for r in post.bot.sim.requests][-1] == 409
        assert post.arrived() == ONCE_BY_PUSH

    @pytest.mark.parametrize("status", [400, 404])
    def test_fails_for_ever_when_line_refuses_it(self, post, faults, status):
        faults.add("status", PUSH, status=status, message="The property, 'to', in the request body is invalid")
        assert post.send(post.nudge()).state == "failed"

    @pytest.mark.parametrize("status", [401, 403])
    def test_waits_when_the_access_token_is_wrong(self, post, faults, status):
        faults.add("status", PUSH, times=1, status=status)
        assert post.send(post.nudge()).state == "pending"
        assert post.send_due(seconds=1)[0].state == "sent"

    def test_waits_when_line_says_too_fast(self, post, faults):
        faults.add("status", PUSH, times=1, status=429)
        assert post.send(post.nudge()).error == "rate_limited"
        assert post.send_due(seconds=1)[0].state == "sent"

    def test_is_held_when_the_months_quota_is_used_up(self, post):
        post.bot.sim.quota = {"type": "limited", "value": 0}
        assert post.send(post.nudge()).state == "held"
        assert post.send_due(days=2) == []

    def test_waits_when_line_cannot_be_reached(self, post, nobody_home):
        assert post.send(post.nudge(), nobody_home).error == "not_sent"
        assert post.send_due(seconds=1)[0].state == "sent"
        assert post.arrived() == ONCE_BY_PUSH

    @pytest.mark.parametrize("trouble", ["status", "reset_before"])
    def test_is_tried_again_with_the_same_key_when_the_outcome_is_unknown(self, post, faults, trouble):
        faults.add(trouble, PUSH, times=1)
        post.send(post.nudge())
        assert post.send_due(seconds=1)[0].state == "sent"
        keys = {r["headers"]["x-line-retry-key"] for r in post.bot.sim.requests}
        assert len(keys) == 1
        assert post.arrived() == ONCE_BY_PUSH

    def test_to_somebody_who_blocked_the_account_is_over(self, post):
        """LINE says 200 and drops it; there is nothing to try again."""
        post.bot.sim.block(NOK)
        assert post.send(post.nudge()).state == "sent"
        assert post.arrived() == []


def test_the_pauses_grow_while_line_is_away(post, faults):
    faults.add("status", REPLY, status=500)
    faults.add("status", PUSH, status=500)
    row = post.send(post.nudge())
    pauses = []
    for _ in range(9):
        pauses.append((row.next_attempt_at - post.clock.now).total_seconds())
        (row,) = post.send_due(seconds=pauses[-1])
    assert pauses == [1, 3, 8, 20, 60, 180, 600, 1800, 1800]


def test_nobody_tries_for_longer_than_line_remembers_the_key(post, faults):
    """After a day the same key would send a second time."""
    faults.add("status", PUSH, times=2, status=500)
    post.send(post.nudge())
    assert post.send_due(hours=24)[0].state == "failed"
    assert post.send_due(hours=24) == []
    assert post.arrived() == []


def test_a_row_is_claimed_by_one_sender_only(post):
    with transaction(post.bot.engine) as session:
        outbox.put(session, Route(f"user:{NOK}"), WORDS, post.clock.now)
    assert post.claim("one")
    assert post.claim("another") is None


def test_a_row_whose_sender_died_is_unsure_when_its_claim_runs_out(post):
    row = post.nudge()
    assert post.claim("another") is None
    post.clock.move(seconds=outbox.CLAIM.total_seconds() + 1)
    taken = post.claim("another")
    assert (taken.id, taken.unsure, taken.claimed_by) == (row.id, True, "another")


def test_rows_of_a_dead_process_are_due_at_once_and_unsure(post):
    row = post.nudge()
    with transaction(post.bot.engine) as session:
        assert outbox.release_dead(session, lambda name: name == "somebody else") == 0
        assert outbox.release_dead(session, lambda name: name == SENDER) == 1
    assert post.now(row).unsure
    assert post.send_due()[0].state == "sent"


def test_messages_to_one_person_go_out_in_their_order(post, faults):
    for words in ("หนึ่ง", "สอง", "สาม"):
        with transaction(post.bot.engine) as session:
            outbox.put(session, Route(f"user:{NOK}"), [{"type": "text", "text": words}], post.clock.now)
        post.clock.move(seconds=0.001)
    faults.add("status", PUSH, times=1, status=500)
    post.send_due()
    assert post.arrived() == []
    post.send_due(seconds=1)
    assert [words for _, words in post.arrived()] == ["หนึ่ง", "สอง", "สาม"]


def test_a_call_that_takes_long_does_not_hold_up_messages_to_others(post):
    """Another thread is sending to Nok, and LINE is slow; Somchai's message is due."""
    post.nudge(NOK)
    post.clock.move(seconds=1)
    with transaction(post.bot.engine) as session:
        outbox.put(session, Route(f"user:{SOMCHAI}"), WORDS, post.clock.now)
    post.bot.settle()
    assert post.arrived(SOMCHAI) == ONCE_BY_PUSH


def test_a_row_that_ended_meanwhile_is_left_as_it_is(post):
    row = post.nudge()
    with transaction(post.bot.engine) as session:
        outbox.give_up(session.get(Outbox, row.id), outbox.OutboxState.HELD, "by HR")
    assert post.send(row).state == "held"


def test_a_once_key_makes_one_row(post):
    with transaction(post.bot.engine) as session:
        assert outbox.put(session, Route(f"user:{NOK}"), WORDS, post.clock.now, once="nudge:1")
        assert outbox.put(session, Route(f"user:{NOK}"), WORDS, post.clock.now, once="nudge:1") is None
    with transaction(post.bot.engine) as session:
        assert outbox.put(session, Route(f"user:{NOK}"), WORDS, post.clock.now, once="nudge:1") is None


def test_a_token_is_not_tried_in_the_last_seconds_of_its_minute():
    assert timedelta(seconds=60) - outbox.TOKEN_LIFE >= timedelta(seconds=10)
