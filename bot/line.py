"""The Messaging API as far as we use it: one shared client, a timeout on every call, every outcome named."""

import logging
from typing import Any

from knowledge.outbox import Sending

CONNECT_TIMEOUT, READ_TIMEOUT = 3.0, 10.0  # seconds; the SDK has no default and would wait for ever
LOADING_SECONDS = 5  # how long the dots stay when no answer comes; LINE's least
RETRY_KEY = "X-Line-Retry-Key"
log = logging.getLogger(__name__)


class Line:
    """One LINE channel. Methods return how LINE answered; they never raise for what LINE or the network does."""

    def __init__(self, host: str, access_token: str) -> None:
        # The import costs about two seconds of CPU; processes that never send do not pay for it.
        from linebot.v3.messaging import ApiClient, Configuration

        # The SDK's pool has five connections per core; threads of deliveries and loading dots share it.
        self._client = ApiClient(Configuration(host=host, access_token=access_token))

    def reply(self, reply_token: str, messages: list[dict[str, Any]]) -> Sending:
        """Answer by reply token: free, once, within about a minute. LINE refuses a retry key here."""
        return self._post("/v2/bot/message/reply", {"replyToken": reply_token, "messages": messages})

    def push(self, user_id: str, messages: list[dict[str, Any]], retry_key: str) -> Sending:
        """Send at any time: counted against the quota; the same retry key never sends twice within 24 hours."""
        return self._post("/v2/bot/message/push", {"to": user_id, "messages": messages}, {RETRY_KEY: retry_key})

    def show_loading(self, user_id: str) -> Sending:
        """Show the loading dots in a private chat until our message arrives, at most five seconds."""
        body = {"chatId": user_id, "loadingSeconds": LOADING_SECONDS}
        return self._post("/v2/bot/chat/loading/start", body)

    def bot_info(self) -> dict[str, Any]:
        """The account's own profile, for `km check`. Errors: those of the client."""
        found = self._call("GET", "/v2/bot/info", None, {})
        return found if isinstance(found, dict) else {}

    def close(self) -> None:
        """Close the connections."""
        self._client.rest_client.pool_manager.clear()

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Sending:
        from linebot.v3.messaging.exceptions import ApiException
        from urllib3.exceptions import HTTPError

        try:
            self._call("POST", path, body, headers or {})
        except ApiException as error:
            outcome = _refused(error.status, str(error.body))
            log.warning("LINE answered %s to %s: %s", error.status, path, outcome)
            return outcome
        except (HTTPError, OSError) as error:
            outcome = _unheard(error)
            log.warning("no answer from LINE to %s: %s, %s", path, type(error).__name__, outcome)
            return outcome
        return Sending.OK

    def _call(self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Any:
        """One call through the SDK's client with a plain body: its Flex models drop fields they do not know."""
        return self._client.call_api(
            path,
            method,
            {},
            [],
            {"Content-Type": "application/json", **headers},
            body=body,
            response_types_map={200: "object", 202: "object"},
            auth_settings=["Bearer"],
            _return_http_data_only=True,
            _request_timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
        )


def _refused(status: int, body: str) -> Sending:
    """What an HTTP error means. LINE tells its two 429s and its token error apart by the message alone."""
    if status == 409:
        return Sending.ALREADY_ACCEPTED
    if status == 429:
        return Sending.QUOTA_EXHAUSTED if "monthly limit" in body else Sending.RATE_LIMITED
    if status == 400 and "reply token" in body.lower():
        return Sending.TOKEN_REFUSED
    if status in (401, 403):
        return Sending.UNAUTHORISED
    if status == 404:
        return Sending.NOT_FOUND
    return Sending.UNKNOWN if status >= 500 else Sending.BAD_REQUEST


def _unheard(error: Exception) -> Sending:
    """No answer: never sent when the connection was not made, unknown when the request had gone out."""
    from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

    reason = error.reason if isinstance(error, MaxRetryError) else error
    return Sending.NOT_SENT if isinstance(reason, NewConnectionError | ConnectTimeoutError) else Sending.UNKNOWN
