"""The Messaging API about the account itself: its webhook, its quota, its rich menus. What LINE refuses is raised."""

import json
from typing import Any, NoReturn

from bot.settings import Settings
from knowledge.errors import KnowledgeError

CONNECT_TIMEOUT, READ_TIMEOUT = 3.0, 30.0  # seconds; a picture of some 80 KB goes up a slow line
JSON, PNG = "application/json", "image/png"
BULK = 500  # people in one bulk call (reference, "Link rich menu to multiple users")
ADVICE = {
    401: "Check LINE_CHANNEL_ACCESS_TOKEN.",
    403: "The channel may not do this; check its roles and plan in the LINE Developers console.",
    429: "LINE allows 100 menus to be made and 100 to be deleted an hour; run it again in an hour.",
}
AGAIN = "What was there before still works; run it again."
ANSWERS, PICTURE = {"200": "object", "202": "object"}, {"200": "bytearray"}
Json = dict[str, Any]


class LineRefused(KnowledgeError):
    """LINE said no, or nothing. `status` is LINE's, or 0 when there was no answer."""

    def __init__(self, doing: str, status: int, reason: str) -> None:
        said = f"LINE answered {status} ({reason})" if status else f"LINE did not answer ({reason})"
        super().__init__(f"{said} when asked to {doing}. {ADVICE.get(status, AGAIN)}")
        self.status = status


class LineAccount:
    """One channel's own affairs. `doing` says what a call is for; it stands in the error. Errors: LineRefused."""

    def __init__(self, host: str, data_host: str, access_token: str) -> None:
        from linebot.v3.messaging import ApiClient, Configuration

        self._client = ApiClient(Configuration(host=host, access_token=access_token))
        self._data = ApiClient(Configuration(host=data_host, access_token=access_token))

    def get(self, path: str, doing: str) -> Json:
        """What LINE has there; empty when it has nothing (404)."""
        try:
            return self._call(self._client, "GET", path, doing)
        except LineRefused as error:
            if error.status == 404:
                return {}
            raise

    def post(self, path: str, body: Json, doing: str) -> Json:
        """Make something, or set it."""
        return self._call(self._client, "POST", path, doing, body)

    def put(self, path: str, body: Json, doing: str) -> Json:
        """Replace something."""
        return self._call(self._client, "PUT", path, doing, body)

    def delete(self, path: str, doing: str) -> None:
        """Remove something; what is gone already is removed."""
        try:
            self._call(self._client, "DELETE", path, doing)
        except LineRefused as error:
            if error.status != 404:
                raise

    def upload(self, menu_id: str, picture: bytes) -> None:
        """Give a rich menu its picture; that is done once, and cannot be changed."""
        path = f"/v2/bot/richmenu/{menu_id}/content"
        self._call(self._data, "POST", path, "take the picture of a rich menu", picture)

    def has_picture(self, menu_id: str) -> bool:
        """Whether a rich menu got its picture, without which it cannot be shown."""
        path = f"/v2/bot/richmenu/{menu_id}/content"
        try:
            self._call(self._data, "GET", path, "show the picture of a rich menu")
        except LineRefused as error:
            if error.status == 404:
                return False
            raise
        return True

    def close(self) -> None:
        """Close the connections."""
        for client in (self._client, self._data):
            client.rest_client.pool_manager.clear()

    def _call(self, client: Any, method: str, path: str, doing: str, body: Json | bytes | None = None) -> Json:
        from linebot.v3.messaging.exceptions import ApiException
        from urllib3.exceptions import HTTPError

        try:
            found = client.call_api(
                path,
                method,
                {},
                [],
                {"Content-Type": PNG if isinstance(body, bytes) else JSON},
                body=body,
                response_types_map=PICTURE if path.endswith("/content") else ANSWERS,
                auth_settings=["Bearer"],
                _return_http_data_only=True,
                _request_timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
            )
        except ApiException as error:
            _refused(doing, error.status, error.body)
        except (HTTPError, OSError) as error:
            raise LineRefused(doing, 0, type(error).__name__) from None
        return found if isinstance(found, dict) else {}


def open_account(settings: Settings) -> LineAccount:
    """The account of the settings. Errors: BadSetting without a token."""
    settings.require("line_channel_access_token")
    token = settings.line_channel_access_token.get_secret_value()
    return LineAccount(settings.line_api_host, settings.line_data_api_host, token)


def _refused(doing: str, status: int, body: Any) -> NoReturn:
    """LINE's own words are kept: they name the property that it does not like."""
    try:
        said = json.loads(body)
        details = "; ".join(f"{d.get('property', '')}: {d.get('message', '')}" for d in said.get("details", []))
        reason = f"{said.get('message', '')} {details}".strip()
    except (TypeError, ValueError, AttributeError):
        reason = "no reason given"
    raise LineRefused(doing, status, reason) from None
