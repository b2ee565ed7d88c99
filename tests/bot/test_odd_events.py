"""Events that LINE does not send today: kept, harmless, and no trouble for their neighbours."""

import json
from typing import Any

import pytest
from sqlmodel import select

from knowledge.models import Inbox, Person
from knowledge.models.mail import InboxState
from stage import MALEE, NOK, SOMCHAI


def nested(depth: int) -> Any:
    """A list in a list in a list…"""
    value: Any = "deep"
    for _ in range(depth):
        value = [value]
    return value


COMMON = ("type", "message", "source", "mode", "timestamp", "webhookEventId", "deliveryContext", "replyToken")

# Changes to a good event of Malee; `...` takes a field out.
ODD: dict[str, dict[str, Any]] = {
    "a type from the future": {"type": "teleport", "teleport": {"to": "moon"}},
    "a message type from the future": {"message": {"type": "hologram", "id": "9"}},
    "no type": {"type": ...},
    "no message": {"message": ...},
    "no source": {"source": ...},
    "a source without a user": {"source": {"type": "user"}},
    "a group without a user": {"source": {"type": "group", "groupId": "C" + "9" * 32}},
    "a source type from the future": {"source": {"type": "planet", "planetId": "P1", "userId": MALEE}},
    "a mode from the future": {"mode": "dreaming"},
    "no timestamp": {"timestamp": ...},
    "no event id": {"webhookEventId": ...},
    "an event id of 10,000 letters": {"webhookEventId": "x" * 10_000},
    "no delivery context": {"deliveryContext": ...},
    "no reply token": {"replyToken": ...},
    "an empty object": dict.fromkeys(COMMON, ...),
    "numbers for words": {"type": 7, "source": 7, "message": 7, "mode": 7, "replyToken": 7, "webhookEventId": 7},
    "lists for objects": {"source": [MALEE], "message": [[]], "deliveryContext": [True]},
    "null everywhere": {"type": None, "source": None, "message": None, "timestamp": None, "webhookEventId": None},
    "words inside that are numbers": {
        "source": {"type": 1, "userId": 2},
        "message": {"type": "text", "id": 3, "text": 4},
    },
    "a text that is a list": {"message": {"type": "text", "id": "1", "text": ["ภาษี"]}},
    "a text that is an object": {"message": {"type": "text", "id": "1", "text": {"text": "ภาษี"}}},
    "no text in a text message": {"message": {"type": "text", "id": "1"}},
    "a time before the first computer": {"timestamp": -62135596800000},
    "a time after the last": {"timestamp": 10**30},
    "a time that is no number": {"timestamp": "วันนี้"},
    "a time that is true": {"timestamp": True},
    "infinite time": {"timestamp": float("inf")},
    "a mention of nobody": {
        "message": {"type": "text", "id": "1", "text": "ภาษี", "mention": {"mentionees": [7, None]}}
    },
    "a mention outside of the text": {
        "message": {
            "type": "text",
            "id": "1",
            "text": "ภาษี",
            "mention": {"mentionees": [{"isSelf": True, "index": 10**30, "length": 10**30}]},
        }
    },
    "a mention that cuts a letter in two": {
        "message": {
            "type": "text",
            "id": "1",
            "text": "😀ภาษี",
            "mention": {"mentionees": [{"isSelf": True, "index": 1, "length": 1}]},
        }
    },
    "a mention of negative length": {
        "message": {
            "type": "text",
            "id": "1",
            "text": "ภาษี",
            "mention": {"mentionees": [{"isSelf": True, "index": -5, "length": -1}]},
        }
    },
    "NUL in the text": {"message": {"type": "text", "id": "1", "text": "ภาษี\x00\x00"}},
    "half a letter in the text": {"message": {"type": "text", "id": "1", "text": "ภาษี\ud83d"}},
    "half letters only": {"message": {"type": "text", "id": "1", "text": "\ude00\ud83d"}},
    "a text longer than LINE allows": {"message": {"type": "text", "id": "1", "text": "ภ" * 100_000}},
    "a field nested 300 deep": {"novelty": nested(300)},
    "postback without data": {"type": "postback", "message": ..., "postback": {}},
    "postback of a number": {"type": "postback", "message": ..., "postback": {"data": 5}},
    "unsend without an id": {"type": "unsend", "message": ..., "unsend": {}},
    "NUL in the type": {"type": "te\x00st"},
    "NUL in the event id": {"webhookEventId": "01\x00\ud83d"},
}


@pytest.mark.parametrize("changes", ODD.values(), ids=ODD)
def test_an_odd_event_is_kept_and_its_neighbours_are_answered(lasting, changes):
    bot, odd = lasting.bot, lasting.hello(MALEE, **changes)
    stored, sent = len(bot.rows(select(Inbox.id))), [len(bot.sim.sent(who)) for who in (NOK, SOMCHAI)]
    assert lasting.events(lasting.hello(NOK), odd, lasting.hello(SOMCHAI)) == 200
    bot.settle()
    assert [len(bot.sim.sent(who)) for who in (NOK, SOMCHAI)] == [number + 1 for number in sent]
    assert bot.rows(select(Inbox.state)) == [InboxState.DONE] * (stored + 3)


def test_an_odd_event_is_kept_word_for_word(bot, webhook):
    odd = webhook.hello(MALEE, type="teleport", novelty={"a": "ก\x00\ud83d"})
    webhook.events(odd)
    assert [json.loads(payload) for payload in bot.rows(select(Inbox.payload))] == [odd]


@pytest.mark.parametrize(
    "text", ["สวัสดี\x00", "\ud83dสวัสดี", "สวัสดี\u202e", "\u200bส\u200bวัสดี", "สวัสดี\U000e0041", "\r\nสวัสดี\t"]
)
def test_a_person_is_answered_whatever_stands_between_the_letters(bot, webhook, text):
    webhook.events(webhook.hello(message={"type": "text", "id": "1", "text": text}))
    bot.settle()
    assert "มีเรื่องไหนให้ช่วย" in bot.sim.sent(NOK)[0]["message"]["text"]


def test_somebody_without_a_user_id_is_answered_by_their_token(bot):
    """LINE leaves userId out for people who have not agreed to it; the reply token is all there is."""
    event = {"type": "message", "source": {"type": "user"}, "message": {"type": "text", "id": "1", "text": "สวัสดี"}}
    assert bot.sim.post_events([event]) == 200
    bot.settle()
    answered = [r for r in bot.sim.requests if r["path"] == "/v2/bot/message/reply"]
    assert [r["status"] for r in answered] == [200]
    assert NOK not in bot.rows(select(Person.line_user_id))


def test_in_standby_another_system_speaks_and_the_bot_is_silent(bot, webhook):
    """LINE's standby mode: the account's chat is led by somebody else."""
    webhook.events(webhook.hello(mode="standby"))
    bot.settle()
    assert bot.sim.sent(NOK) == []
    assert bot.rows(select(Inbox.state)) == [InboxState.DONE]


def test_two_odd_events_that_differ_are_two(bot, webhook):
    """Without an id an event is known by its content."""
    first, second = webhook.hello(webhookEventId=...), webhook.hello(SOMCHAI, webhookEventId=...)
    webhook.events(first, second, first)
    assert len(bot.rows(select(Inbox.id))) == 2


def test_two_hundred_events_in_one_body_are_all_stored_and_each_is_answered(bot, webhook):
    crowd = [f"U{number:032x}" for number in range(100)]
    events = [webhook.hello(who) for who in crowd] + [webhook.hello(who) for who in crowd]
    assert bot.sim.post_events(events) == 200
    assert len(bot.rows(select(Inbox.id))) == 200
    bot.settle()
    assert [len(bot.sim.sent(who)) for who in crowd] == [2] * 100
