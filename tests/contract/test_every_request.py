"""Whatever the bot sends, whoever asks, is what LINE's own description allows and what its SDK understands."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import pytest
import regex
from everything import Visited, spend, watched
from linebot.v3.messaging import PushMessageRequest, ReplyMessageRequest
from openapi import Description
from sqlmodel import select

import sheets
from bot.delivery import deliver
from handlers import registry
from knowledge import outbox
from knowledge.db import transaction
from knowledge.models import Outbox, Question
from stage import NOK, Stage, now, sqlite_url

Json = dict[str, Any]
ENVELOPES = {"/v2/bot/message/reply": ReplyMessageRequest, "/v2/bot/message/push": PushMessageRequest}


@dataclass
class Day:
    """What happened on the whole day, with both organisations."""

    visited: Visited
    requests: list[Json]
    outcomes: set[str]

    @property
    def messages(self) -> list[Json]:
        """Every message that was sent, each wording once."""
        sent = {json.dumps(m, sort_keys=True): m for r in self.requests for m in r["body"].get("messages", [])}
        return list(sent.values())


@pytest.fixture(scope="module")
def day(loaded, tmp_path_factory) -> Day:
    """Both bots, with everything that can happen in a chat."""
    requests: list[Json] = []
    outcomes: set[str] = set()
    with pytest.MonkeyPatch.context() as patch, watched(patch) as visited:
        for every, organisation in zip((1, 3), loaded, strict=True):
            for bot in _staged(loaded, organisation, tmp_path_factory.mktemp("day")):
                spend(bot, every)
                _push_the_last_answer_again(bot)
                requests += bot.sim.requests
                outcomes |= set(bot.rows(select(Question.outcome)))
    return Day(visited, requests, outcomes)


def _staged(loaded, organisation, folder) -> Iterator[Stage]:
    source, shelf = loaded[organisation]
    copy = folder / "day.db"
    copy.write_bytes(source.read_bytes())
    bot = Stage(sqlite_url(copy), shelf, links=sheets.LINKS)
    sheets.shelve(bot.engine, "lantern", "ห้ามปล่อยโคมลอยใกล้สนามบิน", title="แผ่นพับโคมลอย", pages=12)
    yield bot
    bot.close()


def _push_the_last_answer_again(bot: Stage) -> None:
    """What goes out when the reply token is spent: the same messages by push."""
    messages = bot.rows(select(Outbox).where(Outbox.recipient == f"user:{NOK}"))[-1].messages
    with transaction(bot.engine) as session:
        row = outbox.put(session, outbox.Route(f"user:{NOK}"), messages, now(), sender="day")
    deliver(bot.engine, bot.line, row, now())


@pytest.fixture(scope="module")
def line(shared) -> Description:
    return Description(shared / "line-openapi" / "messaging-api.yml")


def test_every_command_button_and_event_is_visited(day):
    assert {kind: sorted(names) for kind, names in asdict(day.visited).items()} == registry.registered()


def test_the_day_has_questions_of_every_sort(day):
    assert day.outcomes >= {
        "answered",
        "chosen",
        "partial_or_expired",
        "none_of_these",
        "no_hit",
        "forwarded",
        "withheld",
        "emergency",
    }


def test_reply_push_and_loading_are_all_called(day):
    assert {r["path"] for r in day.requests} == {*ENVELOPES, "/v2/bot/chat/loading/start"}


def test_line_takes_every_call(day):
    refused = [(r["path"], r["status"], r["response"]) for r in day.requests if not 200 <= (r["status"] or 0) < 300]
    assert refused == []


def test_every_body_is_what_lines_description_allows(day, line):
    wrong = [(r["path"], r["body"], m) for r in day.requests if (m := line.mistakes(r["method"], r["path"], r["body"]))]
    assert wrong == []


def test_the_sdk_understands_every_message_and_loses_nothing(day):
    for message in day.messages:
        for request in ({"replyToken": "token", "messages": [message]}, {"to": NOK, "messages": [message]}):
            envelope = ReplyMessageRequest if "replyToken" in request else PushMessageRequest
            assert _without_defaults(envelope.from_dict(request).to_dict()) == request


ADDED_BY_THE_SDK = ({"notificationDisabled": False}, {"animated": False})


def _without_defaults(value: Any) -> Any:
    """What the SDK adds by itself is no loss."""
    if isinstance(value, list):
        return [_without_defaults(v) for v in value]
    if not isinstance(value, dict):
        return value
    return {k: _without_defaults(v) for k, v in value.items() if {k: v} not in ADDED_BY_THE_SDK}


def test_only_a_push_carries_a_retry_key(day):
    keyed = {r["path"] for r in day.requests if "x-line-retry-key" in r["headers"]}
    assert keyed == {"/v2/bot/message/push"}


def test_texts_keep_within_lines_limits_in_utf16_units(day):
    assert all(0 < _units(m["text"]) <= 5000 for m in day.messages if m["type"] == "text")
    assert all(0 < _units(m["altText"]) <= 1500 for m in day.messages if m["type"] == "flex")


def test_labels_keep_within_lines_limits_as_people_count_letters(day):
    chips = [i["action"] for m in day.messages for i in m.get("quickReply", {}).get("items", [])]
    buttons = [a for m in day.messages for a in _actions(m.get("contents", {}))]
    assert chips
    assert buttons
    assert [a for a in chips if not 0 < _graphemes(a["label"]) <= 20] == []
    assert [a for a in buttons if not 0 < _graphemes(a["label"]) <= 40] == []


def test_no_label_is_cut_inside_a_letter(day):
    """ก and its vowel and tone are one letter to a reader; a label never begins with a mark that lost its consonant."""
    labels = [a["label"] for m in day.messages for a in _actions(m)]
    assert [x for x in labels if not regex.fullmatch(r"\X+", x) or regex.match(r"\p{M}", x)] == []


def test_actions_keep_within_lines_limits(day):
    for action in (a for m in day.messages for a in _actions(m)):
        assert all(_graphemes(action.get(name, "ก")) in range(1, 301) for name in ("text", "displayText"))
        assert len(action.get("data", "")) <= 300
        assert len(action.get("uri", "")) <= 1000


def test_bubbles_keep_within_lines_sizes(day):
    for contents in (m["contents"] for m in day.messages if m["type"] == "flex"):
        bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
        assert len(bubbles) <= 12
        assert all(len(json.dumps(b)) <= 30_000 for b in bubbles)
        assert len(json.dumps(contents)) <= 50_000


def test_chips_hang_on_the_last_message_only(day):
    for messages in (r["body"]["messages"] for r in day.requests if "messages" in r["body"]):
        assert [m for m in messages[:-1] if "quickReply" in m] == []


def test_no_template_is_left_unfilled(day):
    lines = [line for m in day.messages for w in _texts(m) for line in w.split("\n")]
    words = [line for line in lines if not line.startswith(("“<b>", "• <b>"))]  # somebody's question, quoted
    assert [w for w in words if regex.search(r"\{(org|ka|kha|when|title|number|example|question)\}", w)] == []


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _graphemes(text: str) -> int:
    return len(regex.findall(r"\X", text))


def _actions(node: Any) -> list[Json]:
    inside = node if isinstance(node, list) else list(node.values()) if isinstance(node, dict) else []
    own = [node["action"]] if isinstance(node, dict) and isinstance(node.get("action"), dict) else []
    return own + [a for part in inside for a in _actions(part)]


def _texts(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    inside = node if isinstance(node, list) else list(node.values()) if isinstance(node, dict) else []
    return [t for part in inside for t in _texts(part)]
