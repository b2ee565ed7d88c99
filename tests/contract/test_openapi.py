"""The check itself: what LINE would refuse is found, what LINE takes is let through."""

import pytest
from openapi import Description

TEXT = {"type": "text", "text": "สวัสดีค่ะ"}
BUTTON = {"type": "button", "action": {"type": "message", "label": "เมนู", "text": "เมนู"}}


def bubble(*parts, **more):
    """A Flex message around these components."""
    body = {"type": "box", "layout": "vertical", "contents": list(parts)}
    return {"type": "flex", "altText": "บัตร", "contents": {"type": "bubble", "body": body, **more}}


@pytest.fixture(scope="session")
def line(shared) -> Description:
    return Description(shared / "line-openapi" / "messaging-api.yml")


@pytest.mark.parametrize("message", [TEXT, bubble(BUTTON), bubble({"type": "text", "text": "๑", "wrap": True})])
def test_what_line_takes_is_let_through(line, message):
    body = {"replyToken": "token", "messages": [message]}
    assert line.mistakes("POST", "/v2/bot/message/reply", body) == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"type": "text"}, '"text" is a required property'),
        ({"type": "poem", "text": "กลอน"}, '"poem" is not one of'),
        ({"text": "ไม่มีชนิด"}, '"type" is a required property'),
        (TEXT | {"colour": "red"}, "'colour' was unexpected"),
        (TEXT | {"text": 7}, 'is not of type "string"'),
        (TEXT | {"quickReply": {"items": [], "more": 1}}, "'more' was unexpected"),
        (TEXT | {"quickReply": {"items": [{"action": BUTTON["action"]}] * 14}}, "more than 13 items"),
        (bubble(BUTTON | {"size": "xl"}), "'size' was unexpected"),
        (bubble({"type": "button"}), '"action" is a required property'),
        (bubble(BUTTON, footer=BUTTON), '"layout" is a required property'),
        (bubble({"type": "box", "layout": "diagonal", "contents": []}), '"diagonal" is not one of'),
        (bubble(BUTTON | {"action": {"type": "telepathy"}}), '"telepathy" is not one of'),
        (bubble(BUTTON | {"action": {"type": "postback", "data": "x" * 301}}), "longer than 300"),
        (bubble(BUTTON | {"action": {"type": "uri", "uri": "ไม่ใช่ลิงก์"}}), 'is not a "uri"'),
        ({"type": "flex", "altText": "บัตร", "contents": {"type": "leaflet"}}, '"leaflet" is not one of'),
    ],
)
def test_what_line_refuses_is_found(line, message, said):
    body = {"to": "U" + "a" * 32, "messages": [message]}
    found = line.mistakes("POST", "/v2/bot/message/push", body)
    assert any(said in mistake for mistake in found), found


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"messages": [TEXT]}, '"replyToken" is a required property'),
        ({"replyToken": "t", "messages": []}, "has less than 1 item"),
        ({"replyToken": "t", "messages": [TEXT] * 6}, "more than 5 items"),
        ({"replyToken": "t", "messages": [TEXT], "retryKey": "k"}, "'retryKey' was unexpected"),
    ],
)
def test_a_wrong_envelope_is_found(line, body, said):
    found = line.mistakes("POST", "/v2/bot/message/reply", body)
    assert any(said in mistake for mistake in found), found


def test_a_wrong_loading_call_is_found(line):
    assert line.mistakes("POST", "/v2/bot/chat/loading/start", {"chatId": "U1", "loadingSeconds": 5}) == []
    assert line.mistakes("POST", "/v2/bot/chat/loading/start", {"chatId": "U1", "loadingSeconds": 1})
    assert line.mistakes("POST", "/v2/bot/chat/loading/start", {"loadingSeconds": 5})
