"""Push and multicast: retry keys, the month's quota, blocked people."""

import pytest
from sim_cast import GROUP, MALI, NOK, SOMCHAI, STRANGER, Api, Clock, text

from simulator.server import Simulator

KEY = "123e4567-e89b-12d3-a456-426614174000"
OVER = (429, {"message": "You have reached your monthly limit."})


def test_same_key_again_is_accepted_once(sim: Simulator, api: Api, clock: Clock) -> None:
    status, first = api.push(NOK, x_line_retry_key=KEY)
    request_id = api.headers["x-line-request-id"]
    assert status == 200
    status, second = api.push(NOK, x_line_retry_key=KEY.upper())
    assert (status, second["message"]) == (409, "The retry key is already accepted")
    assert second["sentMessages"] == first["sentMessages"]
    assert api.headers["x-line-accepted-request-id"] == request_id
    assert (len(sim.sent(NOK)), sim.consumption) == (1, 1)
    clock.move(24 * 3600 + 1)
    assert api.push(NOK, x_line_retry_key=KEY)[0] == 200


def test_key_of_a_rejected_call_may_be_used_again(sim: Simulator, api: Api) -> None:
    assert api.push(NOK, text(""), x_line_retry_key=KEY)[0] == 400
    assert api.push(NOK, x_line_retry_key=KEY)[0] == 200


def test_key_must_be_a_uuid(api: Api) -> None:
    assert api.push(NOK, x_line_retry_key="outbox-12")[0] == 400


def test_quota_counts_recipients_not_bubbles(sim: Simulator, api: Api) -> None:
    sim.quota = {"type": "limited", "value": 3}
    assert api.push(NOK, text("หนึ่ง"), text("สอง"))[0] == 200
    multicast = {"to": [NOK, SOMCHAI, MALI], "messages": [text("ค่ะ")]}
    assert api.post("/v2/bot/message/multicast", multicast) == OVER
    assert len(sim.sent()) == 2
    assert api.post("/v2/bot/message/multicast", {**multicast, "to": [NOK, SOMCHAI]})[0] == 200
    assert api.push(NOK) == OVER
    assert api.get("/v2/bot/message/quota") == (200, {"type": "limited", "value": 3})
    assert api.get("/v2/bot/message/quota/consumption") == (200, {"totalUsage": 3})


def test_blocked_and_unknown_people_are_dropped_silently(sim: Simulator, api: Api) -> None:
    sim.block(NOK)
    assert api.push(NOK)[0] == api.push(STRANGER)[0] == 200
    assert (sim.sent(), sim.consumption) == ([], 0)
    assert api.get(f"/v2/bot/profile/{NOK}") == (404, {"message": "Not found"})
    sim.unblock(NOK)
    assert api.get(f"/v2/bot/profile/{NOK}")[1]["displayName"] == "นก"


def test_group_push_counts_its_people(sim: Simulator, api: Api) -> None:
    sim.join(GROUP, (NOK, MALI))
    assert api.push(GROUP)[0] == 200
    assert (sim.consumption, len(sim.sent(GROUP))) == (2, 1)


@pytest.mark.parametrize("to", [None, 7, "", "นก", NOK[:-1], [NOK]])
def test_push_needs_an_id(api: Api, to: object) -> None:
    status, body = api.post("/v2/bot/message/push", {"to": to, "messages": [text("ค่ะ")]})
    assert (status, body["message"]) == (
        400,
        "The property, 'to', in the request body is invalid (line: -, column: -)",
    )


def test_multicast_takes_500_people_and_no_group(api: Api) -> None:
    def status(to: list[str]) -> int:
        return api.post("/v2/bot/message/multicast", {"to": to, "messages": [text("ค่ะ")]})[0]

    crowd = [f"U{number:032x}" for number in range(501)]
    assert (status(crowd[:500]), status(crowd), status([]), status([GROUP])) == (200, 400, 400, 400)


def test_broadcast_reaches_friends_only(sim: Simulator, api: Api) -> None:
    sim.block(MALI)
    assert api.post("/v2/bot/message/broadcast", {"messages": [text("ประกาศ")]})[0] == 200
    assert {row["to"] for row in sim.sent()} == {NOK, SOMCHAI}
    assert api.post("/v2/bot/message/narrowcast", {"messages": [text("ประกาศ")]})[0] == 202


def test_wait_for_tells_what_went_wrong(sim: Simulator, api: Api) -> None:
    api.push(NOK, text(""))
    with pytest.raises(TimeoutError, match="May not be empty"):
        sim.wait_for(NOK, timeout=0.01)
    api.push(NOK)
    assert len(sim.wait_for(NOK, count=1)) == 1
    assert sim.wait_for(lambda rows: rows[0]["via"] == "push")
