"""The Messaging API's table of endpoints. api.line.me and api-data.line.me are both this host."""

import re
from collections.abc import Callable
from hmac import compare_digest

from simulator import account, richmenu_calls, sending
from simulator.calls import Answer, Call
from simulator.errors import AUTHENTICATION, NOT_FOUND, LineError
from simulator.platform import Platform
from simulator.retry_keys import HEADER

Endpoint = Callable[..., Answer]

# Only these take X-Line-Retry-Key; elsewhere it is an error (LINE docs, "Retry failed API requests").
RETRYABLE = {f"/v2/bot/message/{kind}" for kind in ("push", "multicast", "narrowcast", "broadcast")}

_TABLE: list[tuple[str, str, Endpoint]] = [
    ("POST", "/v2/bot/message/reply", sending.reply),
    ("POST", "/v2/bot/message/push", sending.push),
    ("POST", "/v2/bot/message/multicast", sending.multicast),
    ("POST", "/v2/bot/message/broadcast", sending.broadcast),
    ("POST", "/v2/bot/message/narrowcast", sending.narrowcast),
    ("GET", "/v2/bot/message/progress/narrowcast", sending.narrowcast_progress),
    ("POST", "/v2/bot/message/validate/{reply|push|multicast|narrowcast|broadcast}", sending.validate),
    ("GET", "/v2/bot/message/quota", account.quota),
    ("GET", "/v2/bot/message/quota/consumption", account.consumption),
    ("GET", "/v2/bot/message/delivery/{reply|push|multicast|broadcast}", account.delivered),
    ("GET", "/v2/bot/message/{}/content", account.content),
    ("GET", "/v2/bot/message/{}/content/preview", account.content),
    ("GET", "/v2/bot/message/{}/content/transcoding", account.transcoding),
    ("POST", "/v2/bot/chat/loading/start", account.start_loading),
    ("POST", "/v2/bot/chat/markAsRead", account.mark_as_read),
    ("GET", "/v2/bot/info", account.info),
    ("GET", "/v2/bot/profile/{}", account.profile),
    ("GET", "/v2/bot/followers/ids", account.followers),
    ("POST", "/v2/bot/user/{}/linkToken", account.link_token),
    ("GET", "/v2/bot/group/{}/summary", account.group_summary),
    ("GET", "/v2/bot/group/{}/members/count", account.group_count),
    ("GET", "/v2/bot/group/{}/member/{}", account.group_member),
    ("POST", "/v2/bot/group/{}/leave", account.group_leave),
    ("GET", "/v2/bot/channel/webhook/endpoint", account.webhook_endpoint),
    ("PUT", "/v2/bot/channel/webhook/endpoint", account.set_webhook_endpoint),
    ("POST", "/v2/bot/channel/webhook/test", account.test_webhook_endpoint),
    ("POST", "/v2/bot/richmenu", richmenu_calls.create),
    ("POST", "/v2/bot/richmenu/validate", richmenu_calls.validate),
    ("GET", "/v2/bot/richmenu/list", richmenu_calls.listing),
    ("POST", "/v2/bot/richmenu/bulk/link", richmenu_calls.bulk_link),
    ("POST", "/v2/bot/richmenu/bulk/unlink", richmenu_calls.bulk_unlink),
    ("POST", "/v2/bot/richmenu/alias", richmenu_calls.create_alias),
    ("GET", "/v2/bot/richmenu/alias/list", richmenu_calls.aliases),
    ("GET", "/v2/bot/richmenu/alias/{}", richmenu_calls.get_alias),
    ("POST", "/v2/bot/richmenu/alias/{}", richmenu_calls.update_alias),
    ("DELETE", "/v2/bot/richmenu/alias/{}", richmenu_calls.delete_alias),
    ("POST", "/v2/bot/richmenu/{}/content", richmenu_calls.upload),
    ("GET", "/v2/bot/richmenu/{}/content", richmenu_calls.download),
    ("GET", "/v2/bot/richmenu/{}", richmenu_calls.get),
    ("DELETE", "/v2/bot/richmenu/{}", richmenu_calls.delete),
    ("POST", "/v2/bot/user/all/richmenu/{}", richmenu_calls.set_default),
    ("GET", "/v2/bot/user/all/richmenu", richmenu_calls.get_default),
    ("DELETE", "/v2/bot/user/all/richmenu", richmenu_calls.clear_default),
    ("POST", "/v2/bot/user/{}/richmenu/{}", richmenu_calls.link),
    ("GET", "/v2/bot/user/{}/richmenu", richmenu_calls.linked),
    ("DELETE", "/v2/bot/user/{}/richmenu", richmenu_calls.unlink),
]


def _pattern(path: str) -> re.Pattern[str]:
    """Turn `{}` into one path segment and `{a|b}` into a choice of two."""
    return re.compile(re.sub(r"\{([^}]*)\}", lambda found: f"({found[1] or '[^/]+'})", path))


_EXACT = {(method, path): endpoint for method, path, endpoint in _TABLE if "{" not in path}
_PATTERNS = [(method, _pattern(path), endpoint) for method, path, endpoint in _TABLE if "{" in path]


def answer(platform: Platform, call: Call) -> Answer:
    """Answer one call of the API as LINE would."""
    try:
        endpoint, arguments = _find(call)
        _check_token(platform, call)
        if HEADER in call.headers and call.path not in RETRYABLE:
            raise LineError(400, "The header, 'X-Line-Retry-Key', is not supported by this endpoint")
        return endpoint(platform, call, *arguments)
    except LineError as error:
        return Answer(error.status, error.body(), headers=error.headers)


def _find(call: Call) -> tuple[Endpoint, tuple[str, ...]]:
    exact = _EXACT.get((call.method, call.path))
    if exact:
        return exact, ()
    for method, pattern, endpoint in _PATTERNS:
        found = pattern.fullmatch(call.path) if method == call.method else None
        if found:
            return endpoint, found.groups()
    raise LineError(404, NOT_FOUND)


def _check_token(platform: Platform, call: Call) -> None:
    given = call.headers.get("authorization", "")
    if not compare_digest(given.encode(), f"Bearer {platform.channel_token}".encode()):
        raise LineError(401, AUTHENTICATION)
