"""/callback: what LINE did not sign is refused, what it did sign never breaks the bot."""

import json

import pytest
from sqlmodel import select

from bot import demo, web
from bot.signature import is_genuine, sign
from knowledge.models import Inbox
from stage import NOK

# LINE docs, "Verify webhook signature": the example with its secret, body and signature.
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
SIGNATURE = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
TWO_MEGABYTES = 2_000_000


def test_the_example_of_lines_documentation_is_genuine(bot):
    assert sign(BODY, SECRET) == SIGNATURE
    page = web.create_app(bot.engine, bot.intake, SECRET).test_client()
    assert page.post("/callback", data=BODY, headers={"X-Line-Signature": SIGNATURE}).status_code == 200
    assert page.post("/callback", data=BODY + b" ", headers={"X-Line-Signature": SIGNATURE}).status_code == 400


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "forged",
        SIGNATURE,
        "ลายเซ็น".encode().decode("latin-1"),
        sign(b"another body", demo.CHANNEL_SECRET),
        " ",
        "=" * 5000,
    ],
)
def test_what_line_did_not_sign_is_refused_and_not_stored(lasting, signature):
    body = json.dumps({"events": [lasting.hello()]}).encode()
    assert lasting(body, signature) == 400
    assert lasting.bot.rows(select(Inbox)) == []


def test_a_body_changed_on_its_way_is_refused(bot, webhook):
    body = json.dumps({"events": [webhook.hello()]}).encode()
    assert webhook(body.replace(NOK.encode(), b"U" + b"b" * 32), sign(body, demo.CHANNEL_SECRET)) == 400
    assert bot.rows(select(Inbox)) == []


def test_no_secret_means_that_nothing_is_genuine():
    assert not is_genuine(BODY, sign(BODY, ""), "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"events",
        b"null",
        b"7",
        b'"events"',
        b"[]",
        b'[{"events":[]}]',
        b"\xff\xfe\x00\xd8",
        b"\x00" * 100,
        b"x" * TWO_MEGABYTES,
        b"[" * 10_000 + b"]" * 10_000,
        b'{"events":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"events":[{"timestamp":' + b"9" * 10_000 + b"}]}",
    ],
    ids=lambda body: body[:20].decode("latin-1") + f"… {len(body)} bytes",
)
def test_a_signed_body_that_is_no_webhook_is_refused(lasting, body):
    assert lasting(body) == 400
    assert lasting.bot.rows(select(Inbox)) == []


@pytest.mark.parametrize("events", [..., None, [], {}, "events", 7, [None, 1, "x", [], [[]]]])
def test_a_webhook_without_events_is_fine_and_stores_nothing(lasting, events):
    assert lasting.json({"destination": "U1"} | ({} if events is ... else {"events": events})) == 200
    assert lasting.bot.rows(select(Inbox)) == []


def test_two_megabytes_of_a_field_that_line_may_add_one_day_lose_no_message(bot, webhook):
    assert webhook.events(webhook.hello(novelty="ก" * (TWO_MEGABYTES // 6))) == 200
    bot.settle()
    assert len(bot.sim.sent(NOK)) == 1


def test_a_body_that_line_would_never_send_is_not_even_read(webhook):
    assert webhook(b" " * (web.BODY_LIMIT + 1)) == 413


def test_whatever_the_depth_of_a_body_line_never_hears_of_a_broken_bot(webhook):
    """A depth that can be read but not written again must not make LINE deliver it for ever."""

    def nested(depth: int) -> bytes:
        return b'{"events":[{"type":"deep","x":' + b"[" * depth + b"]" * depth + b"}]}"

    assert {webhook(nested(depth)) for depth in range(960, 990)} == {200, 400}


def test_only_post_is_taken(bot):
    page = web.create_app(bot.engine, bot.intake, SECRET).test_client()
    assert page.get("/callback").status_code == 405
