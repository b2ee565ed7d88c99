"""Reply tokens: once, within a minute, and again after a redelivery."""

from sim_cast import GROUP, NOK, Api, Bot, Clock, text

from simulator.server import Simulator

INVALID = (400, {"message": "Invalid reply token"})


def token_of(sim: Simulator, bot: Bot) -> str:
    sim.say(NOK, "ถาม")
    return str(bot.events[-1]["replyToken"])


def test_reply_arrives_and_tells_message_ids(sim: Simulator, api: Api, bot: Bot, clock: Clock) -> None:
    status, body = api.reply(token_of(sim, bot), text("หนึ่ง"), text("สอง"))
    assert status == 200 and [set(row) for row in body["sentMessages"]] == [{"id", "quoteToken"}] * 2
    assert [row["message"]["text"] for row in sim.sent(NOK)] == ["หนึ่ง", "สอง"]
    row = sim.sent(NOK)[0]
    assert (row["to"], row["via"], row["at"]) == (NOK, "reply", clock.now)
    assert api.headers["x-line-request-id"]


def test_token_works_once(sim: Simulator, api: Api, bot: Bot) -> None:
    token = token_of(sim, bot)
    assert api.reply(token)[0] == 200
    assert api.reply(token) == INVALID
    assert len(sim.sent(NOK)) == 1


def test_token_expires_after_a_minute(sim: Simulator, api: Api, bot: Bot, clock: Clock) -> None:
    token = token_of(sim, bot)
    clock.move(61)
    assert api.reply(token) == INVALID


def test_redelivery_gives_an_unused_token_another_minute(sim: Simulator, api: Api, bot: Bot, clock: Clock) -> None:
    token = token_of(sim, bot)
    clock.move(300)
    sim.redeliver(bot.events[0]["webhookEventId"])
    clock.move(59)
    assert api.reply(token)[0] == 200
    sim.redeliver(bot.events[0]["webhookEventId"])
    assert api.reply(token) == INVALID


def test_redelivery_after_twenty_minutes_is_too_late(sim: Simulator, api: Api, bot: Bot, clock: Clock) -> None:
    token = token_of(sim, bot)
    clock.move(20 * 60 + 1)
    sim.redeliver(bot.events[0]["webhookEventId"])
    assert api.reply(token) == INVALID


def test_wrong_message_rejects_all_and_keeps_the_token(sim: Simulator, api: Api, bot: Bot) -> None:
    token = token_of(sim, bot)
    status, body = api.reply(token, text("ดี"), text(""))
    assert (status, body["message"]) == (400, "The request body has 1 error(s)")
    assert body["details"] == [{"message": "May not be empty", "property": "messages[1].text"}]
    assert sim.sent() == []
    assert api.reply(token)[0] == 200


def test_retry_key_is_not_for_replies(sim: Simulator, api: Api, bot: Bot) -> None:
    key = "123e4567-e89b-12d3-a456-426614174000"
    assert api.reply(token_of(sim, bot), x_line_retry_key=key)[0] == 400


def test_invented_token_and_blocked_person(sim: Simulator, api: Api, bot: Bot) -> None:
    assert api.reply("0" * 32) == INVALID
    token = token_of(sim, bot)
    sim.block(NOK)
    assert api.reply(token)[0] == 200
    assert sim.sent(NOK) == []


def test_reply_in_a_group_goes_to_the_group(sim: Simulator, api: Api, bot: Bot) -> None:
    sim.say(NOK, "ถาม", group=GROUP)
    api.reply(bot.events[0]["replyToken"])
    assert [row["to"] for row in sim.sent()] == [GROUP]
