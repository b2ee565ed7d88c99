"""The ways LINE says no: a status, a message and sometimes details."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Json = dict[str, Any]

AUTHENTICATION = "Authentication failed. Confirm that the access token in the authorization header is valid."
INVALID_REPLY_TOKEN = "Invalid reply token"
MONTHLY_LIMIT = "You have reached your monthly limit."
NOT_FOUND = "Not found"
RATE_LIMIT = "The API rate limit has been exceeded. Try again later."
RETRY_KEY_ACCEPTED = "The retry key is already accepted"


class Detail(NamedTuple):
    """One finding of a rejected body: what is wrong, and where."""

    message: str
    property: str


class LineError(Exception):
    """A rejected call. Source: Messaging API reference, "Error responses"."""

    def __init__(
        self,
        status: int,
        message: str,
        details: Sequence[Detail] = (),
        headers: Mapping[str, str] | None = None,
        extra: Json | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = list(details)
        self.headers = dict(headers or {})
        self.extra = extra or {}

    def body(self) -> Json:
        """Return the error body as LINE writes it; `details` is left out when empty."""
        body: Json = {"message": self.message, **self.extra}
        if self.details:
            body["details"] = [detail._asdict() for detail in self.details]
        return body


def invalid_property(name: str) -> LineError:
    """Return LINE's answer to a property that is missing or of the wrong form."""
    return LineError(400, f"The property, '{name}', in the request body is invalid (line: -, column: -)")


def body_errors(details: Sequence[Detail]) -> LineError:
    """Return LINE's answer to a body with findings outside of Flex and templates."""
    return LineError(400, f"The request body has {len(details)} error(s)", details)
