"""What the bot receives: signed, complete, once, again, in batches."""

import json
from typing import Any

from sim_cast import GROUP, NOK, SOMCHAI, STRANGER, Bot, Clock

from simulator.posting import signature
from simulator.server import Simulator


def test_signature_is_lines_own_vector() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signature("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_text_webhook_is_signed_and_complete(sim: Simulator, bot: Bot, clock: Clock) -> None:
    event_id = sim.say(NOK, "ภาษีที่ดินจ่ายเมื่อไหร่")
    headers, body = bot.received[0]
    event = json.loads(body)["events"][0]
    assert headers["x-line-signature"] == signature("secret", body)
    assert json.loads(body)["destination"] == sim.destination
    assert event["webhookEventId"] == event_id and len(event_id) == 26
    assert event["source"] == {"type": "user", "userId": NOK}
    assert event["message"]["text"] == "ภาษีที่ดินจ่ายเมื่อไหร่"
    assert event["timestamp"] == int(clock.now * 1000) and event["mode"] == "active"
    assert event["deliveryContext"] == {"isRedelivery": False} and event["replyToken"]
    assert [row["status"] for row in sim.deliveries] == [200]


def test_every_act_becomes_its_event(sim: Simulator, bot: Bot) -> None:
    sim.sticker(NOK)
    sim.image(NOK)
    sim.audio(NOK)
    sim.video(NOK)
    sim.file(NOK, "คำร้อง.pdf")
    sim.location(NOK, title="บ้าน")
    sim.postback(NOK, "menu=1")
    sim.follow(NOK, is_unblocked=True)
    sim.unfollow(NOK)
    sim.join(GROUP)
    kinds = [event.get("message", event)["type"] for event in bot.events]
    assert kinds == ["sticker", "image", "audio", "video", "file", "location", "postback", "follow", "unfollow", "join"]
    assert "replyToken" not in bot.events[8]


def test_redelivery_keeps_id_and_token(sim: Simulator, bot: Bot) -> None:
    event_id = sim.say(NOK, "สวัสดี")
    assert sim.redeliver(event_id) == 200
    first, second = bot.events
    assert second["deliveryContext"] == {"isRedelivery": True}
    assert {**second, "deliveryContext": None} == {**first, "deliveryContext": None}


def test_failed_webhook_is_redelivered_until_the_bot_answers(bot: Bot, clock: Clock) -> None:
    bot.statuses = [500, 503]
    with Simulator(bot_url=bot.url, clock=clock, redeliver=True, redelivery_waits=(0, 0, 0)) as sim:
        event_id = sim.say(STRANGER, "ถาม")
        bot.wait_for(3)
        assert sim.deliveries[0]["status"] == 500
    assert [event["webhookEventId"] for event in bot.events] == [event_id] * 3


def test_slow_bot_is_a_timeout(bot: Bot) -> None:
    bot.silent.set()
    with Simulator(bot_url=bot.url, patience=0.1) as sim:
        sim.say(NOK, "ถาม")
        assert sim.deliveries[0]["status"] is None
        assert sim.deliveries[0]["error"]


def test_batch_of_several_people(sim: Simulator, bot: Bot) -> None:
    events = [sim.make_event(person, _message("ถาม")) for person in (NOK, SOMCHAI)]
    assert sim.post_events(events) == 200
    assert len(bot.received) == 1
    assert [event["source"]["userId"] for event in bot.events] == [NOK, SOMCHAI]


def test_any_event_and_any_bytes(sim: Simulator, bot: Bot) -> None:
    sim.event(NOK, {"type": "somethingNew", "mode": "standby", "source": {"type": "user"}})
    assert "replyToken" not in bot.events[0] and bot.events[0]["source"] == {"type": "user"}
    assert sim.post_raw(b"{", None) == 200
    headers, body = bot.received[1]
    assert body == b"{" and "x-line-signature" not in headers


def test_group_text_names_group_and_person(sim: Simulator, bot: Bot) -> None:
    sim.say(NOK, "ถามในกลุ่ม", group=GROUP)
    assert bot.events[0]["source"] == {"type": "group", "groupId": GROUP, "userId": NOK}


def _message(words: str) -> dict[str, Any]:
    return {"type": "message", "message": {"type": "text", "id": "1", "text": words}}
