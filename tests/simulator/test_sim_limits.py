"""LINE's limits on messages, with its error texts; nothing is ever sent in part."""

from typing import Any

import pytest
from sim_cast import text

from simulator.counting import graphemes
from simulator.errors import LineError
from simulator.limits import check_messages

Json = dict[str, Any]


def refusal(*messages: Any) -> Json:
    with pytest.raises(LineError) as caught:
        check_messages(list(messages))
    assert caught.value.status == 400
    return caught.value.body()


def found(*messages: Any) -> list[tuple[str, str]]:
    return [(row["property"], row["message"]) for row in refusal(*messages)["details"]]


def chip(label: str, **more: Any) -> Json:
    return {"type": "action", "action": {"type": "message", "label": label, "text": label, **more}}


def flex(*components: Json, **bubble: Any) -> Json:
    body = {"type": "box", "layout": "vertical", "contents": list(components)}
    return {"type": "flex", "altText": "การ์ด", "contents": {"type": "bubble", "body": body, **bubble}}


def button(**action: Any) -> Json:
    return flex({"type": "button", "action": {"label": "ปุ่ม", **action}})


GOOD: list[Json] = [
    text("x" * 5000),
    text("ก" * 5000),
    text("ค่ะ", quickReply={"items": [chip("ก" * 20)] * 13}),
    # 60 code points, 20 grapheme clusters: LINE counts the clusters.
    text("ค่ะ", quickReply={"items": [chip("ที่น้ำ" * 10, text="ถาม")]}),
    {"type": "textV2", "text": "คุณ {name}", "substitution": {"name": {"type": "mention"}}},
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {"type": "image", "originalContentUrl": "https://a.example/x.jpg", "previewImageUrl": "http://127.0.0.1:1/p"},
    {"type": "audio", "originalContentUrl": "https://a.example/x.m4a", "duration": 1},
    {"type": "location", "title": "อบต.", "address": "ถนน", "latitude": 13.7, "longitude": 100.5},
    flex({"type": "text", "text": "ค่ะ", "size": "17px", "margin": "lg", "color": "#00B900FF"}),
    flex({"type": "text", "text": "", "contents": [{"type": "span", "text": "ค่ะ"}]}),
    button(type="postback", data="x" * 300, displayText="ก" * 300),
    button(type="uri", uri="tel:044123456"),
    button(type="uri", uri="line://nv/location", label="ก" * 40),
    button(type="datetimepicker", data="d", mode="date", initial="2026-11-21"),
]


@pytest.mark.parametrize("message", GOOD)
def test_good_message_is_taken(message: Json) -> None:
    check_messages([message])


NOT_IN_BODY: list[tuple[Json, str, str]] = [
    (text("x" * 5001), "messages[0].text", "Length must be between 0 and 5000"),
    (text("😀" * 2501), "messages[0].text", "Length must be between 0 and 5000"),
    (text(" \n"), "messages[0].text", "May not be empty"),
    ({"type": "text"}, "messages[0].text", "May not be null"),
    (text("x", quickReply={"items": [chip("a")] * 14}), "messages[0].quickReply.items", "Size must be"),
    (text("x", quickReply={"items": [chip("ก" * 21)]}), "items[0].action.label", "Length must be"),
    (text("x", quickReply={"items": [chip("")]}), "items[0].action.label", "May not be empty"),
    (text("x", sender={"name": "ก" * 21}), "messages[0].sender.name", "Length must be"),
    ({**flex({"type": "filler"}), "altText": "ก" * 1501}, "messages[0].altText", "between 0 and 1500"),
    ({**flex({"type": "filler"}), "altText": ""}, "messages[0].altText", "May not be empty"),
    ({"type": "textV2", "text": "{name}"}, "messages[0].substitution", "`name` must be specified"),
    (
        {"type": "image", "originalContentUrl": "http://a.example/x", "previewImageUrl": "https://a.example/แผ่น"},
        "messages[0].previewImageUrl",
        "invalid uri",
    ),
    ({"type": "sticker", "packageId": "1"}, "messages[0].stickerId", "May not be null"),
    ({"type": "fax"}, "messages[0].type", "Must be one of the following values: [text"),
]


@pytest.mark.parametrize(("message", "place", "words"), NOT_IN_BODY)
def test_body_error_names_place_and_reason(message: Json, place: str, words: str) -> None:
    assert refusal(message)["message"].startswith("The request body has")
    assert any(path.endswith(place) and words in why for path, why in found(message)), found(message)


@pytest.mark.parametrize("messages", [[], [text("x")] * 6, "x", None])
def test_one_to_five_messages(messages: Any) -> None:
    with pytest.raises(LineError, match="The request body has 1 error"):
        check_messages(messages)


NOT_IN_FLEX: list[tuple[Json, str, str]] = [
    (flex({"type": "text", "text": ""}), "/body/contents/0/text", "must be non-empty text"),
    (flex({"type": "text"}), "/body/contents/0", "`text` or `contents` must be specified"),
    (flex({"type": "text", "text": "x", "size": "huge"}), "/body/contents/0/size", "invalid property"),
    (flex({"type": "text", "text": "x", "layout": "a"}), "/body/contents/0/layout", "unknown field"),
    (flex({"type": "text", "text": "x", "color": "red"}), "/body/contents/0/color", "invalid property"),
    (flex({"type": "icon", "url": "https://a.example/i.png"}), "/body/contents/0", "invalid property"),
    (flex({"type": "image", "url": "http://a.example/i.png"}), "/body/contents/0/url", "invalid uri scheme"),
    (flex({"type": "box", "contents": []}), "/body/contents/0", "`layout` must be specified"),
    (flex(size="enormous"), "/size", "invalid property"),
    ({**flex(), "contents": {"type": "bubble"}}, "/", "at least one block must be specified"),
    (button(type="message", text="x", label="ก" * 41), "/body/contents/0/action/label", "size must be"),
    (button(type="message", text="x", label=None), "/body/contents/0/action", "`label` must be specified"),
    (button(type="postback", data="x" * 301), "/body/contents/0/action/data", "size must be between 0 and 300"),
    (button(type="message", text="ก" * 301), "/body/contents/0/action/text", "size must be between 0 and 300"),
    (button(type="uri", uri="javascript:alert(1)"), "/body/contents/0/action/uri", "invalid uri scheme"),
    (button(type="uri", uri="https://a.example/" + "x" * 1000), "/body/contents/0/action/uri", "size must be"),
    (button(type="location"), "/body/contents/0/action", "invalid property"),
    (
        button(type="postback", data="x", fillInText="ถาม"),
        "/body/contents/0/action",
        "`fillInText` can only be used with the `openKeyboard` input option",
    ),
]


@pytest.mark.parametrize(("message", "place", "words"), NOT_IN_FLEX)
def test_flex_error_counts_from_the_container(message: Json, place: str, words: str) -> None:
    assert refusal(text("ดี"), message)["message"] == "A message (messages[1]) in the request body is invalid"
    assert any(path == place and words in why for path, why in found(message)), found(message)


def test_flex_sizes() -> None:
    words = {"type": "text", "text": "x" * 1000}
    check_messages([flex(*[words] * 28)])
    assert "30720 bytes" in found(flex(*[words] * 31))[0][1]
    bubble = flex(*[words] * 4)["contents"]
    carousel = {"type": "flex", "altText": "x", "contents": {"type": "carousel", "contents": [bubble] * 12}}
    check_messages([carousel])
    carousel["contents"] = {"type": "carousel", "contents": [flex(words)["contents"]] * 13}
    assert found(carousel) == [("/contents", "size must be between 1 and 12")]


def test_templates() -> None:
    yes = {"type": "message", "label": "ใช่", "text": "ใช่"}
    confirm = {"type": "confirm", "text": "ยืนยัน", "actions": [yes, yes]}
    check_messages([{"type": "template", "altText": "ถาม", "template": confirm}])
    wrong = {"type": "template", "altText": "ถาม", "template": {**confirm, "actions": [yes]}}
    assert found(wrong) == [("template/actions", "size must be between 2 and 2")]


def test_thai_is_counted_in_clusters() -> None:
    assert graphemes("ติดต่อเจ้าหน้าที่") == 11
    assert graphemes("ขอแบบฟอร์มร้องเรียนเจ้าหน้าที่") == 23
