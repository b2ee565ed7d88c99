"""LINE may deliver an event twice, or several at once: each is answered once, and in its turn."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from handlers import smalltalk
from handlers.context import Context
from knowledge.models import Inbox, Organisation, Outbox
from stage import NOK, SOMCHAI, never_sure

REPLY = "/v2/bot/message/reply"
TALK = ("สวัสดี", "ขอบคุณ", "555", "ลาก่อน")


def answers_to(bot, *texts):
    """What the bot says to each of these."""
    sentences = {"สวัสดี": smalltalk.HELLO, "ขอบคุณ": smalltalk.WELCOME, "555": smalltalk.SMILE, "ลาก่อน": smalltalk.BYE}
    organisation = bot.rows(select(Organisation))[0]
    context = Context(None, None, None, None, organisation, None, None)
    return [context.say(sentences[t]) for t in texts]


def texts_to(bot, person):
    """The texts that a person received."""
    return [m["message"].get("text") for m in bot.sim.sent(person)]


def says(webhook, text, by=NOK, **changes):
    """An event in which somebody says this."""
    return webhook.hello(by, message={"type": "text", "id": "1", "text": text}, **changes)


def test_the_same_event_twice_in_one_batch_is_answered_once(bot, webhook):
    event = webhook.hello()
    assert bot.sim.post_events([event, event]) == 200
    bot.settle()
    assert len(bot.sim.sent(NOK)) == 1


def test_the_same_event_in_two_batches_is_answered_once(bot, webhook):
    event, other = webhook.hello(), webhook.hello(SOMCHAI)
    assert bot.sim.post_events([event]) == 200
    assert bot.sim.post_events([other, event]) == 200
    bot.settle()
    assert bot.sim.post_events([event]) == 200
    bot.settle()
    assert [len(bot.sim.sent(who)) for who in (NOK, SOMCHAI)] == [1, 1]


def test_an_event_that_line_delivers_again_is_answered_once(bot):
    event = bot.sim.say(NOK, "สวัสดี")
    assert bot.sim.redeliver(event) == 200
    bot.settle()
    assert bot.sim.redeliver(event) == 200
    bot.settle()
    assert len(bot.sim.sent(NOK)) == 1


def test_the_same_event_on_many_lines_at_once_is_answered_once(bot, webhook):
    event = webhook.hello()
    with ThreadPoolExecutor(8) as many:
        assert set(many.map(lambda _: webhook.events(event), range(16))) == {200}
    bot.settle()
    assert len(bot.sim.sent(NOK)) == 1


def test_one_persons_messages_are_answered_in_their_order(bot, webhook):
    bot.sim.post_events([says(webhook, text) for text in TALK])
    bot.settle()
    assert texts_to(bot, NOK) == answers_to(bot, *TALK)


def test_messages_of_several_people_in_one_batch_are_answered_in_each_ones_order(bot, webhook):
    mixed = [says(webhook, text, by) for text in TALK for by in (NOK, SOMCHAI)]
    bot.sim.post_events(mixed)
    bot.settle()
    assert [texts_to(bot, who) for who in (NOK, SOMCHAI)] == [answers_to(bot, *TALK)] * 2


def test_a_number_that_follows_a_choice_finds_the_choice_made_before_it(bot, webhook, monkeypatch):
    """Both lie in one webhook: the second must be handled after the first has changed the conversation."""
    never_sure(monkeypatch)
    bot.sim.post_events([says(webhook, "ภาษี"), says(webhook, "1")])
    bot.settle()
    choice, answer = (m["message"] for m in bot.sim.sent(NOK))
    assert "หมายถึงเรื่องไหน" in str(choice)
    assert "จาก: " in str(answer)


def test_an_answer_that_does_not_get_through_does_not_hold_up_other_people(bot, webhook):
    bot.sim.faults.add("status", REPLY, times=1, status=500)
    bot.sim.post_events([webhook.hello(NOK), webhook.hello(SOMCHAI)])
    bot.settle()
    assert [len(bot.sim.sent(who)) for who in (NOK, SOMCHAI)] == [0, 1]


def test_an_answer_that_does_not_get_through_at_once_comes_later(bot, clock):
    bot.sim.faults.add("status", REPLY, times=1, status=500)
    assert not bot.ask("สวัสดี")
    clock.move(seconds=1)
    bot.settle()
    assert texts_to(bot, NOK) == answers_to(bot, "สวัสดี")


def test_answers_keep_their_order_although_the_first_does_not_get_through_at_once(bot, webhook, clock):
    bot.sim.faults.add("status", REPLY, times=1, status=500)
    bot.sim.post_events([says(webhook, "สวัสดี"), says(webhook, "ขอบคุณ")])
    bot.settle()
    clock.move(seconds=1)
    bot.settle()
    assert texts_to(bot, NOK) == answers_to(bot, "สวัสดี", "ขอบคุณ")


def test_everything_that_was_answered_is_done_and_sent(bot, webhook):
    bot.sim.post_events([says(webhook, text) for text in TALK])
    bot.settle()
    assert set(bot.rows(select(Inbox.state))) == {"done"}
    assert set(bot.rows(select(Outbox.state))) == {"sent"}


def test_when_line_is_back_the_next_answer_brings_the_waiting_one_with_it(bot, clock):
    """LINE was away for three minutes; the person asks again, and stands there waiting."""
    for path in (REPLY, "/v2/bot/message/push"):
        bot.sim.faults.add("status", path, status=500)
    bot.ask("สวัสดี")
    for pause in (1, 3, 8, 20, 60, 100):
        clock.move(seconds=pause)
        bot.settle()
    bot.sim.faults.clear()
    assert texts_to(bot, NOK) == []
    bot.ask("ขอบคุณ")
    assert texts_to(bot, NOK)[-2:] == answers_to(bot, "สวัสดี", "ขอบคุณ")
