"""The rest of the API: tokens, bodies, content, loading, rich menus, faults."""

import json
from http.client import HTTPException
from struct import pack
from threading import Thread
from urllib.parse import quote

import pytest
from sim_cast import GROUP, NOK, STRANGER, Api, Bot, Clock, text

from simulator.phone import PIXEL
from simulator.server import Simulator

PUSH = "/v2/bot/message/push"


def test_wrong_token_is_401(api: Api) -> None:
    status, body = api.post(PUSH, {}, Authorization="Bearer wrong")
    assert status == 401 and body["message"].startswith("Authentication failed. Confirm that")


def test_broken_bodies(api: Api) -> None:
    assert api.post(PUSH, b"{")[0] == api.post(PUSH, b"[]")[0] == api.post(PUSH, b"")[0] == 400
    assert "could not be parsed as JSON" in api.post(PUSH, b"{")[1]["message"]


def test_too_large_body_is_413(api: Api) -> None:
    assert api.post(PUSH, b" " * (2 * 1024 * 1024 + 1))[0] == 413


def test_unknown_path_is_404(api: Api) -> None:
    assert api.get("/v2/bot/nothing") == (404, {"message": "Not found"})


def test_requests_are_recorded(sim: Simulator, api: Api, clock: Clock) -> None:
    api.push(NOK, text("ค่ะ"))
    row = sim.requests[0]
    assert (row["method"], row["path"], row["status"], row["at"]) == ("POST", PUSH, 200, clock.now)
    assert row["body"]["messages"] == [text("ค่ะ")] and row["headers"]["authorization"] == "Bearer token"
    assert row["response"]["sentMessages"]


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_validate_sends_nothing(sim: Simulator, api: Api, kind: str) -> None:
    path = f"/v2/bot/message/validate/{kind}"
    assert api.post(path, {"messages": [text("ค่ะ")]})[0] == 200
    assert api.post(path, {"messages": [text("")]})[0] == 400
    assert sim.sent() == []


def test_loading_is_for_one_person(api: Api) -> None:
    def loading(chat: str, **more: object) -> int:
        return api.post("/v2/bot/chat/loading/start", {"chatId": chat, **more})[0]

    assert [loading(NOK), loading(NOK, loadingSeconds=60)] == [202, 202]
    assert [loading(GROUP), loading(NOK, loadingSeconds=61), loading(NOK, loadingSeconds=7)] == [400] * 3


def test_content_is_what_was_sent(sim: Simulator, api: Api, bot: Bot) -> None:
    sim.image(NOK)
    message_id = bot.events[0]["message"]["id"]
    path = f"/v2/bot/message/{message_id}/content"
    assert api.get(path) == (200, PIXEL) and api.headers["content-type"] == "image/png"
    assert api.get(path + "/preview")[0] == 200
    sim.unsend(NOK, message_id)
    assert (api.get(path)[0], api.get("/v2/bot/message/1/content")[0]) == (410, 404)


def test_read_mark(sim: Simulator, api: Api, bot: Bot) -> None:
    sim.say(NOK, "ถาม")
    token = bot.events[0]["message"]["markAsReadToken"]
    path = "/v2/bot/chat/markAsRead"
    assert [api.post(path, {"markAsReadToken": value})[0] for value in (token, "x")] == [200, 400]


def test_webhook_endpoint_stays_on_this_machine(sim: Simulator, api: Api, bot: Bot) -> None:
    path = "/v2/bot/channel/webhook/endpoint"
    assert api.call("PUT", path, {"endpoint": "https://example.com/callback"})[0] == 400
    assert api.get(path) == (200, {"endpoint": bot.url, "active": True})
    status, body = api.post("/v2/bot/channel/webhook/test", {})
    assert (status, body["success"], body["statusCode"]) == (200, True, 200)
    assert json.loads(bot.received[0][1])["events"] == []


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", width, height)


def test_rich_menu_life(sim: Simulator, api: Api) -> None:
    menu = {
        "size": {"width": 2500, "height": 843},
        "selected": True,
        "name": "menu",
        "chatBarText": "เมนู",
        "areas": [
            {
                "bounds": {"x": 0, "y": 0, "width": 2500, "height": 843},
                "action": {"type": "message", "text": "เมนู"},
            }
        ],
    }
    status, body = api.post("/v2/bot/richmenu", menu)
    menu_id = body["richMenuId"]
    link = f"/v2/bot/user/{NOK}/richmenu"
    assert api.post(f"{link}/{menu_id}")[0] == 400
    content = f"/v2/bot/richmenu/{menu_id}/content"
    assert api.post(content, png(2500, 843), Content_Type="image/gif")[0] == 415
    assert api.post(content, png(800, 300), Content_Type="image/png")[0] == 400
    assert api.post(content, png(2500, 843) + bytes(1024 * 1024), Content_Type="image/png")[0] == 413
    assert api.post(content, png(2500, 843), Content_Type="image/png")[0] == 200
    assert api.post(f"{link}/{menu_id}")[0] == 200
    assert api.get(link) == (200, {"richMenuId": menu_id})
    assert api.post("/v2/bot/richmenu/alias", {"richMenuAliasId": "main", "richMenuId": menu_id})[0] == 200
    bulk = {"richMenuId": menu_id, "userIds": [NOK, STRANGER]}
    assert api.post("/v2/bot/richmenu/bulk/link", bulk)[0] == 202
    assert api.call("DELETE", f"/v2/bot/richmenu/{menu_id}")[0] == 200
    assert api.get(link)[0] == 404
    assert api.post("/v2/bot/richmenu", {**menu, "chatBarText": "ก" * 15})[0] == 400
    assert api.post("/v2/bot/richmenu", {**menu, "size": {"width": 800, "height": 800}})[0] == 400


def test_status_fault_is_used_up(sim: Simulator, api: Api) -> None:
    sim.faults.add(kind="status", path=PUSH, times=1, status=429)
    assert api.push(NOK) == (429, {"message": "The API rate limit has been exceeded. Try again later."})
    assert sim.sent() == []
    assert api.push(NOK)[0] == 200


@pytest.mark.parametrize(("kind", "delivered"), [("reset_before", 0), ("reset_after", 1)])
def test_reset_faults(sim: Simulator, api: Api, kind: str, delivered: int) -> None:
    sim.faults.add(kind=kind, path="/v2/bot/message/*", times=1)
    with pytest.raises((HTTPException, OSError)):
        api.push(NOK)
    assert len(sim.sent()) == delivered
    assert sim.requests[0]["status"] is None


def test_status_after_and_delay(sim: Simulator, api: Api) -> None:
    sim.faults.add(kind="status_after", times=1)
    sim.faults.add(kind="delay", seconds=0.01, times=1)
    assert [api.push(NOK)[0], api.push(NOK)[0]] == [500, 200]
    assert len(sim.sent()) == 2


def test_hang_ends_with_the_simulator(bot: Bot) -> None:
    sim = Simulator(bot_url=bot.url).start()
    sim.faults.add(kind="hang")
    outcome: list[object] = []

    def wait_in_vain() -> None:
        try:
            Api(sim).push(NOK)
        except (HTTPException, OSError) as error:
            outcome.append(error)

    caller = Thread(target=wait_in_vain)
    caller.start()
    with sim.platform.changed:
        assert sim.platform.changed.wait_for(lambda: bool(sim.requests), 5)
    sim.stop()
    caller.join(5)
    assert len(outcome) == 1


def test_other_processes_use_the_same_things(sim: Simulator, api: Api, bot: Bot) -> None:
    status, body = api.post("/_sim/say", {"person": NOK, "text": "ถาม"})
    assert (status, body["status"]) == (200, 200)
    assert api.post("/_sim/redeliver", {"webhookEventId": body["webhookEventId"]}) == (200, {"status": 200})
    api.post("/_sim/postback", {"person": NOK, "data": "d"})
    api.post("/_sim/event", {"person": NOK, "event": {"type": "unfollow"}})
    assert api.post("/_sim/events", {"events": [sim.make_event(NOK, {"type": "follow"})]})[1] == {"status": 200}
    assert [event["type"] for event in bot.events] == ["message", "message", "postback", "unfollow", "follow"]
    api.post("/_sim/block", {"person": NOK})
    api.post("/_sim/quota", {"type": "limited", "value": 300, "consumption": 5})
    assert api.get("/_sim/quota")[1] == {"type": "limited", "value": 300, "consumption": 5}
    assert api.get("/_sim/people")[1]["people"][0]["blocked"] is True
    api.post("/_sim/unblock", {"person": NOK})
    api.push(NOK)
    assert [row["to"] for row in api.get(f"/_sim/sent?person={quote(NOK)}")[1]] == [NOK]
    assert len(api.get("/_sim/deliveries")[1]) == 5 and len(api.get("/_sim/requests")[1]) == 1
    api.post("/_sim/faults", {"kind": "status", "status": 500})
    assert api.push(NOK)[0] == 500
    api.call("DELETE", "/_sim/faults")
    assert api.push(NOK)[0] == 200
    assert api.post("/_sim/say", {"text": "ใคร"})[0] == api.post("/_sim/faults", {"kind": "flood"})[0] == 400


def test_other_websites_may_not_use_it(api: Api) -> None:
    body = {"person": NOK, "text": "x"}
    assert api.post("/_sim/say", body, Origin="https://evil.example")[0] == 403
    assert api.post("/_sim/say", body, Host="evil.example")[0] == 403
