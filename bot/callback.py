"""POST /callback: check the signature over the raw bytes, commit the events, answer. No work is done here."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from bot.arrivals import NotAWebhook, read_body
from bot.intake import Intake, NotStored
from bot.signature import is_genuine

PATH = "/callback"
BODY_LIMIT = 8_000_000  # bytes; LINE's own webhooks are far smaller


class Callback:
    """What LINE posts to. It stands before Flask's dispatch, which would cost as much as all the rest (see the ADR)."""

    def __init__(self, flask: Any, intake: Intake, channel_secret: str) -> None:
        self._flask, self._intake, self._secret = flask, intake, channel_secret

    def receive(self, body: bytes, signature: str | None) -> tuple[str, int]:
        """Store a webhook; the words and the status for LINE: 400 for a forgery, 500 so that LINE delivers again."""
        if not is_genuine(body, signature, self._secret):
            return "bad signature", 400
        try:
            arrivals = read_body(body)
            if arrivals:
                self._intake.store(arrivals)
        except NotAWebhook as error:
            return str(error), 400
        except NotStored:
            return "not stored, deliver it again", 500
        return "OK", 200

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """A webhook with a length is answered here; everything else is Flask's."""
        length = environ.get("CONTENT_LENGTH") or ""
        ours = environ.get("PATH_INFO") == PATH and environ.get("REQUEST_METHOD") == "POST" and length.isdecimal()
        if not ours or int(length) > BODY_LIMIT:
            answer: Iterable[bytes] = self._flask(environ, start_response)
            return answer
        words, status = self.receive(environ["wsgi.input"].read(int(length)), environ.get("HTTP_X_LINE_SIGNATURE"))
        payload = words.encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(payload)))]
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [payload]
