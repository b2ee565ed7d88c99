"""A handler that breaks: tried again, then given up with an apology, and nobody else notices."""

from dataclasses import replace

import pytest
from sqlmodel import select

from bot.mailroom import APOLOGY
from handlers import registry, smalltalk
from handlers.log import log
from handlers.reply import text
from knowledge import inbox
from knowledge.db import transaction
from knowledge.models import Inbox, Outbox, Question
from knowledge.models.mail import InboxState
from knowledge.models.questions import Outcome
from stage import NOK, SOMCHAI

GROUP = "C" + "e" * 32


class Broken:
    """The handler of สวัสดี, which breaks so many times for one person, then works."""

    def __init__(self, times: int = 99) -> None:
        self.times, self.tried = times, 0

    def __call__(self, ctx):
        """Break for Nok only."""
        if ctx.incoming.user_id != NOK:
            return text(ctx.say(smalltalk.HELLO))
        self.tried += 1
        log(ctx, Outcome.NO_HIT, [])
        if self.tried > self.times:
            return text(ctx.say(smalltalk.HELLO))
        raise ValueError("a slip of the developer")


@pytest.fixture
def break_hello(monkeypatch):
    """`break_hello(times=1)` lets the greeting break for Nok."""

    def breaks(times: int = 99) -> Broken:
        broken = Broken(times)
        greeting = registry._commands["greeting"]
        monkeypatch.setitem(registry._commands, "greeting", replace(greeting, run=broken))
        return broken

    return breaks


def wait(bot, clock, *pauses):
    """Let time pass and work at each stop."""
    for seconds in pauses:
        clock.move(seconds=seconds)
        bot.settle()


def test_a_slip_that_passes_is_not_noticed(bot, clock, break_hello):
    handler = break_hello(times=2)
    bot.ask("สวัสดี")
    wait(bot, clock, 1, 5)
    assert handler.tried == 3
    assert [m["message"]["text"][:6] for m in bot.sim.sent(NOK)] == ["สวัสดี"]
    assert bot.rows(select(Inbox.state)) == [InboxState.DONE]


def test_after_three_tries_the_person_gets_one_apology(bot, clock, break_hello):
    handler = break_hello()
    assert not bot.ask("สวัสดี")
    wait(bot, clock, 1, 5, 60, 3600)
    assert handler.tried == 3
    assert [m["message"]["text"] for m in bot.sim.sent(NOK)] == [APOLOGY]


def test_the_event_is_kept_as_dead_with_what_went_wrong(bot, clock, break_hello):
    break_hello()
    bot.ask("สวัสดี")
    wait(bot, clock, 1, 5)
    (row,) = bot.rows(select(Inbox))
    assert (row.state, row.attempts, row.error) == (InboxState.DEAD, 3, "ValueError")
    assert "สวัสดี" in row.payload.encode().decode("unicode-escape")


def test_the_pauses_between_tries_are_kept(bot, clock, break_hello):
    handler = break_hello()
    bot.ask("สวัสดี")
    wait(bot, clock, 0, 0.5)
    assert handler.tried == 1
    wait(bot, clock, 0.5, 4)
    assert handler.tried == 2
    wait(bot, clock, 1)
    assert handler.tried == 3


def test_nothing_that_a_broken_handler_wrote_is_kept(bot, clock, break_hello):
    break_hello()
    bot.ask("สวัสดี")
    wait(bot, clock, 1, 5)
    assert bot.rows(select(Question)) == []


def test_neighbours_in_the_same_batch_are_answered_at_once(bot, webhook, break_hello):
    break_hello()
    bot.sim.post_events([webhook.hello(NOK), webhook.hello(SOMCHAI)])
    bot.settle()
    assert [len(bot.sim.sent(who)) for who in (NOK, SOMCHAI)] == [0, 1]


def test_the_persons_next_message_waits_its_turn_and_is_answered(bot, clock, break_hello):
    break_hello()
    bot.ask("สวัสดี")
    assert not bot.ask("ขอบคุณ")
    wait(bot, clock, 1, 5)
    texts = [m["message"]["text"] for m in bot.sim.sent(NOK)]
    assert sorted(texts, key=APOLOGY.__ne__)[0] == APOLOGY
    assert len(texts) == 2


def test_in_a_group_nobody_is_bothered_with_an_apology(bot, clock, break_hello):
    break_hello()
    mention = {"mentionees": [{"index": 0, "length": 4, "isSelf": True, "type": "user"}]}
    bot.sim.say(NOK, "@bot สวัสดี", group=GROUP, mention=mention)
    wait(bot, clock, 0, 1, 5, 60)
    assert bot.sim.sent(GROUP) == bot.sim.sent(NOK) == []
    assert bot.rows(select(Inbox.state)) == [InboxState.DEAD]


def test_the_apology_is_sent_although_the_reply_token_is_long_spent(bot, clock, break_hello):
    break_hello()
    bot.ask("สวัสดี")
    wait(bot, clock, 120, 120)
    assert [(m["via"], m["message"]["text"]) for m in bot.sim.sent(NOK)] == [("push", APOLOGY)]


def test_an_event_that_kills_its_worker_is_given_up_too(bot, clock, break_hello):
    """A worker that dies counts nothing; so an event that waits long is counted before it is tried."""
    break_hello()
    bot.sim.say(NOK, "สวัสดี")
    clock.move(minutes=1)
    for _ in range(inbox.MAX_ATTEMPTS):
        with transaction(bot.engine) as session:
            assert inbox.count_try(session, 1, clock.now)
    bot.settle()
    assert bot.rows(select(Inbox.state)) == [InboxState.DEAD]


def test_a_failure_is_counted_for_the_event_that_failed(bot, webhook, break_hello, monkeypatch):
    """Between the look and the claim another worker may take the event that was seen; the next one fails instead."""
    broken = break_hello()
    bot.sim.post_events([webhook.hello(SOMCHAI), webhook.hello(NOK)])
    look = inbox.peek

    def taken_meanwhile(session, now, *besides):
        seen = look(session, now, *besides)
        if seen is not None and seen.id == 1:
            with transaction(bot.engine) as other:
                inbox.finish(other.get(Inbox, 1), now)
        return seen

    monkeypatch.setattr(inbox, "peek", taken_meanwhile)
    bot.settle()
    assert broken.tried == 1
    assert bot.rows(select(Inbox.attempts).where(Inbox.id == 2)) == [1]


@pytest.mark.parametrize("field", ["replyToken", "source"])
def test_an_event_that_no_table_can_hold_is_given_up_like_any_other(bot, webhook, clock, field):
    half = {"replyToken": "half a letter \ud83d", "source": {"type": "user", "userId": "U\ud83d"}}
    webhook.events(webhook.hello(NOK, **{field: half[field]}), webhook.hello(SOMCHAI))
    wait(bot, clock, 0, 1, 5, 60)
    assert len(bot.sim.sent(SOMCHAI)) == 1
    assert bot.rows(select(Inbox.state)) == [InboxState.DEAD, InboxState.DONE]
    assert bot.rows(select(Outbox.state)) == ["sent"]
