"""The bots that ours is measured against: Flask and line-bot-sdk as the SDK's own examples put them together.

`python -m tests.bench.echo parse|reply` serves one by the very settings that `km web` is served by.
"""

import sys

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler, WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

from bot import runtime
from bot.settings import read_settings


def parsing_bot(secret: str) -> Flask:
    """Checks the signature, parses with the SDK, stores and answers nothing: the least a bot can do."""
    app = Flask("echo")
    parser = WebhookParser(secret)

    @app.post("/callback")
    def callback() -> str:
        try:
            parser.parse(request.get_data(as_text=True), request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            abort(400)
        return "OK"

    return app


def replying_bot(secret: str, access_token: str, line_host: str) -> Flask:
    """Sends each text back before it answers the webhook."""
    app = Flask("echo")
    handler = WebhookHandler(secret)
    configuration = Configuration(host=line_host, access_token=access_token)

    @app.post("/callback")
    def callback() -> str:
        try:
            handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            abort(400)
        return "OK"

    @handler.add(MessageEvent, message=TextMessageContent)
    def echo(event: MessageEvent) -> None:
        messages = [TextMessage(text=event.message.text)]
        with ApiClient(configuration) as api_client:
            MessagingApi(api_client).reply_message(
                ReplyMessageRequest(reply_token=event.reply_token, messages=messages)
            )

    return app


def main(kind: str) -> None:
    """Serve one of them as `km web` is served."""
    settings = read_settings()
    secret = settings.line_channel_secret.get_secret_value()
    token = settings.line_channel_access_token.get_secret_value()
    app = parsing_bot(secret) if kind == "parse" else replying_bot(secret, token, settings.line_api_host)
    # The server's settings stand in runtime.serve alone; only what it loads is exchanged.
    runtime._in_worker_process = lambda *_: app
    runtime.serve(settings, frozenset())


if __name__ == "__main__":
    main(sys.argv[1])
